"""From document to report: positions, silencing, settling, crashes."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainspeak.checks.measure import MeasureCheck
from plainspeak.config import Config
from plainspeak.finding import Finding, Location, Severity, Suggestion
from plainspeak.overlaps import settle
from plainspeak.run import Job, Session
from plainspeak.scoring import score
from tests.support import library, lint_text, report_on

DRAFT = """# Plan

Our RTO is four hours. We did this in order to save money.

| System | RPO |
| --- | --- |
| Tills | The RPO is one hour, in order to save *or\u200bders*. |
"""


def rules_found(text: str, **options: object) -> list[str]:
    return [finding.rule for finding in lint_text(text, **options)]


def test_every_finding_stands_where_it_says():
    findings = lint_text(DRAFT)
    assert {"acronyms/undefined", "jargon/wordy"} <= {finding.rule for finding in findings}
    for finding in findings:
        place = finding.location
        assert DRAFT[place.offset : place.end_offset] == finding.text
        line = DRAFT.splitlines()[place.line - 1]
        assert line[place.column - 1 :].startswith(finding.text.splitlines()[0]) or not finding.text


WORDS = st.sampled_from(
    [
        *(
            "RTO",
            "in order to",
            "utilise",
            "*RPO*",
            "recovery time objective (RTO)",
            "the",
            "é",
            "😀",
            "`code`",
        ),
        *("prior to", "\n", "\n\n", "- ", "# ", "> ", "&amp;", "| a | b |\n|---|---|\n| RTO | c |\n", ". "),
        *("https://example.org/x", "[a](b)", "<b>SLA</b>", "not unlikely", "CI/CD", "\r\n", "\t"),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_source_at_a_findings_span_is_its_text(text):
    report = report_on(text)
    offsets = [(finding.location.offset, finding.rule) for finding in report.findings]
    assert offsets == sorted(offsets)
    for finding in report.findings:
        assert text[finding.location.offset : finding.location.end_offset] == finding.text


FINDINGS = st.builds(
    lambda rule, severity, start, length: Finding(
        rule,
        severity,
        "m",
        "x" * length,
        Location(start, start + length, 1, 1, 1, 1),
        (Suggestion("s", True),),
    ),
    st.sampled_from(["acronyms/undefined", "acronyms/unused", "jargon/wordy", "readability/grade"]),
    st.sampled_from(list(Severity)),
    st.integers(0, 60),
    st.integers(1, 20),
)


@given(st.lists(FINDINGS, min_size=1, max_size=40), st.integers(0, 3000), st.data())
def test_taking_a_finding_away_never_lowers_a_score(findings, words, data):
    parts = {"acronyms", "jargon", "readability"}
    before = score(findings, words, parts)
    findings.pop(data.draw(st.integers(0, len(findings) - 1)))
    after = score(findings, words, parts)
    for name, value in before.items():
        assert (after[name] is None) == (value is None)
        assert value is None or after[name] >= value


def test_the_score_of_the_worked_example_is_the_one_in_the_docs():
    def some(rule: str, severity: Severity, number: int) -> list[Finding]:
        return [Finding(rule, severity, "m", "x", Location(0, 1, 1, 1, 1, 2))] * number

    findings = [
        *some("acronyms/undefined", Severity.ERROR, 3),
        *some("jargon/wordy", Severity.SUGGESTION, 4),
        *some("readability/long-sentence", Severity.SUGGESTION, 2),
    ]
    scores = score(findings, 900, {"acronyms", "jargon", "readability"})
    shown = {name: value for name, value in scores.items() if value is not None}
    assert shown == {"overall": 74, "acronyms": 67, "jargon": 86, "readability": 92}


@given(st.lists(FINDINGS, max_size=30))
def test_settled_replacements_never_overlap(findings):
    kept = settle(findings)
    spans = sorted((finding.location.offset, finding.location.end_offset) for finding in kept)
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start
    assert set(kept) <= set(findings)
    assert bool(kept) == bool(findings)


@pytest.mark.parametrize(
    ("comment", "silenced"),
    [
        ("<!-- plainspeak: ignore jargon/wordy -->", True),
        ("<!-- plainspeak: ignore jargon/* -- quoted -->", True),
        ("<!-- plainspeak: ignore jargon -->", True),
        ("<!-- plainspeak: ignore -->", True),
        ("<!-- plainspeak: ignore-file jargon/wordy -->", True),
        ("<!-- plainspeak: off jargon/wordy -->", True),
        ("<!-- plainspeak: ignore acronyms/unused -->", False),
        ("<!-- a comment -->", False),
    ],
)
def test_comments_silence_the_block_that_follows(comment, silenced):
    text = f"{comment}\n\nWe did this in order to save money.\n"
    assert ("jargon/wordy" not in rules_found(text)) is silenced


def test_a_comment_silences_no_more_than_one_block():
    text = (
        "<!-- plainspeak: ignore jargon/wordy -->\n\nIn order to win.\n\nIn order to lose.\n\n"
        "<!-- plainspeak: off jargon/wordy -->\n\nIn order to wait.\n\n"
        "<!-- plainspeak: on jargon/wordy -->\n\nIn order to go.\n"
    )
    findings = [finding for finding in lint_text(text) if finding.rule == "jargon/wordy"]
    assert [text[: finding.location.offset].count("order") for finding in findings] == [1, 3]


def test_a_comment_before_a_table_silences_the_table():
    text = "<!-- plainspeak: ignore acronyms -->\n\n" + DRAFT.partition("\n\n")[2].partition("\n\n")[2]
    assert "acronyms/undefined" not in rules_found(text)


def test_a_rule_that_crashes_is_named_and_the_others_go_on(monkeypatch):
    original = MeasureCheck.prepare

    def prepare(self, rules, knowledge):
        if any(rule.id == "readability/long-sentence" for rule in rules):
            raise ZeroDivisionError("by zero")
        return original(self, rules, knowledge)

    monkeypatch.setattr(MeasureCheck, "prepare", prepare)
    report, problems = Session(Job(Config()), library()).lint_bytes(DRAFT.encode(), "draft.md")
    assert report is not None
    assert {finding.rule for finding in report.findings} >= {"acronyms/undefined", "jargon/wordy"}
    (problem,) = problems
    assert re.search(r"rule readability/long-sentence failed inside \(ZeroDivisionError", str(problem))


@pytest.mark.parametrize(
    ("front_matter", "option", "audience", "kind"),
    [
        ("plainspeak: {audience: board, kind: proposal}", None, "board", "proposal"),
        ("plainspeak: {audience: board}", "it", "it", "generic"),
        ("title: x", None, "executive", "generic"),
    ],
)
def test_front_matter_says_how_a_document_is_read(front_matter, option, audience, kind):
    options = {"audience": option} if option else {}
    report = report_on(f"---\n{front_matter}\n---\n\nThe branch opens.\n", **options)
    assert (report.audience, report.kind) == (audience, kind)


@pytest.mark.parametrize(
    "given_text", ["{audience: bored}", "{kind: memo}", "{ignore: [a/b]}", "board", "{a: 1}"]
)
def test_a_mistake_in_front_matter_is_said(given_text):
    text = f"---\nplainspeak: {given_text}\n---\n\nThe branch opens.\n"
    _, problems = Session(Job(Config()), library()).lint_bytes(text.encode(), "draft.md")
    assert problems


def test_the_order_of_settings_holds_for_rules():
    assert "jargon/wordy" not in rules_found(DRAFT, ignore=["jargon"])
    assert set(rules_found(DRAFT, select=["jargon/wordy"])) == {"jargon/wordy"}
    severities = {
        finding.severity
        for finding in lint_text(DRAFT, severity={"jargon/*": "error"})
        if finding.rule.startswith("jargon/")
    }
    assert severities == {Severity.ERROR}
    assert "jargon/wordy" not in rules_found(DRAFT, severity={"jargon/wordy": "off"})


def test_an_empty_document_has_no_findings_and_full_marks():
    report = report_on("")
    assert report.findings == ()
    assert report.words == 0
    assert report.scores["overall"] == 100


def repeated(*texts: str) -> list[tuple[int, str]]:
    found = [finding for finding in lint_text("\n\n".join(texts)) if finding.rule == "jargon/wordy"]
    return [(finding.location.line, finding.message.partition(".")[2].strip()) for finding in found]


ONE = "We utilize two firms here."


def test_two_uses_are_told_and_of_more_the_first_with_their_number():
    assert repeated(ONE, ONE) == [(1, ""), (3, "")]
    assert repeated(ONE, ONE, ONE) == [(1, "It comes 2 more times below.")]


def test_a_silenced_first_use_does_not_silence_the_others():
    comment = "<!-- plainspeak: ignore jargon/wordy -->"
    assert repeated(comment, ONE, ONE, ONE, ONE) == [(5, "It comes 2 more times below.")]
