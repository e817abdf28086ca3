"""What kind of document it is: told from the document, overruled by the writer, extended by one file."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from subprocess import run as run_process
from sys import executable

import pytest
import yaml

from plainspeak.errors import PackError
from plainspeak.kinds import KindRecogniser
from plainspeak.packs import load_library
from plainspeak.readers import read_document
from tests.support import ROOT, library, report_on

MINIATURES = yaml.safe_load((ROOT / "corpora" / "kinds" / "miniatures.yml").read_text(encoding="utf-8"))

PROPOSAL = """# One till for all shops

## The problem
## Options considered
## Recommendation
We ask the board to approve €40,000.
"""


def recognise(text: str, name: str = "document.md"):
    return KindRecogniser(library().knowledge).recognise(read_document(text.encode(), name))


@pytest.mark.parametrize("miniature", MINIATURES, ids=lambda miniature: miniature["what"])
def test_a_document_is_taken_for_what_it_is(miniature):
    found = recognise(miniature["text"], miniature.get("name", "document.md"))
    assert found.kind == miniature["kind"], found


def test_a_format_changes_nothing():
    html = "<h1>One till</h1><h2>Options considered</h2><p>a</p><h2>Recommendation</h2><p>We recommend b.</p>"
    rst = "One till\n========\n\nOptions considered\n------------------\n\na\n\n"
    rst += "Recommendation\n--------------\n\nWe recommend b.\n"
    markdown = "# One till\n\n## Options considered\n\na\n\n## Recommendation\n\nWe recommend b.\n"
    kinds = {
        recognise(text, f"x.{suffix}").kind
        for text, suffix in ((html, "html"), (rst, "rst"), (markdown, "md"))
    }
    assert kinds == {"proposal"}


def test_the_report_names_the_kind_and_its_rules_speak():
    assert report_on(PROPOSAL).kind == "proposal"


@pytest.mark.parametrize(
    ("front_matter", "option", "kind"),
    [
        ("plainspeak: {kind: generic}", None, "generic"),
        ("plainspeak: {kind: generic}", "status-report", "status-report"),
        ("title: One till", "status-report", "status-report"),
        ("title: One till", None, "proposal"),
    ],
)
def test_what_the_writer_says_wins_over_what_is_recognised(front_matter, option, kind):
    options = {"kind": option} if option else {}
    assert report_on(f"---\n{front_matter}\n---\n\n{PROPOSAL}", **options).kind == kind


def test_a_configuration_glob_wins_over_what_is_recognised(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "may.md").write_text(PROPOSAL, encoding="utf-8")
    (tmp_path / "other.md").write_text(PROPOSAL, encoding="utf-8")
    (tmp_path / ".plainspeak.yml").write_text(
        "overrides:\n  - {files: ['reports/**'], kind: status-report}\n", encoding="utf-8"
    )

    def read_as(file: str) -> str:
        command = [executable, "-m", "plainspeak", "config", "--for", file]
        shown = run_process(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        return next(line for line in shown.splitlines() if line.startswith("read as: "))

    assert read_as("reports/may.md").startswith("read as: status-report (")
    told = read_as("other.md")
    assert told.startswith("read as: proposal (recognised, ")
    assert "Recommendation" in told


def test_one_telling_word_is_not_enough():
    for text in ("# Status\n\nAll fine.\n", "# Options\n", "# Risks\n\nRain.\n", "## Motivation\n\nSpeed.\n"):
        assert recognise(text).kind == "generic", text


def test_two_kinds_that_come_equally_far_are_generic():
    both = "# Tills\n\n## Progress this week\n## Next week\n## Motivation\n## Options\n## Non-goals\n"
    points = recognise(both).points
    assert min(points["proposal"], points["status-report"]) >= 5
    assert recognise(both).kind == "generic"


def test_a_cue_counts_once():
    once, often = recognise("# T\n\n## Risks\n"), recognise("# T\n" + "\n## Risks\n" * 30)
    assert once.points == often.points


def test_order_of_the_same_headings_does_not_matter():
    headings = ["Options considered", "Risks", "Recommendation", "Costs", "Next steps"]
    random.Random(7).shuffle(headings)
    assert (
        recognise("# T\n\n" + "\n\n".join(f"## {heading}\n\nText." for heading in headings)).kind
        == "proposal"
    )


def test_a_new_kind_is_one_file(tmp_path):
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "minutes.yml").write_text(
        "title: minutes of a meeting\nthreshold: 5\nmargin: 1\ncues:\n"
        "  - {in: title, points: 9, any: ['minutes [of] …']}\n"
        "  - {in: headings, points: 9, any: [attendees]}\n",
        encoding="utf-8",
    )
    knowledge = load_library([tmp_path]).knowledge
    document = read_document(b"# Minutes of the board\n\n## Attendees\n\nAnja\n", "x.md")
    assert KindRecogniser(knowledge).recognise(document).kind == "minutes"


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("{in: heading, points: 1, any: [risks]}", "heading"),
        ("{in: headings, points: 1}", "needs `any`"),
        ("{in: slides, points: 1, any: [x]}", "slides are counted"),
        ("{in: title, points: 1, any: ['week <n>']}", "there is no <n>"),
        ("{in: title, points: one, any: [x]}", "points"),
        ("{in: title, points: 1, any: [x], weight: 2}", "weight"),
    ],
)
def test_a_mistake_in_a_kind_is_said(tmp_path, cue, expected):
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "memo.yml").write_text(f"title: a memo\ncues:\n  - {cue}\n", encoding="utf-8")
    with pytest.raises(PackError, match=expected) as error:
        load_library([tmp_path])
    assert "memo.yml:3" in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "# " + "week " * 40_000,
        "we ask … " * 40_000,
        "we ask the board " * 20_000 + "to approve",
        "\n\n".join(["## Risks and issues"] * 8_000),
        "| RAG |\n|---|\n" + "| Green |\n" * 8_000,
        "1. " * 20_000,
    ],
)
def test_time_does_not_run_away(text):
    document = read_document(text.encode(), "long.txt")
    started = time.process_time()
    KindRecogniser(library().knowledge).recognise(document)
    assert time.process_time() - started < 2


def test_the_file_name_alone_decides_nothing():
    document = read_document(b"# Lunch\n\nSoup on Mondays.\n", "x.md")
    recogniser = KindRecogniser(library().knowledge)
    for path in ("proposals/proposal.md", "status/2025-05.md", "slides/deck.md", "status-report.txt"):
        named = replace(document, source=replace(document.source, path=path))
        assert recogniser.recognise(named).kind == "generic", path


def test_most_labelled_documents_are_recognised():
    tool = run_process(
        [executable, str(ROOT / "tools" / "evaluate_kinds.py")], capture_output=True, text=True, check=False
    )
    assert tool.returncode == 0, tool.stdout + tool.stderr
    assert "right" in tool.stdout
