"""`plainspeak fix`: put in the plain words that need no second look."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainspeak.cli.options import config_option, reading_options, split_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plainspeak.config import Config, RuleSettings
    from plainspeak.engine import Linter
    from plainspeak.errors import Problem
    from plainspeak.fixes.mend import Mended
    from plainspeak.packs import Library

COPY = ".plainspeak"


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the one document to this file, and leave it as it is.",
)
@reading_options
@config_option
@click.option("--stdin-filename", metavar="NAME", default="stdin.md", help="What to call the text on stdin.")
@click.option("--quiet", "-q", is_flag=True, help="Only say what went wrong.")
def command(
    paths: tuple[str, ...],
    diff: bool,
    output: Path | None,
    audience: str | None,
    kind: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_path: Path | None,
    stdin_filename: str,
    quiet: bool,
) -> None:
    """Put in the plain words that need no second look, and leave the rest to you.

    Markdown, text, reStructuredText and HTML are changed in place. A Word document stays as it is: the
    changes come as tracked changes in a copy beside it, NAME.plainspeak.docx. A PowerPoint deck can't be
    changed; --diff lists what to change. PATH may be `-` for stdin; the result goes to stdout.

    Exit code 0: done; 1: --diff has something to show; 2: something could not be read or written.

    Example: plainspeak fix proposals/ --diff
    """
    from plainspeak.config import layer_from
    from plainspeak.errors import PlainspeakError
    from plainspeak.files import find_documents
    from plainspeak.run import configure, library_for

    config = configure(config_path)
    options = layer_from(audience=audience, kind=kind, select=split_names(select), ignore=split_names(ignore))
    library = library_for(config, options)
    files, problems = find_documents([path for path in paths if path != "-"], config)
    documents = [_Input(path) for path in files if path in paths or not _is_copy(path)]
    if "-" in paths:
        documents.insert(0, _Input(stdin_filename, sys.stdin.buffer.read()))
    if output and (len(documents) != 1 or diff):
        raise click.UsageError("--output takes one document, and no --diff.")
    fixer = _Fixer(config, options, library, output, diff=diff, quiet=quiet)
    fixer.problems += problems
    for document in documents:
        try:
            fixer.fix(document)
        except PlainspeakError as error:
            fixer.problems += error.problems
        except Exception as error:  # a defect that one file shows must not stop the others
            if os.environ.get("PLAINSPEAK_DEBUG"):
                raise
            fixer.crashed(document, error)
    fixer.finish()


@dataclass(frozen=True, slots=True)
class _Input:
    """A document to fix: its path, or what came on stdin and what to call it."""

    path: str
    stdin: bytes | None = None


@dataclass(slots=True)
class _Fixer:
    config: Config
    options: RuleSettings
    library: Library
    output: Path | None
    diff: bool
    quiet: bool
    problems: list[Problem] = field(default_factory=list)
    fixed: int = 0
    files: int = 0
    left: int = 0
    _linter: Linter | None = None

    def fix(self, document: _Input) -> None:
        from plainspeak.fixes.mend import mend
        from plainspeak.readers import OFFICE_FORMATS, format_of, read_document
        from plainspeak.source import read_bytes

        path, limits = document.path, self.config.read_limits
        data = document.stdin
        if data is None:
            office = format_of(path) in OFFICE_FORMATS
            data = read_bytes(Path(path), path, limits.archive_bytes if office else limits.text_bytes)
        linter, settings = self._lints(), self.config.settings_for(path, self.options)
        read = read_document(data, path, limits)
        mended = mend(data, read, lambda found: linter.lint(found, settings, every_use=True), limits)
        self.problems += mended.problems
        self.left += len(mended.report.findings)
        if self.diff:
            _print(_shown_changes(mended))
            self._count(mended)
        elif mended.edits and mended.document.format == "pptx":
            which = f"the {_number(len(mended.edits), 'replacement')} to make by hand"
            self._say(f"{path}: a PowerPoint deck can't be changed here; --diff lists {which}")
        else:
            self._write(document, data, mended)
        if mended.stuck:
            which = _number(mended.stuck, "easy one")
            self._say(f"{path}: note: {which} left alone, since markup or a tracked change is in the way")

    def _lints(self) -> Linter:
        from plainspeak.engine import Linter

        if self._linter is None:
            self._linter = Linter(self.library, self.config.model.known)
        return self._linter

    def _write(self, document: _Input, old: bytes, mended: Mended) -> None:
        from plainspeak.fixes.write import replace_file, write_file

        path = document.path
        if self.output:
            _refuse_same_file(self.output, document)
            write_file(self.output, str(self.output), mended.data)
        elif document.stdin is not None:
            sys.stdout.buffer.write(mended.data)
            sys.stdout.buffer.flush()
        elif not mended.edits:
            return
        elif mended.document.format == "docx":
            copy = str(Path(path).with_suffix(f"{COPY}{Path(path).suffix}"))
            if not self._is_new(copy, old, mended):
                self._say(f"{path}: {copy} holds these changes already")
                return
            write_file(Path(copy), copy, mended.data)
            self._say(f"{path}: {_number(len(mended.edits), 'tracked change')} in {copy}")
        else:
            replace_file(Path(path), path, old, mended.data)
        self._count(mended)

    def _is_new(self, copy: str, old: bytes, mended: Mended) -> bool:
        """Tell whether a copy is yet to be written; one that holds other things is never overwritten."""
        from plainspeak.errors import PlainspeakError, Problem, UnreadableFileError
        from plainspeak.fixes.tracked import TrackedChanges, date_of_changes
        from plainspeak.source import read_bytes

        if not os.path.lexists(copy):
            return True
        limits = self.config.read_limits
        try:
            there = read_bytes(Path(copy), copy, limits.archive_bytes)
            date = date_of_changes(there, copy, limits)
            if date and TrackedChanges(old, copy, limits, date).write(mended.edits) == there:
                return False
        except UnreadableFileError:
            pass
        advice = "move it away, or name another copy with --output"
        raise PlainspeakError(Problem(f"is there already and holds something else; {advice}", copy))

    def _count(self, mended: Mended) -> None:
        if mended.edits:
            self.fixed += len(mended.edits)
            self.files += 1

    def _say(self, message: str) -> None:
        if not self.quiet:
            click.echo(f"plainspeak: {message}", err=True)

    def crashed(self, document: _Input, error: Exception) -> None:
        from plainspeak.errors import Problem

        what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        self.problems.append(Problem(f"plainspeak failed inside ({what}); please report it", document.path))

    def finish(self) -> None:
        """Tell the problems and the sum, and end with the exit code."""
        for problem in self.problems:
            click.echo(f"plainspeak: {problem}", err=True)
        if not self.quiet and (self.fixed or self.left or not self.problems):
            click.echo(self._summary(), err=True)
        sys.exit(2 if self.problems else 1 if self.diff and self.fixed else 0)

    def _summary(self) -> str:
        if not self.fixed and not self.left:
            return "Nothing to fix."
        verb = "Would fix" if self.diff else "Fixed"
        done = f"{verb} {_number(self.fixed, 'passage')} in {_number(self.files, 'file')}"
        if not self.fixed:
            done = "Nothing to fix by itself"
        if not self.left:
            return f"{done}; nothing more to do."
        more = f"{self.left:,} more" if self.fixed else f"{self.left:,}"
        return f"{done}; {more} {'needs' if self.left == 1 else 'need'} a person."


def _is_copy(path: str) -> bool:
    """Tell whether a file is the copy with tracked changes that stands beside its original."""
    whole = Path(path)
    original = Path(whole.stem)
    return original.suffix == COPY and whole.with_name(original.stem + whole.suffix).exists()


def _refuse_same_file(output: Path, document: _Input) -> None:
    from plainspeak.errors import PlainspeakError, Problem

    if document.stdin is None and output.exists() and output.samefile(document.path):
        raise PlainspeakError(Problem("--output names the document itself; leave it out", document.path))


def _shown_changes(mended: Mended) -> Iterator[str]:
    """Give a unified diff, or for an office file, which has no lines, its places with the words."""
    from plainspeak.fixes.diff import unified_diff

    source = mended.document.source
    if source.encoding != "office":
        yield from unified_diff(source.path, source.text, mended.edits)
        return
    places = iter([(block.place, block.source_start) for block in mended.document.blocks if block.place])
    here, following = None, next(places, None)
    for edit in mended.edits:
        while following and following[1] <= edit.start:
            here, following = following[0], next(places, None)
        where = f", {here.label}" if here else ""
        yield f"{source.path}{where}: “{source.text[edit.start : edit.end]}” → “{edit.text}”\n"


def _print(lines: Iterator[str]) -> None:
    # UTF-8 whatever the locale says, as everywhere on stdout; `\r` stays what it is.
    for line in lines:
        sys.stdout.buffer.write(line.encode())
    sys.stdout.buffer.flush()


def _number(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
