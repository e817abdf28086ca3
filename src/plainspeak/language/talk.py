"""Does a sentence speak features, does it speak benefit? Heard by a small model of our own, with numpy only.

How it was trained, on what, and how well it hears is in docs/model.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from plainspeak.language.talk_model import Heard, TalkModel, load_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plainspeak.language.analysis import Passage, Sentence

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
    model: TalkModel | None = field(default=None, repr=False, compare=False)

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


def hear(passages: Sequence[Passage]) -> Mapping[int, tuple[Talk, ...]]:
    """Hear every sentence of a document.

    Returns:
        Index of a passage → what each of its sentences speaks, in order.
    """
    spoken = [
        (number, *_tokens(passage, sentence))
        for number, passage in enumerate(passages)
        for sentence in passage.sentences
    ]
    heard = hear_sentences((words, starts) for _, words, starts in spoken)
    talks: dict[int, list[Talk]] = {number: [] for number in range(len(passages))}
    for (number, _, _), talk in zip(spoken, heard, strict=True):
        talks[number].append(talk)
    return {number: tuple(found) for number, found in talks.items()}


def hear_sentences(spoken: Iterable[tuple[Sequence[str], Sequence[int]]]) -> list[Talk]:
    """Hear sentences on their own, each given as its tokens and their offsets.

    A sentence without words speaks neither.
    """
    model = load_model()
    sentences = [(tuple(words), tuple(starts)) for words, starts in spoken]
    heard = model.hear([words for words, _ in sentences])
    return [
        _talk(one, words, starts, model) if words else _SILENCE
        for one, (words, starts) in zip(heard, sentences, strict=True)
    ]


def _tokens(passage: Passage, sentence: Sentence) -> tuple[tuple[str, ...], tuple[int, ...]]:
    tokens = [token for token in passage.doc[sentence.first : sentence.last] if not token.is_space]
    return tuple(token.text for token in tokens), tuple(token.idx for token in tokens)


def _talk(heard: Heard, words: tuple[str, ...], starts: tuple[int, ...], model: TalkModel) -> Talk:
    feature, benefit = heard
    feature_said = feature >= model.thresholds[FEATURE]
    benefit_said = benefit >= model.thresholds[BENEFIT]
    label = {(True, True): "both", (True, False): "feature", (False, True): "benefit"}.get(
        (feature_said, benefit_said), "neither"
    )
    return Talk(feature, benefit, label, feature >= model.sure_feature, benefit_said, words, starts, model)
