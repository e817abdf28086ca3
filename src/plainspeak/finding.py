"""What plainspeak says about a passage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How loudly a finding speaks."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"

    @property
    def rank(self) -> int:
        """Give 0 for the loudest, so that sorting puts it first."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the writer could say instead.

    Attributes:
        text: The words to use, or advice.
        replacement: Whether `text` can stand exactly where the finding stands.
        safe: Whether it may be put there without a person reading it.
    """

    text: str
    replacement: bool = False
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Location:
    """Where a finding stands in the source.

    Lines and columns count from 1, offsets from 0, all in characters, ends excluded. For office
    files `place` names the spot, `fields` the same for machines, and `place_offset` counts from the
    start of its paragraph.
    """

    offset: int
    end_offset: int
    line: int
    column: int
    end_line: int
    end_column: int
    place: str = ""
    place_offset: int = 0
    fields: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage, one rule, one reason.

    A finding about the whole document has line 1, column 1 and an empty text. Findings of one rule that
    say the same of the same words share `same`.
    """

    rule: str
    severity: Severity
    message: str
    text: str
    location: Location
    suggestions: tuple[Suggestion, ...] = ()
    same: str = ""
