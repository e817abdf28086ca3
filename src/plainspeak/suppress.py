"""Comments in a document that switch findings off, and those that no longer do anything.

What may stand after `plainspeak:` in a comment, each with rule names (none: all rules) and,
behind ` -- `, a reason:

- `ignore RULE…`: the block that follows, or the block that the comment stands in.
- `off RULE…` … `on RULE…`: everything between.
- `ignore-file RULE…`: the whole file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from plainspeak.document import Directive, Document

_VERBS = ("ignore", "ignore-file", "off", "on")
_SEPARATOR = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True)
class Suppression:
    """A stretch of the source in which rules are silent.

    Attributes:
        directive: The comment.
        start: Start of the stretch in the source.
        end: End of the stretch, excluded.
        rules: Rule names or `pack/*`; empty: all.
    """

    directive: Directive
    start: int
    end: int
    rules: tuple[str, ...]

    def covers(self, rule: str, start: int, end: int) -> bool:
        """Tell whether a finding of `rule` at `start:end` in the source is silenced.

        A finding without length stands at its start; one about the whole document is
        silenced only by what covers the whole file.
        """
        inside = self.start <= start and end <= self.end
        return inside and (not self.rules or any(matches(rule, name) for name in self.rules))


@dataclass(frozen=True, slots=True)
class Malformed:
    """A comment that speaks to plainspeak but can't be understood, and why."""

    directive: Directive
    problem: str


def matches(rule: str, name: str) -> bool:
    """Tell whether a rule's id is meant by a name: `pack/rule`, `pack/*`, `pack` or `all`."""
    return name in (rule, "all", "*") or name.removesuffix("/*") == rule.partition("/")[0]


def read_suppressions(
    document: Document, rules: Collection[str]
) -> tuple[list[Suppression], list[Malformed]]:
    """Read a document's comments.

    Args:
        document: The document.
        rules: Ids of all rules that exist, to notice misspelt ones.
    """
    found: list[Suppression] = []
    malformed: list[Malformed] = []
    open_blocks: list[tuple[Directive, tuple[str, ...]]] = []
    end_of_file = len(document.source.text)
    starts = [block.source_start for block in document.blocks] if document.directives else []
    for directive in document.directives:
        verb, names, problem = _parse(directive.text, rules)
        if problem:
            malformed.append(Malformed(directive, problem))
        elif verb == "ignore-file":
            found.append(Suppression(directive, 0, end_of_file, names))
        elif verb == "ignore":
            start, end = _next_block(document, starts, directive)
            found.append(Suppression(directive, start, end, names))
        elif verb == "off":
            open_blocks.append((directive, names))
        elif open_blocks:
            opened = _closed_by(open_blocks, names)
            for opening, silenced in opened:
                found.append(Suppression(opening, opening.end, directive.start, silenced))
                open_blocks.remove((opening, silenced))
            if not opened:
                malformed.append(Malformed(directive, "`on` names rules that are not off here"))
        else:
            malformed.append(Malformed(directive, "`on` without an `off` before it"))
    found.extend(Suppression(opening, opening.end, end_of_file, names) for opening, names in open_blocks)
    return found, malformed


def _parse(text: str, rules: Collection[str]) -> tuple[str, tuple[str, ...], str | None]:
    words, _, _reason = text.partition(" -- ")
    verb, _, rest = words.strip().partition(" ")
    verb = verb.rstrip(":")
    if verb not in _VERBS:
        return verb, (), f"`{verb}` is not one of {', '.join(_VERBS)}"
    names = tuple(name for name in _SEPARATOR.split(rest.strip()) if name)
    for name in names:
        if not any(matches(rule, name) for rule in rules):
            return verb, names, f"there is no rule `{name}`; put a reason behind ` -- `"
    return verb, names, None


def _closed_by(
    open_blocks: Sequence[tuple[Directive, tuple[str, ...]]], names: tuple[str, ...]
) -> list[tuple[Directive, tuple[str, ...]]]:
    if not names:
        return list(open_blocks)
    return [
        (directive, silenced)
        for directive, silenced in open_blocks
        if set(silenced) <= set(names) and silenced
    ]


def _next_block(document: Document, starts: Sequence[int], directive: Directive) -> tuple[int, int]:
    """Give the span of the block that a comment is about; of the whole table where that is a cell."""
    position = bisect_right(starts, directive.start) - 1
    if position < 0 or document.blocks[position].source_end <= directive.start:
        position = bisect_left(starts, directive.end)
    if position >= len(starts):
        return directive.end, directive.end
    first = last = document.blocks[position]
    while first.cell and position < len(starts):
        block = document.blocks[position]
        if not block.cell or block.cell.table != first.cell.table:
            break
        last, position = block, position + 1
    # In an office file a comment is anchored to a stretch of text, and speaks about all of it.
    return first.source_start, max(last.source_end, directive.end)
