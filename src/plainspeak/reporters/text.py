"""Report → text for people: grouped by file, the flagged words shown in their line, advice under it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from plainspeak.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plainspeak.finding import Finding
    from plainspeak.report import DocumentReport, Report

    Paint = Callable[[str, str], str]

EXCERPT_WIDTH = 96
STYLES = {
    Severity.ERROR.value: "bold red",
    Severity.WARNING.value: "bold yellow",
    Severity.SUGGESTION.value: "bold cyan",
    "path": "bold underline",
    "place": "dim",
    "rule": "dim",
    "marker": "red",
    "better": "green",
    "good": "bold green",
}


def render(report: Report, *, quiet: bool = False) -> Iterator[str]:
    """Give the report as plain text; `quiet` leaves out the closing summary."""
    yield from render_with(report, lambda text, _style: text, quiet=quiet)


def render_rich(report: Report, *, quiet: bool = False) -> Iterator[str]:
    """Give the report with colours, in rich's markup."""
    from rich.markup import escape

    def paint(text: str, style: str) -> str:
        safe = escape(text)
        return f"[{STYLES[style]}]{safe}[/]" if style in STYLES else safe

    yield from render_with(report, paint, quiet=quiet)


def render_with(report: Report, paint: Paint, *, quiet: bool) -> Iterator[str]:
    """Give the report line by line, each bit of text passed through `paint(text, style)`."""
    for document in report.documents:
        if document.findings:
            yield from _document(document, paint)
    if not quiet:
        yield from _summary(report, paint)


def _document(document: DocumentReport, paint: Paint) -> Iterator[str]:
    read_as = f"  {document.kind}, read for {document.audience}, {_scores(document)}"
    yield paint(document.path, "path") + paint(read_as, "place") + "\n"
    for finding in document.findings:
        yield from _finding(document, finding, paint)
    yield "\n"


def _finding(document: DocumentReport, finding: Finding, paint: Paint) -> Iterator[str]:
    place = finding.location
    where = place.place or f"{place.line}:{place.column}"
    prefix = f"{document.path}:{where}: "
    yield (
        f"{paint(prefix, 'place')}{paint(finding.severity.value, finding.severity.value)}"
        f"{paint(f': {finding.message} ', '')}{paint(f'[{finding.rule}]', 'rule')}\n"
    )
    line = document.lines.get(place.line)
    if finding.text and line is not None:
        yield from _excerpt(line, finding, paint)
    for suggestion in finding.suggestions[:3]:
        yield f"    {paint('→ ' + suggestion.text, 'better')}\n"


def _excerpt(line: str, finding: Finding, paint: Paint) -> Iterator[str]:
    place = finding.location
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    first = 0
    if len(line) > EXCERPT_WIDTH:
        # The flagged words stay in view, with some of the sentence before them.
        first = max(0, min(start - 24, len(line) - EXCERPT_WIDTH))
    shown = line[first : first + EXCERPT_WIDTH]
    before, after = "…" if first else "", "…" if first + EXCERPT_WIDTH < len(line) else ""
    end = min(end, first + len(shown))
    shown = "".join(" " if unicodedata.category(character) == "Cc" else character for character in shown)
    gap = " " * (len(before) + _width(shown[: start - first]))
    marker = "^" * max(1, _width(shown[start - first : end - first]))
    yield f"    {paint(before + shown + after, '')}\n"
    yield f"    {gap}{paint(marker, 'marker')}\n"


def _width(text: str) -> int:
    """Count the columns that a terminal needs for a text."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _scores(document: DocumentReport) -> str:
    overall = document.scores["overall"]
    if overall is None:
        return "no score"
    parts = ", ".join(
        f"{name} {value}"
        for name, value in document.scores.items()
        if value is not None and name != "overall"
    )
    return f"score {overall} of 100 ({parts})"


def _summary(report: Report, paint: Paint) -> Iterator[str]:
    documents = _count(len(report.documents), "document")
    if not report.findings:
        if report.documents:
            yield paint(f"{documents} read: nothing that would stop a leader.", "good") + "\n"
        return
    counts = ", ".join(_count(number, severity.value) for severity, number in report.counts.items() if number)
    safe = sum(
        any(suggestion.safe for suggestion in finding.suggestions)
        for document in report.documents
        for finding in document.findings
    )
    yield f"{_count(report.findings, 'finding')} in {documents}: {counts}.\n"
    if safe:
        yield f"{_count(safe, 'of them has', 'of them have')} a word-for-word replacement.\n"
    yield "`plainspeak explain RULE` says why a leader stumbles there.\n"


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
