"""Terabytes, processors, licences → how much room is left, how long it lasts, who notices."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from plainspeak.checks.quantity_options import Meaning
from plainspeak.language.spoken import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plainspeak.checks.quantity_page import Mark, Scene
    from plainspeak.language.quantities import Quantity
    from plainspeak.language.spoken import Speaker

_SIZES = frozenset({"data", "capacity", "throughput"})
_TECHNICAL = frozenset({"processor", "core", "iops"})  # nobody but IT counts in these
_BARE = frozenset({"number", "count"})
_MONTHS = {
    "day": Fraction(12, 365),
    "week": Fraction(12 * 7, 365),
    "month": Fraction(1),
    "quarter": Fraction(3),
    "year": Fraction(12),
}
_LEAST_DATA = 10**9  # bytes; less is no purchase
_NEAR_CUE = 6
_NEAR_USED = 4
_NEAR_GROW = 6
_NEAR_PERIOD = 2
_TWO_YEARS = 24
_MOST_PERIODS = 600


@dataclass(frozen=True, slots=True)
class _Growth:
    """How much more is used in so many months: an amount, or a share of what is used."""

    quantity: Quantity
    months: Fraction


class Capacity:
    """Finds sizes in a scene, computes the room left where use is stated, and asks where it is not."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def meanings(self, scene: Scene) -> Iterator[Meaning]:
        """Give what the sizes of a sentence mean, unless the text says it itself."""
        if scene.said("said"):
            return
        growth = _growth(scene)
        used = _used(scene, growth)
        totals = [quantity for quantity in scene.quantities if _is_size(quantity, scene, growth, used)]
        if not totals:
            return
        if used and len(totals) == 1:
            meaning = self._room(totals[0], used, growth)
            if meaning:
                yield meaning
                return
        last = totals[0]
        for quantity in totals[1:]:
            if len(scene.between(last.end, quantity.start)) <= _NEAR_CUE:
                last = quantity
        yield Meaning("alone", totals[0].start, _end(last), {})

    def _room(self, total: Quantity, used: Quantity, growth: _Growth | None) -> Meaning | None:
        if used.kind == "percent":
            taken = total.amount * used.value / 100
        elif used.kind == total.kind:
            taken = used.amount
        else:
            taken = used.value * total.size
        room = total.amount - taken
        start, end = min(total.start, used.start), max(_end(total), used.end)
        if room < 0 or total.high is not None or used.high is not None:
            return None
        if not room:
            return Meaning("full", start, end, {})
        values = {
            "meaning": self._speaker.of(room / total.size, total.unit),
            "figure": f"{rounded(room / total.amount * 100)} %",
        }
        months = _months(taken, total, growth) if growth else None
        if months is None:
            return Meaning("room", start, end, values)
        values["other"] = self._lasts(months)
        return Meaning("lasts", start, end, values)

    def _lasts(self, months: Fraction) -> str:
        whole = Fraction(int(months))
        if not whole:
            return "less than a month"
        if whole < _TWO_YEARS:
            return f"{'' if whole == months else 'about '}{self._speaker.of(whole, 'month')}"
        return f"about {self._speaker.of(Fraction(int(months / 12)), 'year')}"


def _is_size(quantity: Quantity, scene: Scene, growth: _Growth | None, used: Quantity | None) -> bool:
    if quantity is used or (growth and quantity is growth.quantity) or not _can_be_bought(quantity):
        return False
    nearest, distance = scene.nearest(quantity, scene.of_role("cue", "other"))
    near = nearest.role if nearest and distance <= _NEAR_CUE else ""
    if near != "other" and (quantity.unit in _TECHNICAL or used is not None):
        return True
    if near or not scene.in_table:
        return near == "cue"
    named = {mark.role for mark in scene.title}
    return "cue" in named and "other" not in named


def _can_be_bought(quantity: Quantity) -> bool:
    if quantity.kind == "data":
        return quantity.high_amount >= _LEAST_DATA and not quantity.unit.endswith("bit")
    return quantity.kind in _SIZES and quantity.unit != "per-second"


def _end(quantity: Quantity) -> int:
    """Give where a size ends, with the noun where words stand between: "5 more cores"."""
    return quantity.noun_end if quantity.kind == "capacity" else quantity.end


def _growth(scene: Scene) -> _Growth | None:
    marks = [*scene.before, *scene.marks, *scene.after]
    periods = [mark for mark in marks if mark.role in _MONTHS]
    grows = [mark for mark in marks if mark.role == "grow"]
    for quantity in (*scene.quantities, *scene.near):
        if quantity.kind in {"data", "capacity", "percent"} and quantity.high is None:
            near = [mark for mark in periods if _is_near(scene, quantity, mark, _NEAR_PERIOD)]
            if near and any(_is_near(scene, quantity, mark, _NEAR_GROW) for mark in grows):
                return _Growth(quantity, _MONTHS[near[0].role])
    return None


def _used(scene: Scene, growth: _Growth | None) -> Quantity | None:
    marks = [mark for mark in (*scene.before, *scene.marks, *scene.after) if mark.role == "used"]
    best: tuple[int, Quantity] | None = None
    for quantity in (*scene.quantities, *scene.near):
        fits = quantity.kind in _SIZES | _BARE | {"percent"}
        if not fits or (growth and quantity is growth.quantity):
            continue
        if quantity.kind == "percent" and _is_share_of_size(quantity, scene):
            return quantity
        nearest, distance = scene.nearest(quantity, marks)
        if nearest and distance <= _NEAR_USED and (best is None or distance < best[0]):
            best = distance, quantity
    return best[1] if best else None


def _is_share_of_size(share: Quantity, scene: Scene) -> bool:
    """Tell whether a percentage is one of the size that follows: "82 % of 50 TB"."""
    return any(
        size.kind in _SIZES and size.start > share.end and scene.between(share.end, size.start) == ["of"]
        for size in scene.quantities
    )


def _is_near(scene: Scene, quantity: Quantity, mark: Mark, most: int) -> bool:
    return scene.distance(quantity, mark) <= most


def _months(taken: Fraction, total: Quantity, growth: _Growth) -> Fraction | None:
    """Give the months until it is full, with steady growth, or growth by a share of what is used."""
    step = growth.quantity
    if step.kind != "percent":
        if step.kind != total.kind or not step.amount:
            return None
        return (total.amount - taken) / step.amount * growth.months
    if not step.value or not taken:
        return None
    amount, periods = float(taken), 0
    while amount < total.amount and periods < _MOST_PERIODS:
        amount *= 1 + float(step.value) / 100
        periods += 1
    return (periods - 1) * growth.months if periods < _MOST_PERIODS else None
