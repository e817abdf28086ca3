"""What is not taken for the author's own prose."""

from __future__ import annotations

import pytest

from plainspeak.document import check_document
from plainspeak.language.asides import mark_asides
from plainspeak.readers import read_document
from tests.support import library, lint_text


def asides(text: str, name: str = "plan.md") -> list[tuple[str, str]]:
    document = read_document(text.encode(), name)
    marked = mark_asides(document, library().knowledge.vocabulary)
    check_document(marked)
    assert [block.text for block in marked.blocks] == [block.text for block in document.blocks]
    return [
        (aside.what, block.text[aside.start : aside.end])
        for block in marked.blocks
        for aside in block.asides
        if block.is_aside(aside.start, aside.end)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. [Why we move](#why)\n2. [Costs](#costs)", [("contents", "Why we move"), ("contents", "Costs")]),
        ("See the [Guide to Safe Payments](x.md) first.", [("title", "Guide to Safe Payments")]),
        ("We [asked all forty branches](x.md) in May.", []),
        ("See [leave the till open (#412)](x.md) first.", [("title", "leave the till open (#412)")]),
        (
            "- Let staff reset their own passwords (#412)",
            [("history", "Let staff reset their own passwords (#412)")],
        ),
        ("- Our #1 wish is a faster till", []),
        ("- [x] I have read the rules", [("task", "I have read the rules")]),
        ("- [the rules](x.md) changed", []),
        ("He said “we can wait no longer” in May.", [("quote", "“we can wait no longer”")]),
        (
            "“We can wait no longer, and so they went.",
            [("quote", "“We can wait no longer, and so they went.")],
        ),
        ('The 15" and 17" screens are "too small for two" people.', [("quote", '"too small for two"')]),
        ('A "quick" fix and a "slow" one', []),
    ],
)
def test_what_stands_inside_a_block(text: str, expected: list[tuple[str, str]]) -> None:
    assert asides(text) == expected


def test_lists_of_sources_and_changes_end_with_their_section() -> None:
    text = "# Plan\n\nOne.\n\n## 4.2 References\n\nTwo.\n\n### Laws\n\nThree.\n\n## Costs\n\nFour."
    assert asides(text) == [("reference", "Two."), ("reference", "Three.")]


@pytest.mark.parametrize(
    "heading", ["Revision history", "Annex C: Bibliography", "A. Change log", "CONTENTS"]
)
def test_headings_of_such_sections(heading: str) -> None:
    assert asides(f"## {heading}\n\nOne.") == [("reference", "One.")]
    assert asides(f"## {heading} and costs\n\nOne.") == []


def test_columns_of_other_people_s_wording_and_tables_of_versions() -> None:
    quoting = "| No. | Requirement language | Our answer |\n|---|---|---|\n| 1 | Keep logs. | We do. |"
    assert asides(quoting) == [("standard", "Keep logs.")]
    versions = "| Version | Changes |\n|---|---|\n| 1.1 | New costs |"
    assert asides(versions) == [("history", "1.1"), ("history", "New costs")]
    assert asides(versions.replace("Version", "Team").replace("Changes", "Costs")) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p>See the <a href=x>Guide to Safe Payments</a> first.</p>"),
        ("a.md", "See the <a href=x>Guide to Safe Payments</a> first."),
        ("a.md", "<div>See the <a href=x>Guide to Safe Payments</a> first.</div>"),
        ("a.rst", "See the `Guide to Safe Payments <x>`_ first."),
    ],
)
def test_links_are_known_in_every_format(name: str, text: str) -> None:
    assert asides(text, name) == [("title", "Guide to Safe Payments")]


def test_a_sentence_is_an_aside_only_where_all_of_it_is() -> None:
    text = "“We can wait no longer.” He left."
    [block] = mark_asides(read_document(text.encode(), "a.md"), library().knowledge.vocabulary).blocks
    assert block.is_aside(0, text.index(" He"))
    assert block.is_aside(1, 5)
    assert not block.is_aside(0, len(text))
    assert not block.is_aside(text.index("He"), len(text))


def test_a_block_quote_is_an_aside_from_end_to_end() -> None:
    [block] = mark_asides(read_document(b"> We utilize it.", "a.md"), library().knowledge.vocabulary).blocks
    assert block.is_aside(0, 2)


def test_a_table_of_wordings_before_and_after_is_nobodys_prose():
    rows = "| Our draft | The plain one |\n|---|---|\n"
    alike = "| In the event that a clerk is ill, the shop shuts | If a clerk is ill, the shop shuts |\n"
    other = "| In the event that a clerk is ill, ring Leeds | Every van has two keys and a map |\n"
    shown = [f for f in lint_text(rows + alike) if f.rule == "jargon/wordy"]
    meant = [f for f in lint_text(rows + other) if f.rule == "jargon/wordy"]
    assert shown == []
    assert [finding.text for finding in meant] == ["In the event that"]
