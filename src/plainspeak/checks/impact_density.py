"""Paragraphs and slides so full of figures that none of them is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainspeak.checks.base import Hit
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion
from plainspeak.language.talk_places import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.checks.impact_options import ImpactOptions
    from plainspeak.checks.impact_page import Page, Statement
    from plainspeak.language.talk_spots import Spot
    from plainspeak.rule import Rule

_FEW = 2  # a sentence with so many figures may still say what the others mean
_FEWEST_WORDS = 15
_NO_PROSE = "§|=^@×"


class Density:
    """Finds prose that is mostly figures with no sentence that says what they mean. Tables are no prose."""

    def __init__(self, rule: Rule) -> None:
        options: ImpactOptions = rule.options
        self._rule = rule
        self._options = options
        self._unless = Phrases(options.unless)
        self._answers = Phrases(options.answers)

    def __call__(self, page: Page, context: Context) -> Iterator[Hit]:
        """Give one finding for each crowded paragraph or slide."""
        limit = context.limits.get(self._options.limit, self._options.default)
        found = 0
        for spots in _stretches(page):
            hit = self._look(page, spots, limit)
            if hit and found < self._options.most:
                found += 1
                yield hit

    def _look(self, page: Page, spots: Sequence[Spot], limit: float) -> Hit | None:
        statements = [one for spot in spots for one in page.sentences(spot)]
        words = sum(spot.passage.words for spot in spots)
        counts = [_figures(page, one) for one in statements]
        total = sum(counts)
        if words < _FEWEST_WORDS or total < self._options.at_least or 100 * total <= limit * words:
            return None
        if any(map(page.is_marked, spots)):
            return None
        if any(self._unless.stand_in(one.words) or _is_reckoning(one) for one in statements):
            return None
        around = [one for spot in page.around(spots[0]) for one in page.sentences(spot)]
        around += [one for title in page.titles(spots[0]) for one in page.sentences(title)]
        if any(self._says_meaning(page, one) for one in [*statements, *around]):
            return None
        first = next(one for one, count in zip(statements, counts, strict=True) if count)
        values = {"count": total, "limit": f"{limit:g}", "words": words}
        suggestions = tuple(Suggestion(text) for text in self._options.say)
        return Hit(self._rule, first.spot.passage.index, first.start, first.end, values, suggestions)

    def _says_meaning(self, page: Page, statement: Statement) -> bool:
        if self._answers.stand_in(statement.words):
            return True
        few = _figures(page, statement) < _FEW
        return page.voices(statement) or (few and page.has_cue(statement, page.cues.results))


def _stretches(page: Page) -> Iterator[list[Spot]]:
    """Give every paragraph, and the prose of every slide."""
    slides: dict[int, list[Spot]] = {}
    for spot in page.spots:
        if not spot.counts or spot.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
            continue
        if spot.block.slide:
            slides.setdefault(spot.block.slide, []).append(spot)
        elif spot.kind is BlockKind.PARAGRAPH:
            yield [spot]
    yield from slides.values()


def _is_reckoning(statement: Statement) -> bool:
    """Tell whether a sentence cites paragraphs, calculates, or holds a table that was written as a line."""
    text = statement.text[statement.start : statement.end]
    return any(sign in text for sign in _NO_PROSE)


def _figures(page: Page, statement: Statement) -> int:
    """Count the figures that are written in digits and say how much of something."""
    text = statement.text
    return sum(
        any(map(str.isdigit, text[one.start : one.end])) and text[one.start - 1 : one.start] != "-"
        for one in page.figures(statement)
    )
