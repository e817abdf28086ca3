"""What many tests need: linting a file or a text as the command line does."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from plainspeak.config import Config, RuleSettings
from plainspeak.packs import Library, load_library
from plainspeak.run import Job, Session

if TYPE_CHECKING:
    from plainspeak.finding import Finding
    from plainspeak.report import DocumentReport

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@cache
def library() -> Library:
    """Load plainspeak's own packs once for all tests."""
    return load_library()


def report_on(text: str, name: str = "draft.md", **settings: object) -> DocumentReport:
    """Lint a text with the default configuration; `settings` as in a configuration file."""
    options = RuleSettings.model_validate(settings)
    report, problems = Session(Job(Config(), options), library()).lint_bytes(text.encode(), name)
    assert not problems, problems
    assert report is not None
    return report


def lint_text(text: str, name: str = "draft.md", **settings: object) -> list[Finding]:
    """Lint a text and give its findings."""
    return list(report_on(text, name, **settings).findings)


def lint(path: Path, **settings: object) -> list[Finding]:
    """Lint a file and give its findings."""
    options = RuleSettings.model_validate(settings)
    report, problems = Session(Job(Config(), options), library()).lint_file(str(path))
    assert not problems, problems
    assert report is not None
    return list(report.findings)
