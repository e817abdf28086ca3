"""Trains the small network: talk on labels and a teacher's judgement, tags on a treebank."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from network import Encoded, Network, padded
from torch import nn

if TYPE_CHECKING:
    from collections.abc import Sequence

EPOCHS, BATCH, RATE = 8, 64, 2e-3
TRUST = 0.7  # how far a label gives way to the teacher's judgement
UNLABELLED_WEIGHT = 0.7
TAG_SHARE = 0.3


def targets(
    labels: np.ndarray[Any, Any], judged: np.ndarray[Any, Any] | None
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Mix labels (NaN where nobody labelled) with a teacher's scores (NaN where it did not judge).

    Returns:
        What to aim at, shape (n, 2), and the weight of each sentence, shape (n).
    """
    unlabelled = np.isnan(labels[:, 0])
    weights = np.where(unlabelled, UNLABELLED_WEIGHT, 1.0).astype(np.float32)
    if judged is None:
        return np.nan_to_num(labels).astype(np.float32), weights * ~unlabelled
    # A sentence that the teacher did not judge keeps its label.
    chances = np.where(np.isnan(judged), labels, 1 / (1 + np.exp(-judged)))
    mixed = np.where(unlabelled[:, None], chances, (1 - TRUST) * labels + TRUST * chances)
    return mixed.astype(np.float32), weights


@dataclass(frozen=True)
class Lessons:
    """What the network learns from, an entry a sentence.

    Attributes:
        sentences: The sentences, looked up.
        aims: Probabilities of feature and benefit to aim at, shape (n, 2).
        weights: How much the talk of each sentence counts, shape (n); 0 where nobody judged it.
        tags: Rows of the tags of each sentence's words, -1 where a word has none.
        tag_weights: How much the tags of each sentence count, shape (n).
    """

    sentences: Sequence[Encoded]
    aims: np.ndarray[Any, Any]
    weights: np.ndarray[Any, Any]
    tags: Sequence[np.ndarray[Any, Any]]
    tag_weights: np.ndarray[Any, Any]


def train(lessons: Lessons, vectors: np.ndarray[Any, Any], tags: int, epochs: int = EPOCHS) -> Network:
    """Train a network; the same input gives the same weights on the same machine."""
    torch.manual_seed(1)
    dealer = random.Random(1)
    network = Network(vectors, tags)
    tables = [network.word.weight]
    others = [weight for name, weight in network.named_parameters() if name != "word.weight"]
    optimizer = torch.optim.AdamW(
        [
            {"params": tables, "lr": RATE / 2, "weight_decay": 0.0},
            {"params": others, "lr": RATE, "weight_decay": 0.01},
        ]
    )
    steps = epochs * (len(lessons.sentences) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 200) * max(0.02, 1 - step / steps)
    )
    for epoch in range(epochs):
        network.train()
        total = np.zeros(2)
        for batch in _batches(lessons.sentences, dealer):
            losses = _losses(network, lessons, batch)
            loss = losses[0] + TAG_SHARE * losses[1]
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            total += [one.item() * len(batch) for one in losses]
        talk, tag = total / len(lessons.sentences)
        print(f"student: epoch {epoch + 1} of {epochs}, loss {talk:.4f} talk, {tag:.4f} tags", flush=True)
    return network


def _losses(network: Network, lessons: Lessons, batch: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
    inputs = padded([lessons.sentences[place] for place in batch])
    scores, tag_scores = network(*inputs)
    aim, weight = torch.from_numpy(lessons.aims[batch]), torch.from_numpy(lessons.weights[batch])
    talk = nn.functional.binary_cross_entropy_with_logits(scores, aim, reduction="none").mean(1)
    wanted = np.full(inputs[0].shape, -1, np.int64)
    for row, place in enumerate(batch):
        own = lessons.tags[place][: wanted.shape[1]]
        wanted[row, : len(own)] = own
    each = nn.functional.cross_entropy(
        tag_scores.flatten(0, 1), torch.from_numpy(wanted).flatten(), ignore_index=-1, reduction="none"
    ).view(wanted.shape)
    counts = torch.from_numpy((wanted >= 0) * lessons.tag_weights[batch][:, None].astype(np.float32))
    tag = (each * counts).sum() / counts.sum().clamp(min=1)
    return (talk * weight).mean(), tag


def scores_of(network: Network, sentences: Sequence[Encoded]) -> np.ndarray[Any, Any]:
    """Give a network's scores, shape (n, 2)."""
    network.eval()
    order = sorted(range(len(sentences)), key=lambda place: len(sentences[place].words))
    scores = np.zeros((len(sentences), 2), np.float32)
    with torch.no_grad():
        for start in range(0, len(order), 128):
            batch = order[start : start + 128]
            scores[batch] = network(*padded([sentences[place] for place in batch]))[0].numpy()
    return scores


def tagged_right(
    network: Network, sentences: Sequence[Encoded], tags: Sequence[np.ndarray[Any, Any]]
) -> float:
    """Give the share of words that a network tags right."""
    network.eval()
    right = words = 0
    order = sorted(range(len(sentences)), key=lambda place: len(sentences[place].words))
    with torch.no_grad():
        for start in range(0, len(order), 128):
            batch = order[start : start + 128]
            best = network(*padded([sentences[place] for place in batch]))[1].argmax(-1).numpy()
            for row, place in enumerate(batch):
                seen = len(sentences[place].words)
                right += int((best[row, :seen] == tags[place][:seen]).sum())
                words += len(tags[place])
    return right / max(1, words)


def _batches(sentences: Sequence[Encoded], dealer: random.Random) -> list[list[int]]:
    order = list(range(len(sentences)))
    dealer.shuffle(order)
    batches = []
    for start in range(0, len(order), BATCH * 30):
        near = sorted(order[start : start + BATCH * 30], key=lambda place: len(sentences[place].words))
        batches += [near[first : first + BATCH] for first in range(0, len(near), BATCH)]
    dealer.shuffle(batches)
    return batches
