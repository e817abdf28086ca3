"""Document → Analysis: tokens by spaCy, sentences by its tokens."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from plainspeak.language.analysis import Analysis, Passage, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from plainspeak.document import Document
    from plainspeak.knowledge import Vocabulary

_ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!!", "!?", "。"})
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


def analyse(document: Document, vocabulary: Vocabulary) -> Analysis:
    """Tokenise a document's prose and split it into sentences."""
    return Analysis(document, tuple(_passages(document, vocabulary)), vocabulary)


def _passages(document: Document, vocabulary: Vocabulary) -> Iterator[Passage]:
    nlp = pipeline()
    abbreviations = vocabulary.words("abbreviations")
    for index, block in document.prose_blocks():
        doc = nlp.make_doc(_LONG_RUN.sub(_shortened, block.prose))
        yield Passage(index, block, doc, tuple(_sentences(doc, abbreviations)))


def _shortened(run: re.Match[str]) -> str:
    """Stand in for an unbroken run: one word and, so that offsets stay, spaces."""
    return "x".ljust(len(run[0]))


def count_words(text: str) -> int:
    """Count what a reader would call words: runs without white space that hold a letter or digit."""
    return sum(any(map(str.isalnum, chunk)) for chunk in text.translate(_DASHES).split())


def _sentences(doc: Doc, abbreviations: frozenset[str]) -> Iterator[Sentence]:
    text = doc.text
    tokens = [token.text for token in doc]
    starts = [token.idx for token in doc]
    first = 0
    for position in range(1, len(tokens) + 1):
        if position < len(tokens):
            spaced = starts[position] > starts[position - 1] + len(tokens[position - 1])
            if not (spaced and _ends_before(tokens, starts, position, abbreviations)):
                continue
        start, end = starts[first], starts[position - 1] + len(tokens[position - 1])
        yield Sentence(start, end, first, position, count_words(text[start:end]))
        first = position


def _ends_before(
    tokens: Sequence[str], starts: Sequence[int], position: int, abbreviations: frozenset[str]
) -> bool:
    """Tell whether a sentence ends just before the token at `position`, which follows a space."""
    last = position - 1
    while last > 0 and tokens[last] in _CLOSERS:
        last -= 1
    ending = tokens[last]
    if ending[-1] not in ".!?…。":
        return False
    if ending not in _ENDS and (ending in abbreviations or _is_initial(ending)):
        return False
    joined = last > 0 and starts[last] == starts[last - 1] + len(tokens[last - 1])
    if ending == "." and joined and tokens[last - 1] + "." in abbreviations:
        return False
    following = tokens[position]
    if following[0] in _OPENERS and position + 1 < len(tokens):
        following = tokens[position + 1]
    if ending in {"…", "..."}:
        return following[0].isupper()
    return not following[0].islower()


def _is_initial(token: str) -> bool:
    """Tell whether a token is the first letter of a name, as in "J. Smith"."""
    return len(token) == 2 and token[0].isupper() and token[1] == "."


def sentence_text(passage: Passage, sentence: Sentence) -> str:
    """Give a sentence's text as it stands in its block."""
    return passage.block.text[sentence.start : sentence.end]
