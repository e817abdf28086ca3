"""Numbers against limits: words in a sentence, words in a paragraph, the reading grade."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from plainspeak.checks.base import Hit, Options
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion
from plainspeak.language.readability import by_section, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis, Passage, Sentence
    from plainspeak.language.readability import Readability, Section
    from plainspeak.rule import Rule

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_GLUED = re.compile(r"[A-Za-z)][.!?][A-Z][a-z]")  # "…the end.The next…": two sentences, a space short
_DASHES = frozenset("–—-")
_MIN_SIDE = 8  # a half of a split sentence has at least so many words
_SLACK = 1.1  # just beyond the limit is no fault yet
_BARELY = 1.25  # up to here a sentence must also be winding or heavy
_BEARABLE = 1.4  # up to here a sentence is named only together with where to split it
_HEAVY_WORD, _HEAVY_WORDS = 9, 5  # letters of a long word, and how many of them weigh a sentence down
_MIN_SENTENCES = 4  # a paragraph of three long sentences has a sentence problem
_DOCUMENT_EXCESS = 1.5  # below a grade the formulas are not exact enough to bother anybody
_EASY_SENTENCE = 18  # words a sentence up to which a text is easy to follow, whatever its length
_SECTION_EXCESS = 3  # grades above the limit from which a section is named
_MOST_SECTIONS = 3
_PLAIN_SENTENCE, _PLAIN_WORD = 15, 1.5  # words a sentence and syllables a word in text of grade 8


class MeasureOptions(Options):
    """What a rule measures, and against what."""

    measure: Literal["sentence-words", "paragraph-words", "grade"]
    limit: str = Field(min_length=1, description="Name of the limit, as audiences and settings give it.")
    default: float = Field(gt=0, description="The limit where nobody gives one.")
    splits: list[str] = Field(
        default=[], description="Joints at which a long sentence may always be split, as written."
    )
    joins: list[str] = Field(default=[], description="Joints that part two clauses only before a subject.")
    subjects: list[str] = Field(default=[], description="Words that begin a clause after one of `joins`.")
    unless: list[str] = Field(
        default=[], description="What only citations and legal texts hold; sentences with it are left alone."
    )
    openers: list[str] = Field(
        default=[], description="Words that open a clause on which the main one waits."
    )
    leaning: list[str] = Field(
        default=[],
        description="Words that lean on the sentence before, so that no paragraph begins with them.",
    )


class MeasureCheck:
    """Compares counts and grades with the limits of the audience."""

    options: ClassVar[type[Options]] = MeasureOptions
    values: ClassVar[frozenset[str]] = frozenset({"count", "limit", "sentences", "where", "cause"})
    needs: ClassVar[frozenset[str]] = frozenset({"sentences"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Sort out which rule measures what."""
        del knowledge
        return partial(_run, rules)


def _run(rules: Sequence[Rule], analysis: Analysis, context: Context) -> Iterator[Hit]:
    for rule in rules:
        options: MeasureOptions = rule.options
        limit = context.limits.get(options.limit, options.default)
        if options.measure == "sentence-words":
            yield from _long_sentences(rule, limit, analysis)
        elif options.measure == "paragraph-words":
            yield from _long_paragraphs(rule, limit, analysis)
        else:
            yield from _grades(rule, limit, analysis)


def _number(value: float) -> str:
    return f"{value:g}"


def _long_sentences(rule: Rule, limit: float, analysis: Analysis) -> Iterator[Hit]:
    options: MeasureOptions = rule.options
    for passage in analysis.passages:
        if passage.block.kind not in _PROSE or passage.block.quoted:
            continue
        for sentence in passage.sentences:
            if sentence.words <= limit:
                continue
            text = passage.block.prose[sentence.start : sentence.end]
            if sentence.words <= limit * _patience(text) or not _is_prose(text, options.unless):
                continue
            if sentence.words <= limit * _BARELY and not _is_winding(text):
                continue
            values = {"count": sentence.words, "limit": _number(limit), "sentences": 1}
            splits = _split_hint(passage, sentence, options)
            if not splits and sentence.words <= limit * _BEARABLE:
                continue
            yield Hit(rule, passage.index, sentence.start, sentence.end, values, splits)


def _patience(text: str) -> float:
    """Give how far beyond the limit a sentence may go: what is a list reads faster than it counts."""
    if text.count("; ") >= 2:
        return float("inf")
    items = text.split(", ")
    short = sum(len(item.split()) <= 5 for item in items)
    listed = text.partition(": ")[2].count(", ") >= 2
    return 1.5 if text.endswith(":") or listed or short >= 5 else _SLACK


def _is_winding(text: str) -> bool:
    """Tell whether a sentence turns often enough, or is heavy enough, to be hard when barely too long."""
    turns = sum(text.count(mark) for mark in (", ", "; ", " (", " – ", " — ", ": "))
    heavy = sum(len(word) >= _HEAVY_WORD for _, word in words_in(text))
    return turns >= 2 or heavy >= _HEAVY_WORDS


def _is_prose(text: str, unless: Sequence[str]) -> bool:
    """Tell whether a long sentence is one that somebody wrote to be read: no citation, no row of names."""
    if _GLUED.search(text) or " | " in text or any(mark in text for mark in unless):
        return False
    if text[0] in "\"“'‘«" and text.rstrip(".")[-1] in "\"”'’»":
        return False
    words = [word.lstrip("(\"“'‘[")[:1] for _, word in words_in(text)]
    return sum(map(str.islower, words)) >= 0.6 * len(words)


def _split_hint(passage: Passage, sentence: Sentence, options: MeasureOptions) -> tuple[Suggestion, ...]:
    """Name the joint nearest to the middle of a sentence, if there is one."""
    text = passage.block.prose[sentence.start : sentence.end]
    starts = [start for start, _ in words_in(text)]
    # "If we …, you …": no split before the main clause has begun.
    first_word = text.partition(" ")[0].lower()
    main = text.find(",") if first_word in options.openers else -1
    depths = _depths(text)
    best: tuple[int, int] | None = None
    for position in _joints(text, options):
        before = bisect_left(starts, position)
        after = len(starts) - before
        if position <= main or _within_condition(text, position, options.openers):
            continue
        if min(before, after) >= _MIN_SIDE and not depths[position] and not _in_list(text, position):
            best = min(best or (len(starts), 0), (abs(before - after), position))
    if best is None:
        return ()
    shown = passage.block.text[sentence.start : sentence.start + best[1]].rstrip(" ,;:–—")
    return (Suggestion(f"Split after “{_last_words(shown)}”."),)


def _within_condition(text: str, position: int, openers: Sequence[str]) -> bool:
    """Tell whether a joint stands before the main clause of "when A, and B, C"."""
    before = text[:position].lower()
    clauses = before.split(", ")
    return any(clause.partition(" ")[0] in openers for clause in clauses[-1:])


def _joints(text: str, options: MeasureOptions) -> Iterator[int]:
    """Give where one clause ends and another begins."""
    for joint in [*options.splits, *options.joins]:
        # Two dashes hold a remark between them; the sentence goes on after it.
        if joint.strip() in _DASHES and text.count(joint) > 1:
            continue
        position = text.find(joint)
        while position != -1:
            end = position + len(joint)
            following = text[end : end + 20].partition(" ")[0].partition("’")[0].partition("'")[0]
            if joint in options.splits or following in options.subjects:
                yield position
            position = text.find(joint, end)


def _depths(text: str) -> list[int]:
    """Give for each character how many brackets are open there."""
    depths, depth = [], 0
    for character in text:
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(0, depth - 1)
        depths.append(depth)
    return depths


def _in_list(text: str, position: int) -> bool:
    """Tell whether the joint closes a list (a, b, and c): the part before it is a few words long."""
    start = text.rfind(",", 0, position)
    return text[position] == "," and start != -1 and len(text[start + 1 : position].split()) < 5


def _last_words(text: str) -> str:
    words = text.split()
    return ("…" if len(words) > 4 else "") + " ".join(words[-4:])


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:4]).rstrip(",;:.") + ("…" if len(words) > 4 else "")


def _long_paragraphs(rule: Rule, limit: float, analysis: Analysis) -> Iterator[Hit]:
    for passage in analysis.passages:
        block, sentences = passage.block, passage.sentences
        if block.kind is not BlockKind.PARAGRAPH or block.quoted:
            continue
        if passage.words <= limit * _SLACK or len(sentences) < _MIN_SENTENCES:
            continue
        if not _is_prose(block.prose, ()):
            continue
        values = {"count": passage.words, "limit": _number(limit), "sentences": len(sentences)}
        yield Hit(
            rule,
            passage.index,
            sentences[0].start,
            sentences[0].end,
            values,
            _break_hint(passage, rule.options),
        )


def _break_hint(passage: Passage, options: MeasureOptions) -> tuple[Suggestion, ...]:
    """Name the sentence nearest to the middle that does not lean on the one before it."""
    before, best, text = 0, (passage.words, ""), passage.block.text
    for sentence in passage.sentences:
        opening = _first_words(text[sentence.start : sentence.end])
        leaning = opening.partition(" ")[0].strip(",").lower() in options.leaning
        if before and not leaning:
            best = min(best, (abs(passage.words - 2 * before), opening))
        before += sentence.words
    return (Suggestion(f"Start a new paragraph, perhaps at “{best[1]}”"),) if best[1] else ()


def _grades(rule: Rule, limit: float, analysis: Analysis) -> Iterator[Hit]:
    whole = analysis.readability
    if whole is None:
        return
    grade = round(whole.flesch_kincaid_grade, 1)
    if grade >= limit + _document_excess(whole):
        yield Hit(rule, None, values=_grade_values("This document", whole, grade, limit))
    for section in _hardest_sections(whole, limit, analysis):
        block = analysis.document.blocks[section.heading]
        grade = round(section.readability.flesch_kincaid_grade, 1)
        values = _grade_values("This section", section.readability, grade, limit)
        yield Hit(rule, section.heading, 0, len(block.text), values)


def _document_excess(whole: Readability) -> float:
    """Give how far beyond the limit a document may go: long words in short sentences are its subject."""
    return _DOCUMENT_EXCESS + 1 if whole.words_per_sentence < _EASY_SENTENCE else _DOCUMENT_EXCESS


def _grade_values(where: str, readability: Readability, grade: float, limit: float) -> dict[str, object]:
    return {
        "where": where,
        "count": _number(grade),
        "limit": _number(limit),
        "sentences": readability.sentences,
        "cause": _cause(readability),
    }


def _cause(readability: Readability) -> str:
    """Say what drives the grade, the stronger of the formula's two parts first."""
    length = 0.39 * (readability.words_per_sentence - _PLAIN_SENTENCE)
    weight = 11.8 * (readability.syllables_per_word - _PLAIN_WORD)
    words = [f"“{word}”" for word, _ in readability.hardest[:3]]
    shown = " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
    long_words = f"long words such as {shown}" if words else "many words of several syllables"
    long_sentences = f"sentences of {readability.words_per_sentence:.0f} words on average"
    causes = {long_sentences: length, long_words: weight}
    strongest = sorted(causes, key=lambda cause: -causes[cause])
    return " and ".join(cause for cause in strongest if causes[cause] > 0) or strongest[0]


def _hardest_sections(whole: Readability, limit: float, analysis: Analysis) -> Iterator[Section]:
    """Give the sections that stand out from their document, the hardest first, none inside another."""
    floor = max(limit + _SECTION_EXCESS, whole.flesch_kincaid_grade + 1)
    sections = by_section(analysis.passages, analysis.vocabulary.words("easy-words"))
    chosen: list[Section] = []
    for section in sorted(sections, key=lambda item: (-item.readability.flesch_kincaid_grade, item.heading)):
        if section.readability.flesch_kincaid_grade < floor or len(chosen) == _MOST_SECTIONS:
            break
        if all(section.end <= other.heading or other.end <= section.heading for other in chosen):
            chosen.append(section)
    yield from chosen
