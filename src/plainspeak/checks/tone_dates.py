"""Dates in figures whose day and month may be read either way round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from plainspeak.checks.base import Hit
from plainspeak.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plainspeak.checks.tone_options import ToneOptions
    from plainspeak.language.analysis import Analysis, Passage
    from plainspeak.rule import Rule

# Dots are left out: with them the day comes first wherever they are used, or it is a version.
_DATE = re.compile(
    r"(?<![\w/.,:+-])(?:(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4}|\d{2})|(?P<c>\d{1,2})-(?P<d>\d{1,2})-(?P<z>\d{4}))"
    r"(?![\w/-]|[.,:]\d)"
)
# Without a year only where a zero in front shows that it is no fraction.
_SHORT = re.compile(r"(?<![\w/.,:+-])(?:0[1-9]/(?:0[1-9]|1[0-2])|1[0-2]/0[1-9])(?![\w/%-]|[.,:]\d)")
# For telling the order, any date will do, even one half of a range.
_ANY = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?!\d)")
_MONTHS = 12
_DAYS = 31
_CENTURY = "20"
_CLEAR_YEAR = 4
_NEAR = 40  # characters in which the date may stand in words as well


class _Date(NamedTuple):
    passage: Passage
    start: int
    end: int
    left: int
    right: int
    year: str


def two_day_dates(rule: Rule, analysis: Analysis, month_words: frozenset[str]) -> Iterator[Hit]:
    """Mark the first such date of a document, unless something in it tells which way round they are."""
    options: ToneOptions = rule.options
    dates = [date for passage in analysis.passages for date in _dates(passage, options)]
    two_days = [date for date in dates if _is_two_days(date)]
    if not two_days or _is_settled(analysis) or _declares(analysis, options):
        return
    for date in two_days:
        block = date.passage.block
        if block.is_aside(date.start, date.end) or block.is_masked(date.start, date.end):
            continue
        around = block.text[max(0, date.start - _NEAR) : date.end + _NEAR]
        if any(word.strip(".,;:()") in month_words for word in around.split()):
            continue
        first, second = (_written(*days, date.year, options) for days in _readings(date))
        message = rule.message
        if len(two_days) > 1:
            message += f" The same goes for {len(two_days) - 1} more below."
        suggestions = (Suggestion(first), Suggestion(second))
        values = {"first": first, "second": second, "count": len(two_days)}
        yield Hit(rule, date.passage.index, date.start, date.end, values, suggestions, message)
        return


def _readings(date: _Date) -> tuple[tuple[int, int], tuple[int, int]]:
    return (date.left, date.right), (date.right, date.left)


def _written(day: int, month: int, year: str, options: ToneOptions) -> str:
    full = year if len(year) in {0, _CLEAR_YEAR} else _CENTURY + year
    return f"{day} {options.months[month - 1]} {full}".rstrip()


def _dates(passage: Passage, options: ToneOptions) -> Iterator[_Date]:
    text = passage.block.prose
    if "/" not in text and "-" not in text:
        return
    for match in _DATE.finditer(text):
        left, right, year = (part for part in match.groups() if part is not None)
        if (
            _word_before(text, match.start()) not in options.labels
            and 0 < min(int(left), int(right)) <= _MONTHS
        ):
            yield _Date(passage, *match.span(), int(left), int(right), year)
    for match in _SHORT.finditer(text):
        if _word_before(text, match.start()) in options.openers:
            left, right = match[0].split("/")
            yield _Date(passage, *match.span(), int(left), int(right), "")


def _word_before(text: str, position: int) -> str:
    words = text[max(0, position - _NEAR) : position].rsplit(maxsplit=1)[-1:]
    return words[0].strip("(,;:").lower() if words else ""


def _is_two_days(date: _Date) -> bool:
    return date.left <= _MONTHS and date.right <= _MONTHS and date.left != date.right


def _is_settled(analysis: Analysis) -> bool:
    """Tell whether a date shows the order of the document: one of its parts can only be the day."""
    return any(
        _MONTHS < max(int(match[1]), int(match[2])) <= _DAYS and min(int(match[1]), int(match[2])) <= _MONTHS
        for passage in analysis.passages
        for match in _ANY.finditer(passage.block.prose)
    )


def _declares(analysis: Analysis, options: ToneOptions) -> bool:
    return any(
        name in passage.block.text.lower() for passage in analysis.passages for name in options.formats
    )
