"""The list that the hostile files register in: what each is called, and what has to come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REFUSED, READ, EITHER = "refused", "read", "either"
SECRET = "the vault code is 7319"
DEEP = 100_000
LAUGHS = "<!DOCTYPE x [<!ENTITY l0 'ha'>{}]>".format(
    "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY s SYSTEM "{}">]>'


@dataclass(frozen=True)
class Case:
    """One hostile file.

    Attributes:
        name: The file, inside the folder.
        expected: `refused`, `read` or `either`; whichever it is, in good time and without a traceback.
        names: Words that the message should hold, one of them, when the file is refused.
        as_root: Whether the case means anything to a user who may do everything.
    """

    name: str
    expected: str
    names: tuple[str, ...] = ()
    as_root: bool = True


CASES: list[Case] = []
WRITERS: list[tuple[str, Callable[[Path], None]]] = []


def case(
    name: str, expected: str, *names: str, as_root: bool = True
) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Say what a function writes and what has to come of it."""

    def register(writer: Callable[[Path], None]) -> Callable[[Path], None]:
        CASES.append(Case(name, expected, names, as_root))
        WRITERS.append((name, writer))
        return writer

    return register


def text(name: str, expected: str, content: str, *names: str) -> None:
    """Say what has to come of a file with this text."""
    case(name, expected, *names)(lambda path: _write(path, content.encode()))


def data(name: str, expected: str, content: bytes, *names: str) -> None:
    """Say what has to come of a file with these bytes."""
    case(name, expected, *names)(lambda path: _write(path, content))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
