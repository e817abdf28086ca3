"""A document's acronyms as one audience reads them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.document import Block
    from plainspeak.knowledge import GlossaryEntry
    from plainspeak.language.acronyms import AcronymTable, Entry, Use
    from plainspeak.language.analysis import Analysis

TITLES = frozenset({BlockKind.HEADING, BlockKind.SLIDE_TITLE})
ASIDE = frozenset({BlockKind.PAGE_HEADER, BlockKind.PAGE_FOOTER, BlockKind.ALT_TEXT, BlockKind.CODE})


def key(acronym: str) -> str:
    """Give what two spellings of one acronym share."""
    return acronym.casefold().replace(".", "")


class AcronymView:
    """A document's acronyms as one audience reads them."""

    def __init__(self, analysis: Analysis, context: Context) -> None:
        self.analysis = analysis
        self.context = context
        self.table: AcronymTable = analysis.acronyms
        self.glossary: Mapping[str, GlossaryEntry] = context.knowledge.glossary_by_key
        self._known = {key(word) for word in context.known}
        self._starts: dict[int, list[int]] = {}

    def unknown(self) -> Iterator[Entry]:
        """Give the acronyms that the audience does not know."""
        return (entry for entry in self.table if not self.is_known(entry.acronym))

    def is_known(self, acronym: str) -> bool:
        """Tell whether the audience knows an acronym."""
        return key(acronym) in self._known

    def block(self, index: int) -> Block:
        """Give a block of the document."""
        return self.analysis.document.blocks[index]

    def text(self, use: Use) -> str:
        """Give a short form as it stands in the text."""
        return self.block(use.block).text[use.start : use.end]

    def sentence(self, passage: int, position: int) -> tuple[int, int]:
        """Name the sentence at a position: passage and number in it."""
        starts = self._starts.get(passage)
        if starts is None:
            starts = [sentence.start for sentence in self.analysis.passages[passage].sentences]
            self._starts[passage] = starts
        return passage, bisect_right(starts, position) - 1

    def opens_sentence(self, use: Use) -> bool:
        """Tell whether a sentence begins with this use."""
        passage, number = self.sentence(use.passage, use.start)
        return number < 0 or self.analysis.passages[passage].sentences[number].start == use.start

    def in_prose(self, uses: Sequence[Use]) -> list[Use]:
        """Give the uses that stand in the body, not in headings or asides."""
        return [use for use in uses if self.block(use.block).kind not in ASIDE | TITLES]

    def first_to_mark(self, entry: Entry) -> Use | None:
        """Give the first use in the body, else the first in a heading."""
        shown = [use for use in entry.uses if self.block(use.block).kind not in ASIDE]
        body = self.in_prose(shown)
        return (body or shown or [None])[0]  # type: ignore[list-item]
