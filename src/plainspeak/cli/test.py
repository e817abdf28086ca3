"""`plainspeak test`: run the examples of rule packs."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument(
    "packs", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="PACK..."
)
def command(packs: tuple[Path, ...]) -> None:
    """Run the examples of rule packs; without PACK, those of plainspeak's own rules.

    A pack is a folder of rule files, or a folder of such folders. Exit code 1: an example does not do
    what it says, or a rule is fired by none.

    Example: plainspeak test our-rules/
    """
    from plainspeak.examples import failures
    from plainspeak.packs import load_library

    library = load_library(packs)
    folders = [str(pack.absolute()) for pack in packs]
    rules = [
        rule
        for rule in library.rules.values()
        if not folders or any(Path(rule.path).absolute().is_relative_to(folder) for folder in folders)
    ]
    if not rules:
        click.echo("plainspeak: no rules in these packs", err=True)
        sys.exit(2)
    failed = list(failures(library, rules))
    for failure in failed:
        click.echo(str(failure))
    examples = sum(len(rule.bad) + len(rule.good) for rule in rules)
    click.echo(f"{len(rules)} rule{'s' * (len(rules) != 1)}, {examples} examples, {len(failed)} failed.")
    sys.exit(1 if failed else 0)
