"""How hard a document's running prose is to read: textstat's formulas on plainspeak's words and sentences.

textstat splits text by its own lights: it counts three sentences in "Release 2.3.1 is out" and drops
short ones. So it is handed each sentence rewritten such that it can't but find the same sentences
and words as plainspeak did, and the formulas stay its own. In ordinary prose that changes nothing.

What is graded: full sentences of paragraphs and list items. Headings, tables, captions, notes, slide
titles, code, quotations, asides and fragments are not prose that anybody reads in a row.

Code, addresses and acronyms count as one easy word of one syllable: how hard they are is the matter
of other rules, and no syllable count can tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from plainspeak.document import BlockKind
from plainspeak.language.syllables import forget_texts, syllables, textstat_with_own_dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from plainspeak.language.analysis import Passage, Sentence

MIN_WORDS = 100
"""Shorter texts are not graded: one long word more or less would move the grade."""

MIN_SENTENCE_WORDS = 5
"""What is shorter is a label or an answer; textstat leaves out sentences of one or two words anyway."""

_EASY, _HARD = "thing", "technology"  # one syllable and easy, many syllables and hard, for textstat too
_LONGEST_WORD = 40  # no English word is longer, and pyphen remembers every word that it has seen
_SHORTEST_HARD_WORD = 5  # "etc" has four syllables in the dictionary and stops nobody
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_WORD = re.compile(r"[^\s—–]+")
_PARTS = re.compile(r"[-/‐‑]")
_SENTENCE_MARKS = str.maketrans({".": "", "!": "", "?": "", "_": "", "’": "'", "‘": "'"})
_CLOSERS = "\"'”’»)]}*_"
_ENDS = tuple(".!?…:;")
_ENDINGS = (
    ("'s", ("",)),
    ("ies", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ly", ("", "le")),
)


class GradedSentence(NamedTuple):
    """Where a graded sentence stands: its block, its span there, its words, whether in a list."""

    block: int
    start: int
    end: int
    words: int
    listed: bool


@dataclass(frozen=True)
class Readability:
    """Counts and grades of a stretch of running prose. The formulas are textstat's.

    Attributes:
        words: Words, as `Sentence.words` counts them.
        sentences: Sentences that were graded.
        hard_words: Words of three syllables or more, as Gunning counts them: no names, no words that
            only an -es, -ed or -ing makes long, no compounds of short words, no easy business words.
        hardest: Each different hard word, in small letters, with how often it stands there; the most
            frequent first, then the longest.
        text: The sentences as textstat reads them.
    """

    words: int
    sentences: int
    hard_words: int
    hardest: tuple[tuple[str, int], ...]
    text: str = field(repr=False)
    _fog_text: str = field(repr=False)
    _prose: tuple[_Prose, ...] = field(default=(), repr=False)
    _bounds: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    @cached_property
    def syllables(self) -> int:
        """Number of syllables: the CMU Pronouncing Dictionary's, else a guess by hyphenation."""
        return int(_ask("syllable_count", self.text))

    @cached_property
    def flesch_kincaid_grade(self) -> float:
        """School grade: 0.39 words a sentence + 11.8 syllables a word − 15.59 (Kincaid and others, 1975)."""
        return _ask("flesch_kincaid_grade", self.text)

    @cached_property
    def flesch_reading_ease(self) -> float:
        """From 100, very easy, down: 206.835 − 1.015 words a sentence − 84.6 syllables a word (Flesch)."""
        return _ask("flesch_reading_ease", self.text)

    @cached_property
    def gunning_fog(self) -> float:
        """School grade: 0.4 × (words a sentence + hard words in a hundred), by this class's `hard_words`."""
        return _ask("gunning_fog", self._fog_text)

    @cached_property
    def smog_index(self) -> float:
        """School grade by words of three syllables or more in a sentence (McLaughlin, 1969)."""
        return _ask("smog_index", self.text)

    @cached_property
    def automated_readability_index(self) -> float:
        """School grade by characters a word and words a sentence (Senter and Smith, 1967)."""
        return _ask("automated_readability_index", self.text)

    @cached_property
    def coleman_liau_index(self) -> float:
        """School grade by letters and sentences in a hundred words (Coleman and Liau, 1975)."""
        return _ask("coleman_liau_index", self.text)

    @cached_property
    def dale_chall_readability_score(self) -> float:
        """Score by the share of words that are not among 3,000 everyday ones (Dale and Chall, 1948)."""
        return _ask("dale_chall_readability_score", self.text)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every section of a document with enough prose to be graded, in order of their headings."""
        blocks = [sentence.place.block for sentence in self._prose]
        sections = []
        for heading, end in self._bounds:
            total = _total(self._prose[bisect_left(blocks, heading) : bisect_left(blocks, end)])
            if total:
                sections.append(Section(heading, end, total))
        return tuple(sections)

    @property
    def graded(self) -> tuple[GradedSentence, ...]:
        """Where each graded sentence stands and its words, in order."""
        return tuple(sentence.place for sentence in self._prose)

    @property
    def words_per_sentence(self) -> float:
        """Average length of a sentence in words."""
        return self.words / self.sentences

    @property
    def syllables_per_word(self) -> float:
        """Average length of a word in syllables."""
        return self.syllables / self.words


@dataclass(frozen=True)
class Section:
    """A heading with the prose under it, up to the next heading of the same or a higher level.

    Attributes:
        heading: Index of the heading's block in the document.
        end: Index just past the section's last block.
        readability: Of the section's prose, its subsections included.
    """

    heading: int
    end: int
    readability: Readability


@dataclass(frozen=True, slots=True)
class _Prose:
    """One graded sentence: its place, the hard words in it, and what textstat is to read."""

    place: GradedSentence
    hard: tuple[str, ...]
    text: str


def words_in(text: str) -> Iterator[tuple[int, str]]:
    """Give the words that `Sentence.words` counts, each with its offset and the marks that touch it."""
    for match in _WORD.finditer(text):
        if any(map(str.isalnum, match[0])):
            yield match.start(), match[0]


def measure(passages: Sequence[Passage], easy_words: frozenset[str]) -> Readability | None:
    """Measure the running prose of a document, or give None where it is below `MIN_WORDS` words.

    Args:
        passages: The document's passages.
        easy_words: Long words that are easy for the readers meant, in small letters.
    """
    prose = tuple(_running_prose(passages, easy_words))
    return _total(prose, tuple(_section_bounds(passages)))


def _section_bounds(passages: Sequence[Passage]) -> list[tuple[int, int]]:
    headings = [
        (passage.index, passage.block.level)
        for passage in passages
        if passage.block.kind is BlockKind.HEADING and not passage.block.quoted
    ]
    bounds = []
    open_headings: list[tuple[int, int]] = []
    for index, level in [*headings, (passages[-1].index + 1 if passages else 0, 0)]:
        while open_headings and open_headings[-1][1] >= level:
            bounds.append((open_headings.pop()[0], index))
        open_headings.append((index, level))
    return sorted(bounds)


def _total(prose: tuple[_Prose, ...], bounds: tuple[tuple[int, int], ...] = ()) -> Readability | None:
    words = sum(sentence.place.words for sentence in prose)
    if words < MIN_WORDS:
        return None
    hard = Counter(word for sentence in prose for word in sentence.hard)
    return Readability(
        words=words,
        sentences=len(prose),
        hard_words=hard.total(),
        hardest=tuple(sorted(hard.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))),
        text=" ".join(sentence.text for sentence in prose),
        # Fog asks only how many words are hard; two words, one hard and one easy, tell textstat just that.
        _fog_text=" ".join(
            " ".join([_HARD] * len(sentence.hard) + [_EASY] * (sentence.place.words - len(sentence.hard)))
            + "."
            for sentence in prose
        ),
        _prose=prose,
        _bounds=bounds,
    )


def _for_fog(sentence: _Prose) -> str:
    hard = len(sentence.hard)
    return " ".join([_HARD] * hard + [_EASY] * (sentence.place.words - hard)) + "."


def _running_prose(passages: Iterable[Passage], easy_words: frozenset[str]) -> Iterator[_Prose]:
    hardness = _Hardness(easy_words)
    for passage in passages:
        if passage.block.kind not in _PROSE or passage.block.quoted:
            continue
        for sentence in passage.sentences:
            # Titles, change logs and quoted words are not what the author wrote for reading in a row.
            foreign = passage.block.is_aside(sentence.start, sentence.end)
            if not foreign and is_full_sentence(passage, sentence):
                yield _read(passage, sentence, hardness)


def is_full_sentence(passage: Passage, sentence: Sentence) -> bool:
    """Tell whether a sentence of a paragraph or list item is more than a label or a fragment."""
    if sentence.words < MIN_SENTENCE_WORDS:
        return False
    text = passage.block.text[sentence.start : sentence.end].rstrip(_CLOSERS)
    return text.endswith(_ENDS) or len(passage.sentences) > 1


def _read(passage: Passage, sentence: Sentence, hardness: _Hardness) -> _Prose:
    words: list[str] = []
    hard: list[str] = []
    block = passage.block
    prose = block.prose[sentence.start : sentence.end]
    if prose.isupper():
        prose = prose.lower()  # shouted, not a row of acronyms
    for offset, word in words_in(prose):
        start = sentence.start + offset
        if len(word) > _LONGEST_WORD or block.is_masked(start, start + len(word)) or _is_acronym(word):
            words.append(_EASY)
            continue
        # A capital within a sentence is a name's; at its start it says nothing.
        if not (words and word.lstrip("\"'“‘(")[:1].isupper()) and (part := hardness.hard_part(word)):
            hard.append(part)
        words.append(word.translate(_SENTENCE_MARKS))
    listed = block.kind is BlockKind.LIST_ITEM
    place = GradedSentence(passage.index, sentence.start, sentence.end, len(words), listed)
    return _Prose(place, tuple(hard), " ".join(words) + ".")


def _core(word: str) -> str:
    """Strip what is no letter from both ends, write apostrophes straight and letters small."""
    word = word.translate(_SENTENCE_MARKS)
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    return word[start:end].lower()


def _is_acronym(word: str) -> bool:
    """Tell whether every part of a word has two capitals or more, as in KPIs, SaaS, RTO/RPO, U.S."""
    parts = [part for part in _PARTS.split(word) if part]
    return all(sum(map(str.isupper, part)) > 1 for part in parts)


class _Hardness:
    """Says which words are hard, remembering its answers."""

    def __init__(self, easy_words: frozenset[str]) -> None:
        self._easy_words = easy_words
        self._answers: dict[str, str] = {}

    def hard_part(self, word: str) -> str:
        """Give what is hard in a word, in small letters (of a compound its longest hard part), or nothing."""
        word = _core(word)
        if word not in self._answers:
            # Gunning: a compound of short easy words is easy.
            self._answers[word] = max(filter(self._is_hard, _PARTS.split(word)), key=len, default="")
        return self._answers[word]

    def _is_hard(self, word: str) -> bool:
        if len(word) < _SHORTEST_HARD_WORD or not word.replace("'", "").isalpha():
            return False
        textstat = textstat_with_own_dictionary()
        forms = [word, *(base for base in _bases(word) if syllables(base) is not None)]
        return not any(form in self._easy_words for form in forms) and all(
            textstat.is_difficult_word(form, 3) for form in forms
        )


def _bases(word: str) -> Iterator[str]:
    """Give what may be the word without its ending; what is no word among them does no harm."""
    for ending, replacements in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) < 3 or stem == word:
            continue
        for replacement in replacements:
            yield stem + replacement
        if stem[-1] == stem[-2]:
            yield stem[:-1]


def _ask(formula: str, text: str) -> float:
    """Ask textstat, and leave nothing of the text in its caches."""
    try:
        return float(getattr(textstat_with_own_dictionary(), formula)(text))
    finally:
        forget_texts()


FORMULAS: Mapping[str, str] = {
    "flesch_kincaid_grade": "Flesch–Kincaid grade",
    "flesch_reading_ease": "Flesch reading ease",
    "gunning_fog": "Gunning fog index",
    "smog_index": "SMOG index",
    "automated_readability_index": "automated readability index",
    "coleman_liau_index": "Coleman–Liau index",
    "dale_chall_readability_score": "Dale–Chall score",
}
"""Every formula that `Readability` offers under textstat's own name, with its name for people."""
