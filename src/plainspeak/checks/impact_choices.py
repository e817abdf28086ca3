"""Choices put to a leader as parts: one firewall or two, Oracle or PostgreSQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.checks.base import Hit
from plainspeak.checks.impact_page import Statement, quoted, spread
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion
from plainspeak.language.talk_places import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.checks.impact_options import ImpactOptions
    from plainspeak.checks.impact_page import Page
    from plainspeak.language.talk_places import Word
    from plainspeak.language.talk_spots import Spot
    from plainspeak.rule import Rule

_OPTION = re.compile(
    r"\b(?:option|alternative|variant|choice) (?:[A-H]|[1-9]|I{1,3}|one|two|three)\b"
    r"(?: is|[.:)])? ?(?:[-–—] )?",
    re.IGNORECASE,
)
_LONGEST_OPTION = 14  # words; a longer option is described
_LONGEST_CHOICE = 25  # words of a sentence that only asks
_SIDE = 6  # words on either side of "or" in which the parts must stand
_OR, _AND = "or", "and"
_BETWEEN = "between"
_TWO = 2
_SIGNS = (
    " or ",
    _BETWEEN,
    "ption",
    "ariant",
    "lternative",
    "hoice",
)  # without any of them nothing is put as a choice


class Choices:
    """Finds questions and lists of options that name parts and no consequence."""

    def __init__(self, rule: Rule) -> None:
        options: ImpactOptions = rule.options
        self._rule = rule
        self._options = options
        self._components = Phrases(options.components)
        self._counts = frozenset(options.fillers)
        self._asks = Phrases(options.asks)
        self._unless = Phrases(options.unless)

    def __call__(self, page: Page, context: Context) -> Iterator[Hit]:
        """Give one finding for each question and each list of options."""
        del context
        if page.instructs:
            return
        asked = [
            one
            for one in page.statements
            if (span := self._asked(one)) and span and not self._is_painted(page, one)
        ]
        for statement in spread(asked, self._options.most):
            yield self._hit(statement.spot, statement.start, statement.end, [])
        yield from self._listed(page)

    def _hit(self, spot: Spot, start: int, end: int, words: Sequence[str]) -> Hit:
        shown = quoted(words or [spot.block.text[start:end]])
        suggestions = tuple(Suggestion(text) for text in self._options.say)
        return Hit(self._rule, spot.passage.index, start, end, {"words": shown}, suggestions)

    def _asked(self, statement: Statement) -> bool:
        """Tell whether a sentence puts a choice between parts, or between one part and two of it."""
        text = statement.text[statement.start : statement.end]
        if not any(sign in text for sign in _SIGNS):
            return False
        words = statement.words
        if len(words) > _LONGEST_CHOICE or self._unless.stand_in(words):
            return False
        if self._lists_parts(statement):
            return True
        if not (statement.is_question or self._asks.stand_in(words)):
            return False
        # "or" parts two choices, and so does "and" after "between".
        joints = {_OR, _AND} if any(word.text == _BETWEEN for word in words) else {_OR}
        return any(
            self._parts_beside(words, place) for place, word in enumerate(words) if word.text in joints
        )

    def _lists_parts(self, statement: Statement) -> bool:
        """Tell whether a sentence lists options that are parts: "Option A: Oracle, option B: PostgreSQL"."""
        starts = [match.end() for match in _OPTION.finditer(statement.text, statement.start, statement.end)]
        if len(starts) < _TWO:
            return False
        ends = [*starts[1:], statement.end]
        parts = [
            [word for word in statement.words if start <= word.start < end]
            for start, end in zip(starts, ends, strict=True)
        ]
        return all(map(self._components.stand_in, parts))

    def _parts_beside(self, words: Sequence[Word], place: int) -> bool:
        before, after = words[max(0, place - _SIDE) : place], words[place + 1 : place + 1 + _SIDE]
        if not before or not after:
            return False
        named = self._components.stand_in(before), self._components.stand_in(after)
        if all(named):
            return True
        counted = (
            any(one.text in self._counts for one in before[-3:]),
            any(one.text in self._counts for one in after[:3]),
        )
        return any(named) and all(counted)

    def _is_painted(self, page: Page, statement: Statement) -> bool:
        """Tell whether the question or its neighbours say what happens in either case."""
        results = page.cues.results
        if page.has_cue(statement, results) or page.voices(statement):
            return True
        return any(page.has_cue(one, results) or page.voices(one) for one in page.near(statement))

    def _listed(self, page: Page) -> Iterator[Hit]:
        """Find two or more options in a row that are nothing but names of parts."""
        run: list[Spot] = []
        for spot in [*page.spots, None]:
            if spot is not None and self._is_part(spot):
                run.append(spot)
                continue
            if len(run) > 1 and not self._is_followed(page, run[-1]):
                words = [one.block.text for one in run]
                yield self._hit(run[0], 0, len(run[0].block.text), words)
            run = []

    def _is_part(self, spot: Spot) -> bool:
        """Tell whether a passage is an option that only names a part."""
        match = _OPTION.match(spot.block.prose)
        if match is None or spot.kind is BlockKind.TABLE_CELL or spot.block.quoted or spot.set_apart:
            return False
        rest = Statement(spot, 0, match.end(), Statement.whole(spot).end)
        words = rest.words
        if not words or len(words) > _LONGEST_OPTION or spot.passage.words > _LONGEST_OPTION:
            return False
        return self._components.stand_in(words) and not self._unless.stand_in(words)

    def _is_followed(self, page: Page, last: Spot) -> bool:
        """Tell whether text under or around the options says what they lead to."""
        around = [one for spot in page.around(last) for one in page.sentences(spot)]
        if any(page.has_cue(one, page.cues.results) for one in around):
            return True
        return any(page.voices(one) for one in around if not _OPTION.match(one.text))
