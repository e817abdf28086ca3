"""Figures in a text: what they are worth, in which unit, and what they count. Needs no language model."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from plainspeak.language.quantity_dates import DateReader, is_year
from plainspeak.language.quantity_numbers import Number, NumberReader, glued
from plainspeak.language.quantity_records import Quantity, Token, tokens_of, unit_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.knowledge import Unit, Vocabulary

__all__ = ["Quantity", "QuantityFinder", "find_quantities", "is_plural", "quantity_finder"]

_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile(r"[^\W\d_]+")
_MEASURES = frozenset(
    ("percent", "points", "nines", "duration", "data", "rate", "throughput", "physical", "capacity")
)
_DASHES = frozenset("-–—‑−")
_HYPHENS = frozenset("-‑")  # may stand between a number and its unit, as in 4-hour
_BORROWERS = frozenset("→⇒➔➜")
_NOUN_REACH = 3  # words after a number among which the thing counted is looked for
_SHORTEST_PLURAL = 4
_NO_PLURALS = ("ss", "us", "is", "'s")
_WORDS = ("number-labels", "year-words", "noun-stops", "plural-words")


def find_quantities(text: str, vocabulary: Vocabulary) -> tuple[Quantity, ...]:
    """Find the figures of a text in reading order, not overlapping, in linear time."""
    return quantity_finder(vocabulary).find(text)


def quantity_finder(vocabulary: Vocabulary) -> QuantityFinder:
    """Give the finder for the units and words of a vocabulary, made once for each."""
    return _finder(vocabulary.units, *(vocabulary.words(name) for name in _WORDS))


@lru_cache(maxsize=4)
def _finder(
    units: tuple[Unit, ...],
    labels: frozenset[str],
    years: frozenset[str],
    stops: frozenset[str],
    plurals: frozenset[str],
) -> QuantityFinder:
    return QuantityFinder(units, labels, years, _Nouns(stops, plurals))


@dataclass(frozen=True, slots=True)
class _Nouns:
    """Finds what a number counts."""

    stops: frozenset[str]
    plurals: frozenset[str]

    def plural(self, tokens: Sequence[Token], at: int) -> int | None:
        """Give the first plural among the words from `at` on, before any word or mark that parts them."""
        for place in range(at, min(len(tokens), at + _NOUN_REACH)):
            token = tokens[place]
            if not token.is_word or token.key in self.stops:
                return None
            if token.key in self.plurals or is_plural(token.key):
                return place
        return None

    def run(self, tokens: Sequence[Token], at: int) -> tuple[str, int]:
        """Give the words from `at` on up to one that parts them, and where they end."""
        end = at
        while end < min(len(tokens), at + _NOUN_REACH) and tokens[end].is_word:
            if tokens[end].key in self.stops:
                break
            end += 1
        return " ".join(token.key for token in tokens[at:end]), end


def is_plural(word: str) -> bool:
    """Tell whether a word looks like a plural."""
    return len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(_NO_PLURALS)


class QuantityFinder:
    """Finds figures with the units of the packs."""

    def __init__(
        self, units: Sequence[Unit], labels: frozenset[str], years: frozenset[str], nouns: _Nouns
    ) -> None:
        self.measures = unit_table(units, _MEASURES)
        self.money = unit_table(units, frozenset({"money"}))
        self.numbers = NumberReader(
            unit_table(units, frozenset({"number"})),
            unit_table(units, frozenset({"fraction"})),
            unit_table(units, frozenset({"scale"})),
        )
        self.dates = DateReader(unit_table(units, frozenset({"month"})), labels)
        self.years = years
        self.nouns = nouns
        self._words = self.numbers.words.heads | self.numbers.fractions.heads

    def find(self, text: str) -> tuple[Quantity, ...]:
        """Find the figures of a text in reading order."""
        if not _DIGIT.search(text) and self._words.isdisjoint(_WORD.findall(text.lower())):
            return ()
        return tuple(_Scan(self, tokens_of(text)).run())


class _Scan:
    """One pass over the tokens of a text."""

    def __init__(self, finder: QuantityFinder, tokens: Sequence[Token]) -> None:
        self._finder = finder
        self._tokens = tokens

    def run(self) -> list[Quantity]:
        found: list[Quantity] = []
        at = 0
        while at < len(self._tokens):
            read = self._read(at)
            if read is None:
                at += 1
                continue
            quantity, at = read
            found.append(quantity)
        return found

    def _read(self, at: int) -> tuple[Quantity, int] | None:
        token = self._tokens[at]
        other = self._finder.dates.read(self._tokens, at)
        if other:
            kind, end = other
            return self._made(at, end, Fraction(0), kind), end
        money = None if token.is_number else self._finder.money.at(self._tokens, at)
        if money:
            return self._money(at, *money)
        number = self._finder.numbers.read(self._tokens, at)
        return self._figure(at, number) if number else None

    def _made(self, at: int, end: int, value: Fraction, kind: str, unit: Unit | None = None) -> Quantity:
        start, stop = self._tokens[at].start, self._tokens[end - 1].end
        size = unit.size if unit else Fraction(1)
        return Quantity(start, stop, value, unit.name if unit else "", kind, size=size, noun_end=stop)

    def _money(self, at: int, unit: Unit, after: int) -> tuple[Quantity, int] | None:
        """Read "€ 40,000", "USD 2.5m", "£3–4 million"."""
        number = self._finder.numbers.read(self._tokens, after, money=True)
        if not number or number.in_words:
            return None
        high = self._range_end(number.end, money=True)
        end = high.end if high else number.end
        low = number.value
        if high and high.value > low and self._finder.numbers.read(self._tokens, after) == number:
            plain = self._finder.numbers.read(self._tokens, number.end + 1)
            low *= self._scale_of(number.end + 1, high) if plain else 1
        made = self._made(at, end, low, "money", unit)
        return replace(made, high=high.value if high else None), end

    def _scale_of(self, at: int, number: Number) -> Fraction:
        """Give the scale word of a range's end, which its start shares: "£3–4 million"."""
        token = self._tokens[at]
        if not token.is_number or number.end == at + 1:
            return Fraction(1)
        scale = self._finder.numbers.scales.at(self._tokens, at + 1)
        return scale[0].size if scale else Fraction(1)

    def _range_end(self, at: int, *, money: bool = False) -> Number | None:
        """Read the upper end of a range from its dash or "to" on."""
        tokens = self._tokens
        if at + 1 >= len(tokens) or not (tokens[at].key in _DASHES or tokens[at].key == "to"):
            return None
        number_at = at + 1
        if money and self._finder.money.at(tokens, number_at):
            number_at += 1
        if tokens[at].key in _DASHES and number_at < len(tokens):
            spaced = (not glued(tokens, at)) != (not glued(tokens, at + 1))
            if spaced or not tokens[number_at].is_number:
                return None
        return self._finder.numbers.read(tokens, number_at, money=money)

    def _figure(self, at: int, number: Number) -> tuple[Quantity, int] | None:
        end = number.end
        measured = self._unit(end)
        if measured:
            return self._measured(at, number, *measured)
        money = self._finder.money.at(self._tokens, end)
        if money and not self._starts_number(money[1]):
            return self._made(at, money[1], number.value, "money", money[0]), money[1]
        high = self._range_end(end)
        if high:
            shared = self._unit(high.end)
            if shared and not self._after_from(at):
                made = self._made(at, shared[1], number.value, shared[0].kind, shared[0])
                return self._with_noun(replace(made, high=high.value), shared[1]), shared[1]
            if shared:
                # "from 9 to 3 seconds": the first number borrows the unit of the second.
                made = self._made(at, end, number.value, shared[0].kind, shared[0])
                return made, end
        borrowed = self._borrowed(end)
        if borrowed:
            return self._made(at, end, number.value, borrowed.kind, borrowed), end
        return self._counted(at, number)

    def _starts_number(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at].is_number

    def _borrowed(self, at: int) -> Unit | None:
        """Give the unit after the next number of "9 → 3 s"."""
        tokens = self._tokens
        if at >= len(tokens):
            return None
        arrow = tokens[at].key in _BORROWERS
        wide = at + 1 < len(tokens) and tokens[at].key == "-" and tokens[at + 1].key == ">"
        if not (arrow or wide):
            return None
        number = self._finder.numbers.read(tokens, at + 1 + wide)
        unit = self._unit(number.end) if number else None
        return unit[0] if unit else None

    def _after_from(self, at: int) -> bool:
        return at > 0 and self._tokens[at - 1].key == "from"

    def _unit(self, at: int) -> tuple[Unit, int] | None:
        tokens = self._tokens
        joined = at < len(tokens) and tokens[at].key in _HYPHENS and glued(tokens, at)
        if joined and glued(tokens, at + 1):
            at += 1
        found = self._finder.measures.at(tokens, at)
        if not found:
            return None
        unit, end = found
        # "two core benefits", "three user groups": a singular after a number says what kind of thing.
        last = tokens[end - 1]
        if unit.kind == "capacity" and not (
            joined or last.key.endswith("s") or last.text[1:] != last.key[1:]
        ):
            return None
        # A letter that runs on into digits is part of a code: 4h2, 3d5.
        if end < len(tokens) and tokens[end].is_number and glued(tokens, end) and unit.kind != "duration":
            return None
        return found

    def _measured(self, at: int, number: Number, unit: Unit, end: int) -> tuple[Quantity, int]:
        made = self._made(at, end, number.value, unit.kind, unit)
        if unit.kind == "duration":
            made, end = self._with_parts(made, end)
        high = self._range_end(end)
        if high and self._tokens[end].key in _DASHES:
            again = self._unit(high.end)
            if again and again[0] == unit:
                made = replace(made, end=self._tokens[again[1] - 1].end, high=high.value)
                end = again[1]
        return self._with_noun(made, end), end

    def _with_parts(self, first: Quantity, end: int) -> tuple[Quantity, int]:
        """Add the smaller units that follow: "1 h 30 min", "4 hours and 15 minutes"."""
        tokens = self._tokens
        parts, smallest, total = [first], first.size, first.amount
        while end < len(tokens):
            at = end + (tokens[end].key in {"and", ","} or tokens[end].key in _HYPHENS)
            if at >= len(tokens) or tokens[at].key == ",":
                break
            if tokens[at].is_number and self._finder.dates.read(tokens, at) and not glued(tokens, at):
                break
            number = self._finder.numbers.read(tokens, at)
            unit = self._unit(number.end) if number else None
            if not number or not unit or unit[0].kind != "duration" or unit[0].size >= smallest:
                break
            part = self._made(at, unit[1], number.value, "duration", unit[0])
            parts.append(part)
            smallest, total, end = unit[0].size, total + part.amount, unit[1]
        if len(parts) == 1:
            return first, end
        last = parts[-1]
        made = replace(first, end=last.end, noun_end=last.end, unit=last.unit, size=last.size)
        return replace(made, value=total / last.size, parts=tuple(parts)), end

    def _with_noun(self, made: Quantity, end: int) -> Quantity:
        if made.kind == "capacity":
            return replace(made, noun=made.unit)
        noun, after = self._finder.nouns.run(self._tokens, end)
        return replace(made, noun=noun, noun_end=self._tokens[after - 1].end)

    def _counted(self, at: int, number: Number) -> tuple[Quantity, int] | None:
        """Read a number with the noun that it counts, a year, a code or a bare number."""
        tokens, end = self._tokens, number.end
        if end < len(tokens) and glued(tokens, end) and tokens[end].is_word:
            return self._with_letters(at, number)
        place = self._finder.nouns.plural(tokens, end)
        if is_year(tokens[at].text) and not self._counts(at, place):
            return self._made(at, end, number.value, "date"), end
        if self._is_name(at):
            return self._made(at, end, number.value, "label"), end
        if place is None:
            if number.in_words and number.value:
                return None
            return self._made(at, end, number.value, "number"), end
        made = self._made(at, end, number.value, "count")
        capacity = self._finder.measures.at(tokens, place)
        if capacity and capacity[0].kind == "capacity":
            made = replace(made, kind="capacity", unit=capacity[0].name)
        return replace(made, noun=tokens[place].key, noun_end=tokens[place].end), end

    def _with_letters(self, at: int, number: Number) -> tuple[Quantity, int]:
        """Read "10x" as times, "30m" as a number in m, which may be minutes, metres or millions."""
        end = number.end
        letters = self._tokens[end].text
        known = {"x": "times", "X": "times", "m": "number"}.get(letters)
        made = self._made(at, end + 1, number.value, known or "label")
        return replace(made, unit=letters if known else ""), end + 1

    def _counts(self, at: int, place: int | None) -> bool:
        """Tell whether what looks like a year counts things: "2000 users"."""
        if place is None or (at and self._tokens[at - 1].key in self._finder.years):
            return False
        found = self._finder.measures.at(self._tokens, place)
        return bool(found and found[0].kind == "capacity")

    def _is_name(self, at: int) -> bool:
        """Tell whether a number belongs to a name, as in "Windows 11 laptops"."""
        tokens = self._tokens
        if at == 0 or not tokens[at].is_number or not tokens[at - 1].is_word:
            return False
        before = tokens[at - 1].text
        if len(before) > 1 and before.isupper():
            return True
        return at > 1 and before[0].isupper() and tokens[at - 2].key not in ".!?:•*|"
