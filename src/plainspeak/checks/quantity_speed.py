"""Latency, load times, batch windows and bandwidth → times as fast, time saved, and who waits."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from plainspeak.checks.quantity_options import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.checks.quantity_page import Mark, Scene
    from plainspeak.language.quantities import Quantity
    from plainspeak.language.spoken import Speaker

_RATES = frozenset({"rate", "throughput"})
_COUNTS = frozenset({"count", "number", "capacity"})
_PERIODS = ("hour", "day", "week", "month", "quarter", "year")
_ARROWS = frozenset({"→", "⇒", "➔", "➜", ">"})
_MOST_BETWEEN = 6  # words between what was and what will be
_NEAR_CUE = 7  # words between a measure and its figure
_NEAR_PERIOD = 2
_FAR = 50  # characters before a figure in which "from" may stand
_DAY = 86_400
_LONGEST = 3 * _DAY  # what takes longer is no wait at a screen
_UNFELT = Fraction(100, 1000)  # seconds; what is shorter nobody feels
_LEAST_WAIT = Fraction(300, 1000)  # seconds; what is shorter nobody calls waiting
_LEAST_SAVED = Fraction(200, 1000)  # seconds; a smaller difference nobody feels
_NEAR_ONCE = 6  # words between a length of time and what happens only once
_NEAR_CONDITION = 12  # words between "if" and the figure that it is about
_LEAST_CHANGE = (21, 20)  # a twentieth faster is noticed by nobody


class Speed:
    """Finds waiting times and line speeds in a scene and says what they mean."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def meanings(self, scene: Scene) -> Iterator[Meaning]:
        """Give what the speeds of a sentence mean, or ask who waits where only one is stated."""
        if scene.said("said", "told") or scene.of_role("support"):
            return
        figures = [quantity for quantity in scene.quantities if not _is_aside(quantity, scene)]
        times = [
            quantity
            for quantity in figures
            if quantity.kind == "duration" and quantity.size < _DAY and quantity.amount < _LONGEST
        ]
        if scene.of_role("machine"):
            times = []
        rates = [quantity for quantity in figures if quantity.kind in _RATES]
        pairs = [pair for some in (times, rates) if (pair := _pair(some, scene))]
        for before, after in pairs:
            meaning = self._change(before, after, scene)
            if meaning:
                yield meaning
        if not pairs:
            yield from _alone(times, rates, scene)

    def _change(self, before: Quantity, after: Quantity, scene: Scene) -> Meaning | None:
        is_time = before.kind == "duration"
        small, large = sorted((before.amount, after.amount))
        if not small or large * _LEAST_CHANGE[1] < small * _LEAST_CHANGE[0]:
            return None
        start, end = min(before.start, after.start), max(before.end, after.end)
        if is_time and large - small < _LEAST_SAVED:
            return Meaning("unfelt", start, end, {}) if large < _LEAST_SAVED else None
        values = {"meaning": self._speaker.times(large / small)}
        if not is_time:
            return Meaning("wider" if after.amount > before.amount else "narrower", start, end, values)
        values["saved"] = self._speaker.exactly(large - small)
        if after.amount > before.amount:
            return Meaning("slower", start, end, values)
        volume = _volume(scene, (before, after))
        if not volume:
            return Meaning("faster", start, end, values)
        uses, period = volume
        values["other"] = self._speaker.in_hours((large - small) * uses.value)
        values["basis"] = period
        values["figure"] = f"{self._speaker.count(uses.value)} {uses.noun or 'uses'}"
        return Meaning("volume", start, end, values)


def _is_aside(quantity: Quantity, scene: Scene) -> bool:
    """Tell whether a figure belongs to a condition, or to what happens only once."""
    conditions = scene.ahead(quantity, "condition")
    return any(scene.distance(quantity, mark) <= _NEAR_CONDITION for mark in conditions) or any(
        scene.distance(quantity, mark) <= _NEAR_ONCE for mark in scene.of_role("once")
    )


def _will_be(rate: Quantity, scene: Scene) -> bool:
    """Tell whether a line speed is one to come: what is there today has been paid for."""
    nearest, _ = scene.nearest(rate, scene.of_role("future", "present"))
    if nearest:
        return nearest.role == "future"
    named = {mark.role for mark in scene.title}
    return "future" in named and "present" not in named


def _pair(quantities: Sequence[Quantity], scene: Scene) -> tuple[Quantity, Quantity] | None:
    """Give the first two figures of a kind that are what was and what will be."""
    for first, second in pairwise(quantities):
        order = _order(first, second, scene)
        if order and first.high is None and second.high is None:
            return order if first.kind != "duration" or _is_about_speed(scene) else None
    return None


def _order(first: Quantity, second: Quantity, scene: Scene) -> tuple[Quantity, Quantity] | None:
    """Give what was and what will be, where the words between say which is which."""
    if first.kind != second.kind or first.unit == "iops" or second.unit == "iops":
        return None
    between = scene.between(first.end, second.start)
    if len(between) > _MOST_BETWEEN:
        return None
    if any(first.end <= mark.start and mark.end <= second.start for mark in scene.of_role("instead")):
        return second, first
    was = any(0 <= scene.distance(first, mark) <= _NEAR_PERIOD for mark in scene.ahead(first, "past"))
    if was and any(first.end <= mark.start < second.start for mark in scene.of_role("after")):
        return first, second
    before = scene.between(max(scene.start, first.start - _FAR), first.start)
    if any(word in _ARROWS for word in between) or ("to" in between and "from" in before):
        return first, second
    return None


def _is_about_speed(scene: Scene) -> bool:
    roles = {mark.role for mark in scene.of_role("cue", "thing", "window", "other")}
    if "other" in roles:
        return "cue" in roles
    return bool(roles) or any(mark.role in {"cue", "window"} for mark in (*scene.title, *scene.before))


def _volume(scene: Scene, changed: Sequence[Quantity]) -> tuple[Quantity, str] | None:
    """Give how often it is used, where the text says so: "2,000 searches a day"."""
    marks = [mark for mark in (*scene.marks, *scene.before, *scene.after) if mark.role in _PERIODS]
    for quantity in (*scene.quantities, *scene.near):
        if quantity.kind not in _COUNTS or quantity in changed or quantity.high is not None:
            continue
        for mark in marks:
            if mark.start >= quantity.end and _follows(quantity, mark, scene):
                return quantity, mark.role
    return None


def _follows(quantity: Quantity, mark: Mark, scene: Scene) -> bool:
    end = max(quantity.noun_end, quantity.end)
    return mark.start <= end or len(scene.between(end, mark.start)) <= _NEAR_PERIOD


def _alone(times: Sequence[Quantity], rates: Sequence[Quantity], scene: Scene) -> Iterator[Meaning]:
    marks = scene.of_role("cue", "window", "other")
    for quantity in times:
        nearest, distance = scene.nearest(quantity, marks)
        if nearest is None and scene.in_table and len(scene.quantities) == 1:
            roles = [mark.role for mark in scene.title if mark.role in {"cue", "window", "other"}]
            if roles and "other" not in roles:
                yield from _asked(roles[0], quantity)
        elif nearest and distance <= _NEAR_CUE and nearest.role != "other":
            yield from _asked(nearest.role, quantity)
            return
    if "other" in {mark.role for mark in marks}:
        return
    for quantity in rates:
        if quantity.kind == "rate" and _will_be(quantity, scene):
            yield Meaning("line", quantity.start, quantity.end, {})
            return


def _asked(role: str, quantity: Quantity) -> Iterator[Meaning]:
    longest = quantity.high_amount
    if longest < _UNFELT:
        yield Meaning("unfelt", quantity.start, quantity.end, {})
    elif longest >= _LEAST_WAIT:
        yield Meaning("window" if role == "window" else "wait", quantity.start, quantity.end, {})
