"""Concepts are found where they are meant: in every form, not in other senses, the longest one first."""

from __future__ import annotations

import pytest

from plainspeak.language.concepts import ConceptTable
from plainspeak.language.phrase_forms import expand
from plainspeak.language.pipeline import analyse
from plainspeak.readers import read_document
from tests.support import library


def named(text: str) -> list[tuple[str, str]]:
    knowledge = library().knowledge
    table = ConceptTable(knowledge.concepts, knowledge.ambiguous)
    analysis = analyse(read_document(text.encode(), "draft.md"), knowledge.vocabulary, frozenset(), table)
    blocks = [passage.block.text for passage in analysis.passages]
    return [(use.concept.id, blocks[use.passage][use.start : use.end]) for use in analysis.concepts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Load balancers share the visitors.", [("load-balancing", "Load balancers")]),
        ("The redundant firewall pair is old.", [("firewall-pair", "redundant firewall pair")]),
        ("We want single sign-on by May.", [("single-sign-on", "single sign-on")]),
        ("SSO comes in May.", [("single-sign-on", "SSO")]),
        ("The sso of the village sang.", []),
        ("A shipping container came in.", []),
        ("The wagons were coupled to a cluster of grapes.", []),
    ],
)
def test_what_is_named(text, found):
    assert named(text) == found


def test_a_short_form_that_the_document_explains_otherwise_is_not_meant():
    assert named("The Society of Senior Organists (SSO) met. The SSO sang.") == []


def test_every_concept_is_found_by_its_forms():
    knowledge = library().knowledge
    assert len(knowledge.concepts) >= 220
    table = ConceptTable(knowledge.concepts)
    for concept in knowledge.concepts.values():
        near = expand(concept.needs[0])[0] if concept.needs else "thing"
        said = [expand(form)[0] for form in (*concept.forms, *concept.verbs)] + list(concept.short)
        text = "\n\n".join(f"{form} and {near}." for form in said)
        document = read_document(text.encode(), "draft.txt")
        found = analyse(document, knowledge.vocabulary, frozenset(), table).concepts
        assert concept.id in {use.concept.id for use in found}, concept.id
