"""What a check is: a mechanism that runs rules over an analysed document and yields hits."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Protocol

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from plainspeak.finding import Suggestion
    from plainspeak.knowledge import Audience, Knowledge
    from plainspeak.language.analysis import Analysis
    from plainspeak.rule import Rule

_NOTHING: Mapping[str, object] = MappingProxyType({})


class Options(BaseModel):
    """Base of the data that a check's rules carry: strict, closed and frozen."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Context:
    """For whom and as what a document is read.

    Attributes:
        audience: Who reads.
        kind: What kind of document it is.
        knowledge: What several rules know together.
        limits: Numbers that rules measure against, the audience's and the configuration's.
        known: Acronyms that need no explanation, the audience's and the configuration's.
    """

    audience: Audience
    kind: str
    knowledge: Knowledge
    limits: Mapping[str, float]
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a rule marks.

    Attributes:
        rule: The rule.
        block: Index of the block in the document, or None for the whole document.
        start: Start in the block's text.
        end: End in the block's text, excluded.
        values: What the rule's message may name in braces; `text` is always there.
        suggestions: What to say instead.
        message: Replaces the rule's message where one rule has several things to say.
        same: What it shares with other hits of its rule that say the same; a reader is told once.
    """

    rule: Rule
    block: int | None
    start: int = 0
    end: int = 0
    values: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    suggestions: tuple[Suggestion, ...] = ()
    message: str | None = None
    same: str = ""


class Check(Protocol):
    """A mechanism. Checks do not know each other.

    Attributes:
        options: The model of the data that its rules carry.
        values: Names that a rule's message may use in braces, beside `text`.
        needs: What it asks of the language layer: any of `tokens`, `sentences`, `tags`, `talk`.
    """

    options: ClassVar[type[Options]]
    values: ClassVar[frozenset[str]]
    needs: ClassVar[frozenset[str]]

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Compile all rules of this check together, once; the result runs them on one document."""
