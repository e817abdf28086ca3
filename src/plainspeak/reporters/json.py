"""Report → JSON as fixed by `plainspeak/report/1`; the schema is in `report.schema.json` beside this file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from plainspeak import __version__
from plainspeak.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plainspeak.finding import Finding
    from plainspeak.report import DocumentReport, Report

SCHEMA = "plainspeak/report/1"


def render(report: Report, *, quiet: bool = False) -> Iterator[str]:
    """Give the whole report as one JSON object; `quiet` changes nothing."""
    del quiet
    yield json.dumps(as_data(report), ensure_ascii=False, indent=2) + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """Give the report as plain data."""
    return {
        "schema": SCHEMA,
        "version": __version__,
        "documents": [_document(document) for document in report.documents],
        "errors": [{"path": problem.path, "message": _message(problem)} for problem in report.errors],
        "summary": {
            "documents": len(report.documents),
            "findings": report.findings,
            "errors": report.counts[Severity.ERROR],
            "warnings": report.counts[Severity.WARNING],
            "suggestions": report.counts[Severity.SUGGESTION],
        },
    }


def _message(problem: Any) -> str:
    where = f"line {problem.line}: " if problem.line else ""
    return where + str(problem.message)


def _document(document: DocumentReport) -> dict[str, Any]:
    return {
        "path": document.path,
        "kind": document.kind,
        "audience": document.audience,
        "words": document.words,
        "scores": dict(document.scores),
        "measures": dict(document.measures),
        "findings": [_finding(finding) for finding in document.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "text": finding.text,
        "location": _location(finding),
        "suggestions": [
            {"text": suggestion.text, "replacement": suggestion.replacement, "safe": suggestion.safe}
            for suggestion in finding.suggestions
        ],
    }


def _location(finding: Finding) -> dict[str, Any]:
    place = finding.location
    if place.place:
        length = place.end_offset - place.offset
        return {
            "place": place.place,
            **dict(place.fields),
            "offset": place.place_offset,
            "end_offset": place.place_offset + length,
        }
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "offset": place.offset,
        "end_offset": place.end_offset,
    }
