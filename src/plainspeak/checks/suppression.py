"""Rules about suppression comments. The engine finds them, for it alone knows what was suppressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from plainspeak.checks.base import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plainspeak.checks.base import Context, Hit
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis
    from plainspeak.rule import Rule


class SuppressionOptions(Options):
    """Which mistake in a suppression a rule is about."""

    problem: Literal["unused", "malformed"]


class SuppressionCheck:
    """Gives no hits of its own: `plainspeak.suppress` yields them after all other checks have run."""

    options: ClassVar[type[Options]] = SuppressionOptions
    values: ClassVar[frozenset[str]] = frozenset({"rules", "problem"})
    needs: ClassVar[frozenset[str]] = frozenset()

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Give a runner without hits."""
        del rules, knowledge
        return _no_hits


def _no_hits(analysis: Analysis, context: Context) -> Iterator[Hit]:
    del analysis, context
    return iter(())
