"""reStructuredText, with the extensions of Sphinx, read into blocks.

The grammar is that of the specification (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html).
docutils itself, which the tests compare with, gives no positions within a line, copies the rest of the
file for every list, and keeps its directives in global tables that other programs change.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind, Document
from plainspeak.readers.directives import parse_directive
from plainspeak.readers.rst_directives import OPTION as FIELD
from plainspeak.readers.rst_directives import DirectiveReader
from plainspeak.readers.rst_enumerators import starts_item
from plainspeak.readers.rst_inline import SIMPLE_NAME, InlineRules
from plainspeak.readers.rst_lines import Line, LineSource, indented_block, marked_block
from plainspeak.readers.rst_substitutions import read_substitutions
from plainspeak.readers.rst_tables import GRID_TOP, SIMPLE_BORDER, grid_cells, simple_cells, simple_end
from plainspeak.readers.rst_writer import Context, RstWriter
from plainspeak.source import Limits, decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from plainspeak.readers.rst_tables import TableCell

    Construct = Callable[[re.Match[str], list[Line], int, Context], int]

_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_RULE = re.compile(rf"({_PUNCTUATION})\1*\Z")
_SHORTEST_RULE = 4
_BULLET = re.compile(r"[-+*•‣⁃](?: +|\Z)")
_OPTION_ARGUMENT = r"(?:[a-zA-Z][a-zA-Z0-9_-]*+|<[^<>]++>)"
_ONE_OPTION = (
    rf"(?:(?:--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*+(?:[ =]{_OPTION_ARGUMENT})?+"
    rf"|[-+][a-zA-Z0-9](?: ?{_OPTION_ARGUMENT})?+)"
)
_OPTIONS = re.compile(rf"{_ONE_OPTION}(?:, {_ONE_OPTION})*+(?:  +| ?\Z)")
_ATTRIBUTION = re.compile(r"(?:---?(?!-)|—) *(?=[^ ])")
_LITERAL_NEXT = re.compile(r"(?<!\\)(?:\\\\)*+::\Z")
_FOOTNOTE = re.compile(rf"\.\. +\[(?:[0-9]++|#(?:{SIMPLE_NAME})?+|\*|{SIMPLE_NAME})\](?: +|\Z)")
_UNSEEN = re.compile(r"\.\. +(?:_(?! |\Z)|\|(?! |\Z))")
_DIRECTIVE = re.compile(rf"\.\. +({SIMPLE_NAME}) ?::(?: +|\Z)")


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Turn the bytes of a reStructuredText file into a Document.

    Raises:
        UnreadableFileError: It is no text, nests too deeply, has a table with too many columns, or
            includes a file from outside its folder.
    """
    source = decode(data, path, limits)
    lines = LineSource(source.text)
    rules = InlineRules(read_substitutions(lines.lines))
    writer = RstWriter(path, lines, rules, limits)
    _RstParser(writer).parse(lines.lines, Context())
    # A cell that spans rows starts before some cells left of it.
    blocks = sorted(writer.blocks, key=lambda block: block.source_start)
    return Document(source, "rst", tuple(blocks), writer.meta, tuple(writer.directives))


class _RstParser:
    """Recognises block by block; what is indented below is parsed the same way."""

    def __init__(self, writer: RstWriter) -> None:
        self._writer = writer
        self._nesting = writer.limits.nesting
        self._directives = DirectiveReader(writer, self.parse)
        # In the order in which docutils tries them. Each gives the index behind it, or 0: it is none.
        self._constructs: list[tuple[re.Pattern[str], Construct]] = [
            (re.compile(" "), self._quote),
            (_BULLET, self._bullet),
            (re.compile(r"\(?(?:[0-9]+|[a-zA-Z]+|#)[.)](?: +|\Z)"), self._enumerated),
            (FIELD, self._field),
            (_OPTIONS, self._option),
            (re.compile(r">>>(?: +|\Z)"), self._doctest),
            (re.compile(r"\|(?: +|\Z)"), self._line_block),
            (GRID_TOP, self._grid_table),
            (SIMPLE_BORDER, self._simple_table),
            (re.compile(r"\.\.(?: +|\Z)"), self._explicit),
            (re.compile(r"__(?: +|\Z)"), self._anonymous),
            (_RULE, self._rule),
        ]

    def parse(self, lines: list[Line], context: Context) -> None:
        """Read lines that stand in a construct.

        Raises:
            UnreadableFileError: Too many constructs are around.
        """
        if context.depth > self._nesting and lines:
            message = f"lists, quotes and other blocks are nested more than {self._nesting:,} deep"
            raise self._writer.refuse(message, lines[0])
        index = 0
        while index < len(lines):
            index = self._block(lines, index, context) if lines[index].text else index + 1

    def _block(self, lines: list[Line], index: int, context: Context) -> int:
        text = lines[index].text
        if context.quoted and (match := _ATTRIBUTION.match(text)) and index and not lines[index - 1].text:
            end = _blank(lines, index)
            self._writer.text([lines[index].cut(match.end()), *_stripped(lines[index + 1 : end])], context)
            return end
        for pattern, construct in self._constructs:
            match = pattern.match(text)
            if match:
                end = construct(match, lines, index, context)
                if end:
                    return end
        return self._text(lines, index, context)

    # Text and titles

    def _text(self, lines: list[Line], index: int, context: Context) -> int:
        line = lines[index]
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if following.startswith(" "):
            block, end = indented_block(lines, index + 1)
            self._writer.text([line], context, BlockKind.DEFINITION_TERM)
            self.parse(block, context.inside(BlockKind.DEFINITION))
            return end
        if _RULE.match(following) and (
            len(following) >= _SHORTEST_RULE or _width(line.text) <= len(following)
        ):
            self._writer.heading(line, following[0], context)
            return index + 2
        end = index + 1
        while end < len(lines) and lines[end].text and not lines[end].text.startswith(" "):
            end += 1
        return self._paragraph(lines, index, end, context)

    def _paragraph(self, lines: list[Line], start: int, end: int, context: Context) -> int:
        block, last = lines[start:end], lines[end - 1]
        if not _LITERAL_NEXT.search(last.text):
            self._writer.text(block, context)
            return end
        # `text::` shows one colon, ` ::` none.
        keep = -2 if last.text[-3:-2] in ("", " ") else -1
        self._writer.text([*block[:-1], last.cut(0, keep)], context)
        return self._literal(lines, end, context)

    def _literal(self, lines: list[Line], index: int, context: Context) -> int:
        start = index
        while start < len(lines) and not lines[start].text:
            start += 1
        if start == len(lines):
            return start
        mark = lines[start].text[0]
        if mark == " ":
            block, end = indented_block(lines, start)
        elif start > index and re.match(_PUNCTUATION, mark):
            end = start
            while end < len(lines) and lines[end].text.startswith(mark):
                end += 1
            block = lines[start:end]
        else:
            return index
        self._writer.code(block, context)
        return end

    def _rule(self, match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        """A title between two lines, or a line that parts sections."""
        text = match[0]
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None or not following.text:
            return index + 1 if len(text) >= _SHORTEST_RULE else 0
        below = lines[index + 2].text if index + 2 < len(lines) else ""
        if below == text and not _RULE.match(following.text):
            title = following.cut(following.indent)
            if len(text) >= _SHORTEST_RULE or _width(title.text) <= len(text):
                self._writer.heading(title, text[0] * 2, context)
                return index + 3
        return index + 1 if len(text) >= _SHORTEST_RULE else 0

    # Lists and quotes

    def _quote(self, _match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        block, end = indented_block(lines, index)
        # Many people indent their lists; that quotes nobody.
        first = block[0].text
        listed = _BULLET.match(first) or starts_item(block, 0) or first.startswith((":", "..", "|", "+-"))
        inner = context.inside()
        self.parse(block, inner if listed else inner._replace(quoted=True))
        return end

    def _bullet(self, match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        return self._item(lines, index, match.end(), context)

    def _enumerated(self, match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        return self._item(lines, index, match.end(), context) if starts_item(lines, index) else 0

    def _item(self, lines: list[Line], index: int, width: int, context: Context) -> int:
        first = lines[index].cut(width)
        below, end = indented_block(lines, index + 1, width if first.text else None)
        inner = context.inside(BlockKind.LIST_ITEM)
        self.parse([first, *below], inner._replace(level=context.level + 1))
        return end

    def _field(self, match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        writer = self._writer
        block, end = marked_block(lines, index, match.end())
        name = lines[index].cut(match.start(1), match.end(1))
        if not context.depth and writer.in_head:
            value = " ".join(line.text for line in block if line.text)
            if self._says_of_itself(name.text.lower(), value):
                return end
        writer.text([name], context, BlockKind.DEFINITION_TERM)
        self.parse(block, context.inside(BlockKind.DEFINITION))
        return end

    def _says_of_itself(self, name: str, value: str) -> bool:
        """Note a field at the top; tell whether it is for programs only."""
        prefix, _, key = name.partition("-")
        if prefix == "plainspeak" and key:
            settings = self._writer.meta.setdefault("plainspeak", {})
            if isinstance(settings, dict):
                settings[key] = value.replace(",", " ").split() if key == "ignore" else value
            return True
        self._writer.meta.setdefault(name, value)
        return not value

    def _option(self, match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        block, end = marked_block(lines, index, match.end())
        if not any(line.text for line in block):
            return 0
        term = lines[index].cut(0, match.end())
        self._writer.masked(term, context, BlockKind.DEFINITION_TERM)
        self.parse(block, context.inside(BlockKind.DEFINITION))
        return end

    def _doctest(self, _match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        end = _blank(lines, index)
        self._writer.code(lines[index:end], context)
        return end

    def _line_block(self, _match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        end = index + 1
        while end < len(lines) and lines[end].text.startswith(" "):
            end += 1
        first = lines[index].cut(1)
        self._writer.text([first.cut(first.indent), *_stripped(lines[index + 1 : end])], context)
        return end

    # Tables

    def _grid_table(self, match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        self._check_columns(match[0].count("+") - 1, lines[index])
        end = index
        while end < len(lines) and lines[end].text[:1] in ("+", "|"):
            end += 1
        bottom = end
        while bottom > index + 2 and not GRID_TOP.match(lines[bottom - 1].text):
            bottom -= 1
        block = lines[index : bottom if bottom > index + 2 else end]
        self._table(grid_cells(block), block, context)
        return index + len(block)

    def _simple_table(self, match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        self._check_columns(len(match[0].split()), lines[index])
        end = simple_end(lines, index)
        if end:
            block = lines[index:end]
            self._table(simple_cells(block), block, context)
            return end
        end = _blank(lines, index)
        self._writer.code(lines[index:end], context)
        return end

    def _table(self, cells: list[TableCell] | None, block: list[Line], context: Context) -> None:
        if cells is None:
            self._writer.code(block, context)
            return
        table = self._writer.table()
        for cell in cells:
            if any(line.text for line in cell.lines):
                self.parse(cell.lines, self._writer.cell_context(table, cell, context))

    def _check_columns(self, columns: int, line: Line) -> None:
        limit = self._writer.limits.table_columns
        if columns > limit:
            raise self._writer.refuse(f"a table with more than {limit:,} columns", line)

    # Explicit markup

    def _explicit(self, match: re.Match[str], lines: list[Line], index: int, context: Context) -> int:
        text = lines[index].text
        if footnote := _FOOTNOTE.match(text):
            block, end = marked_block(lines, index, footnote.end())
            self.parse(block, context.inside(BlockKind.FOOTNOTE))
        elif _UNSEEN.match(text):
            _block, end = marked_block(lines, index, match.end())
        elif directive := _DIRECTIVE.match(text):
            block, end = marked_block(lines, index, directive.end())
            self._directives.read(directive[1], block, context)
        else:
            end = self._comment(match, lines, index)
        return end

    def _comment(self, match: re.Match[str], lines: list[Line], index: int) -> int:
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if not lines[index].text[match.end() :] and not following:
            return index + 1  # an empty comment ends what was before; what comes now is no part of it
        block, end = marked_block(lines, index, match.end())
        words = parse_directive("\n".join(line.text for line in block))
        if words is not None:
            self._writer.comment(words, lines[index], block[-1].row)
        return end

    def _anonymous(self, _match: re.Match[str], lines: list[Line], index: int, _context: Context) -> int:
        end = index + 1
        while end < len(lines) and lines[end].text.startswith(" "):
            end += 1
        return end


def _blank(lines: list[Line], index: int) -> int:
    """Give the index of the next blank line, or of the end."""
    while index < len(lines) and lines[index].text:
        index += 1
    return index


def _stripped(lines: list[Line]) -> list[Line]:
    return [line.cut(line.indent) for line in lines]


def _width(text: str) -> int:
    """Give how many columns a text takes; wide East Asian characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(bool(unicodedata.combining(character)) for character in text)
