"""The language model: weights from the package, inference with numpy.

Words and parts of words are embedded, and two convolutions over three words each with maxout see their
neighbours. On these states stand two heads. One gives each word its Penn tag. The other hears what a
sentence speaks: four attentions, the mean and the maximum sum it up, and pairs of words add their own
weight. Sentences of about the same length are read together.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from plainspeak.language.model_words import NOTHING, WordTable, pair_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    Array = np.ndarray[Any, Any]

Heard = tuple[float, float]
LONGEST = 90  # words of a sentence that are heard
_CHUNK = 4_000  # words read at once: what fits into a processor's cache
_FAR = -1e9


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of about equal length.

    Attributes:
        places: Which sentences they are.
        numbers: Their words by number, shape (sentences, longest + 1), 0 where there is no word.
        lengths: Their words, shape (sentences).
        real: Where there is a word, shape (sentences, longest + 1).
    """

    places: Array
    numbers: Array
    lengths: Array
    real: Array


@dataclass(frozen=True)
class LanguageModel:
    """Weights and the thresholds that go with them.

    Attributes:
        weights: Arrays by name, as float32.
        vocabulary: Word in lower case → row of the word table.
        tags: Penn tags, as the tagger numbers them.
        thresholds: Probabilities of feature and of benefit from which a sentence is said to speak them.
        sure_feature: Probability of feature from which a finding may follow.
        scale: Slope and shift of each output, which make probabilities of scores.
    """

    weights: dict[str, Array]
    vocabulary: dict[str, int]
    tags: tuple[str, ...]
    thresholds: tuple[float, float]
    sure_feature: float
    scale: tuple[tuple[float, float], tuple[float, float]]

    def read(
        self, sentences: Sequence[Sequence[str]], *, talk: bool, tags: bool
    ) -> tuple[list[Heard], list[list[int]]]:
        """Read sentences once for what is asked.

        Args:
            sentences: The words of each sentence.
            talk: Whether to hear features and benefits.
            tags: Whether to tag the words.

        Returns:
            Probabilities of feature and benefit, and rows of `tags`, a list each, empty where not asked.
            Words past the 90th of a sentence keep the tag of a noun.
        """
        import numpy as np

        scores = np.zeros((len(sentences) if talk else 0, 2), np.float32)
        tagged: list[list[int]] = [[] for _ in sentences] if tags else []
        rest = self.tags.index("NN") if tags else 0
        for batch, states, pairs in self._states(sentences):
            if talk:
                scores[batch.places] = self._scores(batch, states, pairs)
            if tags:
                best = (states @ self.weights["tag.weight"].T + self.weights["tag.bias"]).argmax(-1)
                for row, place in enumerate(batch.places.tolist()):
                    words = len(sentences[place])
                    own = best[row, : min(words, LONGEST)].tolist()
                    tagged[place] = own + [rest] * (words - len(own))
        return self._probabilities(scores), tagged

    def hear(self, sentences: Sequence[Sequence[str]]) -> list[Heard]:
        """Give the probabilities of feature and benefit for each sentence of words."""
        return self.read(sentences, talk=True, tags=False)[0]

    def drops(self, words: Sequence[str]) -> Array:
        """Give for each word how far both scores fall when it is not there, shape (words, 2)."""
        import numpy as np

        heard = list(words[:LONGEST])
        variants = [heard] + [[*heard[:place], "", *heard[place + 1 :]] for place in range(len(heard))]
        scores = np.zeros((len(variants), 2), np.float32)
        for batch, states, pairs in self._states(variants):
            scores[batch.places] = self._scores(batch, states, pairs)
        falls = np.zeros((len(words), 2), np.float32)
        falls[: len(heard)] = scores[0] - scores[1:]
        return falls

    def _probabilities(self, scores: Array) -> list[Heard]:
        import numpy as np

        slopes = np.array([slope for slope, _ in self.scale], np.float32)
        shifts = np.array([shift for _, shift in self.scale], np.float32)
        chances = 1 / (1 + np.exp(-(scores * slopes + shifts)))
        return [(feature, benefit) for feature, benefit in chances.tolist()]

    def _states(self, sentences: Sequence[Sequence[str]]) -> Iterator[tuple[Batch, Array, Array]]:
        """Give batches, what is seen of each word (0 where there is none), and each word's pair.

        The states have the shape (sentences, longest + 1, width), the pairs (sentences, longest + 1).
        """
        import numpy as np

        weights = self.weights
        # A table of its own for each call: what is looked up must not grow with every document.
        table = WordTable(self.vocabulary, len(weights["part"]))
        numbers = [table.numbers(sentence[:LONGEST]) or [NOTHING] for sentence in sentences]
        rows, hashes = np.array(table.rows), np.array(table.hashes, np.uint32)
        each = weights["word"][rows] + weights["part"][np.array(table.parts)].sum(1)
        each[rows == NOTHING] = 0
        for batch in batches(numbers):
            real = batch.real[..., None]
            embedded = each[batch.numbers]
            seen = _normalised(embedded + self._maxout(embedded, "c1"), weights) * real
            seen = (seen + self._maxout(seen, "c2")) * real
            yield batch, seen, pair_rows(hashes[batch.numbers], len(weights["pair"]))

    def _maxout(self, seen: Array, name: str) -> Array:
        import numpy as np

        sentences, longest, width = seen.shape
        flat = seen.reshape(-1, width)
        before, here, after = (
            self.weights[f"{name}.weight"][:, at : at + width].T for at in (0, width, 2 * width)
        )
        both = flat @ here + self.weights[f"{name}.bias"]
        # The empty place at the end of each sentence keeps neighbours apart.
        both[1:] += flat[:-1] @ before
        both[:-1] += flat[1:] @ after
        return cast("Array", np.maximum(both[:, :width], both[:, width:]).reshape(sentences, longest, width))

    def _scores(self, batch: Batch, states: Array, pairs: Array) -> Array:
        import numpy as np

        weights, real, lengths = self.weights, batch.real, batch.lengths
        shares = states @ weights["att.weight"].T + weights["att.bias"]
        shares[~real] = _FAR
        shares = np.exp(shares - shares.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        attended = (shares.transpose(0, 2, 1) @ states).reshape(len(states), -1)
        mean = states.sum(1) / lengths[:, None]
        states[~real] = _FAR
        highest = states.max(1)
        states[~real] = 0
        pooled = np.concatenate([attended, mean, highest], axis=1)
        hidden = np.maximum(pooled @ weights["h.weight"].T + weights["h.bias"], 0)
        by_pairs = (weights["pair"][pairs] * real[..., None]).sum(1) / np.sqrt(lengths)[:, None]
        return cast("Array", hidden @ weights["o.weight"].T + weights["o.bias"] + by_pairs)


def batches(numbers: Sequence[Sequence[int]]) -> Iterator[Batch]:
    """Put sentences of about the same length together."""
    import numpy as np

    order = sorted(range(len(numbers)), key=lambda place: len(numbers[place]))
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and (end - start + 1) * (len(numbers[order[end]]) + 1) <= _CHUNK:
            end += 1
        places = order[start:end]
        padded = np.zeros((len(places), len(numbers[places[-1]]) + 1), np.int64)
        for row, place in enumerate(places):
            padded[row, : len(numbers[place])] = numbers[place]
        lengths = np.array([len(numbers[place]) for place in places])
        yield Batch(np.array(places), padded, lengths, np.arange(padded.shape[1]) < lengths[:, None])
        start = end


def _normalised(values: Array, weights: dict[str, Array]) -> Array:
    centred = values - values.mean(-1, keepdims=True)
    spread = (centred**2).mean(-1, keepdims=True)
    return cast("Array", centred / (spread + 1e-5) ** 0.5 * weights["ln.weight"] + weights["ln.bias"])


@lru_cache(maxsize=1)
def load_model() -> LanguageModel:
    """Load the weights once a process."""
    import numpy as np

    folder = files("plainspeak.language").joinpath("model")
    meta = json.loads(folder.joinpath("model.json").read_text(encoding="utf-8"))
    with folder.joinpath("model.npz").open("rb") as stream:
        stored = dict(np.load(stream, allow_pickle=False))
    words = stored.pop("words").tobytes().decode().split("\n")
    weights = {name: array.astype(np.float32) for name, array in stored.items() if "_" not in name}
    for name in ("word", "part"):
        weights[name] = stored[f"{name}_rows"].astype(np.float32) * stored[f"{name}_scale"].astype(np.float32)
    vocabulary = {word: row for row, word in enumerate(words, start=2)}
    return LanguageModel(
        weights=weights,
        vocabulary=vocabulary,
        tags=tuple(meta["tags"]),
        thresholds=(meta["thresholds"][0], meta["thresholds"][1]),
        sure_feature=meta["sure_feature"],
        scale=((meta["scale"][0][0], meta["scale"][0][1]), (meta["scale"][1][0], meta["scale"][1][1])),
    )
