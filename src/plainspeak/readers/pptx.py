"""PowerPoint decks, read from their parts: titles, bullets, tables, charts, SmartArt, notes, alt text.

Slides come in the order of the show, hidden ones too; on each slide the title first, then the shapes
in file order, which is the order of a screen reader, then the speaker notes.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind, Cell
from plainspeak.readers.directives import parse_directive
from plainspeak.readers.ooxml import POWERPOINT, Package, qname
from plainspeak.readers.ooxml_graphics import A_P, alt_text, chart_texts, diagram_texts, drawing_runs
from plainspeak.readers.ooxml_text import OfficeText, has_words
from plainspeak.readers.pptx_shapes import GRAPHIC_FRAME, Layouts, bullet_level, shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from plainspeak.document import Document
    from plainspeak.readers.ooxml import Relationship
    from plainspeak.readers.ooxml_text import Fields, Run
    from plainspeak.readers.pptx_shapes import Shape
    from plainspeak.source import Limits

_TREE = f"{qname('p:cSld')}/{qname('p:spTree')}"
_TBL = qname("a:tbl")
_TEXT = qname("a:t")
_ON = frozenset({"1", "true"})
_FOOTERS = frozenset({"ftr", "dt", "hdr"})


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Read a PowerPoint deck.

    Raises:
        UnreadableFileError: It is no deck, damaged, locked, hostile or too large.
    """
    return _DeckReader(Package(data, path, limits, POWERPOINT)).document()


class _DeckReader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._out = OfficeText()
        self._layouts = Layouts(package)
        self._footers: set[str] = set()
        self._tables = 0

    def document(self) -> Document:
        package = self._package
        links = package.relationships(package.main)
        slides = 0
        for entry in package.root.iterfind(f"{qname('p:sldIdLst')}/{qname('p:sldId')}"):
            link = links.get(entry.get(qname("r:id")) or "")
            if link is None:
                continue
            slides += 1
            root = package.story(link.target)
            if root is not None:
                _SlideReader(self, link.target, root, slides).read()
        return self._out.document(package.path, "pptx", package.properties(), package.notes, slides)

    @property
    def package(self) -> Package:
        return self._package

    @property
    def out(self) -> OfficeText:
        return self._out

    @property
    def layouts(self) -> Layouts:
        return self._layouts

    def next_table(self) -> int:
        """Count a table of the deck."""
        self._tables += 1
        return self._tables

    def is_new_footer(self, text: str) -> bool:
        """Tell whether a footer is read for the first time; decks repeat them on every slide."""
        new = text not in self._footers
        self._footers.add(text)
        return new


class _SlideReader:
    def __init__(self, deck: _DeckReader, part: str, root: Element, number: int) -> None:
        self._deck = deck
        self._package = deck.package
        self._out = deck.out
        self._root = root
        self._number = number
        self._links: dict[str, Relationship] = deck.package.relationships(part)
        self._layout = self._target("slideLayout")
        self._named: Counter[str] = Counter()

    def read(self) -> None:
        start = self._out.length
        tree = self._root.find(_TREE)
        found = list(shapes(tree, self._package)) if tree is not None else []
        for shape in sorted(found, key=_reading_order):
            self._read_shape(shape)
        self._read_notes()
        self._read_comments(start)

    def _target(self, kind: str) -> str:
        return next((link.target for link in self._links.values() if link.kind == kind), "")

    def _where(self, name: str) -> str:
        """Name a part of this slide; the second of its kind gets a number."""
        self._named[name] += 1
        count = self._named[name]
        return f"slide {self._number}, {name}" + (f" {count}" if count > 1 else "")

    def _fields(self, shape: Shape, *more: tuple[str, int | str]) -> Fields:
        return (("slide", self._number), ("shape", shape.name), *more)

    def _add(
        self,
        runs: list[Run],
        kind: BlockKind,
        label: str,
        fields: Fields,
        *,
        level: int = 0,
        cell: Cell | None = None,
    ) -> None:
        self._out.add(runs, kind, label, fields, level=level, slide=self._number, cell=cell)

    def _read_shape(self, shape: Shape) -> None:
        body = shape.text_body
        if shape.element.tag == GRAPHIC_FRAME:
            self._read_frame(shape)
        elif body is not None and shape.is_title:
            self._read_title(shape, body)
        elif body is not None and shape.placeholder in _FOOTERS:
            self._read_footer(shape, body)
        elif body is not None and shape.placeholder != "sldNum":
            self._read_text(shape, body)
        if shape.properties is not None:
            text = alt_text(shape.properties)
            if text:
                fields = self._fields(shape, ("paragraph", 1))
                self._add([(text, "")], BlockKind.ALT_TEXT, self._where("alt text"), fields)

    def _read_title(self, shape: Shape, body: Element) -> None:
        """A title is one block, on however many lines it stands."""
        runs: list[Run] = []
        for paragraph in body.iterfind(A_P):
            runs.extend([*([(" ", "")] if runs else []), *drawing_runs(paragraph)])
        if any(text.strip() for text, _ in runs):
            fields = self._fields(shape, ("paragraph", 1))
            label = self._where("title")
            # Some templates put a second title on a slide: it heads a part of it.
            first = self._named["title"] == 1
            kind, level = (BlockKind.SLIDE_TITLE, 0) if first else (BlockKind.HEADING, 2)
            self._add(runs, kind, label, fields, level=level)

    def _read_footer(self, shape: Shape, body: Element) -> None:
        for number, paragraph in enumerate(body.iterfind(A_P), 1):
            runs = drawing_runs(paragraph)
            if has_words(runs) and self._deck.is_new_footer("".join(text for text, _ in runs)):
                fields = self._fields(shape, ("paragraph", number))
                self._add(runs, BlockKind.PAGE_FOOTER, self._where("footer"), fields)

    def _read_text(self, shape: Shape, body: Element) -> None:
        names = {"subTitle": "subtitle", "": "text box"}
        bulleted = shape.placeholder not in names
        layout = self._deck.layouts.style(self._layout, shape.index) if bulleted else None
        label = ""
        for number, paragraph in enumerate(body.iterfind(A_P), 1):
            runs = drawing_runs(paragraph)
            if not any(text.strip() for text, _ in runs):
                continue
            label = label or self._where(names.get(shape.placeholder, "text"))
            level = bullet_level(paragraph, (body, layout), usual=bulleted)
            kind = BlockKind.LIST_ITEM if level else BlockKind.PARAGRAPH
            self._add(
                runs, kind, _numbered(label, number), self._fields(shape, ("paragraph", number)), level=level
            )

    def _read_frame(self, shape: Shape) -> None:
        for element in shape.element.iter(_TBL, qname("c:chart"), qname("cx:chart"), qname("dgm:relIds")):
            if element.tag == _TBL:
                self._read_table(shape, element)
            elif element.tag == qname("dgm:relIds"):
                root = self._part(element.get(qname("r:dm")))
                texts = diagram_texts(root) if root is not None else iter(())
                self._read_listed(shape, "diagram", BlockKind.LIST_ITEM, texts)
            else:
                root = self._part(element.get(qname("r:id")))
                captions = chart_texts(root) if root is not None else iter(())
                self._read_listed(shape, "chart", BlockKind.CAPTION, ((runs, 0) for runs in captions))

    def _part(self, identifier: str | None) -> Element | None:
        link = self._links.get(identifier or "")
        return self._package.story(link.target) if link is not None else None

    def _read_listed(
        self, shape: Shape, name: str, kind: BlockKind, texts: Iterator[tuple[list[Run], int]]
    ) -> None:
        label = self._where(name)
        for number, (runs, level) in enumerate(texts, 1):
            fields = self._fields(shape, ("paragraph", number))
            self._add(runs, kind, _numbered(label, number), fields, level=level)

    def _read_table(self, shape: Shape, table: Element) -> None:
        label, limit = self._where("table"), self._package.limits.table_columns
        number, in_slide = self._deck.next_table(), self._named["table"]
        properties = table.find(qname("a:tblPr"))
        has_header = properties is not None and properties.get("firstRow") in _ON
        for row_number, row in enumerate(table.iterfind(qname("a:tr")), 1):
            for column, tc in enumerate(row.iterfind(qname("a:tc")), 1):
                if column > limit:
                    raise self._package.fail(
                        f"the table on slide {self._number} has more than {limit} columns"
                    )
                if tc.get("hMerge") in _ON or tc.get("vMerge") in _ON:
                    continue
                cell = Cell(number, row_number, column, has_header and row_number == 1)
                place = f"{label}, row {row_number}, column {column}"
                fields = self._fields(shape, ("table", in_slide), ("row", row_number), ("column", column))
                for line, paragraph in enumerate(tc.iterfind(f"{qname('a:txBody')}/{A_P}"), 1):
                    runs, where = drawing_runs(paragraph), _numbered(place, line)
                    self._add(runs, BlockKind.TABLE_CELL, where, (*fields, ("paragraph", line)), cell=cell)

    def _read_notes(self) -> None:
        part = self._target("notesSlide")
        root = self._package.story(part) if part else None
        tree = root.find(_TREE) if root is not None else None
        for shape in shapes(tree, self._package) if tree is not None else ():
            body = shape.text_body
            if shape.placeholder != "body" or body is None:
                continue
            for number, paragraph in enumerate(body.iterfind(A_P), 1):
                label = _numbered(f"slide {self._number}, notes", number)
                fields = self._fields(shape, ("paragraph", number))
                self._add(drawing_runs(paragraph), BlockKind.SPEAKER_NOTE, label, fields)

    def _read_comments(self, start: int) -> None:
        """A comment that begins with `plainspeak:` speaks about its whole slide."""
        for link in self._links.values():
            root = self._package.story(link.target) if link.kind == "comments" else None
            for text in root.iter(qname("p:text"), _TEXT) if root is not None else ():
                directive = parse_directive(text.text or "")
                if directive is not None and self._out.length > start:
                    self._out.anchor(start, self._out.length - 1, directive)


def _reading_order(shape: Shape) -> int:
    """The title comes first; of several, the one that the layout counts first."""
    if not shape.is_title:
        return 1 << 32
    return int(shape.index) if shape.index.isdecimal() and len(shape.index) < 10 else 1 << 31


def _numbered(label: str, number: int) -> str:
    return label if number == 1 else f"{label}, paragraph {number}"
