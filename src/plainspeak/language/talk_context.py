"""Which sentences could be marked for what they say, and which have a benefit near enough to answer them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.language.talk_answers import answer
from plainspeak.language.talk_places import Places
from plainspeak.language.talk_spots import ASIDE, BODY, LISTED, is_statement

if TYPE_CHECKING:
    from plainspeak.language.analysis import Analysis, Sentence
    from plainspeak.language.talk import Talk
    from plainspeak.language.talk_spots import Spot

_LEANING = 0.5  # at this probability a sentence more likely speaks of technology than not
_QUOTES = "\"“'‘"
_OPENING = 150  # words of a paper that everybody reads
_SHORT = 700  # words of a paper that is read from end to end
_WORDS_A_LISTING = 200  # fewer words for each code listing: a paper for those who run it


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
        motivated: Whether its passage, its heading or the paragraph under that says who gains what.
        answered: Whether that or something else near it does.
        aside: Whether it stands where nobody is to be won over: among instructions, terms, administration.
        silent: Whether it makes no case itself: it instructs, defines, draws a limit, leads into a list.
        leading: Whether a leader reads this part of a paper that is written for others too.
        parted: Whether a question stands between it and the line before.
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
    motivated: bool
    answered: bool
    aside: bool
    silent: bool
    leading: bool
    parted: bool

    @property
    def technical(self) -> bool:
        """Whether it more likely speaks of technology than not, and makes a case for it."""
        said = self.talk.speaks_feature or self.talk.feature >= _LEANING
        return said and not (self.aside or self.silent)

    @property
    def leans_to_feature(self) -> bool:
        """Whether it is technical, and nothing near says who gains."""
        return self.technical and not self.answered

    @property
    def unanswered(self) -> bool:
        """Whether it surely speaks of technology, makes a case, and nothing near says who gains."""
        return self.talk.speaks_feature and self.leans_to_feature


@dataclass(frozen=True, slots=True)
class TalkView:
    """What a document's sentences speak of.

    Attributes:
        lines: Body sentences that may be marked, in order.
        features: Sentences, headings included, that speak of technology and of no benefit.
        benefits: Sentences, headings included, that speak of a benefit.
        for_engineers: Whether it is long or full of code: a leader reads only parts of it.
    """

    lines: tuple[Line, ...]
    features: int
    benefits: int
    for_engineers: bool


def read_talk(analysis: Analysis) -> TalkView:
    """Put what each sentence speaks in its place. Takes linear time."""
    places = Places(analysis.vocabulary)
    spots = analysis.spots
    answer(spots, places)
    lines: list[Line] = []
    features = benefits = 0
    parted = False
    for spot in spots:
        if not spot.counts:
            continue
        before = spot.before
        for position, (sentence, talk) in enumerate(zip(spot.passage.sentences, spot.talks, strict=False)):
            before += sentence.words
            if not is_statement(spot.block, sentence):
                parted = parted or spot.block.text[sentence.end - 1] == "?"
                continue
            benefits += talk.speaks_benefit
            features += not talk.speaks_benefit and (talk.speaks_feature or talk.feature >= _LEANING)
            if spot.kind in BODY:
                start = before - sentence.words
                lines.append(_line(len(lines), spot, position, start, places, parted=parted))
                parted = False
    return TalkView(tuple(lines), features, benefits, _is_for_engineers(analysis))


def _line(number: int, spot: Spot, position: int, before: int, places: Places, *, parted: bool) -> Line:
    sentence, talk = spot.passage.sentences[position], spot.talks[position]
    in_question = talk.feature >= _LEANING or talk.speaks_feature or talk.speaks_benefit
    return Line(
        number=number,
        passage=spot.number,
        block=spot.passage.index,
        kind=spot.kind,
        sentence=sentence,
        talk=talk,
        before=before,
        group=spot.group,
        heading=spot.heading,
        slide=spot.block.slide,
        motivated=spot.motivated,
        answered=spot.answered,
        aside=spot.section == ASIDE,
        silent=in_question and _is_silent(spot, sentence, places),
        leading=before < _OPENING or spot.section == "leading",
        parted=parted,
    )


def _is_silent(spot: Spot, sentence: Sentence, places: Places) -> bool:
    listed = spot.kind in LISTED
    if spot.conditional:
        return True
    if spot.block.text[sentence.end - 1] == ":" or spot.block.text[sentence.start] in _QUOTES:
        return True
    return places.instructs(spot.block, sentence, listed=listed) or places.makes_no_claim(
        spot.block, sentence
    )


def _is_for_engineers(analysis: Analysis) -> bool:
    listings = sum(block.kind is BlockKind.CODE for block in analysis.document.blocks)
    return analysis.words > _SHORT or listings * _WORDS_A_LISTING > analysis.words
