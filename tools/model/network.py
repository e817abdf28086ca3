"""The small network in torch; plainspeak's language/model_network.py computes the same with numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn

from plainspeak.language.model_network import LONGEST
from plainspeak.language.model_words import NOTHING, WordTable, pair_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH, HEADS, HIDDEN = 64, 4, 96
PART_ROWS, PAIR_ROWS = 8192, 16384
FAR = -1e9


@dataclass(frozen=True)
class Encoded:
    """A sentence as rows of the tables: words (n), parts of words (n, 5), pairs of words (n)."""

    words: np.ndarray[Any, Any]
    parts: np.ndarray[Any, Any]
    pairs: np.ndarray[Any, Any]


def encode(sentences: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> list[Encoded]:
    """Look sentences up as the shipped model will, so that training and running can't part."""
    table = WordTable(vocabulary, PART_ROWS)
    numbers = [np.array(table.numbers(words[:LONGEST]) or [NOTHING]) for words in sentences]
    rows, parts, hashes = np.array(table.rows), np.array(table.parts), np.array(table.hashes, np.uint32)
    return [
        Encoded(rows[own], parts[own], pair_rows(hashes[own][None], PAIR_ROWS)[0].astype(np.int64))
        for own in numbers
    ]


def padded(batch: Sequence[Encoded]) -> tuple[torch.Tensor, ...]:
    """Stack sentences: words (b, n), parts (b, n, 5), pairs (b, n), and which places are real (b, n)."""
    longest = max(len(sentence.words) for sentence in batch)
    words = np.zeros((len(batch), longest), np.int64)
    parts = np.zeros((len(batch), longest, batch[0].parts.shape[1]), np.int64)
    pairs = np.zeros((len(batch), longest), np.int64)
    real = np.zeros((len(batch), longest), np.float32)
    for row, sentence in enumerate(batch):
        size = len(sentence.words)
        words[row, :size], parts[row, :size] = sentence.words, sentence.parts
        pairs[row, :size] = sentence.pairs
        real[row, :size] = 1
    return tuple(map(torch.from_numpy, (words, parts, pairs, real)))


class Network(nn.Module):
    """Embeddings and two convolutions with maxout; on them a tagger, and a head that hears the talk."""

    def __init__(self, vectors: np.ndarray[Any, Any], tags: int) -> None:
        super().__init__()
        table = np.zeros((len(vectors) + 2, WIDTH), np.float32)
        table[2:] = vectors[:, :WIDTH] * 0.5
        self.word = nn.Embedding.from_pretrained(torch.from_numpy(table), freeze=False, padding_idx=0)
        self.part = nn.Embedding(PART_ROWS, WIDTH)
        self.pair = nn.Embedding(PAIR_ROWS, 2)
        nn.init.normal_(self.part.weight, std=0.05)
        nn.init.zeros_(self.pair.weight)
        self.c1, self.c2 = nn.Linear(3 * WIDTH, 2 * WIDTH), nn.Linear(3 * WIDTH, 2 * WIDTH)
        self.ln = nn.LayerNorm(WIDTH)
        self.att = nn.Linear(WIDTH, HEADS)
        self.h, self.o = nn.Linear((HEADS + 2) * WIDTH, HIDDEN), nn.Linear(HIDDEN, 2)
        self.tag = nn.Linear(WIDTH, tags)
        self.drop, self.drop_words = nn.Dropout(0.25), nn.Dropout(0.2)

    def forward(
        self, words: torch.Tensor, parts: torch.Tensor, pairs: torch.Tensor, real: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Give the scores of feature and benefit, shape (b, 2), and of each tag, shape (b, n, tags)."""
        shown = real.unsqueeze(-1)
        seen = self.word(words) + self.part(parts).sum(2)
        if self.training:
            seen = seen * (torch.rand(words.shape) > 0.1).float().unsqueeze(-1)
        seen = self.drop_words(seen) * (words != NOTHING).unsqueeze(-1)
        seen = self.ln(seen + _maxout(self.c1, seen)) * shown
        seen = (seen + _maxout(self.c2, seen)) * shown
        shares = torch.softmax(self.att(seen).masked_fill(shown == 0, FAR), 1)
        attended = torch.einsum("btk,btd->bkd", shares, seen).flatten(1)
        mean = seen.sum(1) / shown.sum(1)
        highest = seen.masked_fill(shown == 0, FAR).max(1).values
        pooled = self.drop(torch.cat([attended, mean, highest], -1))
        paired = (self.pair(pairs) * shown).sum(1) / shown.sum(1).sqrt()
        return self.o(self.drop(torch.relu(self.h(pooled)))) + paired, self.tag(seen)


def _maxout(layer: nn.Linear, seen: torch.Tensor) -> torch.Tensor:
    nothing = torch.zeros_like(seen[:, :1])
    window = torch.cat(
        [torch.cat([nothing, seen[:, :-1]], 1), seen, torch.cat([seen[:, 1:], nothing], 1)], -1
    )
    first, second = layer(window).chunk(2, -1)
    return torch.maximum(first, second)


def save(network: Network, words: Sequence[str], path: Path) -> None:
    """Write the weights as the shipped model reads them: tables in 8 bits a number, the rest in 16."""
    state = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    stored: dict[str, np.ndarray[Any, Any]] = {}
    for name in ("word", "part"):
        table = state.pop(f"{name}.weight")
        scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
        stored[f"{name}_rows"] = np.round(table / scale).astype(np.int8)
        stored[f"{name}_scale"] = scale.astype(np.float16)
    stored["pair"] = state.pop("pair.weight").astype(np.float16)
    stored.update({name: array.astype(np.float16) for name, array in state.items()})
    stored["words"] = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]
