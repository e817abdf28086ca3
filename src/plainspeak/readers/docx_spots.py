"""Where the text of a Word document stands in the file: the part and the `w:t` element of every stretch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.readers.docx import DocxReader
from plainspeak.readers.ooxml import WORD, Package, qname

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from plainspeak.source import Limits


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a Word document's text.

    Attributes:
        offset: Where it starts, in the text of the document as the reader gives it.
        text: Its characters.
        part: Name of the part that it stands in.
        number: Which `w:t` of that part holds it, from 0.
    """

    offset: int
    text: str
    part: str
    number: int


class WordParts(Package):
    """A Word file that remembers which part each element came from, and gives the parts as they are."""

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        """Open and check the file, as `Package` does."""
        self.roots: dict[Element, str] = {}
        super().__init__(data, path, limits, WORD)

    def xml(self, name: str) -> Element:
        """Parse a part, as `Package` does."""
        root = super().xml(name)
        self.roots[root] = self.entry_name(name)
        return root

    def spots(self) -> list[Spot]:
        """Give every stretch of text, in reading order. Can be asked once, since parts are read once."""
        reader = DocxReader(self)
        reader.document()
        # lxml gives the same object for an element as long as somebody holds it, as the reader does here.
        roots = [element.getroottree().getroot() for _, element in reader.spots]
        numbers: dict[Element, int] = {}
        for root in dict.fromkeys(roots):
            numbers.update((element, number) for number, element in enumerate(root.iter(qname("w:t"))))
        return [
            Spot(offset, element.text or "", self.roots[root], numbers[element])
            for root, (offset, element) in zip(roots, reader.spots, strict=True)
        ]
