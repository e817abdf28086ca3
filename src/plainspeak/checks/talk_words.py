"""Words that show what a sentence leaves open: gains without a size, work without a result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.knowledge import Vocabulary
    from plainspeak.language.analysis import Passage, Sentence
    from plainspeak.language.talk import Talk

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_LONGEST_PHRASE = 3  # words
_MOST_FILLERS = 4
_OPENING = 6  # words in which the work must be named
_TELLING = 6  # characters from which a single plain word tells a reader something
_SHOWN = 44  # characters of a passage that a message quotes


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str  # without regard to capitals


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [
        _Word(match.start(), match.end(), match[0].casefold().replace("’", "'"))
        for match in _WORD.finditer(text, start, end)
    ]


def _phrase_at(words: Sequence[_Word], position: int, phrases: frozenset[str]) -> int:
    """Give how many words from `position` on form one of the phrases, the longest one; 0 for none."""
    for count in range(min(_LONGEST_PHRASE, len(words) - position), 0, -1):
        if " ".join(word.text for word in words[position : position + count]) in phrases:
            return count
    return 0


class VagueGains:
    """Finds gains that could mean anything: "improve efficiency"."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._rises = vocabulary.words("gain-words")
        self._gains = vocabulary.words("vague-gains")
        self._fillers = vocabulary.words("gain-fillers") | self._gains
        self._concrete = (
            vocabulary.words("people-words")
            | vocabulary.words("time-words")
            | vocabulary.words("amount-words")
        )

    def find(self, text: str, sentence: Sentence, unless: Sequence[str] = ()) -> tuple[int, int] | None:
        """Give the span of the first gain without a size that no word of `unless` follows, or None."""
        words = _words(text, sentence.start, sentence.end)
        for position, word in enumerate(words):
            if word.text in self._rises:
                last = self._gain_after(text, words, position)
                following = words[last + 1].text if last + 1 < len(words) else ""
                if last and following not in unless:
                    return word.start, words[last].end
        return None

    def _gain_after(self, text: str, words: Sequence[_Word], position: int) -> int:
        for current in range(position + 1, min(position + 2 + _MOST_FILLERS, len(words))):
            if text[words[current - 1].end : words[current].start].strip():
                return 0
            count = _phrase_at(words, current, self._gains)
            if count:
                return current + count - 1
            if words[current].text not in self._fillers:
                return 0
        return 0

    def is_concrete(self, text: str, start: int, end: int) -> bool:
        """Tell whether a stretch of text says how much, for whom or by when."""
        if _DIGIT.search(text, start, end):
            return True
        words = _words(text, start, end)
        return any(_phrase_at(words, position, self._concrete) for position in range(len(words)))

    @staticmethod
    def names_somebody(text: str, start: int, end: int) -> bool:
        """Tell whether a name stands in a stretch of text in which no sentence begins."""
        return any(text[word.start].isupper() for word in _words(text, start, end))


class Activities:
    """Finds work that was done: "Held two workshops", "The switches were replaced"."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._verbs = vocabulary.words("activity-verbs")
        self._openers = vocabulary.words("activity-openers")
        self._auxiliaries = vocabulary.words("passive-auxiliaries")
        self._unfinished = vocabulary.words("unfinished-words")

    def find(self, text: str, sentence: Sentence, *, technical: bool) -> tuple[int, int] | None:
        """Give the span of the verb that names the work, or None.

        Args:
            text: Text of the block.
            sentence: The sentence.
            technical: Whether it speaks of technology; only then the verb may stand further back.
        """
        words = _words(text, sentence.start, sentence.end)
        for position in range(min(_OPENING, len(words))):
            count = _phrase_at(words, position, self._verbs)
            if count:
                return words[position].start, words[position + count - 1].end
            if words[position].text not in self._openers:
                break
        return self._passive(words) if technical else None

    def _passive(self, words: Sequence[_Word]) -> tuple[int, int] | None:
        for position, word in enumerate(words):
            if word.text not in self._verbs:
                continue
            before = {one.text for one in words[max(0, position - 2) : position]}
            last = position > 0 and position == len(words) - 1
            if (last or before & self._auxiliaries) and not before & self._unfinished:
                return word.start, word.end
        return None


def evidence(passage: Passage, sentence: Sentence, talk: Talk) -> str:
    """Quote the words, at most two stretches of them, that show a sentence to speak of technology."""
    text = passage.block.text
    spans: list[tuple[int, int]] = []
    for lean in sorted(talk.evidence, key=lambda one: one.start):
        if lean.leans != "feature" or lean.start < sentence.start or lean.end > sentence.end:
            continue
        if spans and not text[spans[-1][1] : lean.start].strip(" -–/"):
            spans[-1] = (spans[-1][0], lean.end)
        else:
            spans.append((lean.start, lean.end))
    if len(spans) == 1 and spans[0][1] - spans[0][0] < _TELLING and text[slice(*spans[0])].islower():
        spans = []
    longest = sorted(sorted(spans, key=lambda span: span[0] - span[1])[:2])
    quotes = list(dict.fromkeys(shortened(text[start:end]) for start, end in longest))
    return " and ".join(quotes) or shortened(text[sentence.start : sentence.end])


def shortened(text: str) -> str:
    """Quote a passage, or its first words."""
    if len(text) <= _SHOWN:
        return f"“{text.rstrip(' .;:,')}”"
    words = text[:_SHOWN].rpartition(" ")[0] or text[:_SHOWN]
    return f"“{words.rstrip(' .;:,')}…”"
