"""Documents → the list of their acronyms, as `plainspeak glossary` shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.language.pipeline import analyse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plainspeak.document import Document
    from plainspeak.language.acronyms_table import Entry
    from plainspeak.packs import Library

    Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A use of an acronym: span in the source, line and column from 1, and the place in an office file."""

    offset: int
    end_offset: int
    line: int
    column: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A definition in the document: the words, and where short and long form stand in the source."""

    expansion: str
    short: Span
    long: Span


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym of one document.

    Attributes:
        acronym: Canonical form.
        path: The document.
        known: Whether the audience needs no explanation.
        uses: In order, its definitions included.
        meanings: What the document says it stands for.
        suggestion: What the glossary says it stands for, or nothing where that is unknown or open.
    """

    acronym: str
    path: str
    known: bool
    uses: tuple[Occurrence, ...]
    meanings: tuple[Meaning, ...]
    suggestion: str = ""


def list_acronyms(document: Document, library: Library, known: Iterable[str]) -> Iterator[Acronym]:
    """List the acronyms of a document in order of first use."""
    vocabulary = library.knowledge.vocabulary
    known_keys = {acronym.casefold() for acronym in known}
    for entry in analyse(document, vocabulary).acronyms:
        suggested = library.knowledge.glossary_by_key.get(entry.acronym.casefold())
        yield Acronym(
            entry.acronym,
            document.source.path,
            entry.acronym.casefold() in known_keys,
            tuple(_uses(document, entry)),
            tuple(_meanings(document, entry)),
            suggested.expansion if suggested and not suggested.ambiguous else "",
        )


def _uses(document: Document, entry: Entry) -> Iterator[Occurrence]:
    for use in entry.uses:
        block = document.blocks[use.block]
        start, end = block.to_source(use.start, use.end)
        line, column = document.source.line_column(start)
        yield Occurrence(start, end, line, column, block.place.label if block.place else "")


def _meanings(document: Document, entry: Entry) -> Iterator[Meaning]:
    for definition in entry.definitions:
        short = document.blocks[definition.block].to_source(*definition.short)
        long = document.blocks[definition.long_block].to_source(*definition.long)
        yield Meaning(definition.expansion, short, long)
