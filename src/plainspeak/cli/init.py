"""`plainspeak init`: write a first configuration file."""

from __future__ import annotations

from pathlib import Path

import click

TEMPLATE = """\
# What plainspeak reads here, and for whom. All settings: docs/configuration.md
audience: executive        # board, executive, business-unit or it
fail-on: error             # error, warning, suggestion or never

# Acronyms that your readers know, and your own glossary files (YAML or CSV).
known: []
glossaries: []

# Folders of your own rules and IT concepts: docs/packs.md shows how to write one.
packs: []

# Not these rules, or more quietly.
ignore: []
severity: {}

# Other settings for some files; later ones win.
overrides:
  - files: ["**/board/**"]
    audience: board
  - files: ["**/runbooks/**"]
    audience: it
"""


@click.command()
@click.option("--force", is_flag=True, help="Overwrite a configuration that is there.")
def command(force: bool) -> None:
    """Write a first .plainspeak.yml into this folder.

    Example: plainspeak init
    """
    path = Path(".plainspeak.yml")
    if path.exists() and not force:
        raise click.UsageError(f"{path} is there already; --force overwrites it")
    path.write_text(TEMPLATE, encoding="utf-8")
    click.echo(f"Wrote {path}. Next: plainspeak check .")
