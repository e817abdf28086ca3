"""What a rule about tone may say in its data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from plainspeak.checks.base import Options
from plainspeak.language.phrase_forms import expand


class ToneCase(Options):
    """Phrases that are a fault in some sentences, and what makes those sentences."""

    find: list[str] = Field(min_length=1, description="What is marked; (a|b) is either, [a] may be left out.")
    beside: list[str] = Field(
        default=[], description="Phrases, one of which must stand in the same sentence."
    )
    before: list[str] = Field(default=[], description="Phrases, one of which must stand before it.")
    after: list[str] = Field(default=[], description="Phrases, one of which must stand just before it.")
    after_number: bool = Field(default=False, description="Whether a number will do in place of `after`.")
    unless: list[str] = Field(default=[], description="Phrases in the same sentence that keep silent.")
    dates: bool = Field(default=False, description="Whether a date puts it right where an amount does.")
    advice: str = Field(min_length=1, description="What to do.")

    @field_validator("find", "beside", "before", "after", "unless")
    @classmethod
    def _readable(cls, phrases: list[str]) -> list[str]:
        for phrase in phrases:
            expand(phrase)
        return phrases


class ToneOptions(Options):
    """Which fault a rule is about, with its words."""

    problem: Literal["said", "hedged-ask", "ambiguous-date"]
    cases: list[ToneCase] = Field(default=[], description="For `said` and `hedged-ask`: what to find.")
    answers: list[str] = Field(
        default=[], description="Phrases that put it right, in the sentence or in one beside it."
    )
    marks_before: bool = Field(default=True, description="Whether what `after` found is marked too.")
    looks_back: bool = Field(default=True, description="Whether the sentence before may answer too.")
    figures: bool = Field(
        default=False, description="Whether an amount puts it right, in the sentence or in the one after it."
    )
    within: int = Field(
        default=0, ge=0, description="Words from the start of a sentence before which it begins; 0: anywhere."
    )
    conditions: list[str] = Field(default=[], description="Words before it that make it a condition.")
    at_start: bool = Field(default=False, description="Whether a document is told once, at the first use.")
    brackets_explain: bool = Field(
        default=False, description="Whether a document is silent that explains one of them in brackets."
    )
    hedges: list[str] = Field(default=[], description="For `hedged-ask`: phrases that take an ask back.")
    stops: list[str] = Field(default=[], description="For `hedged-ask`: words that begin another clause.")
    at_least: int = Field(default=2, ge=1, description="For `hedged-ask`: hedges that it takes.")
    months: list[str] = Field(default=[], description="For `ambiguous-date`: names of the months, in order.")
    labels: list[str] = Field(default=[], description="For `ambiguous-date`: words before what is no date.")
    formats: list[str] = Field(
        default=[], description="For `ambiguous-date`: names of orders that a document may declare."
    )
    openers: list[str] = Field(
        default=[], description="For `ambiguous-date`: words before a date that is written without its year."
    )

    @field_validator("answers", "conditions", "hedges", "stops")
    @classmethod
    def _readable(cls, phrases: list[str]) -> list[str]:
        for phrase in phrases:
            expand(phrase)
        return phrases

    @model_validator(mode="after")
    def _complete(self) -> ToneOptions:
        if self.problem == "ambiguous-date":
            if len(self.months) != 12:
                raise ValueError("`ambiguous-date` needs the names of twelve months")
        elif not self.cases:
            raise ValueError(f"`{self.problem}` needs `cases`")
        return self
