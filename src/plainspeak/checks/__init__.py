"""The checks: mechanisms that rules use. Each is imported when a rule first names it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plainspeak.checks.base import Check

CHECKS: Mapping[str, str] = {
    "acronym": "plainspeak.checks.acronym:AcronymCheck",
    "concept": "plainspeak.checks.concept:ConceptCheck",
    "measure": "plainspeak.checks.measure:MeasureCheck",
    "quantity": "plainspeak.checks.quantity:QuantityCheck",
    "noun-string": "plainspeak.checks.noun_string:NounStringCheck",
    "passive": "plainspeak.checks.passive:PassiveCheck",
    "pattern": "plainspeak.checks.pattern:PatternCheck",
    "phrase": "plainspeak.checks.phrase:PhraseCheck",
    "talk": "plainspeak.checks.talk:TalkCheck",
    "impact": "plainspeak.checks.impact_context:ImpactCheck",
    "tone": "plainspeak.checks.tone:ToneCheck",
    "suppression": "plainspeak.checks.suppression:SuppressionCheck",
}


def check_named(name: str) -> Check:
    """Give the check `name`.

    Raises:
        KeyError: There is no such check.
    """
    module, _, attribute = CHECKS[name].partition(":")
    return cast("Check", getattr(import_module(module), attribute)())
