"""How a replacement is fitted to the passage that it replaces: capitals and articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainspeak.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

# How the letter sounds at the start of most words; h, o and u go both ways (hour, one, use).
_VOWELS = frozenset("aei")
_UNSURE = frozenset("hou")


def with_capitals_of(found: str, replacement: str) -> str:
    """Write a replacement as the passage is written: ALL CAPS, Capital first, or as it is."""
    letters = [letter for letter in found if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return replacement.upper()
    if letters and letters[0].isupper():
        return replacement[:1].upper() + replacement[1:]
    return replacement


def fits_article(before: str, replacement: str) -> bool:
    """Tell whether the word before a passage still fits: `a` before a consonant, `an` before a vowel."""
    if before not in {"a", "an"}:
        return True
    first = replacement[:1].lower()
    return first not in _UNSURE and (first in _VOWELS) == (before == "an")


def suggestions(found: str, says: Sequence[str], before: str, *, safe: bool) -> tuple[Suggestion, ...]:
    """Give the replacements of a passage, the best first; only the first may be safe.

    Args:
        found: The passage.
        says: Replacements in lower case.
        before: The word before the passage in lower case, or nothing.
        safe: Whether the rule calls the first replacement safe.
    """
    made = []
    for number, say in enumerate(says):
        text = with_capitals_of(found, say)
        fits = fits_article(before, say)
        made.append(Suggestion(text, replacement=fits, safe=safe and fits and number == 0))
    return tuple(made)
