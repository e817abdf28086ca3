"""Measure for how many feature sentences the knowledge base has something to say, and draw some for reading.

Run: python tools/evaluate_concepts.py [--shared FOLDER] [--draw N] [--seed S] [--missed N]
The labelled sentences lie outside the project; without them the tool says so and ends.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path
from typing import TYPE_CHECKING

from plainspeak.checks.concept_rewrites import ConceptRewriter
from plainspeak.language.concepts import ConceptTable
from plainspeak.language.pipeline import analyse
from plainspeak.packs import load_library
from plainspeak.readers import read_document

if TYPE_CHECKING:
    from plainspeak.finding import Suggestion

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def main() -> None:
    """Measure, then print what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", type=int, default=0)
    arguments = parser.parse_args()
    file = arguments.shared / "eval" / "talk_dev.tsv"
    if not file.is_file():
        print(f"no labelled sentences at {file}; nothing measured")
        return
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    sentences = [row["sentence"] for row in rows if row["feature"] == "1" and row["benefit"] == "0"]
    knowledge = load_library().knowledge
    table, rewriter = (
        ConceptTable(knowledge.concepts, knowledge.ambiguous),
        ConceptRewriter(knowledge.vocabulary),
    )
    helped: list[tuple[str, tuple[Suggestion, ...]]] = []
    missed: list[str] = []
    for text in sentences:
        document = read_document(text.encode(), "sentence.txt")
        analysis = analyse(document, knowledge.vocabulary, frozenset({"tags"}), table)
        made: tuple[Suggestion, ...] = ()
        for number, uses in analysis.concepts_of.items():
            passage = analysis.tagged[number]
            made = made or rewriter.suggestions(passage, passage.sentences[0], uses)
        if made:
            helped.append((text, made))
        else:
            missed.append(text)
    share = len(helped) / len(sentences)
    print(f"{len(helped)} of {len(sentences)} feature sentences get a rewrite ({share:.0%})")
    dealer = random.Random(arguments.seed)
    drawn = dealer.sample(helped, min(arguments.draw, len(helped)))
    for number, (text, made) in enumerate(drawn, start=1):
        print(f"\n{number}. {text}")
        for suggestion in made:
            print(f"   → {suggestion.text}")
    for text in dealer.sample(missed, min(arguments.missed, len(missed))):
        print(f"missed: {text}")


if __name__ == "__main__":
    main()
