"""What in a document is not its author's own prose: titles, change logs, sources, quoted words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from plainspeak.document import Aside, BlockKind
from plainspeak.language.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.document import Block, Document
    from plainspeak.knowledge import Vocabulary

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# What stands before the words of "4.2 References", "B. Revision history" and "Annex C: Bibliography".
_NUMBERING = re.compile(
    r"\A(?:(?:annexe?|appendix|section)\s+)?(?:\d[\d.]*|[a-z](?=[.):])|[ivx]+(?=[.):]))[.):]?\s+",
    re.IGNORECASE,
)
# "Fix the login page (#1234)", "#1234 Fix the login page", "… in #1234"
_TICKET_TITLE = re.compile(r"\A\[?#\d{2,}\b|#\d{2,}[\])]*\.?\Z")
_TICKET = re.compile(r"#\d{2,}\b")
_LONG_WORD = 4  # shorter ones are little words, which titles write small
_FEWEST_TITLE_WORDS = 3
_GUIDE = 3  # tables of wordings to avoid, from which a document is a guide to writing
_PAIR = 2
_TELLING = 4  # words from which a cell says something
_ALIKE = 0.4  # of the shorter cell's words, which stand in the other one too
_MOSTLY = 0.6  # of the rows
_ENTRIES = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_CELL})
_TITLES = frozenset({BlockKind.HEADING, BlockKind.SLIDE_TITLE})


def mark_asides(document: Document, vocabulary: Vocabulary) -> Document:
    """Give the document with the asides of every block filled in."""
    quoting, histories = _columns(document, vocabulary)
    sections = vocabulary.words("aside-sections")
    blocks: list[Block] = []
    within = 0  # level of the heading whose section is an aside; 0: none
    for block in document.blocks:
        if block.kind in _TITLES:
            if not within or block.kind is BlockKind.SLIDE_TITLE or block.level <= within:
                within = max(block.level, 1) if _heading_words(block.text) in sections else 0
            whole = ""
        else:
            whole = "reference" if within else _whole(block, quoting, histories)
        found = [Aside(0, len(block.text), whole)] if whole else list(_inside(block))
        blocks.append(replace(block, asides=_merged([*block.asides, *found])) if found else block)
    return replace(document, blocks=tuple(blocks))


def _merged(asides: list[Aside]) -> tuple[Aside, ...]:
    """Join what overlaps, so that the rest can be searched by place."""
    merged: list[Aside] = []
    for aside in sorted(asides, key=lambda aside: (aside.start, -aside.end)):
        if merged and aside.start < merged[-1].end:
            merged[-1] = replace(merged[-1], end=max(merged[-1].end, aside.end))
        else:
            merged.append(aside)
    return tuple(merged)


def _heading_words(text: str) -> str:
    return _NUMBERING.sub("", text).strip(" .:*").casefold()


def _columns(document: Document, vocabulary: Vocabulary) -> tuple[set[tuple[int, int]], set[int]]:
    """Give the columns of somebody else's wording, and the tables that are histories."""
    heads: dict[int, list[tuple[int, str]]] = {}
    for block in document.blocks:
        if block.cell and block.cell.row == 1:
            words = block.text.casefold().replace("’", "'").strip(" .:*")
            heads.setdefault(block.cell.table, []).append((block.cell.column, words))
    quoting_words = vocabulary.words("quoting-columns")
    versions, changes = vocabulary.words("version-columns"), vocabulary.words("change-columns")
    quoting: set[tuple[int, int]] = set()
    histories: set[int] = set()
    for table, cells in heads.items():
        quoting |= {(table, column) for column, words in cells if words in quoting_words}
        written = {words for _, words in cells}
        if written & versions and written & changes:
            histories.add(table)
    return quoting | _rewordings(document, quoting), histories


def _rewordings(document: Document, quoting: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Give the columns of tables that show wordings before and after.

    Two cells a row share their words there; or the document is a guide to writing, which shows many a
    wording to avoid, and has a table of two columns.
    """
    cells: dict[int, dict[tuple[int, int], set[str]]] = {}
    for block in document.blocks:
        if block.cell:
            words = {word.casefold() for word in _WORD.findall(block.text)}
            own = cells.setdefault(block.cell.table, {})
            own.setdefault((block.cell.row, block.cell.column), set()).update(words)
    is_guide = len({table for table, _ in quoting}) >= _GUIDE
    found = set()
    for table, own in cells.items():
        pairs = [
            (own[row, 1], own[row, _PAIR])
            for row, column in own
            if column == _PAIR and min(len(own.get((row, 1), ())), len(own[row, _PAIR])) >= _TELLING
        ]
        alike = sum(len(one & other) >= _ALIKE * min(len(one), len(other)) for one, other in pairs)
        if (
            max(column for _, column in own) == _PAIR
            and pairs
            and (is_guide or alike >= _MOSTLY * len(pairs))
        ):
            found |= {(table, 1), (table, _PAIR)}
    return found


def _whole(block: Block, quoting: set[tuple[int, int]], histories: set[int]) -> str:
    """Say what a block is where all of it is an aside."""
    cell = block.cell
    if cell and cell.row > 1:
        if cell.table in histories:
            return "history"
        if (cell.table, cell.column) in quoting:
            return "standard"
    if block.links and _is_nothing_but_links(block):
        return "contents"
    if block.kind in _ENTRIES and "#" in block.text and _TICKET_TITLE.search(block.text):
        return "history"
    return ""


def _is_nothing_but_links(block: Block) -> bool:
    position = 0
    for start, end in (*block.links, (len(block.text), len(block.text))):
        if any(character.isalpha() for character in block.text[position:start]):
            return False
        position = end
    return True


def _inside(block: Block) -> Iterator[Aside]:
    for start, end in block.links:
        if _is_title(block.text[start:end]):
            yield Aside(start, end, "title")
    for start, end in quotations(block.text):
        yield Aside(start, end, "quote")


def _is_title(text: str) -> bool:
    """Tell whether the text of a link is the name of another page or ticket."""
    if _TICKET.search(text):
        return True
    words = _WORD.findall(text)
    long_words: Sequence[str] = [word for word in words if len(word) >= _LONG_WORD]
    capitals = sum(word[0].isupper() for word in long_words)
    return len(words) >= _FEWEST_TITLE_WORDS and capitals * 3 >= len(long_words) * 2
