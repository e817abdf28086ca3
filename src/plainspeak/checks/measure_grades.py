"""The reading grade: told once, with what drives it and where to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainspeak.checks.base import Hit
from plainspeak.finding import Suggestion
from plainspeak.language.syllables import syllables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plainspeak.language.analysis import Analysis
    from plainspeak.language.readability import GradedSentence, Readability, Section
    from plainspeak.rule import Rule

_DOCUMENT_EXCESS = 2  # below two grades the formulas are not exact enough to bother anybody
_SECTION_EXCESS = 4  # grades above the limit from which a section is named
_STANDS_OUT = 2  # grades above its document from which a section stands out
_MOST_SECTIONS = 2
_SECTION_WORDS = 120  # in less, one or two long sentences make the grade, and are named anyway
_FEWEST_SENTENCES = 5
_SECTION_AVERAGE = 25  # words a sentence from which a section is named
_SECTION_LONG = 3  # … and so many long sentences
_LONG_ON_AVERAGE = 21  # words a sentence; below, long words make the grade, and those are mostly the topic's
_LITTLE, _VERY_MUCH = 1, 6  # grades above the limit without the topic, in long and in short sentences
_MOSTLY_LISTED = 0.5  # share of its words in lists above which a text is looked up, not read in a row
_TOPIC_USES = 3  # a long word used so often is what the text is about
_TOPIC_SYLLABLES = 2
_USUAL_SYLLABLES = 4  # of long words that the dictionary lacks
_LONG_SENTENCE = 25


def grades(rule: Rule, limit: float, analysis: Analysis) -> Iterator[Hit]:
    """Give the verdict on the whole document, or on the sections that stand out from an easier one."""
    whole = analysis.readability
    if whole is None:
        return
    if _is_hard(whole, limit + _DOCUMENT_EXCESS, limit):
        yield Hit(rule, None, 0, 0, *_told("This document", whole, limit, analysis))
        return
    for section in _hardest_sections(whole, limit):
        block = analysis.document.blocks[section.heading]
        told = _told("This section", section.readability, limit, analysis)
        yield Hit(rule, section.heading, 0, len(block.text), *told)


def _is_hard(text: Readability, floor: float, limit: float) -> bool:
    """Tell whether a text is hard by how it is written, not by the words that it can't do without."""
    if text.sentences < _FEWEST_SENTENCES or text.flesch_kincaid_grade < floor or _mostly_listed(text):
        return False
    excess = _LITTLE if text.words_per_sentence >= _LONG_ON_AVERAGE else _VERY_MUCH
    return _without_topic(text) >= limit + excess


def _mostly_listed(text: Readability) -> bool:
    return sum(sentence.words for sentence in text.graded if sentence.listed) > _MOSTLY_LISTED * text.words


def _without_topic(text: Readability) -> float:
    """Give the grade that a text would have if the long words it keeps using were short."""
    excess = sum(
        uses * ((syllables(word) or _USUAL_SYLLABLES) - _TOPIC_SYLLABLES)
        for word, uses in text.hardest
        if uses >= _TOPIC_USES
    )
    return text.flesch_kincaid_grade - 11.8 * excess / text.words


def _hardest_sections(whole: Readability, limit: float) -> Iterator[Section]:
    """Give the sections that stand out from their document, the hardest first, none inside another."""
    floor = max(limit + _SECTION_EXCESS, whole.flesch_kincaid_grade + _STANDS_OUT)
    hard = [
        section
        for section in whole.sections
        if section.readability.words >= _SECTION_WORDS
        and section.readability.words_per_sentence >= _SECTION_AVERAGE
        and _long_sentences(section.readability) >= _SECTION_LONG
        and _is_hard(section.readability, floor, limit)
    ]
    chosen: list[Section] = []
    for section in sorted(hard, key=lambda item: (-item.readability.flesch_kincaid_grade, item.heading)):
        apart = all(section.end <= other.heading or other.end <= section.heading for other in chosen)
        if apart and len(chosen) < _MOST_SECTIONS:
            chosen.append(section)
    yield from chosen


def _told(
    where: str, text: Readability, limit: float, analysis: Analysis
) -> tuple[Mapping[str, object], tuple[Suggestion, ...]]:
    values = {
        "where": where,
        "count": f"{text.flesch_kincaid_grade:.1f}",
        "limit": f"{limit:g}",
        "sentences": text.sentences,
        "cause": _cause(text),
    }
    if text.words_per_sentence < _LONG_ON_AVERAGE:
        return values, (Suggestion("Say who does what, with verbs: “we buy”, not “the purchase of”."),)
    longest = max(text.graded, key=lambda sentence: sentence.words)
    advice = f"Begin with the longest sentence, {longest.words} words: “{_opening(longest, analysis)}”"
    return values, (Suggestion(advice),)


def _cause(text: Readability) -> str:
    if text.words_per_sentence < _LONG_ON_AVERAGE:
        return f"{text.hard_words} of its {text.words} words are long, with three syllables or more"
    long = _long_sentences(text)
    average = f"its sentences have {text.words_per_sentence:.0f} words on average"
    return f"{average}, {long} of {text.sentences} have more than {_LONG_SENTENCE}" if long > 1 else average


def _long_sentences(text: Readability) -> int:
    return sum(sentence.words > _LONG_SENTENCE for sentence in text.graded)


def _opening(sentence: GradedSentence, analysis: Analysis) -> str:
    block = analysis.document.blocks[sentence.block]
    words = block.text[sentence.start : sentence.end].split()
    return " ".join(words[:6]).rstrip(",;:.") + "…"
