"""Where sentences end."""

from __future__ import annotations

import pytest

from plainspeak.language.pipeline import analyse
from plainspeak.readers import read_document
from tests.support import library


def sentences(text: str) -> list[str]:
    analysis = analyse(read_document(text.encode(), "draft.md"), library().knowledge.vocabulary)
    return [
        passage.block.text[sentence.start : sentence.end]
        for passage in analysis.passages
        for sentence in passage.sentences
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We run v2.3.1.|It works.",
        "See e.g. section 4.2.1 of the plan.|Node.js is fine.",
        "Dr. Smith agrees.|J. R. Lee does too.",
        "It took 3 h 12 min.|On 2 March it ended.",
        "It ended at 3 p.m. and Acme Inc. paid.",
        "The date is Jan. 5 or Feb. 6.",
        "It costs $1.2M.|That is 99.9 % of it.",
        "We sell tills, scales etc.|The rest is bought.",
        "Is it done?|Yes!|“It is.”|(So they say.)|Good.",
        "The rest… goes on.|See No. 5 of the list.",
        "One.|2 is next.|`code` begins this one.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text):
    assert sentences(text.replace("|", " ")) == text.replace("`", "").split("|")


def test_an_unbroken_run_costs_no_time():
    assert sentences("(" * 50_000 + " is odd. So is " + "x" * 50_000 + ".")


def test_every_word_is_in_a_sentence():
    text = "A heading\n=========\n\n- one\n- two. Three\n\n| a | b. c |\n|---|---|\n| d | e |\n"
    assert " ".join(sentences(text)).split() == [
        "A",
        "heading",
        "one",
        "two.",
        "Three",
        "a",
        "b.",
        "c",
        "d",
        "e",
    ]
