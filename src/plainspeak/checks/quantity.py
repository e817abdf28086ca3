"""Technical figures, each with what it means for people: time down, work lost, waiting, room left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from plainspeak.checks.quantity_availability import Availability
from plainspeak.checks.quantity_capacity import Capacity
from plainspeak.checks.quantity_options import VALUES, QuantityOptions, hit
from plainspeak.checks.quantity_page import Page, Roles
from plainspeak.checks.quantity_recovery import Recovery
from plainspeak.checks.quantity_speed import Speed
from plainspeak.language.spoken import Speaker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from plainspeak.checks.base import Context, Hit, Options
    from plainspeak.checks.quantity_options import Meaning
    from plainspeak.checks.quantity_page import Scene
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis
    from plainspeak.rule import Rule

_MOST_IN_TABLE = 3  # cells of one table that are each named

_FIGURES: Mapping[str, Callable[[Speaker], Availability | Recovery | Speed | Capacity]] = {
    "availability": Availability,
    "recovery": Recovery,
    "speed": Speed,
    "capacity": Capacity,
}


class QuantityCheck:
    """Computes what figures mean, and asks for what the text does not say."""

    options: ClassVar[type[Options]] = QuantityOptions
    values: ClassVar[frozenset[str]] = VALUES
    needs: ClassVar[frozenset[str]] = frozenset({"sentences"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Write out the phrases of every rule."""
        speaker = Speaker(knowledge.vocabulary.units)
        ready = [(rule, Roles(rule.options.words), _FIGURES[rule.options.figure](speaker)) for rule in rules]

        def run(analysis: Analysis, context: Context) -> Iterator[Hit]:
            del context
            page = Page(analysis)
            for rule, roles, figure in ready:
                found = (
                    (scene, meaning)
                    for scene in page.scenes(roles)
                    for meaning in figure.meanings(scene)
                    if not scene.passage.block.is_aside(meaning.start, meaning.end)
                )
                yield from _hits(rule, found)

        return run


def _hits(rule: Rule, found: Iterator[tuple[Scene, Meaning]]) -> Iterator[Hit]:
    """Say each meaning once in a document, and one a paragraph or row; ask no more than a few times."""
    said: set[tuple[str, str, tuple[tuple[str, str], ...]]] = set()
    told: set[tuple[int, int]] = set()
    counts: Counter[tuple[str, int]] = Counter()
    listed = list(found)
    measured = {_place(scene) for scene, meaning in listed if meaning.case == "measured"}
    for scene, meaning in listed:
        text = "" if meaning.values else scene.passage.block.text[meaning.start : meaning.end].casefold()
        key = meaning.case, text, tuple(sorted(meaning.values.items()))
        if key in said:
            continue
        said.add(key)
        cell = scene.passage.block.cell
        place = _place(scene)
        # In a row of targets and results the result speaks.
        if place in told or (place in measured and meaning.case != "measured"):
            continue
        table = cell.table if cell else 0
        counts[meaning.case, table] += 1
        if table:
            most = _MOST_IN_TABLE if meaning.values else 1
        else:
            most = 0 if meaning.values else rule.options.asks
        if not most or counts[meaning.case, table] <= most:
            told.add(place)
            yield hit(rule, scene, meaning)


def _place(scene: Scene) -> tuple[int, int]:
    """Give the table and row of a cell, else the paragraph."""
    cell = scene.passage.block.cell
    return (cell.table, cell.row) if cell else (0, scene.passage.index)
