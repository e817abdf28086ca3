"""Measure how often the kind of a document is recognised, on the labelled documents.

Run: python tools/evaluate_kinds.py [--shared FOLDER] [--verbose]

The labels are in corpora/kinds/labels.tsv: `set` says where a document lies (`ours`, below corpora/, or
`shared`, below eval/documents/ beside the project, where it is skipped if absent); `sha256` tells that it
is still the document that was labelled; `also` names a second kind that a careful reader may defend.
Each document is read twice: with its file name as published, and as `document`, so that a telling
file name can't hide weak cues. Exits with 1 if fewer than 95 in 100 are right with their names.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plainspeak.kinds import KindRecogniser
from plainspeak.packs import load_library
from plainspeak.readers import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plainspeak.document import Document

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LABELS = ROOT / "corpora" / "kinds" / "labels.tsv"
WANTED = 0.95


@dataclass(frozen=True)
class Labelled:
    """A document and what it is."""

    document: Document
    name: str
    published: str
    kind: str
    also: str


def labelled(shared: Path) -> Iterator[Labelled]:
    documents = shared / "eval" / "documents"
    published = {row["file"]: row["path"] for row in rows(documents / "manifest.tsv")}
    for row in rows(LABELS):
        path = (documents if row["set"] == "shared" else ROOT / "corpora") / row["document"]
        if not path.is_file():
            continue
        if row["sha256"] and hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            print(f"{row['document']}: not the document that was labelled; left out", file=sys.stderr)
            continue
        name = published.get(row["document"], row["document"])
        yield Labelled(read_file(path), row["document"], name, row["kind"], row["also"])


def rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def renamed(document: Document, path: str) -> Document:
    return replace(document, source=replace(document.source, path=path))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds eval/")
    parser.add_argument("--verbose", action="store_true", help="say what spoke for each wrong answer")
    arguments = parser.parse_args()
    recogniser = KindRecogniser(load_library().knowledge)
    all_documents = list(labelled(arguments.shared))
    shares = []
    for title in ("with their names", "without names"):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        wrong = []
        for one in all_documents:
            suffix = Path(one.name).suffix
            path = one.published if title == "with their names" else f"document{suffix}"
            found = recogniser.recognise(renamed(one.document, path))
            verdict = "right" if found.kind == one.kind else "arguable" if found.kind == one.also else "wrong"
            counts[one.kind][verdict] += 1
            if verdict != "right":
                wrong.append(f"  {one.name}: {one.kind}, taken for {found.kind} ({verdict})")
                if arguments.verbose:
                    wrong.append(f"    {dict(found.points)}")
                    wrong += [
                        f"    {reason.kind} {reason.points:+g} {reason.where}: {reason.text[:70]}"
                        for reason in found.reasons
                    ]
        print(f"\n{title:<16} {'right':>6} {'arguable':>9} {'wrong':>6}")
        total: Counter[str] = Counter()
        for kind, verdicts in sorted(counts.items()):
            total.update(verdicts)
            print(f"{kind:<16} {verdicts['right']:>6} {verdicts['arguable']:>9} {verdicts['wrong']:>6}")
        share = total["right"] / max(1, total.total())
        shares.append(share)
        print(
            f"{'all':<16} {total['right']:>6} {total['arguable']:>9} {total['wrong']:>6}  {share:.1%} right"
        )
        print("\n".join(wrong))
    return 0 if shares[0] >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
