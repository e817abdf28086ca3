"""Finding thousands of phrases in one pass over the words of a text.

A table from the first two words to the lengths of the phrases that start with them, and from whole
phrases to what they mean: every position costs a look-up or two, however many phrases there are.
This is slower than spaCy's PhraseMatcher over a Doc at hand, but far faster than making that Doc, and
it reads `360-degree` and `out-of-hours` as a writer does, where the tokenizer has its own mind.
Hyphens between words count as spaces, so `state-of-the-art` and `state of the art` are one phrase.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

# A word with its apostrophes, or any other visible character on its own.
_WORD = re.compile(r"\w+(?:'\w+)*|\S")
_HYPHENS = "-‐‑"
# The look-behind comes second, so that only hyphens are looked at.
_INNER_HYPHEN = re.compile(rf"[{_HYPHENS}](?<=[^\W_].)(?=[^\W_])")
_PLAIN = re.compile("[a-z ]+")
_HYPHEN_CHARACTERS = frozenset(_HYPHENS)
_JOINTS = frozenset({"", " ", *_HYPHENS})


class Words:
    """The words of a text in lower case, without the hyphens between them.

    Attributes:
        text: The text.
        keys: Each word, or other visible character, in lower case.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        # Every step keeps the length, so that places in one are places in the other.
        lower = text.lower().replace("’", "'")
        if len(lower) != len(text):
            lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
        self._lower = _INNER_HYPHEN.sub(" ", lower)
        self.keys: list[str] = _WORD.findall(self._lower)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self._lower)]

    def start(self, word: int) -> int:
        """Give the place of a word's first character."""
        return self._spans[word][0]

    def end(self, word: int) -> int:
        """Give the place just past a word's last character."""
        return self._spans[word][1]


@dataclass
class PhraseTable(Generic[T]):
    """Phrases and what they mean."""

    # First word → second word (none for phrases of one word) → lengths of the phrases that start so.
    _lengths: dict[str, dict[str | None, list[int]]] = field(default_factory=dict)
    _meanings: dict[tuple[str, ...], list[T]] = field(default_factory=dict)

    def add(self, phrase: str, meaning: T) -> None:
        """Add a phrase. It may have several meanings."""
        keys = tuple(phrase.split() if _PLAIN.fullmatch(phrase) else Words(phrase).keys)
        meanings = self._meanings.get(keys)
        if meanings is None:
            meanings = self._meanings[keys] = []
            lengths = self._lengths.setdefault(keys[0], {}).setdefault(keys[1] if len(keys) > 1 else None, [])
            if len(keys) not in lengths:
                lengths.append(len(keys))
        meanings.append(meaning)

    def find(self, words: Words) -> Iterator[tuple[int, int, T]]:
        """Give first word, last word (excluded) and meaning of every phrase, overlapping ones too."""
        by_first, meanings_of, keys = self._lengths, self._meanings, words.keys
        following = [*keys[1:], ""]
        for first, key in enumerate(keys):
            by_second = by_first.get(key)
            if by_second is None:
                continue
            for length in (*by_second.get(following[first], ()), *by_second.get(None, ())):
                last = first + length
                # A slice past the end would be a shorter phrase once more.
                meanings = meanings_of.get(tuple(keys[first:last])) if last <= len(keys) else None
                if meanings and _stands_alone(words, first, last):
                    for meaning in meanings:
                        yield first, last, meaning


def _stands_alone(words: Words, first: int, last: int) -> bool:
    """Tell whether words are joined to each other, and to nothing on either side."""
    text = words.text
    if any(text[words.end(word) : words.start(word + 1)] not in _JOINTS for word in range(first, last - 1)):
        return False
    before = words.start(first) - 1
    after = words.end(last - 1)
    return not (
        (before > 0 and text[before] in _HYPHEN_CHARACTERS and text[before - 1].isalnum())
        or (after < len(text) and _continues(text, after))
    )


def _continues(text: str, after: int) -> bool:
    character = text[after]
    if character in _HYPHEN_CHARACTERS:
        return after + 1 < len(text) and text[after + 1].isalnum()
    return unicodedata.combining(character) > 0
