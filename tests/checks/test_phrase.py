from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from pydantic import ValidationError

from plainspeak.checks.base import Context
from plainspeak.checks.phrase import PhraseCheck, PhraseOptions
from plainspeak.document import BlockKind, Cell, Document
from plainspeak.finding import Severity
from plainspeak.knowledge import Audience, Knowledge, Vocabulary
from plainspeak.language.inflections import DATA, forms
from plainspeak.language.phrase_forms import expand, inflected
from plainspeak.language.pipeline import analyse
from plainspeak.readers.build import BlockBuilder
from plainspeak.rule import Rule
from plainspeak.source import Source

ROOT = Path(__file__).resolve().parents[2]
CONTEXT = Context(Audience("executive", "an executive", frozenset(), {}, {}), "generic", Knowledge(), {})


def rule_of(*phrases, name="pack/rule"):
    options = PhraseOptions.model_validate({"phrases": list(phrases)})
    return Rule(name, "phrase", "{text}", "why", "source", Severity.SUGGESTION, options)


def analysis_of(text, kind=BlockKind.PARAGRAPH, **block):
    builder = BlockBuilder()
    builder.literal(text, 0)
    document = Document(Source("x.md", text), "markdown", (builder.build(kind, **block),))
    return analyse(document, Vocabulary({}))


def hits_of(text, *rules, **block):
    analysis = analysis_of(text, **block)
    return list(PhraseCheck().prepare(rules, Knowledge())(analysis, CONTEXT))


def found(text, *phrases, **block):
    return [
        (text[hit.start : hit.end], [suggestion.text for suggestion in hit.suggestions])
        for hit in hits_of(text, rule_of(*phrases), **block)
    ]


UTILIZE = {"find": "utilize", "say": "use", "inflect": "verb", "safe": True}
DECIDE = {"find": "(make|reach|take) [a|the] decision", "say": "decide", "inflect": "verb"}


@pytest.mark.parametrize(
    ("text", "marked", "replacement"),
    [
        ("We utilize two firms.", "utilize", "use"),
        ("She utilizes two firms.", "utilizes", "uses"),
        ("Two firms were utilized.", "utilized", "used"),
        ("Utilizing two firms costs more.", "Utilizing", "Using"),
        ("We utilise two firms.", "utilise", "use"),
        ("We are utilising two firms.", "utilising", "using"),
        ("WE UTILIZED TWO FIRMS", "UTILIZED", "USED"),
    ],
)
def test_a_verb_keeps_its_form_capitals_and_spelling(text, marked, replacement):
    assert found(text, UTILIZE) == [(marked, [replacement])]


def test_the_first_word_of_a_verb_phrase_changes_its_form():
    assert found("The board made a decision.", DECIDE) == [("made a decision", ["decided"])]
    assert found("Reaching the decision took a year.", DECIDE) == [("Reaching the decision", ["Deciding"])]
    assert found("They take decision after decision.", DECIDE) == [("take decision", ["decide"])]


def test_a_noun_takes_the_plural_of_its_replacement():
    entry = {"find": "methodology", "say": "method", "inflect": "noun"}
    assert found("Two methodologies and a methodology.", entry) == [
        ("methodologies", ["methods"]),
        ("methodology", ["method"]),
    ]


def test_past_and_participle_are_told_apart_by_the_helping_verb():
    entry = {"find": "select", "say": "choose", "inflect": "verb", "safe": True}
    texts = ["We selected a bank.", "It was not selected twice.", "It has been carefully selected."]
    hits = [hit for text in texts for hit in hits_of(text, rule_of(entry))]
    assert [hit.suggestions[0].text for hit in hits] == ["chose", "chosen", "chosen"]
    assert not any(hit.suggestions[0].safe for hit in hits)


def test_forms_of_be_stay_what_they_are():
    entry = {"find": "be in the process of", "say": "be", "inflect": "verb"}
    texts = [
        "They are in the process of moving.",
        "They were in the process of it.",
        "I am in the process of it.",
    ]
    assert [say for text in texts for _, [say] in found(text, entry)] == ["are", "were", "am"]


def test_words_are_matched_whole():
    assert found("The concatenated cats; cat's cat_name cat9.", {"find": "cat", "say": "pet"}) == []
    assert found("naïve café cafés", {"find": "caf", "say": "x"}) == []
    assert found("cafe\u0301 cafe", {"find": "cafe", "say": "bar"}) == [("cafe", ["bar"])]


@pytest.mark.parametrize(
    "text", ["a state-of-the-art hall", "a state of the art hall", "a state‑of‑the‑art hall"]
)
def test_hyphens_and_spaces_are_one_spelling(text):
    for find in ("state of the art", "state-of-the-art"):
        assert len(found(text, {"find": find, "say": "new"})) == 1


def test_a_part_of_a_hyphenated_compound_stays_silent():
    assert found("A non-robust, robust-looking plan.", {"find": "robust", "say": "strong"}) == []
    assert found("A robust - and cheap - plan.", {"find": "robust", "say": "strong"}) != []


def test_punctuation_inside_a_phrase_breaks_it():
    entry = {"find": "in order to", "say": "to"}
    assert found("They came in. Order to go. In order, to go.", entry) == []


def test_a_line_break_inside_a_phrase_does_not_break_it():
    text = "Call in\norder   to ask."
    [hit] = hits_of(text, rule_of({"find": "in order to", "say": "to"}))
    assert analysis_of(text).document.blocks[0].text[hit.start : hit.end] == "in order to"


def test_masked_and_quoted_text_stays_silent():
    assert found("See https://utilize.example.org/utilize and utilize_this.", UTILIZE) == []
    assert found("We utilize two firms.", UTILIZE, quoted=True) == []


def test_the_longest_phrase_of_a_rule_wins():
    entries = [
        {"find": "on account of", "say": "because of"},
        {"find": "on account of the fact that", "say": "because"},
        {"find": "the fact that", "say": "that"},
    ]
    assert found("Late on account of the fact that it rained.", *entries) == [
        ("on account of the fact that", ["because"])
    ]


def test_a_phrase_cut_off_by_the_end_of_a_block_is_the_shorter_one():
    entries = [{"find": "on account of", "say": "for"}, {"find": "on account of the fact", "say": "as"}]
    assert found("Late on account of", *entries) == [("on account of", ["for"])]
    assert found("Late on account of the", *entries) == [("on account of", ["for"])]


def test_every_rule_gets_its_own_hits():
    one, two = rule_of(UTILIZE, name="a/one"), rule_of({**UTILIZE, "say": "employ"}, name="a/two")
    assert {(hit.rule.id, hit.suggestions[0].text) for hit in hits_of("We utilize it.", one, two)} == {
        ("a/one", "use"),
        ("a/two", "employ"),
    }


LEVERAGE = {
    "find": "leverage",
    "say": ["use", "build on"],
    "inflect": "verb",
    "only_after": ["to", "will", "^"],
    "not_before": ["ratios"],
    "unless": ["leverage[d] (buyout|ratio)"],
}


def test_neighbours_and_longer_phrases_keep_it_silent():
    assert found("We will leverage our brand.", LEVERAGE) == [("leverage", ["use", "build on"])]
    assert found("Leveraging our brand is cheap.", LEVERAGE) == [("Leveraging", ["Using", "Building on"])]
    assert found("Our leverage is high.", LEVERAGE) == []
    assert found("It used to leverage ratios.", LEVERAGE) == []
    assert found("To leverage-ratio analysts, leveraged buyout is a term.", LEVERAGE) == []


def test_neighbours_count_in_the_same_sentence_only():
    entry = {"find": "commence", "say": "start", "not_after": ["will"]}
    assert found("It will commence.", entry) == []
    assert found("That is what they will. Commence in May.", entry) == [("Commence", ["Start"])]


def test_a_name_in_running_text_stays_silent_a_title_does_not():
    assert found("We met the Utilize team in the old town hall.", UTILIZE) == []
    assert found("Utilize what we have.", UTILIZE) != []
    assert found("How to Utilize the old town hall", UTILIZE, kind=BlockKind.HEADING) != []


def test_an_article_that_no_longer_fits_makes_the_words_no_replacement():
    entry = {"find": "innovative", "say": "new", "safe": True}
    [fits] = hits_of("The innovative idea.", rule_of(entry))
    [wrong] = hits_of("It is an innovative idea.", rule_of(entry))
    assert (fits.suggestions[0].replacement, fits.suggestions[0].safe) == (True, True)
    assert (wrong.suggestions[0].replacement, wrong.suggestions[0].safe) == (False, False)


def test_only_the_first_of_several_replacements_is_safe():
    [hit] = hits_of("Prior to May.", rule_of({"find": "prior to", "say": ["before", "until"], "safe": True}))
    assert [suggestion.safe for suggestion in hit.suggestions] == [True, False]


def test_messages_get_a_suggestion_or_an_advice():
    [hit] = hits_of("Our synergies.", rule_of({"find": "synergy", "advice": "say who", "inflect": "noun"}))
    assert hit.values == {"suggestion": "", "advice": "say who"}
    assert [(one.text, one.replacement) for one in hit.suggestions] == [("say who", False)]
    [hit] = hits_of("We utilize it.", rule_of(UTILIZE))
    assert hit.values == {"suggestion": "use", "advice": "say “use”"}
    assert set(hit.values) == PhraseCheck.values


def test_alternatives_and_optional_parts():
    assert expand("(a|b) [very] big") == ("a very big", "a big", "b very big", "b big")
    assert expand("un(common|usual)") == ("uncommon", "unusual")


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"find": "make (a decision", "say": "decide"}, "character 6"),
        ({"find": "make [a (b|c)] x", "say": "y"}, "no brackets within brackets"),
        ({"find": "a | b", "say": "y"}, "character 3"),
        ({"find": "(a|) b", "say": "y"}, "empty choice"),
        ({"find": "[a]", "say": "y"}, "nothing at all"),
        ({"find": "(a|b|c)(a|b|c)(a|b|c)(a|b|c)(a|b|c)", "say": "y"}, "more than 200"),
        ({"find": "a"}, "needs `say`"),
        ({"find": "a", "advice": "b", "safe": True}, "safe"),
        ({"find": "a", "say": " "}, "empty `say`"),
        ({"find": "a", "say": "b", "only_after": ["two words"]}, "one word"),
        ({"find": "a", "say": "b", "unless": ["(c"]}, "character 1"),
        ({"find": "a", "say": "b", "inflect": "adverb"}, "'verb' or 'noun'"),
        ({"find": "a", "say": True}, "valid string"),
    ],
)
def test_mistakes_in_a_rule_are_named(entry, says):
    with pytest.raises(ValidationError) as caught:
        rule_of(entry)
    assert says in str(caught.value)


def test_the_same_entry_twice_is_a_mistake():
    with pytest.raises(ValidationError, match="twice"):
        rule_of(UTILIZE, UTILIZE)


def test_thousands_of_brackets_are_refused():
    with pytest.raises(ValueError, match="more than 200"):
        expand("(a|b|c|d)" * 5000)


@pytest.mark.parametrize(
    ("word", "tag", "form"),
    [
        ("analyze", "VBZ", "analyzes"),
        ("be", "VBP", "are"),
        ("re-make", "VBD", "re-made"),
        ("method", "NNS", "methods"),
    ],
)
def test_forms(word, tag, form):
    assert forms(word, tag)[0] == form


def test_forms_of_words_outside_the_table():
    assert "zebrafy" not in json.loads((DATA / "inflections.json").read_text(encoding="utf-8"))
    assert forms("zebrafy", "VBG") == ("zebrafying",)
    assert inflected("tidy up", "verb", "VBD") == ("tidied up",)


def test_the_table_of_forms_is_fresh():
    ran = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_inflections.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_our_own_phrases_load_without_spacy_or_lemminflect():
    code = (
        "import sys, yaml, pathlib\n"
        "from plainspeak.checks.phrase import PhraseCheck, PhraseOptions\n"
        "from plainspeak.knowledge import Knowledge\n"
        "from plainspeak.rule import Rule\n"
        "rules = []\n"
        f"for file in pathlib.Path({str(ROOT / 'rules')!r}).rglob('*.yml'):\n"
        "    data = yaml.safe_load(file.read_text(encoding='utf-8'))\n"
        "    if isinstance(data, dict) and data.get('check') == 'phrase':\n"
        "        options = PhraseOptions.model_validate(data['data'])\n"
        "        rules.append(Rule('a/b', '', '', '', '', 'error', options))\n"
        "PhraseCheck().prepare(rules, Knowledge())\n"
        "assert rules\n"
        "print(sorted({'spacy', 'lemminflect'} & set(sys.modules)))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_each_of_five_thousand_phrases_is_found_and_nothing_between_them():
    entries = [{"find": f"wording {number} of it", "say": f"part {number}"} for number in range(5000)]
    text = " ".join(f"The wording {number} of the plan and wording {number} of it." for number in range(5000))
    assert found(text, *entries) == [
        (f"wording {number} of it", [f"part {number}"]) for number in range(5000)
    ]


def test_a_text_of_nothing_but_hits_loses_none():
    entry = {"find": "in order to", "say": "to", "unless": ["order to in"]}
    hits = hits_of("utilize in order to utilise " * 5000, rule_of(entry, UTILIZE))
    assert Counter(hit.same for hit in hits) == {UTILIZE["find"]: 10_000, "in order to": 5_000}


def test_a_habit_is_named_only_where_it_is_one():
    entry = {"find": "prior to", "say": "before", "habit": 3}
    use, page = "We met prior to it. ", "The shop opens at nine and the staff go home late. " * 25
    assert len(found(use, entry)) == 1
    assert found(use + page, entry) == []
    assert len(found(use * 2 + page, entry)) == 2
    assert found(use * 2 + page * 4, entry) == []
    assert len(found(use * 3 + page * 4, entry)) == 3


@pytest.mark.parametrize("kind", [BlockKind.TABLE_CELL, BlockKind.LIST_ITEM, BlockKind.HEADING])
def test_a_phrase_that_stands_alone_is_a_label_and_not_used(kind):
    cell = {"cell": Cell(1, 2, 1)} if kind is BlockKind.TABLE_CELL else {}
    assert found("Utilize", UTILIZE, kind=kind, **cell) == []
    assert len(found("We utilize firms", UTILIZE, kind=kind, **cell)) == 1


def test_the_wording_of_a_contract_is_left_alone():
    vocabulary = Vocabulary({"binding-words": frozenset({"shall", "§"})})
    text = "The seller shall utilize two firms. We utilize one."
    run = PhraseCheck().prepare([rule_of(UTILIZE)], Knowledge(vocabulary=vocabulary))
    assert [hit.start for hit in run(analysis_of(text), CONTEXT)] == [text.index("utilize one")]


def test_a_name_after_a_slash_is_a_name():
    entry = {"find": "next gen", "say": "new"}
    assert found("We chose between the old one and Flow/Next Gen in the spring.", entry) == []


@pytest.mark.parametrize("text", ["We begin and commence in May.", "Use and utilize it."])
def test_a_word_is_not_replaced_by_its_neighbour(text: str) -> None:
    from tests.support import lint_text

    assert lint_text(text, select=["jargon/wordy"]) == []


@pytest.mark.parametrize(
    "text", ["She wrote: “We did this in order to save money.”", 'It says "in order to win the bid" there.']
)
def test_quoted_words_are_left_alone(text: str) -> None:
    from tests.support import lint_text

    assert lint_text(text, select=["jargon/wordy"]) == []
    assert lint_text(text.translate(str.maketrans("", "", '“”"')), select=["jargon/wordy"])
