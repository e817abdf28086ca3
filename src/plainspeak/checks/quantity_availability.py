"""Availability in percent or nines → the time down that it allows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from plainspeak.checks.quantity_options import Meaning
from plainspeak.language.quantities import is_plural
from plainspeak.language.uptime import BASIS_HOURS, downtime, in_a_row, of_nines, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.checks.quantity_page import Mark, Scene
    from plainspeak.language.quantities import Quantity
    from plainspeak.language.spoken import Speaker

_LEAST = 90  # what is less often up is no promise
_NINES_ALONE = 3  # two nines may be cards
_CLEAR = 99  # from here a weak word is enough
_NEAR_DOWN = 5  # words between a length of time and the word that says it is spent down
_NEAR_PROMISE = 3
_NEAR_MEASURED = 6  # words between a result and the word that says it is one
_MOST_IN_A_ROW = 50
_LEAST_LEFT = 50  # percent; a product below it is no availability that anybody would state
_NEAR_OF = 2
_PARTING = frozenset({",", ";", "and", "or", "but", "while", "than"})
_GLOSSES = (["("], ["="], ["≈"], ["~"], ["(", "~"], ["(", "≈"], ["(", "about"], ["(", "="])
_RELATIVE = frozenset({"by"})
_JOINTS = frozenset({"to", "→", "⇒", ">", "-", "–", "and", "now", "then", ","})
_ARROWS = frozenset({"→", "⇒", ">"})
_NUMBER_KINDS = frozenset({"count", "number", "capacity"})
_THOUSAND_HOURS = 1000


@dataclass(frozen=True, slots=True)
class _Level:
    """An availability that a text states."""

    quantity: Quantity
    low: Fraction
    high: Fraction | None


class Availability:
    """Finds availabilities in a scene and says what they mean."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def meanings(self, scene: Scene) -> Iterator[Meaning]:
        """Give what the availabilities of a sentence mean, unless the text says it itself."""
        levels = [level for quantity in scene.quantities if (level := _level(quantity, scene))]
        if not levels or _says_downtime(scene):
            return
        chain = self._chain(levels, scene)
        change = None if chain else self._change(levels, scene)
        if chain:
            yield chain
        elif change:
            yield change
        elif results := [level for level in levels if _is_measured(level, scene)]:
            # What stands beside a result is what it is compared with.
            yield from self._results(results, scene)
        else:
            for level in levels:
                yield self._single(level, scene)

    def _results(self, levels: Sequence[_Level], scene: Scene) -> Iterator[Meaning]:
        """Say how long it was down in the period that the text states; a result without one says nothing."""
        stated = _stated(scene)
        if not stated or scene.of_role("hours"):
            return
        for level in levels:
            if level.high is None:
                quantity = level.quantity
                case = "below" if _is_below(quantity, scene) else "measured"
                yield Meaning(case, quantity.start, quantity.end, self._values(level.low, *stated, scene))

    def _single(self, level: _Level, scene: Scene) -> Meaning:
        quantity = level.quantity
        if scene.of_role("hours"):
            lost = downtime(level.low, _THOUSAND_HOURS)
            values = {"meaning": self._speaker.exactly(lost), "basis": _counting(scene)}
            return Meaning("hours", quantity.start, quantity.end, values)
        basis, hours = _basis(scene)
        values = self._values(level.low, basis, hours, scene)
        case = "allowed"
        if level.high is not None:
            low, high = downtime(level.high, hours), downtime(level.low, hours)
            values["other"] = self._speaker.exactly(low)
            values["meaning"] = self._speaker.exactly(high)
            case = "range"
        elif _is_below(quantity, scene):
            case = "below"
        return Meaning(case, quantity.start, quantity.end, values)

    def _values(self, percent: Fraction, basis: str, hours: int, scene: Scene) -> dict[str, str]:
        lost = downtime(percent, hours)
        return {
            "meaning": self._speaker.exactly(lost),
            "about": self._speaker.about(lost),
            "basis": f"{basis} of {hours:,} hours",
            "figure": basis,
            "question": _counting(scene),
        }

    def _change(self, levels: Sequence[_Level], scene: Scene) -> Meaning | None:
        if len(levels) != 2 or any(level.high is not None for level in levels):
            return None
        first, second = levels
        between = scene.between(first.quantity.end, second.quantity.start)
        before = scene.word_before(first.quantity.start)
        arrow = any(word in _ARROWS for word in between)
        if not (set(between) <= _JOINTS and (arrow or (before == "from" and "to" in between))):
            return None
        if not _stated(scene) and _is_measured(second, scene):
            return None
        basis, hours = _basis(scene)
        values = self._values(second.low, basis, hours, scene)
        values["other"] = self._speaker.exactly(downtime(first.low, hours))
        saved = abs(downtime(first.low, hours) - downtime(second.low, hours))
        less = "less" if second.low > first.low else "more"
        values["saved"] = f"{self._speaker.exactly(saved)} {less}"
        return Meaning("change", first.quantity.start, second.quantity.end, values)

    def _chain(self, levels: Sequence[_Level], scene: Scene) -> Meaning | None:
        """Multiply what the text says depends on each other, where it says how many there are."""
        if not scene.said("chain") or any(level.high is not None for level in levels):
            return None
        factors = [level.low for level in levels]
        if len(factors) == 1:
            factors *= _how_many(levels[0], scene)
        together = in_a_row(factors)
        if len(factors) < 2 or together < _LEAST_LEFT:
            return None
        basis, hours = _basis(scene)
        values = self._values(together, basis, hours, scene)
        values["figure"] = shown(together)
        values["other"] = (
            "both" if len(factors) == 2 else f"all {self._speaker.count(Fraction(len(factors)))}"
        )
        return Meaning("chain", levels[0].quantity.start, levels[-1].quantity.end, values)


def _level(quantity: Quantity, scene: Scene) -> _Level | None:
    if quantity.kind == "nines":
        percent = of_nines(quantity.value)
        if quantity.value < _NINES_ALONE and not scene.of_role("cue", "weak"):
            return None
        return _Level(quantity, percent, None) if percent and percent >= _LEAST else None
    high = quantity.high
    if quantity.kind != "percent" or not _LEAST <= quantity.value < 100:
        return None
    if high is not None and not quantity.value < high < 100:
        return None
    if not _is_about_availability(quantity, scene):
        return None
    return _Level(quantity, quantity.value, high)


def _is_about_availability(quantity: Quantity, scene: Scene) -> bool:
    """Tell whether the words around a percentage say that it is one of time up."""
    if scene.word_before(quantity.start) in _RELATIVE:
        return False
    marks = scene.of_role("cue", "other", "weak")
    if scene.word_after(quantity.end) == "of":
        return any(
            mark.role == "cue" and mark.start >= quantity.end and scene.distance(quantity, mark) <= _NEAR_OF
            for mark in marks
        )
    after = [mark for mark in marks if quantity.end <= mark.start <= quantity.noun_end + 1]
    if _follows_cue(quantity, marks, scene):
        return True
    if after:
        return after[0].role == "cue" or (after[0].role == "weak" and quantity.value >= _CLEAR)
    if is_plural(quantity.noun.rpartition(" ")[2]):
        return False
    nearest, _ = scene.nearest(quantity, [mark for mark in marks if mark.role != "weak"])
    return nearest.role == "cue" if nearest else _is_named_so(quantity, scene)


def _follows_cue(quantity: Quantity, marks: Sequence[Mark], scene: Scene) -> bool:
    """Tell whether a percentage follows at once: "availability of 99.9 %", "uptime: 99.9 %"."""
    ahead = [mark for mark in marks if mark.end <= quantity.start]
    between = scene.between(ahead[-1].end, quantity.start) if ahead else []
    at_once = len(between) <= _NEAR_OF and not set(between) & _PARTING
    return bool(ahead) and ahead[-1].role == "cue" and at_once


def _is_named_so(quantity: Quantity, scene: Scene) -> bool:
    """Tell whether a heading, a table's head, the sentence before or a weaker word says what it is."""
    named = {mark.role for mark in scene.title}
    earlier = {mark.role for mark in scene.before}
    if "other" in named:
        return False
    if scene.in_table and "cue" in named:
        return True
    hinted = bool(scene.of_role("weak", "chain")) or "cue" in named
    return quantity.value >= _CLEAR and (hinted or ("cue" in earlier and "other" not in earlier))


def _says_downtime(scene: Scene) -> bool:
    """Tell whether the text itself gives a length of time down near by."""
    downs = [mark for mark in (*scene.before, *scene.marks, *scene.after) if mark.role == "down"]
    spans = [quantity for quantity in (*scene.quantities, *scene.near) if quantity.kind == "duration"]
    if any(scene.distance(span, mark) <= _NEAR_DOWN for span in spans for mark in downs):
        return True
    # A length of time in brackets right after the share says it, too.
    levels = [quantity for quantity in scene.quantities if quantity.kind in {"percent", "nines"}]
    return any(
        level.end < span.start and scene.between(level.end, span.start) in _GLOSSES
        for level in levels
        for span in spans
    )


def _is_below(quantity: Quantity, scene: Scene) -> bool:
    return any(0 <= scene.distance(quantity, mark) <= 1 for mark in scene.ahead(quantity, "below"))


def _is_measured(level: _Level, scene: Scene) -> bool:
    """Tell whether an availability is a result: its sentence, its column or its heading says so."""
    quantity = level.quantity
    promises = scene.ahead(quantity, "promised")
    if any(scene.distance(quantity, mark) <= _NEAR_PROMISE for mark in promises):
        return False
    if any(scene.distance(quantity, mark) <= _NEAR_MEASURED for mark in scene.of_role("measured")):
        return True
    named = {mark.role for mark in scene.title}
    return bool(named & {"measured", "reported"}) and "promised" not in named and not promises


def _basis(scene: Scene) -> tuple[str, int]:
    """Give the period that the text states, else the year."""
    return _stated(scene) or ("year", BASIS_HOURS["year"])


def _stated(scene: Scene) -> tuple[str, int] | None:
    """Give the period that the sentence, or what names it, states."""
    ends = [quantity.end for quantity in scene.quantities if quantity.kind == "money"]
    for mark in scene.marks:
        priced = any(end <= mark.start and len(scene.between(end, mark.start)) <= 2 for end in ends)
        if mark.role in BASIS_HOURS and not priced:
            return mark.role, BASIS_HOURS[mark.role]
    for mark in scene.title:
        if mark.role in BASIS_HOURS:
            return mark.role, BASIS_HOURS[mark.role]
    return None


def _counting(scene: Scene) -> str:
    """Say whether planned work counts, where the text says so, else leave it open."""
    if scene.said("uncounted"):
        return "planned work comes on top"
    return "planned work is included" if scene.said("counted") else "planned work ⟨is or is not⟩ included"


def _how_many(level: _Level, scene: Scene) -> int:
    """Give how many services have the one availability that is stated, or one where nobody says."""
    if scene.of_role("both"):
        return 2
    if not scene.of_role("each"):
        return 1
    counts = [
        quantity.value
        for quantity in (*scene.quantities, *scene.near)
        if quantity.kind in _NUMBER_KINDS and quantity is not level.quantity and quantity.noun
    ]
    if len(counts) == 1 and counts[0].denominator == 1 and 2 <= counts[0] <= _MOST_IN_A_ROW:
        return int(counts[0])
    return 1
