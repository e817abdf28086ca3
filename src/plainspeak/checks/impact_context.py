"""Figures that leave a leader asking “so what?”: counts of work, bare measures, bare costs, bare choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from plainspeak.checks.impact_choices import Choices
from plainspeak.checks.impact_costs import Costs
from plainspeak.checks.impact_counts import Counts
from plainspeak.checks.impact_density import Density
from plainspeak.checks.impact_levels import Levels
from plainspeak.checks.impact_measures import Measures
from plainspeak.checks.impact_options import ImpactOptions
from plainspeak.checks.impact_page import Cues, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from plainspeak.checks.base import Context, Hit, Options
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis
    from plainspeak.rule import Rule

# In the order in which they may claim a passage, the one that says most about it first.
_FINDERS: Mapping[str, Callable[[Rule], Callable[[Page, Context], Iterator[Hit]]]] = {
    "component-choice": Choices,
    "cost-without-benefit": Costs,
    "service-level-only": Levels,
    "operational-count": Counts,
    "bare-measure": Measures,
    "number-density": Density,
}


class ImpactCheck:
    """Runs every rule about figures that have no meaning near them."""

    options: ClassVar[type[Options]] = ImpactOptions
    values: ClassVar[frozenset[str]] = frozenset({"words", "ask", "missing", "count", "limit"})
    needs: ClassVar[frozenset[str]] = frozenset({"sentences", "talk"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Make the finder of every rule, in the order of what they say about a passage."""
        cues = Cues(knowledge.vocabulary)
        order = list(_FINDERS)
        ordered = sorted(rules, key=lambda rule: order.index(rule.options.problem))
        finders = [_FINDERS[rule.options.problem](rule) for rule in ordered]

        def run(analysis: Analysis, context: Context) -> Iterator[Hit]:
            page = Page(analysis, cues)
            for finder in finders:
                hits = list(finder(page, context))
                yield from hits
                page.mark(hits)

        return run
