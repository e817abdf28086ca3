"""Words that somebody else said: stretches between quotation marks."""

from __future__ import annotations

import re

# Short ones name a thing ("so-called"); from three words on somebody is quoted. Linear: no two repeats meet.
# A quotation of several paragraphs closes only in its last.
_QUOTED = re.compile(r"“[^“”\"]{8,}(?:[”\"]|\Z)|(?<!\w)\"(?=\S)[^\"\n]{8,600}(?<=\S)\"|«[^«»]{8,}»")
_FEWEST_WORDS = 3


def quotations(text: str) -> list[tuple[int, int]]:
    """Give the spans of quoted words in a text, marks included, in order."""
    if not any(mark in text for mark in '“"«'):
        return []
    return [match.span() for match in _QUOTED.finditer(text) if len(match[0].split()) >= _FEWEST_WORDS]


def is_quoted(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a span lies within one of the quotations."""
    return any(first <= start and end <= last for first, last in spans)
