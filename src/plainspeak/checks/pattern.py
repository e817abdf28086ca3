"""The check `pattern`: linear-time regular expressions, for what fixed phrases can't say."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field, field_validator, model_validator

from plainspeak.checks.base import Hit, Options
from plainspeak.checks.phrase_replace import suggestions
from plainspeak.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis, Passage
    from plainspeak.rule import Rule


def _compile(expression: str) -> Any:
    """Compile an expression of RE2, which has no look-around and no backreferences.

    Raises:
        ValueError: It is no such expression, or it could match nothing at all.
    """
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    try:
        compiled = re2.compile(expression, options)
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise ValueError(
            f"`{expression}` is no regular expression of RE2: {reason}; "
            "look-around, backreferences and repeats above 1,000 are not allowed"
        ) from None
    if compiled.search("") is not None:
        raise ValueError(f"`{expression}` matches the empty text, so it would match everywhere")
    return compiled


class Pattern(Options):
    """One expression and what to say of it."""

    match: str = Field(min_length=1, description="RE2 expression, no regard to capitals; group 1 is marked.")
    say: str | list[str] = Field(default=[], description="Plainer words for the marked text, the best first.")
    advice: str = Field(default="", description="What to do where no fixed words will do.")
    unless: str = Field(default="", description="RE2 expression; a hit that it overlaps is left alone.")

    @property
    def says(self) -> tuple[str, ...]:
        """The replacements, the best first."""
        return (self.say,) if isinstance(self.say, str) else tuple(self.say)

    @field_validator("match", "unless")
    @classmethod
    def _compiles(cls, expression: str) -> str:
        if expression:
            _compile(expression)
        return expression

    @model_validator(mode="after")
    def _complete(self) -> Pattern:
        if not self.says and not self.advice:
            raise ValueError(f"`{self.match}` needs `say` (plainer words) or `advice` (what to do)")
        return self


class PatternOptions(Options):
    """The data of a rule that looks for patterns."""

    patterns: list[Pattern] = Field(min_length=1, description="What to match and what to say instead.")


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    pattern: Pattern
    match: Any
    unless: Any


class PatternCheck:
    """Runs regular expressions over the prose of each block."""

    options: ClassVar[type[Options]] = PatternOptions
    values: ClassVar[frozenset[str]] = frozenset({"suggestion", "advice"})
    needs: ClassVar[frozenset[str]] = frozenset()

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Compile every expression of every rule."""
        del knowledge
        compiled = [
            _Compiled(
                rule, pattern, _compile(pattern.match), _compile(pattern.unless) if pattern.unless else None
            )
            for rule in rules
            for pattern in rule.options.patterns
        ]

        def run(analysis: Analysis, context: Context) -> Iterator[Hit]:
            del context
            for passage in analysis.passages:
                if not passage.block.quoted:
                    for pattern in compiled:
                        yield from _hits(pattern, passage)

        return run


def _hits(compiled: _Compiled, passage: Passage) -> Iterator[Hit]:
    text = passage.block.prose
    guards: list[tuple[int, int]] | None = None
    for match in compiled.match.finditer(text):
        start, end = match.span(1 if compiled.match.groups else 0)
        if start < 0 or start == end or not _whole_words(text, start, end):
            continue
        if passage.block.is_masked(start, end):
            continue
        if guards is None:
            guards = [guard.span() for guard in compiled.unless.finditer(text)] if compiled.unless else []
        if any(first < end and start < last for first, last in guards):
            continue
        yield _hit(compiled, passage, start, end)


def _hit(compiled: _Compiled, passage: Passage, start: int, end: int) -> Hit:
    before = passage.block.prose[:start].rsplit(maxsplit=1)[-1:]
    made = suggestions(
        passage.block.text[start:end],
        compiled.pattern.says,
        before[0].lower() if before else "",
        safe=False,
    )
    advice = compiled.pattern.advice or "say " + " or ".join(f"“{suggestion.text}”" for suggestion in made)
    values = {"suggestion": made[0].text if made else "", "advice": advice}
    if compiled.pattern.advice:
        made += (Suggestion(compiled.pattern.advice),)
    return Hit(compiled.rule, passage.index, start, end, values, made)


def _whole_words(text: str, start: int, end: int) -> bool:
    """Refuse an edge inside a word: RE2 takes é or ß for no letter and sees a word's edge beside it."""
    return not ((start > 0 and _joined(text, start)) or (end < len(text) and _joined(text, end)))


def _joined(text: str, position: int) -> bool:
    left, right = text[position - 1], text[position]
    return left.isalnum() and (right.isalnum() or unicodedata.combining(right) > 0)
