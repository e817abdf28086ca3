"""Lines of reStructuredText that know where they stand in the source, however deeply they are cut out."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.readers.build import BlockBuilder

TAB_STOP = 8
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\n|\r)?+")


class Line(NamedTuple):
    """A part of a line: what is left of it after indentation and markers were cut off.

    Attributes:
        text: The text, tabs expanded, without white space at the end.
        row: Number of the line in the file, from 0.
        column: Column at which the text starts, tabs expanded, from 0.
    """

    text: str
    row: int
    column: int

    def cut(self, start: int, end: int | None = None) -> Line:
        """Give a part of this line."""
        return Line(self.text[start:end].rstrip(), self.row, self.column + start)

    @property
    def indent(self) -> int:
        """Number of spaces that the text starts with."""
        return len(self.text) - len(self.text.lstrip(" "))


class LineSource:
    """All lines of a file, and the way from their columns back to offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = []
        self._starts: list[int] = []
        # Rows with tabs: for each column the offset from the start of the row.
        self._offsets: dict[int, list[int]] = {}
        for row, match in enumerate(_LINE.finditer(text)):
            content = match[0].rstrip()
            if "\t" in content:
                content = self._expand(row, content)
            self.lines.append(Line(content.replace("\f", " ").replace("\v", " "), row, 0))
            self._starts.append(match.start())

    def _expand(self, row: int, content: str) -> str:
        parts: list[str] = []
        offsets: list[int] = []
        for offset, character in enumerate(content):
            width = TAB_STOP - len(offsets) % TAB_STOP if character == "\t" else 1
            parts.append(" " * width if character == "\t" else character)
            offsets += [offset] * width
        offsets.append(len(content))
        self._offsets[row] = offsets
        return "".join(parts)

    def offset(self, line: Line, index: int) -> int:
        """Give the offset in the source of `line.text[index]`."""
        column = line.column + index
        offsets = self._offsets.get(line.row)
        if offsets:
            column = offsets[min(column, len(offsets) - 1)]
        return self._starts[line.row] + column

    def row_offset(self, row: int) -> int:
        """Give the offset at which a row starts."""
        return self._starts[row]

    def add(self, builder: BlockBuilder, line: Line, start: int, end: int) -> None:
        """Add `line.text[start:end]` to a block."""
        offsets = self._offsets.get(line.row)
        first = self.offset(line, start)
        if not offsets:
            builder.literal(self.text[first : first + end - start], first)
            return
        # With tabs each stretch between them is literal; the tabs themselves are white space.
        base, column = self._starts[line.row], line.column
        stop = base + offsets[min(column + end, len(offsets) - 1)]
        for part in re.finditer(r"\t+|[^\t]+", self.text[first:stop]):
            builder.literal(part[0], first + part.start())


def indented_block(lines: Sequence[Line], start: int, known: int | None = None) -> tuple[list[Line], int]:
    """Take the lines from `start` that are blank or indented.

    Args:
        lines: Where they stand.
        start: Index of the first one.
        known: How far they must be indented; the least indentation found, if None.

    Returns:
        The lines without their indentation and without blank lines at the end, and the index behind them.
    """
    least = known or 1
    end = last = start
    while end < len(lines):
        line = lines[end]
        if line.text:
            if line.indent < least:
                break
            last = end + 1
        end += 1
    block = lines[start:last]
    margin = known if known is not None else min((line.indent for line in block if line.text), default=0)
    return [line.cut(margin) for line in block], end if last > start else start


def marked_block(lines: Sequence[Line], start: int, width: int) -> tuple[list[Line], int]:
    """Take a marker's block: the rest of its line after `width` characters, and what is indented below.

    The indentation of the lines below is the least found, as for fields and directives.
    """
    first = lines[start].cut(width)
    below, end = indented_block(lines, start + 1)
    # White space between the marker and its text was cut with it, save where nothing follows.
    return [first, *below], end


def display_columns(text: str) -> list[int] | None:
    """Give the index of the character in each display column, or None where they are the same.

    In tables a wide East Asian character takes two columns, a combining one none.
    """
    if text.isascii():
        return None
    columns: list[int] = []
    for index, character in enumerate(text):
        if unicodedata.combining(character):
            continue
        columns.append(index)
        if unicodedata.east_asian_width(character) in "WF":
            columns.append(index)
    return columns


def cut_columns(line: Line, left: int, right: int | None) -> Line:
    """Cut display columns out of a line, without white space around."""
    columns = display_columns(line.text)
    if columns is not None:
        left = columns[left] if left < len(columns) else len(line.text)
        right = None if right is None else columns[right] if right < len(columns) else len(line.text)
    return line.cut(left, right)
