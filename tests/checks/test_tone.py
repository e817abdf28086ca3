"""The check `tone`: what a reader hears in whole sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import lint_text as lint_by_default

if TYPE_CHECKING:
    from plainspeak.finding import Finding


def lint_text(text: str, **settings: object) -> list[Finding]:
    """Lint with every rule of the pack, the quiet ones too."""
    return lint_by_default(text, **{"select": ["tone"], **settings})


def texts(text: str, rule: str, **settings: object) -> list[str]:
    return [found.text for found in lint_text(text, **settings) if found.rule == f"tone/{rule}"]


def test_a_date_that_means_two_days_is_told_with_both_readings() -> None:
    found = [
        each for each in lint_text("The lease ends on 03/04/2026.") if each.rule == "tone/ambiguous-date"
    ]
    assert [each.text for each in found] == ["03/04/2026"]
    assert "3 April 2026 to one reader and 4 March 2026 to another" in found[0].message
    assert [each.text for each in found[0].suggestions] == ["3 April 2026", "4 March 2026"]


@pytest.mark.parametrize(
    "other",
    [
        "The pilot ran until 03/25/2026.",
        "It ran 03/02/2026-03/25/2026.",
        "Dates are written mm/dd/yyyy.",
    ],
)
def test_another_date_that_shows_the_order_settles_it(other: str) -> None:
    assert texts(f"The lease ends on 03/04/2026.\n\n{other}", "ambiguous-date") == []


def test_many_such_dates_are_told_once() -> None:
    document = "\n\n".join(f"Step {day} is due on 0{day}/12/2026." for day in (1, 2, 3))
    found = [each for each in lint_text(document) if each.rule == "tone/ambiguous-date"]
    assert [each.text for each in found] == ["01/12/2026"]
    assert found[0].message.endswith("The same goes for 2 more below.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Remote printing can't be done.", ["can't be done"]),
        ("Remote printing can't be done. You can print at the desk instead.", []),
        ("There is another option. Remote printing can't be done.", []),
        ("Remote printing can't be done before 14 May.", []),
        ("Remote printing can't be done.\n\nInstead of that we close early.", ["can't be done"]),
    ],
)
def test_a_refusal_is_flat_without_an_alternative_or_a_date(text: str, found: list[str]) -> None:
    assert texts(text, "flat-refusal") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Complaints fell considerably.", ["fell considerably"]),
        ("Complaints fell considerably in March.", ["fell considerably"]),
        ("Complaints fell considerably, by 40 %.", []),
        ("Complaints fell considerably. There were 30 instead of 50.", []),
        ("We will open the desk soon.", ["soon"]),
        ("We will open the desk soon, in March.", []),
    ],
)
def test_an_amount_is_owed_for_a_result_and_a_date_for_a_promise(text: str, found: list[str]) -> None:
    assert texts(text, "vague-quantity") == found


def test_hedges_are_named() -> None:
    found = [
        each
        for each in lint_text("We would like to ask the board to perhaps fund some kind of pilot.")
        if each.rule == "tone/hedged-ask"
    ]
    assert len(found) == 1
    assert "(“would like”, “perhaps”, “some kind of”)" in found[0].message


def test_hedges_in_another_clause_do_not_count() -> None:
    text = "We ask the board to fund a pilot, because prices might perhaps rise at some point."
    assert texts(text, "hedged-ask") == []


def test_end_users_are_asked_for_once() -> None:
    found = [
        each
        for each in lint_text("We asked 40 end users.\n\nOur end users agreed.\n\nAll end users won.")
        if each.rule == "tone/end-user"
    ]
    assert [each.text for each in found] == ["end users"]
    assert found[0].message.endswith("It comes 2 more times below.")


@pytest.mark.parametrize("rule", ["vague-quantity", "faceless", "flat-refusal", "end-user"])
def test_readers_in_it_are_spared(rule: str) -> None:
    text = (
        "We will open the desk soon. Open issues will be addressed.\n\n"
        "Remote printing can't be done.\n\nOur end users agreed."
    )
    assert len(texts(text, rule)) == 1
    assert texts(text, rule, audience="it") == []


def test_a_blamed_branch_is_marked_with_its_name() -> None:
    assert texts("It was late because the branch forgot nothing but the depot.", "blames-user") == []
    assert texts("It is late because management failed to decide.", "blames-user") == [
        "management failed to decide"
    ]
