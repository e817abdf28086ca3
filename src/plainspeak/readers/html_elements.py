"""What HTML's elements mean to a reader, and where in the document text stands."""

from __future__ import annotations

from typing import NamedTuple

from plainspeak.document import BlockKind, Cell

HEADINGS = {f"h{level}": level for level in range(1, 7)}

# Elements that start a new block: text before, inside and behind them never runs together.
SECTIONS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "legend",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "ul",
        "xmp",
    ]
)
# Blocks of their own that may stand inside a paragraph.
CONTROLS = frozenset({"button", "label", "textarea"})
LISTS = frozenset({"ul", "ol", "menu", "dir"})
QUOTES = frozenset({"blockquote"})
CODE_BLOCKS = frozenset({"pre", "listing", "xmp", "plaintext"})
CAPTIONS = frozenset({"figcaption", "caption"})

# Elements without content of their own.
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "keygen",
        "frame",
        "basefont",
    ]
)
# What stands on both sides of their tags belongs to different blocks.
BREAKS = frozenset({"option", "optgroup", "select"})

MASKED = {"code": "code", "kbd": "code", "samp": "code", "var": "code", "tt": "code", "math": "formula"}

# Elements that a reader never sees, or sees only where something else failed to load.
UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "canvas",
        "audio",
        "video",
        "object",
        "iframe",
        "noembed",
        "noframes",
        "datalist",
        "annotation",
        "annotation-xml",
    ]
)
ROWS = frozenset({"tr", "thead", "tbody", "tfoot"})
BARRIERS = frozenset({"table", "td", "th", "caption"})  # no other end tag reaches beyond them

# Elements that end when one of these starts, unless a list or table was opened inside.
SIBLINGS = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "option": frozenset({"option", "optgroup"}),
    "td": frozenset({"td", "th", "tr", "tbody", "thead", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "thead", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "thead", "tfoot"}),
    "p": SECTIONS | frozenset({"table", "li", "dt", "dd", "hr", *HEADINGS}),
}
CONTAINERS = LISTS | frozenset({"dl", "table", "select"})

_WIDEST_SPAN = 1000  # as in browsers
_LONGEST_SPAN = 100  # keeps the work for hostile tables in bounds


class Slide:
    """One `<section>` of a deck; its number is given when its first words are read."""

    __slots__ = ("number", "parted", "titled")

    def __init__(self) -> None:
        self.number = 0
        self.titled = False
        self.parted = False  # holds slides itself


class Table:
    """Counts the rows and columns of one table, spans included."""

    __slots__ = ("_busy", "cells", "column", "heading", "number", "row")

    def __init__(self, number: int) -> None:
        self.number = number
        self.row = 0
        self.column = 0
        self.cells = 0  # in this row
        self.heading = False
        self._busy: dict[int, tuple[int, int]] = {}  # column: last row it is taken in, next column

    def start_row(self) -> None:
        """Go to the first column of the next row."""
        self.row += 1
        self.column, self.cells = 1, 0

    def start_cell(self, columns: int, rows: int, *, header: bool) -> Cell:
        """Give the place of the next cell, which spans so many columns and rows."""
        if not self.row:
            self.start_row()
        while True:
            last_row, after = self._busy.get(self.column, (0, 0))
            if last_row < self.row:
                break
            self.column = after
        cell = Cell(self.number, self.row, self.column, header or self.heading)
        first = self.column
        self.column += max(1, min(columns, _WIDEST_SPAN))
        self.cells += 1
        if rows > 1:
            self._busy[first] = (self.row + min(rows, _LONGEST_SPAN) - 1, self.column)
        return cell


class Frame(NamedTuple):
    """What an open element and those around it say about the text inside.

    Attributes:
        name: The element; empty for the document.
        kind: Kind of the blocks inside.
        level: Level of the heading or list item.
        depth: How many lists are around.
        quoted: Inside a block quote.
        mask: Why what is inside is no prose; empty: it is prose.
        cell: The table cell.
        table: The table.
        slide: The slide.
        deck: Inside the element that holds the slides.
        notes: Inside speaker notes.
        in_paragraph: A `p` is open.
        in_item: An `li` of the innermost list is open.
        in_definition: A `dt` or `dd` of the innermost list is open.
    """

    name: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    depth: int = 0
    quoted: bool = False
    mask: str = ""
    cell: Cell | None = None
    table: Table | None = None
    slide: Slide | None = None
    deck: bool = False
    notes: bool = False
    in_paragraph: bool = False
    in_item: bool = False
    in_definition: bool = False
