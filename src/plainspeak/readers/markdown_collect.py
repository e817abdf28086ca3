"""What a Markdown document is collected into: blocks, slides, directives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plainspeak.document import Block, BlockKind, Cell, Directive
from plainspeak.readers.directives import parse_directive
from plainspeak.readers.markdown_deck import DeckStyle, Slides, is_spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from plainspeak.readers.build import BlockBuilder
    from plainspeak.readers.markdown_inline import InlineText


class Part(NamedTuple):
    """What the text at hand is part of."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    quoted: bool = False
    cell: Cell | None = None
    task: bool = False


class Collector:
    """Takes finished texts in the order of the source and makes blocks of them.

    Attributes:
        blocks: What was taken.
        directives: Comments that speak to plainspeak.
        slides: Where in a deck we are.
        in_note: Whether what comes is inside a speaker's note.
    """

    def __init__(self, style: DeckStyle, slide_level: int, read_note: Callable[[int, int], None]) -> None:
        self.blocks: list[Block] = []
        self.directives: list[Directive] = []
        self.slides = Slides(style, slide_level)
        self.in_note = False
        self._tables = 0
        self._read_note = read_note

    def next_table(self) -> int:
        """Give the next table's number, from 1."""
        self._tables += 1
        return self._tables

    def add(self, builder: BlockBuilder, part: Part) -> None:
        """Take one text."""
        block = self._build(builder, part)
        if block:
            self.blocks.append(block)

    def add_inline(self, text: InlineText, part: Part) -> None:
        """Take a text with what stands beside it and its comments, in the order of the source."""
        if not text.beside and not text.comments:
            self.add(text.builder, part)
            return
        main = self._build(text.builder, part)
        parts: list[tuple[int, Block | tuple[str, int, int]]] = [(main.source_start, main)] if main else []
        for kind, builder in text.beside:
            block = self._build(builder, Part(kind, quoted=part.quoted))
            if block:
                parts.append((block.source_start, block))
        parts.extend((comment[1], comment) for comment in text.comments)
        for _start, item in sorted(parts, key=lambda entry: entry[0]):
            if isinstance(item, Block):
                self.blocks.append(item)
            else:
                self.comment(*item)

    def comment(self, body: str, start: int, end: int) -> None:
        """Take an HTML comment: a directive, a speaker's note or nothing."""
        words = parse_directive(body)
        if words is not None:
            if start < end:
                self.directives.append(Directive(start, end, words))
        elif self.slides.style.notes_in_comments and is_spoken(body) and not self.in_note:
            self._read_note(start, end)

    def _build(self, builder: BlockBuilder, part: Part) -> Block | None:
        if not builder:
            return None
        self.slides.fill()
        kind, cell = part.kind, part.cell
        if (self.in_note or self.slides.in_notes) and kind is not BlockKind.CODE:
            kind, cell = BlockKind.SPEAKER_NOTE, None
        return builder.build(
            kind,
            level=part.level,
            slide=self.slides.number,
            cell=cell,
            quoted=part.quoted,
            task=part.task,
        )
