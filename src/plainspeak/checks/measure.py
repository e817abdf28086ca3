"""Numbers against limits: words in a sentence, words in a paragraph, the reading grade."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from plainspeak.checks.base import Hit
from plainspeak.checks.measure_grades import grades
from plainspeak.checks.measure_options import MeasureOptions
from plainspeak.checks.measure_prose import is_prose, quoted_words
from plainspeak.checks.measure_sentences import long_sentences
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plainspeak.checks.base import Context, Options
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis, Passage
    from plainspeak.rule import Rule

_SLACK = 1.2  # just beyond the limit is no fault yet
_MIN_SENTENCES = 4  # a paragraph of three long sentences has a sentence problem


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
            yield from long_sentences(rule, limit, analysis)
        elif options.measure == "paragraph-words":
            yield from _long_paragraphs(rule, limit, analysis)
        else:
            yield from grades(rule, limit, analysis)


def _number(value: float) -> str:
    return f"{value:g}"


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
        if passage.words - quoted_words(block) <= limit * _SLACK:
            continue
        if not is_prose(block.prose, rule.options.unless):
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
