"""The schemas of rule files and of shared knowledge: what a pack may hold, checked by pydantic."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, field_validator

from plainspeak.checks.phrase_forms import expand

_FORMATS = Literal["markdown", "text", "rst", "html"]
_SLOT = re.compile(r"⟨([^⟨⟩]*)⟩")
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


class AudienceModel(_Strict):
    """An audience file."""

    title: str = Field(min_length=1)
    extends: str | None = None
    known: list[str] = []
    limits: dict[str, int | float] = {}
    rules: dict[str, Literal["error", "warning", "suggestion", "off"]] = {}


class KindModel(_Strict):
    """A kind of document."""

    title: str = Field(min_length=1)


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
