"""What in a long sentence weighs: its words without asides, quotations, labels, names and listed items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.language.readability import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.document import Block
    from plainspeak.language.analysis import Sentence

_GLUED = re.compile(r"[A-Za-z)][.!?][A-Z][a-z]")  # "…the end.The next…": two sentences, a space short
_SEVERAL = re.compile(r"[?!…] |\| | [•·] ")  # questions, cells or bullets that stand in one line
_CLAUSE = re.compile(r"\b[A-Z]{2,6} \d{1,4}[.-]\d")  # a numbered clause of a law or standard
# A quotation that goes on in the next paragraph is left open here.
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*\"")
_SEPARATOR = re.compile(r"[,;] ")
_LABEL = re.compile(r"[^.,;:]{1,60}?(?:: | [–—-] )")
_ITEM_WORDS = 5  # a listed item of so many words is read at a glance
_LABEL_WORDS = 7


def is_prose(text: str, unless: Sequence[str]) -> bool:
    """Tell whether a stretch is one that somebody wrote to be read: no citation, no row of names."""
    if _GLUED.search(text) or _CLAUSE.search(text) or any(mark in text for mark in unless):
        return False
    if text[0] in "\"“'‘«" and text.rstrip(".")[-1] in "\"”'’»":
        return False
    words = [word.lstrip("(\"“'‘[")[:1] for _, word in words_in(text)]
    return sum(map(str.islower, words)) >= 0.6 * len(words)


def is_one(text: str) -> bool:
    """Tell whether a sentence holds no questions, cells or bullets that end within it."""
    return not _SEVERAL.search(text.rstrip())


def quoted_words(block: Block) -> int:
    """Count the words of a block that somebody else wrote: quotations, titles of other pages."""
    skipped = _quoted(block.prose, 0, block)
    return sum(skipped[start] for start, _ in words_in(block.prose))


def weight(block: Block, sentence: Sentence) -> float:
    """Count the words of a sentence that a reader must hold in mind until its end.

    Asides in brackets and quoted words count nothing, nor does a label at the start ("Costs: …"); a
    name of several words counts one, and so does each short item of a list. After a colon the
    reader starts afresh, so the lighter side of it counts half. Takes linear time.
    """
    text = block.prose[sentence.start : sentence.end]
    spots = list(_weights(text, _quoted(text, sentence.start, block)))
    colon = text.find(": ", _label_end(text))
    if colon == -1:
        return sum(value for _, value in spots)
    before = sum(value for start, value in spots if start < colon)
    after = sum(value for start, value in spots if start > colon)
    return max(before, after) + min(before, after) / 2


def _quoted(text: str, offset: int, block: Block) -> list[bool]:
    """Tell for each character of `text`, at `offset` in its block, whether it is in somebody else's words."""
    quoted = [False] * len(text)
    for match in _QUOTED.finditer(text):
        quoted[match.start() : match.end()] = [True] * len(match[0])
    for aside in block.asides:
        start, end = max(aside.start - offset, 0), min(aside.end - offset, len(text))
        if start < end:
            quoted[start:end] = [True] * (end - start)
    return quoted


def _weights(text: str, quoted: Sequence[bool]) -> Iterator[tuple[int, float]]:
    """Give each word that weighs anything, with its offset."""
    bracketed = depths(text)
    label = _label_end(text)
    listed = _listed(text)
    named = False
    for start, word in words_in(text):
        if start < label or bracketed[start] or quoted[start]:
            continue
        first = word.lstrip("\"“'‘[")[:1]
        is_name = (first.isupper() and word != "I") or first.isdigit()
        value = 1.0
        if named and is_name:
            value = 0.0  # the second word of a name or date
        if listed[start]:
            value /= listed[start]
        # A mark after a name ends it.
        named = is_name and start > 0 and word[-1].isalnum()
        if value:
            yield start, value


def _label_end(text: str) -> int:
    """Give where the sentence after a label begins ("Costs: we pay…"), else 0."""
    label = _LABEL.match(text)
    return label.end() if label and len(label[0].split()) <= _LABEL_WORDS else 0


def depths(text: str) -> list[int]:
    """Give for each character how many brackets are open there."""
    found, depth = [], 0
    for character in text:
        if character in "([":
            depth += 1
        found.append(depth)
        if character in ")]":
            depth = max(0, depth - 1)
    return found


def segments(text: str) -> list[tuple[int, int]]:
    """Give the stretches between commas and semicolons that stand outside brackets."""
    inside = depths(text)
    bounds, start = [], 0
    for match in _SEPARATOR.finditer(text):
        if not inside[match.start()]:
            bounds.append((start, match.start()))
            start = match.end()
    return [*bounds, (start, len(text))]


def _listed(text: str) -> list[int]:
    """Give for each character the words of the listed item that it belongs to, 0 outside lists."""
    sizes = [0] * len(text)
    bounds = segments(text)
    words = [len(text[start:end].split()) for start, end in bounds]
    # The first segment leads into a list and the last may lead out of it; only those between are items.
    short = [0 < number < len(bounds) and words[number] <= _ITEM_WORDS for number in range(len(bounds))]
    for number, (start, end) in enumerate(bounds):
        neighbours = short[max(0, number - 1) : number] + short[number + 1 : number + 2]
        if short[number] and any(neighbours):
            sizes[start:end] = [words[number]] * (end - start)
    return sizes
