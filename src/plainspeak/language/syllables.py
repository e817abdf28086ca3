"""Syllables by the CMU Pronouncing Dictionary, and textstat with that dictionary in its hands.

textstat asks NLTK for the same dictionary and downloads it at first use. plainspeak never goes
online, so it ships the dictionary's syllable counts (made by `tools/make_syllables.py`) and hands
them over where textstat asks.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_TABLE = Path(__file__).parent / "data" / "syllables.txt"
# textstat counts the phones that end in a stress digit and looks at nothing else.
_PRONUNCIATIONS = [[["AH0"] * count] for count in range(10)]


@lru_cache(maxsize=1)
def _lines() -> list[str]:
    # Splitting takes a third of the time that filling a dictionary would.
    return _TABLE.read_text(encoding="ascii").splitlines()


def syllables(word: str) -> int | None:
    """Count the syllables of a word in small letters, or give None where the dictionary lacks it."""
    key = f"{word} "
    lines = _lines()
    position = bisect_left(lines, key)
    if position < len(lines) and lines[position].startswith(key):
        return int(lines[position][-1])
    return None


class _Pronunciations:
    """What textstat takes for NLTK's dictionary: word → list of pronunciations."""

    def __getitem__(self, word: str) -> list[list[str]]:
        count = syllables(word)
        if count is None:
            raise KeyError(word)
        return _PRONUNCIATIONS[count]


@lru_cache(maxsize=1)
def textstat_with_own_dictionary() -> Any:
    """Give textstat's functions for English, counting syllables by the shipped dictionary, offline.

    Words that it lacks are counted by pyphen, as textstat always does.

    Raises:
        RuntimeError: This version of textstat asks for the dictionary in no place that is known.
    """
    textstat = _import_textstat()
    dictionary = _Pronunciations()

    def get_cmudict(lang: str) -> _Pronunciations | None:
        return dictionary if lang.partition("_")[0] == "en" else None

    doors = [module for name, module in _backend() if hasattr(module, "get_cmudict")]
    for module in doors:
        vars(module)["get_cmudict"] = get_cmudict
    if "textstat.backend.counts._count_syllables" not in {module.__name__ for module in doors}:
        raise RuntimeError("this textstat asks for its dictionary elsewhere; install textstat 0.7.13")
    forget_texts()
    # An own instance: whatever else in the process sets textstat's language does not matter here.
    return type(textstat.textstat)()


def forget_texts() -> None:
    """Empty textstat's caches of texts: they hold the last 128 texts and all their words in memory."""
    for empty in _cache_clears():
        empty()


@lru_cache(maxsize=1)
def _cache_clears() -> list[Callable[[], None]]:
    return list(
        {
            id(member): member.cache_clear
            for name, module in _backend()
            if ".utils" not in name  # the word list and the hyphenation patterns are to stay
            for member in vars(module).values()
            if hasattr(member, "cache_clear")
        }.values()
    )


def _backend() -> list[tuple[str, ModuleType]]:
    return [(name, module) for name, module in sys.modules.items() if name.startswith("textstat.backend")]


def _import_textstat() -> Any:
    """Import textstat without NLTK, which takes ten times as long and would serve the dictionary only.

    While textstat is imported, an empty module stands where NLTK would; afterwards it is gone, so
    that whoever wants NLTK gets the real one.
    """
    if "textstat" in sys.modules or "nltk" in sys.modules:
        import textstat

        return textstat
    stub = ModuleType("nltk")
    sys.modules["nltk"] = stub
    try:
        import textstat
    except ImportError:
        # A textstat that wants more of NLTK gets the real one.
        del sys.modules["nltk"]
        import textstat
    finally:
        if sys.modules.get("nltk") is stub:
            del sys.modules["nltk"]
    return textstat
