"""Which sentences could be marked for what they say, and which have a benefit near enough to answer them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.language.pipeline import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.document import Block
    from plainspeak.language.analysis import Analysis, Passage, Sentence
    from plainspeak.language.talk import Talk

_TITLES = frozenset({BlockKind.HEADING, BlockKind.SLIDE_TITLE})
_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.DEFINITION})
_LISTED = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_CELL})
# What a reader of the text itself does not see, or sees on every page: it answers nothing.
_ASIDE = frozenset(
    {BlockKind.SPEAKER_NOTE, BlockKind.PAGE_HEADER, BlockKind.PAGE_FOOTER, BlockKind.ALT_TEXT, BlockKind.CODE}
)
_FEWEST_WORDS = 4  # less is a label, not a statement
_FEWEST_WITH_ADDRESS = 8  # less around a web address is a reference
_LEANING = 0.5  # at this probability a sentence more likely speaks of technology than not
_FOLLOWING = 2  # sentences after a feature in which its benefit may come
_REACH = 200  # words that a heading or its lead paragraph speaks for
_ITEMS = 40  # items or cells in which a lead-in's benefit may come
_NUMBERING = "0123456789. "
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """A body sentence that may be marked, in its place.

    Attributes:
        number: Its place among the lines of the document.
        passage: Index of its passage in the analysis.
        block: Index of its block in the document.
        kind: Kind of its block.
        sentence: The sentence.
        talk: What it speaks.
        before: Words of the document before it.
        group: The paragraph, list or table that it belongs to; equal for what belongs together.
        heading: Index of the passage that is its heading, or -1.
        slide: Number of its slide from 1, or 0.
        answered: Whether it or something near it says who gains what.
    """

    number: int
    passage: int
    block: int
    kind: BlockKind
    sentence: Sentence
    talk: Talk
    before: int
    group: int
    heading: int
    slide: int
    answered: bool

    @property
    def leans_to_feature(self) -> bool:
        """Whether it more likely speaks of technology than not, and nothing near says who gains."""
        return (self.talk.speaks_feature or self.talk.feature >= _LEANING) and not self.answered

    @property
    def unanswered(self) -> bool:
        """Whether it surely speaks of technology, and nothing near says who gains."""
        return self.talk.speaks_feature and not self.answered


@dataclass(frozen=True, slots=True)
class TalkView:
    """What a document's sentences speak of.

    Attributes:
        lines: Body sentences that may be marked, in order.
        features: Sentences, headings included, that speak of technology and of no benefit.
        benefits: Sentences, headings included, that speak of a benefit.
    """

    lines: tuple[Line, ...]
    features: int
    benefits: int


@dataclass(slots=True)
class _Spot:
    """A passage, what it belongs to, and what answers it from outside."""

    number: int
    passage: Passage
    talks: Sequence[Talk]
    before: int
    group: int
    heading: int
    lead: int
    set_apart: bool
    parent: int = -1
    answered: bool = False
    gains: bool = field(init=False)

    def __post_init__(self) -> None:
        self.gains = any(talk.speaks_benefit for talk in self.talks)

    @property
    def block(self) -> Block:
        return self.passage.block

    @property
    def kind(self) -> BlockKind:
        return self.passage.block.kind

    @property
    def row(self) -> tuple[int, int, int]:
        cell = self.block.cell
        return (self.block.slide, cell.table, cell.row) if cell else (0, 0, 0)

    @property
    def counts(self) -> bool:
        """Whether what it says is the document's own word to its readers."""
        if self.block.quoted or self.set_apart or (self.block.cell and self.block.cell.header):
            return False
        return self.kind in _BODY or self.kind in _TITLES


def read_talk(analysis: Analysis) -> TalkView:
    """Put what each sentence speaks in its place. Takes linear time."""
    spots = _spots(analysis)
    _answer_in_lists(spots)
    _answer_between_blocks(spots)
    _answer_in_rows_and_slides(spots)
    lines: list[Line] = []
    features = benefits = 0
    for spot in spots:
        if not spot.counts:
            continue
        before = spot.before
        for position, (sentence, talk) in enumerate(zip(spot.passage.sentences, spot.talks, strict=False)):
            before += sentence.words
            if not _is_statement(spot.block, sentence):
                continue
            benefits += talk.speaks_benefit
            features += not talk.speaks_benefit and (talk.speaks_feature or talk.feature >= _LEANING)
            if spot.kind in _BODY:
                lines.append(_line(len(lines), spot, position, before - sentence.words, spots))
    return TalkView(tuple(lines), features, benefits)


def _line(number: int, spot: _Spot, position: int, before: int, spots: Sequence[_Spot]) -> Line:
    return Line(
        number=number,
        passage=spot.number,
        block=spot.passage.index,
        kind=spot.kind,
        sentence=spot.passage.sentences[position],
        talk=spot.talks[position],
        before=before,
        group=spot.group,
        heading=spot.heading,
        slide=spot.block.slide,
        answered=_answered(spot, position, before, spots),
    )


def _is_statement(block: Block, sentence: Sentence) -> bool:
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


def _spots(analysis: Analysis) -> list[_Spot]:
    """Give every passage with its heading, lead paragraph, group and parent item."""
    apart = analysis.vocabulary.words("reference-sections")
    titles = {_bare(passage.block.text) for passage in analysis.passages if passage.block.kind in _TITLES}
    heard = analysis.talk
    spots: list[_Spot] = []
    previous: _Spot | None = None
    items: list[_Spot] = []
    before, heading, lead, apart_level = 0, -1, -1, 0
    for number, passage in enumerate(analysis.passages):
        block = passage.block
        if block.kind in _TITLES:
            level = max(block.level, 1)
            if not apart_level or level <= apart_level:
                apart_level = level if _is_reference(block.text, apart) else 0
            heading, lead = number, -1
        elif block.kind is BlockKind.PARAGRAPH and heading == number - 1 >= 0:
            lead = number
        belongs = previous is not None and _belong(previous.block, block)
        group = previous.group if previous and belongs else number
        talks = heard.get(number, ())
        # A table of contents repeats the headings.
        repeats = block.kind not in _TITLES and _bare(block.text) in titles
        spot = _Spot(number, passage, talks, before, group, heading, lead, apart_level > 0 or repeats)
        if block.kind is BlockKind.LIST_ITEM:
            items = items if belongs else []
            while items and items[-1].block.level >= block.level:
                items.pop()
            spot.parent = items[-1].number if items else -1
            items.append(spot)
        spots.append(spot)
        before += passage.words
        if block.kind not in _ASIDE:
            previous = spot
    return spots


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


def _answer_in_lists(spots: Sequence[_Spot]) -> None:
    """A list item is answered by those that it stands under and by those that stand under it."""
    below = [False] * len(spots)
    for spot in reversed(spots):
        if spot.parent >= 0 and (spot.gains or below[spot.number]):
            below[spot.parent] = True
    above = [False] * len(spots)
    for spot in spots:
        if spot.parent >= 0:
            above[spot.number] = spots[spot.parent].gains or above[spot.parent]
        spot.answered = spot.answered or below[spot.number] or above[spot.number]


def _answer_between_blocks(spots: Sequence[_Spot]) -> None:
    """A list is answered by the sentences that lead into it and by the sentence that follows it."""
    members: dict[int, list[_Spot]] = {}
    for spot in spots:
        if spot.kind in _LISTED:
            members.setdefault(spot.group, []).append(spot)
    shown = [spot for spot in spots if spot.kind not in _ASIDE]
    place = {spot.number: index for index, spot in enumerate(shown)}
    for group in members.values():
        around: list[Talk] = []
        first, last = place[group[0].number], place[group[-1].number]
        if first > 0 and _is_lead_in(shown[first - 1], group[0]):
            around += shown[first - 1].talks[-_FOLLOWING:]
        if last + 1 < len(shown) and _follows(group[-1], shown[last + 1]):
            around += shown[last + 1].talks[:1]
        if any(talk.speaks_benefit for talk in around):
            for spot in group:
                spot.answered = True


def _is_lead_in(spot: _Spot, item: _Spot) -> bool:
    return spot.kind is BlockKind.PARAGRAPH and spot.block.slide == item.block.slide


def _follows(spot: _Spot, following: _Spot) -> bool:
    return following.kind is BlockKind.PARAGRAPH and following.block.slide == spot.block.slide


def _answer_in_rows_and_slides(spots: Sequence[_Spot]) -> None:
    """A table row is answered by any of its cells, a slide by anything that stands on it."""
    rows = {spot.row for spot in spots if spot.gains and spot.block.cell}
    slides = {spot.block.slide for spot in spots if spot.gains and spot.kind not in _ASIDE}
    for spot in spots:
        if (spot.block.cell and spot.row in rows) or (spot.block.slide and spot.block.slide in slides):
            spot.answered = True


def _answered(spot: _Spot, position: int, before: int, spots: Sequence[_Spot]) -> bool:
    if spot.answered or _by_heading(spot, before, spots):
        return True
    if spot.kind is not BlockKind.PARAGRAPH:
        return spot.gains
    near = spot.talks[max(0, position - 1) : position + 1 + _FOLLOWING]
    if any(talk.speaks_benefit for talk in near):
        return True
    return position == len(spot.talks) - 1 and any(_going_on(spot, spots))


def _by_heading(spot: _Spot, before: int, spots: Sequence[_Spot]) -> bool:
    for number in (spot.heading, spot.lead if spot.lead != spot.number else -1):
        if number >= 0 and spots[number].gains and before - spots[number].before <= _REACH:
            return True
    return False


def _going_on(spot: _Spot, spots: Sequence[_Spot]) -> Iterator[bool]:
    """Tell of what comes right after a paragraph whether it says who gains."""
    ahead = spots[spot.number + 1 : spot.number + 3]
    following = next((one for one in ahead if one.kind not in _ASIDE), None)
    if following is None or following.block.slide != spot.block.slide:
        return
    if following.kind is BlockKind.PARAGRAPH:
        yield any(talk.speaks_benefit for talk in following.talks[:1])
    elif following.kind in _LISTED and spot.block.text.endswith(":"):
        for item in spots[following.number : following.number + _ITEMS]:
            if item.group != following.group:
                return
            yield item.gains
