"""The check `noun-string`: several nouns in a row, of which the reader must guess who does what to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from plainspeak.checks.base import Hit, Options
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc

    from plainspeak.checks.base import Context
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis, Passage, Sentence
    from plainspeak.rule import Rule

_RUNNING_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.DEFINITION})
_JOINTS = frozenset({"-", "/"})
_NOUNS = frozenset({"NN", "NNS"})


class NounStringOptions(Options):
    """The data of the rule.

    Attributes:
        nouns: Nouns in a row from which a reader is lost.
        easy: Pairs of nouns that count as one word, as "project manager".
        never: Words that the tagger takes for nouns and that end a string.
    """

    nouns: int = Field(default=4, ge=3, description="Nouns in a row from which a reader is lost.")
    easy: list[str] = Field(default=[], description="Pairs of nouns that read as one word.")
    never: list[str] = Field(default=[], description="Words that end a string of nouns.")


class NounStringCheck:
    """Finds strings of common nouns within a sentence, each once a document."""

    options: ClassVar[type[Options]] = NounStringOptions
    values: ClassVar[frozenset[str]] = frozenset({"count"})
    needs: ClassVar[frozenset[str]] = frozenset({"tokens", "sentences", "tags"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Give a runner for the rules of this check."""
        del knowledge

        def run(analysis: Analysis, context: Context) -> Iterator[Hit]:
            del context
            for rule in rules:
                yield from _hits(rule, analysis)

        return run


def _hits(rule: Rule, analysis: Analysis) -> Iterator[Hit]:
    options = rule.options
    easy = {tuple(pair.split()) for pair in options.easy}
    never = frozenset(options.never)
    seen: set[str] = set()
    for passage in analysis.tagged:
        if passage.block.kind not in _RUNNING_TEXT:
            continue
        for sentence in passage.sentences:
            for first, last in _strings(passage, sentence, never):
                words = [token.text for token in passage.doc[first:last]]
                count = _counted(words, easy)
                key = " ".join(words)
                if count >= options.nouns and key not in seen:
                    seen.add(key)
                    yield _hit(rule, passage, first, last, count)


def _strings(passage: Passage, sentence: Sentence, never: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Give first and last token (excluded) of each run of nouns in small letters, one space apart."""
    doc, first = passage.doc, sentence.first
    for place in range(sentence.first, sentence.last + 1):
        if place < sentence.last and _is_plain_noun(doc, place, passage, never):
            continue
        if place - first >= 3:
            yield first, place
        first = place + 1


def _is_plain_noun(doc: Doc, place: int, passage: Passage, never: frozenset[str]) -> bool:
    token = doc[place]
    return (
        token.tag_ in _NOUNS
        and token.is_alpha
        and token.is_lower
        and not token.is_stop
        and len(token) > 2
        and token.text not in never
        and not passage.block.is_masked(token.idx, token.idx + len(token))
        and not (place + 1 < len(doc) and doc[place + 1].text in _JOINTS and not token.whitespace_)
        and not (place > 0 and doc[place - 1].text in _JOINTS and not doc[place - 1].whitespace_)
    )


def _counted(words: Sequence[str], easy: set[tuple[str, ...]]) -> int:
    """Count nouns, a pair that reads as one word being one."""
    count = place = 0
    while place < len(words):
        place += 2 if tuple(words[place : place + 2]) in easy else 1
        count += 1
    return count


def _hit(rule: Rule, passage: Passage, first: int, last: int, count: int) -> Hit:
    doc = passage.doc
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    head, rest = doc[last - 1].text, doc[first : last - 1].text
    advice = Suggestion(f"Begin with “{head}” and say what it is for or of, then “{rest}” in small words.")
    return Hit(rule, passage.index, start, end, {"count": count}, (advice,))
