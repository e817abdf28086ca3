"""Findings → a mended document: rounds of safe replacements until none is left.

Nothing is trusted that can be checked: each round's result is read again, and it must hold the same
blocks with the same words, apart from the replacements. What can't keep that promise is not made.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from plainspeak.document import BlockKind
from plainspeak.errors import UnreadableFileError
from plainspeak.fixes.edits import Edit, apply_edits, join_rounds
from plainspeak.readers import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from plainspeak.document import Block, Document
    from plainspeak.errors import Problem
    from plainspeak.finding import Finding
    from plainspeak.report import DocumentReport
    from plainspeak.source import Limits, Source

    Lint = Callable[[Document], tuple[DocumentReport, tuple[Problem, ...]]]

# A replacement may complete another phrase, so the result is read again; packs that go in circles end here.
ROUNDS = 10
# Attempts to write one round, each without what failed in the attempt before.
_ATTEMPTS = 4
# Blocks before a passage that may hold it, where blocks are nested.
_NEARBY = 50
_BLANKS = re.compile(r"[ \t\r\n]+")
_LINE_BREAK = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*")
_HARD_BREAK = re.compile(r"[ \t]{2}[\r\n]")
_SLOT = "⟨"


@dataclass(frozen=True)
class Mended:
    """What came of a document.

    Attributes:
        document: As it was read.
        edits: The replacements, counted in the text of `document`.
        data: The whole file with them.
        report: What is found in the result.
        problems: What went wrong while rules ran.
        stuck: Number of safe replacements that could not be made, since markup runs through the words.
    """

    document: Document
    edits: tuple[Edit, ...]
    data: bytes
    report: DocumentReport
    problems: tuple[Problem, ...]
    stuck: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A safe replacement: the edit of the source, and the same in the text of its block."""

    edit: Edit
    block: int
    in_block: Edit
    rule: str


class Writer(Protocol):
    """Writes edits of a document's text into a copy of its bytes."""

    def refused(self, edits: Sequence[Edit]) -> set[int]:
        """Give the positions in `edits` of those that can't be written."""

    def write(self, edits: Sequence[Edit]) -> bytes:
        """Give the whole file with the edits."""


def mend(data: bytes, document: Document, lint: Lint, limits: Limits, when: datetime | None = None) -> Mended:
    """Make every safe replacement in a document.

    Args:
        data: The file that `document` was read from.
        document: The document.
        lint: Says what is found in a document.
        limits: What a file may cost.
        when: Date of tracked changes; now by default.

    Raises:
        UnreadableFileError: The file can't be written as it was read.
    """
    report, problems = lint(document)
    edits: list[Edit] = []
    current, mended = document, data
    proposals = propose(document, report.findings)
    if document.format == "pptx":
        edits = [proposal.edit for proposal in proposals]
        return Mended(document, tuple(edits), data, report, problems, _safe(report) - len(edits))
    if proposals:
        writer = _writer(data, document, limits, when or datetime.now(UTC))
        for _ in range(ROUNDS):
            step = _round(writer, edits, current, proposals, limits)
            if step is None:
                break
            edits, mended, current = step
            report, problems = lint(current)
            proposals = propose(current, report.findings)
            if not proposals:
                break
    return Mended(document, tuple(edits), mended, report, problems, _safe(report))


def propose(document: Document, findings: Iterable[Finding]) -> list[Proposal]:
    """Give the safe replacements that can be made where they stand; of overlapping ones the first."""
    found: list[Proposal] = []
    starts = [block.source_start for block in document.blocks]
    for finding in findings:
        words = safe_words(finding)
        if not words or (found and finding.location.offset < found[-1].edit.end):
            continue
        proposal = _proposal(document, starts, finding, words)
        if proposal is not None:
            found.append(proposal)
    return found


def safe_words(finding: Finding) -> str:
    """Give the words that may stand in a finding's place without a person reading them, or nothing."""
    if not finding.text:
        return ""
    words = (made.text for made in finding.suggestions if made.safe and made.replacement)
    return next((text for text in words if _SLOT not in text), "")


def _safe(report: DocumentReport) -> int:
    return sum(bool(safe_words(finding)) for finding in report.findings)


def _proposal(document: Document, starts: Sequence[int], finding: Finding, words: str) -> Proposal | None:
    start, end = finding.location.offset, finding.location.end_offset
    last = bisect_right(starts, start) - 1
    for number in range(last, max(last - _NEARBY, -1), -1):
        block = document.blocks[number]
        span = _span_in(block, start, end)
        if span is None:
            continue
        written = document.source.text[start:end]
        if _BLANKS.sub(" ", written) != block.text[slice(*span)] or _is_fragile(
            document, block, written, words
        ):
            return None
        edit = _keeping_line_break(document.source.text, Edit(start, end, words))
        return Proposal(edit, number, Edit(*span, words), finding.rule)
    return None


def _span_in(block: Block, start: int, end: int) -> tuple[int, int] | None:
    """Map a span of the source to the block's text, where both ends stand there literally."""
    ends: list[int] = []
    for offset in (start, end - 1):
        number = bisect_right(block.pieces, offset, key=lambda piece: piece.source_start) - 1
        if number < 0:
            return None
        piece = block.pieces[number]
        if not piece.literal or offset >= piece.source_end:
            return None
        ends.append(piece.start + offset - piece.source_start)
    return ends[0], ends[1] + 1


def _is_fragile(document: Document, block: Block, written: str, words: str) -> bool:
    """Tell whether the layout around the words carries meaning that other words would upset."""
    if _HARD_BREAK.search(written):
        return True
    if document.format not in {"rst", "text"}:
        return False
    # Columns are drawn with blanks, and a title must not outgrow its underline.
    return block.cell is not None or (block.kind is BlockKind.HEADING and len(words) > len(written))


def _keeping_line_break(text: str, edit: Edit) -> Edit:
    """Put a line break that stands within the words behind them, so that lines stay about as long."""
    breaks = _LINE_BREAK.findall(text, edit.start, edit.end)
    # The next line may only begin with a word: a dash or a figure would make it a list.
    if (
        len(breaks) != 1
        or text[edit.end : edit.end + 1] != " "
        or not text[edit.end + 1 : edit.end + 2].isalpha()
    ):
        return edit
    return Edit(edit.start, edit.end + 1, edit.text + breaks[0])


def _round(
    writer: Writer,
    edits: Sequence[Edit],
    current: Document,
    proposals: Sequence[Proposal],
    limits: Limits,
) -> tuple[list[Edit], bytes, Document] | None:
    """Make one round of proposals on top of the edits so far; None where none of them can be made."""
    for _ in range(_ATTEMPTS):
        if not proposals:
            return None
        joined = join_rounds(edits, current.source.text, [proposal.edit for proposal in proposals])
        tried = [edit for edit, _ in joined]
        refused = writer.refused(tried)
        if refused:
            dropped = {edit for number in refused for edit in joined[number][1]}
            proposals = [proposal for proposal in proposals if proposal.edit not in dropped]
            continue
        data = writer.write(tried)
        after = read_document(data, current.source.path, limits, current.format)
        broken = _broken(current, after, proposals)
        if not broken:
            return tried, data, after
        proposals = [proposal for proposal in proposals if proposal.block not in broken]
    return None


def _broken(before: Document, after: Document, proposals: Sequence[Proposal]) -> set[int]:
    """Give the blocks that do not read as the replacements in them say."""
    by_block: dict[int, list[Edit]] = defaultdict(list)
    for proposal in proposals:
        by_block[proposal.block].append(proposal.in_block)
    if len(before.blocks) != len(after.blocks):
        return set(by_block)
    broken: set[int] = set()
    for number, (old, new) in enumerate(zip(before.blocks, after.blocks, strict=True)):
        expected = apply_edits(old.text, by_block.get(number, ()))
        if (old.kind, old.level, expected) != (new.kind, new.level, new.text):
            broken.add(number)
    # Where a block suffers in which nothing was replaced, nobody can say by which replacement.
    return broken if broken.issubset(by_block) else set(by_block)


def _writer(data: bytes, document: Document, limits: Limits, when: datetime) -> Writer:
    if document.format == "docx":
        from plainspeak.fixes.tracked import TrackedChanges

        return TrackedChanges(data, document.source.path, limits, when)
    return _TextWriter(data, document.source)


class _TextWriter:
    """Writes edits into a text file, in its own encoding."""

    def __init__(self, data: bytes, source: Source) -> None:
        self._source = source
        self._start = data[:2]
        if self._encoded(source.text) != data:
            problem = f"its encoding {source.encoding} can't be written back as it was; save it as UTF-8"
            raise UnreadableFileError(source.path, problem)

    def _encoded(self, text: str) -> bytes:
        if self._source.encoding != "utf-16":
            return text.encode(self._source.encoding)
        order = "utf-16-le" if self._start == codecs.BOM_UTF16_LE else "utf-16-be"
        return self._start + text.encode(order)

    def refused(self, edits: Sequence[Edit]) -> set[int]:
        """Give the edits with characters that the file's encoding lacks."""
        found = set()
        for number, edit in enumerate(edits):
            try:
                self._encoded(edit.text)
            except UnicodeEncodeError:
                found.add(number)
        return found

    def write(self, edits: Sequence[Edit]) -> bytes:
        """Give the whole file with the edits."""
        return self._encoded(apply_edits(self._source.text, edits))
