"""What the language layer knows about a document, worked out once and only when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from plainspeak.knowledge import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from plainspeak.document import Block, Document
    from plainspeak.language.acronyms import AcronymTable
    from plainspeak.language.concepts import ConceptTable, ConceptUse
    from plainspeak.language.phrase_match import Words
    from plainspeak.language.quantities import Quantity
    from plainspeak.language.readability import Readability
    from plainspeak.language.talk import Talk
    from plainspeak.language.talk_context import TalkView
    from plainspeak.language.talk_spots import Spot


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

    @cached_property
    def words_in_order(self) -> Words:
        """The words of the block, ready for looking up phrases."""
        from plainspeak.language.phrase_match import Words

        return Words(self.block.prose)


@dataclass(frozen=True)
class Analysis:
    """A document with its passages and what was found in them.

    Attributes:
        document: The document.
        passages: Its prose, with tokens and sentences.
        vocabulary: Word lists.
        needs: What will be asked for, of `tags` and `talk`, so that the model reads only once.
        concept_table: The IT concepts to look for, compiled once for all documents.
    """

    document: Document
    passages: tuple[Passage, ...]
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    needs: frozenset[str] = frozenset()
    concept_table: ConceptTable | None = None

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
    def quantities(self) -> Mapping[int, tuple[Quantity, ...]]:
        """What figures each passage gives, in order: index of a block → its quantities."""
        from plainspeak.language.quantities import quantity_finder

        finder = quantity_finder(self.vocabulary)
        return {passage.index: finder.find(passage.block.prose) for passage in self.passages}

    @cached_property
    def talk(self) -> Mapping[int, tuple[Talk, ...]]:
        """What each sentence speaks, features or benefit: index of a passage → one entry a sentence."""
        return self._understood if "talk" in self.needs else self._understand(talk=True)

    @cached_property
    def concepts(self) -> tuple[ConceptUse, ...]:
        """Which IT concepts the document names, in order; none where no table was given."""
        if self.concept_table is None:
            return ()
        uses = self.concept_table.find(self.passages)
        return tuple(use for use in uses if not (use.short and self._stands_for_more(use)))

    def _stands_for_more(self, use: ConceptUse) -> bool:
        """Tell whether the document itself gives a short form another meaning."""
        written = self.passages[use.passage].block.text[use.start : use.end]
        entry = self.acronyms.entries.get(written)
        meanings = {one.expansion.casefold() for one in entry.definitions} if entry else set()
        return bool(meanings) and not any(
            meaning.startswith(name) or name.startswith(meaning)
            for meaning in meanings
            for name in (use.concept.name.casefold(),)
        )

    @cached_property
    def concepts_of(self) -> Mapping[int, tuple[ConceptUse, ...]]:
        """The same by index of the passage, for those that name any."""
        from plainspeak.language.concepts import by_passage

        return by_passage(self.concepts)

    @cached_property
    def tagged(self) -> tuple[Passage, ...]:
        """The passages, each word with its Penn tag (`token.tag_`)."""
        if "tags" in self.needs:
            _ = self._understood
        else:
            self._understand(tags=True)
        return self.passages

    @cached_property
    def _understood(self) -> Mapping[int, tuple[Talk, ...]]:
        return self._understand(talk="talk" in self.needs, tags="tags" in self.needs)

    def _understand(self, *, talk: bool = False, tags: bool = False) -> Mapping[int, tuple[Talk, ...]]:
        from plainspeak.language.understanding import understand

        return understand(self.passages, talk=talk, tags=tags)

    @cached_property
    def spots(self) -> Sequence[Spot]:
        """Every passage in its place: its heading, lead paragraph, group and parent item."""
        from plainspeak.language.talk_places import Places
        from plainspeak.language.talk_spots import find_spots

        return find_spots(self, Places(self.vocabulary))

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
