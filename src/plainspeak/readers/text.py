"""Plain text: paragraphs by blank lines, with the lists, headings and quotes that people type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind, Document
from plainspeak.readers.build import BlockBuilder
from plainspeak.readers.markdown_lines import SourceLines
from plainspeak.source import decode

if TYPE_CHECKING:
    from plainspeak.document import Block
    from plainspeak.source import Limits

_QUOTE = re.compile(r"[ \t]*+(?:>[ \t]?)++")
_BULLET = re.compile(
    r"(?:[-*+•‣▪◦●○■–—·][ \t]++|(?P<number>\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])[ \t]++)(?=\S)"
)
_UNDERLINE = re.compile(r"(=|-|~|\*|_)\1{2,}\Z")
_SEPARATOR = re.compile(r"[-=~*_#+|. ]{3,}\Z")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<dot>[.)]?)[ \t]++(?=[^\W\d_])")
_KEY = re.compile(r"[A-Z][\w/-]*(?: [\w/-]+){0,3}:(?:[ \t]|\Z)")
_CODE_SIGN = re.compile(r"[{};=<>\\$|]|\w\(|^\s*(?:#|//|\$ )")
_SENTENCE_END = (".", "!", "?", ":", "…", ".”", '."', ".)")
_NOT_HEADING_END = (".", ",", ";", ":", "!", "?", "…")

_CODE_INDENT = 4
_LONGEST_HEADING = 10  # words
_SOFT_WRAPPED = 120  # characters; a longer line was never broken by hand
_TAB = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its quote marks: where its text starts and ends, and how far it is indented."""

    text: str
    start: int
    indent: int
    quoted: bool


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Turn the bytes of a plain text file into a Document.

    Raises:
        UnreadableFileError: The bytes are no text.
    """
    source = decode(data, path, limits)
    lines = SourceLines(source.text, 0, len(source.text))
    reader = _TextReader([_read_line(lines, number) for number in range(len(lines))])
    return Document(source, "text", tuple(reader.run()))


def _read_line(lines: SourceLines, number: int) -> _Line:
    raw = lines.text(number)
    quote = _QUOTE.match(raw)
    begin = quote.end() if quote else 0
    text = raw[begin:].lstrip()
    spaces = raw[begin : len(raw) - len(text)]
    return _Line(
        text.rstrip(),
        lines.bounds(number)[0] + len(raw) - len(text),
        len(spaces.expandtabs(_TAB)),
        quote is not None,
    )


class _TextReader:
    def __init__(self, lines: list[_Line]) -> None:
        self._lines = lines
        self._blocks: list[Block] = []
        self._builder = BlockBuilder()
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._quoted = False
        self._lists: list[tuple[int, bool]] = []  # of each list around: its indent, whether it is numbered
        self._numbered_before = False

    def run(self) -> list[Block]:
        first = 0
        while first < len(self._lines):
            if not self._lines[first].text:
                first += 1
                continue
            last = first + 1
            while (
                last < len(self._lines)
                and self._lines[last].text
                and self._lines[last].quoted == self._lines[first].quoted
            ):
                last += 1
            self._group(first, last)
            first = last
        return self._blocks

    def _open(self, kind: BlockKind, level: int = 0) -> None:
        self._close()
        self._kind, self._level = kind, level

    def _close(self) -> None:
        block = self._builder.build(self._kind, level=self._level, quoted=self._quoted)
        self._builder = BlockBuilder()
        if block:
            self._blocks.append(block)

    def _add(self, line: _Line, skip: int = 0) -> None:
        if self._builder:
            self._builder.space(line.start, line.start)
        self._builder.literal(line.text[skip:], line.start + skip)

    def _group(self, first: int, last: int) -> None:
        """Read lines that stand together, all quoted or none."""
        lines = self._lines[first:last]
        self._quoted = lines[0].quoted
        if self._is_code(lines):
            self._open(BlockKind.CODE)
            for line in lines:
                self._add(line)
            self._close()
            return
        if self._lists and lines[0].indent > self._lists[0][0]:
            self._drop_lists(lines[0].indent, inside=True)
            self._open(BlockKind.LIST_ITEM, len(self._lists))
        else:
            self._open(BlockKind.PARAGRAPH)
        width = max(line.indent + len(line.text) for line in lines)
        skipped = False
        for index, line in enumerate(lines):
            if skipped:
                skipped = False
            elif self._is_underlined(lines, index):
                level = 1 if lines[index + 1].text[0] == "=" else 2
                self._heading(line, level)
                skipped = True
            elif not self._builder and self._is_heading(lines, index, first + index):
                self._heading(line, self._heading_level(line.text))
            else:
                self._text(lines, index, width)
        self._close()

    def _heading(self, line: _Line, level: int) -> None:
        self._lists.clear()
        self._numbered_before = False
        self._open(BlockKind.HEADING, level)
        self._add(line)
        self._open(BlockKind.PARAGRAPH)

    def _text(self, lines: list[_Line], index: int, width: int) -> None:
        line = lines[index]
        if _SEPARATOR.match(line.text):
            self._open(BlockKind.PARAGRAPH)
            return
        bullet = _BULLET.match(line.text)
        if bullet and self._is_item(bullet, lines, index):
            self._drop_lists(line.indent, inside=False)
            self._lists.append((line.indent, bullet["number"] is not None))
            self._open(BlockKind.LIST_ITEM, len(self._lists))
            self._numbered_before = bullet["number"] is not None
            self._add(line, bullet.end())
            return
        if self._kind is BlockKind.LIST_ITEM and self._builder and line.indent <= self._lists[-1][0]:
            # A line at the bullet's own place goes on with the item only if that breaks off.
            if lines[index - 1].text.endswith(_SENTENCE_END):
                self._open(BlockKind.PARAGRAPH)
        elif self._builder and _parts(lines[index - 1], line, width):
            self._open(self._kind, self._level)
        if self._kind is BlockKind.PARAGRAPH:
            self._lists.clear()
            self._numbered_before = False
        self._add(line)

    def _drop_lists(self, indent: int, *, inside: bool) -> None:
        while self._lists and self._lists[-1][0] >= indent:
            if inside and len(self._lists) == 1:
                break
            self._lists.pop()

    def _is_item(self, bullet: re.Match[str], lines: list[_Line], index: int) -> bool:
        """Tell a list's item from a sentence that happens to be broken before a number."""
        if bullet["number"] is None or index == 0 or not self._builder:
            return True
        if self._kind is BlockKind.LIST_ITEM:
            indent = lines[index].indent
            return indent > self._lists[-1][0] or (indent, True) in self._lists
        before = lines[index - 1].text
        is_first = bullet["number"].strip("().").lower() in {"1", "a", "i"}
        return before.endswith(":") or (is_first and before.endswith(_SENTENCE_END))

    @staticmethod
    def _is_code(lines: list[_Line]) -> bool:
        if any(line.indent < _CODE_INDENT for line in lines):
            return False
        signs = sum(bool(_CODE_SIGN.search(line.text)) for line in lines)
        return signs * 2 > len(lines) and not any(_BULLET.match(line.text) for line in lines)

    def _is_underlined(self, lines: list[_Line], index: int) -> bool:
        if index + 1 >= len(lines) or self._builder:
            return False
        text, mark = lines[index].text, _UNDERLINE.match(lines[index + 1].text)
        if not mark or not any(character.isalnum() for character in text):
            return False
        size = len(lines[index + 1].text)
        return len(text.split()) <= 2 * _LONGEST_HEADING and size * 2 >= len(text) and "   " not in text

    def _is_heading(self, lines: list[_Line], index: int, number: int) -> bool:
        text = lines[index].text
        if text.endswith(_NOT_HEADING_END) or len(text.split()) > _LONGEST_HEADING or "   " in text:
            return False
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if _is_capitals(text):
            return not _is_capitals(following) and not _BULLET.match(text)
        numbered = _NUMBERED.match(text)
        if not numbered or following or not text[numbered.end()].isupper():
            return False
        if "." in numbered["number"]:
            return True
        return bool(numbered["dot"]) and not self._numbered_before and not self._number_follows(number)

    def _number_follows(self, number: int) -> bool:
        """Tell whether the next line with text is numbered, too: then both are items of a list."""
        following = number + 1
        while following < len(self._lines) and not self._lines[following].text:
            following += 1
        return following < len(self._lines) and _NUMBERED.match(self._lines[following].text) is not None

    @staticmethod
    def _heading_level(text: str) -> int:
        numbered = _NUMBERED.match(text)
        return numbered["number"].count(".") + 1 if numbered else 1


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    words = re.findall(r"[^\W\d_]{4,}", text)
    return (
        len(letters) >= 5 and bool(words) and text == text.upper() and len(text.split()) <= _LONGEST_HEADING
    )


def _parts(before: _Line, line: _Line, width: int) -> bool:
    """Tell whether the writer ended a paragraph between two lines without leaving one blank."""
    if _KEY.match(before.text) and _KEY.match(line.text):
        return True
    if not before.text.endswith(_SENTENCE_END) or not line.text[0].isupper():
        return False
    first_word = line.text.split(maxsplit=1)[0]
    end = before.indent + len(before.text)
    return end > _SOFT_WRAPPED or end + 1 + len(first_word) <= width
