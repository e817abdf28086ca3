from __future__ import annotations

import pytest
from pydantic import ValidationError

from plainspeak.checks.pattern import PatternCheck, PatternOptions
from plainspeak.document import BlockKind, Document
from plainspeak.finding import Severity
from plainspeak.knowledge import Knowledge, Vocabulary
from plainspeak.language.pipeline import analyse
from plainspeak.readers.build import BlockBuilder
from plainspeak.rule import Rule
from plainspeak.source import Source


def hits_of(text, *patterns, **block):
    options = PatternOptions.model_validate({"patterns": list(patterns)})
    rule = Rule("pack/rule", "pattern", "{text}", "why", "source", Severity.SUGGESTION, options)
    builder = BlockBuilder()
    builder.literal(text, 0)
    document = Document(Source("x.md", text), "markdown", (builder.build(BlockKind.PARAGRAPH, **block),))
    analysis = analyse(document, Vocabulary({}))
    return list(PatternCheck().prepare([rule], Knowledge())(analysis, None))


def found(text, *patterns, **block):
    return [text[hit.start : hit.end] for hit in hits_of(text, *patterns, **block)]


QUARTER = {"match": r"\bQ[1-4]\b", "advice": "give the dates"}


def test_marks_what_the_expression_matches_without_regard_to_capitals():
    assert found("Due in q3 or Q4.", QUARTER) == ["q3", "Q4"]


def test_group_one_is_what_is_marked_and_offsets_are_characters():
    entry = {"match": r"\bby (the end of \w+)", "say": "on a date"}
    text = "Größe: über 100 €, by the end of May; 🙂 by the end of June."
    assert found(text, entry) == ["the end of May", "the end of June"]


def test_a_group_that_took_no_part_marks_nothing():
    assert found("alpha beta", {"match": r"alpha|(beta)", "advice": "x"}) == ["beta"]


def test_an_edge_inside_a_word_is_refused():
    assert found("café caf", {"match": r"\bcaf\b", "advice": "x"}) == ["caf"]
    assert found("éa a", {"match": r"\ba\b", "advice": "x"}) == ["a"]


def test_unless_keeps_it_silent():
    entry = {**QUARTER, "unless": r"Q\d report"}
    assert found("The Q3 report is due in Q4.", entry) == ["Q4"]


def test_masked_and_quoted_text_stays_silent():
    entry = {"match": r"see \S+", "advice": "x"}
    assert found("see https://example.org/q", entry) == []
    assert found("see page", entry, quoted=True) == []


def test_suggestions_keep_capitals_and_are_never_safe():
    [hit] = hits_of("Not un-important.", {"match": r"not un-important", "say": ["vital", "important"]})
    assert [(one.text, one.replacement, one.safe) for one in hit.suggestions] == [
        ("Vital", True, False),
        ("Important", True, False),
    ]
    assert hit.values == {"suggestion": "Vital", "advice": "say “Vital” or “Important”"}
    [hit] = hits_of("Due in Q3.", QUARTER)
    assert hit.values == {"suggestion": "", "advice": "give the dates"}


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"match": "(a", "advice": "x"}, "no regular expression"),
        ({"match": "a(?=b)", "advice": "x"}, "look-around"),
        ({"match": r"(a)\1", "advice": "x"}, "backreferences"),
        ({"match": "a", "advice": "x", "unless": "b)"}, "no regular expression"),
        ({"match": "a*", "advice": "x"}, "empty text"),
        ({"match": "a"}, "needs `say`"),
    ],
)
def test_mistakes_in_a_rule_are_named(entry, says):
    with pytest.raises(ValidationError) as caught:
        hits_of("text", entry)
    assert says in str(caught.value)


def test_an_expression_that_tries_every_way_still_answers_right():
    text = "a" * 100_000
    entry = {"match": r"(?:a|aa)+$", "advice": "x"}
    assert found(text, entry) == [text]
    assert found(text + "!", entry) == []
