"""Trains the small talk network on labels and on a teacher's judgement."""

from __future__ import annotations

import random
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


def train(
    sentences: Sequence[Encoded],
    aims: np.ndarray[Any, Any],
    weights: np.ndarray[Any, Any],
    vectors: np.ndarray[Any, Any],
    epochs: int = EPOCHS,
) -> Network:
    """Train a network; the same input gives the same weights on the same machine."""
    torch.manual_seed(1)
    dealer = random.Random(1)
    network = Network(vectors)
    tables = [network.word.weight]
    others = [weight for name, weight in network.named_parameters() if name != "word.weight"]
    optimizer = torch.optim.AdamW(
        [
            {"params": tables, "lr": RATE / 2, "weight_decay": 0.0},
            {"params": others, "lr": RATE, "weight_decay": 0.01},
        ]
    )
    steps = epochs * (len(sentences) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 200) * max(0.02, 1 - step / steps)
    )
    for epoch in range(epochs):
        network.train()
        total = 0.0
        for batch in _batches(sentences, dealer):
            scores = network(*padded([sentences[place] for place in batch]))
            aim, weight = torch.from_numpy(aims[batch]), torch.from_numpy(weights[batch])
            losses = nn.functional.binary_cross_entropy_with_logits(scores, aim, reduction="none").mean(1)
            loss = (losses * weight).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"student: epoch {epoch + 1} of {epochs}, loss {total / len(sentences):.4f}", flush=True)
    return network


def scores_of(network: Network, sentences: Sequence[Encoded]) -> np.ndarray[Any, Any]:
    """Give a network's scores, shape (n, 2)."""
    network.eval()
    order = sorted(range(len(sentences)), key=lambda place: len(sentences[place].words))
    scores = np.zeros((len(sentences), 2), np.float32)
    with torch.no_grad():
        for start in range(0, len(order), 128):
            batch = order[start : start + 128]
            scores[batch] = network(*padded([sentences[place] for place in batch])).numpy()
    return scores


def _batches(sentences: Sequence[Encoded], dealer: random.Random) -> list[list[int]]:
    order = list(range(len(sentences)))
    dealer.shuffle(order)
    batches = []
    for start in range(0, len(order), BATCH * 30):
        near = sorted(order[start : start + BATCH * 30], key=lambda place: len(sentences[place].words))
        batches += [near[first : first + BATCH] for first in range(0, len(near), BATCH)]
    dealer.shuffle(batches)
    return batches
