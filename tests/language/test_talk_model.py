"""What the talk model hears: plain cases, the same alone and in company, with evidence that stands there."""

from __future__ import annotations

import hashlib
import math
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainspeak.language.pipeline import pipeline
from plainspeak.language.talk import Talk, hear_sentences
from plainspeak.language.talk_model import load_model
from tests.support import ROOT

FEATURES = [
    "The new cluster runs on three nodes with automatic failover.",
    "We migrated the message queue to version 3.2 and rewrote the import scripts.",
    "The gateway supports OAuth and exposes a REST interface.",
]
BENEFITS = [
    "Customers get their refund two days sooner.",
    "Nurses save half an hour on every shift.",
    "The branch lost 40,000 euros in sales during the outage.",
]
NEITHER = [
    "The steering group meets on Tuesday.",
    "Please send your comments to the secretary by Friday.",
    "Annex B lists the members of the board.",
]


def hear(*texts: str) -> list[Talk]:
    docs = [pipeline().make_doc(text) for text in texts]
    return hear_sentences(([token.text for token in doc], [token.idx for token in doc]) for doc in docs)


@pytest.mark.parametrize(
    ("texts", "label"), [(FEATURES, "feature"), (BENEFITS, "benefit"), (NEITHER, "neither")]
)
def test_plain_cases_are_heard(texts, label):
    assert [talk.label for talk in hear(*texts)] == [label] * len(texts)


def test_a_sentence_with_both_is_heard_as_both():
    (talk,) = hear("The new index cuts search time, so callers no longer hang up before we find their order.")
    assert talk.label == "both"
    assert {lean.leans for lean in talk.evidence} == {"feature", "benefit"}


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_a_sentence_is_heard_the_same_alone_and_in_company(texts):
    together = hear(*texts)
    for text, talk in zip(texts, together, strict=True):
        (alone,) = hear(text)
        assert math.isclose(alone.feature, talk.feature, abs_tol=1e-3)
        assert math.isclose(alone.benefit, talk.benefit, abs_tol=1e-3)
        assert 0 <= talk.feature <= 1
        for lean in talk.evidence:
            assert 0 <= lean.start < lean.end <= len(text)


def test_a_sentence_without_words_speaks_neither():
    talks = hear("", FEATURES[0], "")
    assert [talk.label for talk in talks] == ["neither", "feature", "neither"]


def test_the_thresholds_are_in_order():
    model = load_model()
    assert 0 < model.thresholds[0] <= model.sure_feature < 1
    assert 0 < model.thresholds[1] < 1


def test_the_model_card_is_about_the_shipped_model():
    shipped = files("plainspeak.language").joinpath("model", "talk.npz").read_bytes()
    card = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert hashlib.sha256(shipped).hexdigest() in card
