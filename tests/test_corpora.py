"""The corpora: clean ones stay silent, marked ones give what is marked, demo ones have something to say."""

from __future__ import annotations

import re
import sys
from collections import Counter
from subprocess import run
from typing import TYPE_CHECKING

import pytest

from plainspeak.readers import SUFFIXES
from tests.support import ROOT, lint

if TYPE_CHECKING:
    from pathlib import Path

CORPORA = ROOT / "corpora"

# An expectation: `expect: rule "text"` in a comment of the document's own format.
EXPECTED = re.compile(r'\bexpect: ([\w/-]+) "([^"\n]*)"')
# The packs for which the marks are complete; the marked documents say nothing of the others.
MARKED_PACKS = frozenset({"acronyms", "jargon", "readability"})
# Demo documents that are well written, so that people see what silence looks like.
WELL_WRITTEN = frozenset({"charity-donor-system-proposal.md", "ferry-booking-status.md"})


def documents(folder: str) -> list[Path]:
    return sorted(path for path in (CORPORA / folder).iterdir() if path.suffix in SUFFIXES)


def name(path: Path) -> str:
    return path.name


def shown(text: str, marks: list[str]) -> str:
    """Give the mark that stands for `text`: “first words … last words” stands for a long passage."""
    folded = " ".join(text.split())
    for mark in marks:
        start, dots, end = mark.partition(" … ")
        if dots and folded.startswith(start) and folded.endswith(end):
            return mark
    return folded


@pytest.mark.parametrize("path", documents("clean"), ids=name)
def test_a_clean_document_gives_no_finding(path: Path) -> None:
    findings = lint(path, audience="executive")
    assert not findings, "\n".join(f"{found.rule} {found.text!r}: {found.message}" for found in findings)


@pytest.mark.parametrize("path", documents("marked"), ids=name)
def test_a_marked_document_gives_what_is_marked(path: Path) -> None:
    marks = EXPECTED.findall(path.read_text(encoding="utf-8"))
    texts = [text for _, text in marks]
    found = [
        (finding.rule, shown(finding.text, texts))
        for finding in lint(path, audience="executive")
        if finding.rule.partition("/")[0] in MARKED_PACKS
    ]
    missed, surplus = Counter(marks) - Counter(found), Counter(found) - Counter(marks)
    assert (sorted(missed.elements()), sorted(surplus.elements())) == ([], []), "(missed, surplus)"


def test_every_rule_that_is_marked_completely_has_a_mark() -> None:
    marked = {
        rule for path in documents("marked") for rule, _ in EXPECTED.findall(path.read_text(encoding="utf-8"))
    }
    acronyms = "undefined late-definition redefined conflicting unused mismatch budget in-title redundant"
    wanted = {f"acronyms/{rule}" for rule in acronyms.split()}
    wanted |= {"jargon/wordy", "jargon/buzzword", "jargon/hidden-verb"}
    wanted |= {
        f"readability/{rule}" for rule in ("long-sentence", "long-paragraph", "grade", "double-negative")
    }
    assert wanted <= marked


@pytest.mark.parametrize("path", documents("demo"), ids=name)
def test_a_demo_document_has_something_to_say_unless_it_is_well_written(path: Path) -> None:
    findings = lint(path)
    assert bool(findings) == (path.name not in WELL_WRITTEN), [found.rule for found in findings]


def test_the_demo_shows_every_format() -> None:
    suffixes = Counter(path.suffix for path in documents("demo"))
    assert suffixes.total() >= 12
    assert suffixes[".docx"] >= 2
    assert suffixes[".pptx"] >= 2
    assert {".md", ".qmd", ".rst", ".html", ".txt"} <= suffixes.keys()
    assert {path.name for path in documents("demo")} >= WELL_WRITTEN


def test_the_office_documents_are_made_from_their_data() -> None:
    pytest.importorskip("docx")
    pytest.importorskip("pptx")
    script = ROOT / "tools" / "make_office_corpora.py"
    checked = run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
