"""`plainspeak config`: show which settings hold for a file, and who set them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainspeak.cli.options import config_option, reading_options, split_names

if TYPE_CHECKING:
    from plainspeak.kinds import Recognised

MOST_REASONS = 4


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

    The document is read, if it is there, to tell what kind it is and why; the audience and the rules that
    its front matter names are in the answer, too.

    Example: plainspeak config --for decks/board.md
    """
    from plainspeak.config import ConfigModel, layer_from
    from plainspeak.kinds import GENERIC, KindRecogniser
    from plainspeak.profile import make_profile, with_front_matter
    from plainspeak.readers import read_file
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
    recognised = None
    if Path(file).is_file():
        document = read_file(Path(file), file, config.read_limits)
        settings, _ = with_front_matter(document, settings, library)
        recognised = KindRecogniser(library.knowledge).recognise(document)
    profile = make_profile(
        library, settings, recognised.kind if recognised else GENERIC, known=config.model.known
    )
    origins = settings.origins
    click.echo(
        f"configuration: {shown_path(config.path) if config.path else 'none found; the defaults hold'}"
    )
    click.echo(f"read for: {settings.audience} ({origins.get('audience', 'default')})")
    if settings.kind or recognised is None:
        kind = settings.kind or "recognised from the document"
        click.echo(f"read as: {kind} ({origins.get('kind', 'default')})")
    else:
        click.echo(f"read as: {recognised.kind} ({_why(recognised)})")
    click.echo(f"excluded: {'yes' if config.excludes(file) else 'no'}")
    click.echo(f"fails on: {config.model.fail_on}")
    for name, value in sorted(profile.context.limits.items()):
        origin = origins.get("limits", "") if name in settings.limits else f"audience {settings.audience}"
        click.echo(f"limit {name}: {value:g} ({origin})")
    for rule in library.rules.values():
        severity = profile.severities.get(rule.id)
        click.echo(f"{rule.id}: {severity.value if severity else 'off'}")


def _why(recognised: Recognised) -> str:
    """Say what speaks for the kind, and where nothing is clear, which kinds came how far."""
    from plainspeak.kinds import GENERIC

    reasons = [
        reason for reason in recognised.reasons if reason.kind == recognised.kind and reason.points > 0
    ]
    shown = "; ".join(f"{reason.where}: {reason.text[:60]}" for reason in reasons[:MOST_REASONS])
    if recognised.kind != GENERIC:
        return f"recognised, {recognised.points[recognised.kind]:g} points: {shown}"
    points = ", ".join(f"{name} {points:g}" for name, points in recognised.points.items() if points > 0)
    return f"no other kind is clear; points: {points or 'none'}"
