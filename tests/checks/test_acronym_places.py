"""Where an unexplained acronym is worth a finding, and what is said where its sense is open."""

from __future__ import annotations

import pytest

from tests.checks.test_acronym import hits, marked, suggested

FILED = (
    "- [x] QZT signed",
    "- #412 Fix the QZT timeout",
    "- As an admin, I want the QZT to be empty at night",
    "- [Move the QZT Sync to the New Host](https://tracker.example.com/311)",
    "| Item | Owner |\n| --- | --- |\n| Gateway | QZT |",
    "Source: QZT deck, page 4",
    "Tags: QZT, till, store",
    "# References\n\nOkoro, The QZT in retail, 2024.",
    "# Further information\n\nThe QZT team keeps a diary.",
    "| Version | Date | Change |\n| --- | --- | --- |\n| 2 | May | QZT added |",
    "- QZT for shops\n\n# QZT for shops and depots\n\nIt works.",
)


@pytest.mark.parametrize("text", FILED[:-1])
def test_once_where_something_is_only_filed_or_cited_is_not_worth_a_finding(text: str) -> None:
    assert marked("undefined", text) == []


@pytest.mark.parametrize("text", FILED[:-1])
def test_in_the_text_it_is_marked_and_not_where_it_is_filed(text: str) -> None:
    said = "# Why now\n\nThe QZT fails every week.\n"
    ((shown, hit),) = hits("undefined", f"{text}\n\n{said}")
    assert shown == "QZT"
    block = hit.block
    ((_, alone),) = hits("undefined", f"# One\n\n{said}")
    assert block is not None
    assert alone.block is not None
    assert hit.start == alone.start == 4


def test_two_tickets_with_it_are_worth_a_finding() -> None:
    assert marked("undefined", "- #412 Fix the QZT timeout\n- #413 Test the QZT at night") == ["QZT"]


def test_an_entry_of_the_contents_is_not_marked() -> None:
    text = "- QZT for shops\n- Costs\n\n# QZT for shops\n\nIt works.\n\n# Costs\n\nThe QZT costs 4,000."
    ((_, hit),) = hits("undefined", text)
    assert hit.block == 5


def test_the_name_of_the_house_that_the_links_lead_to_needs_no_explanation() -> None:
    links = "".join(f"See [page {number}](https://www.qzt.co.uk/{number}). " for number in range(4))
    assert marked("undefined", f"QZT sells tea. {links}") == []
    assert marked("undefined", f"QZT sells tea. {links.replace('qzt.', 'other.')}") == ["QZT"]
    assert marked("undefined", f"The CO wants tea. {links}") == ["CO"]


@pytest.mark.parametrize(
    "text",
    [
        "QZT is a tool that books rooms. The QZT is old.",
        "The QZT is our system for orders. The QZT is old.",
        "# What is QZT?\n\nA way to book rooms. The QZT is old.",
        "# 2. What does the QZT do?\n\nIt books rooms.",
    ],
)
def test_saying_what_kind_of_thing_it_is_explains_it(text: str) -> None:
    assert marked("undefined", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "QZT is the main reason for the delay.",
        "QZT is a risk to the launch.",
        "The problem with QZT is a lack of people who know it.",
        "# What is QZT worth to us?\n\nA lot. The QZT is old.",
    ],
)
def test_judging_it_does_not_explain_it(text: str) -> None:
    assert marked("undefined", text) == ["QZT"]


def test_a_pair_is_one_finding() -> None:
    ((shown, hit),) = hits("undefined", "The CI/CD pipeline fails.")
    assert shown == "CI"
    assert hit.message is not None
    assert "“CI/CD”" in hit.message.format(text=shown, **hit.values)


def test_a_sense_is_asserted_only_where_the_document_speaks_for_it() -> None:
    open_ = suggested("undefined", "The CA is slow.")
    assert open_ == [
        "CA can mean, for example, certificate authority or California: spell out the one you mean."
    ]
    likely = suggested("undefined", "Each certificate costs 4. The CA is slow.")
    assert likely == ["If CA means certificate authority here, write “certificate authority (CA)”."]


def test_a_long_document_that_knows_none_of_the_senses_gets_none() -> None:
    words = " ".join(f"w{chr(97 + n // 26)}{chr(97 + n % 26)}x" for n in range(200))
    assert suggested("undefined", f"The STT asked for money. {words}.")[0].startswith("⟨full name⟩ (STT)")
    assert "speech to text" in suggested("undefined", "The STT asked for money.")[0]


def test_other_capitals_than_the_glossarys_may_be_another_thing() -> None:
    text = "The definition of done is strict. The DOD agreed."
    assert suggested("undefined", text) == [
        "DOD can mean, for example, definition of done or Department of Defense: spell out the one you mean."
    ]


def test_the_plural_falls_on_the_first_noun() -> None:
    assert suggested("undefined", "Both RFCs wait. A change costs 4. Every request is read.") == [
        "If RFC means request for change here, write “requests for change (RFCs)”."
    ]


def test_a_long_form_that_comes_back_in_a_later_section_is_offered_not_asserted() -> None:
    later = "# Later\n\nThe Quarter Zone Team met. The Quarter Zone Team left.\n"
    assert suggested("undefined", f"# Now\n\nThe QZT decides.\n\n{later}") == [
        "If QZT means Quarter Zone Team here, write “Quarter Zone Team (QZT)”."
    ]
