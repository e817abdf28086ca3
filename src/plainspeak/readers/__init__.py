"""Readers turn a file into a Document. Each format's reader is imported when it is first needed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Protocol, cast

from plainspeak.errors import UnreadableFileError
from plainspeak.source import Limits, read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plainspeak.document import Document


class Reader(Protocol):
    """A module with this function is a reader."""

    def read(self, data: bytes, path: str, limits: Limits) -> Document:
        """Turn the bytes of a file into a Document; `path` is for messages only.

        Raises:
            UnreadableFileError: The bytes are not what the format promises, or cost too much.
        """


_MODULES = {
    "markdown": "plainspeak.readers.markdown",
    "text": "plainspeak.readers.text",
    "rst": "plainspeak.readers.rst",
    "html": "plainspeak.readers.html",
    "docx": "plainspeak.readers.docx",
    "pptx": "plainspeak.readers.pptx",
}

SUFFIXES: Mapping[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".qmd": "markdown",
    ".txt": "text",
    ".text": "text",
    ".rst": "rst",
    ".rest": "rst",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
}

FORMATS = tuple(_MODULES)
OFFICE_FORMATS = frozenset({"docx", "pptx"})


def format_of(path: str) -> str | None:
    """Name the format that a file's ending stands for, or None."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def read_document(
    data: bytes, path: str, limits: Limits | None = None, format_name: str | None = None
) -> Document:
    """Turn the bytes of a file into a Document.

    Args:
        data: The whole file.
        path: The file as people know it; its ending names the format unless `format_name` does.
        limits: What the file may cost.
        format_name: One of `FORMATS`.

    Raises:
        UnreadableFileError: The format is unknown, or the file can't be read as what it is called.
    """
    name = format_name or format_of(path)
    if name is None:
        suffix = PurePath(path).suffix or "no ending"
        allowed = ", ".join(sorted(SUFFIXES))
        raise UnreadableFileError(path, f"plainspeak can't read {suffix} files; it reads {allowed}")
    limits = limits or Limits()
    reader = cast("Reader", import_module(_MODULES[name]))
    try:
        document = reader.read(data, path, limits)
    except (RecursionError, MemoryError):
        raise UnreadableFileError(path, f"nested too deeply or too large to read as {name}") from None
    if len(document.source.text) > limits.text_bytes:
        raise UnreadableFileError(
            path, f"holds more than {limits.text_bytes:,} characters; split it, or raise `reading` limits"
        )
    return document


def read_file(path: Path, shown: str | None = None, limits: Limits | None = None) -> Document:
    """Read a file from disk into a Document.

    Raises:
        UnreadableFileError: As `read_document`, or the path can't be opened.
    """
    limits = limits or Limits()
    shown = shown or str(path)
    office = format_of(shown) in OFFICE_FORMATS
    data = read_bytes(path, shown, limits.archive_bytes if office else limits.text_bytes)
    return read_document(data, shown, limits)
