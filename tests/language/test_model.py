"""What the language model hears and tags: plain cases, the same alone and in company."""

from __future__ import annotations

import hashlib
import math
import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainspeak.language.model_network import LONGEST, load_model
from plainspeak.language.pipeline import analyse, pipeline
from plainspeak.language.talk import Talk, hear_sentences
from plainspeak.readers import read_document
from tests.support import ROOT, library

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
    shipped = files("plainspeak.language").joinpath("model", "model.npz").read_bytes()
    card = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert hashlib.sha256(shipped).hexdigest() in card


def tags(text: str, needs: frozenset[str] = frozenset({"tags"})) -> list[tuple[str, str]]:
    document = read_document(text.encode(), "draft.md")
    analysis = analyse(document, library().knowledge.vocabulary, needs)
    return [(token.text, token.tag_) for passage in analysis.tagged for token in passage.doc]


def test_words_get_their_penn_tags():
    assert tags("The old servers were replaced quickly by our team.") == [
        ("The", "DT"),
        ("old", "JJ"),
        ("servers", "NNS"),
        ("were", "VBD"),
        ("replaced", "VBN"),
        ("quickly", "RB"),
        ("by", "IN"),
        ("our", "PRP$"),
        ("team", "NN"),
        (".", "."),
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*FEATURES, *BENEFITS, *NEITHER]), min_size=1, max_size=4))
def test_tags_are_the_same_whatever_else_is_asked(texts):
    text = "\n\n".join(texts)
    assert tags(text) == tags(text, frozenset({"tags", "talk"})) == tags(text, frozenset())


def test_white_space_alone_has_no_tags():
    assert tags("\u2028 \u2029\n\nServers.")[-2:] == [("Servers", "NNS"), (".", ".")]


def test_every_word_of_a_very_long_sentence_has_a_tag():
    tagged = tags(" ".join(["servers"] * (LONGEST + 20)))
    assert len(tagged) == LONGEST + 20
    assert all(tag for _, tag in tagged)


def test_a_run_that_needs_neither_tags_nor_talk_loads_no_model(tmp_path):
    draft = tmp_path / "draft.md"
    draft.write_text("Staff need MFA to open the order desk from home.\n", encoding="utf-8")
    script = (
        "import sys\n"
        "from plainspeak.cli import main\n"
        "try:\n"
        f"    main(['check', {str(draft)!r}, '--select', 'acronyms/*'])\n"
        "finally:\n"
        "    print('loaded' if 'plainspeak.language.model_network' in sys.modules else 'not loaded')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "MFA" in done.stdout
    assert done.stdout.splitlines()[-1] == "not loaded"
