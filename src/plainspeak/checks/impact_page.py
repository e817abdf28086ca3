"""A document as a leader reads its figures: what stands near a statement, and does that say what it means?"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.language.talk_places import Phrases, Places, words_of
from plainspeak.language.talk_spots import ASIDE, BODY, TITLES, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from plainspeak.checks.base import Hit
    from plainspeak.knowledge import Vocabulary
    from plainspeak.language.analysis import Analysis
    from plainspeak.language.quantities import Quantity
    from plainspeak.language.talk_places import Word
    from plainspeak.language.talk_spots import Spot

_BREAKS = frozenset(".,;:!?()[]|•…–—")
_SHOWN = 60  # characters of a passage that a message quotes
_MOST_SHOWN = 3
_REACH = 12  # words before or after a figure that can belong to it
_LONGEST = 4000  # characters; nobody reads more of it as one sentence
_FEW = 3
_LIKELY = 0.5  # at this probability a sentence more likely speaks of a benefit than not
_FEWEST_PASSAGES = 8  # of a shorter text nobody can say that it mostly instructs


@dataclass(frozen=True)
class Statement:
    """A sentence that somebody wrote to be read, or a table cell.

    Attributes:
        spot: The passage that it stands in.
        position: Its number in the passage.
        start: Where it starts in the text of its block, in characters.
        end: Where it ends, excluded.
    """

    spot: Spot
    position: int
    start: int
    end: int

    @property
    def key(self) -> tuple[int, int]:
        """Passage and number: what tells it from every other statement of the document."""
        return self.spot.number, self.position

    @property
    def text(self) -> str:
        """The text of its block with what is no prose blotted out; offsets count in it."""
        return self.spot.block.prose

    @cached_property
    def words(self) -> list[Word]:
        """Its words, without regard to capitals."""
        return words_of(self.text, self.start, self.end)

    @classmethod
    def whole(cls, spot: Spot) -> Statement:
        """Take a passage as one statement: a heading, a table cell."""
        return cls(spot, 0, 0, min(len(spot.block.text), _LONGEST))

    @classmethod
    def of(cls, spot: Spot, position: int) -> Statement:
        """Take a sentence of a passage by its number; of an endless one, its beginning."""
        sentence = spot.passage.sentences[position]
        end = min(sentence.end, sentence.start + _LONGEST)
        return cls(spot, position % len(spot.passage.sentences), sentence.start, end)

    @property
    def is_question(self) -> bool:
        """Whether it asks."""
        return self.text[self.end - 1] == "?"

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def words_after(self, offset: int) -> list[Word]:
        """Give the next words from an offset, up to a comma, bracket or full stop."""
        found: list[Word] = []
        last = offset
        first = bisect_left(self._starts, offset)
        for word in self.words[first : first + _REACH]:
            if _BREAKS & set(self.text[last : word.start]):
                break
            found.append(word)
            last = word.end
        return found

    def words_before(self, offset: int) -> list[Word]:
        """Give the words just before an offset, from a comma, bracket or full stop on, in reading order."""
        found: list[Word] = []
        last = offset
        first = bisect_left(self._starts, offset)
        for word in reversed(self.words[max(0, first - _REACH) : first]):
            if _BREAKS & set(self.text[word.end : last]):
                break
            found.append(word)
            last = word.start
        return found[::-1]

    def words_around(self, start: int, end: int) -> tuple[list[Word], list[Word]]:
        """Give the words just before and just after a stretch, whatever stands between them."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self.words[max(0, first - _REACH) : first], self.words[last : last + _REACH]


class Cues:
    """Word lists that say what a figure means, made once for all documents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.places = Places(vocabulary)
        self.results = Phrases(vocabulary.words("result-cues"))
        self.reasons = Phrases(vocabulary.words("spending-reasons"))
        self.periods = Phrases(vocabulary.words("period-words"))
        self.levels = Phrases(vocabulary.words("service-level-words"))
        self.work = Phrases(vocabulary.words("operations-words"))


class Page:
    """A document, its passages in their places, and what each of them says."""

    def __init__(self, analysis: Analysis, cues: Cues) -> None:
        self.analysis = analysis
        self.cues = cues
        self._marked: set[int] = set()  # groups
        self._figure_starts: dict[int, list[int]] = {}
        self._voiced: dict[int, bool] = {}  # by slide

    def mark(self, hits: Sequence[Hit]) -> None:
        """Remember which paragraphs, lists and tables a rule has spoken of."""
        if hits:
            group_of = {spot.passage.index: spot.group for spot in self.spots}
            self._marked.update(group_of[hit.block] for hit in hits if hit.block is not None)

    def is_marked(self, spot: Spot) -> bool:
        """Tell whether another rule has spoken of this paragraph, list or table: one question at a time."""
        return spot.group in self._marked

    @property
    def spots(self) -> Sequence[Spot]:
        """Every passage in its place."""
        return self.analysis.spots

    @cached_property
    def instructs(self) -> bool:
        """Whether the document mostly tells its readers how to work: nothing in it is claimed."""
        body = [spot for spot in self.spots if spot.kind in BODY]
        return len(body) >= _FEWEST_PASSAGES and all(spot.section == ASIDE for spot in body)

    @cached_property
    def statements(self) -> list[Statement]:
        """Every sentence of the body in the author's own words, table cells left out."""
        return [
            statement
            for spot in self.spots
            if spot.kind in BODY and spot.kind is not BlockKind.TABLE_CELL
            for statement in self.sentences(spot)
        ]

    @cached_property
    def tables(self) -> list[dict[int, list[Spot]]]:
        """Every table: number of a row → its cells, header cells too."""
        tables: dict[int, dict[int, list[Spot]]] = {}
        for spot in self.spots:
            if spot.block.cell and not (spot.block.quoted or spot.set_apart):
                tables.setdefault(spot.block.cell.table, {}).setdefault(spot.block.cell.row, []).append(spot)
        return list(tables.values())

    @cached_property
    def _shown(self) -> list[Spot]:
        return [spot for spot in self.spots if spot.kind not in UNSEEN]

    @cached_property
    def _order(self) -> dict[int, int]:
        return {spot.number: place for place, spot in enumerate(self._shown)}

    @cached_property
    def _slides(self) -> dict[int, list[Spot]]:
        slides: dict[int, list[Spot]] = {}
        for spot in self._shown:
            if spot.block.slide:
                slides.setdefault(spot.block.slide, []).append(spot)
        return slides

    @cached_property
    def _groups(self) -> dict[int, list[Spot]]:
        groups: dict[int, list[Spot]] = {}
        for spot in self._shown:
            groups.setdefault(spot.group, []).append(spot)
        return groups

    def sentences(self, spot: Spot) -> list[Statement]:
        """Give the sentences of a passage that are its author's own."""
        if not spot.counts:
            return []
        return [
            Statement.of(spot, position)
            for position, sentence in enumerate(spot.passage.sentences)
            if not spot.block.is_aside(sentence.start, sentence.end)
        ]

    def quantities(self, statement: Statement) -> list[Quantity]:
        """Give every quantity of a statement, dates too."""
        index = statement.spot.passage.index
        found = self.analysis.quantities[index]
        if index not in self._figure_starts:
            self._figure_starts[index] = [one.start for one in found]
        first = bisect_left(self._figure_starts[index], statement.start)
        last = bisect_left(self._figure_starts[index], statement.end)
        return [one for one in found[first:last] if one.end <= statement.end]

    def figures(self, statement: Statement) -> list[Quantity]:
        """Give the quantities of a statement that say how much of something."""
        return [one for one in self.quantities(statement) if one.is_figure]

    def group(self, spot: Spot) -> list[Spot]:
        """Give what belongs together with a passage: its list, its table, or itself."""
        return self._groups.get(spot.group, [spot])

    def slide(self, spot: Spot) -> list[Spot]:
        """Give everything on the slide of a passage; nothing outside decks."""
        return self._slides.get(spot.block.slide, [])

    def slide_voices(self, spot: Spot) -> bool:
        """Tell whether anything on the slide of a passage may be heard as somebody's benefit."""
        slide = spot.block.slide
        if slide not in self._voiced:
            self._voiced[slide] = any(
                self.voices(one) for other in self.slide(spot) for one in self.sentences(other)
            )
        return self._voiced[slide]

    def row_has_figure(self, spot: Spot) -> bool:
        """Tell whether a cell stands in a row of its table that gives a figure."""
        cell = spot.block.cell
        return cell is not None and (cell.table, cell.row) in self._rows_with_figures

    @cached_property
    def _rows_with_figures(self) -> set[tuple[int, int]]:
        return {
            (spot.block.cell.table, spot.block.cell.row)
            for spot in self.spots
            if spot.block.cell and any(one.is_figure for one in self.analysis.quantities[spot.passage.index])
        }

    def titles(self, spot: Spot) -> list[Spot]:
        """Give the heading of a passage."""
        return [self.spots[spot.heading]] if spot.heading >= 0 else []

    @cached_property
    def _open_titles(self) -> dict[int, tuple[Spot, ...]]:
        """Every heading with those that it stands under, the nearest last."""
        found: dict[int, tuple[Spot, ...]] = {}
        stack: list[Spot] = []
        for spot in self.spots:
            if spot.kind in TITLES:
                while stack and stack[-1].block.level >= spot.block.level:
                    stack.pop()
                stack.append(spot)
                found[spot.number] = tuple(stack)
        return found

    def open_titles(self, spot: Spot) -> tuple[Spot, ...]:
        """Give all headings that a passage stands under, the nearest last."""
        return self._open_titles.get(spot.heading, ())

    def beside(self, spot: Spot, step: int) -> Spot | None:
        """Give the neighbour before (-1) or after (1) a passage under the same heading, on the same slide."""
        place = self._order.get(spot.number, -1)
        if place < 0 or not 0 <= place + step < len(self._shown):
            return None
        other = self._shown[place + step]
        same = other.heading == spot.heading and other.block.slide == spot.block.slide
        return other if same and other.kind not in TITLES else None

    def near(self, statement: Statement) -> Iterator[Statement]:
        """Give the sentence before a statement, two after it, and what introduces it."""
        spot, position = statement.spot, statement.position
        sentences = spot.passage.sentences
        around = [
            (spot, number)
            for number in (position - 1, position + 1, position + 2)
            if 0 <= number < len(sentences)
        ]
        before, after = self.beside(spot, -1), self.beside(spot, 1)
        if position == 0 and before is not None:
            around.append((before, len(before.passage.sentences) - 1))
        if position == len(sentences) - 1 and after is not None:
            around.append((after, 0))
        if spot.parent >= 0:
            around.append((self.spots[spot.parent], -1))
        for title in self.titles(spot):
            around += [(title, number) for number in range(len(title.passage.sentences))][:_FEW]
        for other, number in around:
            if other.passage.sentences:
                yield Statement.of(other, number)

    def around(self, spot: Spot) -> Iterator[Spot]:
        """Give a passage, its list or table, its neighbours, its heading, what leads into it, its slide."""
        members = self.group(spot)
        yield from members
        for one, step in ((members[0], -1), (members[-1], 1)):
            other = self.beside(one, step)
            if other is not None:
                yield from self.group(other) if other.kind is BlockKind.LIST_ITEM else [other]
        yield from self.titles(spot)
        if spot.lead >= 0:
            yield self.spots[spot.lead]
        yield from self.slide(spot)

    def voices(self, statement: Statement) -> bool:
        """Tell whether a sentence without figures may be heard as somebody's benefit.

        In nearly every sentence with figures the model hears one, so there only the words are trusted.
        """
        talks = statement.spot.talks
        if statement.position >= len(talks) or talks[statement.position].benefit < _LIKELY:
            return False
        return not self.figures(statement)

    def has_cue(self, statement: Statement, cues: Phrases, skip: Collection[int] = ()) -> bool:
        """Tell whether one of the cues stands in a statement, words that start at one of `skip` left out."""
        words = [word for word in statement.words if word.start not in skip]
        return cues.stand_in(words)

    def is_dated(self, statement: Statement) -> bool:
        """Tell whether a statement says when."""
        dated = any(one.kind == "date" for one in self.quantities(statement))
        return dated or self.cues.periods.stand_in(statement.words)


def spread(hits: Sequence[Statement], most: int) -> list[Statement]:
    """Give at most so many statements, one of each list, table or paragraph, in reading order."""
    groups: set[int] = set()
    chosen: list[Statement] = []
    for statement in hits:
        if statement.spot.group not in groups and len(chosen) < most:
            groups.add(statement.spot.group)
            chosen.append(statement)
    return chosen


def quoted(texts: Sequence[str]) -> str:
    """Quote up to three passages for a message."""
    shown = [_shortened(text) for text in dict.fromkeys(texts)][:_MOST_SHOWN]
    return " and ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)


def _shortened(text: str) -> str:
    if len(text) <= _SHOWN:
        return f"“{text.rstrip(' .;:,')}”"
    words = text[:_SHOWN].rpartition(" ")[0] or text[:_SHOWN]
    return f"“{words.rstrip(' .;:,')}…”"
