"""Documents of any length, put together from the paragraphs of the demonstration corpus."""

from __future__ import annotations

import random
import re
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "demo"
SEED = 20_260_101

_FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)
# Rules between slides would turn the whole into a deck, comments could silence rules.
_LEFT_OUT = re.compile(r"---|<!--")


def paragraphs() -> list[str]:
    """Give the paragraphs, headings, lists and tables of the corpus's Markdown files, file by file."""
    found: list[str] = []
    for path in sorted(CORPUS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        front_matter = _FRONT_MATTER.match(text)
        pieces = text[front_matter.end() if front_matter else 0 :].split("\n\n")
        found += [
            piece.strip("\n") for piece in pieces if piece.strip() and not _LEFT_OUT.match(piece.strip())
        ]
    return found


def make_document(words: int) -> str:
    """Make a Markdown document of at least `words` words, the same one every time.

    All paragraphs come in shuffled order, then all again in another order, until there are enough words;
    so length grows, but not how many different words and acronyms there are.
    """
    shuffle = random.Random(SEED).shuffle
    pieces = paragraphs()
    chosen: list[str] = []
    count = 0
    while count < words:
        shuffle(pieces)
        for piece in pieces:
            chosen.append(piece)
            count += len(piece.split())
            if count >= words:
                break
    return "\n\n".join(chosen) + "\n"
