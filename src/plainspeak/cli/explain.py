"""`plainspeak explain`: say why a rule matters, or what an acronym, a concept or a figure means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from plainspeak.cli.options import config_option

if TYPE_CHECKING:
    from pathlib import Path

    from plainspeak.knowledge import Concept, GlossaryEntry
    from plainspeak.rule import Example, Rule


@click.command()
@click.argument("name", metavar="RULE")
@config_option
def command(name: str, config_path: Path | None) -> None:
    """Say why a rule matters, with examples; an acronym, an IT concept or a figure works too.

    Example: plainspeak explain acronyms/undefined, or: plainspeak explain "load balancing", or: plainspeak
    explain "99.95%"
    """
    from plainspeak.cli.explain_figure import explain_figure
    from plainspeak.run import configure, library_for
    from plainspeak.strict_yaml import unknown_name

    library = library_for(configure(config_path))
    entry = library.knowledge.glossary_by_key.get(name.casefold())
    concept = library.knowledge.concept_named(name)
    if name in library.rules:
        click.echo(explain_rule(library.rules[name]))
    elif entry or concept:
        texts = [explain_acronym(entry)] if entry else []
        texts += [explain_concept(concept)] if concept else []
        click.echo("\n\n".join(texts))
    elif meaning := explain_figure(name, library):
        click.echo(meaning)
    else:
        hint = unknown_name("rule, acronym or concept", name, list(library.rules))
        raise click.UsageError(f"{hint} `plainspeak rules` lists the rules.")


def explain_rule(rule: Rule) -> str:
    """Give a rule's page as text."""
    off = "" if rule.default else ", off unless selected"
    lines = [f"{rule.id} ({rule.severity.value}{off})", "", rule.why.strip(), "", f"It says: {rule.message}"]
    for label, names in (("Only in", rule.kinds), ("Only for", rule.audiences)):
        if names:
            lines.append(f"{label}: {', '.join(names)}")
    for title, examples in (("Finds", rule.bad), ("Leaves alone", rule.good)):
        lines += ["", f"{title}:", *(_example(example) for example in examples[:4])]
    lines += [
        "",
        f"Advice from: {rule.source}",
        f"Silence it: <!-- plainspeak: ignore {rule.id} -- reason -->",
    ]
    return "\n".join(lines)


def _example(example: Example) -> str:
    text = example.text.strip().replace("\n", "\n    ")
    for found in example.finds:
        text = text.replace(found, f"[{found}]", 1)
    better = f"\n    → {', '.join(example.suggests)}" if example.suggests else ""
    return f"  - {text}{better}"


def explain_concept(concept: Concept) -> str:
    """Give what a concept means for a business as text."""
    return "\n".join(
        [
            f"{concept.name}: {concept.plain}",
            f"It serves: {', '.join(concept.outcomes)}",
            f"A leader will ask: {concept.question}",
            f"Quote from your own records: {concept.figure}",
            "Write, where it is there or will be:",
            *(f"  → {_open(pattern)}" for pattern in concept.doing),
            "Write, where it is missing:",
            *(f"  → {_open(pattern)}" for pattern in concept.lacking),
        ]
    )


def _open(pattern: str) -> str:
    return re.sub(r"⟨(?:who|what|number|when): ", "⟨", pattern)


def explain_acronym(entry: GlossaryEntry) -> str:
    """Give what a glossary knows of an acronym as text."""
    lines = [f"{entry.acronym}: {entry.expansion}"]
    if entry.plain:
        lines.append(f"In plain words: {entry.plain}")
    if entry.also:
        lines.append(f"It can also stand for: {', '.join(entry.also)}")
    if entry.ambiguous:
        lines.append("So say which one you mean; plainspeak never guesses.")
    return "\n".join(lines)
