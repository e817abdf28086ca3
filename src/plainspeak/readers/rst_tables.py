"""Tables of reStructuredText, drawn as grids, ruled with equals signs or written as CSV, cut into cells.

A table that is drawn wrongly gives None, and its text is kept as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from heapq import heappop, heappush
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from plainspeak.readers.rst_lines import Line, cut_columns, display_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GRID_TOP = re.compile(r"\+-[-+]+-\+ *\Z")
_GRID_HEAD = re.compile(r"\+=[=+]+=\+ *\Z")
SIMPLE_BORDER = re.compile(r"=+(?: +=+)+ *\Z")
_SIMPLE_SPANS = re.compile(r"-[ -]*\Z")
Span = tuple[int, "int | None"]
# How many characters of a grid may be looked at for each character that it has.
_EFFORT = 60


class TableCell(NamedTuple):
    """A cell: its place from 1, whether it is a header, and its lines without indentation."""

    row: int
    column: int
    header: bool
    lines: list[Line]


def dedent(lines: Sequence[Line]) -> list[Line]:
    """Take the common indentation and the blank lines at the end away."""
    margin = min((line.indent for line in lines if line.text), default=0)
    cut = [line.cut(margin) for line in lines]
    while cut and not cut[-1].text:
        cut.pop()
    return cut


# Grid tables


class _Grid:
    """Traces the cells of a grid table, top down and left to right."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._rows: list[str] = []
        for line in lines:
            columns = display_columns(line.text)
            text = line.text
            self._rows.append(text if columns is None else "".join(text[index] for index in columns))
        self._width = len(self._rows[0])
        self._effort = _EFFORT * self._width * len(lines) + 10_000
        self._head = next((row for row, text in enumerate(self._rows) if _GRID_HEAD.match(text)), 0)
        if self._head:
            self._rows[self._head] = self._rows[self._head].replace("=", "-")

    def cells(self) -> list[TableCell] | None:
        if any(len(row) != self._width or row[-1] not in "+|" for row in self._rows):
            return None
        boxes = self._trace()
        if boxes is None:
            return None
        tops = sorted({box[0] for box in boxes})
        lefts = sorted({box[1] for box in boxes})
        cells = []
        for top, left, bottom, right in boxes:
            lines = [cut_columns(line, left + 1, right) for line in self._lines[top + 1 : bottom]]
            row, column = bisect_right(tops, top), bisect_right(lefts, left)
            cells.append(TableCell(row, column, top < self._head, dedent(lines)))
        return cells

    def _trace(self) -> list[tuple[int, int, int, int]] | None:
        """Give each cell as (top, left, bottom, right), or None where they don't fill the table."""
        bottom_row, last = len(self._rows) - 1, self._width - 1
        done = [0] * self._width  # row down to which each column is taken
        corners = [(0, 0)]
        boxes = []
        while corners:
            top, left = heappop(corners)
            if top == bottom_row or left == last or done[left] != top:
                continue
            box = self._box(top, left)
            if box is None:
                return None
            bottom, right = box
            if any(done[column] != top for column in range(left, right)):
                return None
            done[left:right] = [bottom] * (right - left)
            boxes.append((top, left, bottom, right))
            heappush(corners, (top, right))
            heappush(corners, (bottom, left))
        return boxes if all(row == bottom_row for row in done[:last]) else None

    def _box(self, top: int, left: int) -> tuple[int, int] | None:
        """Find the bottom right corner of the smallest cell that starts at a corner."""
        upper = self._rows[top]
        for right in range(left + 1, self._width):
            self._effort -= 1
            if upper[right] == "+":
                bottom = self._bottom(top, left, right)
                if bottom:
                    return bottom, right
            elif upper[right] != "-":
                return None
            if self._effort < 0:
                return None
        return None

    def _bottom(self, top: int, left: int, right: int) -> int:
        """Find the lower edge of a cell between two columns; 0 where there is none."""
        for bottom in range(top + 1, len(self._rows)):
            self._effort -= 1
            corner = self._rows[bottom][right]
            if corner == "+" and self._is_closed(top, left, bottom, right):
                return bottom
            if corner not in "+|" or self._effort < 0:
                return 0
        return 0

    def _is_closed(self, top: int, left: int, bottom: int, right: int) -> bool:
        edge = self._rows[bottom][left : right + 1]
        self._effort -= len(edge) + bottom - top
        if edge[0] != "+" or edge.strip("+-"):
            return False
        return all(self._rows[row][left] in "+|" for row in range(top + 1, bottom))


def grid_cells(lines: Sequence[Line]) -> list[TableCell] | None:
    """Cut a grid table into cells; `lines` are those from its top to its bottom."""
    return _Grid(lines).cells()


# Simple tables


def simple_end(lines: Sequence[Line], start: int) -> int:
    """Give the index behind the bottom border of a simple table, or 0 where it has none."""
    width = len(lines[start].text)
    found = 0
    for index in range(start + 1, len(lines)):
        text = lines[index].text
        if text[:1] != "=" or not SIMPLE_BORDER.match(text):
            continue
        if len(text) != width:
            return 0
        found += 1
        if found == 2 or index + 1 == len(lines) or not lines[index + 1].text:
            return index + 1
    return 0


def simple_cells(lines: Sequence[Line]) -> list[TableCell] | None:
    """Cut a simple table into cells; `lines` are those from its top to its bottom border."""
    borders = [index for index, line in enumerate(lines) if SIMPLE_BORDER.match(line.text)]
    columns = _spans(lines[0].text, "=")
    starts = [start for start, _ in columns]
    head = borders[1] if len(borders) > 2 else 0
    cells: list[TableCell] = []
    for row, (first, last, spans) in enumerate(_simple_rows(lines, set(borders), columns), start=1):
        for index, (left, right) in enumerate(spans):
            block = [cut_columns(line, left, right) for line in lines[first:last]]
            if right is not None and index + 1 < len(spans):
                gap = spans[index + 1][0]
                if any(cut_columns(line, right, gap).text.strip() for line in lines[first:last]):
                    return None
            cells.append(TableCell(row, bisect_right(starts, left), first < head, dedent(block)))
    return cells


def _simple_rows(
    lines: Sequence[Line], borders: set[int], columns: list[Span]
) -> Iterator[tuple[int, int, list[Span]]]:
    """Give first line, last line and columns of each row.

    A row starts where the first column holds text; a rule of hyphens below it joins columns.
    """
    start, text_found = 1, False
    for index in range(1, len(lines)):
        line = lines[index]
        if index in borders or _SIMPLE_SPANS.match(line.text):
            if index > start:
                yield start, index, columns if index in borders else _spans(line.text, "-")
            start, text_found = index + 1, False
        elif cut_columns(line, *columns[0]).text.strip():
            if text_found and index > start:
                yield start, index, columns
            start, text_found = index, True
        elif not text_found:
            start = index + 1


def _spans(border: str, mark: str) -> list[Span]:
    """Give start and end of each column; the last one has no end."""
    found: list[Span] = [match.span() for match in re.finditer(f"{mark}+", border)]
    return [*found[:-1], (found[-1][0], None)]


# CSV tables


def csv_rows(lines: Sequence[Line], delimiter: str) -> Iterator[list[list[Line]]]:
    """Give the cells of each row of comma-separated values, each as lines."""
    text = "\n".join(line.text for line in lines)
    starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    mark = re.escape(delimiter)
    field = re.compile(rf' *(?:"((?:[^"]|"")*+)"[^{mark}\n]*+|([^{mark}\n]*+))({mark}|\n|\Z)')
    row: list[list[Line]] = []
    for match in field.finditer(text):
        start, end = match.span(1 if match[1] is not None else 2)
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end) - 1
        row.append(
            [
                lines[index].cut(max(0, start - starts[index]), end - starts[index])
                for index in range(first, min(last + 1, len(lines)))
            ]
        )
        if match[3] != delimiter:
            if any(line.text for cell in row for line in cell):
                yield row
            row = []
