"""Directives of reStructuredText, by docutils and Sphinx: which words of them a reader sees.

Nothing is ever run, read or fetched: `include`, `raw` and their like name files only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from plainspeak.document import BlockKind
from plainspeak.readers import rst_names as names
from plainspeak.readers.rst_lines import Line, indented_block
from plainspeak.readers.rst_tables import TableCell, csv_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plainspeak.readers.rst_writer import Context, RstWriter

OPTION = re.compile(r":(?![: ])((?:[^:\\]|\\.|:(?![ `]|\Z))*+)(?<! ):(?: +|\Z)")
_BULLET = re.compile(r"[-+*•‣⁃](?: +|\Z)")
_ROLE = re.compile(r"([^\s()]+)(?: *\( *([^\s()]+) *\))?")
_OUTSIDE = re.compile(r"[/\\~]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|\Z)")
_DELIMITERS = {"tab": "\t", "space": " "}


class Parts(NamedTuple):
    """A directive's block: the lines of its argument, its options, its content."""

    argument: list[Line]
    options: dict[str, list[Line]]
    content: list[Line]


def split_block(block: list[Line]) -> Parts:
    """Part a directive's block: the first paragraph holds the argument, then options."""
    blank = next((index for index, line in enumerate(block) if index and not line.text), len(block))
    argument: list[Line] = []
    options: dict[str, list[Line]] = {}
    current = argument
    for line in block[:blank]:
        match = OPTION.match(line.text) if line.row != block[0].row else None
        if match:
            current = options.setdefault(match[1].lower(), [])
            line = line.cut(match.end())  # noqa: PLW2901 - the rest of the line is the option's value
        current.append(line)
    content = block[blank:]
    while content and not content[0].text:
        content.pop(0)
    return Parts([line for line in argument if line.text], options, content)


class DirectiveReader:
    """Writes what is seen of a directive.

    Args:
        writer: Where blocks go.
        parse: Reads nested lines.
    """

    def __init__(self, writer: RstWriter, parse: Callable[[list[Line], Context], None]) -> None:
        self._writer = writer
        self._parse = parse
        self._kinds: list[tuple[frozenset[str], Callable[[str, Parts, Context], None]]] = [
            (names.CONTENT, self._content),
            (names.CODE, self._code),
            (names.SILENT, self._silent),
            (names.TABLES, self._table),
            (frozenset({"figure", "image"}), self._image),
            (names.CONTAINERS, self._container),
            (names.TITLED, self._titled),
        ]

    def read(self, name: str, block: list[Line], context: Context) -> None:
        """Read a directive: its name, the rest of its line and what is indented below.

        Raises:
            UnreadableFileError: It includes a file from outside the document's folder.
        """
        name = name.lower()
        parts = split_block(block)
        for known, reader in self._kinds:
            if name in known:
                reader(name, parts, context)
                return
        self._other(name, parts, context)

    def _content(self, name: str, parts: Parts, context: Context) -> None:
        quoted = context.quoted or name in names.QUOTED
        lines = parts.argument + parts.content
        if parts.argument and parts.content:
            lines = [*parts.argument, parts.content[0]._replace(text=""), *parts.content]
        self._parse(lines, context.inside()._replace(quoted=quoted))

    def _titled(self, name: str, parts: Parts, context: Context) -> None:
        version = name.startswith(("version", "deprecated")) or name == "centered"
        self._writer.text(parts.argument, context, None if version else BlockKind.CAPTION)
        self._parse(parts.content, context.inside())

    def _container(self, _name: str, parts: Parts, context: Context) -> None:
        self._parse(parts.content, context.inside())

    def _other(self, name: str, parts: Parts, context: Context) -> None:
        """Keep the words of a directive that nobody told us about."""
        words = sum(len(line.text.split()) for line in parts.argument)
        if name in names.SIGNATURES or ":" in name or name.startswith("auto") or words < 2:
            self._writer.code(parts.argument, context)
        else:
            self._writer.text(parts.argument, context)
        self._parse(parts.content, context.inside())

    def _code(self, name: str, parts: Parts, context: Context) -> None:
        caption = parts.options.get("caption")
        if caption:
            self._writer.text(caption, context, BlockKind.CAPTION)
        lines = parts.argument + parts.content if name in ("math", "parsed-literal") else parts.content
        self._writer.code(lines, context)

    def _image(self, name: str, parts: Parts, context: Context) -> None:
        alternative = parts.options.get("alt")
        if alternative:
            self._writer.plain(alternative, context, BlockKind.ALT_TEXT)
        if name == "figure" and parts.content:
            lines = parts.content
            blank = next((index for index, line in enumerate(lines) if not line.text), len(lines))
            self._writer.text(lines[:blank], context, BlockKind.CAPTION)
            self._parse(lines[blank:], context.inside())

    def _silent(self, name: str, parts: Parts, _context: Context) -> None:
        argument = parts.argument[0] if parts.argument else None
        words = " ".join(line.text for line in parts.argument)
        if name == "include" and argument and _OUTSIDE.match(words):
            message = f"includes `{words[:80]}`, a file outside the document's folder; take the line out"
            raise self._writer.refuse(message, argument)
        if name == "title" and words:
            self._writer.meta.setdefault("title", words)
        elif name == "default-role":
            self._writer.rules.default_role = words
        elif name == "role" and (match := _ROLE.match(words)):
            self._writer.rules.roles[match[1].lower()] = (match[2] or "").lower()

    # Tables

    def _table(self, name: str, parts: Parts, context: Context) -> None:
        if parts.argument:
            self._writer.text(parts.argument, context, BlockKind.CAPTION)
        if name == "table":
            self._parse(parts.content, context.inside())
            return
        headers = self._number(parts, "header-rows")
        stubs = self._number(parts, "stub-columns")
        if name == "csv-table":
            rows = self._csv(parts)
            headers += 1 if "header" in parts.options else 0
        else:
            rows = ([cell for cell, _ in self._items(row)] for row, _ in self._items(parts.content))
        table = self._writer.table()
        for row_number, row in enumerate(rows, start=1):
            for column, lines in enumerate(row, start=1):
                header = row_number <= headers or column <= stubs
                cell = TableCell(row_number, column, header, lines)
                self._parse(lines, self._writer.cell_context(table, cell, context))

    def _csv(self, parts: Parts) -> Iterator[list[list[Line]]]:
        given = " ".join(line.text for line in parts.options.get("delim", [])) or ","
        delimiter = _DELIMITERS.get(given, given[:1])
        yield from csv_rows(parts.options.get("header", []), delimiter)
        yield from csv_rows(parts.content, delimiter)

    def _number(self, parts: Parts, option: str) -> int:
        value = "".join(line.text for line in parts.options.get(option, []))
        return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0

    def _items(self, lines: list[Line]) -> Iterator[tuple[list[Line], int]]:
        """Give the lines of each item of a bullet list, and the index behind it."""
        index = 0
        while index < len(lines):
            match = _BULLET.match(lines[index].text)
            if not match:
                index += 1
                continue
            first = lines[index].cut(match.end())
            below, index = indented_block(lines, index + 1, match.end() if first.text else None)
            yield [first, *below], index
