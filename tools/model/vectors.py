"""Gives each frequent word a vector: what a sentence model says of the word alone, reduced by PCA."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from encoder import load_encoder, mean_pooled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_WORDS, LONGEST_WORD, WIDTH = 30_000, 30, 96


def word_vectors(
    sentences: Iterable[Sequence[str]],
) -> tuple[list[str], np.ndarray[Any, Any]]:
    """Give the words that stand at least twice in the sentences, and their vectors, shape (words, 96)."""
    counts = Counter(word.lower() for sentence in sentences for word in sentence)
    words = [
        word
        for word, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if number >= 2 and len(word) < LONGEST_WORD and not word.isspace()
    ][:MOST_WORDS]
    tokenizer, encoder = load_encoder()
    encoder.eval()
    parts = []
    with torch.no_grad():
        for start in range(0, len(words), 256):
            batch = tokenizer(
                words[start : start + 256], padding=True, truncation=True, max_length=12, return_tensors="pt"
            )
            parts.append(mean_pooled(encoder, batch).numpy())
    vectors = np.concatenate(parts)
    vectors -= vectors.mean(0)
    directions = np.linalg.svd(vectors[:12_000], full_matrices=False)[2]
    reduced = vectors @ directions[:WIDTH].T
    return words, (reduced / reduced.std()).astype(np.float32)
