"""Every acronym of a document: where it is used and where it is explained.

`find_acronyms` runs once a document, in linear time: candidates by their shape and surroundings,
definitions by aligning letters with words, then doubtful candidates in the light of both.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from plainspeak.language.acronyms_candidates import Candidate, Words, find_candidates, settle
from plainspeak.language.acronyms_compounds import CompoundUse, compound_uses
from plainspeak.language.acronyms_definitions import DefinitionFinder
from plainspeak.language.acronyms_table import AcronymTable, Definition, Entry, Mismatch, Use

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from plainspeak.knowledge import Vocabulary
    from plainspeak.language.analysis import Passage

_LONG_PLURAL = 5  # letters; shorter ones that end in S are short forms of their own, such as AWS

__all__ = ["AcronymTable", "Definition", "Entry", "Mismatch", "Use", "find_acronyms"]


def find_acronyms(passages: Sequence[Passage], vocabulary: Vocabulary) -> AcronymTable:
    """Find every acronym in the passages of one document.

    Args:
        passages: All passages of the document, in reading order.
        vocabulary: Word lists that tell acronyms from look-alikes.
    """
    words = Words(vocabulary)
    candidates = list(find_candidates(passages, words))
    by_passage: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_passage.setdefault(candidate.passage, []).append(candidate)
    finder = DefinitionFinder(passages, words)
    definitions = list(finder.find(by_passage))
    compounds = list(compound_uses(passages, definitions))
    candidates = _without_parts(candidates, definitions, compounds)
    defined = {_key(definition.acronym) for definition in definitions}
    uses: dict[str, list[Use]] = {}
    canonical: dict[str, str] = {}
    for written, candidate in settle(candidates, lambda core: _key(core) in defined):
        name = written[:-1] if _is_capital_plural(written, defined, words) else written
        place = (candidate.passage, passages[candidate.passage].index, candidate.start, candidate.end)
        uses.setdefault(canonical.setdefault(_key(name), name), []).append(Use(name, *place))
    starts: dict[int, set[int]] = {}
    for found in uses.values():
        for use in found:
            starts.setdefault(use.passage, set()).add(use.start)
    for compound in compounds:
        taken = starts.setdefault(compound.passage, set())
        if compound.start not in taken:
            taken.add(compound.start)
            name = canonical.setdefault(_key(compound.acronym), compound.acronym)
            place = (compound.passage, passages[compound.passage].index, compound.start, compound.end)
            uses.setdefault(name, []).append(Use(name, *place))
    named: dict[str, list[Definition]] = {}
    for definition in definitions:
        name = canonical.setdefault(_key(definition.acronym), definition.acronym)
        named.setdefault(name, []).append(definition)
        if not _covers(starts.get(definition.passage, ()), definition.short):
            place = (definition.passage, definition.block, *definition.short)
            uses.setdefault(name, []).append(Use(name, *place))
    entries = [
        Entry(
            name,
            tuple(sorted(found, key=_position)),
            tuple(sorted(named.get(name, ()), key=lambda one: (one.passage, one.short))),
        )
        for name, found in uses.items()
    ]
    entries.sort(key=lambda entry: _position(entry.uses[0]))
    return AcronymTable(
        MappingProxyType({entry.acronym: entry for entry in entries}), tuple(finder.mismatches)
    )


def _without_parts(
    candidates: list[Candidate], definitions: list[Definition], compounds: list[CompoundUse]
) -> list[Candidate]:
    """Drop what is only a part of a longer defined short form, as GMM in "(GMM-UBM)"."""
    covered: dict[int, set[int]] = {}
    for definition in definitions:
        if not definition.acronym.isalnum():
            covered.setdefault(definition.passage, set()).update(range(*definition.short))
    for compound in compounds:
        covered.setdefault(compound.passage, set()).update(range(compound.start, compound.end))
    whole = {(definition.passage, definition.short) for definition in definitions}
    whole |= {(compound.passage, (compound.start, compound.end)) for compound in compounds}
    return [
        candidate
        for candidate in candidates
        if candidate.start not in covered.get(candidate.passage, ())
        or (candidate.passage, (candidate.start, candidate.end)) in whole
    ]


def _is_capital_plural(name: str, defined: Collection[str], words: Words) -> bool:
    """Tell whether a long short form is the plural of a defined one in capitals, as in "TEAMS OF CSIRTS"."""
    low = _key(name)
    if len(name) < _LONG_PLURAL or not name.endswith("S") or low in words.small or low in defined:
        return False
    return low[:-1] in defined


def _key(acronym: str) -> str:
    return acronym.casefold()


def _position(use: Use) -> tuple[int, int]:
    return use.passage, use.start


def _covers(starts: Collection[int], span: tuple[int, int]) -> bool:
    """Tell whether a use starts in the span; a short form that only its definition makes one has none."""
    return any(position in starts for position in range(*span))
