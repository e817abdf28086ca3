"""Paths on the command line → documents to read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from plainspeak.errors import Problem
from plainspeak.readers import format_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from plainspeak.config import Config

_NEVER = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__"})


def find_documents(paths: Iterable[str], config: Config) -> tuple[list[str], list[Problem]]:
    """List the files that a run reads: those named, and those in folders that plainspeak can read.

    Folders are walked without following links; what `.gitignore` files name is left out.

    Returns:
        Paths in order, each once, as people would write them; and paths that lead nowhere.
    """
    found: dict[str, None] = {}
    problems: list[Problem] = []
    for path in paths:
        if os.path.isdir(path) and not format_of(path):  # noqa: PTH112 - stays as the user wrote it
            inside = list(_walk(Path(path), config))
            found.update(dict.fromkeys(inside))
            if not inside:
                problems.append(Problem("this folder holds no document that plainspeak reads", path))
        elif not os.path.lexists(path):
            problems.append(Problem("no such file or folder", path))
        elif not config.excludes(path):
            found.setdefault(path)
    return sorted(found), problems


def _walk(top: Path, config: Config) -> Iterator[str]:
    pending = [(top, list(_ignores_above(top)))]
    while pending:
        current, rules = pending.pop()
        own = _ignore_file(current)
        if own:
            rules = [*rules, own]
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError:
            yield str(current)  # reading it will say what is wrong
            continue
        for entry in entries:
            shown = str(current / entry.name)
            if entry.name in _NEVER or any(rule(_whole(shown)) for rule in rules):
                continue
            # A folder that is called like a document is left to the reader, which says so.
            if entry.is_dir(follow_symlinks=False) and not format_of(entry.name):
                if not config.excludes(shown + "/x"):
                    pending.append((Path(shown), rules))
            elif format_of(entry.name) and not _office_lock(entry.name) and not config.excludes(shown):
                yield shown


def _whole(path: str | Path) -> str:
    """Give a path from the root, `..` worked out but links kept, as `.gitignore` rules see it."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.resolve follows links


def _office_lock(name: str) -> bool:
    """Tell whether a file is the lock that an open Office document leaves beside itself."""
    return name.startswith("~$")


def _ignores_above(folder: Path) -> Iterator[Callable[[str], bool]]:
    """Give the rules of `.gitignore` files above a folder, up to the top of its repository."""
    if (folder / ".git").exists():
        return
    chain: list[Callable[[str], bool]] = []
    for parent in Path(_whole(folder)).parents:
        rule = _ignore_file(parent)
        if rule:
            chain.append(rule)
        if (parent / ".git").exists():
            yield from reversed(chain)
            return


def _ignore_file(folder: Path) -> Callable[[str], bool] | None:
    file = folder / ".gitignore"
    if not file.is_file():
        return None
    from gitignore_parser import parse_gitignore

    try:
        matcher: Callable[[str], bool] = parse_gitignore(file, base_dir=_whole(folder))
    except (OSError, UnicodeDecodeError, ValueError):
        return None
    return matcher
