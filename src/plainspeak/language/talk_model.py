"""The talk model: weights from the package, inference with numpy.

Words and parts of words are embedded, two convolutions over three words each with maxout see their
neighbours, the sentence is pooled by four attentions, its mean and its maximum, and pairs of words add
their own weight. All sentences of a document are heard at once.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    Array = np.ndarray[Any, Any]

Heard = tuple[float, float]
LONGEST = 90  # words of a sentence that are heard
_CHUNK = 20_000  # tokens heard at once, so that memory does not grow with the document


@dataclass(frozen=True)
class TalkModel:
    """Weights and the thresholds that go with them.

    Attributes:
        weights: Arrays by name, as float32.
        vocabulary: Word in lower case → row of the word table.
        thresholds: Probabilities of feature and of benefit from which a sentence is said to speak them.
        sure_feature: Probability of feature from which a finding may follow.
        scale: Slope and shift of each output, which make probabilities of scores.
    """

    weights: dict[str, Array]
    vocabulary: dict[str, int]
    thresholds: tuple[float, float]
    sure_feature: float
    scale: tuple[tuple[float, float], tuple[float, float]]

    def hear(self, sentences: Sequence[Sequence[str]]) -> list[Heard]:
        """Give the probabilities of feature and benefit for each sentence of tokens."""
        heard: list[Heard] = []
        batch: list[Sequence[str]] = []
        size = 0
        for sentence in sentences:
            words = sentence[:LONGEST] or (".",)
            batch.append(words)
            size += len(words)
            if size >= _CHUNK:
                heard += self._probabilities(self._scores(batch))
                batch, size = [], 0
        if batch:
            heard += self._probabilities(self._scores(batch))
        return heard

    def drops(self, words: Sequence[str]) -> Array:
        """Give for each word how far both scores fall when it is not there, shape (words, 2)."""
        import numpy as np

        heard = list(words[:LONGEST])
        variants = [heard] + [[*heard[:place], "", *heard[place + 1 :]] for place in range(len(heard))]
        scores = self._scores(variants)
        falls = np.zeros((len(words), 2), np.float32)
        falls[: len(heard)] = scores[0] - scores[1:]
        return falls

    def _probabilities(self, scores: Array) -> list[Heard]:
        import numpy as np

        slopes = np.array([slope for slope, _ in self.scale], np.float32)
        shifts = np.array([shift for _, shift in self.scale], np.float32)
        chances = 1 / (1 + np.exp(-(scores * slopes + shifts)))
        return [(float(feature), float(benefit)) for feature, benefit in chances]

    def _scores(self, sentences: Sequence[Sequence[str]]) -> Array:
        import numpy as np

        weights = self.weights
        lengths = np.array([len(sentence) for sentence in sentences])
        # An empty row after each sentence keeps neighbours apart.
        ends = np.cumsum(lengths + 1)
        firsts = ends - lengths - 1
        real = np.ones(int(ends[-1]), bool)
        real[ends - 1] = False
        rows, parts, pairs = self.rows(sentences)
        embedded = np.zeros((len(real), weights["word"].shape[1]), np.float32)
        embedded[real] = weights["word"][rows] + weights["part"][parts].sum(1)
        embedded[real] *= (rows != 0)[:, None]
        seen = _normalised(embedded + self._maxout(embedded, "c1"), weights) * real[:, None]
        seen = (seen + self._maxout(seen, "c2")) * real[:, None]
        pooled = self._pooled(seen, real, firsts, lengths)
        hidden = np.maximum(pooled @ weights["h.weight"].T + weights["h.bias"], 0)
        paired = np.zeros((len(real), 2), np.float32)
        paired[real] = weights["pair"][pairs]
        by_pairs = np.add.reduceat(paired, firsts) / np.sqrt(lengths)[:, None]
        return cast("Array", hidden @ weights["o.weight"].T + weights["o.bias"] + by_pairs)

    def _maxout(self, seen: Array, name: str) -> Array:
        import numpy as np

        window = np.zeros((len(seen), 3 * seen.shape[1]), np.float32)
        width = seen.shape[1]
        window[1:, :width] = seen[:-1]
        window[:, width : 2 * width] = seen
        window[:-1, 2 * width :] = seen[1:]
        both = window @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return cast("Array", np.maximum(both[:, :width], both[:, width:]))

    def _pooled(self, seen: Array, real: Array, firsts: Array, lengths: Array) -> Array:
        import numpy as np

        scores = seen @ self.weights["att.weight"].T + self.weights["att.bias"]
        owners = np.repeat(np.arange(len(lengths)), lengths + 1)
        scores[~real] = -np.inf
        shares = np.exp(scores - np.maximum.reduceat(scores, firsts)[owners])
        shares /= np.add.reduceat(shares, firsts)[owners]
        attended = [np.add.reduceat(seen * shares[:, [head]], firsts) for head in range(shares.shape[1])]
        mean = np.add.reduceat(seen, firsts) / lengths[:, None]
        highest = np.maximum.reduceat(np.where(real[:, None], seen, -np.inf), firsts)
        return np.concatenate([*attended, mean, highest], axis=1).astype(np.float32)

    def rows(self, sentences: Sequence[Sequence[str]]) -> tuple[Array, Array, Array]:
        """Look every word up: rows of the words, the parts of words (n, 3) and the pairs of words."""
        import numpy as np

        parts_of = len(self.weights["part"])
        pairs_of = len(self.weights["pair"])
        rows: list[int] = []
        parts: list[tuple[int, int, int]] = []
        pairs: list[int] = []
        known: dict[str, tuple[str, int, tuple[int, int, int]]] = {}
        for sentence in sentences:
            before = "<"
            for word in sentence:
                features = known.get(word)
                if features is None:
                    features = known[word] = self._features(word, parts_of)
                lower, row, own_parts = features
                rows.append(row)
                parts.append(own_parts)
                pairs.append(_bucket(f"{before} {lower}", pairs_of))
                before = lower
        return np.array(rows), np.array(parts), np.array(pairs)

    def _features(self, word: str, buckets: int) -> tuple[str, int, tuple[int, int, int]]:
        lower = word.lower()
        if not word:
            return lower, 0, (0, 0, 0)
        shape = "".join(map(_shape, word))[:4] + str(min(len(word), 6))
        parts = (f"s{lower[-3:]}", f"p{lower[:3]}", f"h{shape}")
        suffix, prefix, form = (_bucket(part, buckets) for part in parts)
        return lower, self.vocabulary.get(lower, 1), (suffix, prefix, form)


def _normalised(values: Array, weights: dict[str, Array]) -> Array:
    centred = values - values.mean(1, keepdims=True)
    spread = (centred**2).mean(1, keepdims=True)
    return cast("Array", centred / (spread + 1e-5) ** 0.5 * weights["ln.weight"] + weights["ln.bias"])


def _shape(character: str) -> str:
    if character.isupper():
        return "X"
    if character.isalpha():
        return "x"
    return "d" if character.isdigit() else character


def _bucket(text: str, buckets: int) -> int:
    return zlib.crc32(text.encode()) % buckets


@lru_cache(maxsize=1)
def load_model() -> TalkModel:
    """Load the weights once a process."""
    import numpy as np

    folder = files("plainspeak.language").joinpath("model")
    meta = json.loads(folder.joinpath("talk.json").read_text(encoding="utf-8"))
    with folder.joinpath("talk.npz").open("rb") as stream:
        stored = dict(np.load(stream, allow_pickle=False))
    words = stored.pop("words").tobytes().decode().split("\n")
    weights = {name: array.astype(np.float32) for name, array in stored.items() if "_" not in name}
    for name in ("word", "part"):
        weights[name] = stored[f"{name}_rows"].astype(np.float32) * stored[f"{name}_scale"].astype(np.float32)
    return TalkModel(
        weights=weights,
        vocabulary={word: row for row, word in enumerate(words, start=2)},
        thresholds=(meta["thresholds"][0], meta["thresholds"][1]),
        sure_feature=meta["sure_feature"],
        scale=((meta["scale"][0][0], meta["scale"][0][1]), (meta["scale"][1][0], meta["scale"][1][1])),
    )
