"""Substitutions of reStructuredText: what `|name|` stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.readers.rst_inline import InlineRules, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.readers.rst_lines import Line

_DEFINITION = re.compile(r" *\.\. +\|(?! )([^|]{1,200})(?<! )\| +([a-z]+)::(?: +|\Z)")
_CHARACTER = re.compile(r"(?:0x|x|\\x|U\+|u|\\u)([0-9a-fA-F]{1,6})\Z|&#x([0-9a-fA-F]{1,6});\Z")
_LONGEST = 50  # lines
_ESCAPED = re.compile(r"\0(\s?)")


def read_substitutions(lines: Sequence[Line]) -> dict[str, str]:
    """Give the text of every substitution, by name; images and dates stand for nothing."""
    found: dict[str, str] = {}
    for index, line in enumerate(lines):
        match = _DEFINITION.match(line.text) if "|" in line.text else None
        if match:
            words = line.text[match.end() :]
            for below in lines[index + 1 : index + _LONGEST]:
                if below.indent <= line.indent:
                    break
                words += f" {below.text.strip()}"
            if match[2] == "unicode":
                words = _characters(words)
            elif match[2] == "replace":
                words = _shown(words)
            else:
                words = ""
            name = " ".join(match[1].split())
            found[name] = words
            found.setdefault(name.lower(), words)
    return found


def _shown(words: str) -> str:
    """Give what a reader sees of a text with inline markup."""
    text = escape(words)
    shown = "".join(run.shown or text[run.start : run.end] for run in InlineRules({}).runs(text))
    return " ".join(_ESCAPED.sub("", shown).split())


def _characters(words: str) -> str:
    """Turn `0x2014 text` into characters; what stands behind `..` is a comment."""
    parts = []
    for word in words.partition(" ..")[0].split():
        match = _CHARACTER.match(word)
        code = int(match[1] or match[2], 16) if match else 0
        usable = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
        parts.append(chr(code) if match and usable else word)
    return "".join(parts)
