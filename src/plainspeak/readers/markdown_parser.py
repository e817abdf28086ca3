"""The Markdown parser, made to remember where in its text everything stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from plainspeak.errors import UnreadableFileError
from plainspeak.readers import markdown_syntax as syntax

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from markdown_it.ruler import RuleOptionsType
    from markdown_it.token import Token

    from plainspeak.source import Limits

# Links in links, pictures in pictures. Deeper ones stay plain text, so no word is lost.
_INLINE_NESTING = 20


@dataclass(slots=True)
class Reading:
    """What one run of the parser knows about the file.

    Attributes:
        path: The file as people know it.
        limits: What it may cost.
        first_line: Line of the file, from 1, on which the parser's text starts.
    """

    path: str
    limits: Limits
    first_line: int
    depth: int = 0
    inline_depth: int = 0

    def refuse(self, message: str, line: int) -> UnreadableFileError:
        """Give the error for a line of the parser's text, from 0."""
        return UnreadableFileError(self.path, message, self.first_line + line)


def _reading(env: MutableMapping[str, Any]) -> Reading:
    reading: Reading = env["reading"]
    return reading


class _BlockState(StateBlock):
    """Remembers where the rows of a table stand and refuses tables that are too wide."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        if ttype == "tr_open":
            self._row, self._columns = token, 0
        elif ttype in ("th_open", "td_open"):
            line = self._row.map[0] if self._row.map else 0
            if not self._columns:
                self._row.meta["from_end"] = self.eMarks[line] - self.bMarks[line] - self.tShift[line]
            self._columns += 1
            limit = _reading(self.env).limits.table_columns
            if self._columns > limit:
                raise _reading(self.env).refuse(f"a table of more than {limit:,} columns", line)
        return token

    _row: Token
    _columns: int


class _Blocks(ParserBlock):
    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - the parser's names
        reading = _reading(state.env)
        if reading.depth > reading.limits.nesting:
            raise reading.refuse(
                f"lists and quotes nested more than {reading.limits.nesting} deep",
                min(startLine, state.lineMax),
            )
        reading.depth += 1
        super().tokenize(state, startLine, endLine)
        reading.depth -= 1

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: MutableMapping[str, Any],
        outTokens: list[Token],  # noqa: N803
    ) -> list[Token] | None:
        if src:
            state = _BlockState(src, md, env, outTokens)
            self.tokenize(state, state.line, state.lineMax)
        return outTokens


class _Inlines(ParserInline):
    def parse(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
    ) -> list[Token]:
        reading = _reading(env)
        reading.inline_depth += 1
        if reading.inline_depth > reading.limits.nesting:
            raise reading.refuse(f"pictures nested more than {reading.limits.nesting} deep", 0)
        state = syntax.InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        reading.inline_depth -= 1
        return state.tokens


@cache
def _block_parser(slidev: bool) -> MarkdownIt:  # noqa: FBT001 - the key of the cache
    # The nesting of blocks is bounded by `_Blocks`, which doesn't drop text in silence.
    parser = MarkdownIt("default", {"html": True, "maxNesting": 1_000_000})
    parser.block = _Blocks()
    parser.use(deflist_plugin)
    rules = parser.block.ruler
    rules.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    interrupting: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    rules.before("table", "fenced_div", syntax.fenced_div, interrupting)
    rules.before("table", "math_block", syntax.math_block, interrupting)
    if slidev:
        rules.before("table", "slide_settings", syntax.slide_settings, interrupting)
        rules.disable("lheading")
    return parser


@cache
def _inline_parser() -> MarkdownIt:
    parser = MarkdownIt("default", {"html": True, "maxNesting": _INLINE_NESTING})
    parser.inline = _Inlines()
    rules = parser.inline.ruler
    rules.disable("linkify")
    rules.before("escape", "math", syntax.math_inline)
    rules.before("escape", "template", syntax.template)
    rules.before("escape", "attributes", syntax.attributes)
    rules.before("link", "footnote_ref", syntax.footnote_reference)
    rules.before("link", "footnote_inline", syntax.footnote_inline)
    rules.before("link", "bracketed_span", syntax.bracketed_span)
    parser.inline.ruler2.disable("fragments_join")
    return parser


class MarkdownParser:
    """Parses one document: all its blocks at once, the text inside them when it is asked for."""

    def __init__(self, path: str, limits: Limits, first_line: int, *, slidev: bool = False) -> None:
        self._env: dict[str, Any] = {"reading": Reading(path, limits, first_line)}
        self._slidev = slidev

    def blocks(self, text: str) -> list[Token]:
        """Give the block tokens of a text whose lines end in line feeds.

        Raises:
            UnreadableFileError: Lists or quotes are nested too deeply, or a table is too wide.
        """
        parser = _block_parser(self._slidev)
        tokens: list[Token] = []
        parser.block.parse(text, parser, self._env, tokens)
        return tokens

    def inline(self, content: str) -> list[Token]:
        """Give the tokens of a block's text; `meta["pos"]` is where in `content` each starts."""
        parser = _inline_parser()
        self._env["reading"].inline_depth = 0
        return parser.inline.parse(content, parser, self._env, [])
