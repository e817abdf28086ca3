"""Sentences that are too long to be held in mind, and what to do about each."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from plainspeak.checks.base import Hit
from plainspeak.checks.measure_prose import depths, is_one, is_prose, segments, weight
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion
from plainspeak.language.readability import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plainspeak.checks.measure_options import MeasureOptions
    from plainspeak.language.analysis import Analysis, Passage, Sentence
    from plainspeak.rule import Rule

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_SPLIT_FROM = 1.35  # so far beyond the limit a sentence is named where a full stop would mend it
_ADVISE_FROM = 1.45  # so far where it has to be turned round
_NAME_FROM = 1.55  # from here nobody asks how to mend it
_MIN_SIDE = 10  # a half of a split sentence has at least so many words
_LATE_MAIN = 14  # words before the main clause from which it comes late
_MIN_PART = 7  # words of a part that is worth a sentence of its own
_SOON = 8  # words after the start of a clause within which its verb comes
_ITEM_WORDS = 5
_DASHES = frozenset("–—-")


class _Candidate(NamedTuple):
    """A long sentence: its load, its words as the reader sees them, and where it stands."""

    load: float
    passage: Passage
    sentence: Sentence
    suggestions: tuple[Suggestion, ...]


def long_sentences(rule: Rule, limit: float, analysis: Analysis) -> Iterator[Hit]:
    """Give the sentences that are clearly beyond the limit, the worst ones where there are many."""
    found = [
        candidate
        for passage in analysis.passages
        if passage.block.kind in _PROSE and not passage.block.quoted
        for sentence in passage.sentences
        if sentence.words > limit * _SPLIT_FROM
        and (candidate := _judge(passage, sentence, limit, rule.options))
    ]
    if rule.options.most and len(found) > rule.options.most:
        heaviest = sorted(range(len(found)), key=lambda number: -found[number].load)[: rule.options.most]
        found = [found[number] for number in sorted(heaviest)]
    for _, passage, sentence, suggestions in found:
        values = {"count": sentence.words, "limit": f"{limit:g}", "sentences": 1}
        yield Hit(rule, passage.index, sentence.start, sentence.end, values, suggestions)


def _judge(passage: Passage, sentence: Sentence, limit: float, options: MeasureOptions) -> _Candidate | None:
    text = passage.block.prose[sentence.start : sentence.end]
    if text.count("; ") >= 2 or text.endswith(":") or not is_one(text):
        return None
    if passage.block.is_aside(sentence.start, sentence.end) or not is_prose(text, options.unless):
        return None
    # An item that begins small goes on with the sentence above the list.
    if passage.block.kind is BlockKind.LIST_ITEM and sentence.start == 0 and text[0].islower():
        return None
    load = weight(passage.block, sentence)
    if load <= limit * _SPLIT_FROM:
        return None
    shown = passage.block.text[sentence.start : sentence.end]
    advice = _where_to_split(text, shown, options)
    if not advice and load > limit * _ADVISE_FROM:
        advice = _late_main_clause(text, shown, options) or _to_lift_out(text, shown, options)
    if not advice and load <= limit * _NAME_FROM:
        return None
    return _Candidate(load, passage, sentence, (Suggestion(advice),) if advice else ())


def _where_to_split(text: str, shown: str, options: MeasureOptions) -> str:
    """Name the joint nearest to the middle of a sentence at which both halves can stand alone."""
    starts = [start for start, _ in words_in(text)]
    opening = _opening_end(text, options)
    inside = depths(text)
    bounds = segments(text)
    ends = [end for _, end in bounds]
    best: tuple[int, int] | None = None
    for position in _joints(text, options):
        before = bisect_left(starts, position)
        after = len(starts) - before
        if position <= opening or min(before, after) < _MIN_SIDE or inside[position]:
            continue
        number = bisect_left(ends, position)
        if number < len(bounds) and text[position] == "," and _leans(text, bounds, number, options):
            continue
        best = min(best or (len(starts), 0), (abs(before - after), position))
    return f"Split after “{_last_words(shown[: best[1]])}”." if best else ""


def _joints(text: str, options: MeasureOptions) -> Iterator[int]:
    """Give where one clause ends and another begins."""
    for joint in [*options.splits, *options.joins]:
        # Two dashes hold a remark between them; the sentence goes on after it.
        if joint.strip() in _DASHES and text.count(joint) > 1:
            continue
        position = text.find(joint)
        while position != -1:
            end = position + len(joint)
            if joint in options.splits or _opens_clause(text, end, options):
                yield position
            position = text.find(joint, end)


def _opens_clause(text: str, start: int, options: MeasureOptions) -> bool:
    """Tell whether a subject with its verb stands at `start`."""
    words = text[start : start + 120].replace("’", "'").split(" ")
    first, mark, _ = words[0].lower().partition("'")
    if first in options.pronouns:
        return True
    return (
        first in options.subjects and not mark and any(word in options.verbs for word in words[1 : _SOON + 1])
    )


def _leans(text: str, bounds: list[tuple[int, int]], number: int, options: MeasureOptions) -> bool:
    """Tell whether what ends here closes a list, or hangs on a word that governs what follows, too."""
    start, end = bounds[number]
    segment = text[start:end].lower()
    first = segment.partition(" ")[0].partition("’")[0].partition("'")[0]
    if first in options.openers or first in options.governors:
        return True
    if number and (len(segment.split()) < _ITEM_WORDS or first in options.pronouns + options.subjects):
        return True
    return any(f" {word} " in segment for word in options.governors)


def _opening_end(text: str, options: MeasureOptions) -> int:
    """Give where the main clause of "When A, B" or "With A and B, C" begins, 0 where it stands first."""
    if text.partition(" ")[0].lower() not in options.openers:
        return 0
    for start, _ in segments(text)[1:]:
        first = text[start : start + 20].replace("’", "'").split(" ")[0].partition("'")[0]
        if text[start - 2] == ";" or first in options.pronouns or first in options.subjects:
            return start
    return len(text)


def _late_main_clause(text: str, shown: str, options: MeasureOptions) -> str:
    start = _opening_end(text, options)
    if not _opens_clause(text, start, options) or len(text[:start].split()) < _LATE_MAIN:
        return ""
    return f"Begin with the point, “{_first_words(shown[start:])}”, and say the rest after it."


def _to_lift_out(text: str, shown: str, options: MeasureOptions) -> str:
    """Name the part nearest to the middle that can be said in a sentence of its own."""
    starts = [start for start, _ in words_in(text)]
    ends = [end for _, end in segments(text)]
    best: tuple[int, int] | None = None
    for joint in options.lifts:
        position = text.find(joint)
        while position != -1:
            start = position + len(joint) - len(joint.lstrip(" ,;("))
            before = bisect_left(starts, start)
            until = ends[min(bisect_left(ends, start), len(ends) - 1)]
            if before >= _MIN_SIDE and bisect_left(starts, until) - before >= _MIN_PART:
                best = min(best or (len(starts), 0), (abs(len(starts) - 2 * before), start))
            position = text.find(joint, position + len(joint))
    return f"Give “{_first_words(shown[best[1] :])}” a sentence of its own." if best else ""


def _last_words(text: str) -> str:
    words = text.rstrip(" ,;:–—").split()
    return ("…" if len(words) > 4 else "") + " ".join(words[-4:])


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:4]).rstrip(",;:.") + ("…" if len(words) > 4 else "")
