"""A rule: a piece of knowledge in YAML that uses a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plainspeak.finding import Severity


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that a rule must find (`bad`) or leave alone (`good`).

    Attributes:
        text: A whole small document.
        finds: What exactly the rule must mark, in order; empty: at least one finding anywhere.
        suggests: Texts that must be among the suggestions, in order of the findings.
        format: Which reader reads `text`.
        audience: For whom, else the rule's default reader.
        kind: What kind of document, else generic.
        line: Line of the example in the rule file, from 1.
    """

    text: str
    finds: tuple[str, ...] = ()
    suggests: tuple[str, ...] = ()
    format: str = "markdown"
    audience: str = "executive"
    kind: str = "generic"
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A loaded, validated rule.

    Attributes:
        id: `pack/name`, from the folder and the file name.
        check: Name of the check that it uses.
        message: What is said at the passage; `{name}` stands for a value that the check gives.
        why: Why a leader stumbles here, to the writer.
        source: Whose advice it is: a seed's file name or a reference.
        severity: How loudly it speaks by default.
        options: The check's own data, validated by the check's model.
        kinds: Kinds of document that it applies to; empty: all.
        audiences: Audiences that it applies to; empty: all.
        default: Whether it is on unless somebody selects it.
        bad: Passages that it must find.
        good: Passages that it must leave alone.
        path: The file it comes from, for error messages.
    """

    id: str
    check: str
    message: str
    why: str
    source: str
    severity: Severity
    options: Any
    kinds: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    default: bool = True
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    path: str = ""

    @property
    def pack(self) -> str:
        """Give the folder part of the id."""
        return self.id.partition("/")[0]
