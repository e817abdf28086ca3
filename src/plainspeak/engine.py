"""One document in, one report out: runs the rules, maps hits to the source, silences, settles, scores."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from plainspeak.checks import check_named
from plainspeak.errors import Problem
from plainspeak.finding import Finding, Location
from plainspeak.kinds import KindRecogniser
from plainspeak.language.concepts import ConceptTable
from plainspeak.language.pipeline import analyse
from plainspeak.overlaps import once, settle
from plainspeak.profile import make_profile, with_front_matter
from plainspeak.report import DocumentReport
from plainspeak.scoring import score
from plainspeak.suppress import matches, read_suppressions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from plainspeak.checks.base import Context, Hit
    from plainspeak.config import Settings
    from plainspeak.document import Document
    from plainspeak.finding import Severity
    from plainspeak.language.analysis import Analysis
    from plainspeak.packs import Library
    from plainspeak.profile import Profile
    from plainspeak.rule import Rule

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Linter:
    """Lints documents with the rules of a library. Rules are compiled once for each set that is used."""

    def __init__(self, library: Library, known: Sequence[str] = ()) -> None:
        self.library = library
        self._known = frozenset(known)
        self._kinds = KindRecogniser(library.knowledge)
        self._runners: dict[tuple[str, tuple[str, ...]], Callable[[Analysis, Context], Iterator[Hit]]] = {}

    def lint(
        self, document: Document, settings: Settings, *, every_use: bool = False
    ) -> tuple[DocumentReport, tuple[Problem, ...]]:
        """Lint a document.

        Args:
            document: The document.
            settings: What holds for it.
            every_use: Whether each use of a phrase is a finding, also where a writer is told only once.

        Returns:
            The report, and what went wrong: rules that crashed, front matter that names nothing.
        """
        settings, problems = with_front_matter(document, settings, self.library)
        kind = settings.kind or self._kinds.recognise(document).kind
        profile = make_profile(self.library, settings, kind, self._known)
        needs = self._needs(profile)
        concepts = self._concepts if "concepts" in needs else None
        analysis = analyse(document, self.library.knowledge.vocabulary, needs, concepts)
        findings = [
            _finding(hit, document, profile.severities[hit.rule.id])
            for hit in self._hits(analysis, profile, problems)
        ]
        findings = self._silenced(findings, document, profile)
        settled = settle(findings)
        report = _report(document, analysis, profile, settled if every_use else once(settled))
        return report, tuple(problems)

    @cached_property
    def _concepts(self) -> ConceptTable:
        knowledge = self.library.knowledge
        return ConceptTable(knowledge.concepts, knowledge.ambiguous)

    def _needs(self, profile: Profile) -> frozenset[str]:
        checks = {self.library.rules[name].check for name in profile.severities}
        return frozenset[str]().union(*(check_named(check).needs for check in checks))

    def _hits(self, analysis: Analysis, profile: Profile, problems: list[Problem]) -> Iterator[Hit]:
        active = [self.library.rules[name] for name in profile.severities]
        for check, group in groupby(sorted(active, key=lambda rule: rule.check), key=lambda rule: rule.check):
            yield from self._run(check, list(group), analysis, profile.context, problems)

    def _run(
        self,
        check: str,
        rules: Sequence[Rule],
        analysis: Analysis,
        context: Context,
        problems: list[Problem],
    ) -> list[Hit]:
        try:
            return list(self._runner(check, rules)(analysis, context))
        except Exception as error:  # noqa: BLE001 - whatever a rule does, the others must go on
            if len(rules) > 1:
                # Each alone, so that the culprit is named and the others are heard.
                return [
                    hit for rule in rules for hit in self._run(check, [rule], analysis, context, problems)
                ]
            problems.append(_crash(rules[0], analysis, error))
            return []

    def _runner(self, check: str, rules: Sequence[Rule]) -> Callable[[Analysis, Context], Iterator[Hit]]:
        key = (check, tuple(rule.id for rule in rules))
        if key not in self._runners:
            self._runners[key] = check_named(check).prepare(rules, self.library.knowledge)
        return self._runners[key]

    def _silenced(self, findings: Sequence[Finding], document: Document, profile: Profile) -> list[Finding]:
        if not document.directives:
            return list(findings)
        suppressions, malformed = read_suppressions(document, self.library.rules)
        used: set[int] = set()
        kept: list[Finding] = []
        for finding in findings:
            place = finding.location
            covering = [
                number
                for number, suppression in enumerate(suppressions)
                if suppression.covers(finding.rule, place.offset, place.end_offset)
                and (finding.text or suppression.end == len(document.source.text))
            ]
            used.update(covering)
            if not covering:
                kept.append(finding)
        hits = [(problem.directive, {"problem": problem.problem}, "malformed") for problem in malformed]
        for number, suppression in enumerate(suppressions):
            speaking = not suppression.rules or any(
                matches(rule, name) for rule in profile.severities for name in suppression.rules
            )
            if number not in used and speaking:
                names = ", ".join(suppression.rules) or "any rule"
                hits.append((suppression.directive, {"rules": names}, "unused"))
        for rule in self.library.rules.values():
            if rule.check == "suppression" and rule.id in profile.severities:
                for directive, values, problem in hits:
                    if rule.options.problem == problem:
                        span = (directive.start, directive.end)
                        kept.append(_finding_at(rule, span, values, document, profile.severities[rule.id]))
        return kept


def _crash(rule: Rule, analysis: Analysis, error: Exception) -> Problem:
    what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return Problem(
        f"rule {rule.id} failed inside ({what}); please report it, and leave it out with --ignore {rule.id}",
        analysis.document.source.path,
    )


def _finding(hit: Hit, document: Document, severity: Severity) -> Finding:
    values = dict(hit.values)
    if hit.block is None:
        message = _filled(hit.message or hit.rule.message, values)
        whole = Location(0, 0, 1, 1, 1, 1)
        return Finding(hit.rule.id, severity, message, "", whole, hit.suggestions, hit.same)
    block = document.blocks[hit.block]
    values.setdefault("text", block.text[hit.start : hit.end])
    start, end = block.to_source(hit.start, hit.end)
    location = _location(document, start, end)
    if block.place:
        location = Location(
            *(start, end, location.line, location.column, location.end_line, location.end_column),
            place=block.place.label,
            place_offset=start - block.place.origin,
            fields=block.place.fields,
        )
    message = _filled(hit.message or hit.rule.message, values)
    text = document.source.text[start:end]
    return Finding(hit.rule.id, severity, message, text, location, hit.suggestions, hit.same)


def _finding_at(
    rule: Rule, span: tuple[int, int], values: Mapping[str, object], document: Document, severity: Severity
) -> Finding:
    text = document.source.text[slice(*span)]
    message = _filled(rule.message, {"text": text, **values})
    return Finding(rule.id, severity, message, text, _location(document, *span))


def _location(document: Document, start: int, end: int) -> Location:
    line, column = document.source.line_column(start)
    end_line, end_column = document.source.line_column(end)
    return Location(start, end, line, column, end_line, end_column)


def _filled(message: str, values: Mapping[str, object]) -> str:
    return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), message)


def _report(
    document: Document, analysis: Analysis, profile: Profile, findings: Sequence[Finding]
) -> DocumentReport:
    parts = {rule.partition("/")[0] for rule in profile.severities}
    lines = {
        finding.location.line: document.source.line_text(finding.location.line)
        for finding in findings
        if finding.text
    }
    return DocumentReport(
        path=document.source.path,
        kind=profile.kind,
        audience=profile.context.audience.name,
        words=analysis.words,
        scores=score(findings, analysis.words, parts),
        measures=_measures(analysis, with_talk="talk" in parts),
        findings=tuple(findings),
        notes=document.source.notes,
        lines=lines,
    )


def _measures(analysis: Analysis, *, with_talk: bool) -> dict[str, float | None]:
    readability = analysis.readability
    talk = analysis.talk_view if with_talk else None
    spoken = talk.features + talk.benefits if talk else 0
    return {
        "sentences": sum(len(passage.sentences) for passage in analysis.passages),
        "feature_sentences": talk.features if talk else None,
        "benefit_sentences": talk.benefits if talk else None,
        "benefit_share": round(talk.benefits / spoken, 2) if talk and spoken else None,
        "acronyms": len(analysis.acronyms.entries),
        "flesch_kincaid_grade": readability.flesch_kincaid_grade if readability else None,
        "flesch_reading_ease": readability.flesch_reading_ease if readability else None,
    }
