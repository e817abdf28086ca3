"""The open elements of an HTML page, and the blocks that their text becomes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.errors import UnreadableFileError
from plainspeak.readers.build import BlockBuilder
from plainspeak.readers.html_elements import BARRIERS, MASKED, Frame, Slide
from plainspeak.readers.html_tokens import text_pieces

if TYPE_CHECKING:
    from plainspeak.document import Block
    from plainspeak.source import Limits, Source

# Elements without an end tag are common in HTML, so they may pile up further than lists or quotes.
_NESTING_FACTOR = 100
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LEVELLED = frozenset({BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.SLIDE_TITLE})


class ElementStack:
    """Open elements, innermost last. Every question about them takes constant time.

    Attributes:
        blocks: The blocks that are finished.
        builder: The block that is being built.
        slides: Number of slides so far.
        position: Offset of the tag at hand, for error messages.
    """

    def __init__(self, source: Source, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self.builder = BlockBuilder()
        self.slides = 0
        self.position = 0
        self._source = source
        self._limit = _NESTING_FACTOR * limits.nesting
        self._frames = [Frame()]
        self._barriers = [""]
        # For each barrier, how many elements of a name are open behind it.
        self._open: list[dict[str, int]] = [{}]
        self._waiting: list[Block] = []  # alternative texts met inside a block

    @property
    def top(self) -> Frame:
        """What holds for text that comes now."""
        return self._frames[-1]

    @property
    def barrier(self) -> str:
        """Name of the innermost table, cell or caption; empty outside tables."""
        return self._barriers[-1]

    def has(self, name: str) -> bool:
        """Tell whether an end tag of this name closes anything."""
        return self._open[-1].get(name, 0) > 0

    def refuse(self, message: str) -> UnreadableFileError:
        """Give the error that says why the file can't be read, at the tag at hand."""
        line, column = self._source.line_column(self.position)
        return UnreadableFileError(self._source.path, message, line, column)

    def push(self, frame: Frame) -> None:
        """Open an element.

        Raises:
            UnreadableFileError: Too many are open.
        """
        opened = self._open[-1]
        opened[frame.name] = opened.get(frame.name, 0) + 1
        if frame.name in BARRIERS:
            self._barriers.append(frame.name)
            self._open.append({})
            frame = frame._replace(in_paragraph=False, in_item=False, in_definition=False)
        self._frames.append(frame)
        if len(self._frames) > self._limit:
            raise self.refuse(f"elements are nested more than {self._limit:,} deep")

    def close(self, *names: str) -> None:
        """Close the innermost element with one of these names, which must be open, and all inside it."""
        self.flush()
        while self._pop().name not in names:
            pass

    def close_masked(self, name: str) -> None:
        """Close an element inside a sentence, which must be open; the sentence goes on."""
        while True:
            if self.top.name not in MASKED:
                self.flush()
            if self._pop().name == name:
                break
        if not self.top.mask:
            self.builder.end_mask()

    def close_paragraph(self) -> None:
        """End the block at hand and close a `p` that is open."""
        self.flush()
        if self.top.in_paragraph:
            self.close("p")

    def close_cell(self) -> None:
        """End the block at hand and go back to the innermost table from its cell or caption."""
        self.flush()
        if self.barrier in ("td", "th", "caption"):
            self.close(self.barrier)

    def close_table(self) -> None:
        """Close the innermost table, where one is open."""
        self.close_cell()
        if self.barrier == "table":
            self.close("table")

    def close_all(self) -> None:
        """Close what is open at the end of the file."""
        self.flush()
        while len(self._frames) > 1:
            self._pop()

    def _pop(self) -> Frame:
        frame = self._frames.pop()
        if frame.name in BARRIERS:
            self._barriers.pop()
            self._open.pop()
        self._open[-1][frame.name] -= 1
        slide = frame.slide
        if slide and slide is not self.top.slide and not slide.parted:
            self._number(slide)  # an empty slide is one, too
        return frame

    def flush(self) -> None:
        """End the block at hand."""
        if self.builder:
            self.blocks.append(self._build(self.builder, self.top.kind))
        else:
            self.builder = BlockBuilder()
        if self._waiting:
            self.blocks += self._waiting
            self._waiting = []

    def add_attribute(self, start: int, end: int, kind: BlockKind) -> None:
        """Make the value of an attribute a block of its own.

        Inside a sentence it comes after the block, so that the sentence stays whole.
        """
        builder = BlockBuilder()
        self.add_text(start, end, builder)
        if builder:
            block = self._build(builder, kind)
            (self._waiting if self.builder else self.blocks).append(block)

    def add_text(self, start: int, end: int, builder: BlockBuilder | None = None) -> None:
        """Add a stretch of the source, its entities decoded, to the block at hand or to another."""
        builder = self.builder if builder is None else builder
        for text, piece_start, piece_end, literal in text_pieces(self._source.text, start, end):
            if not literal:
                builder.replaced(_INVISIBLE.sub("", text), piece_start, piece_end)
                continue
            position = 0
            for match in _INVISIBLE.finditer(text):
                builder.literal(text[position : match.start()], piece_start + position)
                position = match.end()
            builder.literal(text[position:] if position else text, piece_start + position)

    def _build(self, builder: BlockBuilder, kind: BlockKind) -> Block:
        frame = self.top
        slide = frame.slide
        if frame.notes and kind is not BlockKind.CODE:
            kind = BlockKind.SPEAKER_NOTE
        elif kind is BlockKind.HEADING and slide and not slide.titled:
            slide.titled = True
            kind = BlockKind.SLIDE_TITLE
        block = builder.build(
            kind,
            level=frame.level if kind in _LEVELLED else 0,
            slide=self._number(slide) if slide else 0,
            cell=frame.cell if kind is BlockKind.TABLE_CELL else None,
            quoted=frame.quoted,
        )
        if block is None:
            raise AssertionError("only asked for where something visible was added")
        return block

    def _number(self, slide: Slide) -> int:
        if not slide.number:
            self.slides += 1
            slide.number = self.slides
        return slide.number
