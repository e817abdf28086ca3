"""Document → Analysis: tokens by spaCy, sentences by its tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from plainspeak.language.analysis import Analysis, Passage, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from plainspeak.document import Document
    from plainspeak.knowledge import Vocabulary

_CLOSERS = frozenset({")", "]", "}", '"', "'", "”", "’", "»", "*", "_"})
_OPENERS = frozenset("([{\"'“‘«—–-*•")
# spaCy's tokenizer takes quadratic time on one unbroken run, which no reader could read either.
_LONG_RUN = re.compile(r"\S{200,}")
_DASHES = str.maketrans({"—": " ", "–": " "})


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Load the tokenizer once a process."""
    import spacy

    return spacy.blank("en")


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    never_end: frozenset[str]
    end_before_capital: frozenset[str]


def analyse(document: Document, vocabulary: Vocabulary) -> Analysis:
    """Tokenise a document's prose and split it into sentences."""
    return Analysis(document, tuple(_passages(document, vocabulary)), vocabulary)


def _passages(document: Document, vocabulary: Vocabulary) -> Iterator[Passage]:
    nlp = pipeline()
    abbreviations = _Abbreviations(
        vocabulary.words("abbreviations"), vocabulary.words("closing-abbreviations")
    )
    for index, block in document.prose_blocks():
        doc = nlp.make_doc(_LONG_RUN.sub(_shortened, block.prose))
        masked = frozenset(mask.start for mask in block.masks)
        yield Passage(index, block, doc, tuple(_sentences(doc, masked, abbreviations)))


def _shortened(run: re.Match[str]) -> str:
    """Stand in for an unbroken run: one word and, so that offsets stay, spaces."""
    return "x".ljust(len(run[0]))


def count_words(text: str) -> int:
    """Count what a reader would call words: runs without white space that hold a letter or digit."""
    return sum(any(map(str.isalnum, chunk)) for chunk in text.translate(_DASHES).split())


def _sentences(doc: Doc, masked: frozenset[int], abbreviations: _Abbreviations) -> Iterator[Sentence]:
    text = doc.text
    tokens = [token.text for token in doc]
    starts = [token.idx for token in doc]
    first = 0
    for position in range(1, len(tokens) + 1):
        if position < len(tokens):
            spaced = starts[position] > starts[position - 1] + len(tokens[position - 1])
            if not (spaced and _ends_before(tokens, starts, position, masked, abbreviations)):
                continue
        start, end = starts[first], starts[position - 1] + len(tokens[position - 1])
        yield Sentence(start, end, first, position, count_words(text[start:end]))
        first = position


def _ends_before(
    tokens: Sequence[str],
    starts: Sequence[int],
    position: int,
    masked: frozenset[int],
    abbreviations: _Abbreviations,
) -> bool:
    """Tell whether a sentence ends just before the token at `position`, which follows a space."""
    last = position - 1
    while last > 0 and tokens[last] in _CLOSERS:
        last -= 1
    ending = tokens[last]
    if ending[-1] not in ".!?…。":
        return False
    if ending == "." and last > 0 and starts[last] == starts[last - 1] + len(tokens[last - 1]):
        ending = tokens[last - 1] + "."
    if ending in abbreviations.never_end or _is_initial(ending):
        return False
    following = tokens[position]
    if following[0] in _OPENERS and position + 1 < len(tokens):
        position, following = position + 1, tokens[position + 1]
    if ending in {"…", "..."} or ending in abbreviations.end_before_capital:
        return following[0].isupper()
    # Of what is masked nobody knows whether it begins with a capital.
    return starts[position] in masked or not following[0].islower()


def _is_initial(token: str) -> bool:
    """Tell whether a token is the first letter of a name, as in "J. Smith"."""
    return len(token) == 2 and token[0].isupper() and token[1] == "."
