"""Teaches the sentence model to hear features and benefits, and lets it judge sentences."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from encoder import load_encoder, mean_pooled
from torch import nn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from data import Spoken

EPOCHS, BATCH, LONGEST = 3, 32, 80


class Teacher(nn.Module):
    """The encoder with two outputs."""

    def __init__(self) -> None:
        super().__init__()
        self.tokenizer, self.encoder = load_encoder()
        self.drop, self.out = nn.Dropout(0.1), nn.Linear(384, 2)

    def forward(self, texts: Sequence[str]) -> torch.Tensor:
        """Give the scores of feature and benefit, shape (texts, 2)."""
        batch = self.tokenizer(
            list(texts), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
        )
        scores: torch.Tensor = self.out(self.drop(mean_pooled(self.encoder, batch)))
        return scores


def teach(sentences: Sequence[Spoken], epochs: int = EPOCHS) -> Teacher:
    """Fine-tune a teacher on labelled sentences."""
    torch.manual_seed(0)
    teacher, dealer = Teacher(), random.Random(0)
    texts = [sentence.text for sentence in sentences]
    labels = torch.tensor([[sentence.feature, sentence.benefit] for sentence in sentences], dtype=torch.float)
    optimizer = torch.optim.AdamW(
        [
            {"params": teacher.encoder.parameters(), "lr": 6e-5},
            {"params": teacher.out.parameters(), "lr": 1e-3},
        ],
        weight_decay=0.01,
    )
    steps = epochs * (len(texts) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
    )
    for epoch in range(epochs):
        teacher.train()
        for batch in _batches(texts, BATCH, dealer):
            scores = teacher([texts[place] for place in batch])
            loss = nn.functional.binary_cross_entropy_with_logits(scores, labels[batch])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        print(f"teacher: epoch {epoch + 1} of {epochs}", flush=True)
    return teacher


def judge(teacher: Teacher, texts: Sequence[str]) -> np.ndarray[Any, Any]:
    """Give the teacher's scores, shape (texts, 2)."""
    teacher.eval()
    scores = np.zeros((len(texts), 2), np.float32)
    with torch.no_grad():
        for batch in _batches(texts, 64, None):
            scores[batch] = teacher([texts[place] for place in batch]).numpy()
    return scores


def _batches(texts: Sequence[str], size: int, dealer: random.Random | None) -> Iterator[list[int]]:
    """Batch texts of about equal length, so that little is padded."""
    order = list(range(len(texts)))
    if dealer:
        dealer.shuffle(order)
    stretch = size * 20 if dealer else len(order)
    batches = []
    for start in range(0, len(order), stretch):
        near = sorted(order[start : start + stretch], key=lambda place: len(texts[place]))
        batches += [near[first : first + size] for first in range(0, len(near), size)]
    if dealer:
        dealer.shuffle(batches)
    yield from batches
