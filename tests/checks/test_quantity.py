"""Figures and what they mean: every one of `corpora/figures` right, every look-alike silent."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

import pytest

from plainspeak.config import Settings
from plainspeak.engine import Linter
from plainspeak.errors import PackError
from plainspeak.packs import load_library
from plainspeak.readers import read_document
from tests.support import ROOT, library, lint_text

FIGURES = ROOT / "corpora" / "figures"
RULES = [f"impact/{name}" for name in ("availability", "recovery", "speed", "capacity")]


@dataclass(frozen=True)
class Row:
    rule: str
    text: str
    marked: str
    meaning: str


def rows(name: str) -> list[dict[str, str]]:
    with (FIGURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


MEANINGS = [Row(**row) for row in rows("meanings.tsv")]
SILENT = [row["text"] for row in rows("silent.tsv")]


@cache
def linter() -> Linter:
    return Linter(library())


def findings(text: str, audience: str = "executive"):
    """Lint with the rules of figures only, compiled once for all tests."""
    document = read_document(text.replace("\\n", "\n").encode(), "draft.md")
    settings = Settings(audience=audience, kind="generic", select=tuple(RULES))
    report, problems = linter().lint(document, settings)
    assert not problems, problems
    return report.findings


def said(finding) -> str:
    return " ".join([finding.message, *(suggestion.text for suggestion in finding.suggestions)])


def test_there_are_enough_figures_and_look_alikes():
    assert len(MEANINGS) >= 150
    assert len(SILENT) >= 100
    assert len({row.text for row in MEANINGS}) == len(MEANINGS)
    assert len(set(SILENT)) == len(SILENT)
    assert {f"impact/{row.rule}" for row in MEANINGS} == set(RULES)


@pytest.mark.parametrize("row", MEANINGS, ids=lambda row: row.text[:40])
def test_a_figure_gets_its_meaning(row: Row):
    found = findings(row.text)
    assert {finding.rule for finding in found} == {f"impact/{row.rule}"}
    right = [finding for finding in found if finding.text == row.marked and row.meaning in said(finding)]
    assert right, [(finding.text, said(finding)) for finding in found]
    assert not [finding for finding in found if "{" in said(finding)]


@pytest.mark.parametrize("text", SILENT, ids=lambda text: text[:40])
def test_a_look_alike_stays_silent(text: str):
    assert [(finding.rule, finding.text) for finding in findings(text)] == []


@pytest.mark.parametrize("audience", ["board", "executive", "business-unit"])
def test_leaders_are_told(audience: str):
    assert findings("The till network has 99.9 % uptime.", audience=audience)


def test_readers_in_it_are_not_told():
    text = "\n\n".join(row.text.replace("\\n", "\n") for row in MEANINGS)
    assert not [finding.rule for finding in lint_text(text, audience="it") if finding.rule in RULES]
    assert [finding.rule for finding in lint_text(text, audience="board") if finding.rule in RULES]


def test_the_same_figure_is_named_once():
    text = "The till network has 99.9 % uptime.\n\nThe web shop has 99.9 % uptime too."
    assert [finding.text for finding in findings(text)] == ["99.9 %"]


def test_of_a_long_table_only_the_first_cells_are_named():
    lines = [f"| Service {number} | 99.{number} % |" for number in range(1, 9)]
    table = "\n".join(["| Service | Uptime |", "| --- | --- |", *lines])
    assert [finding.text for finding in findings(table)] == ["99.1 %", "99.2 %", "99.3 %"]


def test_a_row_is_told_once_and_the_result_speaks():
    table = "| Measure | Target | Q3 | Q4 |\n| --- | --- | --- | --- |\n| Uptime | 99.5 % | 99.8 % | 99.7 % |"
    assert [finding.text for finding in findings(table)] == ["99.8 %"]
    assert [finding.text for finding in findings(table.replace("Q3", "Basic").replace("Q4", "Plus"))] == [
        "99.5 %"
    ]


def test_a_paragraph_is_told_once():
    text = "The shop has 99.9 % uptime. The tills have 99.5 % uptime."
    assert [finding.text for finding in findings(text)] == ["99.9 %"]
    assert len(findings(text.replace("uptime. The", "uptime.\n\nThe"))) == 2


def test_of_two_rules_on_one_number_one_speaks():
    report = lint_text("The response time is 6 seconds.", audience="board")
    assert [finding.rule for finding in report if finding.rule.startswith("impact/")] == ["impact/speed"]


def test_a_quoted_figure_is_left_alone():
    assert not findings("> The till network has 99.9 % uptime.")


def test_a_pack_that_forgets_a_sentence_is_told_which(tmp_path):
    folder = tmp_path / "ours"
    folder.mkdir()
    rule = (ROOT / "rules" / "impact" / "recovery.yml").read_text(encoding="utf-8")
    (folder / "recovery.yml").write_text(
        rule.replace("    point-none:", "    point-nought:"), encoding="utf-8"
    )
    with pytest.raises(PackError, match="point-none"):
        load_library([tmp_path])
