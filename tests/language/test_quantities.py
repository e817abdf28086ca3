"""Figures in a text: value, unit, what is counted, and exactly where they stand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from plainspeak.language.quantities import find_quantities
from plainspeak.language.spoken import Speaker
from plainspeak.language.uptime import downtime, in_a_row, of_nines, shown
from tests.support import library


def vocabulary():
    return library().knowledge.vocabulary


def found(text):
    return find_quantities(text, vocabulary())


@pytest.mark.parametrize(
    ("text", "marked", "kind", "unit", "value"),
    [
        ("up 99.9 % of the year", "99.9 %", "percent", "percent", "99.9"),
        ("up 99,95 per cent", "99,95 per cent", "percent", "percent", "99.95"),
        ("five 9s of uptime", "five 9s", "nines", "nines", "5"),
        ("four-nines", "four-nines", "nines", "nines", "4"),
        ("a 4-hour wait", "4-hour", "duration", "hour", "4"),
        ("within 4h", "4h", "duration", "hour", "4"),
        ("for 2½ hours", "2½ hours", "duration", "hour", "2.5"),
        ("after 1 h 30 min", "1 h 30 min", "duration", "minute", "90"),
        ("after 4 hours and 15 minutes", "4 hours and 15 minutes", "duration", "minute", "255"),
        ("twenty-five minutes", "twenty-five minutes", "duration", "minute", "25"),
        ("in 120 ms", "120 ms", "duration", "millisecond", "120"),
        ("a 10 Gbit/s line", "10 Gbit/s", "rate", "gigabit-per-second", "10"),
        ("writes 200 MB/s", "200 MB/s", "rate", "megabyte-per-second", "200"),
        ("1.5 TB of scans", "1.5 TB", "data", "terabyte", "1.5"),
        ("16 vCPUs", "16 vCPUs", "capacity", "processor", "16"),
        ("an 8-core server", "8-core", "capacity", "core", "8"),
        ("two hundred licences", "two hundred licences", "capacity", "licence", "200"),
        ("costs €1,250.50 now", "€1,250.50", "money", "euro", "1250.5"),
        ("costs 3 million dollars", "3 million dollars", "money", "dollar", "3000000"),
        ("costs USD 2.5m", "USD 2.5m", "money", "dollar", "2500000"),
        ("by 4 percentage points", "4 percentage points", "points", "percentage-point", "4"),
        ("ten times: 10x faster", "10x", "times", "x", "10"),
    ],
)
def test_a_figure_is_read(text, marked, kind, unit, value):
    quantity = found(text)[-1]
    assert text[quantity.start : quantity.end] == marked
    assert (quantity.kind, quantity.unit, quantity.value) == (kind, unit, Fraction(value))
    assert quantity.is_figure


@pytest.mark.parametrize(
    ("text", "noun"),
    [("40 patched servers", "servers"), ("1,200 people", "people"), ("seven open tickets remain", "tickets")],
)
def test_what_is_counted_is_named(text, noun):
    (quantity,) = found(text)
    assert (quantity.kind, quantity.noun) == ("count", noun)
    assert text[: quantity.noun_end].endswith(noun)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("99.9–99.95 %", "99.9", "99.95"), ("2 to 4 hours", "2", "4"), ("£3–4 million", "3000000", "4000000")],
)
def test_a_range_has_two_ends(text, low, high):
    (quantity,) = found(text)
    assert (quantity.value, quantity.high) == (Fraction(low), Fraction(high))


def test_what_was_and_what_will_be_are_two_figures():
    assert [quantity.amount for quantity in found("from 9 to 3 seconds")] == [9, 3]
    assert [quantity.amount for quantity in found("9 → 3 s")] == [9, 3]


@pytest.mark.parametrize(
    "text",
    [
        *("on 12 May 2026", "by 2026-05-12", "due 12/05/2026", "May 3", "since 2024", "in FY 2024/25"),
        *(
            "at 14:30",
            "at 9 am",
            "open 24/7",
            "version 2.4.1",
            "TLS 1.2",
            "on Windows 11 laptops",
            "10.0.0.0/8",
        ),
        *(
            "CVE-2024-3094",
            "the 3rd floor",
            "ticket 4711",
            "page 12",
            "ISO 27001",
            "Q3",
            "5G",
            "on Windows 11 laptops",
        ),
    ],
)
def test_what_counts_nothing_is_no_figure(text):
    assert not [quantity for quantity in found(text) if quantity.is_figure]


def test_a_singular_after_a_number_is_no_unit():
    assert not [quantity for quantity in found("two core benefits and three user groups") if quantity.unit]


def test_spans_are_in_order_and_apart():
    text = (
        "From 99.5 % to 99.9 % in 3 months for 40,000 euros, 12 TB, 1 h 30 min and 1,200 users by 2027. " * 30
    )
    end = 0
    for quantity in found(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end


@pytest.mark.parametrize(
    "run", ["1,", "9.", "4 hours and ", "twenty-", "99.9 % to ", "1 million ", "€", "3/", "5–"]
)
def test_endless_repeats_are_read_to_their_end(run):
    text = run * 4_000 + " in 4 hours"
    assert found(text)[-1].end == len(text)


@pytest.mark.parametrize(
    ("percent", "hours", "exactly", "about"),
    [
        ("99.9", 8760, "8 hours 46 minutes", "about nine hours"),
        ("99.95", 8760, "4 hours 23 minutes", "about four and a half hours"),
        ("99.99", 8760, "53 minutes", "about 53 minutes"),
        ("99.999", 8760, "5 minutes 15 seconds", "about five minutes"),
        ("99.5", 8760, "43 hours 48 minutes", "about 44 hours"),
        ("99.9", 730, "44 minutes", "about 44 minutes"),
        ("97", 8760, "10 days 23 hours", "about 11 days"),
    ],
)
def test_time_down_is_said_as_people_speak(percent, hours, exactly, about):
    speaker = Speaker(vocabulary().units)
    lost = downtime(Fraction(percent), hours)
    assert (speaker.exactly(lost), speaker.about(lost)) == (exactly, about)


def test_shares_of_services_in_a_row_multiply_exactly():
    together = in_a_row([Fraction("99.9")] * 5)
    assert together == Fraction(999, 1000) ** 5 * 100
    assert shown(together) == "99.5 %"
    assert of_nines(Fraction(3)) == Fraction("99.9")
    assert of_nines(Fraction(50)) is None


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        ("2", "twice"),
        ("3", "three times"),
        ("2.8", "about three times"),
        ("1.5", "one and a half times"),
        ("2.4", "2.4 times"),
        ("12", "12 times"),
    ],
)
def test_factors_are_said_as_people_speak(factor, said):
    assert Speaker(vocabulary().units).times(Fraction(factor)) == said
