"""A document as the figures rules read it: sentences with their figures and the words around them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from plainspeak.document import BlockKind
from plainspeak.language.phrase_forms import expand
from plainspeak.language.phrase_match import PhraseTable, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from plainspeak.language.analysis import Analysis, Passage
    from plainspeak.language.quantities import Quantity

_TITLES = frozenset({BlockKind.HEADING, BlockKind.SLIDE_TITLE})
_CLAUSE_MARKS = frozenset({",", ";", "(", ")", ":", "and", "but", "while", "/"})
_MOST = 100  # figures, and phrases, of one sentence
_COUNTING = frozenset({"each", "both"})
_CLAUSE_COST = 3  # words that a comma or "and" between two things puts between them


_Placed = TypeVar("_Placed", "Mark", "Quantity")


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of a rule that stands in a text: its role, words `first:last` and characters `start:end`."""

    role: str
    first: int
    last: int
    start: int
    end: int


class Roles:
    """The phrases of one rule, by what they tell."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._table: PhraseTable[str] = PhraseTable()
        for role, phrases in words.items():
            for phrase in phrases:
                for text in expand(phrase):
                    self._table.add(text, role)

    def marks(self, words: Words) -> tuple[Mark, ...]:
        """Find the phrases in a text, in order; within a longer one only words like "both" count too."""
        found = sorted(self._table.find(words), key=lambda match: (match[0] - match[1], match[0]))
        taken: dict[int, tuple[int, int]] = {}
        kept = []
        for first, last, role in found:
            spans = {taken.get(word) for word in range(first, last)}
            if role in _COUNTING or spans in ({None}, {(first, last)}):
                if role not in _COUNTING:
                    taken.update(dict.fromkeys(range(first, last), (first, last)))
                kept.append(Mark(role, first, last, words.start(first), words.end(last - 1)))
        return tuple(sorted(kept, key=lambda mark: (mark.start, mark.role)))


class Text:
    """The words of a passage, with how far apart they are; worked out once for all its sentences."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.keys = words.keys
        self._starts = [words.start(word) for word in range(len(words.keys))]
        costs = (_CLAUSE_COST if key in _CLAUSE_MARKS else 1 for key in words.keys)
        self._costs = list(accumulate(costs, initial=0))

    def at(self, position: int) -> int:
        """Give the number of the first word that starts at a character or after it."""
        return bisect_left(self._starts, position)

    def start(self, word: int) -> int:
        """Give the place of a word's first character."""
        return self._starts[word]

    def cost(self, start: int, end: int) -> int:
        """Count the words between two places; what parts clauses counts for several."""
        return self._costs[max(self.at(end), self.at(start))] - self._costs[self.at(start)]


@dataclass(frozen=True)
class Scene:
    """A sentence, or a table cell's or title's whole text, with its figures and marks.

    Attributes:
        passage: Where it stands.
        start: Its first character in the passage's text.
        end: Just past its last one.
        text: The words of the whole passage.
        quantities: The figures in it.
        marks: The rule's phrases in it.
        before: The marks of the sentence before it in the same passage.
        after: The marks of the sentence after it.
        title: The marks of what names it: its column and row in a table, else the nearest heading.
        near: The figures of the sentences beside it.
    """

    passage: Passage
    start: int
    end: int
    text: Text
    quantities: tuple[Quantity, ...]
    marks: tuple[Mark, ...]
    before: tuple[Mark, ...]
    after: tuple[Mark, ...]
    title: tuple[Mark, ...]
    near: tuple[Quantity, ...]

    @property
    def in_table(self) -> bool:
        """Whether it is a cell of a table."""
        return self.passage.block.cell is not None

    def of_role(self, *roles: str) -> list[Mark]:
        """Give the marks in the sentence that have one of the roles."""
        return [mark for mark in self.marks if mark.role in roles]

    def ahead(self, quantity: Quantity, *roles: str) -> list[Mark]:
        """Give the marks of some roles that stand before a figure."""
        return [mark for mark in self.of_role(*roles) if mark.end <= quantity.start]

    def said(self, *roles: str) -> bool:
        """Tell whether a phrase of one of the roles stands in the sentence or the one beside it."""
        return any(mark.role in roles for mark in (*self.before, *self.marks, *self.after))

    def between(self, start: int, end: int) -> list[str]:
        """Give the words and signs between two places of the text."""
        return self.text.keys[self.text.at(start) : self.text.at(end)]

    def word_before(self, position: int) -> str:
        """Give the word or sign before a place within the sentence, or nothing."""
        number = self.text.at(position) - 1
        return self.text.keys[number] if number >= 0 and self.text.start(number) >= self.start else ""

    def word_after(self, position: int) -> str:
        """Give the word or sign after a place within the sentence, or nothing."""
        number = self.text.at(position)
        inside = number < len(self.text.keys) and self.text.start(number) < self.end
        return self.text.keys[number] if inside else ""

    def distance(self, quantity: Quantity, mark: Mark) -> int:
        """Count the words between a figure and a phrase; what parts clauses counts for several."""
        if mark.start >= quantity.end:
            return self.text.cost(quantity.end, mark.start)
        return self.text.cost(mark.end, quantity.start)

    def nearest(self, quantity: Quantity, marks: Iterable[Mark]) -> tuple[Mark | None, int]:
        """Give the mark nearest to a figure, of two as near the one before it, and how near it is."""
        best: Mark | None = None
        least = 10**6
        for mark in marks:
            if mark.start < quantity.end and quantity.start < mark.end:
                continue
            distance = self.distance(quantity, mark)
            if distance < least:
                best, least = mark, distance
        return best, least


class Page:
    """All passages of a document that hold figures, cut into scenes."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._texts: dict[int, Text] = {}
        self._cells = {
            (passage.block.cell.table, passage.block.cell.row, passage.block.cell.column): passage.index
            for passage in analysis.passages
            if passage.block.cell
        }
        self._by_index = {passage.index: passage for passage in analysis.passages}
        self._titles: dict[int, int] = {}
        title = -1
        for passage in analysis.passages:
            self._titles[passage.index] = title
            if passage.block.kind in _TITLES:
                title = passage.index

    def scenes(self, roles: Roles) -> Iterator[Scene]:
        """Give every sentence that holds a figure, with the marks of one rule.

        A sentence of more than a page, or with more figures than anybody reads, is left out: it is a
        listing, and comparing everything in it with everything else would take too long.
        """
        cache: dict[int, tuple[Mark, ...]] = {}
        for passage in self._analysis.passages:
            quantities = self._analysis.quantities[passage.index]
            if not passage.block.quoted and any(quantity.is_figure for quantity in quantities):
                yield from self._scenes(passage, quantities, roles, cache)

    def _scenes(
        self,
        passage: Passage,
        quantities: Sequence[Quantity],
        roles: Roles,
        cache: dict[int, tuple[Mark, ...]],
    ) -> Iterator[Scene]:
        marks = self._marks(passage.index, roles, cache)
        title = tuple(
            mark for index in self._naming(passage) for mark in self._marks(index, roles, cache)[:_MOST]
        )
        spans = [(sentence.start, sentence.end) for sentence in passage.sentences]
        # What has more than anybody reads is empty, for itself and for its neighbours.
        spoken = [_within(marks, span) for span in spans]
        figures = [_within(quantities, span) for span in spans]
        for number, span in enumerate(spans):
            if any(quantity.is_figure for quantity in figures[number]):
                beside = [figures[place] for place in (number - 1, number + 1) if 0 <= place < len(spans)]
                yield Scene(
                    passage,
                    *span,
                    self._text(passage.index),
                    figures[number],
                    spoken[number],
                    spoken[number - 1] if number else (),
                    spoken[number + 1] if number + 1 < len(spans) else (),
                    title,
                    tuple(quantity for some in beside for quantity in some),
                )

    def _naming(self, passage: Passage) -> Iterator[int]:
        cell = passage.block.cell
        if cell:
            for row, column in ((1, cell.column), (cell.row, 1)):
                index = self._cells.get((cell.table, row, column))
                if index is not None and index != passage.index:
                    yield index
        elif self._titles[passage.index] >= 0:
            yield self._titles[passage.index]

    def _text(self, index: int) -> Text:
        if index not in self._texts:
            self._texts[index] = Text(Words(self._by_index[index].block.prose))
        return self._texts[index]

    def _marks(self, index: int, roles: Roles, cache: dict[int, tuple[Mark, ...]]) -> tuple[Mark, ...]:
        if index not in cache:
            cache[index] = roles.marks(self._text(index).words)
        return cache[index]


def _within(things: Sequence[_Placed], span: tuple[int, int]) -> tuple[_Placed, ...]:
    """Give what starts in a span, or nothing where it is too much."""
    first = bisect_left(things, span[0], key=_start)
    last = bisect_left(things, span[1], key=_start)
    return tuple(things[first:last]) if last - first <= _MOST else ()


def _start(thing: Mark | Quantity) -> int:
    return thing.start
