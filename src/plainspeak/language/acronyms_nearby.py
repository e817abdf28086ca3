"""Long forms that stand elsewhere in the sentence of their short form."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from plainspeak.language.acronyms_spots import Spot, is_itself

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.language.acronyms_aligner import Word, WordIndex
    from plainspeak.language.acronyms_candidates import Candidate
    from plainspeak.language.acronyms_table import Definition
    from plainspeak.language.analysis import Passage

_HARD = frozenset(",;:()[]—–")
_REACH = 8  # words between a two-letter short form and its capitalised long form
_REACH_SMALL = 3  # likewise in small letters
_SENTENCE_WORDS = 120
_CANDIDATES = 12  # per sentence, so that a sentence of nothing but acronyms stays cheap


def nearby(
    number: int,
    passage: Passage,
    index: WordIndex,
    here: Sequence[Candidate],
    *,
    found: Sequence[Definition],
    stop_words: frozenset[str],
) -> Iterator[Definition]:
    """Give long forms in the sentence of a candidate, every initial matching.

    Args:
        number: Index of the passage among the passages.
        passage: The passage.
        index: Its words.
        here: Its candidates.
        found: What other ways have already found in it.
        stop_words: Little words that an acronym may skip.
    """
    covered = {position for definition in found for position in range(*definition.short)}
    settled = {definition.acronym for definition in found}
    starts = [sentence.start for sentence in passage.sentences]
    by_sentence: dict[int, list[Candidate]] = {}
    for candidate in here:
        open_ = candidate.start not in covered and candidate.core not in settled
        if open_ and candidate.core.isalpha() and candidate.core.isupper():
            by_sentence.setdefault(bisect_right(starts, candidate.start) - 1, []).append(candidate)
    for at, candidates in by_sentence.items():
        if at >= 0:
            sentence = passage.sentences[at]
            spot = Spot(number, passage, passage.block.prose, index, sentence.start, sentence.end)
            yield from _in_sentence(spot, candidates[:_CANDIDATES], stop_words)


def _in_sentence(
    spot: Spot, candidates: Sequence[Candidate], stop_words: frozenset[str]
) -> Iterator[Definition]:
    words = [
        word
        for word in spot.index.within(spot.start, spot.end)
        if len(word.text) > 2 and word.text.casefold() not in stop_words
    ][:_SENTENCE_WORDS]
    initials = "".join("." if word.text[1:].isupper() else word.text[0].casefold()[:1] for word in words)
    before: dict[str, Definition] = {}
    behind: dict[str, Definition] = {}
    for candidate in candidates:
        long = _long_form(spot.text, words, initials, candidate.core)
        if not long:
            continue
        if long[0].start > candidate.end:
            behind.setdefault(candidate.core, spot.explains(candidate, long, "nearby"))
        elif len(candidate.core) > 2 or _close_pair(spot.text, words, long, candidate):
            before.setdefault(candidate.core, spot.explains(candidate, long, "nearby"))
    yield from before.values()
    if len(behind) > 1:  # "where TP and FP are true positives and false positives"
        yield from (made for core, made in behind.items() if core not in before)


def _long_form(text: str, words: Sequence[Word], initials: str, core: str) -> Sequence[Word]:
    wanted = core.casefold()
    at = initials.find(wanted)
    while at != -1:
        long = words[at : at + len(wanted)]
        if _unbroken(text, long):
            return () if is_itself(core, long) else long
        at = initials.find(wanted, at + 1)
    return ()


def _unbroken(text: str, words: Sequence[Word]) -> bool:
    gaps = (text[one.end : other.start] for one, other in pairwise(words))
    return all(len(gap) <= 12 and _HARD.isdisjoint(gap) for gap in gaps)


def _close_pair(text: str, words: Sequence[Word], long: Sequence[Word], candidate: Candidate) -> bool:
    """Two initials match easily by chance, so both words must stand together and near."""
    first, second = long
    reach = _REACH if text[first.start].isupper() and text[second.start].isupper() else _REACH_SMALL
    together = text[first.end : second.start] in {" ", "-", " - "}
    long_enough = min(len(first.text), len(second.text)) > 3
    between = sum(1 for word in words if second.end <= word.start < candidate.start)
    return together and long_enough and between <= reach
