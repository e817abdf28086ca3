"""The schemas of rule files and of shared knowledge: what a pack may hold, checked by pydantic."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, field_validator, model_validator

from plainspeak.language.phrase_forms import expand

_FORMATS = Literal["markdown", "text", "rst", "html"]
_SLOT = re.compile(r"⟨([^⟨⟩]*)⟩")
_Where = Literal[
    "title", "headings", "labels", "cells", "opening", "closing", "name", "folder", "meta", "slides"
]
_CLASS = re.compile(r"<([^<>]*)>")
_CLASSES = ("number", "year", "month", "quarter", "money")
_FILLED = frozenset({"who", "what", "number", "when"})


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ExampleModel(_Strict):
    """An example with what is expected of it."""

    text: str = Field(min_length=1, description="A whole small document.")
    finds: list[str] = Field(default=[], description="What exactly the rule marks, in order.")
    suggests: list[str] = Field(default=[], description="Texts that must be among the suggestions.")
    format: _FORMATS = Field(default="markdown", description="Which reader reads the text.")
    audience: str = Field(default="executive", description="For whom it is written.")
    kind: str = Field(default="generic", description="What kind of document it is.")


class RuleModel(_Strict):
    """A rule file."""

    check: str = Field(description="The mechanism that finds the passages.")
    message: str = Field(min_length=1, description="What is said at the passage; `{name}` for values.")
    why: str = Field(min_length=1, description="Why a leader stumbles here, in one or two plain sentences.")
    source: str = Field(min_length=1, description="Whose advice it is.")
    severity: Literal["error", "warning", "suggestion"]
    kinds: list[str] = Field(default=[], description="Kinds of document it applies to; empty: all.")
    audiences: list[str] = Field(default=[], description="Audiences it applies to; empty: all.")
    default: bool = Field(default=True, description="Whether it is on unless selected.")
    data: dict[str, Any] = Field(default={}, description="The check's own data.")
    bad: list[str | ExampleModel] = Field(min_length=2, description="Passages that the rule must find.")
    good: list[str | ExampleModel] = Field(min_length=2, description="Passages that it must leave alone.")


class GlossaryEntryModel(_Strict):
    """What an acronym stands for."""

    expansion: str = Field(min_length=1)
    plain: str = ""
    also: list[str] = []
    ambiguous: bool = False


class GlossaryModel(RootModel[dict[str, GlossaryEntryModel]]):
    """A glossary file: acronym → what it stands for."""


class VocabularyModel(_Strict):
    """A word list."""

    about: str = Field(min_length=1)
    words: list[str]


class UnitModel(_Strict):
    """A unit of measurement, or a number word."""

    size: int | str = Field(default=1, description="In the base unit: 60, or “0.001” or “1/8” in quotes.")
    forms: list[str] = Field(default=[], description="Spellings, whatever their capitals.")
    exact: list[str] = Field(default=[], description="Spellings whose capitals count, such as MB and Mb.")

    @field_validator("size")
    @classmethod
    def _is_number(cls, size: int | str) -> int | str:
        try:
            number = Fraction(size)
        except (ValueError, ZeroDivisionError):
            raise ValueError(f"`{size}` is no number; write 60, 0.001 or 1/8") from None
        if number < 0:
            raise ValueError("a size can't be less than nothing")
        return size

    @model_validator(mode="after")
    def _is_spelt(self) -> UnitModel:
        if not any(self.forms + self.exact):
            raise ValueError("needs `forms` or `exact` to be recognised by")
        return self


class UnitsModel(_Strict):
    """A file of units that measure the same thing; its name says what."""

    about: str = Field(min_length=1)
    units: dict[str, UnitModel]


class AudienceModel(_Strict):
    """An audience file."""

    title: str = Field(min_length=1)
    extends: str | None = None
    known: list[str] = []
    limits: dict[str, int | float] = {}
    rules: dict[str, Literal["error", "warning", "suggestion", "off"]] = {}


class CueModel(_Strict):
    """Something that speaks for a kind, or against it."""

    where: _Where | list[_Where] = Field(
        alias="in",
        description="Where it is looked for: labels are table headers and first columns; opening and "
        "closing the first 150 and last 100 words; name the file's; meta the front matter, `key value`.",
    )
    points: int | float = Field(description="How much it speaks for the kind; -2 speaks against it.")
    any: list[str] = Field(
        default=[],
        description="Phrases of which one must be met. (a|b) is either, [a] may be left out, <number>, "
        "<year>, <month>, <quarter> and <money> stand for any. Headings, labels, cells and meta are "
        "compared as a whole, and … at an end leaves it open; elsewhere … stands for up to five words.",
    )
    times: int = Field(default=1, ge=1, description="How often it must be met, or how many slides.")

    @field_validator("any")
    @classmethod
    def _readable(cls, phrases: list[str]) -> list[str]:
        for phrase in phrases:
            for reading in expand(phrase):
                for name in _CLASS.findall(reading):
                    if name not in _CLASSES:
                        raise ValueError(f"`{phrase}`: there is no <{name}>; allowed: {', '.join(_CLASSES)}")
        return phrases

    @model_validator(mode="after")
    def _looked_for(self) -> CueModel:
        if self.any and "slides" in self.where:
            raise ValueError("slides are counted; use `times`, not `any`")
        if not self.any and self.where != "slides":
            raise ValueError("needs `any`: the phrases to look for")
        return self


class KindModel(_Strict):
    """A kind of document, and what it is recognised by."""

    title: str = Field(min_length=1, description="For people: a status report.")
    threshold: int | float = Field(
        default=1, gt=0, description="From how many points on a document is taken for this kind."
    )
    margin: int | float = Field(
        default=0, ge=0, description="By how many points it must lead every other kind; else generic."
    )
    cues: list[CueModel] = Field(
        default=[], description="Each counts once. None: the kind is never recognised, only named."
    )


class ConceptModel(_Strict):
    """An IT concept and what it means for a business."""

    name: str = Field(min_length=1, description="As it stands in a message.")
    forms: list[str] = Field(default=[], description="Noun phrases; (a|b) is either, [a] may be left out.")
    verbs: list[str] = Field(default=[], description="Verb phrases, base form; the first word changes.")
    short: list[str] = Field(default=[], description="Short forms and product names, capitals as written.")
    needs: list[str] = Field(default=[], description="One of these must stand near it, else it is not meant.")
    unless: list[str] = Field(default=[], description="Phrases around it in which something else is meant.")
    level: Literal[1, 2, 3] = Field(description="1: any leader knows it; 2: many do; 3: specialists only.")
    plain: str = Field(min_length=1, description="What it is, in plain words.")
    outcomes: list[Literal["revenue", "cost", "risk", "speed", "customer", "compliance", "people"]] = Field(
        min_length=1, description="What it serves, the most important first."
    )
    question: str = Field(min_length=1, description="What a leader would ask.")
    figure: str = Field(min_length=1, description="What to quote from the organisation's own records.")
    doing: list[str] = Field(min_length=1, description="What to write where it is there or will be.")
    lacking: list[str] = Field(min_length=1, description="What to write where it is missing.")

    @field_validator("forms", "verbs", "unless", "needs")
    @classmethod
    def _readable(cls, phrases: list[str]) -> list[str]:
        for phrase in phrases:
            expand(phrase)
        return phrases

    @field_validator("question")
    @classmethod
    def _asks(cls, question: str) -> str:
        if not question.endswith("?"):
            raise ValueError("a question ends with a question mark")
        return question

    @field_validator("doing", "lacking")
    @classmethod
    def _slotted(cls, patterns: list[str]) -> list[str]:
        for pattern in patterns:
            outside = _SLOT.sub("", pattern)
            if "⟨" in outside or "⟩" in outside:
                raise ValueError("an open slot is written ⟨like this⟩, and slots do not nest")
            for slot in _SLOT.findall(pattern):
                name, colon, hint = slot.partition(":")
                if not slot.strip() or (colon and (name not in _FILLED or not hint.strip())):
                    raise ValueError(
                        f"⟨{slot}⟩: write ⟨what the writer should fill in⟩, or ⟨who: …⟩, ⟨what: …⟩, "
                        "⟨number: …⟩, ⟨when: …⟩ for what the sentence itself may say"
                    )
        return patterns


class ConceptsModel(RootModel[dict[str, ConceptModel]]):
    """A concepts file: name → what it is and means."""
