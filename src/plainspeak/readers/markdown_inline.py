"""The text inside a Markdown block: from the parser's tokens to clean text with positions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.readers.build import BlockBuilder
from plainspeak.readers.html_elements import MASKED, SECTIONS, UNSEEN
from plainspeak.readers.html_tokens import attribute, comment_body, text_pieces, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from plainspeak.readers.html_tokens import HtmlToken
    from plainspeak.readers.markdown_lines import ContentMap

# Marp's and Slidev's words for a picture's place and size, which stand where its text should.
_PLACING = re.compile(
    r"(?:bg|fit|cover|contain|auto|left|right|vertical|[wh]|width|height)(?::\S*)?(?:\s+|\Z)"
)
_ALTERNATIVE = re.compile(r"[ {](?:fig-)?alt=\"([^\"]+)\"")
_BREAKING = SECTIONS | {"br", "hr", "td", "th", "tr", "li", "dt", "dd", "table"}


_MARKUP = re.compile(r"[\\`*_~\[<&${^]")


def has_markup(text: str) -> bool:
    """Tell whether any rule for text inside a block could apply; line breaks aside, where all agree."""
    return _MARKUP.search(text) is not None


@dataclass(slots=True)
class InlineText:
    """What a stretch of inline Markdown becomes.

    Attributes:
        builder: The block's own text.
        beside: Texts that become blocks of their own: pictures' alternative texts and notes.
        comments: HTML comments: what they say, and their span in the source.
    """

    builder: BlockBuilder = field(default_factory=BlockBuilder)
    beside: list[tuple[BlockKind, BlockBuilder]] = field(default_factory=list)
    comments: list[tuple[str, int, int]] = field(default_factory=list)


class InlineReader:
    """Turns the tokens of one block's text into an `InlineText`.

    Args:
        content: The block's text with its map to the source.
        placing: Whether alternative texts may be words for a picture's place, as in Marp.
        start: Position in the text before which nothing is shown.
    """

    def __init__(self, content: ContentMap, *, placing: bool = False, start: int = 0) -> None:
        self.result = InlineText()
        self._content = content
        self._placing = placing
        self._start = start
        self._base = 0
        self._builder = self.result.builder
        self._outer: list[BlockBuilder] = []
        self._in_autolink = False
        self._in_picture = False
        self._unseen = ""
        self._handlers: dict[str, Callable[[Token, int], None]] = {
            "text": self._text,
            "text_special": self._special,
            "softbreak": self._break,
            "hardbreak": self._break,
            "code_inline": self._code,
            "math": self._math,
            "template": self._template,
            "html_inline": self._html,
            "link_open": self._link,
            "link_close": self._link_end,
            "image": self._picture,
            "attributes": self._attributes,
            "footnote_open": self._note,
            "footnote_close": self._note_end,
        }

    def read(self, tokens: list[Token]) -> InlineText:
        """Add what the tokens show, in order."""
        for token in tokens:
            handler = self._handlers.get(token.type)
            if handler:
                handler(token, self._base + token.meta.get("pos", 0))
        return self.result

    def _add(self, start: int, end: int) -> None:
        if not self._unseen:
            self._content.add(self._builder, max(start, self._start), end)

    def _masked(self, what: str, start: int, end: int) -> None:
        self._builder.start_mask(what)
        self._add(start, end)
        self._builder.end_mask()

    def _text(self, token: Token, position: int) -> None:
        if token.content and not self._in_autolink:
            self._add(position, position + len(token.content))

    def _special(self, token: Token, position: int) -> None:
        if token.content == token.markup:
            self._add(position, position + len(token.markup))
        elif not self._unseen:
            span = self._content.span(position, position + len(token.markup))
            self._builder.replaced(token.content, *span)

    def _break(self, _token: Token, position: int) -> None:
        self._builder.space(*self._content.gap(position))

    def _code(self, token: Token, position: int) -> None:
        begin = position + len(token.markup)
        size = len(token.content)
        raw = self._content.content[begin : begin + size].replace("\n", " ")
        if raw != token.content:
            begin += 1  # one space was taken from each side
        self._masked("code", begin, begin + size)

    def _math(self, token: Token, position: int) -> None:
        marks = 2 if token.content.startswith("$$") else 1
        self._masked("formula", position + marks, position + len(token.content) - marks)

    def _template(self, token: Token, position: int) -> None:
        self._masked("code", position, position + len(token.content))

    def _link(self, token: Token, position: int) -> None:
        if token.markup == "autolink":
            end = self._content.content.index(">", position)
            address = self._content.content[position + 1 : end]
            self._masked("url" if ":" in address else "email", position + 1, end)
            self._in_autolink = True
        else:
            self._builder.start_link()

    def _link_end(self, _token: Token, _position: int) -> None:
        self._in_autolink = False
        self._builder.end_link()

    def _picture(self, token: Token, position: int) -> None:
        if not token.children:
            return
        start = position + 2
        if self._placing:
            skipped = start
            while match := _PLACING.match(self._content.content, skipped, start + len(token.content)):
                skipped = match.end()
            if skipped > start:
                self._start, start = max(self._start, skipped), position + 2
        nested = self._in_picture
        if not nested:
            self._in_picture = True
            self._open(BlockKind.ALT_TEXT)
        outer, self._base = self._base, start
        self.read(token.children)
        self._base = outer
        if not nested:
            self._in_picture = False
            self._close()

    def _attributes(self, token: Token, position: int) -> None:
        """Read a picture's alternative text where Quarto keeps it."""
        match = _ALTERNATIVE.search(token.content)
        if match:
            self._open(BlockKind.ALT_TEXT)
            self._add(position + match.start(1), position + match.end(1))
            self._close()

    def _note(self, _token: Token, _position: int) -> None:
        self._open(BlockKind.FOOTNOTE)

    def _note_end(self, _token: Token, _position: int) -> None:
        self._close()

    def _open(self, kind: BlockKind) -> None:
        self._outer.append(self._builder)
        self._builder = BlockBuilder()
        self.result.beside.append((kind, self._builder))

    def _close(self) -> None:
        self._builder = self._outer.pop()

    def _html(self, token: Token, position: int) -> None:
        content = token.content
        for tag in tokenize(content):
            if tag.kind == "comment":
                span = self._content.span(position + tag.start, position + tag.end)
                self.result.comments.append((comment_body(content, tag), *span))
            elif self._unseen:
                if tag.kind == "end" and tag.name == self._unseen:
                    self._unseen = ""
            elif tag.kind == "start":
                self._start_tag(tag, content, position)
            elif tag.kind == "end":
                self._end_tag(tag, position)

    def _start_tag(self, tag: HtmlToken, content: str, position: int) -> None:
        if tag.name in _BREAKING:
            self._builder.space(*self._content.span(position + tag.start, position + tag.end))
        elif tag.name in MASKED:
            self._builder.start_mask(MASKED[tag.name])
        elif tag.name == "a":
            self._builder.start_link()
        elif tag.name in UNSEEN and not tag.self_closing:
            self._unseen = tag.name
        elif tag.name == "img":
            alternative = attribute(content, tag, "alt")
            if alternative:
                self._open(BlockKind.ALT_TEXT)
                add_html(self._content, self._builder, *alternative[1:], shift=position, html=content)
                self._close()

    def _end_tag(self, tag: HtmlToken, position: int) -> None:
        if tag.name in MASKED:
            self._builder.end_mask()
        elif tag.name == "a":
            self._builder.end_link()
        elif tag.name in _BREAKING:
            self._builder.space(*self._content.span(position + tag.start, position + tag.end))


def add_html(
    content: ContentMap, builder: BlockBuilder, start: int, end: int, *, html: str, shift: int = 0
) -> None:
    """Add the text at `html[start:end]`, entities decoded, to a block.

    Args:
        content: Maps positions to the source.
        builder: Takes the text.
        start: Where the text starts in `html`.
        end: Where it ends.
        html: What the text stands in.
        shift: Position of `html` in the mapped content.
    """
    for text, piece_start, piece_end, literal in text_pieces(html, start, end):
        if literal:
            content.add(builder, shift + piece_start, shift + piece_end)
        else:
            builder.replaced(text, *content.span(shift + piece_start, shift + piece_end))
