"""Figures without meaning: one question a passage, silence where the answer stands near, nothing for IT."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import lint_text

if TYPE_CHECKING:
    from plainspeak.finding import Finding

RULES = [
    "impact/operational-count",
    "impact/bare-measure",
    "impact/cost-without-benefit",
    "impact/service-level-only",
    "impact/component-choice",
    "impact/number-density",
]
COUNTS = "We closed 412 tickets."
MEASURE = "We improved response time by 30 %."
COST = "We ask the board to approve 240,000 euros for new core switches."
LEVELS = "Uptime was 99.95 %. The mean time to repair was 42 minutes."
CHOICE = "Do you want one firewall or two?"
DENSE = (
    "The cluster has 12 nodes with 48 cores and 512 GB of memory each, 24 disks of 8 TB, and 32 ports at "
    "100 Gbit/s, with 17 requests in its backlog."
)


def findings(text: str, name: str = "draft.md", **settings: object) -> list[Finding]:
    return lint_text(text, name, select=RULES, **settings)


def rules(text: str, **settings: object) -> list[str]:
    return [finding.rule.partition("/")[2] for finding in findings(text, **settings)]


@pytest.mark.parametrize("text", [COUNTS, MEASURE, COST, LEVELS, CHOICE, DENSE])
def test_each_fault_is_asked_about_once(text: str) -> None:
    assert len(rules(text)) == 1


@pytest.mark.parametrize("text", [COUNTS, MEASURE, COST, LEVELS, CHOICE, DENSE])
def test_readers_in_it_are_asked_nothing(text: str) -> None:
    spoken = lint_text(text, audience="it")
    assert not [finding.rule for finding in spoken if finding.rule in RULES]


@pytest.mark.parametrize("text", [COUNTS, MEASURE, COST, LEVELS, CHOICE, DENSE])
def test_what_others_said_is_theirs(text: str) -> None:
    assert not rules(f"> {text}\n\nThe auditors wrote this.")


@pytest.mark.parametrize("text", [COUNTS, MEASURE, COST, LEVELS, CHOICE, DENSE])
def test_suggestions_leave_the_facts_open_and_replace_nothing(text: str) -> None:
    suggestions = [one for finding in findings(text) for one in finding.suggestions]
    assert suggestions
    for suggestion in suggestions:
        assert "⟨" in suggestion.text
        assert not suggestion.replacement
        assert not suggestion.safe


def test_a_list_of_counts_is_one_question_that_names_them() -> None:
    found = findings("# May\n\n- Closed 412 tickets\n- Patched 317 servers\n- The group met on Tuesday\n")
    assert [finding.text for finding in found] == ["Closed 412 tickets"]
    assert "Closed 412 tickets" in found[0].message
    assert "Patched 317 servers" in found[0].message


def test_the_question_fits_what_was_counted() -> None:
    mails = findings("The gateway blocked 48,000 phishing messages.")[0]
    points = findings("The team delivered 84 story points.")[0]
    assert "got through" in mails.message
    assert mails.message != points.message
    assert {one.text for one in mails.suggestions}.isdisjoint(one.text for one in points.suggestions)


def test_a_small_count_is_a_detail() -> None:
    assert not rules("We closed 9 tickets.")
    assert rules("We closed 10 tickets.") == ["operational-count"]


@pytest.mark.parametrize(
    "answer",
    [
        "Branch staff waited two hours for help instead of five.",
        "Nobody had to close a branch.",
        "As a result, invoices went out on the day of the sale.",
    ],
)
def test_a_count_is_answered_by_the_sentence_before_or_after_it(answer: str) -> None:
    assert not rules(f"{COUNTS} {answer}")
    assert not rules(f"{answer} {COUNTS}")
    assert rules(f"{COUNTS}\n\n# Dates\n\n{answer}") == ["operational-count"]


def test_work_still_to_be_done_is_not_counted() -> None:
    assert not rules("In June 412 tickets will be closed and 317 servers should be patched.")
    assert not rules("412 tickets were not closed.")


@pytest.mark.parametrize(
    "held",
    [
        "We improved response time by 30 % since April.",
        "We improved response time by 30 %, against a target of 25 %.",
        "We improved response time by 30 %, from ten seconds to seven.",
        "We improved response time by 30 %. It was ten seconds before the summer.",
    ],
)
def test_a_start_a_target_or_a_date_is_enough(held: str) -> None:
    assert not rules(held)


def test_another_item_of_a_list_holds_nothing_against_a_measure() -> None:
    text = "# Results\n\n- Reduced boot time by 35 %\n- Opened two sites in May\n"
    assert [finding.text for finding in findings(text)] == ["Reduced boot time by 35 %"]


def test_a_limit_is_no_sum_asked_for() -> None:
    assert not rules("Every purchase above 20,000 euros needs the approval of the board.")


def test_a_part_on_costs_may_leave_the_reason_to_another_part() -> None:
    costs = "# Costs\n\nThe licences cost 31,500 euros a year.\n"
    assert rules(costs) == ["cost-without-benefit"]
    assert not rules(f"# The problem we solve\n\nThe till stands in a corner.\n\n{costs}")


def test_one_paragraph_is_not_asked_about_by_two_rules() -> None:
    text = (
        "The desk closed 412 tickets, and 94.1 % were resolved within four hours. Availability was 99.74 %, "
        "1,118 patches were applied to 212 servers, and 37 of 40 sites are at version 4."
    )
    assert len(rules(text)) == 1


def test_figures_crowd_a_slide_but_not_a_table() -> None:
    lines = ["1,204 tickets, 88 changes, 14 releases", "317 servers, 42 switches, 9 firewalls"]
    words = "for the two teams at our three sites in the north"
    front = "---\nmarp: true\n---\n\n# March\n\n"
    slide = front + "".join(f"- {line} {words}\n" for line in lines)
    table = front + "| Team | Figures |\n|---|---|\n" + "".join(f"| {words} | {line} |\n" for line in lines)
    assert rules(slide, audience="board") == ["number-density"]
    assert not rules(table, audience="board")


def test_how_many_figures_are_too_many_is_a_limit_of_the_reader() -> None:
    text = (
        "The new hall has 12 docks, 48 gates, 24 lifts and 512 racks on 8 floors, and it stands beside the "
        "old one by the river, where the lorries of 17 hauliers stand in the yard behind the canteen until "
        "a gate is open again."
    )
    assert rules(text, audience="board") == ["number-density"]
    assert not rules(text, audience="business-unit")
    assert not rules(text, audience="board", limits={"number_density": 30})


def test_no_document_is_flooded() -> None:
    text = "\n\n".join(f"# Part {number}\n\nWe closed {number}00 tickets." for number in range(2, 40))
    assert 1 < len(rules(text)) <= 5


def test_endless_text_is_read_to_its_end() -> None:
    flood = "We closed 412 tickets and 317 requests " * 4000
    assert rules(f"{flood}.\n\n# Last\n\n{MEASURE}").count("bare-measure") == 1
    table = "| Item | Count |\n|---|---|\n" + "| Tickets closed | 412 |\n" * 2000
    assert rules(table) == ["operational-count"]
