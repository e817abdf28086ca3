"""What the Word and PowerPoint readers share: paragraphs become blocks and one text to count offsets in."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from plainspeak.document import Directive, Document, Place
from plainspeak.readers.build import BlockBuilder
from plainspeak.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plainspeak.document import Block, BlockKind, Cell

Run = tuple[str, str]  # text and the kind of mask over it, empty for prose
Fields = tuple[tuple[str, int | str], ...]

# Type with letters of one width marks code, in a document whose text is set otherwise.
MONOSPACE = re.compile(
    r"courier|consolas|menlo|monaco|inconsolata|typewriter|lucida console|fira code|source code|\bmono\b",
    re.IGNORECASE,
)
# In the place of a mask: small raised text, which may be the mark of a note.
NOTE_MARK = "raised"
_MARK = re.compile(r"[\d,*†‡§\s]+")
_TAKES_MARK = re.compile(r"(?:[^\W\d_]{4}|[.,;:!?%)\]”’\"'])$")

# Breaks count as blanks, so that a paragraph stays one line of the source text.
_BREAKS = str.maketrans("\n\r\v\f\u2028\u2029", "      ")
# Soft hyphens, zero-width blanks and direction marks: in the file, but not seen.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")

# What the symbol fonts show at these places; text in such fonts has no other meaning.
_SYMBOLS: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←",
        0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓", 0xF0: "⇨", 0xF3: "⇔",
        0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "symbol": {
        0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
        0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xDE: "⇒",
    },
}  # fmt: skip


def symbol(font: str, code: int) -> str:
    """Give the character that a symbol font shows for a code; a blank for one without a meaning in text."""
    table = _SYMBOLS.get(font.lower())
    if table is None:
        private = 0xE000 <= code <= 0xF8FF
        return chr(code) if 0x20 <= code <= 0x10FFFF and not private and not 0xD800 <= code < 0xE000 else " "
    return table.get(code & 0xFF, " ")


def has_words(runs: Iterable[Run]) -> bool:
    """Tell whether there is a letter in it: page numbers and bare figures have none."""
    return any(letter.isalpha() for text, _ in runs for letter in text)


class OfficeText:
    """Collects the paragraphs of an Office file, in reading order.

    Attributes:
        blocks: The blocks so far.
        length: Length of the source text so far, which is where the next paragraph will start.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.length = 0
        self._parts: list[str] = []
        self._anchors: list[tuple[int, int, str]] = []
        self._builder = BlockBuilder()

    def add(
        self,
        runs: Sequence[Run],
        kind: BlockKind,
        label: str,
        fields: Fields,
        *,
        level: int = 0,
        slide: int = 0,
        cell: Cell | None = None,
        quoted: bool = False,
    ) -> Block | None:
        """Add a paragraph; give its block, or None where a reader would see nothing."""
        builder, position = self._builder, self.length
        written: list[str] = []
        for mask, together in groupby(runs, key=itemgetter(1)):
            raw = "".join(text for text, _ in together).translate(_BREAKS)
            if mask == NOTE_MARK:
                # The mark of a note is no part of the word before it; an exponent is.
                if not (_MARK.fullmatch(raw) and _TAKES_MARK.search(written[-1] if written else "")):
                    self._write(raw, position)
            else:
                self._write_masked(raw, position, mask)
            written.append(raw)
            position += len(raw)
        place = Place(label, self.length, fields)
        block = builder.build(kind, level=level, slide=slide, cell=cell, quoted=quoted, place=place)
        if block is not None:
            written.append("\n")
            self._parts.extend(written)
            self.length = position + 1
            self.blocks.append(block)
        return block

    def _write_masked(self, raw: str, position: int, mask: str) -> None:
        if mask:
            self._builder.start_mask(mask)
        self._write(raw, position)
        if mask:
            self._builder.end_mask()

    def _write(self, raw: str, position: int) -> None:
        if _UNSEEN.search(raw) is None:
            self._builder.literal(raw, position)
            return
        start = 0
        for match in _UNSEEN.finditer(raw):
            self._builder.literal(raw[start : match.start()], position + start)
            start = match.end()
        self._builder.literal(raw[start:], position + start)

    def anchor(self, start: int, end: int, directive: str) -> None:
        """Tie a comment that speaks to plainspeak to a span of the source text."""
        self._anchors.append((start, end, directive))

    def document(
        self, path: str, format_name: str, meta: Mapping[str, object], notes: list[str], slides: int = 0
    ) -> Document:
        """Give the whole document."""
        text = "".join(self._parts)
        directives: list[Directive] = []
        for start, end, words in sorted(self._anchors):
            last = min(max(end, start + 1), len(text))
            if start >= last:
                continue
            if directives and start < directives[-1].end:
                notes = [*notes, f"the comment “plainspeak: {words[:60]}” overlaps another and was left out"]
                continue
            directives.append(Directive(start, last, words))
        source = Source(path, text, "office", tuple(notes))
        return Document(source, format_name, tuple(self.blocks), meta, tuple(directives), slides)
