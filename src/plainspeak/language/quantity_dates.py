"""Numbers that count nothing: dates, times of day, versions, addresses, ordinals, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainspeak.language.quantity_numbers import glued

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.language.quantity_records import Token, UnitTable

_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_HALVES_OF_DAY = frozenset({"am", "pm", "a.m", "p.m", "noon"})
_DATE_SIGNS = frozenset("/-–‑.")
_LABEL_SIGNS = frozenset("#§_")
_MONTH_LENGTH = 31
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


class DateReader:
    """Recognises what is written with digits and is no figure."""

    def __init__(self, months: UnitTable, labels: frozenset[str]) -> None:
        self._months = months
        self._labels = labels

    def read(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Give the kind of what starts at a token and is no figure, with its end, or None."""
        token = tokens[at]
        if not token.is_number:
            return self._month_first(tokens, at)
        return (
            self._day_first(tokens, at)
            or _joined_parts(tokens, at)
            or _time(tokens, at)
            or _dotted(tokens, at)
            or self._label(tokens, at)
        )

    def _day_first(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        if not _is_day(tokens[at].text):
            return None
        end = at + 1
        ordinal = end < len(tokens) and glued(tokens, end) and tokens[end].key in _ORDINALS
        end += ordinal
        if end < len(tokens) and tokens[end].key == "of":
            end += 1
        if end < len(tokens) and tokens[end].key in _DATE_SIGNS:
            end += 1
        month = self._months.at(tokens, end)
        if month:
            return "date", _after_year(tokens, month[1])
        return ("ordinal", at + 2) if ordinal else None

    def _month_first(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        if not tokens[at].is_word:
            return None
        month = self._months.at(tokens, at)
        if not month:
            return None
        end = month[1]
        if end < len(tokens) and tokens[end].key in _DATE_SIGNS:
            end += 1
        if end >= len(tokens) or not tokens[end].is_number:
            return None
        if is_year(tokens[end].text):
            return "date", end + 1
        if not _is_day(tokens[end].text):
            return None
        end += 1
        if end < len(tokens) and glued(tokens, end) and tokens[end].key in _ORDINALS:
            end += 1
        return "date", _after_year(tokens, end)

    def _label(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        end = at + 1
        if end < len(tokens) and glued(tokens, end) and tokens[end].key in _ORDINALS:
            return "ordinal", end + 1
        if at == 0:
            return None
        before = tokens[at - 1]
        if glued(tokens, at):
            if before.is_word or before.key in _LABEL_SIGNS:
                return "label", end
            # CVE-2024-3094, ISO-27001, and the second part of 10-K-like codes
            if before.key in "-‑" and at > 1 and glued(tokens, at - 1):
                return ("label", end) if tokens[at - 2].is_word else None
        return ("label", end) if before.key in self._labels else None


def _is_day(text: str) -> bool:
    return text.isdigit() and len(text) <= 2 and 1 <= int(text) <= _MONTH_LENGTH


def is_year(text: str) -> bool:
    """Tell whether four digits can be a year of our time."""
    return text.isdigit() and len(text) == 4 and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def _after_year(tokens: Sequence[Token], at: int) -> int:
    end = at + 1 if at < len(tokens) and tokens[at].key in {",", "-", "/"} else at
    return end + 1 if end < len(tokens) and is_year(tokens[end].text) else at


def _joined_parts(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """2025-03-31, 3/4/2025, 2024/25, 24/7, 10.0.0.0/8."""
    end, signs = at + 1, []
    while (
        end + 1 < len(tokens)
        and tokens[end].key in {"/", "-", "–", "‑"}
        and tokens[end + 1].is_number
        and glued(tokens, end)
        and glued(tokens, end + 1)
    ):
        signs.append(tokens[end].key)
        end += 2
    if len(signs) > 1:
        return "date", end
    if signs == ["/"] or (signs and is_year(tokens[at].text) and len(tokens[end - 1].text) in {2, 4}):
        return "date", end
    return None


def _time(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    end = at + 1
    while (
        end + 1 < len(tokens)
        and tokens[end].key == ":"
        and tokens[end + 1].is_number
        and glued(tokens, end)
        and glued(tokens, end + 1)
    ):
        end += 2
    half = end < len(tokens) and tokens[end].key in _HALVES_OF_DAY
    return ("time", end + half) if half or end > at + 1 else None


def _dotted(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    return ("version", at + 1) if tokens[at].text.count(".") > 1 else None
