"""Where a short form stands: in what the author tells, or in what is only filed, cited or linked."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind

if TYPE_CHECKING:
    from plainspeak.document import Aside, Block
    from plainspeak.language.acronyms import Use
    from plainspeak.language.analysis import Analysis

_HEADINGS = frozenset({BlockKind.HEADING, BlockKind.SLIDE_TITLE})
_ENTRIES = frozenset({BlockKind.LIST_ITEM, BlockKind.PARAGRAPH})
_FLOATING = ("text box", "diagram", "chart")  # beginnings of labels of what Word sets apart from the text

_TICKET = re.compile(r"\W{0,4}#\d+\b|\W{0,4}[A-Z]{2,10}-\d{2,}\b(?=\W)")
_STORY = re.compile(r"\W{0,4}As an? [\w/ -]{2,40}, ?I (?:want|need|would|can|should|must)\b")
_TASK = re.compile(r"(?:\[[ xX]\]|[\u2610-\u2612]) ")
_LABEL = re.compile(r"[\W_]{0,4}([^\W\d_][^\W\d_ ]*(?: [^\W\d_]+){0,2}) ?:")
# A question is often a form's; the answer is the author's.
_ASKED = re.compile(r"[^.?!]{0,200}\?(?:\W|$)")
_ENTRY_TRIM = " .:…\t0123456789"
_ENTRY_TAIL = re.compile(r"(?:[ .…\t]+\d{1,4})$")


class Weight(IntEnum):
    """How much a reader needs an explanation at a place."""

    NONE = 0  # filed, cited or listed: nobody reads on from there
    LITTLE = 1  # a title that somebody else gave, a box of a form, a cell of a table
    FULL = 2  # the author's own words to the reader


_ASIDES = {
    "reference": Weight.NONE,
    "contents": Weight.LITTLE,
    "title": Weight.LITTLE,
} | {
    "standard": Weight.LITTLE,
    "task": Weight.LITTLE,
    "quote": Weight.LITTLE,
}


class Places:
    """Tells how much a reader needs an explanation where a short form stands."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._blocks = analysis.document.blocks
        self._weights: dict[int, Weight] = {}

    def weight(self, use: Use) -> Weight:
        """Give the weight of the place of a use."""
        whole = self._weights.get(use.block)
        if whole is None:
            whole = self._weights[use.block] = self._of_block(use.block)
        block = self._blocks[use.block]
        around = (aside for aside in block.asides if aside.start <= use.start and use.end <= aside.end)
        if _ASKED.match(block.text, use.end):
            whole = min(whole, Weight.LITTLE if block.kind is BlockKind.PARAGRAPH else Weight.NONE)
        return min([whole, *(_of_aside(block, aside) for aside in around)])

    def is_linked(self, index: int, start: int, end: int) -> bool:
        """Tell whether `start:end` of a block's text leads to somewhere else."""
        return any(first <= start and end <= last for first, last in self._blocks[index].links)

    def _of_block(self, index: int) -> Weight:
        block = self._blocks[index]
        if block.kind is BlockKind.SPEAKER_NOTE or self._is_filed(index, block):
            return Weight.NONE
        return Weight.LITTLE if block.kind is BlockKind.TABLE_CELL or _is_form(block) else Weight.FULL

    def _is_filed(self, index: int, block: Block) -> bool:
        if block.kind in _HEADINGS:
            return False
        label = _LABEL.match(block.text)
        return (
            self._section_of(index) in self._words("record-sections")
            or bool(label and label[1].casefold() in self._words("record-labels"))
            or (block.kind in _ENTRIES and _entry(block.text) in self._titles)
        )

    def _section_of(self, index: int) -> str:
        at = bisect_right(self._headings, index, key=lambda heading: heading[0]) - 1
        return self._headings[at][1] if at >= 0 else ""

    def _words(self, name: str) -> frozenset[str]:
        return self._analysis.vocabulary.words(name)

    @cached_property
    def _headings(self) -> list[tuple[int, str]]:
        return [
            (index, _entry(block.text)) for index, block in enumerate(self._blocks) if block.kind in _HEADINGS
        ]

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(name for _, name in self._headings)


def _of_aside(block: Block, aside: Aside) -> Weight:
    if aside.what == "history" and block.cell is not None:
        return Weight.NONE
    return _ASIDES.get(aside.what, Weight.FULL)


def _is_form(block: Block) -> bool:
    """Tell whether it is a box of a form: a ticket, a user story, a task or a box beside the text."""
    if block.place is not None and block.place.label.startswith(_FLOATING):
        return True
    return block.kind in _ENTRIES and any(pattern.match(block.text) for pattern in (_TICKET, _STORY, _TASK))


def _entry(text: str) -> str:
    """Give a title as a table of contents would have it, without numbers and dots."""
    return " ".join(_ENTRY_TAIL.sub("", text[:200]).strip(_ENTRY_TRIM).casefold().split())
