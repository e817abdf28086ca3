"""The command line. Each command is a module, imported when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import click

from plainspeak import __version__
from plainspeak.errors import PlainspeakError

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "check": "Find what a business leader would stumble over.",
    "fix": "Put in the plain words that need no second look.",
    "classify": "Say of each sentence on stdin whether it speaks features or benefit.",
    "explain": "Say why a rule or an acronym matters, with examples.",
    "rules": "List the rules.",
    "glossary": "List the acronyms of documents with what they stand for.",
    "config": "Show which settings hold for a file, and who set them.",
    "init": "Write a first configuration file.",
    "test": "Run the examples of rule packs.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that `--help` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"plainspeak.cli.{cmd_name}")
        return cast("click.Command", module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may be meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], list(COMMANDS), n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="plainspeak")
def group() -> None:
    """Read IT proposals, status reports and board decks as a business leader would."""


def main(args: list[str] | None = None) -> Any:
    """Run the command line: exit code 0 clean, 1 findings, 2 something went wrong."""
    try:
        return group.main(args, prog_name="plainspeak")
    except PlainspeakError as error:
        for problem in error.problems:
            click.echo(f"plainspeak: {problem}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # Whoever read our output has had enough; writing more would only raise again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    except Exception as error:
        if os.environ.get("PLAINSPEAK_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        click.echo(f"plainspeak: internal error ({what}); please report it.", err=True)
        click.echo("plainspeak: PLAINSPEAK_DEBUG=1 shows where it happened.", err=True)
        sys.exit(2)
