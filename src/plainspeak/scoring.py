"""Findings → scores from 0 to 100. The formula, with an example by hand, is in docs/scores.md.

A part's score is `units / (units + cost)`, as published for Acrolinx scores: a density that falls
steadily and never reaches zero. The overall score leans to the weakest part.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from plainspeak.finding import Severity
from plainspeak.report import PARTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from plainspeak.finding import Finding

WEIGHTS: Mapping[Severity, float] = {Severity.ERROR: 2.0, Severity.WARNING: 1.0, Severity.SUGGESTION: 0.5}
WORDS_PER_UNIT = 75
FLOOR_WORDS = 200
# One rule alone can't push its part below 40: units / (units + 1.5 × units).
RULE_CAP = 1.5


def score(findings: Iterable[Finding], words: int, parts: Collection[str]) -> dict[str, int | None]:
    """Score a document.

    Args:
        findings: What was found.
        words: Words of prose in the document.
        parts: The parts that apply, by pack name; all others score None.

    Returns:
        `overall` and every name in `PARTS`, each 0–100 or None.
    """
    units = max(words, FLOOR_WORDS) / WORDS_PER_UNIT
    costs: Counter[str] = Counter()
    for finding in findings:
        costs[finding.rule] += WEIGHTS[finding.severity]  # type: ignore[assignment]
    exact: dict[str, float] = {}
    for part in PARTS:
        if part in parts:
            cost = sum(
                min(cost, RULE_CAP * units) for rule, cost in costs.items() if rule.partition("/")[0] == part
            )
            exact[part] = 100 * units / (units + cost)
    overall = (min(exact.values()) + sum(exact.values()) / len(exact)) / 2 if exact else None
    return {
        "overall": None if overall is None else round(overall),
        **{part: round(exact[part]) if part in exact else None for part in PARTS},
    }
