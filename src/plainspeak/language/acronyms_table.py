"""What the acronyms of a document are written down as."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Use:
    """One short form in the text, wherever it stands, in its definition too.

    Attributes:
        acronym: Canonical form: singular, without dots, as first written in capitals.
        passage: Index into the passages that were searched.
        block: Index of the block in the document.
        start: Start in the block's text; a plural s belongs to the span, a possessive does not.
        end: End in the block's text, excluded.
    """

    acronym: str
    passage: int
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form and a long form that stand together.

    Attributes:
        acronym: Canonical form.
        expansion: The long form as written.
        passage: Index into the passages of the short form.
        block: Index of the block of the short form.
        short: Span of the short form in its block's text.
        long_block: Index of the block of the long form; another one in tables and definition lists.
        long: Span of the long form in its block's text.
        style: `long-short` for "recovery time objective (RTO)", `short-long` for "RTO (recovery time
            objective)", `equals` for "RTO = …" and "RTO: …", `phrase` for "RTO stands for …", `naming` for
            "…, or RTO", `glossary` for tables and definition lists, `nearby` for a long form in the
            same sentence.
        aligned: Whether the letters were matched; an explanation in other words is not aligned.
    """

    acronym: str
    expansion: str
    passage: int
    block: int
    short: tuple[int, int]
    long_block: int
    long: tuple[int, int]
    style: str
    aligned: bool = True


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Words and a short form written like a definition whose letters do not fit."""

    acronym: str
    words: str
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An acronym with its uses and definitions in reading order."""

    acronym: str
    uses: tuple[Use, ...]
    definitions: tuple[Definition, ...]


@dataclass(frozen=True)
class AcronymTable:
    """Every acronym of a document, by canonical form, in order of first use."""

    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    mismatches: tuple[Mismatch, ...] = ()

    def __iter__(self) -> Iterator[Entry]:
        """Give the entries in order of first use."""
        return iter(self.entries.values())

    def __len__(self) -> int:
        """Count the different acronyms."""
        return len(self.entries)

    @property
    def uses(self) -> Iterator[Use]:
        """Every short form, acronym by acronym."""
        return (use for entry in self for use in entry.uses)

    @property
    def definitions(self) -> Iterator[Definition]:
        """Every definition, acronym by acronym."""
        return (definition for entry in self for definition in entry.definitions)
