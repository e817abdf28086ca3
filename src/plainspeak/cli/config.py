"""`plainspeak config`: show which settings hold for a file, and who set them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from plainspeak.cli.options import config_option, reading_options, split_names

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--for", "file", metavar="FILE", help="The document whose settings to show.")
@click.option("--schema", is_flag=True, help="Print the JSON schema of the configuration, for editors.")
@reading_options
@config_option
def command(
    file: str | None,
    schema: bool,
    audience: str | None,
    kind: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_path: Path | None,
) -> None:
    """Show which settings hold for a file, and who set them.

    The document itself is not read, so its front matter is not in the answer.

    Example: plainspeak config --for decks/board.md
    """
    from plainspeak.config import ConfigModel, layer_from
    from plainspeak.profile import make_profile
    from plainspeak.run import configure, library_for
    from plainspeak.source import shown_path

    if schema:
        click.echo(json.dumps(ConfigModel.model_json_schema(by_alias=True), indent=2))
        return
    if file is None:
        raise click.UsageError("say which file: plainspeak config --for FILE")
    config = configure(config_path)
    options = layer_from(audience=audience, kind=kind, select=split_names(select), ignore=split_names(ignore))
    library = library_for(config, options)
    settings = config.settings_for(file, options)
    profile = make_profile(library, settings, slides=0, known=config.model.known)
    origins = settings.origins
    click.echo(
        f"configuration: {shown_path(config.path) if config.path else 'none found; the defaults hold'}"
    )
    click.echo(f"read for: {settings.audience} ({origins.get('audience', 'default')})")
    click.echo(
        f"read as: {settings.kind or 'recognised from the document'} ({origins.get('kind', 'default')})"
    )
    click.echo(f"excluded: {'yes' if config.excludes(file) else 'no'}")
    click.echo(f"fails on: {config.model.fail_on}")
    for name, value in sorted(profile.context.limits.items()):
        origin = origins.get("limits", "") if name in settings.limits else f"audience {settings.audience}"
        click.echo(f"limit {name}: {value:g} ({origin})")
    for rule in library.rules.values():
        severity = profile.severities.get(rule.id)
        click.echo(f"{rule.id}: {severity.value if severity else 'off'}")
