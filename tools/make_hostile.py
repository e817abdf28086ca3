"""Write a folder of hostile files: what a linter must refuse with one clear line, or read without harm.

Run: python tools/make_hostile.py FOLDER
It prints a line for each file: its name, and whether it must be refused, must be read, or may be either.
Nothing here does harm by lying on a disk; a program that unpacks it without limits may run out of memory.
"""

from __future__ import annotations

import sys
from pathlib import Path

import hostile_office  # noqa: F401 - importing it registers its cases
import hostile_texts  # noqa: F401
from hostile_cases import CASES, SECRET, WRITERS, Case


def make(folder: Path) -> list[Case]:
    """Write every file into a new or empty folder, and say what has to come of each."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    for name, writer in WRITERS:
        writer(folder / name)
    return CASES


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/make_hostile.py FOLDER")
    for case in make(Path(sys.argv[1])):
        print(f"{case.name}\t{case.expected}")
