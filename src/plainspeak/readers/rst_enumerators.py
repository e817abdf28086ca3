"""Numbers and letters that start the items of an enumerated list in reStructuredText."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.readers.rst_lines import Line

_ENUMERATOR = re.compile(r"(\(?)([0-9]{1,9}|[a-zA-Z]|[MDCLXVI]{2,15}|[mdclxvi]{2,15}|#)([.)])(?: +|\Z)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def starts_item(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line starts an item: the next one is blank, indented, or starts the next item.

    So `A. Smith wrote this` with a second line below stays a paragraph.
    """
    match = _ENUMERATOR.match(lines[index].text)
    if not match or (match[1] and match[3] == "."):
        return False
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    if not following or following.startswith(" "):
        return True
    after = _ENUMERATOR.match(following)
    return bool(after and (after[1], after[3]) == (match[1], match[3]) and _follows(match[2], after[2]))


def _follows(number: str, following: str) -> bool:
    """Tell whether one number or letter comes right after another."""
    if following == "#":
        return True
    if number.isdigit() and following.isdigit():
        return int(following) == int(number) + 1
    if number.islower() != following.islower() or number.isdigit() or following.isdigit() or number == "#":
        return False
    letters = len(number) == len(following) == 1 and ord(following) == ord(number) + 1
    return letters or _roman(following) == _roman(number) + 1 > 1


def _roman(number: str) -> int:
    """Give the value of a Roman number, or 0 where it is none."""
    total = 0
    values = [_ROMAN.get(letter, 0) for letter in number.lower()]
    if 0 in values:
        return 0
    for value, after in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < after else value
    return total
