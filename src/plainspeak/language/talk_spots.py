"""The passages of a document in their places: heading, list, parent item, whether a case is made there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.language.sentences import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.document import Block
    from plainspeak.language.analysis import Analysis, Passage, Sentence
    from plainspeak.language.talk import Talk
    from plainspeak.language.talk_places import Places

TITLES = frozenset({BlockKind.HEADING, BlockKind.SLIDE_TITLE})
BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.DEFINITION})
LISTED = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_CELL})
# What a reader of the text itself does not see, or sees on every page: it answers nothing.
UNSEEN = frozenset(
    {BlockKind.SPEAKER_NOTE, BlockKind.PAGE_HEADER, BlockKind.PAGE_FOOTER, BlockKind.ALT_TEXT, BlockKind.CODE}
)
_FEWEST_WORDS = 4  # less is a label, not a statement
_FEWEST_WITH_ADDRESS = 8  # less around a web address is a reference
_MAYBE_BENEFIT = 0.15  # at this probability a sentence may be somebody's benefit: no ground to complain
_INSTRUCTS_SECTION = 0.34  # share of instructions from which a section is one
_INSTRUCTS_DOCUMENT = 0.2  # … and a document
ASIDE = "aside"
_NUMBERING = "0123456789. "
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Spot:
    """A passage, what it belongs to, and what answers it.

    Attributes:
        number: Index of the passage.
        passage: The passage.
        talks: What its sentences speak.
        before: Words of the document before it.
        group: The paragraph, list or table that it belongs to; equal for what belongs together.
        heading: Index of the passage that is its heading, or -1.
        lead: Index of the paragraph right under that heading, or -1.
        set_apart: Whether it stands in an appendix, a glossary and the like, or repeats a heading.
        conditional: Whether what leads into its list makes no case: "It must:", "For example:".
        section: `aside`, `built` or `leading` where its heading, or one above, says so.
        parent: Index of the list item that it stands under, or -1.
        motivated: Whether it, its heading or the paragraph under that says who gains what.
        answered: Whether it or something near does.
        gains: Whether it speaks of a benefit.
        voices: Whether it may speak of a benefit.
    """

    number: int
    passage: Passage
    talks: Sequence[Talk]
    before: int
    group: int
    heading: int
    lead: int
    set_apart: bool
    conditional: bool = False
    section: str = ""
    parent: int = -1
    motivated: bool = False
    answered: bool = False
    gains: bool = field(init=False)
    voices: bool = field(init=False)

    def __post_init__(self) -> None:
        self.gains = any(talk.speaks_benefit for talk in self.talks)
        self.voices = self.gains or any(talk.benefit >= _MAYBE_BENEFIT for talk in self.talks)

    @property
    def block(self) -> Block:
        """Its block."""
        return self.passage.block

    @property
    def kind(self) -> BlockKind:
        """Kind of its block."""
        return self.passage.block.kind

    @property
    def counts(self) -> bool:
        """Whether what it says is the document's own word to its readers."""
        if self.block.quoted or self.set_apart or (self.block.cell and self.block.cell.header):
            return False
        return self.kind in BODY or self.kind in TITLES

    def statements(self) -> list[Sentence]:
        """Give its sentences that state something in the writer's own words."""
        return [sentence for sentence in self.passage.sentences if is_statement(self.block, sentence)]


def is_statement(block: Block, sentence: Sentence) -> bool:
    """Tell whether a sentence states something in the writer's own words: code and quotations are none."""
    if block.text[sentence.end - 1] == "?":
        return False
    inside = [mask for mask in block.masks if mask.start < sentence.end and sentence.start < mask.end]
    if not inside:
        return sentence.words >= _FEWEST_WORDS
    text, position = [], sentence.start
    for mask in inside:
        text.append(block.text[position : mask.start])
        position = mask.end
    text.append(block.text[position : sentence.end])
    fewest = _FEWEST_WITH_ADDRESS if any(mask.what == "url" for mask in inside) else _FEWEST_WORDS
    return count_words(" ".join(text)) >= fewest


@dataclass(slots=True)
class _Headings:
    """The headings above where a reader is."""

    places: Places
    reference: frozenset[str]
    apart_level: int = 0
    number: int = -1
    _open: list[tuple[int, str]] = field(default_factory=list)  # level and section
    _seen: bool = False

    def enter(self, number: int, block: Block) -> None:
        level = max(block.level, 1)
        if not self.apart_level or level <= self.apart_level:
            self.apart_level = level if _is_reference(block.text, self.reference) else 0
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        # The title of the paper names its matter, not the part that follows.
        own = self.places.section(block.text) if self._seen or level > 1 else ""
        own = self.section if self.section == ASIDE else own or self.section
        self._open.append((level, own))
        self._seen = True
        self.number = number

    @property
    def section(self) -> str:
        return self._open[-1][1] if self._open else ""


def find_spots(analysis: Analysis, places: Places) -> list[Spot]:
    """Give every passage with its heading, lead paragraph, group and parent item. Takes linear time."""
    headings = _Headings(places, analysis.vocabulary.words("reference-sections"))
    titles = {_bare(passage.block.text) for passage in analysis.passages if passage.block.kind in TITLES}
    heard = analysis.talk
    spots: list[Spot] = []
    previous: Spot | None = None
    items: list[Spot] = []
    before, lead = 0, -1
    for number, passage in enumerate(analysis.passages):
        block = passage.block
        if block.kind in TITLES:
            headings.enter(number, block)
            lead = -1
        elif block.kind is BlockKind.PARAGRAPH and headings.number == number - 1 >= 0:
            lead = number
        belongs = previous is not None and _belong(previous.block, block)
        # A table of contents repeats the headings.
        repeats = block.kind not in TITLES and _bare(block.text) in titles
        spot = Spot(
            number,
            passage,
            heard.get(number, ()),
            before,
            previous.group if previous and belongs else number,
            headings.number,
            lead,
            headings.apart_level > 0 or repeats,
            section=headings.section,
        )
        if block.kind is BlockKind.LIST_ITEM:
            items = items if belongs else []
            while items and items[-1].block.level >= block.level:
                items.pop()
            spot.parent = items[-1].number if items else -1
            items.append(spot)
        spots.append(spot)
        before += passage.words
        if block.kind not in UNSEEN:
            previous = spot
    _set_instructions_aside(spots, places)
    _set_conditions(spots, places)
    return spots


def _set_conditions(spots: Sequence[Spot], places: Places) -> None:
    """Mark the lists and tables whose lead-in sets a condition, asks or defines."""
    above: Spot | None = None
    silent: dict[int, bool] = {}
    for spot in spots:
        if spot.kind in UNSEEN:
            continue
        if spot.kind in LISTED and spot.group not in silent:
            silent[spot.group] = above is not None and _sets_conditions(above, places)
        spot.conditional = spot.kind in LISTED and silent[spot.group]
        above = spot


def _sets_conditions(spot: Spot, places: Places) -> bool:
    if spot.kind is not BlockKind.PARAGRAPH or not spot.passage.sentences:
        return False
    last = spot.passage.sentences[-1]
    return spot.block.text[last.end - 1] in ":?" and (
        spot.block.text[last.end - 1] == "?" or places.makes_no_claim(spot.block, last)
    )


def _set_instructions_aside(spots: Sequence[Spot], places: Places) -> None:
    """Mark sections, or all of the document, that mostly tell the reader how to work."""
    told: dict[int, int] = {}
    said: dict[int, int] = {}
    for spot in spots:
        if spot.kind not in BODY or not spot.counts:
            continue
        listed = spot.kind in LISTED
        for sentence in spot.statements():
            said[spot.heading] = said.get(spot.heading, 0) + 1
            told[spot.heading] = told.get(spot.heading, 0) + places.instructs(
                spot.block, sentence, listed=listed
            )
    everywhere = sum(told.values()) > _INSTRUCTS_DOCUMENT * sum(said.values())
    for spot in spots:
        here = told.get(spot.heading, 0) > _INSTRUCTS_SECTION * said.get(spot.heading, 0)
        if everywhere or here:
            spot.section = ASIDE


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _is_reference(title: str, names: frozenset[str]) -> bool:
    """Tell whether a heading opens a part where technology is in its place: an appendix, the risks."""
    words = _bare(title.lstrip(_NUMBERING)).split()
    return any(" ".join(words[:count]) in names for count in range(1, 5))


def _belong(one: Block, other: Block) -> bool:
    """Tell whether two neighbours are parts of one list or one table."""
    if one.kind is not other.kind or one.slide != other.slide or one.quoted != other.quoted:
        return False
    if one.cell and other.cell:
        return one.cell.table == other.cell.table
    return one.kind is BlockKind.LIST_ITEM
