"""Word documents, read from their parts: body, tables, text boxes, notes, page headers and footers.

Shown text only: tracked insertions are in, deletions and hidden text are out. Comments are no text of
the document; one that begins with `plainspeak:` speaks to plainspeak about the text it is tied to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind, Cell
from plainspeak.readers.directives import parse_directive
from plainspeak.readers.docx_runs import BOX, Words, WordsReader, fonts_mark_code
from plainspeak.readers.docx_styles import ParagraphStyle, Styles
from plainspeak.readers.docx_tables import (
    TRANSPARENT,
    is_merged_away,
    is_removed,
    joins_next,
    nested,
    number_of,
    says_first_row,
)
from plainspeak.readers.ooxml import WORD, Package, chosen, qname, switched_on
from plainspeak.readers.ooxml_graphics import alt_text, chart_texts, diagram_texts
from plainspeak.readers.ooxml_text import OfficeText, has_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from plainspeak.document import Document
    from plainspeak.readers.ooxml import Relationship
    from plainspeak.readers.ooxml_text import Fields, Run
    from plainspeak.source import Limits

_VAL = qname("w:val")
_ID = qname("w:id")
_TYPE = qname("w:type")
_P = qname("w:p")
_PPR = qname("w:pPr")
_TBL = qname("w:tbl")
_TR = qname("w:tr")
_TRPR = qname("w:trPr")
_TC = qname("w:tc")
_TCPR = qname("w:tcPr")
_SDT = qname("w:sdt")
_MARGINS = frozenset({BlockKind.PAGE_HEADER, BlockKind.PAGE_FOOTER})
_LONGEST_BOLD_HEADING = 80
_SENTENCE_ENDS = frozenset(".,;:!")
_ALTERNATE = qname("mc:AlternateContent")


@dataclass(slots=True)
class _Frame:
    """What the paragraphs being read stand in.

    Attributes:
        prefix: Beginning of every label: `page header`, `footnote 3`, `text box in paragraph 7`; empty
            in the body.
        fields: The same for machines.
        kind: The kind of every block, where the frame decides it.
        cell: The table cell, inside a table.
        boxed: Whether the table is a mere box around ordinary text.
        always_numbered: Whether the first paragraph's label has its number too.
        contents: Whether this is a table of contents.
        paragraphs: Number of paragraphs so far.
    """

    prefix: str = ""
    fields: Fields = ()
    kind: BlockKind | None = None
    cell: Cell | None = None
    boxed: bool = False
    always_numbered: bool = False
    contents: bool = False
    paragraphs: int = 0

    @property
    def is_body(self) -> bool:
        return not self.prefix and self.cell is None

    def label(self) -> str:
        """Say for people where the current paragraph stands."""
        parts = [self.prefix] if self.prefix else []
        if self.cell:
            parts.append(f"table {self.cell.table}, row {self.cell.row}, column {self.cell.column}")
        if not parts or self.always_numbered or self.paragraphs > 1:
            parts.append(f"paragraph {self.paragraphs}")
        return ", ".join(parts)

    def all_fields(self) -> Fields:
        """Say for machines where the current paragraph stands."""
        cell = self.cell
        table = (("table", cell.table), ("row", cell.row), ("column", cell.column)) if cell else ()
        return (*self.fields, *table, ("paragraph", self.paragraphs))


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Read a Word document.

    Raises:
        UnreadableFileError: It is no Word document, damaged, locked, hostile or too large.
    """
    return DocxReader(Package(data, path, limits, WORD)).document()


class DocxReader:
    """Reads one file; `spots` then says at which offset the text of which `w:t` begins."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._out = OfficeText()
        self._links = package.relationships(package.main)
        self._styles = Styles(self._linked("styles"))
        self._comments = self._directives()
        self._open_comments: dict[str, int] = {}
        self._notes: list[tuple[str, str]] = []
        self._margins: set[str] = set()
        self._tables = 0
        self.spots: list[tuple[int, Element]] = []
        self._heading = ""
        self._bold_headings = self._lacks_headings()
        self._fonts_mark_code = fonts_mark_code(package.root)
        self._words = self._new_words()
        self._carried: Words | None = None

    def _new_words(self) -> WordsReader:
        names = self._comments.keys()
        return WordsReader(self._package, self._styles, names, fonts_mark_code=self._fonts_mark_code)

    def document(self) -> Document:
        """Give the whole document."""
        root, package = self._package.root, self._package
        body = root.find(qname("w:body"))
        if body is not None:
            self._story(body, _Frame(), self._links)
        if next(root.iter(qname("w:altChunk")), None) is not None:
            package.notes.append("it embeds another document, which was not read")
        self._read_notes()
        self._read_margins(root)
        return self._out.document(package.path, "docx", package.properties(), package.notes)

    def _linked(self, kind: str) -> Element | None:
        """Parse the first part that the document links to by this kind."""
        for link in self._links.values():
            if link.kind == kind:
                return self._package.story(link.target)
        return None

    def _lacks_headings(self) -> bool:
        """Tell whether headings can only be bold lines: no more than a title has a heading's style."""
        count = 0
        for properties in self._package.root.iter(_PPR):
            count += self._styles.paragraph(properties).kind is BlockKind.HEADING
            if count > 1:
                return False
        return True

    def _directives(self) -> dict[str, str]:
        root = self._linked("comments")
        found: dict[str, str] = {}
        for comment in root.iter(qname("w:comment")) if root is not None else ():
            words = parse_directive("".join(text.text or "" for text in comment.iter(qname("w:t"))))
            if words is not None:
                found[comment.get(_ID) or ""] = words
        return found

    def _read_notes(self) -> None:
        """Read the footnotes, then the endnotes, in the order in which the text refers to them."""
        for kind in ("footnote", "endnote"):
            root = self._linked(f"{kind}s")
            if root is None:
                continue
            part = next(link.target for link in self._links.values() if link.kind == f"{kind}s")
            links = self._package.relationships(part)
            elements = {note.get(_ID): note for note in root if note.get(_TYPE, "normal") == "normal"}
            numbered = [name for note_kind, name in dict.fromkeys(self._notes) if note_kind == kind]
            for number, name in enumerate(numbered, 1):
                if name in elements:
                    frame = _Frame(f"{kind} {number}", ((kind, number),), BlockKind.FOOTNOTE)
                    self._story(elements[name], frame, links)

    def _read_margins(self, root: Element) -> None:
        """Read the page headers, then the page footers, each part once and only those that are shown."""
        settings = self._linked("settings")
        even = settings is not None and switched_on(settings.find(qname("w:evenAndOddHeaders")))
        shown = {"default"}
        if any(switched_on(mark) for mark in root.iter(qname("w:titlePg"))):
            shown.add("first")
        if even:
            shown.add("even")
        for name, kind in (("header", BlockKind.PAGE_HEADER), ("footer", BlockKind.PAGE_FOOTER)):
            number = 1
            for reference in root.iter(qname(f"w:{name}Reference")):
                link = self._links.get(reference.get(qname("r:id")) or "")
                if link is None or reference.get(_TYPE, "default") not in shown:
                    continue
                part = self._package.story(link.target)
                if part is None:
                    continue
                before = self._out.length
                prefix = f"page {name} {number}" if number > 1 else f"page {name}"
                frame = _Frame(prefix, ((f"page_{name}", number),), kind, always_numbered=True)
                self._story(part, frame, self._package.relationships(link.target))
                number += self._out.length > before

    def _story(self, element: Element, frame: _Frame, links: dict[str, Relationship]) -> None:
        """Read a stretch of text with fields of its own."""
        outer = self._words, self._carried, self._links
        self._words = self._new_words()
        self._carried, self._links = None, links
        self._blocks(element, frame, 0)
        self._words, self._carried, self._links = outer

    def _blocks(self, parent: Element, frame: _Frame, depth: int) -> None:
        if depth > self._package.limits.nesting:
            raise self._package.fail(f"nested more than {self._package.limits.nesting} levels deep")
        for child in parent:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, frame, depth)
            elif tag == _TBL:
                self._table(child, frame, depth)
            elif tag == _SDT:
                self._content_control(child, frame, depth)
            elif tag in TRANSPARENT:
                self._blocks(child, frame, depth + 1)
            elif tag == _ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._blocks(branch, frame, depth + 1)
            elif tag in {qname("w:commentRangeStart"), qname("w:commentRangeEnd")}:
                begins = tag == qname("w:commentRangeStart")
                self._mark_comment(child.get(_ID) or "", begins=begins, offset=self._out.length)
        self._flush(frame, depth)

    def _content_control(self, control: Element, frame: _Frame, depth: int) -> None:
        outer = frame.contents
        gallery = next(
            control.iterfind(f"{qname('w:sdtPr')}/{qname('w:docPartObj')}/{qname('w:docPartGallery')}"), None
        )
        if gallery is not None and gallery.get(_VAL) == "Table of Contents":
            frame.contents = True
        content = control.find(qname("w:sdtContent"))
        if content is not None:
            self._blocks(content, frame, depth + 1)
        frame.contents = outer

    def _flush(self, frame: _Frame, depth: int) -> None:
        """Write what waits for a paragraph to join, where none follows."""
        if self._carried is not None:
            words, self._carried = self._carried, None
            self._emit(words, ParagraphStyle(), frame, depth)

    def _paragraph(self, paragraph: Element, frame: _Frame, depth: int) -> None:
        frame.paragraphs += 1
        properties = paragraph.find(_PPR)
        style = self._styles.paragraph(properties)
        in_contents = self._words.in_contents
        words = self._words.read(paragraph, hidden=style.hidden)
        if self._carried is not None:
            self._carried.append(words)
            words, self._carried = self._carried, None
        if properties is not None and joins_next(properties):
            self._carried = words
            return
        contents = in_contents or self._words.in_contents or frame.contents
        self._emit(words, self._refined(style, words, frame, contents=contents), frame, depth)

    def _refined(
        self, style: ParagraphStyle, words: Words, frame: _Frame, *, contents: bool
    ) -> ParagraphStyle:
        """Say what a paragraph is where its looks or its place tell more than its style."""
        if contents and style.kind is not BlockKind.HEADING:
            return replace(style, kind=BlockKind.LIST_ITEM, level=style.level or 1, contents=True)
        if style.kind is BlockKind.PARAGRAPH and words.is_code:
            return replace(style, kind=BlockKind.CODE)
        if style.kind is BlockKind.PARAGRAPH and frame.is_body and self._is_bold_heading(words):
            return replace(style, kind=BlockKind.HEADING, level=1)
        return style

    def _is_bold_heading(self, words: Words) -> bool:
        if not self._bold_headings or not words.bold or not has_words(words.runs):
            return False
        text = "".join(text for text, _ in words.runs).strip()
        return len(text) <= _LONGEST_BOLD_HEADING and text[-1] not in _SENTENCE_ENDS

    def _emit(self, words: Words, style: ParagraphStyle, frame: _Frame, depth: int) -> None:
        self._notes.extend(words.notes)
        kind, level = style.kind, style.level
        if frame.kind is not None:
            kind, level = frame.kind, 0
        elif frame.cell is not None and not frame.boxed:
            kind, level = BlockKind.TABLE_CELL, 0
        runs: Sequence[Run] = words.runs
        if style.contents:
            # A table of contents repeats the headings: shown, but nothing to find fault with twice.
            runs = [(text, "quote") for text, _ in words.runs]
        origin, where = self._out.length, frame.label()
        if kind not in _MARGINS or self._is_new_margin(runs):
            label = f"{where} (under «{self._heading}»)" if frame.is_body and self._heading else where
            if kind is BlockKind.HEADING and frame.is_body:
                label = f"{where} (heading)"
            fields = frame.all_fields()
            cell = frame.cell if kind is BlockKind.TABLE_CELL else None
            block = self._out.add(runs, kind, label, fields, level=level, quoted=style.quoted, cell=cell)
            self.spots.extend((origin + at, element) for at, element in words.spots if block is not None)
            if block is not None and kind is BlockKind.HEADING and frame.is_body:
                self._heading = block.text if len(block.text) <= 60 else block.text[:59].rstrip() + "…"
        self._mark_comments(words, origin)
        self._drawings(words.drawings, frame, where, depth)

    def _is_new_margin(self, runs: Sequence[Run]) -> bool:
        """Tell whether a page header or footer says something that none before it said."""
        text = "".join(text for text, _ in runs)
        new = text not in self._margins and has_words(runs)
        self._margins.add(text)
        return new

    def _drawings(self, drawings: list[Element], frame: _Frame, where: str, depth: int) -> None:
        """Read what the drawings of a paragraph show, after the paragraph itself."""
        boxes = 0
        for element in drawings:
            if element.tag == BOX:
                boxes += 1
                fields = (*frame.all_fields(), ("textbox", boxes))
                self._blocks_of_box(element, _Frame(f"text box in {where}", fields, frame.kind), depth)
                continue
            name, kind, texts = self._drawn(element)
            for runs, level in texts:
                self._out.add(runs, frame.kind or kind, f"{name} in {where}", frame.all_fields(), level=level)

    def _blocks_of_box(self, box: Element, frame: _Frame, depth: int) -> None:
        outer = self._words, self._carried
        self._words = self._new_words()
        self._carried = None
        self._blocks(box, frame, depth + 1)
        self._words, self._carried = outer

    def _drawn(self, element: Element) -> tuple[str, BlockKind, Iterator[tuple[list[Run], int]]]:
        """Give the name, kind and texts of a chart, a diagram or a picture."""
        if element.tag == qname("dgm:relIds"):
            root = self._part(element.get(qname("r:dm")))
            return "diagram", BlockKind.LIST_ITEM, diagram_texts(root) if root is not None else iter(())
        if element.tag in {qname("c:chart"), qname("cx:chart")}:
            root = self._part(element.get(qname("r:id")))
            texts = chart_texts(root) if root is not None else iter(())
            return "chart", BlockKind.CAPTION, ((runs, 0) for runs in texts)
        text = alt_text(element) if element.tag == qname("wp:docPr") else element.get("alt") or ""
        return "alt text", BlockKind.ALT_TEXT, iter([([(text, "")], 0)] if text else [])

    def _part(self, identifier: str | None) -> Element | None:
        link = self._links.get(identifier or "")
        return self._package.story(link.target) if link is not None else None

    def _mark_comments(self, words: Words, origin: int) -> None:
        for name, begins, offset in words.marks:
            self._mark_comment(name, begins=begins, offset=min(origin + offset, self._out.length))

    def _mark_comment(self, name: str, *, begins: bool, offset: int) -> None:
        directive = self._comments.get(name)
        if directive is None:
            return
        if begins:
            self._open_comments[name] = offset
        elif name in self._open_comments:
            self._out.anchor(self._open_comments.pop(name), offset, directive)
            del self._comments[name]
        elif self._out.blocks:
            # A comment tied to a point speaks about the paragraph that the point stands in.
            self._out.anchor(self._out.blocks[-1].source_start, self._out.length - 1, directive)
            del self._comments[name]

    def _table(self, table: Element, frame: _Frame, depth: int) -> None:
        self._flush(frame, depth)
        number = self._tables = self._tables + 1
        rows = [row for row in nested(table, _TR) if not is_removed(row.find(_TRPR))]
        first_is_header = len(rows) > 1 and says_first_row(table)
        boxed = len(rows) == 1 and len(list(nested(rows[0], _TC))) == 1
        for row_number, row in enumerate(rows, 1):
            properties = row.find(_TRPR)
            header = row_number == 1 and first_is_header
            column = 1
            if properties is not None:
                header = header or switched_on(properties.find(qname("w:tblHeader")))
                column += number_of(properties.find(qname("w:gridBefore")), 0)
            for tc in nested(row, _TC):
                if column > self._package.limits.table_columns:
                    limit = self._package.limits.table_columns
                    raise self._package.fail(f"table {number} has more than {limit} columns, the limit")
                cell_properties = tc.find(_TCPR)
                if not is_merged_away(cell_properties):
                    cell = Cell(number, row_number, column, header)
                    inner = replace(frame, cell=cell, boxed=boxed, paragraphs=0, always_numbered=False)
                    self._blocks(tc, inner, depth + 1)
                span = cell_properties.find(qname("w:gridSpan")) if cell_properties is not None else None
                column += max(number_of(span, 1), 1)
