"""Document → Analysis: tokens by spaCy, sentences by its tokens."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from plainspeak.language.analysis import Analysis, Passage
from plainspeak.language.asides import mark_asides
from plainspeak.language.sentences import SentenceSplitter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from plainspeak.document import Document
    from plainspeak.knowledge import Vocabulary
    from plainspeak.language.concepts import ConceptTable

# spaCy's tokenizer takes quadratic time on one unbroken run, which no reader could read either.
_LONG_RUN = re.compile(r"\S{200,}")


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Load the tokenizer once a process."""
    import spacy

    return spacy.blank("en")


def analyse(
    document: Document,
    vocabulary: Vocabulary,
    needs: frozenset[str] = frozenset(),
    concepts: ConceptTable | None = None,
) -> Analysis:
    """Tokenise a document's prose, split it into sentences and mark what is not its author's."""
    document = mark_asides(document, vocabulary)
    return Analysis(document, tuple(_passages(document, vocabulary)), vocabulary, needs, concepts)


def _passages(document: Document, vocabulary: Vocabulary) -> Iterator[Passage]:
    nlp = pipeline()
    splitter = SentenceSplitter(vocabulary)
    for index, block in document.prose_blocks():
        doc = nlp.make_doc(_LONG_RUN.sub(_shortened, block.prose))
        masked = frozenset(mask.start for mask in block.masks)
        yield Passage(index, block, doc, tuple(splitter.split(doc, masked)))


def _shortened(run: re.Match[str]) -> str:
    """Stand in for an unbroken run: one word and, so that offsets stay, spaces."""
    return "x".ljust(len(run[0]))
