"""From the text that the Markdown parser hands out back to the source, by arithmetic and comparison.

The parser cuts indents, quote marks and bullets from the front of lines and says which lines it took.
So what it hands out is a suffix of those lines, and where a suffix starts is a subtraction.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from plainspeak.readers.build import BlockBuilder

_LINE_END = re.compile(r"\r\n?|\n")
_CELL_END = re.compile(r"(?<!\\)\|")
_INDENT = " \t"


class Stretch(NamedTuple):
    """`content[start:end]` and the stretch of the source it was cut from; literal: the same text."""

    start: int
    end: int
    source_start: int
    source_end: int
    literal: bool


class ContentMap:
    """Text that the parser handed out, with the stretches of the source that it is made of.

    What lies between two stretches is a line break with the marks at the front of the next line.
    """

    def __init__(self, content: str, stretches: list[Stretch]) -> None:
        self.content = content
        self._stretches = stretches
        self._starts = [stretch.start for stretch in stretches]
        self._used: set[int] = set()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the source that a non-empty `content[start:end]` stands for."""
        first, last = self._index(start), self._index(max(start, end - 1))
        left, right = self._stretches[first], self._stretches[last]
        if not (left.literal and right.literal):
            return self._whole(first)[0], right.source_end
        source_start = left.source_start + min(max(start - left.start, 0), left.end - left.start)
        source_end = right.source_start + min(max(end - right.start, 0), right.end - right.start)
        return source_start, max(source_start, source_end)

    def gap(self, position: int) -> tuple[int, int]:
        """Give the span of the source from `position`, near a line's end, to the next line's text."""
        index = self._index(position)
        start = self.span(position, position)[0]
        following = self._stretches[index + 1].source_start if index + 1 < len(self._stretches) else start
        return start, max(start, following)

    def add(self, builder: BlockBuilder, start: int, end: int) -> None:
        """Add `content[start:end]` to a block."""
        index = self._index(start)
        while start < end and index < len(self._stretches):
            stretch = self._stretches[index]
            if start < stretch.start:
                builder.space(stretch.source_start, stretch.source_start)
                start = stretch.start
            stop = min(end, stretch.end)
            if start < stop:
                self._add_from(builder, index, start, stop)
                start = stop
            index += 1
            if start < end and index < len(self._stretches) and self._stretches[index].start > start:
                builder.space(stretch.source_end, self._stretches[index].source_start)

    def _add_from(self, builder: BlockBuilder, index: int, start: int, stop: int) -> None:
        stretch = self._stretches[index]
        text = self.content[start:stop]
        if stretch.literal:
            builder.literal(text, stretch.source_start + start - stretch.start)
        else:
            span = self._whole(index)
            words = " ".join(text.split())
            if text[:1].isspace():
                builder.space(span[0], span[0])
            builder.replaced(words, *span)
            if text[-1:].isspace():
                builder.space(span[1], span[1])

    def _whole(self, index: int) -> tuple[int, int]:
        """Give the span of a stretch that is not literal: once; later only its end, so as not to go back."""
        stretch = self._stretches[index]
        start = stretch.source_end if index in self._used else stretch.source_start
        self._used.add(index)
        return start, stretch.source_end

    def _index(self, position: int) -> int:
        return max(bisect_right(self._starts, position) - 1, 0)


class SourceLines:
    """The lines of `text[start:end]`, numbered from 0 as the parser does."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._starts = [start]
        self._ends = []
        for match in _LINE_END.finditer(text, start, end):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(end)

    def __len__(self) -> int:
        """Tell how many lines there are."""
        return len(self._starts)

    def bounds(self, line: int) -> tuple[int, int]:
        """Give start and end in the source of a line, without its line end."""
        line = min(line, len(self._starts) - 1)
        return self._starts[line], self._ends[line]

    def text(self, line: int) -> str:
        """Give a line without its line end."""
        start, end = self.bounds(line)
        return self._text[start:end]

    def map_lines(self, content: str, first: int, last: int) -> ContentMap:
        """Map content that was cut from the lines `first` to `last`, excluded."""
        stretches: list[Stretch] = []
        line, position = first, 0
        for number, part in enumerate(content.split("\n")):
            if number == 0:
                line = self._first_line(part, first, last)
            stretches.append(self._stretch(part, position, line))
            position += len(part) + 1
            line += 1
        return ContentMap(content, stretches)

    def _first_line(self, part: str, first: int, last: int) -> int:
        """Find the line that content starts on: trimming may have eaten lines of odd spaces before it."""
        for line in range(first, last):
            if not part or self.text(line).rstrip().endswith(part.strip()):
                return line
        return first

    def _stretch(self, part: str, position: int, line: int) -> Stretch:
        start, end = self.bounds(line)
        whole = self._text[start:end]
        visible = part.lstrip(_INDENT)
        begin = position + len(part) - len(visible)
        if not whole.endswith(visible):
            whole, visible = whole.rstrip(), visible.rstrip()
            if not whole.endswith(visible):
                return Stretch(begin, position + len(part), start, end, literal=False)
        source_start = start + len(whole) - len(visible)
        return Stretch(begin, begin + len(visible), source_start, source_start + len(visible), literal=True)

    def map_heading(self, content: str, line: int) -> ContentMap:
        """Map the content of a `#` heading, which may end in more `#`."""
        start, end = self.bounds(line)
        whole = self._text[start:end].rstrip()
        open_end = whole.rstrip("#")
        if open_end != whole and open_end[-1:] in {" ", "\t"} and open_end.rstrip().endswith(content):
            whole = open_end.rstrip()
        if not whole.endswith(content):
            return ContentMap(content, [Stretch(0, len(content), start, end, literal=False)])
        source_start = start + len(whole) - len(content)
        return ContentMap(
            content, [Stretch(0, len(content), source_start, source_start + len(content), literal=True)]
        )

    def map_tail(self, content: str, line: int, from_end: int) -> ContentMap:
        """Map content that stands in a line, its start counted from the line's end."""
        start = max(self.bounds(line)[1] - from_end, self.bounds(line)[0])
        literal = self._text.startswith(content, start)
        return ContentMap(content, [Stretch(0, len(content), start, start + len(content), literal)])

    def cut_row(self, line: int, from_end: int) -> list[tuple[int, int]]:
        """Cut a table row into its cells' spans in the source; `from_end` is the row's length."""
        end = self.bounds(line)[1]
        start = end - from_end
        row = self._text[start:end]
        start += len(row) - len(row.lstrip())
        end = start + len(row.strip())
        marks = [match.start() for match in _CELL_END.finditer(self._text, start, end)]
        cells = list(zip([start, *(mark + 1 for mark in marks)], [*marks, end], strict=True))
        if cells and cells[0][0] == cells[0][1]:
            del cells[0]
        if cells and cells[-1][0] == cells[-1][1]:
            del cells[-1]
        return cells

    def map_cell(self, content: str, start: int, end: int) -> ContentMap:
        """Map a table cell that stands at `start:end`, in which a `|` has a backslash before it."""
        raw = self._text[start:end]
        start += len(raw) - len(raw.lstrip())
        raw = raw.strip()
        stretches: list[Stretch] = []
        position = 0
        for number, part in enumerate(raw.split("\\|")):
            piece = part if number == 0 else "|" + part
            if piece:
                stretches.append(
                    Stretch(position, position + len(piece), start, start + len(piece), literal=True)
                )
            position += len(piece)
            start += len(piece) + 1
        if raw.replace("\\|", "|") != content:
            stretches = [Stretch(0, len(content), start - len(raw) - 1, start - 1, literal=False)]
        return ContentMap(content, stretches)
