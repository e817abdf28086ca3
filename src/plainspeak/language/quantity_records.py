"""What a figure is, and the signs and words that a text is cut into to find it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.knowledge import Unit

# A number with its separators, a word of letters, or any other sign. No two alternatives begin alike.
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:[.,\u00a0\u202f\u2009'’][0-9]+)*)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|\S"
)
_NO_FIGURES = frozenset({"date", "time", "version", "ordinal", "label"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text.

    Attributes:
        start: Where it starts, in characters; a currency before the number belongs to it.
        end: Where it ends, excluded; its unit belongs to it, the noun that is counted does not.
        value: The number as written, scale words and several parts ("1 h 30 min") reckoned together.
        unit: Name of the unit in the data (`hour`, `gigabyte`, `euro`), or empty.
        kind: percent, points, nines, duration, data, rate, throughput, physical, capacity, money, times,
            count (a number with a noun), number (a bare one); date, time, version, ordinal, label are
            no figures and are only there so that nobody takes them for some.
        noun: What is counted ("40 patched servers" → "servers"), of a percentage the words after it; in
            lower case, or empty.
        size: Size of the unit in the kind's base unit.
        high: Upper end of a range, else None.
        noun_end: Where the noun ends, or `end`.
        parts: What several parts were reckoned together from, as in "4 hours and 15 minutes".
    """

    start: int
    end: int
    value: Fraction
    unit: str
    kind: str
    noun: str = ""
    size: Fraction = Fraction(1)
    high: Fraction | None = None
    noun_end: int = 0
    parts: tuple[Quantity, ...] = ()

    @property
    def amount(self) -> Fraction:
        """The value in the kind's base unit: seconds, bytes, bits a second; the lower end of a range."""
        return self.value * self.size

    @property
    def high_amount(self) -> Fraction:
        """The upper end of a range in the base unit, or the amount."""
        return (self.value if self.high is None else self.high) * self.size

    @property
    def is_figure(self) -> bool:
        """Whether it says how much of something, and is no date, time of day, version or label."""
        return self.kind not in _NO_FIGURES


class Token(NamedTuple):
    """A number, word or sign; `key` is its text in lower case."""

    text: str
    key: str
    start: int
    end: int
    is_number: bool
    is_word: bool


def tokens_of(text: str) -> list[Token]:
    """Cut a text into numbers, words and signs, in linear time."""
    return [
        Token(
            match[0],
            match[0].lower().replace("’", "'"),
            match.start(),
            match.end(),
            match.lastgroup == "number",
            match.lastgroup == "word",
        )
        for match in _TOKEN.finditer(text)
    ]


@dataclass(frozen=True)
class UnitTable:
    """Every spelling of every unit: words and signs → unit."""

    any_case: dict[tuple[str, ...], Unit] = field(default_factory=dict)
    exact: dict[tuple[str, ...], Unit] = field(default_factory=dict)
    longest: int = 1
    heads: frozenset[str] = frozenset()

    def at(self, tokens: Sequence[Token], at: int) -> tuple[Unit, int] | None:
        """Give the unit that the longest stretch of tokens from `at` on spells, and where it ends."""
        if at >= len(tokens) or tokens[at].key not in self.heads:
            return None
        for end in range(min(len(tokens), at + self.longest), at, -1):
            stretch = tokens[at:end]
            unit = self.exact.get(tuple(token.text for token in stretch))
            unit = unit or self.any_case.get(tuple(token.key for token in stretch))
            if unit:
                return unit, end
        return None


def unit_table(units: Sequence[Unit], kinds: frozenset[str]) -> UnitTable:
    """Make the table of the units of some kinds. Where two share a spelling, the first one has it."""
    table: dict[tuple[str, ...], Unit] = {}
    exact: dict[tuple[str, ...], Unit] = {}
    for unit in units:
        if unit.kind in kinds:
            for form in unit.forms:
                table.setdefault(tuple(token.key for token in tokens_of(form)), unit)
            for form in unit.exact:
                exact.setdefault(tuple(token.text for token in tokens_of(form)), unit)
    spellings = (*table, *exact)
    heads = frozenset(spelling[0].lower() for spelling in spellings)
    return UnitTable(table, exact, max(map(len, spellings), default=1), heads)
