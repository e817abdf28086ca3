"""Figures of a talk model: precision, recall, F1, probabilities that mean what they say, thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
SURE = 0.85  # precision from which a finding may follow


@dataclass(frozen=True)
class Figures:
    """How well one label is heard."""

    precision: float
    recall: float
    f1: float
    number: int

    def __str__(self) -> str:
        """Give the figures as a table row does."""
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  ({self.number} sentences)"


def figures(said: Array, true: Array) -> Figures:
    """Compare what a model says of one label with what is true, both of shape (n)."""
    hits = int((said & true).sum())
    precision, recall = hits / max(1, int(said.sum())), hits / max(1, int(true.sum()))
    return Figures(precision, recall, 2 * precision * recall / max(1e-9, precision + recall), len(true))


def calibrate(scores: Array, true: Array) -> tuple[float, float]:
    """Give slope and shift that make scores probabilities (Platt 1999), by Newton's method."""
    size = float(np.abs(scores).mean()) + 1e-9
    scaled = scores / size
    slope, shift = 1.0, 0.0
    for _ in range(200):
        chance = 1 / (1 + np.exp(-np.clip(slope * scaled + shift, -30, 30)))
        spread = chance * (1 - chance) + 1e-6
        gradient = np.array([((chance - true) * scaled).sum() + 1e-2 * slope, (chance - true).sum()])
        curve = np.array(
            [
                [(spread * scaled**2).sum() + 1e-2, (spread * scaled).sum()],
                [(spread * scaled).sum(), spread.sum() + 1e-2],
            ]
        )
        # Half a step, and no long one: Newton's method overshoots where scores are extreme.
        step = np.clip(np.linalg.solve(curve, gradient) / 2, -0.5, 0.5)
        slope, shift = float(slope - step[0]), float(shift - step[1])
    return slope / size, shift


def best_threshold(chances: Array, true: Array) -> float:
    """Give the probability from which saying yes has the best F1, in the middle of its plateau."""
    steps = np.arange(0.1, 0.8, 0.01)
    scores = [figures(chances >= step, true).f1 for step in steps]
    top = [step for step, score in zip(steps, scores, strict=True) if score >= max(scores) - 0.002]
    return round(float(np.median(top)), 2)


def sure_threshold(feature: Array, benefit: Array, labels: Array, benefit_from: float) -> float:
    """Give the probability of feature from which "feature and no benefit" is right in `SURE` of cases."""
    true = (labels[:, 0] >= 0.5) & (labels[:, 1] < 0.5)
    for step in np.arange(0.3, 0.99, 0.01):
        if figures((feature >= step) & (benefit < benefit_from), true).precision >= SURE:
            return round(float(step), 2)
    return 0.99
