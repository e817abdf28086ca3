"""The check `tone`: words that are a fault in some sentences only, timid asks, dates that mean two days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from plainspeak.checks.base import Hit, Options
from plainspeak.checks.tone_dates import two_day_dates
from plainspeak.checks.tone_options import ToneOptions
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion
from plainspeak.language.phrase_forms import expand
from plainspeak.language.phrase_match import PhraseTable, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.checks.tone_options import ToneCase
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis, Passage, Sentence
    from plainspeak.rule import Rule

_PROSE = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.SPEAKER_NOTE,
        BlockKind.FOOTNOTE,
        BlockKind.DEFINITION,
    }
)
_SHOWN_HEDGES = 3
_OVERLAPS = 4  # phrases that may end at one place
_LONGEST_WORD = 40  # letters; beyond that a sentence has no opening to speak of
_QUOTES = frozenset("\"'“”„‘’«»")


class _Role(NamedTuple):
    """What a phrase is to a rule: its number, the part that it plays, and for which case (-1: all)."""

    rule: int
    part: str
    case: int = -1


class _Spot(NamedTuple):
    """A phrase in a passage: its span in characters, and for which case it counts."""

    start: int
    end: int
    case: int


class ToneCheck:
    """Runs every rule about tone that needs whole sentences."""

    options: ClassVar[type[Options]] = ToneOptions
    values: ClassVar[frozenset[str]] = frozenset({"advice", "first", "second", "hedges", "count"})
    needs: ClassVar[frozenset[str]] = frozenset({"sentences"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Write out every phrase of every rule into one table."""
        table: PhraseTable[_Role] = PhraseTable()
        for number, rule in enumerate(rules):
            for role, phrases in _phrases(number, rule.options):
                for phrase in phrases:
                    for text in expand(phrase):
                        table.add(text, role)
        dates = knowledge.vocabulary.words("date-words")
        binding = knowledge.vocabulary.words("binding-words")

        def run(analysis: Analysis, context: Context) -> Iterator[Hit]:
            del context
            page = _Page(analysis, table, dates, binding)
            for number, rule in enumerate(rules):
                if rule.options.problem == "ambiguous-date":
                    yield from two_day_dates(rule, analysis, dates)
                else:
                    yield from _told_once(rule, list(_Reader(page, number, rule).hits()))

        return run


def _phrases(number: int, options: ToneOptions) -> Iterator[tuple[_Role, Iterable[str]]]:
    for case_number, case in enumerate(options.cases):
        yield _Role(number, "find", case_number), case.find
        yield _Role(number, "beside", case_number), case.beside
        yield _Role(number, "before", case_number), case.before
        yield _Role(number, "after", case_number), case.after
        yield _Role(number, "unless", case_number), case.unless
    for part in ("answers", "conditions", "hedges", "stops"):
        yield _Role(number, part), getattr(options, part)


def _told_once(rule: Rule, hits: list[Hit]) -> Iterable[Hit]:
    if not (rule.options.at_start and len(hits) > 1):
        return hits
    first = hits[0]
    more = len(hits) - 1
    message = f"{rule.message} It comes {more} more {'time' if more == 1 else 'times'} below."
    return [Hit(rule, first.block, first.start, first.end, first.values, first.suggestions, message)]


@dataclass(frozen=True, slots=True)
class _Found:
    """The phrases of a passage: what they are → where they stand, in order."""

    passage: Passage
    spots: dict[_Role, list[_Spot]]

    def has(self, role: _Role, start: int, end: int) -> bool:
        """Tell whether such a phrase stands between two places."""
        spots = self.spots.get(role, [])
        at = bisect_left(spots, start, key=_start)
        return at < len(spots) and spots[at].end <= end

    def just_before(self, role: _Role, place: int) -> _Spot | None:
        """Give such a phrase with nothing between its end and a place but a space, the longest there is."""
        spots = self.spots.get(role, [])
        last = bisect_left(spots, place, key=_start)
        ending = [spot for spot in spots[max(0, last - _OVERLAPS) : last] if spot.end + 1 == place]
        return ending[0] if ending else None

    def within(self, role: _Role, start: int, end: int) -> list[_Spot]:
        """Give all such phrases between two places, the longest of overlapping ones."""
        spots = self.spots.get(role, [])
        first, last = bisect_left(spots, start, key=_start), bisect_left(spots, end, key=_start)
        return _longest(spot for spot in spots[first:last] if spot.end <= end)


def _start(spot: _Spot) -> int:
    return spot.start


class _Page:
    """A document's own prose with the phrases in it."""

    def __init__(
        self,
        analysis: Analysis,
        table: PhraseTable[_Role],
        dates: frozenset[str],
        binding: frozenset[str],
    ) -> None:
        self.analysis = analysis
        self.dates = dates
        self.binding = binding
        self.found = [
            _find(passage, table)
            for passage in analysis.passages
            if passage.block.kind in _PROSE and not passage.block.quoted
        ]

    def has_figure(self, passage: Passage, sentence: Sentence, *, dates: bool) -> bool:
        """Tell whether a sentence gives an amount, or (where dates do) a date."""
        figures = self.analysis.quantities.get(passage.index, ())
        first = bisect_left(figures, sentence.start, key=lambda figure: figure.start)
        for figure in islice(figures, first, None):
            if figure.start >= sentence.end:
                break
            if figure.is_figure or dates:
                return True
        if not dates:
            return False
        words = passage.block.text[sentence.start : sentence.end].split()
        return any(word.strip(".,;:()") in self.dates for word in words)

    def is_binding(self, passage: Passage, sentence: Sentence) -> bool:
        """Tell whether a sentence is the wording of a law or contract."""
        words = passage.block.text[sentence.start : sentence.end].split()
        return any(word.strip(".,;:()") in self.binding for word in words)


def _find(passage: Passage, table: PhraseTable[_Role]) -> _Found:
    words = Words(passage.block.prose)
    spots: dict[_Role, list[_Spot]] = {}
    for first, last, role in table.find(words):
        # What is found is kept together, whatever its case, since the longest counts.
        key = _Role(role.rule, "find") if role.part == "find" else role
        spots.setdefault(key, []).append(_Spot(words.start(first), words.end(last - 1), role.case))
    return _Found(passage, spots)


class _Reader:
    """One rule on one document."""

    def __init__(self, page: _Page, number: int, rule: Rule) -> None:
        self._page = page
        self._number = number
        self._rule = rule
        self._options: ToneOptions = rule.options

    def hits(self) -> Iterator[Hit]:
        """Give what the rule finds, in reading order."""
        if self._options.brackets_explain and any(map(self._is_explained, self._page.found)):
            return
        for found in self._page.found:
            for at, spots in self._by_sentence(found):
                sentence = found.passage.sentences[at]
                if found.passage.block.is_aside(sentence.start, sentence.end):
                    continue
                if self._page.is_binding(found.passage, sentence):
                    continue
                if self._options.problem == "hedged-ask":
                    yield from self._hedged(found, sentence, spots[0])
                else:
                    yield from self._said(found, at, spots)

    def _is_explained(self, found: _Found) -> bool:
        text = found.passage.block.text
        spots = found.spots.get(_Role(self._number, "find"), ())
        return any(text[spot.end : spot.end + 2] == " (" for spot in spots)

    def _by_sentence(self, found: _Found) -> Iterator[tuple[int, list[_Spot]]]:
        sentences = found.passage.sentences
        spots = _longest(found.spots.get(_Role(self._number, "find"), ()))
        starts = [sentence.start for sentence in sentences] if spots else []
        for at, group in groupby(spots, key=lambda spot: max(bisect_right(starts, spot.start) - 1, 0)):
            yield at, list(group)

    def _said(self, found: _Found, at: int, spots: Sequence[_Spot]) -> Iterator[Hit]:
        sentence = found.passage.sentences[at]
        for spot in spots:
            case = self._options.cases[spot.case]
            if not self._is_fault(found, sentence, spot):
                continue
            if not self._is_answered(found, at, case):
                start = spot.start
                if subject := found.just_before(_Role(self._number, "after", spot.case), start):
                    start = subject.start if self._options.marks_before else start
                yield self._hit(found, start, spot.end, case.advice, {})
            return

    def _hit(self, found: _Found, start: int, end: int, advice: str, values: dict[str, object]) -> Hit:
        suggestion = Suggestion(advice[0].upper() + advice[1:] + ".")
        return Hit(self._rule, found.passage.index, start, end, {"advice": advice, **values}, (suggestion,))

    def _is_fault(self, found: _Found, sentence: Sentence, spot: _Spot) -> bool:
        block = found.passage.block
        if block.is_aside(spot.start, spot.end) or _is_in_quotes(block.text, spot):
            return False
        start = sentence.start
        if found.has(_Role(self._number, "conditions"), start, spot.start):
            return False
        if self._options.within and not _opens(block.text[start : spot.start], self._options.within):
            return False
        return self._fits(found, sentence, spot)

    def _fits(self, found: _Found, sentence: Sentence, spot: _Spot) -> bool:
        """Tell whether the words around a phrase are those that its case asks for."""
        case: ToneCase = self._options.cases[spot.case]
        number, start, end = self._number, sentence.start, sentence.end
        return not (
            (case.beside and not found.has(_Role(number, "beside", spot.case), start, end))
            or (case.before and not found.has(_Role(number, "before", spot.case), start, spot.start))
            or (case.after and not self._follows(found, spot, case))
            or found.has(_Role(number, "unless", spot.case), start, end)
        )

    def _follows(self, found: _Found, spot: _Spot, case: ToneCase) -> bool:
        if found.just_before(_Role(self._number, "after", spot.case), spot.start):
            return True
        before = found.passage.block.text[max(0, spot.start - 2) : spot.start]
        return case.after_number and before[:1].isdigit() and before[1:] == " "

    def _is_answered(self, found: _Found, at: int, case: ToneCase) -> bool:
        """Tell whether the sentence, or one beside it, puts right what is said."""
        passage = found.passage
        near = passage.sentences[at : at + 2]
        if self._options.figures and any(
            self._page.has_figure(passage, sentence, dates=case.dates) for sentence in near
        ):
            return True
        if at and self._options.looks_back:
            near = passage.sentences[at - 1 : at + 2]
        answers = _Role(self._number, "answers")
        return any(found.has(answers, sentence.start, sentence.end) for sentence in near)

    def _hedged(self, found: _Found, sentence: Sentence, ask: _Spot) -> Iterator[Hit]:
        block = found.passage.block
        start, end = sentence.start, sentence.end
        if block.is_aside(ask.start, ask.end) or found.has(
            _Role(self._number, "conditions"), start, ask.start
        ):
            return
        hedges = found.within(_Role(self._number, "hedges"), start, end)
        start, end = self._clause(found, sentence, ask, hedges)
        hedges = [hedge for hedge in hedges if start <= hedge.start < end]
        if len(hedges) < self._options.at_least:
            return
        words = ", ".join(f"“{block.text[hedge.start : hedge.end]}”" for hedge in hedges[:_SHOWN_HEDGES])
        advice = self._options.cases[ask.case].advice
        start, end = min(ask.start, hedges[0].start), max(ask.end, hedges[-1].end)
        yield self._hit(found, start, end, advice, {"hedges": words, "count": len(hedges)})

    def _clause(
        self, found: _Found, sentence: Sentence, ask: _Spot, hedges: Sequence[_Spot]
    ) -> tuple[int, int]:
        """Give the span of the clause that asks: up to the next word that begins another."""
        start, end = sentence.start, sentence.end
        for stop in found.within(_Role(self._number, "stops"), start, end):
            at = bisect_right(hedges, stop.start, key=_start) - 1
            if at >= 0 and stop.start < hedges[at].end:
                continue
            if stop.start >= ask.end:
                return start, stop.start
            if stop.end <= ask.start:
                comma = found.passage.block.text.find(",", stop.end, ask.start)
                start = comma if comma >= 0 else stop.end
        return start, end


def _is_in_quotes(text: str, spot: _Spot) -> bool:
    return text[spot.start - 1 : spot.start] in _QUOTES and text[spot.end : spot.end + 1] in _QUOTES


def _opens(before: str, words: int) -> bool:
    """Tell whether fewer words than `words` stand before a phrase in its sentence."""
    return len(before) < _LONGEST_WORD * words and len(before.split()) < words


def _longest(spots: Iterable[_Spot]) -> list[_Spot]:
    """Keep the longest of overlapping spots, in reading order."""
    kept: list[_Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot.start, -spot.end, spot.case)):
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
    return kept
