"""What a rule about figures may say in its data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from plainspeak.checks.base import Options


class CountedThing(Options):
    """Things that IT counts, and what a leader would rather hear of them."""

    things: list[str] = Field(min_length=1, description="What is counted, plural, lower case.")
    alone: bool = Field(
        default=False, description="Whether “Story points: 84” is a count of work without any verb."
    )
    ask: str = Field(min_length=1, description="What a leader would ask.")
    say: list[str] = Field(min_length=1, description="What to write instead, with open slots in ⟨ ⟩.")


class ImpactOptions(Options):
    """Which fault a rule is about, with its words and numbers."""

    problem: Literal[
        "operational-count",
        "bare-measure",
        "cost-without-benefit",
        "service-level-only",
        "component-choice",
        "number-density",
    ]
    most: int = Field(default=5, ge=1, description="Findings in one document, at most.")
    at_least: float = Field(
        default=1,
        ge=0,
        description="Smallest count or sum worth asking about; for `service-level-only` and "
        "`number-density` how many figures it takes.",
    )
    limit: str = Field(
        default="", description="For `number-density`: name of the limit, as audiences give it."
    )
    default: float = Field(
        default=15, gt=0, description="For `number-density`: figures in 100 words where nobody gives a limit."
    )
    counts: list[CountedThing] = Field(default=[], description="For `operational-count`: what is counted.")
    done: list[str] = Field(default=[], description="Past forms of verbs that tell of work done.")
    fillers: list[str] = Field(
        default=[], description="Words that may stand between a figure and the word that makes a claim of it."
    )
    changes: list[str] = Field(default=[], description="Verbs and nouns before a figure that claim a change.")
    gains: list[str] = Field(default=[], description="Words after a figure that claim a change: 30 % faster.")
    measures: list[str] = Field(default=[], description="Names of measures that people report.")
    links: list[str] = Field(default=[], description="Words that join a measure and its figure.")
    compared: list[str] = Field(default=[], description="Words that say from what, or against what.")
    unless: list[str] = Field(
        default=[], description="Words that show that nothing is claimed or asked here."
    )
    limits: list[str] = Field(default=[], description="Words that make a figure a limit or a plan.")
    asks: list[str] = Field(default=[], description="Words of asking for money or spending it.")
    sections: list[str] = Field(default=[], description="Words of headings under which money is listed.")
    answers: list[str] = Field(default=[], description="Words of headings that promise the answer.")
    components: list[str] = Field(default=[], description="Parts of technology that a choice may be put in.")
    say: list[str] = Field(default=[], description="What to write instead, with open slots in ⟨ ⟩.")
