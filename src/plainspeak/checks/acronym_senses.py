"""Which of several senses of a short form a document names in full."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from plainspeak.language.acronyms_aligner import WordIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.knowledge import GlossaryEntry
    from plainspeak.language.analysis import Analysis

_LITTLE = frozenset({"the", "a", "an", "and", "of", "for", "s"})
_SAME = 0.85  # two spellings that are this alike are one expansion
_TELLING = 150  # different words from which it tells something that a word is missing
_PLACES = 40  # passages in which a sense's words are looked for


def senses(known: GlossaryEntry) -> list[str]:
    """Give everything that a short form is known to stand for, the usual sense first."""
    return [known.expansion, *known.also]


def _bare(expansion: str) -> str:
    words = re.findall(r"[^\W_]+", expansion.casefold())
    return " ".join(word.rstrip("s") for word in words if word not in _LITTLE)


def alike(one: str, other: str) -> bool:
    """Tell whether two spellings are one long form."""
    first, second = _bare(one), _bare(other)
    if first in second or second in first:
        return True
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SAME


class SenseFinder:
    """Tells which senses of a short form a document names in full."""

    def __init__(self, analysis: Analysis, stop_words: frozenset[str]) -> None:
        self._texts: list[str] = []
        self._where: dict[str, set[int]] = {}
        self._stop_words = stop_words
        for number, passage in enumerate(analysis.passages):
            low = passage.block.prose.casefold()
            self._texts.append(" ".join(low.split()))
            for word in set(_words(low)):
                self._where.setdefault(word, set()).add(number)

    def named(self, meanings: Sequence[str]) -> str | None:
        """Give the one of several meanings whose words stand in the document, or None."""
        for together in (True, False):
            found = [meaning for meaning in meanings if self._stands(meaning, together=together)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def share(self, meaning: str) -> float:
        """Give how many of a meaning's words the document uses anywhere, from 0 to 1.

        One word alone, such as the name of a place, says little: it counts by half.
        """
        words = {word for word in _words(meaning.casefold()) if word not in self._stop_words}
        if not words:
            return 0.0
        found = sum(word in self._where for word in words) / len(words)
        return found if len(words) > 1 else found / 2

    def is_silent_on(self, meanings: Sequence[str]) -> bool:
        """Tell whether a document of some length has no word of any of several meanings."""
        return len(self._where) >= _TELLING and all(self.share(meaning) == 0.0 for meaning in meanings)

    def _stands(self, meaning: str, *, together: bool) -> bool:
        words = [word for word in _words(meaning.casefold()) if word not in self._stop_words]
        if len(words) < 2:
            return False
        places = sorted((self._where.get(word, set()) for word in words), key=len)
        shared = set.intersection(*places)
        if not together:
            return bool(shared) and len(words) > 2
        phrase = meaning.casefold()
        return any(phrase in self._texts[place] for place in sorted(shared)[:_PLACES])


def _words(low: str) -> list[str]:
    return [singular(word.text) for word in WordIndex(low).words]


def singular(word: str) -> str:
    """Give a word without the s of a plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
