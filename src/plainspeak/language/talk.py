"""Does a sentence speak features, does it speak benefit? Heard by a small model of our own, with numpy only.

How it was trained, on what, and how well it hears is in docs/model.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from plainspeak.language.model_network import Heard, LanguageModel, load_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEATURE, BENEFIT = 0, 1
_STRONGEST = 3  # stretches of evidence that are worth naming
_LEAST_DROP = 0.15  # fall of the score below which a word says little


@dataclass(frozen=True, slots=True)
class Lean:
    """Words that lean to `feature` or `benefit`: characters `start:end` of the block's text."""

    start: int
    end: int
    leans: str


@dataclass(frozen=True)
class Talk:
    """What a sentence speaks.

    Attributes:
        feature: Probability from 0 to 1 that it speaks features.
        benefit: Probability from 0 to 1 that it speaks benefit.
        label: `feature`, `benefit`, `both` or `neither`, at the thresholds with the best balance.
        speaks_feature: Whether it is sure enough for a finding that it speaks features.
        speaks_benefit: Whether it may be heard as benefit; generous, since benefit answers a feature.
    """

    feature: float
    benefit: float
    label: str
    speaks_feature: bool
    speaks_benefit: bool
    words: tuple[str, ...] = field(default=(), repr=False)
    starts: tuple[int, ...] = field(default=(), repr=False)
    model: LanguageModel | None = field(default=None, repr=False, compare=False)

    @cached_property
    def evidence(self) -> tuple[Lean, ...]:
        """The words that led there, in order: without them the probability falls most."""
        if self.model is None or not self.words:
            return ()
        drops = self.model.drops(self.words)
        leans = []
        for column, name, heard in (
            (FEATURE, "feature", self.feature),
            (BENEFIT, "benefit", self.benefit),
        ):
            if heard >= self.model.thresholds[column]:
                leans += self._stretches(drops[:, column].tolist(), name)
        return tuple(sorted(leans, key=lambda lean: (lean.start, lean.end)))

    def _stretches(self, drops: Sequence[float], name: str) -> list[Lean]:
        """Join neighbouring words that lean the same way, and give the strongest stretches in order."""
        highest = max(drops, default=0.0)
        found: list[tuple[float, int, int]] = []  # how far the score falls, first word, last word
        for position, drop in enumerate(drops):
            if drop < max(_LEAST_DROP, 0.3 * highest) or not any(map(str.isalnum, self.words[position])):
                continue
            if found and position - found[-1][2] <= 2:
                found[-1] = (found[-1][0] + drop, found[-1][1], position)
            else:
                found.append((drop, position, position))
        leans = []
        for _, first, last in sorted(found, reverse=True)[:_STRONGEST]:
            # A neighbour that leans a little belongs to the same thing: "redundant" to "firewall pair".
            start = first - 1 if first and drops[first - 1] > 0.08 * highest else first
            end = last + 1 if last + 1 < len(drops) and drops[last + 1] > 0.08 * highest else last
            leans.append(Lean(self.starts[start], self.starts[end] + len(self.words[end]), name))
        return sorted(leans, key=lambda lean: lean.start)


_SILENCE = Talk(0.0, 0.0, "neither", speaks_feature=False, speaks_benefit=False)


def hear_sentences(spoken: Iterable[tuple[Sequence[str], Sequence[int]]]) -> list[Talk]:
    """Hear sentences on their own, each given as its tokens and their offsets.

    A sentence without words speaks neither.
    """
    model = load_model()
    sentences = [(tuple(words), tuple(starts)) for words, starts in spoken]
    heard = model.hear([words for words, _ in sentences])
    return [talk_of(one, words, starts, model) for one, (words, starts) in zip(heard, sentences, strict=True)]


def talk_of(heard: Heard, words: tuple[str, ...], starts: tuple[int, ...], model: LanguageModel) -> Talk:
    """Say what a sentence speaks, of which the model heard so much; one without words speaks neither."""
    if not words:
        return _SILENCE
    feature, benefit = heard
    feature_said = feature >= model.thresholds[FEATURE]
    benefit_said = benefit >= model.thresholds[BENEFIT]
    label = {(True, True): "both", (True, False): "feature", (False, True): "benefit"}.get(
        (feature_said, benefit_said), "neither"
    )
    return Talk(feature, benefit, label, feature >= model.sure_feature, benefit_said, words, starts, model)
