"""Document → Analysis: tokens by spaCy, sentences by its tokens."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from plainspeak.language.analysis import Analysis, Passage, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from plainspeak.document import Document
    from plainspeak.knowledge import Vocabulary

_ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!!", "!?", "。"})
_CLOSERS = frozenset({")", "]", "}", '"', "'", "”", "’", "»", "*", "_"})
_OPENERS = frozenset("([{\"'“‘«—–-*•")
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
        doc = nlp.make_doc(block.prose)
        yield Passage(index, block, doc, tuple(_sentences(doc, abbreviations)))


def count_words(text: str) -> int:
    """Count what a reader would call words: runs without white space that hold a letter or digit."""
    return sum(any(map(str.isalnum, chunk)) for chunk in text.translate(_DASHES).split())


def _sentences(doc: Doc, abbreviations: frozenset[str]) -> Iterator[Sentence]:
    first = 0
    text = doc.text
    position, size = 0, len(doc)
    while position < size:
        position += 1
        if position < size and not _ends_before(doc, position, abbreviations):
            continue
        span = doc[first:position]
        yield Sentence(
            span.start_char,
            span.end_char,
            first,
            position,
            count_words(text[span.start_char : span.end_char]),
        )
        first = position


def _ends_before(doc: Doc, position: int, abbreviations: frozenset[str]) -> bool:
    """Tell whether a sentence ends just before the token at `position`."""
    if not doc[position - 1].whitespace_:
        return False
    following = doc[position].text
    last = position - 1
    while last > 0 and doc[last].text in _CLOSERS:
        last -= 1
    text = doc[last].text
    if text not in _ENDS and not (len(text) > 1 and text[-1] in ".!?"):
        return False
    if text not in _ENDS and text in abbreviations:
        return False
    if (
        text == "."
        and last > 0
        and doc[last - 1].text + "." in abbreviations
        and not doc[last - 1].whitespace_
    ):
        return False
    if following[0] in _OPENERS and position + 1 < len(doc):
        following = doc[position + 1].text
    if text in {"…", "..."}:
        return following[0].isupper()
    return not following[0].islower()


def sentence_text(passage: Passage, sentence: Sentence) -> str:
    """Give a sentence's text as it stands in its block."""
    return passage.block.text[sentence.start : sentence.end]
