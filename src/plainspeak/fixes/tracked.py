"""Edits of a Word document as tracked changes, which its author accepts or rejects one by one.

Only the runs that an edit touches are written anew, split where it starts and ends, each part with the
looks of the run. Every other byte of every part stays (ISO/IEC 29500-1, 17.13.5: `w:ins` and `w:del`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from plainspeak.fixes.archive import UnsupportedZipError, replace_parts
from plainspeak.fixes.word_runs import RawRun, find_texts, opening_tag
from plainspeak.readers.docx_spots import WordParts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plainspeak.fixes.edits import Edit
    from plainspeak.fixes.word_runs import RawText
    from plainspeak.readers.docx_spots import Spot
    from plainspeak.source import Limits

AUTHOR = "plainspeak"
DATE_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
_IDS = re.compile(rb":id=[\"'](\d{1,9})[\"']")
_DATES = re.compile(rb":author=\"plainspeak\" \w+:date=\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class _Cut:
    """Characters `[start, end)` of one `w:t` that go, and the words that come in their place, if any."""

    part: str
    number: int
    start: int
    end: int
    new: str


class TrackedChanges:
    """Writes edits into a Word file; positions count in the text that the reader gives."""

    def __init__(self, data: bytes, path: str, limits: Limits, when: datetime) -> None:
        """Find where the text stands; `when` (UTC) is the date of the changes.

        Raises:
            UnreadableFileError: As the reader of Word documents.
        """
        self._data = data
        self._date = when.strftime(DATE_FORMAT)
        self._parts = WordParts(data, path, limits)
        self._spots = self._parts.spots()

    def refused(self, edits: Sequence[Edit]) -> set[int]:
        """Give the positions in `edits` of those that can't be tracked: fields, others' changes, no words."""
        cuts = [self._cuts(edit) for edit in edits]
        texts = self._texts(cut for found in cuts for cut in found)
        return {number for number, found in enumerate(cuts) if not _can_cut(found, texts)}

    def write(self, edits: Sequence[Edit]) -> bytes:
        """Give the whole file with the edits, none of them refused.

        Raises:
            UnreadableFileError: The file is zipped in a way that can't be kept.
        """
        cuts = [cut for edit in edits for cut in self._cuts(edit)]
        texts = self._texts(cuts)
        by_part: dict[str, list[_Cut]] = defaultdict(list)
        for cut in cuts:
            by_part[cut.part].append(cut)
        raw = {part: self._parts.raw(part) for part in by_part}
        highest = max((int(found) for data in raw.values() for found in _IDS.findall(data)), default=0)
        writer = _RunWriter(highest + 1, self._date)
        changed = {
            part: writer.part(raw[part], found, {cut.number: texts[part, cut.number] for cut in found})
            for part, found in by_part.items()
        }
        try:
            return replace_parts(self._data, changed)
        except UnsupportedZipError:
            raise self._parts.fail("packed in an unusual way; save it again in Word and retry") from None

    def _cuts(self, edit: Edit) -> list[_Cut]:
        """Give what the edit takes out of which element; nothing where other things stand between."""
        position, number = edit.start, bisect_right(self._spots, edit.start, key=attrgetter("offset")) - 1
        cuts: list[_Cut] = []
        while position < edit.end:
            if not 0 <= number < len(self._spots):
                return []
            spot: Spot = self._spots[number]
            if not spot.offset <= position < spot.offset + len(spot.text):
                return []
            end = min(edit.end, spot.offset + len(spot.text))
            new = "" if cuts else edit.text
            cuts.append(_Cut(spot.part, spot.number, position - spot.offset, end - spot.offset, new))
            position, number = end, number + 1
        return cuts

    def _texts(self, cuts: Iterable[_Cut]) -> dict[tuple[str, int], RawText]:
        wanted: dict[str, set[int]] = defaultdict(set)
        for cut in cuts:
            wanted[cut.part].add(cut.number)
        return {
            (part, number): text
            for part, numbers in wanted.items()
            for number, text in find_texts(self._parts.raw(part), numbers).items()
        }


def date_of_changes(data: bytes, path: str, limits: Limits) -> datetime | None:
    """Give when plainspeak made the changes in a Word file, or None.

    Raises:
        UnreadableFileError: It is no Word document.
    """
    parts = WordParts(data, path, limits)
    parts.spots()
    for name in parts.roots.values():
        match = _DATES.search(parts.raw(name))
        if match:
            with suppress(ValueError):
                return datetime.strptime(match[1].decode("ascii", "replace"), DATE_FORMAT).replace(tzinfo=UTC)
    return None


def _can_cut(cuts: Sequence[_Cut], texts: Mapping[tuple[str, int], RawText]) -> bool:
    found = [texts.get((cut.part, cut.number)) for cut in cuts]
    runs = [text.run for text in found if text is not None]
    return 0 < len(runs) == len(cuts) and all(run.fits and run.parent == runs[0].parent for run in runs)


class _RunWriter:
    """Writes the touched runs of a part; every change of the file gets an id of its own."""

    def __init__(self, first_id: int, date: str) -> None:
        self._id = first_id
        self._date = date

    def part(self, data: bytes, cuts: Iterable[_Cut], texts: Mapping[int, RawText]) -> bytes:
        """Give the part with the cuts made."""
        by_run: dict[int, list[_Cut]] = defaultdict(list)
        for cut in cuts:
            by_run[texts[cut.number].run.start].append(cut)
        pieces: list[bytes] = []
        position = 0
        for start, found in sorted(by_run.items()):
            run = texts[found[0].number].run
            pieces += (data[position:start], self._run(data, run, found, texts))
            position = run.end
        pieces.append(data[position:])
        return b"".join(pieces)

    def _run(self, data: bytes, run: RawRun, cuts: Sequence[_Cut], texts: Mapping[int, RawText]) -> bytes:
        prefix = run.prefix.encode()
        opening = opening_tag(data, run.start)
        position = run.start + len(opening)
        if run.properties:
            opening += data[run.properties[0] : run.properties[1]]
            position = run.properties[1]

        def wrapped(content: bytes) -> bytes:
            return opening + content + b"</" + prefix + b"r>" if content.strip() else b""

        out: list[bytes] = []
        kept = b""  # what stays as it is, not yet written as a run
        by_text: dict[int, list[_Cut]] = defaultdict(list)
        for cut in cuts:
            by_text[cut.number].append(cut)
        for number, found in sorted(by_text.items()):
            text = texts[number]
            kept += data[position : text.start]
            at = 0
            for cut in sorted(found, key=attrgetter("start")):
                kept += _element(prefix, b"t", text.text[at : cut.start])
                gone = wrapped(_element(prefix, b"delText", text.text[cut.start : cut.end]))
                out += (wrapped(kept), self._change(prefix, b"del", gone))
                new = wrapped(_element(prefix, b"t", cut.new))
                out.append(self._change(prefix, b"ins", new) if new else b"")
                kept, at = b"", cut.end
            kept += _element(prefix, b"t", text.text[at:])
            position = text.end
        out.append(wrapped(kept + data[position : run.content_end]))
        return b"".join(out)

    def _change(self, prefix: bytes, kind: bytes, content: bytes) -> bytes:
        p, number, self._id = prefix.decode(), self._id, self._id + 1
        attributes = f'{p}id="{number}" {p}author="{AUTHOR}" {p}date="{self._date}"'
        name = prefix + kind
        return b"<" + name + b" " + attributes.encode() + b">" + content + b"</" + name + b">"


def _element(prefix: bytes, name: bytes, text: str) -> bytes:
    if not text:
        return b""
    written = escape(text, {"\r": "&#13;"}).encode()
    return b"<" + prefix + name + b' xml:space="preserve">' + written + b"</" + prefix + name + b">"
