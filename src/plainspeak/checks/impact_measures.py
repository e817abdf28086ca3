"""Measures claimed as a result or a goal with nothing to hold them against: from what, by when?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainspeak.checks.base import Hit
from plainspeak.checks.impact_page import Statement, quoted, spread
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion
from plainspeak.language.talk_places import Phrases
from plainspeak.language.talk_spots import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.checks.impact_options import ImpactOptions
    from plainspeak.checks.impact_page import Page
    from plainspeak.language.quantities import Quantity
    from plainspeak.language.talk_places import Word
    from plainspeak.language.talk_spots import Spot
    from plainspeak.rule import Rule

_CHANGE_REACH = 9  # words before "by 30 %" in which the change must stand
_MEASURE_REACH = 10  # words before a level in which its measure must stand
_LEVELS = frozenset({"percent", "duration", "rate", "throughput", "points", "number", "count"})
_TIMES = frozenset({"x", "times", "fold"})
_SUBJECT_WORDS = 7
_BY = frozenset({"by", "of"})
_ALREADY = "<>≤≥±→"  # signs that hold a figure against another one
_MANY_COLUMNS = 3
_LABEL_AND_FIGURE = 2


class Measures:
    """Finds changes without a start and levels without anything to compare them with."""

    def __init__(self, rule: Rule) -> None:
        options: ImpactOptions = rule.options
        self._rule = rule
        self._options = options
        self._changes = Phrases(options.changes)
        self._gains = frozenset(options.gains)
        self._measures = Phrases(options.measures)
        self._links = frozenset(options.links)
        self._fillers = frozenset(options.fillers)
        self._compared = Phrases(options.compared)
        self._unless = Phrases(options.unless)

    def __call__(self, page: Page, context: Context) -> Iterator[Hit]:
        """Give one finding for each paragraph, list or table."""
        del context
        if page.instructs:
            return
        found: dict[tuple[int, int], tuple[int, int]] = {}
        bare: list[Statement] = []
        for statement in page.statements:
            span = None if page.is_marked(statement.spot) else self._claim(page, statement)
            if span and not self._is_held_against(page, statement):
                found[statement.key] = span
                bare.append(statement)
        chosen = spread(bare, self._options.most)
        for statement in chosen:
            yield self._hit(statement.spot, *found[statement.key])
        if len(chosen) < self._options.most:
            yield from self._in_tables(page)

    def _hit(self, spot: Spot, start: int, end: int) -> Hit:
        words = quoted([spot.block.text[start:end]])
        suggestions = tuple(Suggestion(text) for text in self._options.say)
        return Hit(self._rule, spot.passage.index, start, end, {"words": words}, suggestions)

    def _claim(self, page: Page, statement: Statement) -> tuple[int, int] | None:
        """Give the span of the first change or level that a statement claims, from its word to its figure."""
        if statement.is_question or _is_linked(statement):
            return None
        figures = page.figures(statement)
        if not figures or self._unless.stand_in(statement.words):
            return None
        for figure in figures:
            span = self._change(statement, figure)
            if span and len(figures) == 1:
                return span
        # When a level was measured the heading may say; what a change started from it won't.
        if len(figures) > 1 or any(page.is_dated(one) for one in self._above(page, statement)):
            return None
        return self._level(statement, figures[0])

    def _above(self, page: Page, statement: Statement) -> list[Statement]:
        return [Statement.whole(title) for title in page.open_titles(statement.spot)]

    def _change(self, statement: Statement, figure: Quantity) -> tuple[int, int] | None:
        after = statement.words_after(figure.end)
        times = figure.kind in {"number", "count"} and bool(after) and after[0].text in _TIMES
        if figure.kind not in {"percent", "points"} and not times:
            return None
        following = after[1:] if times else after
        if following and following[0].text in self._gains:
            # "30 % faster", "a 30 % reduction in the time to answer": with what it is about.
            return figure.start, following[:_SUBJECT_WORDS][-1].end
        before = statement.words_before(figure.start)
        near = before[-_CHANGE_REACH:]
        close = len(near)
        while close and near[close - 1].text in self._fillers:
            close -= 1
        joined = close and near[close - 1].text in _BY
        for position in range(close - 1, -1, -1):
            length = self._changes.length_at(near, position)
            if length and (joined or position + length == close):
                return near[position].start, figure.end
        return None

    def _level(self, statement: Statement, figure: Quantity) -> tuple[int, int] | None:
        if figure.kind not in _LEVELS:
            return None
        before = statement.words_before(figure.start)[-_MEASURE_REACH:]
        sign = statement.text[before[-1].end : figure.start].strip(" *") if before else ""
        if not before or set(sign) & set(_ALREADY):
            return None
        close = len(before)
        while close and before[close - 1].text in self._fillers:
            close -= 1
        labelled = sign in {":", "="} and close == len(before)
        if not labelled and not (close and before[close - 1].text in self._links):
            return None
        return self._measured(before[:close], figure)

    def _measured(self, before: Sequence[Word], figure: Quantity) -> tuple[int, int] | None:
        for position in range(len(before)):
            if self._measures.length_at(before, position):
                return before[position].start, figure.end
        return None

    def _is_held_against(self, page: Page, statement: Statement) -> bool:
        """Tell whether a start, a target or a date stands in the statement or beside it."""
        if page.is_dated(statement) or self._compares(statement):
            return True
        for one in page.near(statement):
            # Another item of a list is about something else.
            elsewhere = one.spot.number != statement.spot.number
            if one.spot.kind in TITLES or (elsewhere and one.spot.kind is BlockKind.LIST_ITEM):
                continue
            if page.is_dated(one) or self._compares(one):
                return True
            if not elsewhere and (page.figures(one) or page.voices(one)):
                return True
        return False

    def _compares(self, statement: Statement) -> bool:
        return self._compared.stand_in(statement.words) or any(
            sign in statement.text[statement.start : statement.end] for sign in _ALREADY
        )

    def _in_tables(self, page: Page) -> Iterator[Hit]:
        """Find tables of measures that hold nothing but the figure of today."""
        for table in page.tables:
            cells = [spot for row in table.values() for spot in row]
            columns = max((spot.block.cell.column for spot in cells if spot.block.cell), default=0)
            if columns >= _MANY_COLUMNS:
                continue
            rows = [row for row in table.values() if self._is_bare_row(page, row)]
            near = [one for spot in page.around(cells[0]) for one in page.sentences(spot)]
            whole = [Statement.whole(spot) for spot in cells] + near
            if (
                page.is_marked(cells[0])
                or len(rows) < len(table) / 2
                or any(page.is_dated(one) or self._compares(one) for one in whole)
            ):
                continue
            label = rows[0][0]
            yield self._hit(label, 0, len(label.block.text))

    def _is_bare_row(self, page: Page, row: Sequence[Spot]) -> bool:
        if len(row) != _LABEL_AND_FIGURE:
            return False
        figures = [one for one in page.analysis.quantities[row[1].passage.index] if one.is_figure]
        return len(figures) == 1 and self._measures.stand_in(Statement.whole(row[0]).words)


def _is_linked(statement: Statement) -> bool:
    """Tell whether a statement leads to a source, which may hold the figures behind the figure."""
    block = statement.spot.block
    return any(start < statement.end and statement.start < end for start, end in block.links)
