"""Which words an acronym's letters stand for, found by dynamic programming.

A letter matches the start of a word for nothing and a letter inside a word for a price; words that
are skipped cost something too. After Schwartz and Hearst (2003), who search from the right end,
but with prices, so that the best of several readings wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BREAKS = frozenset("()[]{}<>;:!?|=•\n\u2013\u2014")
_JOINS = frozenset({"-", "/", "\u2011"})
_DIGIT_WORDS = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five"}

_INNER = 0.65  # a letter inside a word
_INNER_NEXT = 0.35  # right behind the letter before it: Open in OpenSSF, Acc for accuracy
_INNER_SMALL = 0.15  # a small letter of a mixed short form: o in IoT, i in BiLSTM
_SKIPPED = 1.1
_SKIPPED_PART = 0.3  # the second half of a hyphenated word
_SKIPPED_STOP = 0.1
_STOP_USED = 0.12
_STOP_FIRST = 0.5  # "Office of Audit (OA)" starts with Office
_COMMA = 0.3
_TRAILING = 0.75
_IMPOSSIBLE = 99.0
_LOOK_BACK = 4  # words that may lie between two matched ones


class Word(NamedTuple):
    """A word of a long form with its span; `joined` after a hyphen, `comma` after a comma.

    `free` tells that nothing keeps it from being read on from the word before it.
    """

    text: str
    start: int
    end: int
    joined: bool = False
    comma: bool = False
    free: bool = True


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words `first` to `last` (included) stand for the letters, at a price of `cost`."""

    first: int
    last: int
    cost: float


class WordIndex:
    """The words of one text, split once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.words = list(_words(text))
        self._starts = [word.start for word in self.words]

    def within(self, start: int, end: int) -> list[Word]:
        """Give all words that start in `start:end`."""
        return self.words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, start: int, end: int, limit: int) -> list[Word]:
        """Give the last words of `start:end`, at most `limit`, none before a hard break."""
        if self._text[max(start, end - 2) : end] in {"'s", "’s"}:
            end -= 2
        last = bisect_left(self._starts, end) - 1
        if last < 0 or self.words[last].start < start:
            return []
        word = self.words[last]
        if word.end > end:
            word = word._replace(text=self._text[word.start : end], end=end)
        elif not _linked(self._text[word.end : end]):
            return []
        kept = [word]
        while len(kept) < limit and kept[-1].free and last > 0 and self.words[last - 1].start >= start:
            last -= 1
            kept.append(self.words[last])
        return kept[::-1]

    def after(self, start: int, end: int, limit: int) -> list[Word]:
        """Give the first words of `start:end`, at most `limit`, none behind a hard break."""
        first = bisect_left(self._starts, start)
        if first == len(self.words) or not _linked(self._text[start : self.words[first].start]):
            return []
        kept: list[Word] = []
        for word in self.words[first : first + limit]:
            if word.start >= end or (kept and not word.free):
                break
            kept.append(word)
        return kept


def _words(text: str) -> Iterator[Word]:
    previous, one_letter = -1, False
    for match in _WORD.finditer(text):
        start, end = match.span()
        if previous < 0 or (start - previous == 1 and text[previous] == " "):
            yield Word(match.group(), start, end)
        else:
            gap = text[previous:start]
            bare = gap.strip()
            # "U.S. Grid Office": the full stop is the letter's, not the sentence's.
            free = _linked(gap) or (bare == "." and one_letter)
            yield Word(match.group(), start, end, bare in _JOINS, "," in gap, free)
        previous, one_letter = end, end - start == 1


def _linked(gap: str) -> bool:
    if len(gap) > 6 or not _BREAKS.isdisjoint(gap):
        return False
    return "." not in gap or gap == "."


@lru_cache(maxsize=4096)
def _letters(short: str) -> tuple[str, ...]:
    """Give the readings of a short form: W3C is WWWC, 2FA is two-FA, K8s stays for itself."""
    bare = "".join(character for character in short if character.isalnum())
    readings = [bare]
    doubled = re.sub(r"([A-Za-z])([2-5])(?=[A-Za-z])", lambda match: match[1] * int(match[2]), bare)
    if doubled != bare:
        readings.append(doubled)
        readings.append(re.sub(r"\d", "", bare))
    return tuple(readings)


def align(
    short: str, words: Sequence[Word], stop_words: frozenset[str], *, forward: bool
) -> Alignment | None:
    """Find the words that `short` stands for.

    Args:
        short: The short form, singular.
        words: The words in reading order.
        stop_words: Little words that cost next to nothing to skip.
        forward: The long form starts at the first word; else it ends at the last one.

    Returns:
        The cheapest alignment, the shortest of equally cheap ones, or None.
    """
    best: Alignment | None = _numeronym(short, words, forward=forward)
    for letters in _letters(short):
        if len(letters) < 2 or len(letters) > 12:
            continue
        found = _align(letters, words, stop_words, forward=forward)
        if found and (best is None or found.cost < best.cost):
            best = found
    return best


def _numeronym(short: str, words: Sequence[Word], *, forward: bool) -> Alignment | None:
    """K8s stands for a word of K, eight letters and s."""
    match = re.fullmatch(r"([A-Za-z])(\d{1,2})([A-Za-z])", short)
    if not match or not words:
        return None
    index = 0 if forward else len(words) - 1
    low = words[index].text.casefold()
    ends = low[0] == match[1].casefold() and low[-1] == match[3].casefold()
    return Alignment(index, index, 0.0) if ends and len(low) == int(match[2]) + 2 else None


def _align(
    letters: str, words: Sequence[Word], stop_words: frozenset[str], *, forward: bool
) -> Alignment | None:
    lows = [word.text.casefold() for word in words]
    if not any(_starts(letters[0], low) for low in (lows[:2] if forward else lows)):
        return None
    prices = [_skip_price(word, low, stop_words) for word, low in zip(words, lows, strict=True)]
    # One state a word: price so far, position of the last letter in the word, first word.
    states: list[tuple[float, int, int]] = []
    for index, low in enumerate(lows):
        length = _starts(letters[0], low)
        ahead = sum(prices[:index]) if forward else 0.0
        ahead += _STOP_FIRST if low in stop_words and not forward else 0.0
        start_price = ahead if length and (not forward or index <= 1) else _IMPOSSIBLE
        states.append((start_price, length - 1, index))
    for letter in letters[1:]:
        states = _step(letter, words, prices, states, stop_words)
        if all(state[0] >= _IMPOSSIBLE for state in states):
            return None
    best: Alignment | None = None
    for last, (price, _, first) in enumerate(states):
        if price >= _IMPOSSIBLE:
            continue
        behind = sum(min(_TRAILING, price_of) for price_of in prices[last + 1 :]) if not forward else 0.0
        candidate = Alignment(first, last, price + behind)
        if best is None or _better(candidate, best):
            best = candidate
    return best


def _better(one: Alignment, other: Alignment) -> bool:
    if abs(one.cost - other.cost) > 0.01:
        return one.cost < other.cost
    return one.last - one.first < other.last - other.first


def _skip_price(word: Word, low: str, stop_words: frozenset[str]) -> float:
    if low in stop_words:
        return _SKIPPED_STOP
    return _SKIPPED_PART if word.joined else _SKIPPED


def _step(
    letter: str,
    words: Sequence[Word],
    prices: Sequence[float],
    states: Sequence[tuple[float, int, int]],
    stop_words: frozenset[str],
) -> list[tuple[float, int, int]]:
    small = letter.islower()
    result: list[tuple[float, int, int]] = []
    for index, low in enumerate(word.text.casefold() for word in words):
        best = _inside(letter.casefold(), low, states[index], small=small)
        length = _starts(letter, low)
        if length:
            gap = _STOP_USED if low in stop_words else 0.0
            for before in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
                gap += _COMMA if words[before + 1].comma else 0.0
                price = states[before][0] + gap
                if price < best[0] - 0.001 or (abs(price - best[0]) <= 0.001 and states[before][2] > best[2]):
                    best = (price, length - 1, states[before][2])
                gap += prices[before]
        result.append(best)
    return result


def _inside(letter: str, low: str, state: tuple[float, int, int], *, small: bool) -> tuple[float, int, int]:
    price, position, first = state
    found = low.find(letter, position + 1) if price < _IMPOSSIBLE else -1
    if found == -1:
        return (_IMPOSSIBLE, 0, 0)
    extra = _INNER_NEXT if found == position + 1 else _INNER
    return (price + (_INNER_SMALL if small else extra), found, first)


def _starts(letter: str, low: str) -> int:
    """Tell how many characters of the word the letter uses up at its start; 0: none."""
    letter = letter.casefold()
    if low.startswith(letter):
        return 1
    if letter == "x" and (low.startswith("ex") or low == "cross"):
        return 2 if low.startswith("ex") else len(low)
    spelled = _DIGIT_WORDS.get(letter)
    if spelled and (low == spelled or (letter == "2" and low in {"to", "second"})):
        return len(low)
    return 0


def limit_for(short: str) -> float:
    """Give the highest price at which an alignment in an explicit definition is believed."""
    size = sum(character.isalnum() for character in short)
    return 0.8 if size <= 2 else 0.35 + 0.35 * size
