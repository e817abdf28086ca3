"""Acronyms: explained or not, in time, once, in one sense, and no more of them than readers can carry."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from plainspeak.checks.acronym_meanings import around, compound, explanations, in_title_case, spelled_out
from plainspeak.checks.acronym_phrases import Phrases
from plainspeak.checks.acronym_places import Weight
from plainspeak.checks.acronym_senses import alike, senses, singular
from plainspeak.checks.acronym_view import ASIDE, TITLES, AcronymView, headings, key, words_before
from plainspeak.checks.base import Hit, Options
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from plainspeak.checks.acronym_phrases import Phrase
    from plainspeak.checks.base import Context
    from plainspeak.document import Block
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.acronyms import Definition, Entry, Use
    from plainspeak.language.analysis import Analysis
    from plainspeak.rule import Rule

_REFERENCE = frozenset(
    {BlockKind.FOOTNOTE, BlockKind.SPEAKER_NOTE, BlockKind.TABLE_CELL, BlockKind.CAPTION}
    | {BlockKind.DEFINITION, BlockKind.DEFINITION_TERM}
)
_EXPLICIT = frozenset({"long-short", "short-long", "equals", "phrase", "naming"})
_CLOSING = frozenset('.!?:;)”"')
_NAMED = 8  # acronyms that a message lists
_BUDGET_WORDS = 1500  # words for which the audience's limit is meant
_OPENING = 2  # passages at the top, the title among them
_CLEARLY_OVER = 1.5
_JUST_BEFORE = 150  # words over which a reader still remembers an explanation
_APART = "“{acronym}” is not tied to “{expansion}”, which stands "
_APART_ABOVE = _APART + "above: write “{expansion} ({acronym})” there."
_APART_BELOW = _APART + "below: write the full words here already."
_PAIR = "“{other}” is not spelled out, and these readers may not know it."
_NAME_GOES_ON = re.compile(r" [A-Z][a-z]")
_FOLLOWING = re.compile(r" ([a-z]+)\b")


class AcronymOptions(Options):
    """Which mistake a rule is about, with its data.

    Attributes:
        problem: The mistake.
        pairs: For `redundant`: acronym → words that repeat its last word.
        repeats: For `redundant`: last words of an expansion that repeat it whenever they follow.
        summaries: For `redefined`: headings under which a definition may be given once more.
        familiar_to: An audience. For `unused`: what it knows may stand once, for readers who search for it;
            for `undefined`: of what it knows, one of the known senses is nearly always meant.
        words_apart: For `redefined`: a definition further away than this many words is welcome.
    """

    problem: Literal[
        "undefined",
        "late-definition",
        "redefined",
        "conflicting",
        "unused",
        "mismatch",
        "budget",
        "in-title",
        "redundant",
    ]
    pairs: dict[str, list[str]] = Field(default={}, description="Acronym → words that repeat its last word.")
    repeats: list[str] = Field(default=[], description="Last words of expansions that only repeat.")
    summaries: list[str] = Field(default=[], description="Headings under which repeating is fine.")
    familiar_to: str = Field(default="", description="Audience whose short forms may stand beside the words.")
    words_apart: int = Field(default=800, ge=0, description="Words after which repeating is welcome.")


class AcronymCheck:
    """Runs every rule about acronyms over the table that the language layer made once."""

    options: ClassVar[type[Options]] = AcronymOptions
    values: ClassVar[frozenset[str]] = frozenset(
        {"acronym", "expansion", "other", "count", "limit", "names", "word"}
    )
    needs: ClassVar[frozenset[str]] = frozenset({"tokens", "sentences"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Give a runner for all rules of this check."""
        del knowledge

        def run(analysis: Analysis, context: Context) -> Iterator[Hit]:
            view = AcronymView(analysis, context)
            for rule in rules:
                yield from _PROBLEMS[rule.options.problem](rule, view)

        return run


def _hit(rule: Rule, use: Use, values: Mapping[str, object], suggestions: Sequence[Suggestion] = ()) -> Hit:
    return Hit(rule, use.block, use.start, use.end, values, tuple(suggestions))


def _unexplained(view: AcronymView) -> Iterator[tuple[Entry, Use, Phrase | None]]:
    """Give what nobody explains, where to mark it, and its long form where that stands apart."""
    # Where somebody tried to explain it, acronyms/mismatch says what went wrong.
    tried = {key(wrong.acronym) for wrong in view.table.mismatches}
    open_ = []
    for entry in view.unknown():
        explained = entry.definitions or key(entry.acronym) in tried or view.is_explained_beside(entry)
        use = None if explained else view.first_to_mark(entry)
        known = view.glossary.get(key(entry.acronym))
        if use and not (known and not known.ambiguous and view.is_said_beside(use, senses(known))):
            open_.append((entry, use))
    phrases = Phrases(
        view.analysis,
        [entry.acronym for entry, _ in open_],
        glossary=view.glossary,
        stop_words=view.stop_words,
    )
    for entry, use in open_:
        phrase = phrases.of(entry.acronym, use)
        if phrase is None or not phrases.is_beside(phrase, use):
            yield entry, use, phrase


def _undefined(rule: Rule, view: AcronymView) -> Iterator[Hit]:
    familiar = _known_to(view, rule.options.familiar_to)
    paired: set[tuple[int, int]] = set()
    for entry, use, phrase in _unexplained(view):
        values = {"acronym": entry.acronym}
        if phrase is None or phrase.far:
            message = None
            pair = compound(view, use)
            if pair is not None:
                place = use.block, around(view, use)[0]
                if place in paired:
                    continue
                paired.add(place)
                values["other"], message = pair.acronym, _PAIR
            advice = explanations(view, entry.acronym, use, phrase, familiar)
            yield Hit(rule, use.block, use.start, use.end, values, tuple(advice), message)
            continue
        above = (phrase.passage, phrase.start) < (use.passage, use.start)
        values["expansion"] = phrase.text
        advice = [Suggestion(spelled_out(view, phrase.text, use), replacement=True)]
        message = _APART_ABOVE if above else _APART_BELOW
        yield Hit(rule, use.block, use.start, use.end, values, tuple(advice), message)


def _known_to(view: AcronymView, audience: str) -> frozenset[str]:
    familiar = view.context.knowledge.audiences.get(audience)
    return frozenset(key(word) for word in familiar.known) if familiar else frozenset()


def _late(rule: Rule, view: AcronymView) -> Iterator[Hit]:
    for entry in view.unknown():
        explained = next((one for one in entry.definitions if one.aligned), None)
        if explained is None or explained.style not in _EXPLICIT:
            continue
        if view.block(explained.block).kind in _REFERENCE | ASIDE:
            continue
        first = next((use for use in view.in_prose(entry.uses) if _is_read_first(view, use)), None)
        if first is None or (first.passage, first.start) >= (explained.passage, explained.short[0]):
            continue
        if view.sentence(first.passage, first.start) == view.sentence(explained.passage, explained.short[0]):
            continue
        values = {"acronym": entry.acronym, "expansion": explained.expansion}
        better = spelled_out(view, explained.expansion, first)
        yield _hit(rule, first, values, [Suggestion(better, replacement=True)])


def _is_read_first(view: AcronymView, use: Use) -> bool:
    """Tell whether a reader meets the short form here in a sentence, not in a title or beside the text."""
    block = view.block(use.block)
    if block.kind in {BlockKind.CAPTION, BlockKind.FOOTNOTE} or view.places.weight(use) < Weight.FULL:
        return False
    return block.kind is not BlockKind.PARAGRAPH or block.text[-1:] in _CLOSING


def _explicit(view: AcronymView, entry: Entry) -> list[Definition]:
    return [
        one
        for one in entry.definitions
        if one.aligned and one.style in _EXPLICIT and view.block(one.block).kind not in ASIDE
    ]


def _redefined(rule: Rule, view: AcronymView) -> Iterator[Hit]:
    if view.analysis.document.slides:
        return
    words = words_before(view.analysis)
    summaries = {name.casefold() for name in rule.options.summaries}
    under = headings(view.analysis)
    for entry in view.table:
        shown = [
            one
            for one in _explicit(view, entry)
            if view.block(one.block).kind not in _REFERENCE | TITLES
            and under[one.passage] not in summaries
            and view.is_told(one)
        ]
        for first, again in pairwise(shown):
            apart = words[again.passage] - words[first.passage]
            if _in_longer_name(view, again) or key(entry.acronym) in under[again.passage].split():
                continue
            relied_on = apart <= _JUST_BEFORE or _used_between(entry, first, again)
            if relied_on and apart <= rule.options.words_apart and alike(first.expansion, again.expansion):
                start, end = _whole(again)
                suggestion = Suggestion(entry.acronym, replacement=True)
                values = {"acronym": entry.acronym, "expansion": again.expansion}
                yield Hit(rule, again.block, start, end, values, (suggestion,))
                break


def _in_longer_name(view: AcronymView, definition: Definition) -> bool:
    """Tell whether a name goes on behind the bracket, as in "Data Intake Review (DIR) Handbook"."""
    if not definition.expansion[:1].isupper() or not definition.expansion.rpartition(" ")[2][:1].isupper():
        return False
    _, end = _whole(definition)
    return bool(_NAME_GOES_ON.match(view.block(definition.block).text, end))


def _used_between(entry: Entry, first: Definition, again: Definition) -> bool:
    """Tell whether the writer relied on the short form, so that explaining it again is a slip."""
    start, end = (first.passage, first.short[1]), (again.passage, min(again.short[0], again.long[0]))
    return any(start <= (use.passage, use.start) < end for use in entry.uses)


def _whole(definition: Definition) -> tuple[int, int]:
    """Give the span of a definition from its first to its last character, a closing bracket included."""
    if definition.block != definition.long_block:
        return definition.short
    start = min(definition.short[0], definition.long[0])
    end = max(definition.short[1], definition.long[1])
    return start, end + (1 if definition.style in {"long-short", "short-long"} else 0)


def _conflicting(rule: Rule, view: AcronymView) -> Iterator[Hit]:
    for entry in view.table:
        explicit = _explicit(view, entry)[:50]
        for other in explicit[1:]:
            if not alike(explicit[0].expansion, other.expansion):
                values = {
                    "acronym": entry.acronym,
                    "expansion": explicit[0].expansion,
                    "other": other.expansion,
                }
                advice = Suggestion(f"Keep {entry.acronym} for one of them and write the other one out.")
                yield Hit(rule, other.block, *other.short, values, (advice,))
                break


def _unused(rule: Rule, view: AcronymView) -> Iterator[Hit]:
    everyday = _known_to(view, rule.options.familiar_to)
    for entry in view.unknown():
        if len(entry.definitions) != 1 or len(entry.uses) != 1:
            continue
        definition = entry.definitions[0]
        kind = view.block(definition.block).kind
        if definition.style not in {"long-short", "short-long"} or kind in _REFERENCE | ASIDE | TITLES:
            continue
        start, end = _whole(definition)
        # What the opening names is what the paper is about.
        if 0 < definition.passage <= _OPENING or view.block(definition.block).text[end - 1 : end] not in {
            ")",
            "]",
        }:
            continue
        written = view.block(definition.block).text[slice(*definition.short)]
        if (
            key(entry.acronym) in everyday
            or _is_established(view, definition)
            or not view.is_told(definition)
        ):
            continue
        if view.stands_elsewhere(written, definition.block, definition.short[0]):
            continue
        values = {"acronym": entry.acronym, "expansion": definition.expansion}
        yield Hit(
            rule, definition.block, start, end, values, (Suggestion(definition.expansion, replacement=True),)
        )


def _is_established(view: AcronymView, definition: Definition) -> bool:
    """Tell whether the world knows the thing by its short form, so that naming it helps to recognize it."""
    words = definition.expansion.split()
    bodies = view.analysis.vocabulary.words("public-body-words")
    if words[0][:1].isupper() and any(word.casefold() in bodies for word in words):
        return True
    known = view.glossary.get(key(definition.acronym))
    return known is not None and any(alike(definition.expansion, sense) for sense in senses(known))


def _mismatch(rule: Rule, view: AcronymView) -> Iterator[Hit]:
    for wrong in view.table.mismatches:
        entry = view.table.entries.get(wrong.acronym)
        if entry and entry.definitions:
            continue
        advice = Suggestion("Check the letters, or the words, or drop the short form.")
        values = {"acronym": wrong.acronym, "expansion": wrong.words}
        yield Hit(rule, wrong.block, wrong.start, wrong.end, values, (advice,))


def _budget(rule: Rule, view: AcronymView) -> Iterator[Hit]:
    limit = view.context.limits.get("acronym_budget")
    if limit is None:
        return
    unknown = [entry for entry in view.unknown() if entry.definitions and view.first_to_mark(entry)]
    unexplained = [entry for entry, _, _ in _unexplained(view)]
    unknown += unexplained
    # A long document has room for more of them.
    words = sum(passage.words for passage in view.analysis.passages)
    limit = round(limit * max(1.0, words / _BUDGET_WORDS))
    # A short form that is spelled out is still one to carry, but half as heavy; one too many hurts nobody.
    if (len(unknown) + len(unexplained)) / 2 < limit * _CLEARLY_OVER:
        return
    by_use = sorted(unknown, key=lambda entry: -len(entry.uses))
    names = ", ".join(entry.acronym for entry in by_use[:_NAMED])
    if len(by_use) > _NAMED:
        names += f" and {len(by_use) - _NAMED} more"
    rare = [entry.acronym for entry in reversed(by_use) if len(entry.uses) == 1][:_NAMED]
    advice = f"Start with those used only once: {', '.join(rare)}." if rare else "Write the rarer ones out."
    values = {"count": len(unknown), "limit": f"{limit:g}", "names": names}
    yield Hit(rule, None, values=values, suggestions=(Suggestion(advice),))


def _in_title(rule: Rule, view: AcronymView) -> Iterator[Hit]:
    for entry in view.unknown():
        first = next(iter(entry.uses), None)
        if first is None or not _is_title(view.block(first.block)):
            continue
        # Where nothing explains it, acronyms/undefined speaks; here it is explained, but after the title.
        if not entry.definitions or any(one.passage <= first.passage for one in entry.definitions):
            continue
        expansion = entry.definitions[0].expansion
        title = view.block(first.block).text[: first.start] + view.block(first.block).text[first.end :]
        written = in_title_case(expansion, title, view.stop_words)
        suggestions = [Suggestion(written, replacement=True)]
        yield _hit(rule, first, {"acronym": entry.acronym}, suggestions)


def _is_title(block: Block) -> bool:
    return block.kind is BlockKind.SLIDE_TITLE or (block.kind is BlockKind.HEADING and block.level <= 1)


def _redundant(rule: Rule, view: AcronymView) -> Iterator[Hit]:
    repeats = frozenset(rule.options.repeats)
    pairs = {key(acronym): frozenset(words) for acronym, words in rule.options.pairs.items()}
    for entry in view.table:
        last_words = pairs.get(key(entry.acronym), frozenset()) | _last_words(view, entry, repeats)
        if not last_words:
            continue
        for use in entry.uses:
            block = view.block(use.block)
            match = _FOLLOWING.match(block.text, use.end)
            if match and singular(match[1]) in last_words and not block.is_masked(use.end, match.end()):
                values = {"acronym": entry.acronym, "word": match[1]}
                shown = view.text(use)
                plural = "s" if match[1] != singular(match[1]) and not shown.endswith("s") else ""
                suggestion = Suggestion(shown + plural, replacement=True)
                yield Hit(rule, use.block, use.start, match.end(), values, (suggestion,))


def _last_words(view: AcronymView, entry: Entry, repeats: frozenset[str]) -> frozenset[str]:
    known = view.glossary.get(key(entry.acronym))
    expansions = [definition.expansion for definition in entry.definitions if definition.aligned]
    if not expansions and known and not known.ambiguous:
        expansions = [known.expansion]
    ends = (expansion.casefold().rpartition(" ") for expansion in expansions)
    return repeats & {singular(last) for _, space, last in ends if space}


_PROBLEMS: Mapping[str, Callable[[Rule, AcronymView], Iterator[Hit]]] = {
    "undefined": _undefined,
    "late-definition": _late,
    "redefined": _redefined,
    "conflicting": _conflicting,
    "unused": _unused,
    "mismatch": _mismatch,
    "budget": _budget,
    "in-title": _in_title,
    "redundant": _redundant,
}
