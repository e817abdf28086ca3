"""HTML inside Markdown: the tags go, the text stays, in blocks as a browser would show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.readers.build import BlockBuilder
from plainspeak.readers.html_elements import (
    CAPTIONS,
    CODE_BLOCKS,
    CONTROLS,
    HEADINGS,
    LISTS,
    MASKED,
    ROWS,
    SECTIONS,
    UNSEEN,
    Table,
)
from plainspeak.readers.html_tokens import attribute, comment_body, tokenize
from plainspeak.readers.markdown_collect import Part
from plainspeak.readers.markdown_inline import add_html

if TYPE_CHECKING:
    from plainspeak.readers.html_tokens import HtmlToken
    from plainspeak.readers.markdown_collect import Collector
    from plainspeak.readers.markdown_lines import ContentMap

_PARTING = (
    SECTIONS
    | CONTROLS
    | CAPTIONS
    | ROWS
    | frozenset(HEADINGS)
    | frozenset({"td", "th", "li", "dt", "dd", "hr", "table", "option", "select"})
)
_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.DEFINITION_TERM,
    "dd": BlockKind.DEFINITION,
    **dict.fromkeys(HEADINGS, BlockKind.HEADING),
    **dict.fromkeys(CAPTIONS, BlockKind.CAPTION),
    **dict.fromkeys(CODE_BLOCKS, BlockKind.CODE),
}


class HtmlBlocks:
    """Reads the HTML blocks of one document; a table or list may go on from one to the next."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._builder = BlockBuilder()
        self._surrounding = Part()
        self._kind: BlockKind | None = None
        self._heading = 0
        self._lists = 0
        self._quotes = 0
        self._table: Table | None = None
        self._in_cell: Part | None = None
        self._unseen = ""

    def read(self, content: ContentMap, surrounding: Part) -> None:
        """Read one HTML block.

        Args:
            content: The block with its map to the source.
            surrounding: What it is part of by Markdown.
        """
        self._surrounding, self._unseen = surrounding, ""
        html = content.content
        for tag in tokenize(html):
            if self._unseen:
                if tag.kind == "end" and tag.name == self._unseen:
                    self._unseen = ""
            elif tag.kind == "text":
                add_html(content, self._builder, tag.start, tag.end, html=html)
            elif tag.kind == "comment":
                self._comment(tag, content)
            elif tag.kind == "start":
                self._start(tag, content)
            elif tag.kind == "end":
                self._end(tag, content)
        self._flush()

    def _flush(self) -> None:
        self._collector.add(self._builder, self._part())
        self._builder = BlockBuilder()

    def _part(self) -> Part:
        outer = self._surrounding
        quoted = outer.quoted or self._quotes > 0
        if self._kind is BlockKind.LIST_ITEM:
            return Part(self._kind, max(outer.level + self._lists, 1), quoted)
        if self._kind is BlockKind.HEADING:
            return Part(self._kind, self._heading, quoted)
        if self._kind:
            return Part(self._kind, 0, quoted)
        if self._in_cell:
            return self._in_cell._replace(quoted=quoted)
        return outer._replace(quoted=quoted)

    def _comment(self, tag: HtmlToken, content: ContentMap) -> None:
        body = comment_body(content.content, tag)
        span = content.span(tag.start, tag.end)
        if self._collector.slides.style.notes_in_comments:
            self._flush()
        self._collector.comment(body, *span)

    def _start(self, tag: HtmlToken, content: ContentMap) -> None:
        name = tag.name
        if name in UNSEEN:
            self._unseen = "" if tag.self_closing else name
        elif name == "br":
            self._builder.space(*content.span(tag.start, tag.end))
        elif name in MASKED:
            self._builder.start_mask(MASKED[name])
        elif name == "a":
            self._builder.start_link()
        elif name == "img":
            self._picture(tag, content)
        elif name in _PARTING:
            self._flush()
            self._open(tag, content)

    def _open(self, tag: HtmlToken, content: ContentMap) -> None:
        name = tag.name
        if name in LISTS:
            self._lists += 1
        elif name == "blockquote":
            self._quotes += 1
        elif name == "table":
            self._table, self._in_cell = Table(self._collector.next_table()), None
        elif name in ROWS or name in ("td", "th"):
            self._open_cell(tag, content)
        elif name in HEADINGS:
            self._heading = HEADINGS[name]
            part = self._surrounding
            top = part.kind is BlockKind.PARAGRAPH and not (part.quoted or self._quotes)
            title = top and self._collector.slides.heading(self._heading)
            self._kind = BlockKind.SLIDE_TITLE if title else BlockKind.HEADING
            return
        self._kind = _KINDS.get(name, self._kind)

    def _open_cell(self, tag: HtmlToken, content: ContentMap) -> None:
        if not self._table:
            self._table = Table(self._collector.next_table())
        self._kind, self._in_cell = None, None
        if tag.name == "tr":
            self._table.start_row()
        elif tag.name in ("td", "th"):
            spans = [attribute(content.content, tag, name) for name in ("colspan", "rowspan")]
            columns, rows = (
                int(span[0]) if span and span[0].isdecimal() and len(span[0]) < 5 else 1 for span in spans
            )
            cell = self._table.start_cell(columns, rows, header=tag.name == "th")
            self._in_cell = Part(BlockKind.TABLE_CELL, cell=cell)

    def _end(self, tag: HtmlToken, content: ContentMap) -> None:
        name = tag.name
        if name in MASKED:
            self._builder.end_mask()
        elif name == "a":
            self._builder.end_link()
        elif name == "br":
            self._builder.space(*content.span(tag.start, tag.end))
        elif name in _PARTING:
            self._flush()
            self._close(name)

    def _close(self, name: str) -> None:
        if name in LISTS:
            self._lists = max(self._lists - 1, 0)
        elif name == "blockquote":
            self._quotes = max(self._quotes - 1, 0)
        elif name == "table":
            self._table = self._in_cell = None
        elif name in ("td", "th", "tr"):
            self._in_cell = None
        if name in _KINDS or name in LISTS or name == "table":
            self._kind = None

    def _picture(self, tag: HtmlToken, content: ContentMap) -> None:
        alternative = attribute(content.content, tag, "alt")
        if alternative:
            self._flush()
            builder = BlockBuilder()
            add_html(content, builder, alternative[1], alternative[2], html=content.content)
            self._collector.add(builder, Part(BlockKind.ALT_TEXT, quoted=self._part().quoted))
