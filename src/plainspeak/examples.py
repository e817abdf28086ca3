"""Runs the examples that rules carry: the same lines are tests, documentation and what `explain` prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.config import Settings
from plainspeak.engine import Linter
from plainspeak.readers import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plainspeak.finding import Finding
    from plainspeak.packs import Library
    from plainspeak.rule import Example, Rule

_SUFFIXES = {"markdown": ".md", "text": ".txt", "rst": ".rst", "html": ".html"}


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not do what it says.

    Attributes:
        rule: Id of the rule.
        path: The rule's file.
        line: Line of the example in it, from 1.
        message: What was expected and what came.
    """

    rule: str
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """Give `file:line: rule: message`."""
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


def failures(library: Library, rules: Iterable[Rule]) -> Iterator[Failure]:
    """Run every example of the rules and yield those that fail."""
    linter = Linter(library)
    for rule in rules:
        fired = False
        for example in rule.bad:
            findings = _findings(linter, rule, example)
            fired = fired or bool(findings)
            problem = _missed(example, findings)
            if problem:
                yield Failure(rule.id, rule.path, example.line, problem)
        for example in rule.good:
            findings = _findings(linter, rule, example)
            if findings:
                said = f"must stay silent, but said “{findings[0].message}” about “{findings[0].text}”"
                yield Failure(rule.id, rule.path, example.line, said)
        if not fired:
            yield Failure(rule.id, rule.path, 1, "none of its examples fires it")


def _missed(example: Example, findings: list[Finding]) -> str | None:
    if not findings:
        return "must find something here, but found nothing"
    texts = tuple(finding.text for finding in findings)
    if example.finds and texts != example.finds:
        return f"must mark {list(example.finds)}, but marked {list(texts)}"
    offered = {suggestion.text for finding in findings for suggestion in finding.suggestions}
    absent = [text for text in example.suggests if text not in offered]
    return f"must suggest {absent}, but suggested {sorted(offered)}" if absent else None


def _findings(linter: Linter, rule: Rule, example: Example) -> list[Finding]:
    document = read_document(
        example.text.encode(), f"example{_SUFFIXES[example.format]}", format_name=example.format
    )
    # A suppression can only be unused where other rules speak.
    select = None if rule.check == "suppression" else (rule.id,)
    settings = Settings(audience=example.audience, kind=example.kind, select=select)
    report, problems = linter.lint(document, settings)
    if problems:
        raise AssertionError(str(problems[0]))
    return [finding for finding in report.findings if finding.rule == rule.id]
