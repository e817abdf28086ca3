"""What several rules know together: glossary, audiences, vocabulary. Loaded from data, never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """What an acronym stands for.

    Attributes:
        acronym: As it is written.
        expansion: The usual long form.
        plain: The same in plain words.
        also: Other things that it is known to stand for.
        ambiguous: Whether nobody should guess which one is meant.
    """

    acronym: str
    expansion: str
    plain: str = ""
    also: tuple[str, ...] = ()
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing of IT, and what it means for a business.

    Attributes:
        id: Its name in the data, `single-sign-on`.
        name: As it stands in a message.
        forms: Noun phrases that name it, as templates: (a|b) is either, [a] may be left out.
        verbs: Verb phrases that name it, in their base form.
        short: Short forms and products, capitals as written.
        needs: Phrases of which one must stand near it; none: it needs none.
        unless: Phrases around it in which something else is meant.
        level: 1 any leader knows it, 2 many do, 3 specialists only.
        plain: What it is, in plain words.
        outcomes: What it serves, the most important first.
        question: What a leader would ask.
        figure: What to quote from the organisation's own records.
        doing: What to write where it is there or will be; open slots in ⟨ ⟩.
        lacking: What to write where it is missing.
    """

    id: str
    name: str
    forms: tuple[str, ...]
    verbs: tuple[str, ...]
    short: tuple[str, ...]
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    level: int
    plain: str
    outcomes: tuple[str, ...]
    question: str
    figure: str
    doing: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads.

    Attributes:
        name: As on the command line.
        title: For people: "a board member".
        known: Acronyms that need no explanation, as written.
        limits: Numbers that rules measure against, by name, for example `sentence_words`.
        rules: Rule id or `pack/*` → severity name or `off`, for this audience.
    """

    name: str
    title: str
    known: frozenset[str]
    limits: Mapping[str, float]
    rules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that speaks for a kind of document, or against it.

    Attributes:
        points: How much; below nothing it speaks against.
        where: In which parts: title, headings, labels, cells, opening, closing, name, folder, meta, slides.
        any: Phrases of which one must be met there, written out.
        times: How often they must be met together; of `slides`, how many there must be.
    """

    points: float
    where: tuple[str, ...]
    any: tuple[str, ...] = ()
    times: int = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document and how it is recognised.

    Attributes:
        name: As on the command line.
        title: For people: "a status report".
        threshold: From how many points on a document is taken for it.
        margin: By how many points it must lead every other kind.
        cues: What speaks for it and against it; none: it is never recognised, only named.
    """

    name: str
    title: str
    threshold: float = 1
    margin: float = 0
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number can be counted in, or a number word.

    Attributes:
        name: Its name in the data, `hour`.
        kind: What it measures, the name of its file: duration, data, rate, money, number…
        size: In the kind's base unit (seconds, bytes…); of a number word its value.
        forms: Its spellings, whatever their capitals.
        exact: Spellings whose capitals count, such as MB and Mb.
    """

    name: str
    kind: str
    size: Fraction
    forms: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """Word lists by name, as read from `rules/vocabulary/`, and units, as read from `rules/units/`.

    A list is a set of words exactly as written; which ones exist is up to the checks and
    the language layer, which name the lists that they use.
    """

    lists: Mapping[str, frozenset[str]]
    units: tuple[Unit, ...] = ()

    def words(self, name: str) -> frozenset[str]:
        """Give the list `name`, empty where no pack has it."""
        return self.lists.get(name, frozenset())


@dataclass(frozen=True)
class Knowledge:
    """Everything shared, ready to use."""

    glossary: Mapping[str, GlossaryEntry] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    audiences: Mapping[str, Audience] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=lambda: {"generic": Kind("generic", "a document")})
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """Acronyms that stand for several things."""
        return frozenset(entry.acronym for entry in self.glossary.values() if entry.ambiguous)

    def concept_named(self, name: str) -> Concept | None:
        """Give the concept with this id, name or short form, without regard to capitals, or None."""
        wanted = name.casefold().replace("-", " ")
        for concept in self.concepts.values():
            names = (concept.id, concept.name, *concept.short)
            if wanted in {one.casefold().replace("-", " ") for one in names}:
                return concept
        return None

    @cached_property
    def glossary_by_key(self) -> Mapping[str, GlossaryEntry]:
        """The glossary by acronym without regard to capitals."""
        return {acronym.casefold(): entry for acronym, entry in self.glossary.items()}
