"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_Command = TypeVar("_Command", bound="Callable[..., Any]")


def config_option(command: _Command) -> _Command:
    """Add `--config`."""
    return click.option(
        "--config",
        "config_path",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="This configuration instead of the nearest .plainspeak.yml or pyproject.toml.",
    )(command)


def reading_options(command: _Command) -> _Command:
    """Add `--audience`, `--kind`, `--select` and `--ignore`."""
    for option in (
        click.option("--ignore", multiple=True, metavar="RULE", help="Leave out a rule or a pack."),
        click.option("--select", multiple=True, metavar="RULE", help="Only this rule or pack."),
        click.option("--kind", metavar="KIND", help="proposal, status-report, deck or generic."),
        click.option("--audience", metavar="WHO", help="board, executive, business-unit or it."),
    ):
        command = option(command)
    return command


def split_names(values: tuple[str, ...]) -> tuple[str, ...]:
    """Take `--select a,b` like `--select a --select b`."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
