"""HTML pages and reveal.js decks, read as a browser shows them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind, Directive, Document
from plainspeak.readers import html_elements as elements
from plainspeak.readers.directives import parse_directive
from plainspeak.readers.html_elements import Slide, Table
from plainspeak.readers.html_stack import ElementStack
from plainspeak.readers.html_tokens import attribute, comment_body, text_pieces, tokenize
from plainspeak.source import Limits, Source, decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from plainspeak.readers.html_elements import Frame
    from plainspeak.readers.html_tokens import HtmlToken

_HIDDEN_HINT = re.compile(r"hidden|display[ \t]*+:[ \t]*+none", re.IGNORECASE)
_DISPLAY_NONE = re.compile(r"display[ \t]*+:[ \t]*+none", re.IGNORECASE)
_CHARSET = re.compile(
    rb"(?:charset|encoding)[ \t\n\r]*+=[ \t\n\r]*+[\"']?+([a-zA-Z0-9_:.-]++)", re.IGNORECASE
)
# Only single and multi-byte encodings of languages; Python knows others that are no texts at all.
_KNOWN_CHARSET = re.compile(
    r"(?:iso-8859-(?:[2-9]|1[0-6])|windows-125[0-8]|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5)"
)
_CHARSET_AREA = 1024


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Turn the bytes of an HTML file into a Document.

    Raises:
        UnreadableFileError: It is no text, nests too deeply, or a table has too many columns.
    """
    return _HtmlReader(_decode(data, path, limits), limits).run()


def _decode(data: bytes, path: str, limits: Limits) -> Source:
    """Decode, believing what the page says of its encoding only where the bytes are no UTF-8."""
    match = _CHARSET.search(data, 0, _CHARSET_AREA)
    name = match[1].decode("ascii").lower() if match else ""
    if not _KNOWN_CHARSET.fullmatch(name):
        return decode(data, path, limits)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            return decode(data, path, limits)
        return replace(decode(text.encode("utf-8"), path, limits), encoding=name)
    return decode(data, path, limits)


class _Unseen:
    """An element that is not shown: its name, and how many elements are open inside it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.inside: dict[str, int] = {}

    def ends_before(self, name: str) -> bool:
        """Tell whether the start of another element ends this one."""
        siblings = elements.SIBLINGS.get(self.name, frozenset())
        return name in siblings and not any(self.inside.get(inner) for inner in elements.CONTAINERS)


class _HtmlReader:
    """Walks over the tokens once. No recursion."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._text = source.text
        self._columns = limits.table_columns
        self._xml = source.path.lower().endswith(".xhtml") or self._text.lstrip()[:5] == "<?xml"
        self._stack = ElementStack(source, limits)
        self._directives: list[Directive] = []
        self._meta: dict[str, object] = {}
        self._in_title = False
        self._unseen: _Unseen | None = None
        self._tables = 0
        self._starts: dict[str, Callable[[HtmlToken], None]] = {
            "a": lambda _token: self._stack.builder.start_link(),
            "br": self._line_break,
            "img": self._image,
            "meta": self._meta_tag,
            "title": self._title,
            "hr": self._rule,
            "table": self._table,
            "caption": self._caption,
            "td": self._cell,
            "th": self._cell,
            "li": self._item,
            "dt": self._definition,
            "dd": self._definition,
            **dict.fromkeys(elements.ROWS, self._row),
            **dict.fromkeys(elements.HEADINGS, self._heading),
            **dict.fromkeys(elements.SECTIONS, self._section),
            **dict.fromkeys(elements.CONTROLS, self._control),
            **dict.fromkeys(elements.BREAKS, self._break),
            **dict.fromkeys(elements.MASKED, self._masked),
        }
        self._ends: dict[str, Callable[[HtmlToken], None]] = {
            "a": lambda _token: self._stack.builder.end_link(),
            "br": self._line_break,
            "title": self._end_title,
            "table": lambda _token: self._stack.close_table(),
            "p": lambda _token: self._stack.close_paragraph(),
            "li": self._end_item,
            "dt": self._end_definition,
            "dd": self._end_definition,
            **dict.fromkeys(("td", "th", "caption"), lambda _token: self._stack.close_cell()),
            **dict.fromkeys(elements.ROWS, self._end_row),
            **dict.fromkeys(elements.HEADINGS, self._end_heading),
            **dict.fromkeys(elements.SECTIONS - {"p"}, self._end_section),
            **dict.fromkeys(elements.CONTROLS, self._end_section),
            **dict.fromkeys(elements.BREAKS, self._break),
            **dict.fromkeys(elements.MASKED, self._end_masked),
        }

    def run(self) -> Document:
        for token in tokenize(self._text, xml=self._xml):
            if self._unseen and not self._becomes_seen(token, self._unseen):
                continue
            if token.kind == "text":
                self._add_text(token)
            elif token.kind == "start":
                self._start(token)
            elif token.kind == "end":
                self._end(token)
            elif token.kind == "comment":
                words = parse_directive(comment_body(self._text, token))
                if words is not None:
                    self._directives.append(Directive(token.start, token.end, words))
        self._stack.close_all()
        blocks, slides = tuple(self._stack.blocks), self._stack.slides
        return Document(self._source, "html", blocks, self._meta, tuple(self._directives), slides)

    def _add_text(self, token: HtmlToken) -> None:
        if self._in_title:
            decoded = "".join(piece[0] for piece in text_pieces(self._text, token.start, token.end))
            self._meta.setdefault("title", " ".join(decoded.split()))
            return
        mask = self._stack.top.mask
        if mask and not self._text[token.start : token.end].isspace():
            self._stack.builder.start_mask(mask)
        self._stack.add_text(token.start, token.end)

    # What is not shown

    def _is_closed(self, token: HtmlToken) -> bool:
        foreign = token.name in ("svg", "math") or (self._unseen and self._unseen.name == "svg")
        return token.name in elements.VOID or bool(token.self_closing and (self._xml or foreign))

    def _is_hidden(self, token: HtmlToken) -> bool:
        text = self._text
        # Scripts often show a body that is hidden at first.
        if token.name in ("html", "body") or not _HIDDEN_HINT.search(text, token.start, token.end):
            return False
        style = attribute(text, token, "style")
        if attribute(text, token, "hidden") or (style and _DISPLAY_NONE.search(style[0])):
            return True
        visibility = attribute(text, token, "data-visibility")
        return self._stack.top.deck and visibility is not None and visibility[0] == "hidden"

    def _becomes_seen(self, token: HtmlToken, unseen: _Unseen) -> bool:
        """Follow what is not shown; tell whether the token stands behind it."""
        name, inside = token.name, unseen.inside
        if token.kind == "start" and unseen.ends_before(name):
            self._unseen = None
        elif token.kind == "start" and not self._is_closed(token):
            inside[name] = inside.get(name, 0) + 1
        elif token.kind == "end":
            if inside.get(name):
                inside[name] -= 1
            elif name == unseen.name:
                self._unseen = None
                return False
            elif self._stack.has(name) or (self._stack.barrier and name in elements.BARRIERS):
                self._unseen = None
        return self._unseen is None

    # Start tags

    def _start(self, token: HtmlToken) -> None:
        name = token.name
        self._stack.position = token.start
        if name in elements.UNSEEN or self._is_hidden(token):
            if not self._is_closed(token):
                self._make_way(name)
                self._unseen = _Unseen(name)
            return
        handler = self._starts.get(name)
        if handler:
            handler(token)
            if token.self_closing and self._is_closed(token) and self._stack.top.name == name:
                self._end(token)

    def _make_way(self, name: str) -> None:
        """Close what the start of this element closes."""
        stack = self._stack
        if name in elements.SIBLINGS["p"]:
            stack.close_paragraph()
        if name == "li" and stack.top.in_item:
            stack.close("li")
        elif name in ("dt", "dd") and stack.top.in_definition:
            stack.close("dt", "dd")
        elif name in elements.SIBLINGS["td"]:
            stack.close_cell()

    def _line_break(self, token: HtmlToken) -> None:
        self._stack.builder.space(token.start, token.end)

    def _break(self, _token: HtmlToken) -> None:
        self._stack.flush()

    def _rule(self, _token: HtmlToken) -> None:
        self._stack.close_paragraph()

    def _section(self, token: HtmlToken) -> None:
        name = token.name
        self._stack.close_paragraph()
        frame = self._stack.top._replace(name=name)
        if name == "p":
            frame = frame._replace(in_paragraph=True)
        elif name in elements.LISTS:
            frame = frame._replace(depth=frame.depth + 1, in_item=False)
        elif name == "dl":
            frame = frame._replace(in_definition=False)
        elif name in elements.QUOTES:
            frame = frame._replace(quoted=True)
        elif name in elements.CODE_BLOCKS:
            frame = frame._replace(kind=BlockKind.CODE)
        elif name in elements.CAPTIONS:
            frame = frame._replace(kind=BlockKind.CAPTION)
        elif name == "section" and frame.deck:
            self._slide(token, frame)
            return
        elif name in ("div", "aside"):
            frame = self._deck_part(token, frame)
        self._stack.push(frame)

    def _slide(self, token: HtmlToken, frame: Frame) -> None:
        if frame.slide:
            frame.slide.parted = True
        self._stack.push(frame._replace(slide=Slide()))
        notes = attribute(self._text, token, "data-notes")
        if notes:
            self._stack.add_attribute(notes[1], notes[2], BlockKind.SPEAKER_NOTE)

    def _deck_part(self, token: HtmlToken, frame: Frame) -> Frame:
        """Know the frame and the notes of a reveal.js deck."""
        value = attribute(self._text, token, "class")
        classes = value[0].split() if value else []
        if token.name == "div" and "reveal" in classes:
            return frame._replace(deck=True)
        if token.name == "aside" and "notes" in classes and frame.deck:
            return frame._replace(kind=BlockKind.SPEAKER_NOTE, notes=True)
        return frame

    def _control(self, token: HtmlToken) -> None:
        self._stack.flush()
        self._stack.push(self._stack.top._replace(name=token.name))

    def _heading(self, token: HtmlToken) -> None:
        self._stack.close_paragraph()
        if self._stack.top.name in elements.HEADINGS:
            self._stack.close(self._stack.top.name)
        level = elements.HEADINGS[token.name]
        self._stack.push(self._stack.top._replace(name=token.name, kind=BlockKind.HEADING, level=level))

    def _item(self, token: HtmlToken) -> None:
        self._make_way(token.name)
        top = self._stack.top
        level = max(1, top.depth)
        self._stack.push(top._replace(name="li", kind=BlockKind.LIST_ITEM, level=level, in_item=True))

    def _definition(self, token: HtmlToken) -> None:
        self._make_way(token.name)
        kind = BlockKind.DEFINITION_TERM if token.name == "dt" else BlockKind.DEFINITION
        self._stack.push(self._stack.top._replace(name=token.name, kind=kind, in_definition=True))

    def _masked(self, token: HtmlToken) -> None:
        top = self._stack.top
        self._stack.push(top._replace(name=token.name, mask=top.mask or elements.MASKED[token.name]))

    def _image(self, token: HtmlToken) -> None:
        alternative = attribute(self._text, token, "alt")
        if alternative:
            self._stack.add_attribute(alternative[1], alternative[2], BlockKind.ALT_TEXT)

    def _title(self, token: HtmlToken) -> None:
        self._in_title = not (self._xml and token.self_closing)

    def _meta_tag(self, token: HtmlToken) -> None:
        """Read `<meta name="plainspeak:kind" content="proposal">` as if it were front matter."""
        name = attribute(self._text, token, "name")
        content = attribute(self._text, token, "content")
        if not (name and content and name[0].lower().startswith("plainspeak:")):
            return
        key = name[0].partition(":")[2].strip().lower()
        settings = self._meta.setdefault("plainspeak", {})
        if isinstance(settings, dict):
            settings[key] = content[0].replace(",", " ").split() if key == "ignore" else content[0].strip()

    # Tables

    def _table(self, token: HtmlToken) -> None:
        self._stack.close_paragraph()
        frame = self._stack.top._replace(name="table", table=None)
        role = attribute(self._text, token, "role")
        if not (role and role[0].lower() in ("presentation", "none")):
            self._tables += 1
            frame = frame._replace(table=Table(self._tables))
        self._stack.push(frame)

    def _caption(self, _token: HtmlToken) -> None:
        self._stack.close_cell()
        self._stack.push(self._stack.top._replace(name="caption", kind=BlockKind.CAPTION))

    def _row(self, token: HtmlToken) -> None:
        self._stack.close_cell()
        table = self._stack.top.table
        if table and token.name == "tr":
            table.start_row()
        elif table:
            table.heading = token.name == "thead"

    def _cell(self, token: HtmlToken) -> None:
        self._stack.close_cell()
        top = self._stack.top
        if not top.table:
            self._stack.push(top._replace(name=token.name))
            return
        columns, rows = self._span(token, "colspan"), self._span(token, "rowspan")
        cell = top.table.start_cell(columns, rows, header=token.name == "th")
        if top.table.cells > self._columns:
            raise self._stack.refuse(f"a table with more than {self._columns:,} columns")
        self._stack.push(top._replace(name=token.name, kind=BlockKind.TABLE_CELL, cell=cell))

    def _span(self, token: HtmlToken, name: str) -> int:
        value = attribute(self._text, token, name)
        digits = value[0].strip() if value else ""
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 5 else 1

    # End tags

    def _end(self, token: HtmlToken) -> None:
        handler = self._ends.get(token.name)
        if handler:
            handler(token)

    def _end_title(self, _token: HtmlToken) -> None:
        self._in_title = False

    def _end_section(self, token: HtmlToken) -> None:
        if self._stack.has(token.name):
            self._stack.close(token.name)
        else:
            self._stack.flush()

    def _end_heading(self, _token: HtmlToken) -> None:
        if any(self._stack.has(name) for name in elements.HEADINGS):
            self._stack.close(*elements.HEADINGS)
        else:
            self._stack.flush()

    def _end_item(self, _token: HtmlToken) -> None:
        self._stack.flush()
        if self._stack.top.in_item:
            self._stack.close("li")

    def _end_definition(self, _token: HtmlToken) -> None:
        self._stack.flush()
        if self._stack.top.in_definition:
            self._stack.close("dt", "dd")

    def _end_masked(self, token: HtmlToken) -> None:
        if self._stack.has(token.name):
            self._stack.close_masked(token.name)

    def _end_row(self, token: HtmlToken) -> None:
        self._stack.close_cell()
        table = self._stack.top.table
        if table and token.name == "thead":
            table.heading = False
