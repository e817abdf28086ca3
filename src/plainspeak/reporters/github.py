"""Report → GitHub workflow commands, worst first: GitHub shows only the first ten of each level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainspeak.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plainspeak.finding import Finding
    from plainspeak.report import Report

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}
SHOWN_PER_LEVEL = 10


def render(report: Report, *, quiet: bool = False) -> Iterator[str]:
    """Give one command a finding; `quiet` leaves out the closing count."""
    for problem in report.errors:
        where = f"file={_property(problem.path)},line={problem.line or 1}," if problem.path else ""
        yield f"::error {where}title=plainspeak::{_data(problem.message)}\n"
    all_findings = [
        (document.path, finding) for document in report.documents for finding in document.findings
    ]
    for severity in Severity:
        of_level = [(path, finding) for path, finding in all_findings if finding.severity is severity]
        for path, finding in of_level:
            yield _command(path, finding)
        if len(of_level) > SHOWN_PER_LEVEL and not quiet:
            left = len(of_level) - SHOWN_PER_LEVEL
            yield f"GitHub shows {SHOWN_PER_LEVEL} {severity.value}s; {left} more are only in this log.\n"


def _command(path: str, finding: Finding) -> str:
    place = finding.location
    where = f"file={_property(path)},line={place.line},col={place.column}"
    if place.place:
        where = f"file={_property(path)}"
    elif finding.text:
        where += f",endLine={place.end_line},endColumn={place.end_column}"
    message = f"{place.place}: {finding.message}" if place.place else finding.message
    if finding.suggestions:
        message += f"\nBetter: {finding.suggestions[0].text}"
    return f"::{LEVELS[finding.severity]} {where},title={_property(finding.rule)}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
