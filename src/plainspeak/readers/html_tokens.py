"""HTML cut into tokens with exact positions, in linear time, the way browsers do it.

The standard library's html.parser takes quadratic time on hostile input, and lxml knows lines only.
What a token is follows the tokenization chapter of the HTML standard
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization).
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TokenKind = Literal["text", "start", "end", "comment", "other"]


class HtmlToken(NamedTuple):
    """A stretch of HTML: `text[start:end]`.

    Attributes:
        kind: `text` (may hold entities), `start` or `end` of an element, `comment`, or `other`: a
            doctype, what stands in script and style, what a browser throws away.
        start: Offset of the first character.
        end: Offset past the last character.
        name: Name of the element in lower case; empty for the other kinds.
        self_closing: Whether a start tag ends in `/>`.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    self_closing: bool = False


# Possessive repeats (`*+`, `++`) never give back, so no input makes a pattern try twice.
_WS = r" \t\n\r\f"
_ATTRIBUTE = rf"""(?:=[^{_WS}/>=]*+|[^{_WS}/>=]++)
    (?:[{_WS}]*+=[{_WS}]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{_WS}>"'][^{_WS}>]*+)?+)?+"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^{_WS}/>]*+)((?:[{_WS}/]++|{_ATTRIBUTE})*+)(>?)", re.VERBOSE)
_NAMED_ATTRIBUTE = re.compile(
    rf"""(?P<name>=[^{_WS}/>=]*+|[^{_WS}/>=]++)
    (?:[{_WS}]*+=[{_WS}]*+(?:"(?P<double>[^"]*+)(?:"|\Z)|'(?P<single>[^']*+)(?:'|\Z)
    |(?P<bare>[^{_WS}>"'][^{_WS}>]*+))?+)?+""",
    re.VERBOSE,
)
_TEXT = re.compile(r"(?:[^<]++|<(?![a-zA-Z/!?]))++")
_COMMENT_END = re.compile(r"--!?>")
_RAW_END = {
    name: re.compile(rf"</{name}(?=[{_WS}/>])", re.IGNORECASE)
    for name in ("script", "style", "xmp", "iframe", "noembed", "noframes", "title", "textarea")
}
_RAW_WITH_TEXT = frozenset({"title", "textarea", "xmp"})
_ENTITY = re.compile(r"&(?:#[0-9]++;?+|#[xX][0-9a-fA-F]++;?+|[a-zA-Z][a-zA-Z0-9]{0,31}+;?+)")
_LONGEST_NUMBER = 8


def tokenize(text: str, start: int = 0, end: int | None = None, *, xml: bool = False) -> Iterator[HtmlToken]:
    """Cut `text[start:end]` into tokens that follow each other without gaps.

    Args:
        text: The source; every offset counts in it.
        start: Where to begin.
        end: Where to stop; the end of the text if None.
        xml: Read as XHTML: `<script/>` and `<title/>` hold nothing.
    """
    stop = len(text) if end is None else end
    position = start
    while position < stop:
        match = _TEXT.match(text, position, stop)
        if match:
            yield HtmlToken("text", position, match.end())
            position = match.end()
            continue
        token = _markup(text, position, stop)
        yield token
        position = token.end
        if token.kind == "start" and token.name in _RAW_END and not (xml and token.self_closing):
            raw_end = _RAW_END[token.name].search(text, position, stop)
            raw_stop = raw_end.start() if raw_end else stop
            if raw_stop > position:
                kind: TokenKind = "text" if token.name in _RAW_WITH_TEXT else "other"
                yield HtmlToken(kind, position, raw_stop)
            position = raw_stop


def _markup(text: str, position: int, stop: int) -> HtmlToken:
    match = _TAG.match(text, position, stop)
    if match:
        if not match[4]:
            return HtmlToken("other", position, stop)  # a tag that the file breaks off in
        name = match[2].lower()
        if match[1]:
            return HtmlToken("end", position, match.end(), name)
        return HtmlToken("start", position, match.end(), name, text[match.end() - 2] == "/")
    if text.startswith("<!--", position, stop):
        return HtmlToken("comment", position, _comment_end(text, position, stop))
    closing = text.find(">", position, stop)
    after = stop if closing == -1 else closing + 1
    if text.startswith("</", position, stop) and position + 2 >= stop:
        return HtmlToken("text", position, stop)
    return HtmlToken("other", position, after)


def _comment_end(text: str, position: int, stop: int) -> int:
    for short in ("<!-->", "<!--->"):
        if text.startswith(short, position, stop):
            return position + len(short)
    match = _COMMENT_END.search(text, position + 4, stop)
    return match.end() if match else stop


def comment_body(text: str, token: HtmlToken) -> str:
    """Give what stands between the marks of a comment token."""
    raw = text[token.start + 4 : token.end]
    for mark in ("--!>", "-->", "->", ">"):
        if raw.endswith(mark):
            return raw[: -len(mark)]
    return raw


def attribute(text: str, token: HtmlToken, name: str) -> tuple[str, int, int] | None:
    """Give the decoded value of a start tag's attribute and the span of its raw value, or None.

    Args:
        text: The source that the token was cut from.
        token: A start tag.
        name: The attribute's name in lower case.
    """
    first = token.start + 1 + len(token.name)
    for match in _NAMED_ATTRIBUTE.finditer(text, first, token.end - 1):
        if match["name"].lower() == name:
            for group in ("double", "single", "bare"):
                if match[group] is not None:
                    start, end = match.span(group)
                    return "".join(piece[0] for piece in text_pieces(text, start, end)), start, end
            return "", match.end(), match.end()
    return None


def text_pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, bool]]:
    """Decode the entities of `text[start:end]`.

    Yields:
        The decoded text, the span it stands for, and whether it is the same text in both.
    """
    position = start
    for match in _ENTITY.finditer(text, start, end):
        decoded, length = _decode_entity(match[0])
        if not length:
            continue
        if match.start() > position:
            yield text[position : match.start()], position, match.start(), True
        position = match.start() + length
        if decoded:
            yield decoded, match.start(), position, False
    if end > position:
        yield text[position:end], position, end, True


def _decode_entity(raw: str) -> tuple[str, int]:
    """Give what an entity stands for and how much of `raw` it takes; 0 where it is none."""
    if raw[1] == "#":
        digits = raw[2:].strip("xX;").lstrip("0")
        # Python refuses to turn thousands of digits into a number; none so long is a character.
        return ("\ufffd" if len(digits) > _LONGEST_NUMBER else html.unescape(raw)), len(raw)
    name = raw[1:]
    if name in html5:
        return html5[name], len(raw)
    for length in range(len(name), 1, -1):  # `&copyright` is © and `right`: old names need no semicolon
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return "", 0
