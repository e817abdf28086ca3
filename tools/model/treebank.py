"""Tagged sentences from a treebank in CoNLL-U (UD English EWT, CC BY-SA 4.0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence: its words, their Penn tags, and whether a space follows each word."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    spaced: tuple[bool, ...]


def read_treebank(path: Path) -> list[Tagged]:
    """Read a file of the treebank."""
    sentences = []
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in part.splitlines() if line and not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            words, tags, spaced = zip(
                *((row[1], row[4], "SpaceAfter=No" not in row[9]) for row in rows), strict=True
            )
            sentences.append(Tagged(words, tags, spaced))
    return sentences
