"""A document as blocks of clean text, each with a map back to the source.

Offsets are in characters (code points), from 0, half-open, everywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plainspeak.source import Source

NO_META: Mapping[str, object] = MappingProxyType({})


class BlockKind(StrEnum):
    """What part of a document a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    SLIDE_TITLE = "slide-title"
    SPEAKER_NOTE = "speaker-note"
    CAPTION = "caption"
    ALT_TEXT = "alt-text"
    FOOTNOTE = "footnote"
    PAGE_HEADER = "page-header"
    PAGE_FOOTER = "page-footer"
    DEFINITION_TERM = "definition-term"
    DEFINITION = "definition"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text and the stretch of the source that it stands for.

    A literal piece is the same text in both. Any other piece stands for something written
    differently: an entity, a line break, a decoded escape.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    literal: bool


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of a block's text that is shown but is no prose: `what` says why.

    `what` is one of code, url, email, path, identifier, formula, licence, quote.
    """

    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of a block's text that its author did not compose as prose: `what` says why.

    `what` is one of contents (nothing but links), history (a line of a change log), quote, reference
    (a section that lists sources or changes), standard (a table column of somebody else's wording),
    task (an entry of a checklist), title (the name of another page).
    """

    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell stands: table, row and column, all from 1."""

    table: int
    row: int
    column: int
    header: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands in an office file, which has no lines.

    Attributes:
        label: For people: `slide 3, title`, `paragraph 12 (under «Costs»)`, `table 2, row 3, column 1`.
        origin: Offset in the source text at which the paragraph starts; offsets shown count from here.
        fields: For machines, in this order: `slide`, `shape`, `paragraph`, `table`, `row`, `column`…
    """

    label: str
    origin: int
    fields: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item, table cell, slide title… with its clean text.

    Attributes:
        kind: What it is.
        text: What a reader sees, white space folded, markup gone.
        pieces: The map from `text` to the source, in order, without gaps in `text`.
        masks: What in `text` is no prose, in order, not overlapping.
        level: Depth from 1 of a heading or list item; 0 where depth means nothing.
        slide: Number of the slide from 1, or 0 outside decks.
        cell: Where it stands in a table, for table cells.
        quoted: Whether somebody else is quoted (a block quote).
        place: Where it stands in an office file.
        links: Stretches of `text` that lead elsewhere, in order, not overlapping.
        asides: What in `text` is prose, but not the author's, in order, not overlapping; complete once
            a document is analysed.
    """

    kind: BlockKind
    text: str
    pieces: tuple[Piece, ...]
    masks: tuple[Mask, ...] = ()
    level: int = 0
    slide: int = 0
    cell: Cell | None = None
    quoted: bool = False
    place: Place | None = None
    links: tuple[tuple[int, int], ...] = ()
    asides: tuple[Aside, ...] = ()

    @cached_property
    def prose(self) -> str:
        """The text with every masked character as `x`, so that offsets stay and nothing is read into it."""
        if not self.masks:
            return self.text
        parts, position = [], 0
        for mask in self.masks:
            parts.append(self.text[position : mask.start])
            parts.append("x" * (mask.end - mask.start))
            position = mask.end
        parts.append(self.text[position:])
        return "".join(parts)

    @cached_property
    def source_start(self) -> int:
        """Offset in the source of the block's first character."""
        return self.pieces[0].source_start if self.pieces else 0

    @cached_property
    def source_end(self) -> int:
        """Offset in the source just past the block's last character."""
        return self.pieces[-1].source_end if self.pieces else 0

    @cached_property
    def _piece_starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def is_masked(self, start: int, end: int) -> bool:
        """Tell whether any character of `text[start:end]` is masked."""
        return any(mask.start < end and start < mask.end for mask in self.masks)

    def is_aside(self, start: int, end: int) -> bool:
        """Tell whether all words of `text[start:end]` are not the author's own prose.

        True for block quotes, quoted words, titles of linked pages, change logs, lists of sources,
        checklists and columns of somebody else's wording. Ask it of the blocks of an analysed document.
        """
        if self.quoted:
            return True
        if not self.asides:
            return False
        while start < end and not self.text[start].isalnum():
            start += 1
        while start < end and not self.text[end - 1].isalnum():
            end -= 1
        number = bisect_right(self._aside_starts, start) - 1
        return number >= 0 and end <= self.asides[number].end

    @cached_property
    def _aside_starts(self) -> list[int]:
        return [aside.start for aside in self.asides]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of `text` to the span of the source that it stands for."""
        first = self.pieces[bisect_right(self._piece_starts, start) - 1]
        last = self.pieces[bisect_right(self._piece_starts, end - 1) - 1]
        source_start = first.source_start + (start - first.start if first.literal else 0)
        source_end = last.source_start + end - last.start if last.literal else last.source_end
        return source_start, source_end


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment in the source that speaks to plainspeak: its span and the words after `plainspeak:`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Document:
    """A read file.

    Attributes:
        source: The text that offsets count in.
        format: `markdown`, `text`, `rst`, `html`, `docx` or `pptx`.
        blocks: In reading order; their starts in the source never go back.
        meta: Front matter or file properties, as plain data.
        directives: Comments that speak to plainspeak, in order.
        slides: Number of slides; 0 for what is no deck.
    """

    source: Source
    format: str
    blocks: tuple[Block, ...]
    meta: Mapping[str, object] = field(default_factory=lambda: NO_META)
    directives: tuple[Directive, ...] = ()
    slides: int = 0

    def prose_blocks(self) -> Iterator[tuple[int, Block]]:
        """Give every block that holds words to be read, with its index."""
        for index, block in enumerate(self.blocks):
            if block.kind is not BlockKind.CODE and block.text:
                yield index, block


def check_document(document: Document) -> None:
    """Check what every reader promises. For tests of readers, ours and others'.

    Raises:
        AssertionError: A promise is broken; the message says which one and where.
    """
    text = document.source.text
    previous_start = 0
    for number, block in enumerate(document.blocks):
        where = f"{document.source.path}: block {number} ({block.kind})"
        _check_pieces(block, text, where)
        _check_masks(block, where)
        if block.source_start < previous_start:
            raise AssertionError(f"{where}: starts at {block.source_start}, before the block above it")
        previous_start = block.source_start
        if block.kind is BlockKind.TABLE_CELL and block.cell is None:
            raise AssertionError(f"{where}: a table cell without its row and column")
        if not 0 <= block.slide <= document.slides:
            raise AssertionError(f"{where}: slide {block.slide} of {document.slides}")
    _check_directives(document)


def _check_pieces(block: Block, text: str, where: str) -> None:
    position, source_position = 0, block.source_start
    for piece in block.pieces:
        if piece.start != position or piece.end <= piece.start:
            raise AssertionError(
                f"{where}: a piece covers {piece.start}–{piece.end}, expected to start at {position}"
            )
        if piece.source_start < source_position or piece.source_end < piece.source_start:
            raise AssertionError(f"{where}: the source goes back at {piece.source_start}")
        if piece.source_end > len(text):
            raise AssertionError(f"{where}: the source ends at {len(text)}, before {piece.source_end}")
        if (
            piece.literal
            and text[piece.source_start : piece.source_end] != block.text[piece.start : piece.end]
        ):
            shown = block.text[piece.start : piece.end][:60]
            raise AssertionError(f"{where}: {shown!r} is not what stands at {piece.source_start}")
        position, source_position = piece.end, piece.source_end
    if position != len(block.text):
        raise AssertionError(f"{where}: the pieces end at {position}, the text at {len(block.text)}")


def _check_masks(block: Block, where: str) -> None:
    position = 0
    for mask in block.masks:
        if not position <= mask.start < mask.end <= len(block.text):
            raise AssertionError(f"{where}: mask {mask.start}–{mask.end} is out of order or outside the text")
        position = mask.end
    position = 0
    for start, end in block.links:
        if not position <= start < end <= len(block.text):
            raise AssertionError(f"{where}: link {start}–{end} is out of order or outside the text")
        position = end


def _check_directives(document: Document) -> None:
    position = 0
    for directive in document.directives:
        if not position <= directive.start < directive.end <= len(document.source.text):
            raise AssertionError(f"{document.source.path}: directive at {directive.start} is out of order")
        position = directive.end
