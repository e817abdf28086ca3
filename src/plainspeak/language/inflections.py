"""Inflected forms of English words: a table for the words that our rules use, lemminflect for all others."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parent / "data"

# Penn Treebank tags: base, present, third person, -ing, past, participle; singular and plural noun.
VERB_TAGS = ("VB", "VBP", "VBZ", "VBG", "VBD", "VBN")
NOUN_TAGS = ("NN", "NNS")
_BASE_TAGS = frozenset({"VB", "VBP", "NN"})


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = {}
    for name in ("inflections.json", "inflection-exceptions.json"):
        file = DATA / name
        if file.exists():
            for word, forms in json.loads(file.read_text(encoding="utf-8")).items():
                table.setdefault(word, {}).update(forms)
    return table


@lru_cache(maxsize=16384)
def forms(word: str, tag: str) -> tuple[str, ...]:
    """Give the forms of a base word, the usual one first; of a hyphenated word its last part changes.

    Args:
        word: The base form in lower case, as `analyze` or `method`.
        tag: One of `VERB_TAGS` or `NOUN_TAGS`.

    Returns:
        At least one form; the word itself where it has no other.
    """
    head, hyphen, last = word.rpartition("-")
    known = _table().get(last, {})
    if tag in known:
        found = tuple(known[tag])
    elif tag in _BASE_TAGS:
        found = (last,)
    else:
        found = computed_forms(last, tag)
    return tuple(head + hyphen + form for form in found)


@lru_cache(maxsize=4096)
def computed_forms(word: str, tag: str) -> tuple[str, ...]:
    """Give the forms that lemminflect knows or guesses. Slow at first use, for it imports spaCy."""
    from lemminflect import getInflection

    found = [form for form in getInflection(word, tag) if form.isalpha()]
    # Its tables list many countable nouns as their own plural too (methodologies, methodology).
    changed = [form for form in found if form != word] if tag == "NNS" else found
    return tuple(changed or found or [word])
