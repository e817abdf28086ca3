"""Make the syllable table that ships with plainspeak from a file of the CMU Pronouncing Dictionary.

Usage: python tools/make_syllables.py CMUDICT.DICT [OUTPUT]

The input is `cmudict.dict` as Carnegie Mellon University publishes it (its licence is in NOTICE).
The same input always gives the same output.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "src" / "plainspeak" / "language" / "data" / "syllables.txt"
# textstat takes every mark out of a word but the apostrophe of a contraction: nothing else is ever asked for.
_WORD = re.compile(r"[a-z]+(?:'(?:s|t|d|ve|ll|re))?")
_VARIANT = re.compile(r"\(\d+\)$")


def syllable_counts(lines: list[str]) -> dict[str, int]:
    """Count the vowels (the phones that carry a stress digit) in the first pronunciation of each word."""
    counts: dict[str, int] = {}
    for line in lines:
        word, *phones = line.partition("#")[0].split() or [""]
        word = _VARIANT.sub("", word)
        count = sum(phone[-1].isdigit() for phone in phones)
        # One digit is enough for the table: no real word has ten syllables.
        if _WORD.fullmatch(word) and 0 < count < 10:
            counts.setdefault(word, count)
    return counts


def table(counts: dict[str, int]) -> str:
    """Give one `word count` line a word, in the order that a search by halves needs."""
    return "".join(sorted(f"{word} {count}\n" for word, count in counts.items()))


def main(arguments: list[str]) -> int:
    if len(arguments) not in {1, 2}:
        print(__doc__, file=sys.stderr)
        return 2
    lines = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
    counts = syllable_counts(lines)
    output = Path(arguments[1]) if len(arguments) == 2 else OUTPUT
    output.write_text(table(counts), encoding="ascii", newline="\n")
    print(f"{len(counts):,} words in {output}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
