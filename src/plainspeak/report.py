"""What a run found out: documents with findings, scores and measures, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from plainspeak.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plainspeak.errors import Problem
    from plainspeak.finding import Finding

PARTS = ("acronyms", "jargon", "talk", "impact", "structure", "tone", "readability")


@dataclass(frozen=True)
class DocumentReport:
    """What was found in one document.

    Attributes:
        path: The file as people know it.
        kind: As what it was read.
        audience: For whom it was read.
        words: Number of words of prose.
        scores: `overall` and each of `PARTS`: 0–100, or None where the part does not apply.
        measures: Counts and readability figures by name.
        findings: In order of offset, then rule.
        notes: What to know about the reading, such as a fallback encoding.
        lines: Source line (from 1) → its text, for every line that a finding stands in.
    """

    path: str
    kind: str
    audience: str
    words: int
    scores: Mapping[str, int | None]
    measures: Mapping[str, float | None]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    lines: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """What was found in a run.

    Attributes:
        documents: In order of path.
        errors: Files that were not read and rules that crashed; any of them makes exit code 2.
    """

    documents: tuple[DocumentReport, ...]
    errors: tuple[Problem, ...] = ()

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """Number of findings by severity."""
        counts = dict.fromkeys(Severity, 0)
        for document in self.documents:
            for finding in document.findings:
                counts[finding.severity] += 1
        return counts

    @cached_property
    def findings(self) -> int:
        """Number of findings in all documents."""
        return sum(self.counts.values())
