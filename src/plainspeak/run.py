"""Many documents in, one report out: reading, linting, several at a time."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from plainspeak.config import Config, check_names, find_config, load_config, name_problems
from plainspeak.engine import Linter
from plainspeak.errors import ConfigError, PlainspeakError, Problem
from plainspeak.packs import installed_pack, load_glossary, load_library
from plainspeak.readers import read_document, read_file
from plainspeak.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from plainspeak.config import RuleSettings
    from plainspeak.document import Document
    from plainspeak.packs import Library
    from plainspeak.report import DocumentReport

    Outcome = tuple[DocumentReport | None, tuple[Problem, ...]]

# Below this much text a second process costs more time than it saves.
BYTES_PER_WORKER = 600_000


def configure(path: Path | None = None, start: Path | None = None) -> Config:
    """Load the configuration named, else the nearest one, else the defaults.

    Raises:
        ConfigError: It can't be read or breaks the schema.
    """
    chosen = path or find_config(start or Path.cwd())
    return load_config(chosen) if chosen else Config()


def library_for(config: Config, options: RuleSettings | None = None) -> Library:
    """Load the packs and glossaries that a configuration names, and check the names that it uses.

    Raises:
        PackError: A pack or glossary breaks its schema.
        ConfigError: The configuration or the options name what does not exist.
    """
    folders: list[Path] = []
    for name in config.model.packs:
        folder = config.folder / name
        installed = None if folder.is_dir() else installed_pack(name)
        folders.append(installed or folder)
    library = load_library(folders)
    for name in config.model.glossaries:
        library = load_glossary(config.folder / name, library)
    knowledge = library.knowledge
    limits = {name for audience in knowledge.audiences.values() for name in audience.limits}
    check_names(config, library.rules, knowledge.audiences, knowledge.kinds, limits)
    if options:
        problems = name_problems(options, library.rules, knowledge.audiences, knowledge.kinds, limits)
        if problems:
            raise ConfigError(*problems)
    return library


@dataclass(frozen=True)
class Job:
    """What every worker needs to know to lint a file as its siblings do."""

    config: Config
    options: RuleSettings | None = None


class Session:
    """Lints files with one configuration; everything is loaded once."""

    def __init__(self, job: Job, library: Library | None = None) -> None:
        self._job = job
        self._linter = Linter(library or library_for(job.config, job.options), job.config.model.known)

    def lint_file(self, path: str) -> Outcome:
        """Lint a file; what can't be read comes back as a problem, not as an exception."""
        return self._lint(path, lambda: read_file(Path(path), path, self._job.config.read_limits))

    def lint_bytes(self, data: bytes, path: str) -> Outcome:
        """Lint what came on stdin; `path` decides format and settings."""
        return self._lint(path, lambda: read_document(data, path, self._job.config.read_limits))

    def _lint(self, path: str, read: Callable[[], Document]) -> Outcome:
        try:
            return self._linter.lint(read(), self._job.config.settings_for(path, self._job.options))
        except PlainspeakError as error:
            return None, error.problems
        except Exception as error:  # a defect in one file must not hide the other files
            if os.environ.get("PLAINSPEAK_DEBUG"):
                raise
            what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
            return None, (Problem(f"plainspeak failed inside ({what}); please report it", path),)


_worker: list[Session] = []


def _start_worker(job: Job) -> None:
    _worker[:] = [Session(job)]


def _lint_in_worker(path: str) -> Outcome:
    return _worker[0].lint_file(path)


def lint_files(paths: Sequence[str], job: Job, library: Library, jobs: int = 0) -> Iterator[Outcome]:
    """Lint files, yielding outcomes in the order of `paths`.

    Args:
        paths: The files.
        job: Configuration and options.
        library: What `library_for` gave for them.
        jobs: Number of processes; 0 decides by the size of the files and the number of cores.
    """
    workers = min(jobs or _sensible_workers(paths), len(paths))
    if workers < 2:
        session = Session(job, library)
        yield from map(session.lint_file, paths)
        return
    # Two processes that each use all cores for small matrices are no faster than one.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (job,)) as pool:
        yield from pool.map(_lint_in_worker, paths)


def _sensible_workers(paths: Iterable[str]) -> int:
    size = 0
    for path in paths:
        try:
            size += os.stat(path).st_size  # noqa: PTH116 - the path is text
        except OSError:
            continue
    return max(1, min(os.cpu_count() or 1, size // BYTES_PER_WORKER))


def collect(outcomes: Iterable[Outcome], problems: Iterable[Problem] = ()) -> Report:
    """Make one report of many outcomes, documents in order of path."""
    documents, errors = [], list(problems)
    for document, trouble in outcomes:
        errors.extend(trouble)
        if document:
            documents.append(document)
    documents.sort(key=lambda document: document.path)
    return Report(tuple(documents), tuple(errors))
