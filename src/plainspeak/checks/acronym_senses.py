"""Which of several senses of a short form a document names in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainspeak.language.acronyms_aligner import WordIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.knowledge import GlossaryEntry
    from plainspeak.language.analysis import Analysis

_PLACES = 40  # passages in which a sense's words are looked for


def senses(known: GlossaryEntry) -> list[str]:
    """Give everything that a short form is known to stand for, the usual sense first."""
    return [known.expansion, *known.also]


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
    return [word.text[:-1] if _is_plural(word.text) else word.text for word in WordIndex(low).words]


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss")
