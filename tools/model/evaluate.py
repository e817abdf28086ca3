"""Measures the shipped talk model on labelled sentences.

Usage: python tools/model/evaluate.py [FILE] [--worst N]

FILE has the columns feature, benefit, kind and sentence; without one, the talk_dev.tsv beside the project
is taken, else corpora/talk, which the model has learned from.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from pathlib import Path

import click
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from data import OWN, ROOT, tokens_of
from measure import figures

from plainspeak.language.model_network import load_model

NAMES = ("feature", "benefit")


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--worst", default=30, help="How many of the worst mistakes to show.")
def main(file: Path | None, worst: int) -> None:
    """Measure the talk model."""
    beside = ROOT.parent / "shared" / "eval" / "talk_dev.tsv"
    paths = [file] if file else [beside] if beside.exists() else sorted(OWN.glob("*.tsv"))
    rows = [row for path in paths for row in _rows(path)]
    true = np.array([[row[name] == "1" for name in NAMES] for row in rows])
    tokens = tokens_of([row["sentence"] for row in rows])
    model = load_model()
    start = time.process_time()
    heard = np.array(model.hear(tokens))
    spent = time.process_time() - start
    said = heard >= np.array(model.thresholds)
    print(f"{len(rows)} sentences of {', '.join(path.name for path in paths)}")
    for column, name in enumerate(NAMES):
        print(f"{name}: {figures(said[:, column], true[:, column])}")
    alone = (heard[:, 0] >= model.sure_feature) & ~said[:, 1]
    print(f"sure of feature without benefit: {figures(alone, true[:, 0] & ~true[:, 1])}")
    _by_kind(rows, said, true)
    _confusion(said, true)
    print(f"\n{sum(map(len, tokens)) / spent:,.0f} words a second on this processor, tokens given")
    _mistakes(rows, heard, true, worst)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def _by_kind(rows: list[dict[str, str]], said: np.ndarray, true: np.ndarray) -> None:
    print("\nkind        sentences  F1 feature  F1 benefit")
    for kind, number in Counter(row["kind"] for row in rows).most_common():
        these = np.array([row["kind"] == kind for row in rows])
        scores = [figures(said[these, column], true[these, column]).f1 for column in (0, 1)]
        print(f"{kind:<11} {number:>9}  {scores[0]:>10.3f}  {scores[1]:>10.3f}")


def _confusion(said: np.ndarray, true: np.ndarray) -> None:
    labels = {
        (True, False): "feature",
        (False, True): "benefit",
        (True, True): "both",
        (False, False): "neither",
    }
    counts = Counter(
        (labels[bool(was[0]), bool(was[1])], labels[bool(is_said[0]), bool(is_said[1])])
        for was, is_said in zip(true, said, strict=True)
    )
    print("\ntrue \\ said " + "".join(f"{name:>9}" for name in labels.values()))
    for was in labels.values():
        print(f"{was:<12}" + "".join(f"{counts[was, is_said]:>9}" for is_said in labels.values()))


def _mistakes(
    rows: list[dict[str, str]],
    heard: np.ndarray,
    true: np.ndarray,
    worst: int,
) -> None:
    distance = np.abs(heard - true).max(1)
    print(f"\nThe {worst} worst mistakes (feature, benefit heard; what is true):")
    for place in np.argsort(-distance)[:worst]:
        was = "+".join(name for name, yes in zip(NAMES, true[place], strict=True) if yes) or "neither"
        print(f"{heard[place][0]:.2f} {heard[place][1]:.2f} {was:<16} {rows[place]['sentence'][:150]}")


if __name__ == "__main__":
    main()
