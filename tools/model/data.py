"""The sentences that the talk model learns from, and their tokens."""

from __future__ import annotations

import csv
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "corpora" / "talk"
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with its labels from 0 to 1; None where nobody labelled it."""

    text: str
    organisation: str
    feature: float | None = None
    benefit: float | None = None


def read_own() -> list[Spoken]:
    """Read the sentences of corpora/talk; where the two readers disagree, the label is a half."""
    return [
        Spoken(
            row["sentence"],
            "",
            (int(row["feature"]) + int(row["feature_2"])) / 2,
            (int(row["benefit"]) + int(row["benefit_2"])) / 2,
        )
        for path in sorted(OWN.glob("sentences-*.tsv"))
        for row in _rows(path)
    ]


def read_labelled(path: Path) -> list[Spoken]:
    """Read sentences labelled by somebody else, with the organisation that wrote them."""
    return [
        Spoken(row["sentence"], row["repo"].partition("/")[0], float(row["feature"]), float(row["benefit"]))
        for row in _rows(path)
    ]


def read_unlabelled(path: Path) -> list[Spoken]:
    """Read sentences without labels."""
    return [Spoken(row["sentence"], row["repo"].partition("/")[0]) for row in _rows(path)]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def folds_of(sentences: list[Spoken]) -> dict[str, int]:
    """Deal organisations into folds of about equal size, the same way each time."""
    sizes = Counter(sentence.organisation for sentence in sentences)
    names = sorted(sizes)
    random.Random(7).shuffle(names)
    load = [0] * FOLDS
    folds: dict[str, int] = {}
    for name in sorted(names, key=lambda name: -sizes[name]):
        folds[name] = load.index(min(load))
        load[folds[name]] += sizes[name]
    return folds


def tokens_of(texts: list[str]) -> list[list[str]]:
    """Give the tokens of each text, as plainspeak makes them."""
    from plainspeak.language.pipeline import pipeline

    nlp = pipeline()
    return [[token.text for token in nlp.make_doc(text) if not token.is_space] for text in texts]
