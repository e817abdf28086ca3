"""`plainspeak rules`: list the rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from plainspeak.cli.options import config_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--format", "format_name", type=click.Choice(("text", "json")), default="text")
@config_option
def command(format_name: str, config_path: Path | None) -> None:
    """List the rules with their severity and what they say.

    Example: plainspeak rules --format json
    """
    from plainspeak.run import configure, library_for

    library = library_for(configure(config_path))
    if format_name == "json":
        data = [
            {
                "rule": rule.id,
                "severity": rule.severity.value,
                "default": rule.default,
                "message": rule.message,
                "why": rule.why,
                "source": rule.source,
                "kinds": list(rule.kinds),
                "audiences": list(rule.audiences),
            }
            for rule in library.rules.values()
        ]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    width = max(len(name) for name in library.rules)
    for rule in library.rules.values():
        severity = rule.severity.value if rule.default else "off"
        click.echo(f"{rule.id:<{width}}  {severity:<10}  {rule.why.split('. ')[0].rstrip('.')}.")
