"""Readability: textstat's formulas, on plainspeak's words and sentences, without a network."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainspeak.document import Aside, BlockKind, Document
from plainspeak.knowledge import Vocabulary
from plainspeak.language.pipeline import analyse
from plainspeak.language.readability import FORMULAS, Readability, measure
from plainspeak.language.syllables import syllables, textstat_with_own_dictionary
from plainspeak.readers.build import BlockBuilder
from plainspeak.source import Source

if TYPE_CHECKING:
    from plainspeak.language.analysis import Analysis

PROJECT = Path(__file__).parents[2]
SHORT = "The cat sat on the mat and ate."  # eight words, eight syllables
LETTER = (
    "The new till software runs in four of our shops, and the staff don't want the old one back. "
    "They close the day in ten minutes (it used to take forty). "
    "A long-term contract with the supplier would reduce the price by a tenth! "
    "Should we sign it before the summer, or wait for an independent comparison? "
    "Nobody has complained about the screens; two people asked for larger letters. "
    "The remaining branches could follow in the autumn if the board agrees. "
)


def analysed(*blocks: tuple[BlockKind, str, int] | str, quoted: bool = False) -> Analysis:
    """Analyse blocks given as text (a paragraph) or as kind, text and level."""
    text, built = "", []
    for block in blocks:
        kind, words, level = (BlockKind.PARAGRAPH, block, 0) if isinstance(block, str) else block
        builder = BlockBuilder()
        builder.literal(words, len(text))
        text += words + "\n"
        ready = builder.build(kind, level=level, quoted=quoted)
        assert ready
        built.append(ready)
    vocabulary = Vocabulary({"abbreviations": frozenset({"e.g."})})
    return analyse(Document(Source("x.md", text), "markdown", tuple(built)), vocabulary)


def graded(*blocks: tuple[BlockKind, str, int] | str, easy: frozenset[str] = frozenset()) -> Readability:
    result = measure(analysed(*blocks).passages, easy)
    assert result is not None
    return result


def test_grade_by_hand() -> None:
    result = graded(" ".join([SHORT] * 20))
    assert (result.words, result.sentences, result.syllables) == (160, 20, 160)
    assert result.flesch_kincaid_grade == pytest.approx(0.39 * 8 + 11.8 * 1 - 15.59)
    assert result.flesch_reading_ease == pytest.approx(206.835 - 1.015 * 8 - 84.6 * 1)


def test_fog_by_hand_counts_hard_words_as_gunning_does() -> None:
    result = graded(" ".join([SHORT] * 19 + ["The cat sat on interoperability and ate again."]))
    assert result.hardest == (("interoperability", 1),)
    assert result.gunning_fog == pytest.approx(0.4 * (8 + 100 * 1 / 160))


@pytest.mark.parametrize("formula", sorted(set(FORMULAS) - {"gunning_fog"}))
def test_ordinary_prose_gets_the_very_number_of_textstat(formula: str) -> None:
    text = LETTER * 3
    assert getattr(graded(text), formula) == getattr(textstat_with_own_dictionary(), formula)(text)


def test_fog_of_ordinary_prose_is_textstats_but_for_words_that_gunning_exempts() -> None:
    result = graded(LETTER * 3, easy=frozenset({"supplier"}))
    by_textstat = {"independent", "comparison", "supplier", "remaining"}
    assert set(textstat_with_own_dictionary().difficult_words_list(LETTER, 3)) == by_textstat
    assert dict(result.hardest) == {"independent": 3, "comparison": 3}


_SENTENCE = st.lists(st.text("abc'’-/.,()é9A_…&", min_size=1, max_size=8), min_size=3, max_size=12).map(
    " ".join
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_SENTENCE, min_size=1, max_size=8))
def test_textstat_finds_the_same_words_and_sentences(sentences: list[str]) -> None:
    filler = " ".join([SHORT] * 13)
    result = measure(
        analysed(" ".join(f"Now {text} is here too." for text in sentences), filler).passages, frozenset()
    )
    assert result is not None
    textstat = textstat_with_own_dictionary()
    assert textstat.lexicon_count(result.text) == result.words
    assert textstat.sentence_count(result.text) == result.sentences


def test_version_numbers_and_abbreviations_end_no_sentence() -> None:
    odd = "Release 2.3.1 of the U.S. site, e.g. the map at 99.9 %, is out now."
    result = graded(odd, " ".join([SHORT] * 12))
    assert result.sentences == 13


def test_typographic_apostrophes_are_no_longer_words() -> None:
    straight, curly = (
        "They don't know what we've got, and it's ours.",
        "They don’t know what we’ve got, and it’s ours.",
    )
    assert (
        graded(curly, " ".join([SHORT] * 12)).syllables == graded(straight, " ".join([SHORT] * 12)).syllables
    )


def test_acronyms_code_and_addresses_are_easy_words_of_one_syllable() -> None:
    plain = graded("The map of the thing is in the thing at thing now.", " ".join([SHORT] * 12))
    odd = graded(
        "The map of the KPIs is in the synchronisation_catalogue_identifier at "
        "https://example.com/availability now.",
        " ".join([SHORT] * 12),
    )
    assert (odd.words, odd.syllables) == (plain.words, plain.syllables)
    assert odd.hardest == ()


def test_short_texts_are_not_graded() -> None:
    assert measure(analysed(" ".join([SHORT] * 12)).passages, frozenset()) is None
    assert measure(analysed(" ".join([SHORT] * 13)).passages, frozenset()) is not None


@pytest.mark.parametrize(
    "kind",
    [
        BlockKind.HEADING,
        BlockKind.TABLE_CELL,
        BlockKind.SLIDE_TITLE,
        BlockKind.SPEAKER_NOTE,
        BlockKind.CAPTION,
        BlockKind.ALT_TEXT,
        BlockKind.CODE,
        BlockKind.PAGE_FOOTER,
    ],
)
def test_only_running_prose_is_graded(kind: BlockKind) -> None:
    hard = "Interoperability considerations necessitate comprehensive reconfiguration immediately."
    assert graded((kind, hard, 1), " ".join([SHORT] * 13)).hard_words == 0


def test_fragments_and_quotations_are_not_graded() -> None:
    fragments = [
        (BlockKind.LIST_ITEM, "Comprehensive reconfiguration of regional directories underway", 1)
    ] * 5
    assert graded(*fragments, " ".join([SHORT] * 13)).words == 104
    assert measure(analysed(" ".join([SHORT] * 20), quoted=True).passages, frozenset()) is None


def test_full_sentences_in_lists_are_graded() -> None:
    items = [(BlockKind.LIST_ITEM, SHORT, 1)] * 13
    assert graded(*items).sentences == 13


@pytest.mark.parametrize(
    ("sentence", "hard"),
    [
        ("We talked about reconciliation with the staff there.", {"reconciliation"}),
        ("We met with Alexandria and with Montgomery there.", set()),  # names
        (
            "The services and processes were created and reporting started.",
            set(),
        ),  # long by their endings only
        ("The operations of both companies went on as before.", set()),  # easy words, in the plural
        ("The warehouse-keeper and the two policy-holders wrote to us.", set()),  # compounds of easy words
        ("We talked about cloud-interoperability with the staff there.", {"interoperability"}),
        ("Reconfiguration is what we talked about with them.", {"reconfiguration"}),  # at the start
        ("The list, the map, the plan, etc. went to the url.", set()),
    ],
)
def test_hard_words(sentence: str, hard: set[str]) -> None:
    easy = frozenset({"operation", "company", "policy", "warehouse"})
    assert {word for word, _ in graded(sentence, " ".join([SHORT] * 13), easy=easy).hardest} == hard


def test_sections_end_at_the_next_heading_of_the_same_or_a_higher_level() -> None:
    prose = " ".join([SHORT] * 13)
    heading = BlockKind.HEADING
    analysis = analysed(
        (heading, "Report", 1),
        (heading, "Costs", 2),
        prose,
        (heading, "By site", 3),
        prose,
        (heading, "Next", 2),
        SHORT,
    )
    whole = measure(analysis.passages, frozenset())
    assert whole is not None
    assert [(section.heading, section.end, section.readability.words) for section in whole.sections] == [
        (0, 7, 216),
        (1, 5, 208),
        (3, 5, 104),
    ]


def test_what_is_not_the_authors_prose_is_not_graded() -> None:
    passage = analysed(" ".join([SHORT] * 30)).passages[0]
    quoted = replace(passage.block, asides=(Aside(0, len(passage.block.text), "quote"),))
    assert measure([passage], frozenset()) is not None
    assert measure([replace(passage, block=quoted)], frozenset()) is None


def test_every_graded_sentence_is_found_where_it_stands() -> None:
    analysis = analysed("See below.", " ".join([SHORT] * 13 + ["A dog sat down on it."]))
    whole = measure(analysis.passages, frozenset())
    assert whole is not None
    last = whole.graded[-1]
    assert analysis.document.blocks[last.block].text[last.start : last.end] == "A dog sat down on it."
    assert last.words == 6


_OFFLINE = """
import socket, sys
class Guarded(socket.socket):
    connect = connect_ex = bind = None
socket.socket = Guarded
def refuse(*args, **kwargs):
    raise AssertionError("the network was asked")
socket.create_connection = socket.getaddrinfo = refuse
from plainspeak.language.readability import FORMULAS, Readability
from plainspeak.language.syllables import textstat_with_own_dictionary
assert "textstat" not in sys.modules
text = " ".join(["The unprecedented kubernetesification of everything went on."] * 20)
result = Readability(160, 20, 0, (), text, text)
print([round(getattr(result, formula), 6) for formula in FORMULAS])
print(textstat_with_own_dictionary().text_standard(text), result.syllables)
assert "nltk" not in sys.modules
import nltk
assert nltk.__version__
"""


def test_every_formula_works_with_the_network_off_and_without_nltk() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _OFFLINE],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(PROJECT / "src"), "NLTK_DATA": "/nowhere", "HOME": "/nowhere"},
    )
    assert done.returncode == 0, done.stderr
    assert "grade" in done.stdout


def test_textstat_forgets_the_texts_that_it_was_asked_about() -> None:
    from textstat.backend.selections import list_words

    assert graded(LETTER * 3).coleman_liau_index
    assert list_words.cache_info().currsize == 0


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1),
        ("business", 2),
        ("don't", 1),
        ("company's", 3),
        ("zulu", 2),
        ("zzzz", None),
        ("", None),
        ("a 1", None),
    ],
)
def test_syllables(word: str, count: int | None) -> None:
    assert syllables(word) == count


def test_the_table_is_made_from_the_first_pronunciation(tmp_path: Path) -> None:
    given_file = tmp_path / "cmudict.dict"
    given_file.write_text(
        "either IY1 DH ER0\neither(2) AY1 DH ER0\nhm HH M\nco-op K OW1 AA2 P\n"
        "fire F AY1 ER0 # note\nfire(2) F AY1 R\ncan't K AE1 N T\ncan K AE1 N\n"
    )
    made = tmp_path / "syllables.txt"
    tool = PROJECT / "tools" / "make_syllables.py"
    subprocess.run([sys.executable, str(tool), str(given_file), str(made)], check=True, capture_output=True)
    assert made.read_text() == "can 1\ncan't 1\neither 2\nfire 2\n"


def test_hostile_words_are_measured_like_others() -> None:
    strange = " ".join(f"qzx{'bcd' * (number % 20)}{number}" for number in range(5_000))
    text = " ".join(["x" * 2_000 + " a-b-c" + "-d" * 50_000 + f" {strange} is here now."] + [SHORT] * 13)
    analysis = analysed(text)
    result = measure(analysis.passages, frozenset())
    assert result is not None
    assert result.flesch_kincaid_grade > 100
