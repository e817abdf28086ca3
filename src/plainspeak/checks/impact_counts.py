"""Counts of work: tickets, patches, story points. They show that people were busy, not what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.checks.base import Hit
from plainspeak.checks.impact_page import Statement, quoted, spread
from plainspeak.finding import Suggestion
from plainspeak.language.talk_places import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.checks.impact_options import CountedThing, ImpactOptions
    from plainspeak.checks.impact_page import Page
    from plainspeak.language.quantities import Quantity
    from plainspeak.language.talk_places import Word
    from plainspeak.language.talk_spots import Spot
    from plainspeak.rule import Rule

_NOUN_REACH = 5  # words after a figure in which the counted thing must stand
_LABEL_WORDS = 8  # a longer line is no label
_UNFINISHED = frozenset({"be", "to", "will", "not", "never", "should", "must", "can", "could", "would", "if"})
_INTENDED = frozenset(
    {"will", "should", "must", "can", "could", "would", "may", "might", "if", "not", "never"}
)
_SEPARATORS = " \t:=–—-|*"


@dataclass(frozen=True, slots=True)
class _Count:
    thing: CountedThing
    start: int
    end: int


class Counts:
    """Finds counts of work with nothing near them that says what the work saved or kept from happening."""

    def __init__(self, rule: Rule) -> None:
        options: ImpactOptions = rule.options
        self._rule = rule
        self._options = options
        self._things = [(thing, Phrases(thing.things)) for thing in options.counts]
        self._done = Phrases(options.done)
        self._unless = Phrases(options.unless)
        self._limits = Phrases(options.limits)
        self._fillers = frozenset(options.fillers)

    def __call__(self, page: Page, context: Context) -> Iterator[Hit]:
        """Give one finding for each paragraph, list or table of counts."""
        del context
        found = {
            statement.key: (statement, counts)
            for statement in page.statements
            if not statement.is_question and (counts := list(self._counts(page, statement)))
        }
        bare = [
            statement
            for statement, counts in found.values()
            if not (page.is_marked(statement.spot) or self._is_answered(page, statement, counts))
        ]
        for statement in spread(bare, self._options.most):
            group = [one for one in bare if one.spot.group == statement.spot.group]
            counts = [count for one in group for count in found[one.key][1]]
            words = [one.text[count.start : count.end] for one in group for count in found[one.key][1]]
            first = found[statement.key][1][0]
            yield self._hit(statement.spot, first.start, first.end, counts, words)
        if not page.instructs:
            yield from self._in_tables(page)

    def _hit(self, spot: Spot, start: int, end: int, counts: Sequence[_Count], words: Sequence[str]) -> Hit:
        things = list({id(count.thing): count.thing for count in counts}.values())
        values = {"words": quoted(words), "ask": things[0].ask, "count": len(words)}
        say = tuple(Suggestion(text) for thing in things for text in thing.say)
        return Hit(self._rule, spot.passage.index, start, end, values, say)

    def _counts(self, page: Page, statement: Statement) -> Iterator[_Count]:
        figures = page.figures(statement)
        if figures and self._unless.stand_in(statement.words):
            return
        for figure in figures:
            if figure.kind in {"count", "number"} and figure.amount >= self._options.at_least:
                count = self._named_after(statement, figure) or self._labelled(statement, figure)
                if count:
                    yield count

    def _named_after(self, statement: Statement, figure: Quantity) -> _Count | None:
        after = statement.words_after(figure.end)
        for position in range(min(_NOUN_REACH, len(after))):
            for thing, phrases in self._things:
                length = phrases.length_at(after, position)
                if length:
                    noun_end = after[position + length - 1].end
                    if thing.alone and not self._is_limit(statement):
                        return _Count(thing, figure.start, noun_end)
                    if self._done.stand_in(after[:position]):
                        return _Count(thing, figure.start, noun_end)
                    return self._done_to(statement, figure, thing, after[position + length :], noun_end)
            if after[position].text in self._fillers:
                return None
        return None

    def _done_to(
        self, statement: Statement, figure: Quantity, thing: CountedThing, after: Sequence[Word], end: int
    ) -> _Count | None:
        """Give the count where a verb of work done stands right before the figure or right after the noun."""
        verb = self._verb_before(statement.words_before(figure.start))
        if verb:
            return _Count(thing, verb.start, end)
        for position, word in enumerate(after):
            length = self._done.length_at(after, position)
            if length:
                return _Count(thing, figure.start, after[position + length - 1].end)
            if word.text not in self._fillers:
                return None
        return None

    def _is_limit(self, statement: Statement) -> bool:
        """Tell whether a sentence sets a limit, plans or tells somebody what to do."""
        return self._limits.stand_in(statement.words) or any(
            word.text in _INTENDED for word in statement.words
        )

    def _verb_before(self, before: Sequence[Word]) -> Word | None:
        for position in range(len(before) - 1, -1, -1):
            length = self._done.length_at(before, position)
            if length:
                earlier = {word.text for word in before[max(0, position - 2) : position]}
                return None if earlier & _UNFINISHED else before[position]
            # A verb of two words, "rolled out", is met by its second word first.
            two = position > 0 and self._done.length_at(before, position - 1) > 1
            if before[position].text not in self._fillers and not two:
                return None
        return None

    def _labelled(self, statement: Statement, figure: Quantity) -> _Count | None:
        """Give the count of a label and its figure: "Tickets closed: 412"."""
        end = max(figure.noun_end, figure.end)
        if len(statement.words) > _LABEL_WORDS or statement.text[end : statement.end].strip(" .*"):
            return None
        before = [word for word in statement.words if word.end <= figure.start]
        if not before or statement.text[before[-1].end : figure.start].strip(_SEPARATORS):
            return None
        if not any(sign in statement.text[before[-1].end : figure.start] for sign in ":=–—-|"):
            return None
        thing = self.label(before)
        return _Count(thing, before[0].start, figure.end) if thing else None

    def label(self, words: Sequence[Word]) -> CountedThing | None:
        """Give the thing that a label counts: "Tickets closed", "Merged pull requests", "Story points"."""
        for thing, phrases in self._things:
            if phrases.stand_in(words) and (thing.alone or self._done.stand_in(words)):
                return thing
        return None

    def _is_answered(self, page: Page, statement: Statement, counts: Sequence[_Count]) -> bool:
        inside = {
            word.start
            for word in statement.words
            if any(count.start <= word.start < count.end for count in counts)
        }
        results = page.cues.results
        if page.instructs or page.has_cue(statement, results, inside):
            return True
        if any(page.has_cue(one, results) or page.voices(one) for one in page.near(statement)):
            return True
        return page.slide_voices(statement.spot)

    def _in_tables(self, page: Page) -> Iterator[Hit]:
        for table in page.tables:
            labels = [
                (spot, thing)
                for cells in table.values()
                for spot in cells
                if (thing := self._counted_by(page, spot, cells, table))
            ]
            if not labels:
                continue
            spot = labels[0][0]
            if page.is_marked(spot):
                continue
            around = [one for other in page.around(spot) for one in page.sentences(other)]
            if any(page.has_cue(one, page.cues.results) for one in around) or self._says_results(page, table):
                continue
            if any(page.voices(one) for one in around if one.spot.block.cell is None):
                continue
            words = [one.block.text for one, _ in labels]
            counts = [_Count(thing, 0, 0) for _, thing in labels]
            yield self._hit(spot, 0, len(spot.block.text), counts, words)

    def _counted_by(
        self, page: Page, spot: Spot, cells: Sequence[Spot], table: dict[int, list[Spot]]
    ) -> CountedThing | None:
        """Give the thing that a cell names, where the cells beside or under it count it."""
        cell = spot.block.cell
        if cell is None or not spot.passage.sentences or spot.passage.words > _LABEL_WORDS:
            return None
        thing = self.label(Statement.whole(spot).words)
        if thing is None:
            return None
        if cell.header:
            under = [
                other
                for row in table.values()
                for other in row
                if other.block.cell and other.block.cell.column == cell.column and other is not spot
            ]
        elif cell.column == 1:
            under = [other for other in cells if other is not spot]
        else:
            return None
        return thing if any(self._is_count(page, other) for other in under) else None

    def _is_count(self, page: Page, spot: Spot) -> bool:
        found = page.analysis.quantities[spot.passage.index]
        return (
            len(found) == 1
            and found[0].kind in {"count", "number"}
            and found[0].amount >= self._options.at_least
            and len(spot.block.text) - (found[0].end - found[0].start) <= 2
        )

    def _says_results(self, page: Page, table: dict[int, list[Spot]]) -> bool:
        """Tell whether a heading of the table promises what came of the work."""
        cells = [spot for row in table.values() for spot in row if spot.block.cell and spot.block.cell.header]
        return any(
            page.cues.results.stand_in(Statement.whole(spot).words)
            or any(word in self._options.answers for word in spot.block.text.casefold().split())
            for spot in cells
        )
