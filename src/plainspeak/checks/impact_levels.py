"""Sections in which service levels are the only measure of what IT does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainspeak.checks.base import Hit
from plainspeak.checks.impact_page import Statement, quoted
from plainspeak.finding import Suggestion
from plainspeak.language.talk_places import Phrases
from plainspeak.language.talk_spots import BODY, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.checks.impact_options import ImpactOptions
    from plainspeak.checks.impact_page import Page
    from plainspeak.language.talk_spots import Spot
    from plainspeak.rule import Rule


class Levels:
    """Finds sections and slides that measure IT by uptime, response times and closed tickets alone."""

    def __init__(self, rule: Rule) -> None:
        options: ImpactOptions = rule.options
        self._rule = rule
        self._options = options
        self._unless = Phrases(options.unless)
        self._answers = Phrases(options.answers)

    def __call__(self, page: Page, context: Context) -> Iterator[Hit]:
        """Give one finding for each section, at its first service level."""
        del context
        if page.instructs or self._has_results(page):
            return
        sections: dict[tuple[int, int], list[Spot]] = {}
        for spot in page.spots:
            if spot.kind in BODY and not (spot.block.quoted or spot.set_apart):
                sections.setdefault((spot.heading, spot.block.slide), []).append(spot)
        found = 0
        for spots in sections.values():
            hit = self._look(page, spots)
            if hit and found < self._options.most:
                found += 1
                yield hit

    def _has_results(self, page: Page) -> bool:
        """Tell whether another part of the document promises what the business gets."""
        return any(
            self._answers.stand_in(Statement.whole(spot).words) for spot in page.spots if spot.kind in TITLES
        )

    def _look(self, page: Page, spots: Sequence[Spot]) -> Hit | None:
        levels: list[tuple[Statement, int, int]] = []
        lines = list(self._lines(page, spots))
        measured = sum(bool(page.figures(one)) or page.row_has_figure(one.spot) for one in lines)
        if not measured:
            return None
        for statement in lines:
            span = self._level(page, statement)
            if span:
                levels.append((statement, *span))
            elif self._says_more(page, statement):
                return None
        names = {one.text[start:end].casefold() for one, start, end in levels}
        if len(names) < self._options.at_least:
            return None
        first, start, end = levels[0]
        words = quoted([one.text[begin:finish] for one, begin, finish in levels])
        suggestions = tuple(Suggestion(text) for text in self._options.say)
        return Hit(self._rule, first.spot.passage.index, start, end, {"words": words}, suggestions)

    def _lines(self, page: Page, spots: Sequence[Spot]) -> Iterator[Statement]:
        """Give the sentences of a section; a row of a table is heard as its first cell."""
        for spot in spots:
            cell = spot.block.cell
            if cell is None:
                yield from page.sentences(spot)
            elif cell.column == 1 and not cell.header:
                yield Statement.whole(spot)

    def _level(self, page: Page, statement: Statement) -> tuple[int, int] | None:
        """Give the span of the service level that a statement reports, with its figure in it or beside it."""
        words = statement.words
        if page.has_cue(statement, page.cues.results) or self._unless.stand_in(words):
            return None
        for position, word in enumerate(words):
            length = page.cues.levels.length_at(words, position)
            if length and (page.figures(statement) or page.row_has_figure(statement.spot)):
                return word.start, words[position + length - 1].end
        return None

    def _says_more(self, page: Page, statement: Statement) -> bool:
        """Tell whether a sentence speaks of the business, or measures something else."""
        if page.has_cue(statement, page.cues.results):
            return True
        if page.voices(statement) and statement.spot.block.cell is None:
            return True
        if page.has_cue(statement, page.cues.work):
            return False
        return bool(page.figures(statement)) or page.row_has_figure(statement.spot)
