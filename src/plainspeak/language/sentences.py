"""Where sentences end: by rules on spaCy's tokens and lists of short forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.language.analysis import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from plainspeak.knowledge import Vocabulary

_CLOSERS = ")]}\"'”’»*_"
_OPENERS = "([{\"'“‘«—–-*•_"
_STOPS = frozenset(".!?…。")
_DASHES = str.maketrans({"—": " ", "–": " "})
# What no sentence begins with: “Where is it?” = 41% of calls; “Slow.” – a customer
_CARRYING_SIGNS = frozenset("=+&/|→⇒<>≤≥≈,;:")
_LONE_DASHES = frozenset({"-", "–", "—", "--"})
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_a-z]\.")
# "2.", "4.1.", "Q1.", "(b.", "A.", "iv." before what they count
_ENUMERATOR = re.compile(r"[(\[*_]*(?:[A-Z]?\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z]|[ivx]{1,4}|[IVX]{1,4})\.[*_]*")
_SMALL_ENUMERATOR = re.compile(r"[a-z]\.")
_FIRST_ENUMERATORS = frozenset({"1.", "a.", "A.", "i.", "I."})
_LONGEST_CHUNK = 200


def count_words(text: str) -> int:
    """Count what a reader would call words: runs without white space that hold a letter or digit."""
    return sum(any(map(str.isalnum, chunk)) for chunk in text.translate(_DASHES).split())


@dataclass(frozen=True, slots=True)
class _Gap:
    """White space where a sentence may end: the chunks on both sides, and what is known around them."""

    before: str
    after: str
    beyond: str  # the chunk behind `after`
    label: str  # the chunk before `before`
    opens: bool  # whether `before` is the first chunk of its sentence
    labelled: bool  # whether `label` is
    masked: bool  # whether `after` begins with what is no prose


class SentenceSplitter:
    """Splits text at white space, by what stands on its two sides."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._never = vocabulary.words("abbreviations")
        self._closing = vocabulary.words("closing-abbreviations")
        self._names = vocabulary.words("name-abbreviations")
        self._openers = vocabulary.words("sentence-openers")
        self._carrying = vocabulary.words("carrying-words")
        self._labels = vocabulary.words("number-labels")
        self._words = vocabulary.words("english-words")

    def split(self, doc: Doc, masked: frozenset[int]) -> Iterator[Sentence]:
        """Give the sentences of a Doc, in order, covering every token.

        Args:
            doc: The tokens of a block.
            masked: Offsets at which a masked stretch begins.
        """
        text = doc.text
        tokens = [token.text for token in doc]
        starts = [token.idx for token in doc]
        first = 0
        for position in self._ends(text, tokens, starts, masked):
            start, end = starts[first], starts[position - 1] + len(tokens[position - 1])
            yield Sentence(start, end, first, position, count_words(text[start:end]))
            first = position

    def _ends(self, text: str, tokens: list[str], starts: list[int], masked: frozenset[int]) -> Iterator[int]:
        """Give the number of tokens up to the end of each sentence."""
        if not tokens:
            return
        chunk_start, opens, labelled, number, label = starts[0], True, False, 0, ""
        for position in range(1, len(tokens)):
            start, end = starts[position], starts[position - 1] + len(tokens[position - 1])
            if start == end:
                continue
            before = text[max(chunk_start, end - _LONGEST_CHUNK) : end]
            ends = False
            if before.rstrip(_CLOSERS)[-1:] in _STOPS:
                gap = _Gap(before, *_two_chunks(text, start), label, opens, labelled, start in masked)
                count = _count(gap, number)
                number = count or number
                ends = not count and self._ends_at(gap)
            if ends:
                yield position
            label, labelled, opens, chunk_start = before, opens, ends, start
        yield len(tokens)

    def _ends_at(self, gap: _Gap) -> bool:
        """Tell whether a sentence ends at a gap whose chunk before it ends with a stop."""
        bare = gap.before.rstrip(_CLOSERS)
        closed = bare != gap.before
        ending = bare.lstrip(_OPENERS)
        following = gap.after.lstrip(_OPENERS) or gap.beyond
        if gap.after[0] in _CARRYING_SIGNS or (closed and gap.after in _LONE_DASHES):
            return False
        if (
            not gap.opens and gap.before[0] == "(" and gap.before[-1] == ")"
        ):  # "Col. (ret.) Hale", "this (sic!)"
            return False
        short = self._short_form_ends(ending, following, gap)
        if short is not None:
            return short and gap.after not in _LONE_DASHES
        if ending.endswith(("…", "...")):
            return following[0].isupper()
        # Of what is masked nobody knows whether it begins with a capital.
        if gap.masked or _may_open(gap.after, following, gap.beyond):
            return True
        return not closed and (ending[-1] in "!?" or ending[:-1].casefold() in self._words)

    def _short_form_ends(self, ending: str, following: str, gap: _Gap) -> bool | None:
        """Tell whether a sentence ends after a short form; None where it is none."""
        last = re.split(r"[–—/(-]", ending)[-1]
        exact = {ending, last}
        small = {ending.lower(), last.lower()}
        # In capitals "CA." and "EST." are a state and a time zone.
        if not self._never.isdisjoint(exact if ending.isupper() else exact | small):
            return False
        word = following.rstrip(".,;:!?").replace("’", "'").casefold()
        opener = following[0].isupper() and word in self._openers
        counted = ending[:-1].isdigit() or len(ending) == 2
        if counted and _ENUMERATOR.fullmatch(ending) and gap.label.casefold() in self._labels:
            # "Step 2. Pay the bill" is one, "we took option B. Costs fell" is two.
            return opener if gap.labelled else None
        if any(map(_INITIALS.fullmatch, exact)) or not self._names.isdisjoint(exact | small):
            return opener
        if not self._closing.isdisjoint(exact | small):
            return opener or self._ends_before(following)
        return None

    def _ends_before(self, following: str) -> bool:
        """Tell whether a short form that may end a sentence does so before a chunk."""
        bare = following.rstrip(".,;:!?)")
        return (
            following[0].isupper()
            and len(bare) > 1
            and not any(map(str.isdigit, bare))
            and self._carrying.isdisjoint((bare.casefold(), bare.casefold() + "."))
        )


def _two_chunks(text: str, start: int) -> tuple[str, str]:
    """Give the chunk at `start` and the one behind it, as far as they are needed."""
    chunks = text[start : start + _LONGEST_CHUNK].split(None, 2) or ["-"]
    return chunks[0], chunks[1] if len(chunks) > 1 else chunks[0]


def _may_open(after: str, following: str, beyond: str) -> bool:
    """Tell whether a chunk looks like the first of a sentence."""
    if not following[0].islower():
        return True
    if _SMALL_ENUMERATOR.fullmatch(after):
        return beyond[0].isupper()
    # A name such as iPad or v2.4
    return any(letter.isupper() or letter.isdigit() for letter in following)


def _count(gap: _Gap, number: int) -> int:
    """Give the number of an enumerator, which belongs to what follows it; 0 where the chunk is none."""
    if not _ENUMERATOR.fullmatch(gap.before):
        return 0
    bare = gap.before.strip("([*_.")
    value = int(bare) if bare.isdigit() else 0
    if gap.opens or (gap.label.endswith(":") and gap.before in _FIRST_ENUMERATORS):
        return value or 1
    return value if value > 1 and value == number + 1 else 0
