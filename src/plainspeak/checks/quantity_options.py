"""The data of the rules that say what a figure means, and how their sentences are filled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator, model_validator

from plainspeak.checks.base import Hit, Options
from plainspeak.finding import Suggestion
from plainspeak.language.phrase_forms import expand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plainspeak.checks.quantity_page import Scene
    from plainspeak.rule import Rule

_VALUE = re.compile(r"\{([a-z_]+)\}")
VALUES = frozenset({"meaning", "basis", "about", "figure", "other", "saved", "question"})

_PERIODS = "day week month quarter year"
_SPEED_PERIODS = f"hour {_PERIODS}"
# What the words of each rule tell, and the cases that it has something to say in.
_PARTS: Mapping[str, tuple[str, str]] = {
    "availability": (
        "cue weak other down chain each both below measured reported promised hours counted uncounted "
        + _PERIODS,
        "allowed measured below range change chain hours",
    ),
    "recovery": ("time point other said link owner", "time point both time-none point-none"),
    "speed": (
        "cue thing window machine once condition told future present other said instead past after support "
        + _SPEED_PERIODS,
        "faster wider slower narrower volume wait unfelt window line",
    ),
    "capacity": ("cue other said used grow " + _PERIODS, "alone room lasts full"),
}


class Saying(Options):
    """What is said in one case."""

    message: str = Field(min_length=1, description="To the writer; {text} and the case's values in braces.")
    suggest: list[str] = Field(default=[], description="What to write; open slots in ⟨ ⟩.")


class QuantityOptions(Options):
    """Which figure a rule is about, the words by which it is known and what is said of it."""

    figure: Literal["availability", "recovery", "speed", "capacity"]
    words: dict[str, list[str]] = Field(description="What a phrase tells → phrases; (a|b) either, [a] maybe.")
    say: dict[str, Saying] = Field(description="Case → what is said.")
    asks: int = Field(
        default=3, ge=1, description="Findings of one case that only ask, outside tables, in one document."
    )

    @field_validator("words")
    @classmethod
    def _readable(cls, words: dict[str, list[str]]) -> dict[str, list[str]]:
        for phrases in words.values():
            for phrase in phrases:
                expand(phrase)
        return words

    @model_validator(mode="after")
    def _complete(self) -> QuantityOptions:
        roles, cases = (set(names.split()) for names in _PARTS[self.figure])
        for given, known, what in ((set(self.words), roles, "words"), (set(self.say), cases, "say")):
            if given != known:
                wrong = ", ".join(sorted(given ^ known))
                raise ValueError(
                    f"`{what}` of {self.figure} needs exactly {', '.join(sorted(known))}; not {wrong}"
                )
        return self


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a stretch of a text means: the case and the values to fill its sentences with."""

    case: str
    start: int
    end: int
    values: Mapping[str, str]


def hit(rule: Rule, scene: Scene, meaning: Meaning) -> Hit:
    """Make the hit that says a meaning."""
    saying: Saying = rule.options.say[meaning.case]
    text = scene.passage.block.text[meaning.start : meaning.end]
    values = {"text": text, **meaning.values}
    made = tuple(Suggestion(filled(text, values)) for text in saying.suggest)
    return Hit(rule, scene.passage.index, meaning.start, meaning.end, meaning.values, made, saying.message)


def filled(template: str, values: Mapping[str, str]) -> str:
    """Put values in the place of their names; a name without a value stays."""
    return _VALUE.sub(lambda match: values.get(match[1], match[0]), template)
