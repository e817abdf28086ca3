"""Trains the language model and writes it into the package; see README.md beside this file.

Usage: python tools/model/train.py [--labelled FILE] [--unlabelled FILE] [--choose FILE] [--judged FILE]
                                   [--treebank FOLDER] [--leave-out FOLD] [--no-teacher] [--output FOLDER]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))

from data import ROOT, Spoken, folds_of, read_labelled, read_own, read_unlabelled, tokens_of
from measure import best_threshold, calibrate, figures, sure_threshold
from network import Network, encode, save
from student import Lessons, scores_of, tagged_right, targets, train
from teacher import judge, teach
from treebank import Tagged, read_treebank
from vectors import word_vectors

from plainspeak.language.model_network import load_model

SILVER_WEIGHT = 0.5  # how much tags count that no treebank gave
MODEL = ROOT / "src" / "plainspeak" / "language" / "model"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--labelled", type=FILE, help="More labelled sentences: feature, benefit, repo, sentence.")
@click.option("--unlabelled", type=FILE, help="Sentences without labels: repo, sentence.")
@click.option("--choose", type=FILE, help="Labelled sentences that set the thresholds.")
@click.option("--judged", type=click.Path(path_type=Path), help="Where the teacher's judgement is kept.")
@click.option("--treebank", type=click.Path(exists=True, path_type=Path), help="Folder of CoNLL-U files.")
@click.option("--leave-out", type=int, help="Leave out this quarter of the organisations, and measure on it.")
@click.option("--teacher/--no-teacher", default=True, help="Whether to learn from the teacher too.")
@click.option("--output", type=click.Path(path_type=Path), default=MODEL, help="Where the model goes.")
def main(
    labelled: Path | None,
    unlabelled: Path | None,
    choose: Path | None,
    judged: Path | None,
    treebank: Path | None,
    leave_out: int | None,
    teacher: bool,
    output: Path,
) -> None:
    """Train the talk model."""
    torch.set_num_threads(2)
    given = read_labelled(labelled) if labelled else []
    others = read_unlabelled(unlabelled) if unlabelled else []
    left_out: list[Spoken] = []
    if leave_out is not None:
        folds = folds_of(given)
        left_out = [sentence for sentence in given if folds[sentence.organisation] == leave_out]
        names = {sentence.organisation for sentence in left_out}
        given = [sentence for sentence in given if sentence.organisation not in names]
        others = [sentence for sentence in others if sentence.organisation not in names]
    learned = [*given, *read_own()]
    everything = [*learned, *(others if teacher else [])]
    print(f"{len(learned)} labelled, {len(everything) - len(learned)} more, {len(left_out)} left out")
    judgement = _judgement(learned, everything, judged) if teacher else None
    tokens = tokens_of([sentence.text for sentence in everything])
    trees = read_treebank(next(treebank.glob("*-train.conllu"))) if treebank else []
    words, vectors = word_vectors([*tokens, *(tree.words for tree in trees)])
    vocabulary = {word: row for row, word in enumerate(words, start=2)}
    names, silver = _silver(trees, tokens)
    lessons = _lessons(everything, judgement, tokens, silver, trees, names, vocabulary)
    network = train(lessons, vectors, len(names))

    chosen_by = read_labelled(choose) if choose else read_own()[::10]
    scores = scores_of(network, encode(tokens_of([one.text for one in chosen_by]), vocabulary))
    meta = {**_thresholds(scores, _labels(chosen_by)), "tags": names}
    output.mkdir(parents=True, exist_ok=True)
    save(network, words, output / "model.npz")
    (output / "model.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    if treebank:
        _tell_tags(network, treebank, names, vocabulary)
    _tell("chosen by", scores, _labels(chosen_by), meta)
    if left_out:
        scores = scores_of(network, encode(tokens_of([one.text for one in left_out]), vocabulary))
        _tell("organisations left out", scores, _labels(left_out), meta)


def _silver(trees: list[Tagged], tokens: list[list[str]]) -> tuple[list[str], list[np.ndarray]]:
    """Give the tags' names, and tags of our own sentences where there is no treebank to learn from.

    Without a treebank the model that is there hands its tags on.
    """
    if trees:
        return sorted({name for tree in trees for name in tree.tags}), [np.array([], int)] * len(tokens)
    model = load_model()
    return list(model.tags), [np.array(rows) for rows in model.read(tokens, talk=False, tags=True)[1]]


def _lessons(
    everything: list[Spoken],
    judgement: np.ndarray | None,
    tokens: list[list[str]],
    silver: list[np.ndarray],
    trees: list[Tagged],
    names: list[str],
    vocabulary: dict[str, int],
) -> Lessons:
    aims, weights = targets(_labels(everything), judgement)
    row_of = {name: row for row, name in enumerate(names)}
    gold = [np.array([row_of[name] for name in tree.tags]) for tree in trees]
    return Lessons(
        sentences=encode([*tokens, *(tree.words for tree in trees)], vocabulary),
        aims=np.concatenate([aims, np.zeros((len(trees), 2), np.float32)]),
        weights=np.concatenate([weights, np.zeros(len(trees), np.float32)]),
        tags=[*silver, *gold],
        tag_weights=np.array([SILVER_WEIGHT] * len(silver) + [1.0] * len(gold), np.float32),
    )


def _judgement(learned: list[Spoken], everything: list[Spoken], kept: Path | None) -> np.ndarray:
    if kept and kept.exists():
        scores: np.ndarray = np.load(kept)
        if len(scores) == len(everything):
            return scores
    scores = judge(teach(learned), [sentence.text for sentence in everything])
    if kept:
        np.save(kept, scores)
    return scores


def _labels(sentences: list[Spoken]) -> np.ndarray:
    nobody = float("nan")
    return np.array(
        [(nobody, nobody) if one.feature is None else (one.feature, one.benefit or 0.0) for one in sentences],
        np.float32,
    )


def _thresholds(scores: np.ndarray, labels: np.ndarray) -> dict[str, object]:
    true = labels >= 0.5
    scale = [calibrate(scores[:, column], true[:, column]) for column in (0, 1)]
    chances = _chances(scores, scale)
    thresholds = [best_threshold(chances[:, column], true[:, column]) for column in (0, 1)]
    sure = sure_threshold(chances[:, 0], chances[:, 1], labels, thresholds[1])
    return {
        "thresholds": thresholds,
        "sure_feature": max(sure, thresholds[0]),
        "scale": [[round(slope, 4), round(shift, 4)] for slope, shift in scale],
    }


def _chances(scores: np.ndarray, scale: list[tuple[float, float]]) -> np.ndarray:
    slopes, shifts = (np.array(column) for column in zip(*scale, strict=True))
    chances: np.ndarray = 1 / (1 + np.exp(-(scores * slopes + shifts)))
    return chances


def _tell_tags(network: Network, treebank: Path, names: list[str], vocabulary: dict[str, int]) -> None:
    row_of = {name: row for row, name in enumerate(names)}
    for part in ("dev", "test"):
        trees = read_treebank(next(treebank.glob(f"*-{part}.conllu")))
        gold = [np.array([row_of.get(name, -1) for name in tree.tags]) for tree in trees]
        right = tagged_right(network, encode([tree.words for tree in trees], vocabulary), gold)
        print(f"tags: {right:.2%} of the treebank's {part} words right")


def _tell(title: str, scores: np.ndarray, labels: np.ndarray, meta: dict) -> None:
    chances, true = _chances(scores, meta["scale"]), labels >= 0.5
    for column, name in enumerate(("feature", "benefit")):
        print(
            f"{title}: {name}  {figures(chances[:, column] >= meta['thresholds'][column], true[:, column])}"
        )
    alone = (chances[:, 0] >= meta["sure_feature"]) & (chances[:, 1] < meta["thresholds"][1])
    print(f"{title}: sure of feature without benefit  {figures(alone, true[:, 0] & ~true[:, 1])}")


if __name__ == "__main__":
    main()
