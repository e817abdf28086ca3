"""Numbers as people write them: 1,500 · 99,9 · 2½ · twenty-five · 3 million · 40k."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.language.quantity_records import Token, UnitTable

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,\u00a0\u202f\u2009'’][0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}|0,[0-9]+|[0-9]{2},[0-9]{4}")
_MOST_DIGITS = 30
_HYPHENS = frozenset("-‑")
_HUNDRED = 100
_TEN = 10


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends before token `end`; `in_words` when no digit is in it."""

    value: Fraction
    end: int
    in_words: bool = False


def glued(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether no space stands before the token at `at`."""
    return 0 < at < len(tokens) and tokens[at - 1].end == tokens[at].start


@dataclass(frozen=True)
class NumberReader:
    """Reads numbers with the number words, fractions and scale words of the packs."""

    words: UnitTable
    fractions: UnitTable
    scales: UnitTable

    def read(self, tokens: Sequence[Token], at: int, *, money: bool = False) -> Number | None:
        """Read the number that starts at a token; with `money`, "2m" is two million."""
        if at >= len(tokens):
            return None
        token = tokens[at]
        if token.is_number:
            value = digits(token.text)
            number = None if value is None else Number(value, at + 1)
        elif part := self.fractions.at(tokens, at):
            return Number(part[0].size, part[1])
        else:
            number = self._in_words(tokens, at)
        if number is None:
            return None
        number = self._with_fraction(tokens, number)
        return self._scaled(tokens, number, money=money)

    def _in_words(self, tokens: Sequence[Token], at: int) -> Number | None:
        end, value = at, Fraction(0)
        last = Fraction(0)
        while found := self.words.at(tokens, end):
            size = found[0].size
            if end > at and not (last > _TEN and last % _TEN == 0 and 0 < size < _TEN):
                break
            value, last, end = value + size, size, found[1]
            if end < len(tokens) and tokens[end].key in _HYPHENS and self._tens(last, tokens, end + 1):
                end += 1
        return Number(value, end, in_words=True) if end > at else None

    def _tens(self, last: Fraction, tokens: Sequence[Token], at: int) -> bool:
        following = self.words.at(tokens, at)
        return bool(following and last > _TEN and last % _TEN == 0 and 0 < following[0].size < _TEN)

    def _with_fraction(self, tokens: Sequence[Token], number: Number) -> Number:
        part = self.fractions.at(tokens, number.end)
        if part:
            return Number(number.value + part[0].size, part[1], number.in_words)
        return number

    def _scaled(self, tokens: Sequence[Token], number: Number, *, money: bool) -> Number:
        scale = self.scales.at(tokens, number.end)
        while scale:
            text = tokens[number.end].text
            if len(text) == 1 and not (
                glued(tokens, number.end) and (money or text in {"k", "K"}) and not number.in_words
            ):
                break
            number = Number(number.value * scale[0].size, scale[1], number.in_words)
            scale = self.scales.at(tokens, number.end)
        return number


def digits(text: str) -> Fraction | None:
    """Read a number in digits, or give None where it is a version, an address or of absurd length."""
    if len(text) > _MOST_DIGITS:
        return None
    if _DECIMAL.fullmatch(text):
        return Fraction(text)
    if _THOUSANDS.fullmatch(text):
        return Fraction(re.sub(r"[^0-9.]", "", text))
    if _COMMA.fullmatch(text):
        return Fraction(text.replace(",", "."))
    return None
