"""Later uses of a defined short form that is no single word, such as HSPD-12 or GMM-UBM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plainspeak.language.acronyms_table import Definition
    from plainspeak.language.analysis import Passage

_RUN = re.compile(r"[^\W_]+(?:(?: [-&/] |[-&/;.\u2010\u2011])[^\W_]+){1,7}")
_PART = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_PARTS = 4  # as many as a short form in brackets may have


class CompoundUse(NamedTuple):
    """A defined short form at `start:end` of a passage."""

    acronym: str
    passage: int
    start: int
    end: int


def compound_uses(passages: Sequence[Passage], definitions: Sequence[Definition]) -> Iterator[CompoundUse]:
    """Give every place where a defined short form of several parts stands, in its definition too.

    Args:
        passages: All passages of the document.
        definitions: What is defined in it.
    """
    wanted = {
        _spelling(definition.acronym): definition.acronym
        for definition in definitions
        if not definition.acronym.isalnum()
    }
    if not wanted:
        return
    for number, passage in enumerate(passages):
        text = passage.block.prose
        for run in _RUN.finditer(text):
            parts = [part.span() for part in _PART.finditer(text, *run.span())]
            last = -1
            for first, (start, _) in enumerate(parts):
                if first <= last:
                    continue
                for behind in range(min(len(parts), first + _PARTS) - 1, first, -1):
                    end = parts[behind][1]
                    acronym = _wanted(text[start:end], wanted)
                    if acronym:
                        yield CompoundUse(acronym, number, start, end)
                        last = behind
                        break


def _wanted(written: str, wanted: dict[str, str]) -> str | None:
    if written.islower():
        return None
    spelled = _spelling(written)
    return wanted.get(spelled) or (wanted.get(spelled[:-1]) if spelled.endswith("s") else None)


def _spelling(written: str) -> str:
    return _SPACES.sub("", written).translate(_HYPHENS).casefold()
