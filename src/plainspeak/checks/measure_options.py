"""What a rule of the check `measure` may say."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from plainspeak.checks.base import Options


class MeasureOptions(Options):
    """What a rule measures, against what, and the words that its advice needs."""

    measure: Literal["sentence-words", "paragraph-words", "grade"]
    limit: str = Field(min_length=1, description="Name of the limit, as audiences and settings give it.")
    default: float = Field(gt=0, description="The limit where nobody gives one.")
    most: int = Field(default=0, ge=0, description="Findings in a document, the worst first; 0: any number.")
    splits: list[str] = Field(
        default=[], description="Joints at which a long sentence may always be split, as written."
    )
    joins: list[str] = Field(
        default=[], description="Joints that part two clauses only before one of `pronouns` or `subjects`."
    )
    pronouns: list[str] = Field(default=[], description="Words that always begin a clause after a joint.")
    subjects: list[str] = Field(
        default=[], description="Words that begin a clause after a joint where one of `verbs` comes soon."
    )
    verbs: list[str] = Field(default=[], description="Verbs that show that words are a clause.")
    openers: list[str] = Field(
        default=[], description="Words that open a clause or phrase on which the main clause waits."
    )
    governors: list[str] = Field(
        default=[],
        description="Words that open a clause inside a sentence; what it joins does not stand alone.",
    )
    lifts: list[str] = Field(
        default=[], description="Openings, as written, of parts that can be said in a sentence of their own."
    )
    unless: list[str] = Field(
        default=[], description="What only citations and legal texts hold; sentences with it are left alone."
    )
    leaning: list[str] = Field(
        default=[],
        description="Words that lean on the sentence before, so that no paragraph begins with them.",
    )
