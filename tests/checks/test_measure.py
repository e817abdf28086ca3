"""Long sentences, long paragraphs, high grades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from plainspeak.checks.base import Context
from plainspeak.checks.measure import MeasureCheck, MeasureOptions
from plainspeak.document import BlockKind, Document
from plainspeak.finding import Severity
from plainspeak.knowledge import Audience, Knowledge, Vocabulary
from plainspeak.language.pipeline import analyse
from plainspeak.readers.build import BlockBuilder
from plainspeak.rule import Rule
from plainspeak.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plainspeak.checks.base import Hit

SPLITS = {
    "splits": ["; ", " – ", ", which "],
    "joins": [", and ", ", but "],
    "subjects": ["we", "the", "it"],
    "unless": ["et al."],
}
LONG = (
    "The warehouse in the north was joined to the order desk in the spring of last year, and the people who "
    "work there say that they would never want to go back to the paper slips of old."
)
EASY = "The cat sat on the mat and ate. " * 20
HARD = (
    "The proposed consolidation of identity infrastructures requires comprehensive reconfiguration of the "
    "directory synchronisation mechanisms that currently interconnect the regional subsidiaries. "
) * 8


def run(
    measure: str,
    *blocks: str | tuple[BlockKind, str],
    limits: Mapping[str, float] | None = None,
    quoted: bool = False,
    **data: Any,
) -> list[tuple[str, Hit]]:
    """Give each hit with the text that it marks ('' for the whole document)."""
    text, built = "", []
    for block in blocks:
        kind, words = (BlockKind.PARAGRAPH, block) if isinstance(block, str) else block
        builder = BlockBuilder()
        builder.literal(words, len(text))
        text += words + "\n"
        ready = builder.build(kind, level=1, quoted=quoted)
        assert ready
        built.append(ready)
    default = {"sentence-words": 30.0, "paragraph-words": 60.0, "grade": 11.0}[measure]
    options = MeasureOptions.model_validate({"measure": measure, "limit": "most", "default": default, **data})
    rule = Rule("readability/x", "measure", "{count}", "", "", Severity.SUGGESTION, options)
    knowledge = Knowledge()
    context = Context(Audience("executive", "", frozenset(), {}, {}), "generic", knowledge, limits or {})
    analysis = analyse(Document(Source("x.md", text), "markdown", tuple(built)), Vocabulary({}))
    hits = MeasureCheck().prepare([rule], knowledge)(analysis, context)
    return [
        (built[hit.block].text[hit.start : hit.end] if hit.block is not None else "", hit) for hit in hits
    ]


def test_a_long_sentence_is_marked_whole_with_its_count_and_where_to_split_it() -> None:
    ((text, hit),) = run("sentence-words", "All is well. " + LONG, **SPLITS)
    assert text == LONG
    assert (hit.values["count"], hit.values["limit"]) == (38, "30")
    assert [(found.text, found.replacement) for found in hit.suggestions] == [
        ("Split after “…spring of last year”.", False)
    ]


def test_limits_of_the_audience_come_before_the_rules_own() -> None:
    assert run("sentence-words", LONG, limits={"most": 40}) == []
    ((_, hit),) = run(
        "sentence-words", "We met the new supplier of the tills in York on Monday.", limits={"most": 8}
    )
    assert hit.values["limit"] == "8"


def test_a_sentence_just_over_the_limit_is_let_go() -> None:
    words = len(LONG.split())
    assert run("sentence-words", LONG, limits={"most": words - 3}, **SPLITS) == []
    assert len(run("sentence-words", LONG, limits={"most": words - 8}, **SPLITS)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        LONG.replace(", and the people", ", it is said, and the people")
        .replace("The warehouse", "“The warehouse")
        .replace("of old.", "of old.”"),
        (
            "The money buys spare tills for the shops that have only one; a week of training for every "
            "manager and deputy; a second line for each branch in the north; and support on Saturdays until "
            "the year ends."
        ),
        (
            "We met with the heads of Leeds, York, Hull, Derby, Stoke, Crewe, Wigan, Bolton, Preston, "
            "Lancaster, Durham, Whitby, Ripon, Selby, Goole, Grimsby, Lincoln, Boston, Newark, Matlock, "
            "Buxton, Leek, Stone, "
            "Rugby, Kettering, Corby, Oakham, Melton, Louth, Alford and Spilsby."
        ),
        LONG.replace("last year", "last year (Miller et al.)"),
        (
            "The tills in the north were the first to go.The staff there close the day in ten minutes, and "
            "nobody wants the old ones back, although a few of the screens were too small at first."
        ),
        (
            "Before the board decides, the four of us who looked at the offers would like to show in a few "
            "lines what each of the three suppliers does better than the two others do:"
        ),
    ],
    ids=["quotation", "semicolons", "names", "citation", "missing space", "introduces a list"],
)
def test_what_is_no_long_thought_is_left_alone(sentence: str) -> None:
    assert run("sentence-words", sentence, **SPLITS) == []


@pytest.mark.parametrize(
    "kind",
    [BlockKind.HEADING, BlockKind.TABLE_CELL, BlockKind.SPEAKER_NOTE, BlockKind.FOOTNOTE, BlockKind.CODE],
)
def test_only_prose_has_long_sentences(kind: BlockKind) -> None:
    assert run("sentence-words", (kind, LONG), **SPLITS) == []
    assert len(run("sentence-words", (BlockKind.LIST_ITEM, LONG), **SPLITS)) == 1


def test_quoted_blocks_are_somebody_elses() -> None:
    assert run("sentence-words", LONG, quoted=True) == []
    assert run("paragraph-words", EASY, quoted=True) == []


@pytest.mark.parametrize(
    "sentence",
    [
        # the joint is inside a bracket, closes a list, or is one of two dashes
        (
            "The people in the warehouse of the north (they were joined to the desk in spring, and the tills "
            "came later) say that they would never want to go back to the paper slips of the past."
        ),
        (
            "The people in the warehouse of the north say that they would like to keep the new tills, the "
            "scanners, and the printers that were put there in the spring of last year by the supplier."
        ),
        (
            "The people in the warehouse – those who were joined to the order desk in the spring of last year"
            " – say that they would never want to go back to the paper slips that they had."
        ),
    ],
)
def test_no_split_is_named_where_it_would_break_the_sentence(sentence: str) -> None:
    ((_, hit),) = run("sentence-words", sentence, limits={"most": 20}, **SPLITS)
    assert hit.suggestions == ()


def test_a_long_paragraph_is_marked_at_its_first_sentence() -> None:
    sentences = [f"Today the shop number {name} got its new till." for name in "abcdefgh"]
    ((text, hit),) = run("paragraph-words", " ".join(sentences))
    assert text == sentences[0]
    assert (hit.values["count"], hit.values["sentences"]) == (72, 8)
    assert hit.suggestions[0].text == "Start a new paragraph, perhaps at “Today the shop number…”"
    assert run("paragraph-words", " ".join(sentences[:6])) == []


def test_a_paragraph_of_few_long_sentences_has_a_sentence_problem() -> None:
    assert run("paragraph-words", f"{LONG} {LONG} {LONG}") == []


def test_a_high_grade_is_told_once_for_the_document_with_its_causes() -> None:
    ((text, hit),) = run("grade", HARD)
    assert text == ""
    assert hit.block is None
    assert hit.values["where"] == "This document"
    assert float(str(hit.values["count"])) > 20
    assert str(hit.values["cause"]).startswith("long words such as “")
    assert "“synchronisation”" in str(hit.values["cause"]) or "“reconfiguration”" in str(hit.values["cause"])
    assert run("grade", EASY) == []
    assert run("grade", HARD, limits={"most": 40}) == []


def test_long_sentences_are_named_as_the_cause_where_words_are_short() -> None:
    ((_, hit),) = run(
        "grade", "The cat sat on the mat and the dog saw it, " * 12 + "so we left.", limits={"most": 8}
    )
    assert hit.values["cause"] == "sentences of 135 words on average"


def test_a_text_too_short_to_grade_gets_none() -> None:
    assert run("grade", HARD[:200]) == []


def test_sections_that_stand_out_are_marked_at_their_headings() -> None:
    heading = BlockKind.HEADING
    found = run(
        "grade",
        (heading, "Shops"),
        EASY * 4,
        (heading, "Accounts"),
        HARD,
        (heading, "People"),
        EASY,
        limits={"most": 12},
    )
    assert [(text, hit.values["where"]) for text, hit in found] == [("Accounts", "This section")]


def test_a_document_that_is_hard_throughout_is_not_told_so_for_every_section() -> None:
    blocks: list[str | tuple[BlockKind, str]] = []
    for title in ("One", "Two", "Three", "Four"):
        blocks += [(BlockKind.HEADING, title), HARD]
    assert [text for text, _ in run("grade", *blocks)] == [""]


def test_at_most_three_sections_are_named_the_hardest_first() -> None:
    blocks: list[str | tuple[BlockKind, str]] = [EASY * 12]
    for title in ("One", "Two", "Three", "Four", "Five"):
        blocks += [
            (BlockKind.HEADING, title),
            HARD if title != "Four" else HARD.replace(". ", " and reconfiguration. "),
        ]
    texts = [text for text, hit in run("grade", *blocks) if hit.block is not None]
    assert texts == ["Four", "One", "Two"]


def test_an_endless_sentence_is_marked_whole_and_split_in_its_middle() -> None:
    text = "the people saw it, and the staff left " * 20_000
    ((marked, hit),) = run("sentence-words", text, **SPLITS)
    assert marked == text.strip()
    assert hit.values["count"] == 160_000
    assert [found.text for found in hit.suggestions] == ["Split after “…the people saw it”."]


def test_an_endless_row_of_dashes_is_marked_whole_and_not_split() -> None:
    text = "we say – " * 20_000
    ((marked, hit),) = run("sentence-words", text, **SPLITS)
    assert marked == text.strip()
    assert hit.values["count"] == 40_000
    assert hit.suggestions == ()
