"""Which IT concepts a document names, and where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.language.phrase_forms import spellings
from plainspeak.language.phrase_match import PhraseTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from plainspeak.knowledge import Concept
    from plainspeak.language.analysis import Passage
    from plainspeak.language.phrase_match import Words

_TITLES = frozenset({BlockKind.HEADING, BlockKind.SLIDE_TITLE})


@dataclass(frozen=True, slots=True)
class ConceptUse:
    """A concept at characters `start:end` of a passage's block.

    Attributes:
        concept: What is named.
        passage: Index of the passage.
        start: Start in the block's text.
        end: End in the block's text, excluded.
        short: Whether a short form or a product names it.
    """

    concept: Concept
    passage: int
    start: int
    end: int
    short: bool


@dataclass(frozen=True, slots=True)
class _Meaning:
    kind: str  # form, short, unless, need
    concept: str
    written: str = ""


class ConceptTable:
    """All concepts, compiled once: a document is read in one pass, however many there are."""

    def __init__(self, concepts: Mapping[str, Concept], ambiguous: AbstractSet[str] = frozenset()) -> None:
        """Compile the concepts.

        Args:
            concepts: By id.
            ambiguous: Short forms that stand for several things; they need a word near them that settles it.
        """
        self.concepts = concepts
        self._ambiguous = ambiguous
        self._table: PhraseTable[_Meaning] = PhraseTable()
        for name, concept in concepts.items():
            self._add(name, concept)

    def _add(self, name: str, concept: Concept) -> None:
        for kind, templates, inflect in (
            ("form", concept.forms, "noun"),
            ("form", concept.verbs, "verb"),
            ("unless", concept.unless, None),
            ("need", concept.needs, "noun"),
        ):
            for template in templates:
                for spelling in spellings(template, (), inflect):
                    self._table.add(spelling.text, _Meaning(kind, name))
        for short in concept.short:
            if short in self._ambiguous and not concept.needs:
                continue
            self._table.add(short.lower(), _Meaning("short", name, short))
            if short[-1:].isupper():
                self._table.add(short.lower() + "s", _Meaning("short", name, short + "s"))

    def find(self, passages: Sequence[Passage]) -> tuple[ConceptUse, ...]:
        """Give every use in a document, in order; where two overlap, the longer one is meant."""
        uses: list[ConceptUse] = []
        for section in _sections(passages):
            found = [(number, *_matches(self._table, passages[number].words_in_order)) for number in section]
            near = {
                meaning.concept
                for _, _, others in found
                for _, _, meaning in others
                if meaning.kind == "need"
            }
            for number, named, others in found:
                barred = {meaning.concept for _, _, meaning in others if meaning.kind == "unless"}
                uses += self._uses(number, named, barred, near)
        return tuple(uses)

    def _uses(
        self,
        passage: int,
        named: Iterable[tuple[int, int, _Meaning]],
        barred: set[str],
        near: set[str],
    ) -> Iterator[ConceptUse]:
        last = -1
        for start, end, meaning in sorted(named, key=lambda match: (match[0], -match[1])):
            concept = self.concepts[meaning.concept]
            if start < last or concept.id in barred or (concept.needs and concept.id not in near):
                continue
            last = end
            yield ConceptUse(concept, passage, start, end, meaning.kind == "short")


def _matches(
    table: PhraseTable[_Meaning], words: Words
) -> tuple[list[tuple[int, int, _Meaning]], list[tuple[int, int, _Meaning]]]:
    """Give what is named, and what decides whether it is meant, by characters."""
    named, others = [], []
    for first, last, meaning in table.find(words):
        start, end = words.start(first), words.end(last - 1)
        if meaning.kind in {"unless", "need"}:
            others.append((start, end, meaning))
        elif meaning.kind == "form" or words.text[start:end] == meaning.written:
            named.append((start, end, meaning))
    return named, others


def _sections(passages: Sequence[Passage]) -> Iterator[list[int]]:
    """Give the passages from one heading to the next."""
    section: list[int] = []
    for number, passage in enumerate(passages):
        if passage.block.kind in _TITLES and section:
            yield section
            section = []
        section.append(number)
    if section:
        yield section


def by_passage(uses: Iterable[ConceptUse]) -> Mapping[int, tuple[ConceptUse, ...]]:
    """Give the uses of each passage that has any, in order."""
    grouped: dict[int, list[ConceptUse]] = defaultdict(list)
    for use in uses:
        grouped[use.passage].append(use)
    return {passage: tuple(found) for passage, found in grouped.items()}
