"""The builder that every reader uses, so that positions are arithmetic and never searched for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.document import Aside, Block, BlockKind, Cell, Mask, Piece, Place
from plainspeak.readers.masks import find_masks

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACES = " \t\r\n\f\v\u00a0\u2007\u202f"
# White space, or words with single plain spaces between them.
_RUN = re.compile(rf"[{_SPACES}]++|[^{_SPACES}]++(?: [^{_SPACES}]++)*+")


class BlockBuilder:
    """Collects the pieces of one block, folding white space.

    Call `literal`, `replaced` and `space` in reading order, then `build`. White space inside
    literal text is folded to one space, at the edges of the block it is dropped.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._masks: list[Mask] = []
        self._length = 0
        self._pending: tuple[int, int] | None = None  # source span of white space not yet written
        self._open_mask: tuple[int, str] | None = None
        self._links: list[tuple[int, int]] = []
        self._open_link: int | None = None

    def __bool__(self) -> bool:
        """Tell whether anything visible was added."""
        return self._length > 0

    @property
    def length(self) -> int:
        """Length of the text so far, without white space that is still pending."""
        return self._length

    def literal(self, text: str, source_start: int) -> None:
        """Add text that stands in the source exactly so, at `source_start`."""
        for match in _RUN.finditer(text):
            start, end = source_start + match.start(), source_start + match.end()
            if match[0][0] in _SPACES:
                self.space(start, end)
            else:
                self._write(match[0], start, end, literal=True)

    def replaced(self, text: str, source_start: int, source_end: int) -> None:
        """Add text that is written differently in the source, at the given span."""
        if text.strip(_SPACES) == "":
            if text:
                self.space(source_start, source_end)
            return
        self._write(text, source_start, source_end, literal=False)

    def space(self, source_start: int, source_end: int) -> None:
        """Add white space or a line break, wherever it stands in the source."""
        if self._length:
            if self._pending:
                source_start = self._pending[0]
            self._pending = (source_start, source_end)

    def start_mask(self, what: str) -> None:
        """What is added from here is no prose."""
        if self._open_mask is None:
            self._open_mask = (self._length + (1 if self._pending else 0), what)

    def end_mask(self) -> None:
        """What is added from here is prose again."""
        if self._open_mask:
            start, what = self._open_mask
            self._open_mask = None
            if start < self._length:
                self._masks.append(Mask(start, self._length, what))

    def start_link(self) -> None:
        """What is added from here leads elsewhere."""
        if self._open_link is None:
            self._open_link = self._length + (1 if self._pending else 0)

    def end_link(self) -> None:
        """What is added from here leads nowhere."""
        if self._open_link is not None:
            start, self._open_link = self._open_link, None
            if start < self._length:
                self._links.append((start, self._length))

    def _write(self, text: str, source_start: int, source_end: int, *, literal: bool) -> None:
        if self._pending:
            start, end = self._pending
            self._pending = None
            self._append(" ", start, end, literal=False)
        self._append(text, source_start, source_end, literal=literal)

    def _append(self, text: str, source_start: int, source_end: int, *, literal: bool) -> None:
        last = self._pieces[-1] if self._pieces else None
        end = self._length + len(text)
        if literal and last and last.literal and last.source_end == source_start:
            self._pieces[-1] = Piece(last.start, end, last.source_start, source_end, literal=True)
        else:
            self._pieces.append(Piece(self._length, end, source_start, source_end, literal))
        self._parts.append(text)
        self._length = end

    def build(
        self,
        kind: BlockKind,
        *,
        level: int = 0,
        slide: int = 0,
        cell: Cell | None = None,
        quoted: bool = False,
        place: Place | None = None,
        task: bool = False,
    ) -> Block | None:
        """Give the block, or None where nothing visible was added. The builder is empty afterwards.

        `task` says that it is an entry of a checklist.
        """
        self.end_mask()
        self.end_link()
        text, pieces, masks = "".join(self._parts), tuple(self._pieces), self._masks
        links = tuple(self._links)
        self.__init__()  # type: ignore[misc]
        if not text:
            return None
        if kind is BlockKind.CODE:
            masks = [Mask(0, len(text), "code")]
        else:
            masks = _merge([*masks, *find_masks(text)])
        asides = (Aside(0, len(text), "task"),) if task else ()
        return Block(kind, text, pieces, tuple(masks), level, slide, cell, quoted, place, links, asides)


def _merge(masks: Iterable[Mask]) -> list[Mask]:
    merged: list[Mask] = []
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end)):
        if merged and mask.start < merged[-1].end:
            if mask.end > merged[-1].end:
                merged[-1] = Mask(merged[-1].start, mask.end, merged[-1].what)
        else:
            merged.append(mask)
    return merged
