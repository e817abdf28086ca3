"""`plainspeak glossary`: list the acronyms of documents with what they stand for."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainspeak.cli.options import config_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plainspeak.document import Document
    from plainspeak.errors import Problem
    from plainspeak.inventory import Acronym

SCHEMA = "plainspeak/glossary/1"
FORMATS = ("text", "markdown", "json", "csv")
COLUMNS = ("Acronym", "Stands for", "Explained", "Uses", "First use")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_name", type=click.Choice(FORMATS), default="text", help="How to show them.")
@click.option("--audience", metavar="WHO", help="board, executive, business-unit or it.")
@config_option
@click.option("--stdin-filename", metavar="NAME", default="stdin.md", help="What to call the text on stdin.")
def command(
    paths: tuple[str, ...],
    format_name: str,
    audience: str | None,
    config_path: Path | None,
    stdin_filename: str,
) -> None:
    """List the acronyms of documents and folders, with what they stand for.

    PATH may be `-` for stdin. The list says which acronyms the document explains, which the readers
    know, and what our glossary would offer for the others.

    Example: plainspeak glossary board-deck.pptx --format markdown
    """
    from plainspeak.config import layer_from
    from plainspeak.errors import PlainspeakError
    from plainspeak.files import find_documents
    from plainspeak.inventory import list_acronyms
    from plainspeak.readers import read_document, read_file
    from plainspeak.run import configure, library_for

    config = configure(config_path)
    options = layer_from(audience=audience)
    library = library_for(config, options)
    files, found_problems = find_documents([path for path in paths if path != "-"], config)
    problems: list[Problem] = list(found_problems)
    acronyms: list[Acronym] = []

    def add(document: Document) -> None:
        settings = config.settings_for(document.source.path, options)
        known = library.knowledge.audiences[settings.audience].known.union(config.model.known)
        acronyms.extend(list_acronyms(document, library, known))

    if "-" in paths:
        add(read_document(sys.stdin.buffer.read(), stdin_filename, config.read_limits))
    for path in files:
        try:
            add(read_file(Path(path), path, config.read_limits))
        except PlainspeakError as error:
            problems.extend(error.problems)
    for problem in problems:
        click.echo(f"plainspeak: {problem}", err=True)
    click.echo(_RENDERERS[format_name](acronyms), nl=False)
    sys.exit(2 if problems else 0)


def _as_json(acronyms: Iterable[Acronym]) -> str:
    data = {
        "schema": SCHEMA,
        "acronyms": [
            {
                "acronym": acronym.acronym,
                "path": acronym.path,
                "known": acronym.known,
                "uses": [
                    {
                        "offset": use.offset,
                        "end_offset": use.end_offset,
                        "line": use.line,
                        "column": use.column,
                    }
                    for use in acronym.uses
                ],
                "definitions": [
                    {"expansion": meaning.expansion, "short": list(meaning.short), "long": list(meaning.long)}
                    for meaning in acronym.meanings
                ],
            }
            for acronym in acronyms
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _rows(acronyms: Iterable[Acronym]) -> list[tuple[str, ...]]:
    return [
        (
            acronym.acronym,
            acronym.meanings[0].expansion if acronym.meanings else acronym.suggestion,
            "yes" if acronym.meanings else "known to readers" if acronym.known else "no",
            str(len(acronym.uses)),
            f"{acronym.path}:{acronym.uses[0].place or acronym.uses[0].line}",
        )
        for acronym in sorted(acronyms, key=lambda one: (one.acronym.casefold(), one.path))
    ]


def _as_text(acronyms: Iterable[Acronym]) -> str:
    rows = _rows(acronyms)
    if not rows:
        return "No acronyms.\n"
    return "".join(_padded(row, _widths([COLUMNS, *rows])) for row in [COLUMNS, *rows])


def _widths(rows: Sequence[tuple[str, ...]]) -> list[int]:
    return [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]


def _padded(row: tuple[str, ...], widths: Sequence[int]) -> str:
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"


def _as_markdown(acronyms: Iterable[Acronym]) -> str:
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *_rows(acronyms)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows)


def _as_csv(acronyms: Iterable[Acronym]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(name.lower() for name in COLUMNS)
    writer.writerows(_rows(acronyms))
    return stream.getvalue()


_RENDERERS = {"text": _as_text, "markdown": _as_markdown, "json": _as_json, "csv": _as_csv}
