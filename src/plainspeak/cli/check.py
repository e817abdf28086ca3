"""`plainspeak check`: find what a business leader would stumble over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainspeak.cli.options import config_option, reading_options, split_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plainspeak.report import Report
    from plainspeak.run import Outcome

FORMATS = ("text", "json", "github")
FAIL_ON = ("error", "warning", "suggestion", "never")
# A bar for fewer files would only flicker.
PROGRESS_FROM = 8


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format", "format_name", type=click.Choice(FORMATS), default="text", help="How to show findings."
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, not to stdout."
)
@reading_options
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="What makes the exit code 1.  [default: error]")
@click.option("--min-score", type=click.IntRange(0, 100), help="Exit code 1 where an overall score is lower.")
@config_option
@click.option("--jobs", type=click.IntRange(min=0), default=0, help="Processes to use; 0 decides by itself.")
@click.option("--no-cache", is_flag=True, help="Read and lint everything anew. (Nothing is cached yet.)")
@click.option("--stdin-filename", metavar="NAME", default="stdin.md", help="What to call the text on stdin.")
@click.option("--quiet", "-q", is_flag=True, help="Findings only, no summary and no progress.")
def command(
    paths: tuple[str, ...],
    format_name: str,
    output: Path | None,
    audience: str | None,
    kind: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    min_score: int | None,
    config_path: Path | None,
    jobs: int,
    no_cache: bool,
    stdin_filename: str,
    quiet: bool,
) -> None:
    """Find what a business leader would stumble over in documents and folders.

    PATH may be `-` for stdin. Exit code 0: nothing to fail on; 1: findings; 2: something could not be
    read or understood.

    Example: plainspeak check proposals/ --audience board --fail-on warning
    """
    del no_cache
    from plainspeak.config import layer_from
    from plainspeak.files import find_documents
    from plainspeak.run import Job, Session, collect, configure, library_for, lint_files

    config = configure(config_path)
    options = layer_from(audience=audience, kind=kind, select=split_names(select), ignore=split_names(ignore))
    library = library_for(config, options)
    job = Job(config, options)
    files, problems = find_documents([path for path in paths if path != "-"], config)
    outcomes: list[Outcome] = []
    if "-" in paths:
        outcomes.append(Session(job, library).lint_bytes(sys.stdin.buffer.read(), stdin_filename))
    outcomes.extend(_with_progress(lint_files(files, job, library, jobs), len(files), quiet=quiet))
    report = collect(outcomes, problems)
    _tell_problems(report)
    _show(report, format_name, output, quiet=quiet)
    threshold = min_score if min_score is not None else config.model.min_score
    sys.exit(_exit_code(report, fail_on or config.model.fail_on, threshold))


def _with_progress(outcomes: Iterable[Outcome], total: int, *, quiet: bool) -> Iterator[Outcome]:
    if quiet or total < PROGRESS_FROM or not sys.stderr.isatty():
        yield from outcomes
        return
    with click.progressbar(outcomes, length=total, label="Reading", file=sys.stderr) as bar:
        yield from bar


def _tell_problems(report: Report) -> None:
    for document in report.documents:
        for note in document.notes:
            click.echo(f"plainspeak: {document.path}: note: {note}", err=True)
    for problem in report.errors:
        click.echo(f"plainspeak: {problem}", err=True)


def _show(report: Report, format_name: str, output: Path | None, *, quiet: bool) -> None:
    from plainspeak.reporters import reporter_named

    reporter = reporter_named(format_name)
    if output:
        try:
            output.write_text("".join(reporter.render(report, quiet=quiet)), encoding="utf-8")
        except OSError as error:
            raise click.FileError(str(output), error.strerror or str(error)) from None
    elif format_name == "text" and sys.stdout.isatty():
        from rich.console import Console

        from plainspeak.reporters.text import render_rich

        console = Console(highlight=False, soft_wrap=True)
        for piece in render_rich(report, quiet=quiet):
            console.print(piece, end="")
    else:
        # UTF-8 whatever the locale says: what is piped is read by programs and by other machines.
        for piece in reporter.render(report, quiet=quiet):
            sys.stdout.buffer.write(piece.encode())
        sys.stdout.buffer.flush()


def _exit_code(report: Report, fail_on: str, min_score: int | None) -> int:
    from plainspeak.finding import Severity

    if report.errors:
        return 2
    if fail_on != "never":
        limit = Severity(fail_on).rank
        if any(number for severity, number in report.counts.items() if severity.rank <= limit):
            return 1
    scores = [document.scores["overall"] for document in report.documents]
    if min_score is not None and any(score is not None and score < min_score for score in scores):
        return 1
    return 0
