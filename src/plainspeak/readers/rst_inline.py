"""Inline markup of reStructuredText: what is shown, what is no prose.

The rules are those of the reStructuredText specification, "Inline markup recognition rules"
(https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#inline-markup). Each kind of
end-string that is found missing once is never searched again, so the work is linear.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from plainspeak.readers.rst_names import CODE_ROLES, MATH_ROLES, TARGET_ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping


class Run(NamedTuple):
    """A stretch of a text that is shown.

    Attributes:
        start: Offset of the first character.
        end: Offset past the last character.
        mask: Why it is no prose; empty: it is prose.
        raw: Backslashes are shown, too.
        shown: What is shown in its place; empty: the text itself.
        link: It leads elsewhere.
    """

    start: int
    end: int
    mask: str = ""
    raw: bool = False
    shown: str = ""
    link: bool = False


class _Markup(NamedTuple):
    """Inline markup at `start:end` and what of it is shown, if anything."""

    start: int
    end: int
    run: Run | None


SIMPLE_NAME = r"[^\W_]++(?:[-._+:][^\W_]++)*+"
_MARKS = re.compile(r"[*`|_\[]")
_ROLE_BEFORE = re.compile(rf":({SIMPLE_NAME}):\Z")
_LONGEST_NAME = 80
_REFERENCE_WORD = re.compile(r"(?:\A|(?<=[^\w]))[^\W_]+(?:[-._+:][^\W_]+)*\Z")
_FOOTNOTE = re.compile(rf"\[(?:[0-9]++|#(?:{SIMPLE_NAME})?+|\*|{SIMPLE_NAME})\](?=_)")
_BEFORE_START = frozenset("-:/'\"<([{")
_AFTER_END = frozenset("'\")]}>-/\\:.,;!?\0")
_QUOTES = {"'": "'", '"': '"', "<": ">", "(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»"}
_ENDS = {
    "*": re.compile(r"(?<![\s\0])\*"),
    "**": re.compile(r"(?<![\s\0])\*\*"),
    "``": re.compile(r"(?<!\s)``"),
    "`": re.compile(rf"(?<![\s\0])`(?:(?::({SIMPLE_NAME}):)|__?+)?+"),
    "|": re.compile(r"(?<![\s\0])\|_{0,2}+"),
}
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)


def escape(text: str) -> str:
    """Write each backslash that escapes something as NUL; every offset stays."""
    return _ESCAPE.sub("\0\\1", text) if "\\" in text else text


class InlineRules:
    """What a document says about its inline markup.

    Attributes:
        substitutions: What stands for `|name|`.
        roles: Roles that the document defines, each with the role that it is like.
        default_role: The role of plain backquotes; empty: a title.
    """

    def __init__(self, substitutions: Mapping[str, str]) -> None:
        self.substitutions = substitutions
        self.roles: dict[str, str] = {}
        self.default_role = ""

    def runs(self, text: str) -> list[Run]:
        """Cut a text into what is shown; `text` is escaped, see `escape`."""
        return _Scanner(text, self).scan()


class _Scanner:
    """Goes through one text once."""

    def __init__(self, text: str, rules: InlineRules) -> None:
        self._text = text
        self._rules = rules
        self._missing: set[str] = set()  # end-strings that do not come any more
        self._readers = {
            "*": self._emphasis,
            "`": self._backquote,
            "|": self._substitution,
            "_": self._underscore,
            "[": self._footnote,
        }

    def scan(self) -> list[Run]:
        runs: list[Run] = []
        shown = position = 0
        while match := _MARKS.search(self._text, position):
            markup = self._readers[match[0]](match.start())
            if markup is None or markup.start < shown:
                position = match.end()
                continue
            if markup.start > shown:
                runs.append(Run(shown, markup.start))
            if markup.run:
                runs.append(markup.run)
            shown = position = markup.end
        if shown < len(self._text):
            runs.append(Run(shown, len(self._text)))
        return runs

    def _may_start(self, start: int, inside: int) -> bool:
        """Tell whether a start-string may stand at `start:inside`."""
        text = self._text
        if inside >= len(text) or text[inside].isspace():
            return False
        if not start:
            return True
        before = text[start - 1]
        if _QUOTES.get(before) == text[inside]:
            return False
        if before.isascii():
            return before in _BEFORE_START or before.isspace()
        return before.isspace() or unicodedata.category(before) in ("Ps", "Pi", "Pf", "Pd", "Po")

    def _may_end(self, end: int) -> bool:
        """Tell whether an end-string may end there."""
        if end >= len(self._text):
            return True
        after = self._text[end]
        if after.isascii():
            return after in _AFTER_END or after.isspace()
        return after.isspace() or unicodedata.category(after) in ("Pe", "Pi", "Pf", "Pd", "Po")

    def _find_end(self, mark: str, inside: int) -> tuple[re.Match[str], int] | None:
        """Find the end-string: its match and where it ends."""
        if mark in self._missing:
            return None
        for match in _ENDS[mark].finditer(self._text, inside + 1):
            if self._may_end(match.end()):
                return match, match.end()
            plain = match.start() + len(mark)
            if self._may_end(plain):
                return match, plain
        self._missing.add(mark)
        return None

    def _emphasis(self, start: int) -> _Markup | None:
        mark = "**" if self._text.startswith("**", start) else "*"
        return self._simple(start, mark)

    def _simple(self, start: int, mark: str, mask: str = "", *, raw: bool = False) -> _Markup | None:
        inside = start + len(mark)
        if not self._may_start(start, inside):
            return None
        found = self._find_end(mark, inside)
        if not found:
            return None
        match, end = found
        return _Markup(start, end, Run(inside, match.start(), mask, raw))

    def _substitution(self, start: int) -> _Markup | None:
        markup = self._simple(start, "|")
        if not markup or not markup.run:
            return None
        name = " ".join(self._text[markup.run.start : markup.run.end].split())
        shown = self._rules.substitutions.get(name) or self._rules.substitutions.get(name.lower())
        if shown is None:
            return None
        return _Markup(start, markup.end, Run(start, markup.end, shown=shown) if shown else None)

    def _footnote(self, start: int) -> _Markup | None:
        match = _FOOTNOTE.match(self._text, start)
        if not match or not self._may_start(start, start + 1) or not self._may_end(match.end() + 1):
            return None
        return _Markup(start, match.end() + 1, Run(start, match.end(), "identifier"))

    def _underscore(self, start: int) -> _Markup | None:
        text = self._text
        if text.startswith("_`", start):
            if not self._may_start(start, start + 2):
                return None
            found = self._find_end("`", start + 2)
            return found and _Markup(start, found[0].start() + 1, Run(start + 2, found[0].start()))
        end = start + 2 if text.startswith("__", start) else start + 1
        if not start or not text[start - 1].isalnum() or not self._may_end(end):
            return None
        if not _REFERENCE_WORD.search(text[max(0, start - _LONGEST_NAME) : start]):
            return None
        return _Markup(start, end, None)

    def _backquote(self, start: int) -> _Markup | None:
        if self._text.startswith("``", start):
            return self._simple(start, "``", "code", raw=True)
        begin, role = start, ""
        if start and self._text[start - 1] == ":":
            before = _ROLE_BEFORE.search(self._text[max(0, start - _LONGEST_NAME) : start])
            if before:
                begin, role = start - len(before[0]), before[1]
        if not self._may_start(begin, start + 1) or self._text[start + 1].isspace():
            return None
        found = self._find_end("`", start + 1)
        if not found:
            return None
        match, end = found
        content = (start + 1, match.start())
        if end > match.start() + 1:
            if match[1]:
                role = role or match[1]
            else:
                return _Markup(begin, end, Run(*self._without_target(*content), link=True))
        return _Markup(begin, end, self._in_role(role or self._rules.default_role, *content))

    def _without_target(self, start: int, end: int) -> tuple[int, int]:
        """Give what is shown of `text <target>`."""
        text = self._text
        if text[end - 1] != ">" or text[end - 2 : end - 1] == "\0":
            return start, end
        opening = text.rfind("<", start, end)
        if opening == start:
            return start + 1, end - 1
        if opening == -1 or not text[opening - 1].isspace():
            return start, end
        while opening > start and text[opening - 1].isspace():
            opening -= 1
        return start, opening

    def _in_role(self, role: str, start: int, end: int) -> Run | None:
        role = role.lower()
        role = self._rules.roles.get(role, role)
        local = role.rpartition(":")[2]
        if role == "raw":
            return None
        if local in MATH_ROLES:
            return Run(start, end, "formula", raw=True)
        if local in ("pep", "rfc") and self._text[start:end].isdigit():
            return Run(start, end, "identifier", shown=f"{local.upper()} {self._text[start:end]}")
        shown = self._without_target(start, end)
        if local in CODE_ROLES or ":" in role:
            return Run(*shown, "code", raw=True)
        if local in TARGET_ROLES and shown == (start, end):
            return Run(start, end, "identifier", raw=True)
        return Run(*shown)
