"""The check `concept`: specialists' terms that the document does not explain, with plain words for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from plainspeak.checks.base import Hit, Options
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.knowledge import Concept, Knowledge
    from plainspeak.language.analysis import Analysis
    from plainspeak.language.concepts import ConceptUse
    from plainspeak.rule import Rule

_LIMIT = "term_level"
_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.DEFINITION})
_GLOSSED = re.compile(
    r"[\"”’')]{0,2}(?: \([^()]{12,}|,? (?:i\.e\.|that is|meaning|in other words)\b| ?[:–—] ?[a-z])"
)
_NAMED = re.compile(r"(?:\bcalled|\bknown as|\bor) [\"“‘']?$")
_DEFINED = re.compile(
    r"[\"”’')]{0,2},? (?:is|are|means|mean|which (?:is|are|lets|means)) (?:an? |the |how |when |what |where )"
)
_WORD = re.compile(r"[a-z]{4,}")
_SHARED = 0.5  # of the plain words, from which a passage says the same itself


class ConceptOptions(Options):
    """The data of the rule.

    Attributes:
        most: Terms that are marked in one document, the most used first.
        default_level: How hard a term may be where the audience does not say.
    """

    most: int = Field(default=6, ge=1, description="Terms that are marked in one document, at most.")
    default_level: int = Field(default=2, ge=1, le=3, description="1: any leader knows it … 3: specialists.")


class ConceptCheck:
    """Marks a term at its first use in the body, once a document."""

    options: ClassVar[type[Options]] = ConceptOptions
    values: ClassVar[frozenset[str]] = frozenset({"term", "plain"})
    needs: ClassVar[frozenset[str]] = frozenset({"tokens", "concepts"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Give a runner for the rules of this check."""
        del knowledge

        def run(analysis: Analysis, context: Context) -> Iterator[Hit]:
            for rule in rules:
                yield from _hits(rule, analysis, context)

        return run


def _hits(rule: Rule, analysis: Analysis, context: Context) -> Iterator[Hit]:
    level = context.limits.get(_LIMIT, rule.options.default_level)
    first: dict[str, ConceptUse] = {}
    counts: dict[str, int] = {}
    explained: set[str] = set()
    for use in analysis.concepts:
        concept = use.concept
        if concept.level <= level or concept.id in explained:
            continue
        if _is_explained(analysis, use):
            explained.add(concept.id)
            continue
        counts[concept.id] = counts.get(concept.id, 0) + 1
        if not use.short and analysis.passages[use.passage].block.kind in _BODY and _is_plain(analysis, use):
            first.setdefault(concept.id, use)
    open_ = [use for name, use in first.items() if name not in explained]
    for use in sorted(
        sorted(open_, key=lambda use: -counts[use.concept.id])[: rule.options.most], key=_place
    ):
        yield _hit(rule, analysis, use)


def _place(use: ConceptUse) -> tuple[int, int]:
    return use.passage, use.start


def _is_explained(analysis: Analysis, use: ConceptUse) -> bool:
    text = analysis.passages[use.passage].block.prose
    if _GLOSSED.match(text, use.end) or _DEFINED.match(text, use.end):
        return True
    if _NAMED.search(text, max(0, use.start - 20), use.start):
        return True
    wanted = set(_WORD.findall(use.concept.plain))
    around = text[: use.start] + text[use.end :]
    return bool(wanted) and len(wanted & set(_WORD.findall(around.lower()))) > _SHARED * len(wanted)


def _is_plain(analysis: Analysis, use: ConceptUse) -> bool:
    """Tell whether the writer uses the term itself, not its neighbour, a name or others' words."""
    block = analysis.passages[use.passage].block
    text = block.prose[use.start : use.end]
    if block.is_masked(use.start, use.end) or block.is_aside(use.start, use.end):
        return False
    return _singular(text) == _singular(use.concept.name) and (
        text == text.lower() or text[1:] == text[1:].lower()
    )


def _hit(rule: Rule, analysis: Analysis, use: ConceptUse) -> Hit:
    concept: Concept = use.concept
    text = analysis.passages[use.passage].block.text[use.start : use.end]
    advice = Suggestion(f"{text} ({concept.plain})", replacement=True)
    passage = analysis.passages[use.passage]
    values = {"term": concept.name, "plain": concept.plain}
    return Hit(rule, passage.index, use.start, use.end, values, (advice,))


def _singular(term: str) -> str:
    low = term.casefold().replace("-", " ")
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low
