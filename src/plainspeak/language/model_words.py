"""How the language model looks words up: the row of a word, the rows of its parts, a number for pairs."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

    Array = np.ndarray[Any, Any]

PARTS = 5  # parts of a word that are looked up
UNKNOWN, NOTHING = 1, 0  # rows of a word that is not in the table, and of no word
_START = zlib.crc32(b"<")  # what stands before the first word
_MIX = 31


@dataclass
class WordTable:
    """Looks each distinct word up once and numbers it.

    Attributes:
        vocabulary: Word in lower case → row of the word table.
        buckets: Rows of the table of parts.
        number_of: Word as written → its number; 0 is no word.
        rows: Row of the word table, by number.
        parts: Rows of the table of parts, by number.
        hashes: What a pair's number is made of, by number.
    """

    vocabulary: Mapping[str, int]
    buckets: int
    number_of: dict[str, int] = field(default_factory=lambda: {"": NOTHING})
    rows: list[int] = field(default_factory=lambda: [NOTHING])
    parts: list[tuple[int, ...]] = field(default_factory=lambda: [(0,) * PARTS])
    hashes: list[int] = field(default_factory=lambda: [_START])

    def numbers(self, words: Sequence[str]) -> list[int]:
        """Give the numbers of words, new ones being looked up."""
        known = self.number_of
        return [known[word] if word in known else self._add(word) for word in words]

    def _add(self, word: str) -> int:
        lower = word.lower()
        shape = "".join(map(_shape, word[:4])) + str(min(len(word), 6))
        parts = (f"s{lower[-3:]}", f"p{lower[:3]}", f"h{shape}", f"t{lower[-2:]}", f"u{lower[-4:]}")
        number = self.number_of[word] = len(self.rows)
        self.rows.append(self.vocabulary.get(lower, UNKNOWN))
        self.parts.append(tuple(zlib.crc32(part.encode()) % self.buckets for part in parts))
        self.hashes.append(zlib.crc32(lower.encode()))
        return number


def pair_rows(hashes: Array, buckets: int) -> Array:
    """Give the row of each word with the one before it; shape (sentences, words), 0-padded on the right."""
    import numpy as np

    before = np.empty_like(hashes)
    before[:, 0] = _START
    before[:, 1:] = hashes[:, :-1]
    # Numbers of 32 bits, which wrap around.
    mixed = before * np.uint32(_MIX) ^ hashes
    return (mixed ^ (mixed >> np.uint32(15))) % np.uint32(buckets)


def _shape(character: str) -> str:
    if character.isupper():
        return "X"
    if character.isalpha():
        return "x"
    return "d" if character.isdigit() else character
