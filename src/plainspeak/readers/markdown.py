"""Markdown: CommonMark, tables, notes, what Pandoc, Quarto, Jekyll and the makers of decks add to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind, Cell, Document
from plainspeak.readers.build import BlockBuilder
from plainspeak.readers.front_matter import read_front_matter
from plainspeak.readers.markdown_collect import Collector, Part
from plainspeak.readers.markdown_deck import (
    DeckStyle,
    has_rules,
    has_slide_settings,
    looks_like_deck,
    may_be_slidev,
    style_from_meta,
)
from plainspeak.readers.markdown_html import HtmlBlocks
from plainspeak.readers.markdown_inline import InlineReader, has_markup
from plainspeak.readers.markdown_lines import ContentMap, SourceLines
from plainspeak.readers.markdown_parser import MarkdownParser
from plainspeak.source import Source, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markdown_it.token import Token

    from plainspeak.source import Limits

_TASK = re.compile(r"\[[ xX]\][ \t]+")
_ALERT = re.compile(r"\[![\w-]+\][+-]?(?=\s|\Z)")  # GitHub's and Obsidian's boxes, written as quotes
_CAPTION = re.compile(r":[ \t]+")
_PAUSE = ". . ."
_NOTES_DIV = re.compile(r"\{[^}]*\.notes\b|notes\b")
_MAX_SLIDE_LEVEL = 6


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Turn the bytes of a Markdown file into a Document.

    Raises:
        UnreadableFileError: It is no text, its front matter is broken, it is nested too deeply, or
            a table has too many columns.
    """
    source = decode(data, path, limits)
    matter = read_front_matter(source.text, path)
    return _MarkdownReader(source, limits, matter.meta, matter.end).run()


class _MarkdownReader:
    def __init__(self, source: Source, limits: Limits, meta: Mapping[str, object], start: int) -> None:
        self._source = source
        self._limits = limits
        self._meta = meta
        self._start = start

    def run(self) -> Document:
        text, end = self._source.text, len(self._source.text)
        style = style_from_meta(self._meta)
        slidev = style is DeckStyle.SLIDEV
        if style in (None, DeckStyle.RULES):
            slidev = may_be_slidev(self._meta) or has_slide_settings(text, self._start)
        tokens, walker = self._parse(self._start, end, slidev=slidev)
        style = self._settle(style, tokens, slidev=slidev)
        level = self._meta.get("slide-level")
        slide_level = level if isinstance(level, int) and 0 < level <= _MAX_SLIDE_LEVEL else 2
        collector = Collector(style, slide_level, self._read_note)
        self._collector = collector
        walker.walk(tokens, collector)
        slides = collector.slides.number if style is not DeckStyle.NONE else 0
        directives = tuple(sorted(collector.directives, key=lambda directive: directive.start))
        return Document(self._source, "markdown", tuple(collector.blocks), self._meta, directives, slides)

    @staticmethod
    def _settle(style: DeckStyle | None, tokens: list[Token], *, slidev: bool) -> DeckStyle:
        """Decide how the deck is written, now that its parts are known."""
        if style in (None, DeckStyle.RULES) and slidev and has_rules(tokens):
            return DeckStyle.SLIDEV
        if style is DeckStyle.RULES and not has_rules(tokens):
            return DeckStyle.HEADINGS
        if style is None:
            return DeckStyle.RULES if looks_like_deck(tokens) else DeckStyle.NONE
        return style

    def _parse(self, start: int, end: int, *, slidev: bool = False) -> tuple[list[Token], _Walker]:
        text = self._source.text
        first_line = text.count("\n", 0, start) + 1
        parser = MarkdownParser(self._source.path, self._limits, first_line, slidev=slidev)
        part = text[start:end]
        if "\r" in part:
            part = part.replace("\r\n", "\n").replace("\r", "\n")
        return parser.blocks(part), _Walker(SourceLines(text, start, end), parser)

    def _read_note(self, start: int, end: int) -> None:
        """Read a comment as Markdown: a speaker's note."""
        tokens, walker = self._parse(start + len("<!--"), max(end - len("-->"), start + len("<!--")))
        self._collector.in_note = True
        walker.walk(tokens, self._collector)
        self._collector.in_note = False


class _Walker:
    """Walks over the block tokens of a text once and hands what it reads to a collector."""

    def __init__(self, lines: SourceLines, parser: MarkdownParser) -> None:
        self._lines = lines
        self._parser = parser
        self._tokens: list[Token] = []
        self._index = 0
        self._parts: list[Part] = [Part()]
        self._lists = 0
        self._quotes: list[bool] = []
        self._divs: list[bool] = []
        self._slide = 0
        self._table = self._row = self._column = 0
        self._cells: list[tuple[int, int]] = []
        self._handlers: dict[str, Callable[[Token], None]] = {
            "inline": self._inline,
            "fence": self._code,
            "code_block": self._code,
            "html_block": self._html_block,
            "math_block": self._math_block,
            "hr": self._rule,
            "bullet_list_open": self._list_open,
            "ordered_list_open": self._list_open,
            "bullet_list_close": self._list_close,
            "ordered_list_close": self._list_close,
            "list_item_open": lambda _token: self._open_part(Part(BlockKind.LIST_ITEM, self._lists)),
            "dd_open": lambda _token: self._open_part(Part(BlockKind.DEFINITION)),
            "footnote_reference_open": lambda _token: self._open_part(Part(BlockKind.FOOTNOTE)),
            **dict.fromkeys(("list_item_close", "dd_close", "footnote_reference_close"), self._close_part),
            "blockquote_open": lambda _token: self._quotes.append(True),
            "blockquote_close": lambda _token: self._quote_close(),
            "div_open": self._div_open,
            "div_close": self._div_close,
            "table_open": self._table_open,
            "tr_open": self._row_open,
        }

    def walk(self, tokens: list[Token], collector: Collector) -> None:
        self._tokens, self._collector = tokens, collector
        self._html = HtmlBlocks(collector)
        for index, token in enumerate(tokens):
            handler = self._handlers.get(token.type)
            if handler:
                self._index = index
                handler(token)

    # What the text at hand is part of

    def _open_part(self, part: Part) -> None:
        inside_note = self._parts[-1].kind is BlockKind.FOOTNOTE
        self._parts.append(self._parts[-1] if inside_note else part)

    def _close_part(self, _token: Token) -> None:
        self._parts.pop()

    def _list_open(self, _token: Token) -> None:
        self._lists += 1

    def _list_close(self, _token: Token) -> None:
        self._lists -= 1

    def _quote_close(self) -> None:
        self._quotes.pop()

    def _part(self) -> Part:
        part = self._parts[-1]
        return part._replace(quoted=True) if any(self._quotes) else part

    def _before(self, back: int) -> str:
        return self._tokens[self._index - back].type if self._index >= back else ""

    @staticmethod
    def _map(token: Token) -> tuple[int, int]:
        first, last = token.map or (0, 0)
        return first, max(last, first + 1)

    # Decks

    @property
    def _at_top(self) -> bool:
        return len(self._parts) == 1 and not self._quotes and not self._collector.in_note

    def _rule(self, token: Token) -> None:
        if token.level == 0 and not self._collector.in_note:
            self._collector.slides.rule()
            self._note_slide()

    def _note_slide(self) -> None:
        """Forget the divs of the slide before: one left open must not swallow the rest of the deck."""
        if self._slide != self._collector.slides.number:
            self._slide = self._collector.slides.number
            self._divs.clear()

    def _div_open(self, token: Token) -> None:
        in_deck = self._collector.slides.style is not DeckStyle.NONE
        is_note = in_deck and bool(_NOTES_DIV.match(token.info))
        self._divs.append(is_note)
        if is_note:
            self._collector.slides.in_notes = True
        if token.content:
            content = self._lines.map_tail(token.content, self._map(token)[0], token.meta["from_end"])
            self._add_inline(content, self._part())

    def _div_close(self, _token: Token) -> None:
        if self._divs:
            was_note = self._divs.pop()
            if was_note:
                self._collector.slides.in_notes = any(self._divs)

    # Text

    def _inline(self, token: Token) -> None:
        opening = self._tokens[self._index - 1]
        if opening.type == "heading_open":
            self._heading(token, opening)
        elif opening.type in ("th_open", "td_open"):
            self._cell(token, header=opening.type == "th_open")
        elif token.content:
            content = self._lines.map_lines(token.content, *self._map(token))
            if opening.type == "dt_open":
                self._add_inline(content, self._part()._replace(kind=BlockKind.DEFINITION_TERM))
            else:
                self._paragraph(token.content, content)

    def _add_inline(self, content: ContentMap, part: Part, start: int = 0) -> None:
        if not has_markup(content.content):
            builder = BlockBuilder()
            content.add(builder, start, len(content.content))
            self._collector.add(builder, part)
            return
        placing = self._collector.slides.style is DeckStyle.MARP
        reader = InlineReader(content, placing=placing, start=start)
        self._collector.add_inline(reader.read(self._parser.inline(content.content)), part)

    def _paragraph(self, text: str, content: ContentMap) -> None:
        in_deck = self._collector.slides.style is not DeckStyle.NONE
        before = self._before(2)
        start, part = 0, self._part()
        if before == "list_item_open" and (task := _TASK.match(text)):
            start, part = task.end(), part._replace(task=True)
        elif before == "blockquote_open" and (alert := _ALERT.match(text)):
            start = alert.end()
            self._quotes[-1] = False
            part = self._part()
        elif before == "table_close" and (caption := _CAPTION.match(text)):
            self._add_inline(content, self._part()._replace(kind=BlockKind.CAPTION), caption.end())
            return
        elif in_deck and self._at_top:
            if text == _PAUSE:
                return
            start = self._collector.slides.starts_notes(text)
        self._add_inline(content, part, start)

    def _heading(self, token: Token, opening: Token) -> None:
        level = int(opening.tag[1])
        title = self._at_top and self._collector.slides.heading(level)
        if self._at_top:
            self._note_slide()
        if not token.content:
            return
        first, last = self._map(token)
        if opening.markup.startswith("#"):
            content = self._lines.map_heading(token.content, first)
        else:
            content = self._lines.map_lines(token.content, first, last)
        kind = BlockKind.SLIDE_TITLE if title else BlockKind.HEADING
        self._add_inline(content, self._part()._replace(kind=kind, level=level))

    # Tables

    def _table_open(self, _token: Token) -> None:
        self._table, self._row = self._collector.next_table(), 0

    def _row_open(self, token: Token) -> None:
        self._row, self._column = self._row + 1, 0
        self._cells = self._lines.cut_row(self._map(token)[0], token.meta.get("from_end", 0))

    def _cell(self, token: Token, *, header: bool) -> None:
        self._column += 1
        if not token.content or self._column > len(self._cells):
            return
        content = self._lines.map_cell(token.content, *self._cells[self._column - 1])
        cell = Cell(self._table, self._row, self._column, header)
        self._add_inline(content, self._part()._replace(kind=BlockKind.TABLE_CELL, level=0, cell=cell))

    # What is no running text

    def _code(self, token: Token) -> None:
        first, last = self._map(token)
        content = self._lines.map_lines(token.content, first + (token.type == "fence"), last)
        builder = BlockBuilder()
        content.add(builder, 0, len(token.content))
        # Notes in a comment are often indented as far as code is.
        indented_note = self._collector.in_note and token.type == "code_block"
        kind = BlockKind.SPEAKER_NOTE if indented_note else BlockKind.CODE
        self._collector.add(builder, self._part()._replace(kind=kind, level=0))

    def _html_block(self, token: Token) -> None:
        self._html.read(self._lines.map_lines(token.content, *self._map(token)), self._part())

    def _math_block(self, token: Token) -> None:
        content = self._lines.map_lines(token.content, *self._map(token))
        start, end = token.content.find("$$") + 2, token.content.rfind("$$")
        builder = BlockBuilder()
        builder.start_mask("formula")
        content.add(builder, start, end)
        self._collector.add(builder, self._part())
