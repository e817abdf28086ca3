"""Figures as people say them: "8 hours 46 minutes", "about nine hours", "three times"."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.knowledge import Unit

_SECOND, _MINUTE, _HOUR, _DAY = 1, 60, 3_600, 86_400
_LONGEST_IN_HOURS = 100 * _HOUR
_FEW_MINUTES = 10 * _MINUTE  # below this seconds are worth saying
_LAST_IN_WORDS = 10
_HALF = Fraction(1, 2)
_NEAR = Fraction(3, 100)  # how far from a round number still counts as that number
_CLOSE = Fraction(12, 100)  # … as about that number


def rounded(value: Fraction) -> int:
    """Round to the nearest whole number, halves up."""
    return floor(value + _HALF)


class Speaker:
    """Says figures with the number words of the packs."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._words = {
            int(unit.size): unit.forms[0]
            for unit in reversed(units)
            if unit.kind == "number" and unit.forms and unit.size <= _LAST_IN_WORDS
        }

    def count(self, value: Fraction) -> str:
        """Say a number: one to ten in words, larger ones with separators, at most two decimals."""
        if value.denominator == 1:
            whole = int(value)
            return self._words.get(whole, f"{whole:,}")
        digits = 2 if value < _LAST_IN_WORDS else 1
        return f"{float(round(value, digits)):,.{digits}f}".rstrip("0").rstrip(".")

    def of(self, value: Fraction, unit: str) -> str:
        """Say a number with its unit, `hour` → "four hours"; a half by itself is "half an hour"."""
        if value == _HALF and unit in {"hour", "day"}:
            return f"half {'an' if unit == 'hour' else 'a'} {unit}"
        name = unit.replace("-", " ")
        return f"{self.count(value)} {name if value == 1 else name + 's'}"

    def exactly(self, seconds: Fraction) -> str:
        """Say a length of time in its two largest units, to the nearest one of the smaller."""
        if seconds < _MINUTE:
            return self._short(seconds)
        if rounded(seconds) < _FEW_MINUTES:
            return self._two(rounded(seconds), _MINUTE, _SECOND, "minute", "second")
        minutes = rounded(seconds / _MINUTE)
        if minutes < _MINUTE:
            return _plural(minutes, "minute")
        if minutes * _MINUTE < _LONGEST_IN_HOURS:
            return self._two(minutes, 60, 1, "hour", "minute")
        return self._two(rounded(seconds / _HOUR), 24, 1, "day", "hour")

    def in_hours(self, seconds: Fraction) -> str:
        """Say a sum of many short times: whole hours where there are many, never days."""
        if seconds < _LONGEST_IN_HOURS:
            return self.exactly(seconds)
        return _plural(rounded(seconds / _HOUR), "hour")

    def _short(self, seconds: Fraction) -> str:
        if seconds >= _LAST_IN_WORDS or seconds.denominator == 1:
            return _plural(rounded(seconds), "second")
        if seconds >= 1:
            tenths = Fraction(rounded(seconds * 10), 10)
            return f"{float(tenths):g} {'second' if tenths == 1 else 'seconds'}"
        milliseconds = rounded(seconds * 1000)
        return _plural(milliseconds, "millisecond") if milliseconds else "no time that anybody would notice"

    @staticmethod
    def _two(amount: int, large: int, small: int, one: str, other: str) -> str:
        whole, rest = divmod(amount, large)
        parts = [_plural(whole, one)]
        if rest // small:
            parts.append(_plural(rest // small, other))
        return " ".join(parts)

    def about(self, seconds: Fraction) -> str:
        """Say a length of time in one rounded figure: "about nine hours", "about four and a half hours"."""
        for size, unit in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (_SECOND, "second")):
            amount = seconds / size
            if amount >= (2 if unit == "day" else 1) or unit == "second":
                break
        said = self._halves(amount, unit)
        exact = amount.denominator == 1 or (amount * 2).denominator == 1
        return said if exact and amount < _LAST_IN_WORDS else f"about {said}"

    def _halves(self, amount: Fraction, unit: str) -> str:
        if amount >= _LAST_IN_WORDS:
            return self.of(Fraction(rounded(amount)), unit)
        halves = rounded(amount * 2)
        if halves % 2 == 0 or unit in {"minute", "second"}:
            return self.of(Fraction(max(rounded(amount), 1)), unit)
        whole = Fraction(halves // 2)
        return f"{self.count(whole)} and a half {unit}s" if whole else self.of(_HALF, unit)

    def times(self, factor: Fraction) -> str:
        """Say a factor above one: "twice", "about three times", "about 2.4 times"."""
        nearest = Fraction(rounded(factor))
        off = abs(factor - nearest) / factor
        if off > _CLOSE or factor < Fraction(7, 4):
            tenths = Fraction(rounded(factor * 10), 10)
            if tenths == Fraction(3, 2):
                return "one and a half times"
            return f"{'' if tenths == factor else 'about '}{float(tenths):g} times"
        said = "twice" if nearest == 2 else f"{self.count(nearest)} times"
        return said if off == 0 or (off < _NEAR and nearest > _LAST_IN_WORDS) else f"about {said}"


def _plural(count: int, unit: str) -> str:
    return f"{count:,} {unit}" if count == 1 else f"{count:,} {unit}s"
