"""Reporters turn a Report into text. They see nothing else: no spaCy, no rules, no engine."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plainspeak.report import Report

_MODULES = {
    "text": "plainspeak.reporters.text",
    "json": "plainspeak.reporters.json",
    "github": "plainspeak.reporters.github",
}
FORMATS = tuple(_MODULES)


class Reporter(Protocol):
    """A module with this function is a reporter."""

    def render(self, report: Report, *, quiet: bool = False) -> Iterator[str]:
        """Give the report piece by piece, each ending in a line end."""


def reporter_named(name: str) -> Reporter:
    """Give the reporter for one of `FORMATS`."""
    return cast("Reporter", import_module(_MODULES[name]))
