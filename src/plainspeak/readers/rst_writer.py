"""The blocks of a reStructuredText file, written with the places they come from."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from plainspeak.document import BlockKind, Cell, Directive
from plainspeak.errors import UnreadableFileError
from plainspeak.readers.build import BlockBuilder
from plainspeak.readers.rst_inline import InlineRules, Run, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.document import Block
    from plainspeak.readers.rst_lines import Line, LineSource
    from plainspeak.readers.rst_tables import TableCell
    from plainspeak.source import Limits

_HEAD = (BlockKind.HEADING, BlockKind.DEFINITION_TERM, BlockKind.DEFINITION)
_LONGEST_HEAD = 40


class Context(NamedTuple):
    """What the constructs around a block say about it.

    Attributes:
        kind: Kind of its paragraphs.
        level: How many lists are around.
        quoted: Inside a block quote.
        cell: The table cell.
        depth: How many constructs of any kind are around.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    quoted: bool = False
    cell: Cell | None = None
    depth: int = 0

    def inside(self, kind: BlockKind | None = None) -> Context:
        """Give the context of what is nested here."""
        return self._replace(kind=kind or self.kind, depth=self.depth + 1)


class RstWriter:
    """Collects blocks, comments that speak to plainspeak, and what the document says of itself."""

    def __init__(self, path: str, source: LineSource, rules: InlineRules, limits: Limits) -> None:
        self.path = path
        self.source = source
        self.rules = rules
        self.limits = limits
        self.blocks: list[Block] = []
        self.directives: list[Directive] = []
        self.meta: dict[str, object] = {}
        self._styles: list[str] = []
        self._tables = 0

    @property
    def in_head(self) -> bool:
        """Whether nothing but titles and a short list of fields was read so far."""
        return len(self.blocks) < _LONGEST_HEAD and all(block.kind in _HEAD for block in self.blocks)

    def refuse(self, message: str, line: Line) -> UnreadableFileError:
        """Give the error that says why the file can't be read."""
        return UnreadableFileError(self.path, message, line.row + 1, line.column + 1)

    def text(self, lines: Sequence[Line], context: Context, kind: BlockKind | None = None) -> None:
        """Write lines with inline markup as one block."""
        builder = BlockBuilder()
        self._add_lines(builder, lines)
        self._finish(builder, kind or context.kind, context, context.level)

    def masked(self, line: Line, context: Context, kind: BlockKind) -> None:
        """Write a line without markup that is no prose."""
        builder = BlockBuilder()
        builder.start_mask("code")
        self.source.add(builder, line, 0, len(line.text))
        self._finish(builder, kind, context, 0)

    def plain(self, lines: Sequence[Line], context: Context, kind: BlockKind) -> None:
        """Write lines without markup as one block."""
        builder = BlockBuilder()
        previous: Line | None = None
        for line in lines:
            if not line.text:
                continue
            if previous:
                self._add_break(builder, previous, line)
            self.source.add(builder, line, 0, len(line.text))
            previous = line
        self._finish(builder, kind, context, 0)

    def code(self, lines: Sequence[Line], context: Context) -> None:
        """Write lines as code."""
        self.plain(lines, context, BlockKind.CODE)

    def heading(self, title: Line, style: str, context: Context) -> None:
        """Write a title; styles of underlining count as levels in the order in which they come."""
        if style not in self._styles:
            self._styles.append(style)
        builder = BlockBuilder()
        self._add_lines(builder, [title])
        self._finish(builder, BlockKind.HEADING, context, self._styles.index(style) + 1)

    def comment(self, words: str, first: Line, last_row: int) -> None:
        """Note a comment that speaks to plainspeak; it starts with `first`."""
        start = self.source.offset(first, 0)
        last = self.source.lines[last_row]
        self.directives.append(Directive(start, self.source.offset(last, len(last.text)), words))

    def table(self) -> int:
        """Give the next table its number."""
        self._tables += 1
        return self._tables

    def cell_context(self, table: int, cell: TableCell, context: Context) -> Context:
        """Give the context of what stands in a table cell.

        Raises:
            UnreadableFileError: The table has too many columns.
        """
        limit = self.limits.table_columns
        if cell.column > limit:
            raise self.refuse(f"a table with more than {limit:,} columns", cell.lines[0])
        place = Cell(table, cell.row, cell.column, cell.header)
        return context.inside(BlockKind.TABLE_CELL)._replace(cell=place, level=0)

    def _finish(self, builder: BlockBuilder, kind: BlockKind, context: Context, level: int) -> None:
        levelled = kind in (BlockKind.HEADING, BlockKind.LIST_ITEM)
        block = builder.build(
            kind,
            level=level if levelled else 0,
            cell=context.cell if kind is BlockKind.TABLE_CELL else None,
            quoted=context.quoted,
        )
        if block:
            self.blocks.append(block)

    def _add_lines(self, builder: BlockBuilder, lines: Sequence[Line]) -> None:
        starts, length = [], 0
        for line in lines:
            starts.append(length)
            length += len(line.text) + 1
        text = escape("\n".join(line.text for line in lines))
        for run in self.rules.runs(text):
            if run.mask:
                builder.start_mask(run.mask)
            if run.link:
                builder.start_link()
            if run.shown:
                first = self._offset(lines, starts, run.start)
                builder.replaced(run.shown, first, self._offset(lines, starts, run.end - 1) + 1)
            else:
                self._add_run(builder, lines, starts, text, run)
            builder.end_mask()
            builder.end_link()

    def _offset(self, lines: Sequence[Line], starts: list[int], position: int) -> int:
        index = bisect_right(starts, position) - 1
        return self.source.offset(lines[index], position - starts[index])

    def _add_run(
        self, builder: BlockBuilder, lines: Sequence[Line], starts: list[int], text: str, run: Run
    ) -> None:
        position = run.start
        index = bisect_right(starts, position) - 1
        while position < run.end:
            line, base = lines[index], starts[index]
            stop = min(run.end, base + len(line.text))
            joined = False
            if position < stop:
                joined = self._add_stretch(builder, line, base, text[position:stop], position, raw=run.raw)
            if stop < run.end:
                if not joined:
                    self._add_break(builder, line, lines[index + 1])
                stop += 1
                index += 1
            position = stop

    def _add_stretch(
        self, builder: BlockBuilder, line: Line, base: int, text: str, position: int, *, raw: bool
    ) -> bool:
        """Add a part of a line; tell whether it ends in a backslash that joins it with the next one."""
        start = position - base
        if raw or "\0" not in text:
            self.source.add(builder, line, start, start + len(text))
            return False
        first = 0
        while (escaped := text.find("\0", first)) != -1:
            self.source.add(builder, line, start + first, start + escaped)
            first = escaped + 1
            if text[first : first + 1] == " ":
                first += 1  # an escaped space is nothing
            elif first < len(text):
                self.source.add(builder, line, start + first, start + first + 1)
                first += 1
            else:
                return True
        self.source.add(builder, line, start + first, start + len(text))
        return False

    def _add_break(self, builder: BlockBuilder, line: Line, following: Line) -> None:
        builder.space(self.source.offset(line, len(line.text)), self.source.offset(following, 0))
