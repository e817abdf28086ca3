"""Bytes on disk → decoded text, with lines and columns computed once, when they are printed."""

from __future__ import annotations

import codecs
import os
import stat
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from plainspeak.errors import UnreadableFileError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost. Beyond a limit a file is refused with one clear line.

    Attributes:
        text_bytes: Size of a text file (Markdown, text, rst, HTML), and of all text in an office file.
        line_characters: Length of one line of a text file.
        archive_bytes: Size of an office file on disk.
        unpacked_bytes: Size of all parts of an office file together, unpacked.
        part_bytes: Size of one part of an office file, unpacked.
        compression_ratio: How many times larger than on disk a part above 1 MiB may be.
        archive_parts: Number of parts in an office file.
        nesting: Depth of lists, quotes, groups and elements.
        table_columns: Columns of a table.
    """

    text_bytes: int = 16 * MEBIBYTE
    line_characters: int = 1_000_000
    archive_bytes: int = 128 * MEBIBYTE
    unpacked_bytes: int = 256 * MEBIBYTE
    part_bytes: int = 64 * MEBIBYTE
    compression_ratio: int = 200
    archive_parts: int = 5_000
    nesting: int = 100
    table_columns: int = 500


@dataclass(frozen=True)
class Source:
    """Decoded text that every offset counts in.

    For an office file it is the text of all paragraphs, a line each, in reading order.

    Attributes:
        path: The file as people know it.
        text: The whole text, in code points; line ends as in the file.
        encoding: How the bytes were read: `utf-8`, `utf-8-sig`, `utf-16`, `windows-1252`, `office`.
        notes: What a reader of the report should know about the reading, one sentence each.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        text = self.text
        position = text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = text.find("\n", position + 1)
        return starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """Give line and column, both from 1, of a character offset from 0."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """Give the text of a line (from 1) without its line end."""
        start = self._line_starts[line - 1]
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


def shown_path(path: Path) -> str:
    """Give a path as people know it: relative to the current folder where it is in it."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_bytes(path: Path, shown: str, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes.

    Raises:
        UnreadableFileError: The path is missing, no regular file, not permitted or too large.
    """
    try:
        # A FIFO would block on opening, so the kind of file is asked first.
        mode = os.stat(path).st_mode  # noqa: PTH116 - Path.stat is the same call, slower to mock away
        if stat.S_ISDIR(mode):
            raise UnreadableFileError(shown, "this is a folder, not a document")
        if not stat.S_ISREG(mode):
            raise UnreadableFileError(shown, "this is a pipe or device, not a file; pass `-` to read stdin")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        reason = "this link points nowhere" if path.is_symlink() else "no such file"
        raise UnreadableFileError(shown, reason) from None
    except PermissionError:
        raise UnreadableFileError(shown, "no permission to read this file") from None
    except OSError as error:
        raise UnreadableFileError(shown, f"can't be read: {error.strerror or error}") from None
    if len(data) > limit:
        raise UnreadableFileError(
            shown,
            f"larger than the limit of {limit / MEBIBYTE:g} MiB; split it, or raise it under `reading`",
        )
    return data


def decode(data: bytes, path: str, limits: Limits | None = None) -> Source:
    """Decode a text file: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252.

    Raises:
        UnreadableFileError: The bytes are no text, or a line is longer than the limits allow.
    """
    limits = limits or Limits()
    notes: tuple[str, ...] = ()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableFileError(
                path, f"starts like UTF-16 but breaks off at byte {error.start}"
            ) from None
    else:
        encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            text, encoding = _decode_windows(data, path, error.start), "windows-1252"
            notes = (
                "not UTF-8, so it was read as Windows-1252; save it as UTF-8 to be sure of every character",
            )
    _refuse_binary(text, path)
    _refuse_long_lines(text, path, limits.line_characters)
    return Source(path, text, encoding, notes)


def _decode_windows(data: bytes, path: str, first_bad: int) -> str:
    if b"\0" in data[:4096]:
        raise UnreadableFileError(path, "binary data, not text")
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            path, f"neither UTF-8 (byte {first_bad}) nor Windows-1252 (byte {error.start}); save it as UTF-8"
        ) from None


def _refuse_binary(text: str, path: str) -> None:
    position = text.find("\0")
    if position != -1:
        line = text.count("\n", 0, position) + 1
        raise UnreadableFileError(path, "contains a NUL character, so it is binary data, not text", line)


def _refuse_long_lines(text: str, path: str, limit: int) -> None:
    if len(text) <= limit:
        return
    start, number = 0, 1
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end == -1 else end
        if end - start > limit:
            raise UnreadableFileError(
                path, f"a line of {end - start:,} characters; the limit is {limit:,}", number
            )
        start, number = end + 1, number + 1
