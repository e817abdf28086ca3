"""Settings and a document's front matter → as what and for whom it is read, and which rules speak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.checks.base import Context
from plainspeak.config import layer_from, name_problems
from plainspeak.errors import Problem
from plainspeak.finding import Severity
from plainspeak.suppress import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plainspeak.config import Settings
    from plainspeak.document import Document
    from plainspeak.packs import Library
    from plainspeak.rule import Rule


@dataclass(frozen=True)
class Profile:
    """As what and for whom a document is read, and which rules speak how loudly.

    Attributes:
        kind: What kind of document it is taken for.
        context: What the checks need to know of it.
        severities: Id of every rule that speaks → how loudly.
    """

    kind: str
    context: Context
    severities: Mapping[str, Severity]


def make_profile(library: Library, settings: Settings, recognised: str, known: Iterable[str] = ()) -> Profile:
    """Work out what holds for a document.

    Args:
        library: Rules and knowledge.
        settings: What configuration, front matter and options say.
        recognised: What kind the document looks like; it holds where the settings name none.
        known: Acronyms that need no explanation, beside the audience's.
    """
    audience = library.knowledge.audiences[settings.audience]
    kind = settings.kind or recognised
    context = Context(
        audience,
        kind,
        library.knowledge,
        {**audience.limits, **settings.limits},
        frozenset(known) | audience.known,
    )
    severities = {
        rule.id: severity
        for rule in library.rules.values()
        if (severity := _severity(rule, kind, context, settings)) is not None
    }
    return Profile(kind, context, severities)


def with_front_matter(
    document: Document, settings: Settings, library: Library
) -> tuple[Settings, list[Problem]]:
    """Put what a document says of itself under `plainspeak:` on top of its settings; options still win."""
    given = document.meta.get("plainspeak")
    if given is None:
        return settings, []
    path = document.source.path
    if not isinstance(given, dict) or set(given) - {"kind", "audience", "ignore"}:
        allowed = "a mapping with any of kind, audience, ignore"
        return settings, [Problem(f"`plainspeak` in the front matter must be {allowed}", path, 1)]
    ignore = given.get("ignore") or []
    kind, audience = given.get("kind"), given.get("audience")
    names = [ignore] if isinstance(ignore, str) else ignore
    texts = [*names, kind or "", audience or ""] if isinstance(names, list) else [None]
    if not all(isinstance(text, str) for text in texts):
        return settings, [Problem("`plainspeak` in the front matter: names must be text", path, 1)]
    by_option = {name for name, origin in settings.origins.items() if origin == "command line"}
    layer = layer_from(
        kind=None if "kind" in by_option else kind,
        audience=None if "audience" in by_option else audience,
        ignore=names,
    )
    knowledge = library.knowledge
    problems = name_problems(layer, library.rules, knowledge.audiences, knowledge.kinds, (), path=path)
    return (settings if problems else settings.with_layer(layer, "front matter")), problems


def _severity(rule: Rule, kind: str, context: Context, settings: Settings) -> Severity | None:
    if (rule.kinds and kind not in rule.kinds) or (
        rule.audiences and context.audience.name not in rule.audiences
    ):
        return None
    selected = settings.select is not None and any(matches(rule.id, name) for name in settings.select)
    if settings.select is None:
        selected = rule.default
    if not selected or any(matches(rule.id, name) for name in settings.ignore):
        return None
    chosen = rule.severity.value
    named = settings.select is not None and rule.id in settings.select
    for name, severity in context.audience.rules.items():
        if matches(rule.id, name) and not (named and severity == "off"):
            chosen = severity
    for name, severity in settings.severity:
        if matches(rule.id, name):
            chosen = severity
    return None if chosen == "off" else Severity(chosen)
