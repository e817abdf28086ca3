"""What can go wrong, said to people: what was wrong, where, what was allowed, what to do next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file, an option or a pack.

    Attributes:
        message: What is wrong and what to do next, in one line.
        path: The file as people know it; empty where no file is to blame.
        line: Line from 1, or 0 where the whole file is meant.
        column: Column in characters from 1, or 0 where the whole line is meant.
    """

    message: str
    path: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give `file:line:column: message`, leaving out what is not known."""
        place = self.path
        if place and self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.message}" if place else self.message


class PlainspeakError(Exception):
    """Base of everything that ends in exit code 2 and one clear line a problem."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class UnreadableFileError(PlainspeakError):
    """A document that can't be read: gone, locked, binary, broken or hostile."""

    def __init__(self, path: str, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(Problem(message, path, line, column))


class PackError(PlainspeakError):
    """A rule, glossary, audience or kind that breaks its schema."""


class ConfigError(PlainspeakError):
    """A configuration file or option that plainspeak doesn't understand."""


class RuleCrashError(PlainspeakError):
    """A rule failed inside: a defect of plainspeak or of a pack, never of the document."""
