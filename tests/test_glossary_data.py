"""The glossary and the audiences that ship: well-formed, without contradictions, and plain."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

RULES = Path(__file__).resolve().parents[1] / "rules"
GLOSSARY_FILES = sorted((RULES / "glossary").glob("*.yml"))
AUDIENCE_FILES = sorted((RULES / "audiences").glob("*.yml"))
CHAIN = ("board", "executive", "business-unit", "it")
AMBIGUOUS = """
RAG MDM DR CD CI PM BI SOC PR MVP AM PO CA BA AD ADR IP AP AR DC CT GA HA IR RFC SA SME VAR CRA
"""
NOT_FOR_LEADERS = "API SLA UX WIP MVP AWS DNS PR PM SOC RTO RAG"
LIMITS = (
    *("grade", "sentence_words", "paragraph_words", "acronym_budget", "benefit_share"),
    *("term_level", "number_density"),
)
AT_LEAST = frozenset({"benefit_share"})  # limits that a document must reach, so that less is easier
CAPITALS = re.compile(r"\b(?:[A-Z]&[A-Z]|[A-Z]{2,}[A-Za-z0-9]*|[A-Za-z]+[A-Z][A-Za-z0-9]*)\b")


@cache
def load(path: Path) -> dict[str, Any]:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    assert isinstance(content, dict), path
    return content


def duplicate_keys(text: str) -> list[str]:
    found: list[str] = []
    pending = [yaml.compose(text, Loader=yaml.SafeLoader)]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            found += sorted({key for key in keys if keys.count(key) > 1})
            pending += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            pending += node.value
    return found


def letters_in_order(acronym: str, expansion: str) -> bool:
    rest = iter(expansion.casefold())
    return all(letter in rest for letter in acronym.casefold() if letter.isalpha())


@cache
def entries() -> dict[str, dict[str, Any]]:
    return {acronym: entry for path in GLOSSARY_FILES for acronym, entry in load(path).items()}


@cache
def audiences() -> dict[str, dict[str, Any]]:
    return {path.stem: load(path) for path in AUDIENCE_FILES}


def is_text(value: object) -> bool:
    return isinstance(value, str) and value == value.strip() != ""


def test_the_glossary_is_large() -> None:
    assert len(entries()) >= 480


@pytest.mark.parametrize("path", [*GLOSSARY_FILES, *AUDIENCE_FILES], ids=lambda path: path.stem)
def test_no_key_stands_twice_in_a_file(path: Path) -> None:
    assert duplicate_keys(path.read_text(encoding="utf-8")) == []


def test_duplicate_keys_are_seen() -> None:
    assert duplicate_keys("A: {x: 1, x: 2}\nA: 3\n") == ["A", "x"]


def test_no_acronym_stands_twice_in_all_files() -> None:
    homes: dict[str, list[str]] = {}
    for path in GLOSSARY_FILES:
        for acronym in load(path):
            homes.setdefault(str(acronym).casefold(), []).append(path.name)
    assert {acronym: files for acronym, files in homes.items() if len(files) > 1} == {}


@pytest.mark.parametrize("path", GLOSSARY_FILES, ids=lambda path: path.stem)
def test_entries_have_the_right_shape(path: Path) -> None:
    for acronym, entry in load(path).items():
        assert is_text(acronym), acronym
        assert set(entry) <= {"expansion", "plain", "also", "ambiguous"}, acronym
        assert is_text(entry.get("expansion")), acronym
        assert is_text(entry.get("plain")), acronym
        others = entry.get("also", [])
        assert isinstance(others, list), acronym
        assert all(is_text(other) for other in others), acronym
        assert entry.get("ambiguous", True) is True, f"{acronym}: leave `ambiguous` out when it is not"


def test_an_ambiguous_acronym_names_its_other_meanings() -> None:
    silent = [name for name, entry in entries().items() if entry.get("ambiguous") and not entry.get("also")]
    assert silent == []


def test_meanings_differ_from_each_other() -> None:
    for acronym, entry in entries().items():
        meanings = [text.casefold() for text in (entry["expansion"], *entry.get("also", []))]
        assert len(set(meanings)) == len(meanings), acronym
        assert entry["plain"].casefold() not in meanings, acronym


def test_nobody_guesses_what_has_two_common_meanings() -> None:
    glossary = entries()
    assert [acronym for acronym in AMBIGUOUS.split() if not glossary[acronym].get("ambiguous")] == []


def test_expansions_spell_their_acronyms() -> None:
    glossary = entries()
    misfits = [name for name, entry in glossary.items() if not letters_in_order(name, entry["expansion"])]
    assert len(misfits) <= 0.01 * len(glossary), misfits


def test_plain_words_are_short_and_hold_no_acronym_that_a_board_would_not_know() -> None:
    known = set(audiences()["board"]["known"])
    for acronym, entry in entries().items():
        plain = entry["plain"]
        strange = [word for word in CAPITALS.findall(plain) if word not in known]
        assert strange == [], f"{acronym}: {plain}"
        assert len(plain.split()) <= 16, f"{acronym}: {plain}"
        assert not plain.endswith("."), acronym


def test_the_audiences_form_one_chain() -> None:
    found = audiences()
    assert set(found) == set(CHAIN)
    assert [found[name].get("extends") for name in CHAIN] == [None, *CHAIN[:-1]]
    for name, audience in found.items():
        assert set(audience) <= {"title", "extends", "known", "limits", "rules"}, name
        assert is_text(audience["title"]), name
        assert all(is_text(acronym) for acronym in audience["known"]), name
        assert set(audience["rules"].values()) <= {"error", "warning", "suggestion", "off"}, name


def test_no_audience_repeats_what_it_takes_over() -> None:
    along = [acronym for name in CHAIN for acronym in audiences()[name]["known"]]
    assert sorted({acronym for acronym in along if along.count(acronym) > 1}) == []


def test_a_more_technical_audience_never_gets_a_tighter_limit() -> None:
    found = audiences()
    now: dict[str, float] = {}
    for name in CHAIN:
        limits = found[name]["limits"]
        assert set(limits) <= set(LIMITS), name
        for limit, value in limits.items():
            assert type(value) in {int, float}, (name, limit)
            easier = value <= now.get(limit, value) if limit in AT_LEAST else value >= now.get(limit, 0)
            assert easier, (name, limit)
        now |= limits
        assert set(now) == set(LIMITS), name


def test_what_only_technical_readers_know_is_in_the_glossary() -> None:
    glossary = {acronym.casefold() for acronym in entries()}
    for name in ("executive", "business-unit", "it"):
        unknown = [acronym for acronym in audiences()[name]["known"] if acronym.casefold() not in glossary]
        assert unknown == [], name


def test_leaders_are_not_taken_to_know_technical_acronyms() -> None:
    known = {*audiences()["board"]["known"], *audiences()["executive"]["known"]}
    assert known.isdisjoint(NOT_FOR_LEADERS.split())
