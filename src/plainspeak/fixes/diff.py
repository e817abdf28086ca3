"""A unified diff, made from the edits themselves: no guessing which lines match, and linear in the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.fixes.edits import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT = 3
_NO_LINE_END = "\\ No newline at end of file\n"


@dataclass(slots=True)
class _Change:
    """Lines `[first, last)` of the old text, from 0, and the edits in them."""

    first: int
    last: int
    edits: list[Edit]


def unified_diff(path: str, text: str, edits: Sequence[Edit]) -> Iterator[str]:
    """Give the diff that the edits make, a line at a time; nothing where there are none."""
    if not edits:
        return
    starts = _line_starts(text)
    yield f"--- {path}\n"
    yield f"+++ {path}\n"
    drift = 0
    for hunk in _hunks(_changes(text, edits, starts)):
        lines: list[str] = []
        old = new = 0
        top = position = hunk[0].first - min(CONTEXT, hunk[0].first)
        bottom = min(hunk[-1].last + CONTEXT, len(starts) - 1)
        for change in [*hunk, _Change(bottom, bottom, [])]:
            context = _lines(text[starts[position] : starts[change.first]])
            before = text[starts[change.first] : starts[change.last]]
            offset = starts[change.first]
            moved = [Edit(edit.start - offset, edit.end - offset, edit.text) for edit in change.edits]
            removed, added = _lines(before), _lines(apply_edits(before, moved))
            for mark, part in ((" ", context), ("-", removed), ("+", added)):
                lines.extend(_marked(mark, line) for line in part)
            old += len(context) + len(removed)
            new += len(context) + len(added)
            position = change.last
        yield f"@@ -{_range(top, old)} +{_range(top + drift, new)} @@\n"
        yield from lines
        drift += new - old


def _range(start: int, count: int) -> str:
    return str(start + 1) if count == 1 else f"{start + 1 if count else start},{count}"


def _marked(mark: str, line: str) -> str:
    return mark + line if line.endswith("\n") else f"{mark}{line}\n{_NO_LINE_END}"


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _line_starts(text: str) -> list[int]:
    """Give where each line starts, and last the end of the text."""
    starts, position = [0], 0
    for line in _lines(text):
        position += len(line)
        starts.append(position)
    return starts


def _changes(text: str, edits: Sequence[Edit], starts: Sequence[int]) -> list[_Change]:
    """Group the edits by the lines that they are in."""
    changes: list[_Change] = []
    for edit in edits:
        first = bisect_right(starts, edit.start, hi=len(starts) - 1) - 1
        # Whoever takes a line end away brings the next line up.
        last_character = edit.end if text[edit.end - 1] == "\n" else edit.end - 1
        last = bisect_right(starts, max(last_character, edit.start), hi=len(starts) - 1)
        if changes and first < changes[-1].last:
            changes[-1].edits.append(edit)
            changes[-1].last = max(changes[-1].last, last)
        else:
            changes.append(_Change(first, last, [edit]))
    return changes


def _hunks(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Group the changes whose lines of context meet."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.first - hunk[-1].last > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk
