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
    "splits": ["; ", " – "],
    "joins": [", and ", ", but "],
    "pronouns": ["we", "it"],
    "subjects": ["the"],
    "verbs": ["would", "was", "is"],
    "openers": ["because", "after"],
    "governors": ["because", "that the"],
    "lifts": [", which ", " because "],
    "unless": ["et al.", " shall "],
}
LONG = (
    "The warehouse in the north was joined to the order desk in the spring of last year, and the people who "
    "work there say that they would never want to go back to the paper slips of old that nobody could read."
)
EASY = "The cat sat on the mat and ate. " * 20
HARD = (
    "The proposed consolidation of identity infrastructures requires comprehensive reconfiguration of the "
    "directory synchronisation mechanisms that currently interconnect the regional subsidiaries in all "
    "of the other countries. "
) * 8
LONG_WORDS = [
    "authorisation",
    "consolidation",
    "reconfiguration",
    "reciprocity",
    "remediation",
    "categorisation",
    "familiarity",
    "dissemination",
    "rationalisation",
    "reconciliation",
    "commercialisation",
    "prioritisation",
    "confidentiality",
    "harmonisation",
    "centralisation",
    "modernisation",
]


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
    assert (hit.values["count"], hit.values["limit"]) == (42, "30")
    assert [(found.text, found.replacement) for found in hit.suggestions] == [
        ("Split after “…spring of last year”.", False)
    ]


def test_limits_of_the_audience_come_before_the_rules_own() -> None:
    assert run("sentence-words", LONG, limits={"most": 40}, **SPLITS) == []
    ((_, hit),) = run(
        "sentence-words", "We met the new supplier of the tills on a Monday.", limits={"most": 7}
    )
    assert hit.values["limit"] == "7"


def test_a_sentence_just_over_the_limit_is_let_go() -> None:
    words = len(LONG.split())
    assert run("sentence-words", LONG, limits={"most": words / 1.3}, **SPLITS) == []
    assert len(run("sentence-words", LONG, limits={"most": words / 1.4}, **SPLITS)) == 1


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
            "lines and without any of the words of suppliers what each of the three of them does better "
            "than the two others do:"
        ),
        LONG.replace("the people who work there", "the people (they have been there since it was built) who"),
        LONG.replace("say that they would", "shall see to it that they would"),
        "Costs that we have to bear: " + LONG.replace("in the spring of last year", "in March"),
        LONG.replace("say that", "say “that").replace("paper slips", "paper slips”"),
        LONG.replace("the order desk", "Carter Miller and Upper Harrow Lane Sons Limited").replace(
            " in the north", ""
        ),
        LONG.replace("north was", "north – why not? – was"),
        LONG.replace("The warehouse in the north was", "In line with SOX 404.2 the warehouse was"),
    ],
    ids=[
        "quotation",
        "semicolons",
        "names",
        "citation",
        "missing space",
        "introduces a list",
        "brackets",
        "contract",
        "label",
        "quoted words",
        "a long name",
        "a question inside",
        "clause of a law",
    ],
)
def test_what_is_no_long_thought_is_left_alone(sentence: str) -> None:
    assert run("sentence-words", sentence, **SPLITS) == []


def test_short_items_of_a_list_weigh_little_and_long_ones_weigh_all() -> None:
    items = ["the tills", "the scanners", "the printers", "the new screens", "the paper", "the cash drawers"]
    lead = (
        "The money that we ask for today buys what each of the branches in the north of the country needs: "
    )
    tail = ", and a week of training for everybody who works there at the end of the year when it is quiet"
    assert run("sentence-words", f"{lead}{', '.join(items)}{tail}.", **SPLITS) == []
    longer = [f"{item} that were promised to us by the supplier" for item in items]
    assert len(run("sentence-words", f"{lead}{', '.join(longer)}{tail}.", **SPLITS)) == 1


def test_an_item_that_goes_on_with_the_sentence_above_the_list_is_left_alone() -> None:
    item = (BlockKind.LIST_ITEM, LONG[0].lower() + LONG[1:])
    assert run("sentence-words", item, **SPLITS) == []


@pytest.mark.parametrize(
    ("sentence", "advice"),
    [
        (
            (
                "After two years in which the branches in the north had to type each order twice and nobody "
                "knew which of the two was right, the new desk was opened in March for all of the people who "
                "work in the north and in the west of the country."
            ),
            "Begin with the point, “the new desk was…”, and say the rest after it.",
        ),
        (
            (
                "The new desk for the branches in the north of the country was opened in the middle of May, "
                "which means that none of the people who work in the north has to type each order twice and "
                "look for the one of the two that is right."
            ),
            "Give “which means that none…” a sentence of its own.",
        ),
    ],
)
def test_a_sentence_that_cannot_simply_be_split_is_told_what_to_move(sentence: str, advice: str) -> None:
    ((_, hit),) = run("sentence-words", sentence, **SPLITS)
    assert [found.text for found in hit.suggestions] == [advice]


def test_only_the_heaviest_sentences_are_named_where_there_are_many() -> None:
    heavier = LONG.replace("paper slips", "paper slips and the torn notes")
    found = run("sentence-words", LONG, heavier, LONG, heavier, most=2, **SPLITS)
    assert [text for text, _ in found] == [heavier, heavier]


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
        # inside a bracket, closing a list, between two dashes, in a clause that hangs on another
        (
            "The people in the warehouse of the north (they were joined to the desk in spring, and the tills "
            "would come later) say that they would never want to go back to the paper slips of the past."
        ),
        (
            "The people in the warehouse of the north say that they would like to keep the new tills, the "
            "scanners, and the printers that it would cost a lot to buy again in the spring of next year."
        ),
        (
            "The people in the warehouse – those who were joined to the order desk in the spring of last year"
            " – say that they would never want to go back to the paper slips that they had."
        ),
        (
            "The people in the warehouse say that the new tills that came in spring of last year are good, "
            "and the scanner that they have is the best that they ever had to work with in the hall."
        ),
    ],
    ids=["brackets", "list", "dashes", "reported speech"],
)
def test_no_split_is_named_where_it_would_break_the_sentence(sentence: str) -> None:
    ((_, hit),) = run("sentence-words", sentence, limits={"most": 15}, **SPLITS)
    assert hit.suggestions == ()


def test_a_long_paragraph_is_marked_at_its_first_sentence() -> None:
    sentences = [f"Today the shop number {name} got its new till." for name in "abcdefghi"]
    ((text, hit),) = run("paragraph-words", " ".join(sentences))
    assert text == sentences[0]
    assert (hit.values["count"], hit.values["sentences"]) == (81, 9)
    assert hit.suggestions[0].text == "Start a new paragraph, perhaps at “Today the shop number…”"
    assert run("paragraph-words", " ".join(sentences[:7])) == []


def test_quoted_words_make_no_long_paragraph() -> None:
    sentences = [f"Today the shop number {name} got its new till." for name in "abcdefghi"]
    quoted = f"They told us: “{' '.join(sentences)}” We agree. We told them. It is done."
    assert run("paragraph-words", quoted) == []


def test_a_paragraph_of_few_long_sentences_has_a_sentence_problem() -> None:
    assert run("paragraph-words", f"{LONG} {LONG} {LONG}") == []


def test_a_high_grade_is_told_once_for_the_document_with_where_to_begin() -> None:
    ((text, hit),) = run("grade", HARD)
    assert text == ""
    assert hit.block is None
    assert hit.values["where"] == "This document"
    assert float(str(hit.values["count"])) > 20
    assert hit.values["cause"] == "its sentences have 26 words on average, 8 of 8 have more than 25"
    assert [found.text for found in hit.suggestions] == [
        "Begin with the longest sentence, 26 words: “The proposed consolidation of identity infrastructures…”"
    ]
    assert run("grade", EASY) == []
    assert run("grade", HARD, limits={"most": 40}) == []


def test_only_ever_other_long_words_are_a_fault_in_short_sentences() -> None:
    form = "The {} of the {} needs a {} of its own. "
    topic = form.format("interoperability", "laboratory", "authorisation") * 10
    assert run("grade", topic, limits={"most": 6}) == []
    chosen = "".join(
        form.format(*(LONG_WORDS[(3 * line + place) % 16] for place in range(3))) for line in range(10)
    )
    ((_, hit),) = run("grade", chosen, limits={"most": 6})
    assert hit.values["cause"] == "30 of its 110 words are long, with three syllables or more"
    assert [found.text for found in hit.suggestions] == [
        "Say who does what, with verbs: “we buy”, not “the purchase of”."
    ]


def test_the_words_that_a_text_is_about_are_not_held_against_it() -> None:
    form = (
        "When you ask for {} at the desk in the hall, the clerk there looks up your {} and tells you on "
        "the same day whether the {} that you have is the {} that you need. "
    )
    topic = form.format(*["authorisation"] * 4) * 8
    assert run("grade", topic, limits={"most": 13}) == []
    chosen = "".join(
        form.format(*(LONG_WORDS[(4 * line + place) % 16] for place in range(4))) for line in range(8)
    )
    assert len(run("grade", chosen, limits={"most": 13})) == 1


def test_lists_are_looked_up_and_get_no_grade() -> None:
    items = [(BlockKind.LIST_ITEM, sentence + ".") for sentence in HARD.split(". ") if sentence.strip()]
    assert run("grade", *items) == []


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


def test_a_hard_document_is_told_so_once_and_not_for_its_sections() -> None:
    blocks: list[str | tuple[BlockKind, str]] = []
    for title in ("One", "Two", "Three", "Four"):
        blocks += [(BlockKind.HEADING, title), HARD]
    assert [text for text, _ in run("grade", *blocks)] == [""]


def test_at_most_two_sections_are_named_the_hardest_first() -> None:
    blocks: list[str | tuple[BlockKind, str]] = [EASY * 12]
    for title in ("One", "Two", "Three", "Four", "Five"):
        blocks += [
            (BlockKind.HEADING, title),
            HARD if title != "Four" else HARD.replace(". ", " and reconfiguration. "),
        ]
    texts = [text for text, hit in run("grade", *blocks) if hit.block is not None]
    assert texts == ["Four", "One"]


def test_an_endless_sentence_is_marked_whole_and_split_in_its_middle() -> None:
    text = "the people saw it, and we left " * 20_000
    ((marked, hit),) = run("sentence-words", text, **SPLITS)
    assert marked == text.strip()
    assert hit.values["count"] == 140_000
    assert [found.text for found in hit.suggestions] == ["Split after “…the people saw it”."]


def test_an_endless_row_of_dashes_is_marked_whole_and_not_split() -> None:
    text = "we say – " * 20_000
    ((marked, hit),) = run("sentence-words", text, **SPLITS)
    assert marked == text.strip()
    assert hit.values["count"] == 40_000
    assert hit.suggestions == ()
