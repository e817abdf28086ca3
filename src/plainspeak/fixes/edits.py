"""Edits of a text: making them, and joining two rounds of them into one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Edit:
    """Words to put in the place of `[start, end)`, in characters.

    Lists of edits are in order and don't overlap.
    """

    start: int
    end: int
    text: str

    @property
    def growth(self) -> int:
        """By how many characters the text gets longer."""
        return len(self.text) - (self.end - self.start)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Make the edits."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (text[position : edit.start], edit.text)
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)


@dataclass(slots=True)
class _Cluster:
    """Edits of both rounds that touch the same words, and their span between the rounds."""

    start: int
    end: int
    first: list[Edit]
    second: list[Edit]


def join_rounds(
    first: Iterable[Edit], between: str, second: Sequence[Edit]
) -> list[tuple[Edit, Sequence[Edit]]]:
    """Give the edits of the original text that do in one round what two rounds do.

    Args:
        first: Edits of the original text.
        between: The text after the first round.
        second: Edits of `between`.

    Returns:
        The edits, each with those of the second round that went into it.
    """
    found: list[tuple[Edit, Sequence[Edit]]] = []
    shift = 0
    for cluster in _clusters(first, second):
        inner = [Edit(e.start - cluster.start, e.end - cluster.start, e.text) for e in cluster.second]
        text = apply_edits(between[cluster.start : cluster.end], inner)
        start = cluster.start - shift
        shift += sum(edit.growth for edit in cluster.first)
        found.append((Edit(start, cluster.end - shift, text), cluster.second))
    return found


def _clusters(first: Iterable[Edit], second: Iterable[Edit]) -> list[_Cluster]:
    spans: list[tuple[int, int, int, Edit]] = [(edit.start, edit.end, 2, edit) for edit in second]
    shift = 0
    for edit in first:
        start = edit.start + shift
        spans.append((start, start + len(edit.text), 1, edit))
        shift += edit.growth
    clusters: list[_Cluster] = []
    for start, end, number, edit in sorted(spans, key=lambda span: span[:3]):
        if not clusters or start >= clusters[-1].end:
            clusters.append(_Cluster(start, end, [], []))
        cluster = clusters[-1]
        cluster.end = max(cluster.end, end)
        (cluster.first if number == 1 else cluster.second).append(edit)
    return clusters
