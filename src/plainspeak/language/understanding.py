"""The model reads a document once: what each sentence speaks, and the Penn tags of its words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from plainspeak.language.model_network import load_model
from plainspeak.language.talk import talk_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plainspeak.language.analysis import Passage, Sentence
    from plainspeak.language.talk import Talk

_AT_ONCE = 2_000  # sentences, so that memory does not grow with the document


def understand(passages: Sequence[Passage], *, talk: bool, tags: bool) -> Mapping[int, tuple[Talk, ...]]:
    """Read every sentence of a document; tags go into the tokens of the passages.

    Args:
        passages: Tokens and sentences.
        talk: Whether to hear what the sentences speak.
        tags: Whether to tag the words.

    Returns:
        Index of a passage → what each of its sentences speaks, in order; empty where it is not asked.
    """
    model = load_model()
    talks: dict[int, list[Talk]] = {number: [] for number in range(len(passages))} if talk else {}
    rows: list[list[int]] = [[0] * len(passage.doc) for passage in passages] if tags else []
    for stretch in _stretches(passages):
        places = [_words(passages[number], sentence) for number, sentence in stretch]
        texts = [
            tuple(passages[number].doc[place].text for place in own)
            for (number, _), own in zip(stretch, places, strict=True)
        ]
        heard, tagged = model.read(texts, talk=talk, tags=tags)
        for position, ((number, _), own, words) in enumerate(zip(stretch, places, texts, strict=True)):
            if talk:
                starts = tuple(passages[number].doc[place].idx for place in own)
                talks[number].append(talk_of(heard[position], words, starts, model))
            if tags:
                for place, row in zip(own, tagged[position], strict=True):
                    rows[number][place] = row + 1
    if tags:
        _write_tags(passages, rows, model.tags)
    return {number: tuple(found) for number, found in talks.items()}


def _stretches(passages: Sequence[Passage]) -> Iterator[list[tuple[int, Sentence]]]:
    sentences = ((number, one) for number, passage in enumerate(passages) for one in passage.sentences)
    while stretch := list(islice(sentences, _AT_ONCE)):
        yield stretch


def _words(passage: Passage, sentence: Sentence) -> list[int]:
    doc = passage.doc
    return [place for place in range(sentence.first, sentence.last) if not doc[place].is_space]


def _write_tags(passages: Sequence[Passage], rows: Sequence[list[int]], tags: Sequence[str]) -> None:
    import numpy as np

    for passage, own in zip(passages, rows, strict=True):
        if own:
            strings = passage.doc.vocab.strings
            names = np.array([0, *(strings.add(tag) for tag in tags)], np.uint64)
            passage.doc.from_array(["TAG"], names[own])  # type: ignore[arg-type]
