"""What the language layer knows about a document, worked out once and only when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from plainspeak.knowledge import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from plainspeak.document import Block, Document
    from plainspeak.language.acronyms import AcronymTable
    from plainspeak.language.readability import Readability
    from plainspeak.language.talk import Talk
    from plainspeak.language.talk_context import TalkView


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence within a block: characters `start:end` of the block's text, tokens `first:last` of its Doc.

    `words` counts what a reader would call words: tokens with a letter or digit, a masked
    stretch being one, hyphenated and slashed compounds being one.
    """

    start: int
    end: int
    first: int
    last: int
    words: int


@dataclass(frozen=True)
class Passage:
    """A block of prose with what the pipeline said about it.

    Attributes:
        index: Index of the block in the document.
        block: The block.
        doc: spaCy Doc over `block.prose`, so that token offsets are offsets in `block.text`.
        sentences: In order, covering every word of the block.
    """

    index: int
    block: Block
    doc: Doc
    sentences: tuple[Sentence, ...]

    @cached_property
    def words(self) -> int:
        """Number of words, as `Sentence.words` counts them."""
        return sum(sentence.words for sentence in self.sentences)


@dataclass(frozen=True)
class Analysis:
    """A document with its passages and what was found in them."""

    document: Document
    passages: tuple[Passage, ...]
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))

    @cached_property
    def words(self) -> int:
        """Number of words in all passages."""
        return sum(passage.words for passage in self.passages)

    @cached_property
    def acronyms(self) -> AcronymTable:
        """Every acronym of the document, its uses and definitions."""
        from plainspeak.language.acronyms import find_acronyms

        return find_acronyms(self.passages, self.vocabulary)

    @cached_property
    def talk(self) -> Mapping[int, tuple[Talk, ...]]:
        """What each sentence speaks, features or benefit: index of a passage → one entry a sentence."""
        from plainspeak.language.talk import hear

        return hear(self.passages)

    @cached_property
    def talk_view(self) -> TalkView:
        """What is spoken, in its place: which features are answered by a benefit near them."""
        from plainspeak.language.talk_context import read_talk

        return read_talk(self)

    @cached_property
    def readability(self) -> Readability | None:
        """Readability of the document's running prose, or None where there is too little of it."""
        from plainspeak.language.readability import measure

        return measure(self.passages, self.vocabulary.words("easy-words"))
