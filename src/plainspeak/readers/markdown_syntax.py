"""Syntax beyond CommonMark that documents and decks use, as rules of the Markdown parser.

Pandoc and Quarto: fenced divs, attributes, spans, notes, formulas. Jekyll and Hugo: templates.
Slidev: settings of a slide. Every rule looks at a bounded stretch or remembers what it didn't find.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, cast

from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_DIV = re.compile(r":{3,}[ \t]*(.*?)(?:[ \t]*:+)?[ \t]*$|::[\w-]+::[ \t]*$")
_DIV_TITLE = re.compile(r"[\w-]+[ \t]+(\S.*)|[\w-]+\[([^\]]+)\]")
_TITLE_ATTRIBUTE = re.compile(r'[ {]title="([^"]*)"')
_ATTRIBUTE = r"""(?:[#.][\w:.-]++|[\w:-]++=(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|[^\s"'{}]++)|-)"""
_ATTRIBUTES = re.compile(rf"\{{:?[ \t]*+{_ATTRIBUTE}(?:[ \t]++{_ATTRIBUTE})*+[ \t]*+\}}")
_MATH_END = re.compile(r"\$\$[ \t]*(?:\{#[\w:.-]+\})?[ \t]*$")
# What tells a formula from two amounts of money: commands, powers, indices, relations.
_MATH_SIGN = re.compile(r"[\\^_=<>]|[^\W\d_][+*/]|\A[^\W\d_]{1,2}\Z")
_TEMPLATES = {"{{": "}}", "{%": "%}"}
_LONGEST = 2_000
_SETTING = re.compile(r"[ \t]*[\w-]+[ \t]*:|[ \t]*#|[ \t]+\S|[ \t]*-[ \t]|[ \t]*$")
_LONGEST_SETTINGS = 60  # lines


class InlineState(StateInline):
    """Notes in each token's `meta` the position at which it starts in the inline text."""

    def __init__(self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self._pending_start = 0
        self._pushed: Token | None = None
        self._last_span: int | None = None

    @property
    def last_span(self) -> int:
        """Position of the last `]{`, or -1."""
        if self._last_span is None:
            self._last_span = self.src.rfind("]{")
        return self._last_span

    def append_pending(self, text: str) -> None:
        """Add plain text, noting where it starts."""
        if not self.pending:
            self._pending_start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - the parser's name
        """Make a token of the plain text so far."""
        token = super().pushPending()
        token.meta["pos"] = self._pending_start
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token, noting where it starts."""
        token = super().push(ttype, tag, nesting)
        position, last = self.pos, self._pushed
        # A run of emphasis marks comes as several tokens that are pushed at one position.
        if last and last.type == ttype == "text" and last.meta["at"] == position:
            position = last.meta["pos"] + len(last.content)
        token.meta.update(pos=position, at=self.pos)
        self._pushed = token
        return token


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def fenced_div(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Read `::: {.notes}`, `:::: columns`, `:::note Title`, `:::` and Slidev's `::right::`."""
    position = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("::", position) or state.is_code_block(start_line):
        return False
    text = _line(state, start_line)
    match = _DIV.match(text)
    if not match:
        return False
    if silent:
        return True
    state.line = start_line + 1
    info = match[1] or ""
    slot = match[1] is None
    token = state.push("div_slot" if slot else "div_open" if info else "div_close", "", 0)
    token.map = [start_line, state.line]
    token.info = info
    title = _TITLE_ATTRIBUTE.search(info) if "{" in info else _DIV_TITLE.match(info)
    if title:
        token.content = title[title.lastindex or 1]
        token.meta["from_end"] = len(text) - match.start(1) - title.start(title.lastindex or 1)
    return True


def math_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001
    """Read a formula from a line that starts with `$$` to one that ends with it."""
    position = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("$$", position) or state.is_code_block(start_line):
        return False
    if start_line < state.env.get("no_math_before", 0):
        return False
    line = start_line
    rest = state.src[position + 2 : state.eMarks[start_line]]
    while not _MATH_END.search(rest):
        line += 1
        if line >= end_line or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            state.env["no_math_before"] = line
            return False
        rest = _line(state, line)
    if silent:
        return True
    state.line = line + 1
    token = state.push("math_block", "", 0)
    token.map = [start_line, state.line]
    token.content = state.getLines(start_line, state.line, state.blkIndent, keepLastLF=False)
    return True


def slide_settings(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001
    """Read Slidev's slide break with the slide's settings: `---`, `layout: cover`, `---`."""
    if state.level or state.sCount[start_line] or _line(state, start_line).rstrip() != "---":
        return False
    last = min(end_line, start_line + _LONGEST_SETTINGS)
    line = start_line + 1
    if line >= last or not _SETTING.match(_line(state, line)) or state.isEmpty(line):
        return False
    while line < last and _line(state, line).rstrip() != "---":
        if not _SETTING.match(state.src[state.bMarks[line] : state.eMarks[line]]):
            return False
        line += 1
    if line >= last:
        return False
    if silent:
        return True
    state.line = line + 1
    token = state.push("hr", "hr", 0)
    token.map = [start_line, state.line]
    token.markup = "---"
    return True


def _mark(state: StateInline, kind: str, end: int, silent: bool) -> bool:  # noqa: FBT001
    if not silent:
        token = state.push(kind, "", 0)
        token.content = state.src[state.pos : end]
    state.pos = end
    return True


def math_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read `$x^2$` and `$$x^2$$`, by Pandoc's rules, but never two amounts of money."""
    source, start = state.src, state.pos
    if source[start] != "$":
        return False
    mark = "$$" if source.startswith("$$", start) else "$"
    begin = start + len(mark)
    if begin >= state.posMax or source[begin].isspace() or (start and source[start - 1].isalnum()):
        return False
    last = min(state.posMax, begin + _LONGEST)
    end = source.find(mark, begin, last)
    while end > 0 and source[end - 1] == "\\":
        end = source.find(mark, end + 1, last)
    if end <= begin or source[end - 1].isspace():
        return False
    after = end + len(mark)
    if mark == "$" and (source[after : after + 1].isalnum() or not _is_formula(source[begin:end])):
        return False
    return _mark(state, "math", after, silent)


def _is_formula(text: str) -> bool:
    return bool(_MATH_SIGN.search(text)) and not (text[0].isdigit() and " " in text and "\\" not in text)


def template(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read `{{< shortcode >}}`, `{{ variable }}` and `{% tag %}`."""
    source, start = state.src, state.pos
    ending = _TEMPLATES.get(source[start : start + 2])
    if not ending:
        return False
    end = source.find(ending, start + 2, min(state.posMax, start + _LONGEST))
    return end > 0 and _mark(state, "template", end + 2, silent)


def attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read `{.class #id key=value}` behind a link, picture or code, or at the end of a text."""
    source, start = state.src, state.pos
    if source[start] != "{":
        return False
    match = _ATTRIBUTES.match(source, start, state.posMax)
    if not match:
        return False
    follows = start > 0 and source[start - 1] in "])`*_"
    if not (follows or match.end() == len(source) or source[start + 1] == ":"):
        return False
    return _mark(state, "attributes", match.end(), silent)


def footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read `[^label]` where the document defines the label."""
    source, start = state.src, state.pos
    labels = state.env.get("footnotes", {}).get("refs")
    if not labels or not source.startswith("[^", start):
        return False
    end = source.find("]", start + 2, min(state.posMax, start + 200))
    if end < 0 or ":" + source[start + 2 : end] not in labels:
        return False
    return _mark(state, "footnote_ref", end + 1, silent)


def _wrapped(state: StateInline, kind: str, start: int, label_end: int, end: int) -> None:
    maximum, state.posMax = state.posMax, label_end
    state.pos = start
    state.push(f"{kind}_open", "", 1)
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push(f"{kind}_close", "", -1)
    state.pos, state.posMax = end, maximum


def footnote_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read a note that stands in the text itself: `^[A note.]`."""
    start = state.pos
    if not state.src.startswith("^[", start, state.posMax):
        return False
    label_end = parseLinkLabel(state, start + 1)
    if label_end < 0:
        return False
    if silent:
        state.pos = label_end + 1
    else:
        _wrapped(state, "footnote", start + 2, label_end, label_end + 1)
    return True


def bracketed_span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read `[words]{.class}`, of which only the words are shown."""
    source, start = state.src, state.pos
    if source[start] != "[" or cast("InlineState", state).last_span < start:
        return False
    label_end = parseLinkLabel(state, start)
    if label_end < 0:
        return False
    match = _ATTRIBUTES.match(source, label_end + 1, state.posMax)
    if not match:
        return False
    if silent:
        state.pos = match.end()
    else:
        _wrapped(state, "span", start + 1, label_end, match.end())
    return True
