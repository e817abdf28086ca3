"""Sentences end where people marked their ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainspeak.language.pipeline import pipeline
from plainspeak.language.sentences import SentenceSplitter
from tests.support import ROOT, library

if TYPE_CHECKING:
    from pathlib import Path

sys.path.insert(0, str(ROOT / "tools"))
try:
    import evaluate_segmentation as tool
finally:
    sys.path.remove(str(ROOT / "tools"))

FILES = sorted(tool.CORPUS.iterdir())


def score(*paths: Path) -> tool.Score:
    marked = (item for path in paths for item in tool.read_marked(path))
    return tool.measure(marked, library().knowledge.vocabulary)


def test_sentences_end_at_the_bars():
    result = score(*FILES)
    assert result.sentences - result.blocks >= 500
    assert result.f1 >= 0.98, "\n".join(result.mistakes)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_is_much_worse_than_the_rest(path):
    result = score(path)
    assert result.f1 >= 0.95, "\n".join(result.mistakes)


def test_the_measure_sees_mistakes(tmp_path):
    path = tmp_path / "draft.md"
    path.write_text(
        "We meet at 9. ¦ Bring tea.\n\nIt is ¦ here. Now we `rest.` ¦ You sleep.\n", encoding="utf-8"
    )
    result = score(path)
    assert (result.right, result.wrong, result.missed) == (1, 1, 2)
    assert (result.blocks, result.exact, result.sentences) == (2, 1, 5)
    assert any("here. ¦ Now" in mistake for mistake in result.mistakes)


def test_the_treebank_is_read_in_paragraphs(tmp_path):
    path = tmp_path / "small.conllu"
    path.write_text(
        "# newdoc id = a\n# newpar id = a-1\n# text = It rains.\n1\tIt\t_\n2\trains.\t_\t_\n\n"
        "# text = We\n1\tWe\t_\tSpaceAfter=No\n\n# text = /you stay.\n1\t/you stay.\t_\n\n"
        "# newpar id = a-2\n# text = Good.\n1\tGood.\t_\n",
        encoding="utf-8",
    )
    assert [item.sentences for item in tool.read_treebank(path)] == [
        ("It rains.", "We/you stay."),
        ("Good.",),
    ]


def test_the_treebank_gets_no_worse():
    treebank = tool.SHARED / "treebank" / "en_ewt-ud-dev.conllu"
    if not treebank.is_file():
        pytest.skip("no treebank beside the project")
    result = tool.measure(tool.read_treebank(treebank), library().knowledge.vocabulary)
    assert result.f1 >= 0.89
    assert result.right / (result.right + result.wrong) >= 0.98


PIECES = st.sampled_from(
    [
        ".",
        "!",
        "?",
        "…",
        "(",
        ")",
        '"',
        "”",
        "-",
        "–",
        "*",
        ":",
        "=",
        " ",
        "  ",
        "\n",
        " " * 300,
        "1.",
        "a.",
        "A.",
    ]
)
WORDS = st.sampled_from(
    ["No.", "etc.", "U.S.", "Step", "It", "word", "v2.4", "iPad", "e.g.", "p.m.", "é", "🎉"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | WORDS, max_size=14))
def test_every_token_is_in_one_sentence_whatever_comes(pieces):
    doc = pipeline().make_doc("".join(pieces))
    found = list(SentenceSplitter(library().knowledge.vocabulary).split(doc, frozenset()))
    assert [token for sentence in found for token in range(sentence.first, sentence.last)] == list(
        range(len(doc))
    )
