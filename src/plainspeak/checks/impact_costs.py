"""Money asked for or spent, with no word near it about what it buys, saves or keeps from happening."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from plainspeak.checks.base import Hit
from plainspeak.checks.impact_page import Statement, quoted, spread
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion
from plainspeak.language.talk_places import Phrases, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.checks.impact_options import ImpactOptions
    from plainspeak.checks.impact_page import Page
    from plainspeak.language.quantities import Quantity
    from plainspeak.language.talk_spots import Spot
    from plainspeak.rule import Rule

_BEFORE, _AFTER = 9, 6  # words around a sum in which the word of asking or spending must stand


class Costs:
    """Finds sums that are asked for or spent for no reason named near them."""

    def __init__(self, rule: Rule) -> None:
        options: ImpactOptions = rule.options
        self._rule = rule
        self._options = options
        self._asks = Phrases(options.asks)
        self._unless = Phrases(options.unless)
        self._against = Phrases(options.compared)
        self._limits = frozenset(options.limits)
        self._sections = Phrases(options.sections)
        self._answers = Phrases(options.answers)

    def __call__(self, page: Page, context: Context) -> Iterator[Hit]:
        """Give one finding for each paragraph, list or table of costs."""
        del context
        if page.instructs:
            return
        sums = {one.key: money for one in page.statements if (money := self._asked(page, one))}
        candidates = [one for one in page.statements if one.key in sums]
        if not candidates and not page.tables:
            return
        explained = any(self._answers.stand_in(one.words) for one in self._titles(page))
        bare = []
        for _, group in groupby(candidates, key=lambda one: one.spot.group):
            first = next(group)
            if self._is_bare(page, first.spot, explained=explained):
                bare.append(first)
        chosen = spread(bare, self._options.most)
        for statement in chosen:
            money = sums[statement.key]
            yield self._hit(statement.spot, money.start, money.end)
        if len(chosen) < self._options.most:
            yield from self._in_tables(page, explained=explained)

    def _hit(self, spot: Spot, start: int, end: int) -> Hit:
        values = {"words": quoted([spot.block.text[start:end]])}
        suggestions = tuple(Suggestion(text) for text in self._options.say)
        return Hit(self._rule, spot.passage.index, start, end, values, suggestions)

    def _asked(self, page: Page, statement: Statement) -> Quantity | None:
        """Give the sum that a statement asks for or tells to be spent."""
        sums = self._sums(page, statement)
        if (
            not sums
            or statement.is_question
            or self._is_tracked(statement, sums)
            or self._unless.stand_in(statement.words)
        ):
            return None
        return next((one for one in sums if self._is_asked_for(statement, one)), None)

    def _is_tracked(self, statement: Statement, sums: Sequence[Quantity]) -> bool:
        """Tell whether spending is held against a budget: "1.1 of 1.3 million"."""
        return any(
            self._against.stand_in(words_of(statement.text, one.end, other.start))
            for one, other in pairwise(sums)
        )

    def _is_asked_for(self, statement: Statement, money: Quantity) -> bool:
        before, after = statement.words_around(money.start, money.end)
        return self._asks.stand_in(before[-_BEFORE:]) or self._asks.stand_in(after[:_AFTER])

    def _sums(self, page: Page, statement: Statement) -> list[Quantity]:
        """Give the sums of a statement that are no limits, as in "below £5,000"."""
        return [
            one
            for one in page.figures(statement)
            if one.kind == "money"
            and one.value >= self._options.at_least
            and not any(word.text in self._limits for word in statement.words_before(one.start)[-1:])
        ]

    def _titles(self, page: Page) -> Iterator[Statement]:
        for spot in page.spots:
            if spot.kind in {BlockKind.HEADING, BlockKind.SLIDE_TITLE}:
                yield Statement.whole(spot)

    def _is_bare(self, page: Page, spot: Spot, *, explained: bool) -> bool:
        """Tell whether nothing near a sum says what it is for; lists of costs leave that to another part."""
        if explained and any(
            self._sections.stand_in(Statement.whole(title).words) for title in page.titles(spot)
        ):
            return False
        return not any(self._says_why(page, one) for other in page.around(spot) for one in _parts(other))

    def _says_why(self, page: Page, statement: Statement) -> bool:
        return page.has_cue(statement, page.cues.reasons) or page.voices(statement)

    def _in_tables(self, page: Page, *, explained: bool) -> Iterator[Hit]:
        for table in page.tables:
            cells = [spot for row in table.values() for spot in row]
            label = self._label(page, cells)
            if label and self._is_bare(page, label, explained=explained):
                yield self._hit(label, 0, len(label.block.text))

    def _label(self, page: Page, cells: Sequence[Spot]) -> Spot | None:
        """Give the cell that names the sums of a table of costs, or nothing."""
        sums = 0
        for spot in cells:
            money = self._sums(page, Statement.whole(spot))
            sums += bool(money)
        wholes = [Statement.whole(spot) for spot in cells]
        if not sums or any(self._unless.stand_in(one.words) for one in wholes):
            return None
        named = next((one.spot for one in wholes if self._asks.stand_in(one.words)), None)
        titled = any(self._sections.stand_in(Statement.whole(one).words) for one in page.titles(cells[0]))
        return named or (cells[0] if titled and sums > 1 else None)


def _parts(spot: Spot) -> list[Statement]:
    """Give all sentences of a passage, whoever wrote them: any of them may give the reason."""
    return [Statement.of(spot, position) for position in range(len(spot.passage.sentences))]
