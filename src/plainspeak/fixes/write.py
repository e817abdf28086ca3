"""Writing a file so that nobody ever sees half of it, and nobody's change is lost."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from plainspeak.errors import PlainspeakError, Problem


def replace_file(path: Path, shown: str, old: bytes, new: bytes) -> None:
    """Put `new` in the place of a file that held `old`; a link stays a link to the changed file.

    Raises:
        PlainspeakError: The file is no longer what it was, or can't be written.
    """
    real = Path(os.path.realpath(path))
    if real.exists() and not os.access(real, os.W_OK):
        raise PlainspeakError(Problem("no permission to write this file; nothing was changed", shown))
    try:
        with real.open("rb") as stream:
            changed = stream.read(len(old) + 1) != old
    except OSError:
        changed = True
    if changed:
        raise PlainspeakError(Problem("changed since it was read, so it was left alone; run it again", shown))
    write_file(real, shown, new)


def write_file(path: Path, shown: str, data: bytes) -> None:
    """Write a whole file or nothing; the permissions of a file that is there are kept.

    Raises:
        PlainspeakError: It can't be written.
    """
    real = Path(os.path.realpath(path))
    try:
        _write(real, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise PlainspeakError(Problem(f"can't be written: {reason}; nothing was changed", shown)) from None


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".plainspeak-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, name)
        else:
            # A temporary file is private; a new document is as open as any other.
            Path(name).chmod(0o666 & ~_umask())
        os.replace(name, path)  # noqa: PTH105 - Path.replace says the same with one more object
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
