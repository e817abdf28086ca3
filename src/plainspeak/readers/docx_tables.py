"""Small questions to the tables and paragraph properties of a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainspeak.readers.ooxml import qname

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

# Elements that hold rows, cells and paragraphs without being shown themselves.
TRANSPARENT = frozenset(
    qname(f"w:{name}") for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink")
)
_VAL = qname("w:val")
_SDT = qname("w:sdt")
_RPR = qname("w:rPr")
_REMOVED = (qname("w:del"), qname("w:moveFrom"))


def nested(parent: Element, tag: str) -> Iterator[Element]:
    """Give the rows of a table or the cells of a row, also those inside content controls and insertions."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == tag:
            yield element
        elif element.tag == _SDT or element.tag in TRANSPARENT:
            stack.extend(reversed(element))


def says_first_row(table: Element) -> bool:
    """Tell whether a table says that its first row is a header."""
    look = table.find(f"{qname('w:tblPr')}/{qname('w:tblLook')}")
    if look is None:
        return False
    first = look.get(qname("w:firstRow"))
    if first is not None:
        return first in {"1", "true", "on"}
    try:
        return bool(int(look.get(_VAL) or "0", 16) & 0x20)
    except ValueError:
        return False


def is_removed(properties: Element | None) -> bool:
    """Tell whether a tracked change takes a row away."""
    return properties is not None and any(properties.find(tag) is not None for tag in _REMOVED)


def is_merged_away(properties: Element | None) -> bool:
    """Tell whether a cell only continues the one above, or a tracked change takes it away."""
    if properties is None:
        return False
    merge = properties.find(qname("w:vMerge"))
    continues = merge is not None and merge.get(_VAL, "continue") == "continue"
    return continues or properties.find(qname("w:cellDel")) is not None


def joins_next(properties: Element) -> bool:
    """Tell whether a paragraph runs on into the next: its mark is deleted, or it is a dropped capital."""
    mark = properties.find(_RPR)
    if is_removed(mark):
        return True
    frame = properties.find(qname("w:framePr"))
    return frame is not None and frame.get(qname("w:dropCap"), "none") != "none"


def number_of(element: Element | None, missing: int) -> int:
    """Give the number that a property holds, or `missing`."""
    value = (element.get(_VAL) or "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 7 else missing
