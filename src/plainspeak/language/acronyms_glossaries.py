"""Definitions in tables and definition lists: the short form in one cell, the long form in the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.language.acronyms_aligner import WordIndex, align, limit_for
from plainspeak.language.acronyms_table import Definition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plainspeak.language.acronyms_candidates import Candidate, Words
    from plainspeak.language.analysis import Passage

_AROUND = "\"“”„«»‘’'*_: "
_ARTICLE = re.compile(r"(?:(?:the|a|an)\s)?", re.IGNORECASE)
_STRICT = 0.3
_CELL = 600  # characters of a cell in which the long form is looked for


def in_tables(
    passages: Sequence[Passage], words: Words, candidates: Mapping[int, Sequence[Candidate]]
) -> Iterator[Definition]:
    """Give the definitions that neighbouring cells, or a term and its definition, make."""
    headers: dict[tuple[int, int], str] = {}
    pairs = _Pairs(passages, words, candidates)
    for number, passage in enumerate(passages[:-1]):
        block, following = passage.block, passages[number + 1].block
        if block.kind is BlockKind.DEFINITION_TERM and following.kind is BlockKind.DEFINITION:
            yield from pairs.read(number, number + 1, explained=True)
        cell, after = block.cell, following.cell
        if cell is None:
            continue
        if cell.header or cell.row == 1:
            headers[cell.table, cell.column] = block.text.casefold().strip(_AROUND)
        if after and (after.table, after.row, after.column) == (cell.table, cell.row, cell.column + 1):
            named = headers.get((cell.table, cell.column), "") in words.headers
            explained = named and not cell.header and cell.column == 1
            yield from pairs.read(number, number + 1, explained=explained)
            yield from pairs.read(number + 1, number, explained=False)


class _Pairs:
    """Reads two passages as a short form and its long form."""

    def __init__(
        self, passages: Sequence[Passage], words: Words, candidates: Mapping[int, Sequence[Candidate]]
    ) -> None:
        self._passages = passages
        self._words = words
        self._candidates = candidates

    def read(self, short_at: int, long_at: int, *, explained: bool) -> Iterator[Definition]:
        """Give the definition if the letters fit, or in any case where `explained` is known."""
        candidate = self._alone(short_at)
        if candidate is None:
            return
        block = self._passages[long_at].block
        text = block.prose[:_CELL]
        article = _ARTICLE.match(text)
        words = WordIndex(text).after(article.end() if article else 0, _CELL, 30)
        found = align(candidate.core, words, self._words.stop_words, forward=True)
        ceiling = _STRICT if len(candidate.core) < 4 and not explained else limit_for(candidate.core)
        fits = found is not None and found.cost <= ceiling and found.first == 0
        if not fits and not (explained and len(words) > 1):
            return
        last = found.last if found and fits else len(words) - 1
        long = (words[0].start, words[last].end)
        yield Definition(
            candidate.core,
            block.text[long[0] : long[1]],
            short_at,
            self._passages[short_at].index,
            (candidate.start, candidate.end),
            self._passages[long_at].index,
            long,
            "glossary",
            fits,
        )

    def _alone(self, number: int) -> Candidate | None:
        """Give the candidate that is all there is in a cell."""
        bare = self._passages[number].block.prose.strip(_AROUND)
        if len(bare) > 14:
            return None
        here = self._candidates.get(number, ())
        return next((one for one in here if one.end - one.start >= len(bare)), None)
