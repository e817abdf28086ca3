"""Which passages have a benefit near enough to answer the technology in them."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.language.talk_spots import LISTED, TITLES, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plainspeak.language.talk_places import Places
    from plainspeak.language.talk_spots import Spot

_REACH = 200  # words that a heading or its lead paragraph speaks for
_NEAR = 60  # words of the same section in which a clear benefit answers
_ENOUGH = 3  # of so many items one must speak of a benefit to speak for the list


def answer(spots: Sequence[Spot], places: Places) -> None:
    """Mark every passage that is answered. Takes linear time."""
    shown = [spot for spot in spots if spot.kind not in UNSEEN]
    _by_themselves(shown, places)
    _by_headings(shown, spots, places)
    for spot in shown:
        spot.motivated = spot.answered
    _in_lists(spots)
    _by_neighbours(shown)
    _from_near(shown)
    _from_near(list(reversed(shown)))
    _around_groups(shown)
    _on_slides(shown)


def _by_themselves(shown: Iterable[Spot], places: Places) -> None:
    for spot in shown:
        spot.answered = spot.voices or any(
            places.says_why(spot.block, sentence) for sentence in spot.passage.sentences
        )


def _by_headings(shown: Iterable[Spot], spots: Sequence[Spot], places: Places) -> None:
    said: dict[int, bool] = {}
    for spot in shown:
        for number in (spot.heading, spot.lead):
            if number < 0 or spot.before - spots[number].before > _REACH:
                continue
            if number not in said:
                said[number] = spots[number].voices or (
                    spots[number].kind in TITLES
                    and any(
                        places.says_why(spots[number].block, one) for one in spots[number].passage.sentences
                    )
                )
            spot.answered = spot.answered or said[number]


def _in_lists(spots: Sequence[Spot]) -> None:
    """A list item is answered by those that it stands under and by those that stand under it."""
    below = [False] * len(spots)
    for spot in reversed(spots):
        if spot.parent >= 0 and (spot.voices or below[spot.number]):
            below[spot.parent] = True
    above = [False] * len(spots)
    for spot in spots:
        if spot.parent >= 0:
            above[spot.number] = spots[spot.parent].voices or above[spot.parent]
        spot.answered = spot.answered or below[spot.number] or above[spot.number]


def _by_neighbours(shown: Sequence[Spot]) -> None:
    for one, other in pairwise(shown):
        if one.heading == other.heading and one.block.slide == other.block.slide:
            one.answered = one.answered or other.voices
            other.answered = other.answered or one.voices


def _from_near(shown: Sequence[Spot]) -> None:
    """Answer what stands within some words of a clear benefit of the same section."""
    last: Spot | None = None
    for spot in shown:
        if spot.gains:
            last = spot
        elif last is not None and last.heading == spot.heading:
            one, other = (last, spot) if last.before <= spot.before else (spot, last)
            spot.answered = spot.answered or other.before - one.before - one.passage.words <= _NEAR


def _around_groups(shown: Sequence[Spot]) -> None:
    """A list or table is answered by what leads into it, by what follows it and by enough of its parts."""
    position = 0
    for _, members in groupby(shown, key=lambda spot: spot.group):
        group = list(members)
        first, position = position, position + len(group)
        if group[0].kind not in LISTED:
            continue
        voices = sum(spot.voices for spot in group)
        cells = group[0].kind is BlockKind.TABLE_CELL
        around = [
            spot
            for spot in (*shown[max(0, first - 1) : first], *shown[position : position + 1])
            if spot.kind is BlockKind.PARAGRAPH and spot.block.slide == group[0].block.slide
        ]
        answered = any(spot.voices for spot in around) or voices * _ENOUGH >= len(group) or (cells and voices)
        if answered:
            for spot in group:
                spot.answered = True
        if voices and first and shown[first - 1].block.text.endswith(":"):
            shown[first - 1].answered = True


def _on_slides(shown: Sequence[Spot]) -> None:
    slides = {spot.block.slide for spot in shown if spot.voices}
    for spot in shown:
        spot.answered = spot.answered or (spot.block.slide > 0 and spot.block.slide in slides)
