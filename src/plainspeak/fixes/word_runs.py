"""The runs of a Word part and where their bytes stand, so that a change leaves every other byte alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
# Between paragraph and run; inside anything else (a field, another person's change) a run is left alone.
_AROUND = frozenset({"hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo"})
_OPENING = re.compile(rb"<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*>")


@dataclass(slots=True)
class RawRun:
    """A `w:r`: positions in bytes, ends excluded.

    Attributes:
        start: Where its opening tag starts.
        prefix: How the part writes the Word namespace, with the colon: `w:`.
        parent: Where the element around it starts.
        fits: Whether its text may be changed.
        properties: Where its `w:rPr` stands, if it has one.
        content_end: Where its closing tag starts.
        end: Where it ends.
    """

    start: int
    prefix: str
    parent: int
    fits: bool
    properties: tuple[int, int] | None = None
    content_end: int = 0
    end: int = 0


@dataclass(slots=True)
class RawText:
    """A `w:t`: the run that it is in, its positions in bytes, and its text."""

    run: RawRun
    start: int
    end: int = 0
    text: str = ""


def opening_tag(data: bytes, start: int) -> bytes:
    """Give the opening tag that starts there."""
    match = _OPENING.match(data, start)
    return match[0] if match else b""


def find_texts(data: bytes, wanted: Container[int]) -> Mapping[int, RawText]:
    """Find the `w:t` elements with these numbers, counted from 0; those that are in no run are left out."""
    scanner = _Scanner(data, wanted)
    return scanner.found if scanner.readable else {}


@dataclass(slots=True)
class _Open:
    """An element that is open: its name where it is Word's, and what it turned out to be."""

    name: str
    start: int
    run: RawRun | None = None
    text: RawText | None = None
    characters: list[str] = field(default_factory=list)


class _Scanner:
    def __init__(self, data: bytes, wanted: Container[int]) -> None:
        self.found: dict[int, RawText] = {}
        self.readable = not data.startswith((b"\xff\xfe", b"\xfe\xff"))
        self._data = data
        self._wanted = wanted
        self._stack: list[_Open] = []
        self._texts = 0
        self._fields = 0
        self._just_opened = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.namespace_prefixes = True
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        if self.readable:
            self._parser.Parse(data, True)  # noqa: FBT003 - the parser's own signature

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        del version, standalone
        self.readable = self.readable and (encoding or "utf-8").lower() in {"utf-8", "utf8"}

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, rest = name.partition(" ")
        local, _, prefix = rest.partition(" ")
        self._just_opened = True
        opened = _Open(local if space in _WORD else "", self._parser.CurrentByteIndex)
        if opened.name == "r":
            opened.run = self._run(opened.start, prefix)
        elif opened.name == "t":
            self._text(opened)
        elif opened.name == "fldChar":
            self._field(next((v for k, v in attributes.items() if " fldCharType " in f"{k} "), ""))
        elif opened.name == "p":
            # A paragraph in a run is a text box: the run around it holds more than words.
            for around in self._stack:
                if around.run is not None:
                    around.run.fits = False
        self._stack.append(opened)

    def _run(self, start: int, prefix: str) -> RawRun:
        parent = self._stack[-1].start if self._stack else -1
        fits = bool(prefix) and not self._fields
        for around in reversed(self._stack):
            if around.name == "p":
                break
            fits = fits and around.name in _AROUND
        return RawRun(start, f"{prefix}:", parent, fits)

    def _text(self, opened: _Open) -> None:
        number, self._texts = self._texts, self._texts + 1
        run = self._stack[-1].run if self._stack else None
        if number in self._wanted and run is not None:
            opened.text = self.found[number] = RawText(run, opened.start)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields += 1
        elif kind == "end":
            self._fields = max(self._fields - 1, 0)

    def _end(self, name: str) -> None:
        del name
        at = self._parser.CurrentByteIndex
        # After an empty-element tag the parser stands behind it, else before the closing tag.
        empty = self._just_opened and self._data[at - 2 : at] == b"/>"
        end = at if empty else self._data.index(b">", at) + 1
        self._just_opened = False
        closed = self._stack.pop()
        if closed.run is not None:
            closed.run.content_end, closed.run.end = at, end
        elif closed.text is not None:
            closed.text.end, closed.text.text = end, "".join(closed.characters)
        elif self._stack and (run := self._stack[-1].run) is not None:
            if closed.name == "rPr":
                run.properties = (closed.start, end)
                # Another person's pending change of the looks would be told twice.
                run.fits = run.fits and b"rPrChange" not in self._data[closed.start : end]
        elif self._stack and self._stack[-1].text is not None:
            self._stack[-1].text.run.fits = False

    def _characters(self, characters: str) -> None:
        self._just_opened = False
        if self._stack and self._stack[-1].text is not None:
            self._stack[-1].characters.append(characters)
