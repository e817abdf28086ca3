"""A document's acronyms as one audience reads them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from plainspeak.checks.acronym_names import Names, is_product, own_names
from plainspeak.checks.acronym_places import Places, Weight
from plainspeak.checks.acronym_senses import SenseFinder
from plainspeak.document import BlockKind
from plainspeak.language.acronyms_table import Use
from plainspeak.language.quotations import is_quoted, quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.document import Block
    from plainspeak.knowledge import GlossaryEntry
    from plainspeak.language.acronyms import AcronymTable, Definition, Entry
    from plainspeak.language.analysis import Analysis

TITLES = frozenset({BlockKind.HEADING, BlockKind.SLIDE_TITLE})
ASIDE = frozenset({BlockKind.PAGE_HEADER, BlockKind.PAGE_FOOTER, BlockKind.ALT_TEXT, BlockKind.CODE})

_QUESTION_BEFORE = re.compile(
    r"\W{0,4}(?:[\d.]{1,6} )?[Ww](?:hat|ho)(?:['’]s| is| are| does| do) (?:(?:an?|the|our) )?\W?$"
)
_QUESTION_AFTER = re.compile(r"\W?(?: mean| do| stand for| and why\b.{0,60}| and how\b.{0,60})?\W{0,3}$")
_WORD = re.compile(r"[^\W_]+")
_FIRST_USES = 5  # among which an explanation beside the short form comes in time
_MANY_PLACES = 500


def key(acronym: str) -> str:
    """Give what two spellings of one acronym share."""
    return acronym.casefold().replace(".", "")


def _asks_what_it_is(block: Block, use: Use) -> bool:
    """Tell whether a heading such as "What is QZT?" announces the explanation."""
    if block.kind not in TITLES or not _QUESTION_BEFORE.match(block.text[: use.start][:40]):
        return False
    return _QUESTION_AFTER.match(block.text, use.end) is not None


def _without_number(word: str) -> str:
    return word.rstrip("0123456789") or word


class AcronymView:
    """A document's acronyms as one audience reads them."""

    def __init__(self, analysis: Analysis, context: Context) -> None:
        self.analysis = analysis
        self.context = context
        self.table: AcronymTable = analysis.acronyms
        self.glossary: Mapping[str, GlossaryEntry] = context.knowledge.glossary_by_key
        self._known = {key(word) for word in context.known}
        self._starts: dict[int, list[int]] = {}
        self._names = Names(analysis.vocabulary)

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Little words that a short form may skip."""
        return self.analysis.vocabulary.words("stop-words")

    @cached_property
    def places(self) -> Places:
        """Tells how much a reader needs an explanation at a place."""
        return Places(self.analysis)

    @cached_property
    def _own_names(self) -> frozenset[str]:
        return own_names(self.analysis.document.source.text)

    @cached_property
    def senses(self) -> SenseFinder:
        """Tells which senses the document names in full."""
        return SenseFinder(self.analysis, self.stop_words)

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
        """Give the first use that a reader needs explained: in the body, else in a heading.

        Names, quotations and what is only filed or cited do not count; a title that somebody else gave,
        a cell or a box of a form counts where there are two of them.
        """
        if is_product(entry.acronym) and not entry.definitions and key(entry.acronym) not in self.glossary:
            return None
        if key(entry.acronym) in self._own_names:
            return None
        shown = [use for use in entry.uses if self.block(use.block).kind not in ASIDE]
        open_ = [use for use in self.in_prose(shown) or shown if not self._belongs(use)]
        told = next((use for use in open_ if self.places.weight(use) is Weight.FULL), None)
        if told is None and len(open_) < len(shown):
            told = next((use for use in shown if self._stands_told_in_title(use)), None)
        if told:
            return told
        little = [use for use in open_ if self.places.weight(use) is Weight.LITTLE]
        return little[0] if len({use.block for use in little}) > 1 else None

    def _belongs(self, use: Use) -> bool:
        text = self.block(use.block).prose
        return self._names.belongs(text, use.start, use.end) or is_quoted(
            quotations(text), use.start, use.end
        )

    def _stands_told_in_title(self, use: Use) -> bool:
        return self.block(use.block).kind in TITLES and not self._belongs(use)

    def is_told(self, definition: Definition) -> bool:
        """Tell whether the author defines it in own words, not in a quotation or the title of a link."""
        block, (start, end) = self.block(definition.block), definition.short
        use = Use(definition.acronym, definition.passage, definition.block, start, end)
        quoted = block.quoted or is_quoted(quotations(block.prose), start, end)
        return (
            not quoted
            and not self.places.is_linked(definition.long_block, *definition.long)
            and (self.places.weight(use) is Weight.FULL)
        )

    def is_explained_beside(self, entry: Entry) -> bool:
        """Tell whether one of the first uses has the thing's name beside it, in commas or brackets."""
        shown = [use for use in entry.uses if self.block(use.block).kind not in ASIDE]
        if any(_asks_what_it_is(self.block(use.block), use) for use in shown):
            return True
        return any(
            self._names.explained_beside(self.block(use.block).prose, use.start, use.end, self._opening(use))
            for use in shown[:_FIRST_USES]
        )

    def is_said_beside(self, use: Use, senses: Sequence[str]) -> bool:
        """Tell whether the paragraph of a use says one of the senses in full."""
        text = self.block(use.block).prose.casefold()
        return any(sense.casefold() in text for sense in senses)

    def _opening(self, use: Use) -> int:
        passage, number = self.sentence(use.passage, use.start)
        return self.analysis.passages[passage].sentences[number].start if number >= 0 else 0

    @cached_property
    def _word_places(self) -> dict[str, list[tuple[int, int]]]:
        places: dict[str, list[tuple[int, int]]] = {}
        for index, block in enumerate(self.analysis.document.blocks):
            for match in _WORD.finditer(block.text):
                places.setdefault(_without_number(match.group()), []).append((index, match.start()))
        return places

    def stands_elsewhere(self, written: str, block: int, start: int) -> bool:
        """Tell whether a short form stands anywhere else: singular, plural or with a number."""
        first = _WORD.search(written)
        if first is None:
            return True
        singular = written[:-1] if written.endswith("s") and len(written) > 2 else written
        pattern = re.compile(rf"{re.escape(singular)}(?:e?s|\d+)?(?!\w)")
        heads = {_without_number(first.group())}
        if first.end() == len(written):
            heads |= {_without_number(singular), singular + "s", singular + "es"}
        places = [place for head in heads for place in self._word_places.get(head, ())]
        if len(places) > _MANY_PLACES:
            return True
        offset = first.start()
        return any(
            (index, at - offset) != (block, start)
            and at >= offset
            and pattern.match(self.block(index).text, at - offset) is not None
            for index, at in places
        )


def words_before(analysis: Analysis) -> list[int]:
    """Count the words before each passage."""
    counts, total = [], 0
    for passage in analysis.passages:
        counts.append(total)
        total += passage.words
    return counts


def headings(analysis: Analysis) -> list[str]:
    """Give the heading above each passage in small letters, without its number."""
    names, current = [], ""
    for passage in analysis.passages:
        if passage.block.kind in TITLES:
            current = passage.block.text.casefold().strip(" :.0123456789")
        names.append(current)
    return names
