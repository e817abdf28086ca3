"""The stretch of text in which a definition is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.language.acronyms_table import Definition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.language.acronyms_aligner import Word, WordIndex
    from plainspeak.language.acronyms_candidates import Candidate
    from plainspeak.language.analysis import Passage


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters `start:end` of the text of passage `number`, with the words of the whole text."""

    number: int
    passage: Passage
    text: str
    index: WordIndex
    start: int
    end: int

    def definition(self, core: str, short: tuple[int, int], words: Sequence[Word], style: str) -> Definition:
        """Make a definition whose long form is `words`."""
        block = self.passage.index
        long = (words[0].start, words[-1].end)
        expansion = self.passage.block.text[long[0] : long[1]]
        return Definition(core, expansion, self.number, block, short, block, long, style)

    def explains(self, candidate: Candidate, words: Sequence[Word], style: str) -> Definition:
        """Make a definition of a candidate."""
        return self.definition(candidate.core, (candidate.start, candidate.end), words, style)


def is_itself(core: str, words: Sequence[Word]) -> bool:
    """Tell whether the long form holds the short form as a word."""
    return any(word.text.casefold().rstrip("s") == core.casefold().rstrip("s") for word in words)
