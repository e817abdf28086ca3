"""Words that show what a sentence leaves open: gains without a size, work without a result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.language.talk_places import Phrases, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.knowledge import Vocabulary
    from plainspeak.language.analysis import Passage, Sentence
    from plainspeak.language.talk import Talk
    from plainspeak.language.talk_places import Word

_NAME_WORD = re.compile(r"\w(?:[\w.'’/+#-]*[\w+#])?")
_DIGIT = re.compile(r"\d")
_MOST_FILLERS = 4
_OPENING = 6  # words in which the work must be named
_MOST_NAMES = 2
_SHOWN = 60  # characters of a passage that a message quotes


class VagueGains:
    """Finds gains that could mean anything: "improve efficiency"."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._rises = vocabulary.words("gain-words")
        gains = vocabulary.words("vague-gains")
        self._gains = Phrases(gains)
        self._fillers = vocabulary.words("gain-fillers") | gains
        self._ways = Phrases(vocabulary.words("ways-and-people"))
        self._concrete = Phrases(
            vocabulary.words("people-words")
            | vocabulary.words("time-words")
            | vocabulary.words("amount-words")
        )

    def find(self, text: str, sentence: Sentence, unless: Sequence[str] = ()) -> tuple[int, int] | None:
        """Give the span of the first gain without a size that no word of `unless` follows, or None."""
        words = words_of(text, sentence.start, sentence.end)
        for position, word in enumerate(words):
            if word.text in self._rises:
                last = self._gain_after(text, words, position)
                following = words[last + 1].text if last + 1 < len(words) else ""
                if last and following not in unless:
                    return word.start, words[last].end
        return None

    def _gain_after(self, text: str, words: Sequence[Word], position: int) -> int:
        for current in range(position + 1, min(position + 2 + _MOST_FILLERS, len(words))):
            if text[words[current - 1].end : words[current].start].strip():
                return 0
            count = self._gains.length_at(words, current)
            if count:
                return current + count - 1
            if words[current].text not in self._fillers:
                return 0
        return 0

    def is_concrete(self, text: str, start: int, end: int) -> bool:
        """Tell whether a stretch of text says how much, for whom or by when."""
        if _DIGIT.search(text, start, end):
            return True
        words = words_of(text, start, end)
        return self._concrete.stand_in(words)

    def says_how_or_for_whom(self, text: str, start: int, end: int) -> bool:
        """Tell whether what follows a gain names somebody, or says how it comes about or for whom."""
        words = words_of(text, start, end)
        return self._ways.stand_in(words) or any(text[word.start].isupper() for word in words)


class Activities:
    """Finds work that was done: "Held two workshops", "The switches were replaced"."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._verbs = vocabulary.words("activity-verbs")
        self._done = Phrases(self._verbs)
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
        words = words_of(text, sentence.start, sentence.end)
        for position in range(min(_OPENING, len(words))):
            count = self._done.length_at(words, position)
            if count:
                return words[position].start, words[position + count - 1].end
            if words[position].text not in self._openers:
                break
        return self._passive(words) if technical else None

    def _passive(self, words: Sequence[Word]) -> tuple[int, int] | None:
        for position, word in enumerate(words):
            if word.text not in self._verbs:
                continue
            before = {one.text for one in words[max(0, position - 2) : position]}
            last = position > 0 and position == len(words) - 1
            if (last or before & self._auxiliaries) and not before & self._unfinished:
                return word.start, word.end
        return None


class Evidence:
    """Quotes what shows a sentence to speak of technology."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._breaks = vocabulary.words("phrase-breaks")

    def quote(self, passage: Passage, sentence: Sentence, talk: Talk) -> str:
        """Quote the one or two names of things that led there, or the sentence where none can stand alone."""
        text = passage.block.text
        leans = [lean for lean in talk.evidence if lean.leans == "feature"]
        names = [
            (start, end)
            for start, end in self._names(passage.block.prose, sentence)
            if any(lean.start < end and start < lean.end for lean in leans)
        ]
        longest = sorted(sorted(names, key=lambda span: span[0] - span[1])[:_MOST_NAMES])
        quotes = list(dict.fromkeys(shortened(text[start:end]) for start, end in longest))
        return " and ".join(quotes) or shortened(text[sentence.start : sentence.end])

    def _names(self, text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Give the stretches of two words or more that no little word, verb or comma parts."""
        start, count, last = 0, 0, sentence.start
        for match in _NAME_WORD.finditer(text, sentence.start, sentence.end):
            joined = count and not text[last : match.start()].strip()
            if count > 1 and not joined:
                yield start, last
            if match[0].casefold() in self._breaks:
                if joined and count > 1:
                    yield start, last
                count = 0
            elif joined:
                count += 1
            else:
                start, count = match.start(), 1
            last = match.end()
        if count > 1:
            yield start, last


def shortened(text: str) -> str:
    """Quote a passage, or its first words."""
    if len(text) <= _SHOWN:
        return f"“{text.rstrip(' .;:,')}”"
    words = text[:_SHOWN].rpartition(" ")[0] or text[:_SHOWN]
    return f"“{words.rstrip(' .;:,')}…”"
