"""Passages in which sentence after sentence hides who acts."""

from __future__ import annotations

from functools import partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pydantic import Field

from plainspeak.checks.base import Hit, Options
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion
from plainspeak.language.readability import is_full_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Token

    from plainspeak.checks.base import Context
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis, Passage, Sentence
    from plainspeak.rule import Rule

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_TITLES = frozenset({BlockKind.HEADING, BlockKind.SLIDE_TITLE})
_ADVERBS = frozenset({"RB", "RBR", "RBS"})
_MOST_ADVERBS = 3  # "is not yet fully tested"
_DOER_WITHIN = 4  # words after a participle among which "by" may come
# What begins a name for somebody; "by 2026" and "by moving" name nobody.
_DOER_TAGS = frozenset({"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "WDT", "WP"})


class PassiveOptions(Options):
    """Which words make a passive, and how many of them make a fault."""

    auxiliaries: list[str] = Field(min_length=1, description="Forms of “be”, in small letters.")
    in_paragraph: int = Field(
        default=3, ge=2, description="Sentences of one paragraph from which they are too many."
    )
    in_section: int = Field(
        default=5, ge=2, description="Sentences that a section has at least to be judged."
    )
    share: float = Field(
        default=0.4, gt=0, le=1, description="Share of the sentences from which it is too much."
    )
    unless: list[str] = Field(
        default=[], description="What only legal texts hold; sentences with it are left alone."
    )


class _Passive(NamedTuple):
    """A passive without a doer: its passage, and the span of its words in the block."""

    passage: Passage
    start: int
    end: int


class _Read(NamedTuple):
    """A sentence that was looked at, and its first passive."""

    passage: Passage
    passive: _Passive | None


class PassiveCheck:
    """Finds where passives without a doer crowd, once a section."""

    options: ClassVar[type[Options]] = PassiveOptions
    values: ClassVar[frozenset[str]] = frozenset({"count", "sentences"})
    needs: ClassVar[frozenset[str]] = frozenset({"sentences", "tags"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Keep the participles that describe a state, and the words that name a time."""
        states = knowledge.vocabulary.words("stative-participles")
        times = knowledge.vocabulary.words("time-words") | knowledge.vocabulary.words("calendar")
        return partial(_run, rules, states, frozenset(map(str.lower, times)))


def _run(
    rules: Sequence[Rule],
    states: frozenset[str],
    times: frozenset[str],
    analysis: Analysis,
    context: Context,
) -> Iterator[Hit]:
    del context
    for rule in rules:
        reader = _Reader(rule.options, states, times)
        for section in _sections(analysis):
            crowd = _crowd([read for passage in section for read in reader.read(passage)], rule.options)
            if crowd:
                yield _hit(rule, crowd)


def _sections(analysis: Analysis) -> Iterator[list[Passage]]:
    """Give the prose between one title and the next."""
    number = 0
    numbered: list[tuple[int, Passage]] = []
    for passage in analysis.tagged:
        if passage.block.kind in _TITLES:
            number += 1
        elif passage.block.kind in _PROSE and not passage.block.quoted:
            numbered.append((number, passage))
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        yield [passage for _, passage in group]


def _crowd(reads: Sequence[_Read], options: PassiveOptions) -> tuple[_Passive, int, int] | None:
    """Give the first passive of the first crowd, how many there are, and in how many sentences."""
    for _, group in groupby(reads, key=lambda read: read.passage.index):
        paragraph = list(group)
        passives = [read.passive for read in paragraph if read.passive]
        if len(passives) >= options.in_paragraph and len(passives) >= options.share * len(paragraph):
            return passives[0], len(passives), len(paragraph)
    passives = [read.passive for read in reads if read.passive]
    if len(reads) >= options.in_section and len(passives) >= max(
        options.in_paragraph, options.share * len(reads)
    ):
        return passives[0], len(passives), len(reads)
    return None


def _hit(rule: Rule, crowd: tuple[_Passive, int, int]) -> Hit:
    passive, count, sentences = crowd
    return Hit(
        rule,
        passive.passage.index,
        passive.start,
        passive.end,
        {"count": count, "sentences": sentences},
        (Suggestion("Say who does it: “we …”, “the supplier …”, “each branch …”."),),
    )


class _Reader:
    """Looks for passives in sentences."""

    def __init__(self, options: PassiveOptions, states: frozenset[str], times: frozenset[str]) -> None:
        self._auxiliaries = frozenset(options.auxiliaries)
        self._unless = options.unless
        self._states = states
        self._times = times

    def read(self, passage: Passage) -> Iterator[_Read]:
        """Give each full sentence of the author's own with its first passive."""
        for sentence in passage.sentences:
            text = passage.block.prose[sentence.start : sentence.end]
            if not is_full_sentence(passage, sentence) or any(mark in text for mark in self._unless):
                continue
            if not passage.block.is_aside(sentence.start, sentence.end):
                yield _Read(passage, self._first_passive(passage, sentence))

    def _first_passive(self, passage: Passage, sentence: Sentence) -> _Passive | None:
        tokens = list(passage.doc[sentence.first : sentence.last])
        for position, token in enumerate(tokens):
            if token.lower_ not in self._auxiliaries:
                continue
            last = position + 1
            while last < len(tokens) and last <= position + _MOST_ADVERBS and tokens[last].tag_ in _ADVERBS:
                last += 1
            if last < len(tokens) and self._hides_doer(tokens[last : last + _DOER_WITHIN + 2]):
                end = tokens[last].idx + len(tokens[last].text)
                return _Passive(passage, token.idx, end)
        return None

    def _hides_doer(self, tokens: Sequence[Token]) -> bool:
        """Tell whether a participle with what follows it tells of a deed and not who did it."""
        if tokens[0].tag_ != "VBN" or tokens[0].lower_ in self._states:
            return False
        for token, following in pairwise(tokens):
            if token.is_punct:
                break
            if token.lower_ == "by":
                return following.tag_ not in _DOER_TAGS or following.lower_ in self._times
        return True
