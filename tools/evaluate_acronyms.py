"""Measure acronyms on the labelled documents: found, defined, and flagged as undefined for executives.

Run: python tools/evaluate_acronyms.py [--shared FOLDER] [--verbose]
The labelled set lies outside the project; without it the tool says so and ends.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from plainspeak.checks.acronym import AcronymCheck
from plainspeak.checks.base import Context
from plainspeak.language.pipeline import analyse
from plainspeak.packs import load_library
from plainspeak.readers import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plainspeak.packs import Library

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@dataclass
class Score:
    """Right, wrong and missed, with what was wrong and missed."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, where: str, found: set[str], wanted: set[str]) -> None:
        self.right += len(found & wanted)
        self.wrong.extend(f"{where}: {name}" for name in sorted(found - wanted))
        self.missed.extend(f"{where}: {name}" for name in sorted(wanted - found))

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + len(self.wrong))
        recall = self.right / max(1, self.right + len(self.missed))
        f1 = 2 * self.right / max(1, 2 * self.right + len(self.wrong) + len(self.missed))
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def rows_by_document(path: Path, key: str) -> Mapping[str, dict[str, dict[str, str]]]:
    by_document: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            by_document[row["doc"]][row[key].casefold()] = row
    return by_document


def evaluate(folder: Path, library: Library) -> dict[str, Score]:
    labelled = rows_by_document(folder / "acronyms_dev.tsv", "acronym")
    look_alikes = rows_by_document(folder / "acronyms_not.tsv", "token")
    scores = {name: Score() for name in ("found", "defined", "undefined", "uses")}
    audience = library.knowledge.audiences["executive"]
    context = Context(audience, "generic", library.knowledge, audience.limits, audience.known)
    run = AcronymCheck().prepare([library.rules["acronyms/undefined"]], library.knowledge)
    for name, wanted in labelled.items():
        analysis = analyse(read_file(folder / "documents" / name), library.knowledge.vocabulary)
        ignored = {token for token, row in look_alikes[name].items() if row["treat"] == "dont_care"}
        entries = {entry.acronym.casefold(): entry for entry in analysis.acronyms}
        found = set(entries) - ignored
        scores["found"].add(name, found, set(wanted))
        scores["defined"].add(
            name,
            {key for key in found if entries[key].definitions},
            {key for key, row in wanted.items() if row["defined"] == "yes"},
        )
        flagged = {str(hit.values["acronym"]).casefold() for hit in run(analysis, context)} - ignored
        unexplained = {key for key, row in wanted.items() if row["defined"] == "no" and row["common"] == "no"}
        scores["undefined"].add(name, flagged, unexplained)
        both = found & set(wanted)
        scores["uses"].add(
            name,
            {f"{key} {len(entries[key].uses)}" for key in both},
            {f"{key} {wanted[key]['uses']}" for key in both},
        )
    return scores


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds eval/")
    parser.add_argument("--verbose", action="store_true", help="name what was wrong and what was missed")
    arguments = parser.parse_args()
    folder = arguments.shared / "eval"
    if not (folder / "acronyms_dev.tsv").is_file():
        print(f"no labelled acronyms in {folder}", file=sys.stderr)
        return 0
    for name, score in evaluate(folder, load_library()).items():
        print(f"{name:<10} {score}")
        if arguments.verbose:
            for label, items in (("wrong", score.wrong), ("missed", score.missed)):
                print("".join(f"    {label}: {item}\n" for item in items), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
