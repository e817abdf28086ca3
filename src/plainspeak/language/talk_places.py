"""What kind of place a sentence stands in: does it make a case to a leader, or tell somebody how to work?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plainspeak.document import Block
    from plainspeak.knowledge import Vocabulary
    from plainspeak.language.analysis import Sentence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TERM = re.compile(r"[^.:;!?–—]{1,60}(?: [-–—] |: )(?:an?|the|how|when|what)\b", re.IGNORECASE)
_EQUATION = frozenset({"is", "are", "was", "were"})
_ARTICLES = frozenset({"a", "an"})
_EQUATION_WITHIN = 4  # words before "is a", in which a term may stand
_LONGEST_LABEL = 6  # words; a longer heading is a statement or a question
_TICKET = re.compile(r"#[0-9]{1,6}\b|\[[A-Za-z ]{2,20}\]")
_WHO_IS_TOLD = frozenset({"you", "your", "yours", "you'll", "you're", "you've", "yourself"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word at characters `start:end`, its text without regard to capitals."""

    start: int
    end: int
    text: str


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Give the words of a stretch of text."""
    return [
        Word(match.start(), match.end(), match[0].casefold().replace("’", "'"))
        for match in _WORD.finditer(text, start, end)
    ]


class Phrases:
    """Finds words and short phrases of a list in a text."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            parts = tuple(phrase.split())
            self._by_first.setdefault(parts[0], []).append(parts)

    def length_at(self, words: Sequence[Word], position: int) -> int:
        """Give how many words from `position` on form one of the phrases, the longest one; 0 for none."""
        longest = 0
        for parts in self._by_first.get(words[position].text, ()):
            found = words[position : position + len(parts)]
            if len(parts) > longest and tuple(word.text for word in found) == parts:
                longest = len(parts)
        return longest

    def stand_in(self, words: Sequence[Word]) -> bool:
        """Tell whether any of the phrases stands in the words."""
        return any(
            word.text in self._by_first and self.length_at(words, position)
            for position, word in enumerate(words)
        )


class Places:
    """Judges headings and sentences by their words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._cues = Phrases(vocabulary.words("benefit-cues"))
        self._silent = Phrases(vocabulary.words("no-claim-phrases"))
        self._leading = Phrases(vocabulary.words("leader-sections"))
        self._built = Phrases(vocabulary.words("engineer-sections"))
        self._aside = Phrases(vocabulary.words("working-sections"))
        self._instructs = Phrases(vocabulary.words("instruction-verbs"))
        self._operates = Phrases(vocabulary.words("operating-verbs"))

    def section(self, title: str) -> str:
        """Tell what a heading opens: `aside`, `built` (for engineers), `leading` (for leaders) or nothing."""
        words = words_of(title, 0, len(title))
        for name, phrases in (("aside", self._aside), ("built", self._built), ("leading", self._leading)):
            if phrases.stand_in(words):
                return "" if name == "leading" and len(words) > _LONGEST_LABEL else name
        return ""

    def says_why(self, block: Block, sentence: Sentence) -> bool:
        """Tell whether words stand there that say who gains, what it costs or what it is for."""
        return self._cues.stand_in(words_of(block.prose, sentence.start, sentence.end))

    def instructs(self, block: Block, sentence: Sentence, *, listed: bool) -> bool:
        """Tell whether a sentence tells its reader what to do.

        Args:
            block: Its block.
            sentence: The sentence.
            listed: Whether it stands in a list, where "Upgrade the servers" may be a plan.
        """
        words = words_of(block.prose, sentence.start, sentence.end)
        if any(word.text in _WHO_IS_TOLD for word in words):
            return True
        first = self._operates if listed else self._instructs
        return bool(words) and first.length_at(words, 0) > 0

    def makes_no_claim(self, block: Block, sentence: Sentence) -> bool:
        """Tell whether a sentence defines, draws a limit, sets a condition, administers or names a ticket."""
        words = words_of(block.prose, sentence.start, sentence.end)
        if _TICKET.search(block.prose, sentence.start, sentence.end):
            return True
        if self._silent.stand_in(words) or _TERM.match(block.prose, sentence.start, sentence.end):
            return True
        opening = words[: _EQUATION_WITHIN + 2]
        return any(one.text in _EQUATION and other.text in _ARTICLES for one, other in pairwise(opening))
