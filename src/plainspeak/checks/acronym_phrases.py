"""Long forms that stand in a document without being tied to their short form.

Every run of words is read once: where the initials of some of its words spell a short form that is
looked for, the words are kept. Reading costs a fixed number of steps a word.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plainspeak.checks.acronym_senses import senses
from plainspeak.checks.acronym_view import ASIDE, TITLES
from plainspeak.language.acronyms_aligner import Word, WordIndex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from plainspeak.knowledge import GlossaryEntry
    from plainspeak.language.acronyms import Use
    from plainspeak.language.analysis import Analysis, Passage

_SHORTEST = 3  # two initials meet by chance on every page
_LONGEST = 8
_SMALL = 4  # letters of a short form from which words in small letters are believed, too
_KEPT = 20  # places of one long form
_NEAR = 60  # characters behind a short form in which its long form still explains it
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words at `start:end` of a passage whose initials spell a short form.

    `far` says that they stand in a later section, so that something else may be meant.
    """

    text: str
    passage: int
    start: int
    end: int
    far: bool = False


class Phrases:
    """The long forms in a document of short forms that nobody tied to them."""

    def __init__(
        self,
        analysis: Analysis,
        wanted: Collection[str],
        *,
        glossary: Mapping[str, GlossaryEntry],
        stop_words: frozenset[str],
    ) -> None:
        """Read the document once.

        Args:
            analysis: The document.
            wanted: Short forms without an explanation.
            glossary: What short forms may stand for, by short form in small letters.
            stop_words: Little words that a short form may skip.
        """
        self._passages = analysis.passages
        self._stop_words = stop_words
        self._wanted = {
            name.casefold() for name in wanted if name.isalpha() and _SHORTEST <= len(name) <= _LONGEST
        }
        self._lengths = sorted({len(name) for name in self._wanted})
        # Where only the capitals differ from the glossary's, as in DOD and DoD, another thing may be meant.
        spelled = set(wanted)
        known = {name: glossary[name] for name in self._wanted if name in glossary}
        self._senses = {
            name: {sense.casefold() for sense in senses(entry)}
            for name, entry in known.items()
            if entry.acronym in spelled
        }
        self._settled = {name for name, entry in known.items() if not entry.ambiguous}
        self._found: dict[str, list[Phrase]] = {}
        self._section: list[int] = []
        section = -1
        for number, passage in enumerate(self._passages):
            if passage.block.kind in TITLES:
                section = number
            self._section.append(section)
            if self._wanted and passage.block.kind not in ASIDE:
                self._read(number, passage)

    def _read(self, number: int, passage: Passage) -> None:
        text = passage.block.prose
        for run in _runs(WordIndex(text).words):
            content = [word for word in run if word.text.casefold() not in self._stop_words]
            for words in (content, [word for word in run if word.text.casefold() not in _ARTICLES]):
                self._windows(number, text, words)

    def _windows(self, number: int, text: str, words: Sequence[Word]) -> None:
        initials = "".join(word.text[0].casefold()[:1] for word in words)
        for length in self._lengths:
            for first in range(len(words) - length + 1):
                name = initials[first : first + length]
                if name in self._wanted:
                    self._keep(name, number, text, words[first : first + length])

    def _keep(self, name: str, number: int, text: str, words: Sequence[Word]) -> None:
        ends = (words[0], words[-1])
        if any(word.text.casefold() in self._stop_words for word in ends):
            return
        start, end = words[0].start, words[-1].end
        if text[end - 2 : end] in {"'s", "’s"}:
            end -= 2
        places = self._found.setdefault(name, [])
        apart = not places or places[-1].passage != number or places[-1].end <= start
        if apart and len(places) < _KEPT and self._is_believed(name, text[start:end], words):
            places.append(Phrase(text[start:end], number, start, end))

    def _is_believed(self, name: str, written: str, words: Sequence[Word]) -> bool:
        low = written.casefold()
        known = self._senses.get(name, set())
        if low in known or (low.endswith("s") and low[:-1] in known):
            return True
        content = [word.text for word in words if word.text.casefold() not in self._stop_words]
        if name in self._settled or any(len(word) < 2 for word in content):
            return False
        if all(word[0].isupper() for word in content):
            return True
        return len(content) >= _SMALL and all(word[0].islower() for word in content[1:])

    def of(self, acronym: str, use: Use) -> Phrase | None:
        """Give the long form before a use, the nearest one, or else one behind it.

        One behind it stands in its section, or comes back: initials that meet by chance do not.
        """
        found = self._found.get(acronym.casefold(), [])
        at = bisect_left([(one.passage, one.start) for one in found], (use.passage, use.start))
        if at:
            return found[at - 1]
        behind = found[0] if found else None
        if behind and self._section[behind.passage] == self._section[use.passage]:
            return behind
        return replace(behind, far=True) if behind and _recurs(found) else None

    def is_beside(self, phrase: Phrase, use: Use) -> bool:
        """Tell whether the long form stands before the use in its paragraph, right behind it, or above it.

        Above it is the heading of its section.
        """
        if phrase.passage == use.passage:
            return phrase.start < use.end + _NEAR
        return phrase.passage == self._section[use.passage] < use.passage


def _recurs(found: Sequence[Phrase]) -> bool:
    first = found[0].text.casefold()
    return any(other.text.casefold() == first for other in found[1:])


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        shouted = len(word.text) > 1 and word.text[1:].isupper()
        if run and (not word.free or word.comma or shouted):
            yield run
            run = []
        if not shouted:
            run.append(word)
    if run:
        yield run
