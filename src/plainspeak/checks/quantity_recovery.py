"""Recovery objectives → back at work within so long, at most so much work to redo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from plainspeak.checks.quantity_options import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.checks.quantity_page import Scene
    from plainspeak.language.quantities import Quantity
    from plainspeak.language.spoken import Speaker

_OBJECTIVES = frozenset({"time", "point"})
_JOINTS = frozenset({"and", "/", "&", ",", "+", "or", "an", "a", "the", "respectively"})
_OPEN = frozenset({"(", ")", ":", "=", "≤", "<", "–", "—", "-", "~", "≈", "|", "[", "]", "’", "'s"})
_LONGEST_LINK = 8
_LONGEST_OWNER = 4
_MINUTE = 60
_HOURS = 2 * 3_600  # from here minutes are said in hours


@dataclass(frozen=True, slots=True)
class _Group:
    """Objectives that stand together, "RTO and RPO": their roles in order, and where they stand."""

    roles: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Bound:
    """Objectives with the lengths of time that belong to them."""

    group: _Group
    values: Sequence[Quantity]


class Recovery:
    """Finds recovery objectives in a scene and says what they mean."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def meanings(self, scene: Scene) -> Iterator[Meaning]:
        """Give what the objectives of a sentence mean, unless the text says it itself."""
        if scene.said("said") or scene.said("other"):
            return
        times = [time for quantity in scene.quantities if (time := _time(quantity))]
        groups = _groups(scene)
        if not groups and scene.in_table:
            named = [mark.role for mark in scene.title if mark.role in _OBJECTIVES]
            if len(set(named)) == 1 and len(times) == 1 and times[0] is not None:
                group = _Group((named[0],), times[0].start, times[0].start)
                yield self._meaning(_Bound(group, (times[0],)), scene)
            return
        yield from self._together(list(_bind(groups, times, scene)), scene)

    def _together(self, bounds: Sequence[_Bound], scene: Scene) -> Iterator[Meaning]:
        """Say an RTO and an RPO that stand side by side in one, and all others each."""
        number = 0
        while number < len(bounds):
            first, second = bounds[number], bounds[number + 1] if number + 1 < len(bounds) else None
            if second and _are_pair(first, second, scene):
                start, end = self._span(first, scene)[0], self._span(second, scene)[1]
                said = {bound.group.roles[0]: self._said(bound.values[0]) for bound in (first, second)}
                yield Meaning("both", start, end, {"meaning": said["time"], "other": said["point"]})
                number += 2
            else:
                yield self._meaning(first, scene)
                number += 1

    def _span(self, bound: _Bound, scene: Scene) -> tuple[int, int]:
        start = min(bound.group.start, bound.values[0].start)
        end = max(bound.group.end, bound.values[-1].end)
        text = scene.passage.block.text
        end += text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")"
        return start, end

    def _meaning(self, bound: _Bound, scene: Scene) -> Meaning:
        start, end = self._span(bound, scene)
        said = {role: self._said(value) for role, value in zip(bound.group.roles, bound.values, strict=True)}
        if len(said) == 2:
            return Meaning("both", start, end, {"meaning": said["time"], "other": said["point"]})
        role = bound.group.roles[0]
        none = not bound.values[0].high_amount
        return Meaning(f"{role}-none" if none else role, start, end, {"meaning": said[role]})

    def _said(self, quantity: Quantity) -> str:
        value = quantity.value if quantity.high is None else quantity.high
        if quantity.unit == "minute" and quantity.high_amount >= _HOURS:
            return self._speaker.exactly(quantity.high_amount)
        if quantity.parts or (value.denominator != 1 and value != Fraction(1, 2)):
            return self._speaker.exactly(quantity.high_amount)
        return self._speaker.of(value, quantity.unit)


def _are_pair(first: _Bound, second: _Bound, scene: Scene) -> bool:
    """Tell whether two objectives are the RTO and the RPO of one thing: nothing else stands between."""
    roles = {*first.group.roles, *second.group.roles}
    single = len(first.group.roles) == len(second.group.roles) == 1
    if (
        not single
        or roles != _OBJECTIVES
        or not all(bound.values[0].high_amount for bound in (first, second))
    ):
        return False
    ends = max(first.group.end, first.values[-1].end), min(second.group.start, second.values[0].start)
    return set(scene.between(*ends)) <= _JOINTS


def _time(quantity: Quantity) -> Quantity | None:
    """Give a figure as a length of time: 15m are minutes here, and nothing else can be meant by 0."""
    if quantity.kind == "duration":
        return quantity
    if quantity.kind == "number" and quantity.unit == "m":
        return replace(quantity, unit="minute", size=Fraction(_MINUTE), kind="duration")
    if quantity.kind == "number" and not quantity.value:
        return replace(quantity, unit="minute", size=Fraction(_MINUTE), kind="duration")
    return None


def _groups(scene: Scene) -> list[_Group]:
    groups: list[_Group] = []
    for mark in scene.of_role("time", "point"):
        last = groups[-1] if groups else None
        between = scene.between(last.end, mark.start) if last else []
        if last and len(between) <= 2 and set(between) <= _JOINTS | _OPEN:
            same = mark.role in last.roles
            if same and not set(between) <= _OPEN:
                groups.append(_Group((mark.role,), mark.start, mark.end))
            else:
                roles = last.roles if same else (*last.roles, mark.role)
                groups[-1] = _Group(roles, last.start, mark.end)
        else:
            groups.append(_Group((mark.role,), mark.start, mark.end))
    return groups


def _bind(groups: Sequence[_Group], times: Sequence[Quantity], scene: Scene) -> Iterator[_Bound]:
    free = list(times)
    links = {word for mark in scene.of_role("link", "owner") for word in range(mark.first, mark.last)}
    for number, group in enumerate(groups):
        until = groups[number + 1].start if number + 1 < len(groups) else scene.end
        values = (
            _before(group, free, scene, adjoining=True)
            or _after(group, free, until, links, scene)
            or _before(group, free, scene, adjoining=False)
        )
        if values:
            free = [time for time in free if all(time.start != value.start for value in values)]
            spread = [*values] * len(group.roles) if len(values) == 1 else values
            yield _Bound(group, spread[: len(group.roles)])


def _after(
    group: _Group, free: Sequence[Quantity], until: int, links: set[int], scene: Scene
) -> Sequence[Quantity]:
    """Give the lengths of time that follow: of, is, under… and nothing else between."""
    following = [time for time in free if group.end <= time.start < until]
    if not following or not _links(group.end, following[0].start, links, scene):
        return []
    if len(following) > 1 and _is_change(following[0], following[1], scene):
        # What was comes first; what will be is the objective.
        return following[1:2]
    wanted = len(group.roles)
    first = following[0]
    if wanted == 2 and len(first.parts) == 2:
        return first.parts
    if first.parts and wanted == 1:
        return [first]
    found = [first]
    for time in following[1:wanted]:
        if not set(scene.between(found[-1].end, time.start)) <= _JOINTS:
            break
        found.append(time)
    return found


def _is_change(first: Quantity, second: Quantity, scene: Scene) -> bool:
    return scene.word_before(first.start) == "from" and scene.between(first.end, second.start) == ["to"]


def _links(start: int, end: int, links: set[int], scene: Scene) -> bool:
    first, last = scene.text.at(start), scene.text.at(end)
    if last - first > _LONGEST_LINK:
        return False
    strange = [n for n in range(first, last) if n not in links and scene.text.keys[n] not in _OPEN]
    # "The RTO for the booking engine is three days": between for and is stands what it belongs to.
    owned = any(mark.first == first for mark in scene.of_role("owner"))
    closed = last - 1 in links or scene.text.keys[last - 1] in _OPEN
    return not strange or (owned and closed and len(strange) <= _LONGEST_OWNER)


def _before(group: _Group, free: Sequence[Quantity], scene: Scene, *, adjoining: bool) -> Sequence[Quantity]:
    """Give the lengths of time that stand just before: "a 4-hour RTO", "15 minutes (RPO)"."""
    ahead = [time for time in free if time.end <= group.start]
    if not ahead:
        return []
    between = scene.between(ahead[-1].end, group.start)
    near = set(between) <= _OPEN | {"for", "as", "of", "the", "our", "a", "an"}
    return ahead[-1:] if near and len(between) <= (0 if adjoining else 3) else []
