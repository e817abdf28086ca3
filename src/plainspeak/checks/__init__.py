"""The checks: mechanisms that rules use. Each is imported when a rule first names it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plainspeak.checks.base import Check

CHECKS: Mapping[str, str] = {
    "acronym": "plainspeak.checks.acronym:AcronymCheck",
    "measure": "plainspeak.checks.measure:MeasureCheck",
    "pattern": "plainspeak.checks.pattern:PatternCheck",
    "phrase": "plainspeak.checks.phrase:PhraseCheck",
    "talk": "plainspeak.checks.talk:TalkCheck",
    "suppression": "plainspeak.checks.suppression:SuppressionCheck",
}


def check_named(name: str) -> Check:
    """Give the check `name`.

    Raises:
        KeyError: There is no such check.
    """
    module, _, attribute = CHECKS[name].partition(":")
    return cast("Check", getattr(import_module(module), attribute)())
