"""Technology that nobody gains from, benefits that could mean anything, and work without a result."""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from plainspeak.checks.base import Hit, Options
from plainspeak.checks.talk_words import Activities, VagueGains, evidence, shortened
from plainspeak.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis
    from plainspeak.language.talk_context import Line
    from plainspeak.rule import Rule

_SHOWN_VERBS = 3
_LIMIT = "benefit_share"
_CLEARLY = 0.75  # a share just below the aim may be chance
_THIN = 3  # a passage in which not even every third sentence is technology only mentions it
_NO_LIMIT = 10**9


class TalkOptions(Options):
    """Which fault a rule is about, with the numbers that keep it from nagging."""

    problem: Literal[
        "feature-without-benefit",
        "feature-run",
        "feature-first",
        "benefit-share",
        "vague-benefit",
        "activity-without-outcome",
    ]
    words_apart: int = Field(default=0, ge=0, description="Words between two findings, at least.")
    most: int = Field(default=0, ge=0, description="Findings in one document, at most; 0: any number.")
    at_least: int = Field(
        default=1,
        ge=1,
        description="Sentences that it takes: in a row for `feature-run`, of work done in one list for "
        "`activity-without-outcome`, telling ones for `benefit-share`, any for `feature-first`.",
    )
    sentences: int = Field(default=3, ge=1, description="For `feature-first`: length of the opening.")
    words: int = Field(default=100, ge=1, description="For `feature-first`: length of the opening.")
    unless_followed_by: list[str] = Field(
        default=[], description="For `vague-benefit`: words after a gain that say what it is a gain in."
    )
    default: float = Field(
        default=0.3, ge=0, le=1, description="For `benefit-share`: the share where nobody gives one."
    )


class TalkCheck:
    """Runs every rule about feature-talk and benefit-talk, so that no two speak of the same sentences."""

    options: ClassVar[type[Options]] = TalkOptions
    values: ClassVar[frozenset[str]] = frozenset({"words", "count", "features", "benefits", "share", "limit"})
    needs: ClassVar[frozenset[str]] = frozenset({"sentences", "talk"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Order the rules so that the one that says most about a passage speaks first."""
        ordered = sorted(rules, key=lambda rule: list(_PROBLEMS).index(rule.options.problem))
        gains, activities = VagueGains(knowledge.vocabulary), Activities(knowledge.vocabulary)

        def run(analysis: Analysis, context: Context) -> Iterator[Hit]:
            page = _Page(analysis, context, gains, activities)
            for rule in ordered:
                yield from _PROBLEMS[rule.options.problem](rule, page)

        return run


class _Page:
    """A document as one reader reads it, and which of its sentences have been spoken of."""

    def __init__(
        self, analysis: Analysis, context: Context, gains: VagueGains, activities: Activities
    ) -> None:
        self.analysis = analysis
        self.context = context
        self.gains = gains
        self.activities = activities
        self.view = analysis.talk_view
        self.lines = self.view.lines
        self.spoken: set[int] = set()  # numbers of lines
        self.marked: list[Line] = []

    def text(self, line: Line) -> str:
        return self.analysis.passages[line.passage].block.prose

    def last_character(self, line: Line) -> str:
        return self.text(line)[line.sentence.end - 1]

    def evidence(self, line: Line) -> str:
        return evidence(self.analysis.passages[line.passage], line.sentence, line.talk)

    def groups(self) -> Iterator[list[Line]]:
        """Give the lines of each paragraph, list and table."""
        for _, lines in groupby(self.lines, key=lambda line: line.group):
            yield list(lines)

    def hit(self, rule: Rule, line: Line, **values: object) -> Hit:
        self.marked.append(line)
        given: Mapping[str, object] = {"words": self.evidence(line), **values}
        return Hit(rule, line.block, line.sentence.start, line.sentence.end, given)


def _strength(line: Line) -> float:
    return line.talk.feature - line.talk.benefit


def _chosen(
    candidates: Iterable[tuple[float, Line]], options: TalkOptions, marked: Iterable[Line] = ()
) -> list[Line]:
    """Choose the strongest candidates that stand far enough from each other and from what is marked.

    Gives them in reading order.
    """
    taken = sorted((line.before, line.number) for line in marked)
    chosen: list[Line] = []
    for _, line in sorted(candidates, key=lambda pair: (-pair[0], pair[1].number)):
        if len(chosen) == (options.most or _NO_LIMIT):
            break
        here = (line.before, line.number)
        place = bisect_left(taken, here)
        near = [other for other, _ in taken[max(0, place - 1) : place + 1]]
        if all(abs(line.before - other) >= options.words_apart for other in near):
            insort(taken, here)
            chosen.append(line)
    return sorted(chosen, key=lambda line: line.number)


def _activities(rule: Rule, page: _Page) -> Iterator[Hit]:
    options: TalkOptions = rule.options
    found: dict[int, tuple[list[Line], list[str]]] = {}
    candidates = []
    for lines in page.groups():
        done: list[tuple[Line, str]] = []
        for line in lines:
            if line.answered or line.kind is BlockKind.TABLE_CELL:
                continue
            text = page.text(line)
            span = page.activities.find(text, line.sentence, technical=line.leans_to_feature)
            if span:
                done.append((line, text[slice(*span)]))
        if len(done) >= options.at_least and 2 * len(done) >= len(lines):
            first = done[0][0]
            found[first.number] = (lines, [verb.casefold() for _, verb in done])
            candidates.append((float(len(done)), first))
    for first in _chosen(candidates, options):
        lines, verbs = found[first.number]
        page.spoken.update(line.number for line in lines)
        shown = ", ".join(f"“{verb}”" for verb in list(dict.fromkeys(verbs))[:_SHOWN_VERBS])
        yield page.hit(rule, first, words=shown, count=len(verbs))


def _runs(page: _Page, at_least: int) -> Iterator[list[Line]]:
    """Give every stretch of unanswered sentences; headings neither count nor part what is too short alone."""
    run: list[Line] = []
    for line in page.lines:
        in_table = line.kind is BlockKind.TABLE_CELL
        fits = line.leans_to_feature and not in_table and line.number not in page.spoken
        if run and (not fits or _is_apart(run, line, at_least)):
            yield run
            run = []
        if fits:
            run.append(line)
    if run:
        yield run


def _is_apart(run: Sequence[Line], line: Line, at_least: int) -> bool:
    return line.slide != run[-1].slide or (line.heading != run[-1].heading and len(run) >= at_least)


def _feature_runs(rule: Rule, page: _Page) -> Iterator[Hit]:
    options: TalkOptions = rule.options
    runs: dict[int, list[Line]] = {}
    for run in _runs(page, options.at_least):
        # Two thirds of them must be beyond doubt, so that a few guesses make no run.
        clear = sum(line.talk.speaks_feature for line in run)
        if len(run) >= options.at_least and 3 * clear >= 2 * len(run):
            runs[run[0].number] = run
            page.spoken.update(line.number for line in run)
    for first in _chosen([(float(len(run)), run[0]) for run in runs.values()], options):
        run = runs[first.number]
        yield page.hit(rule, first, words=page.evidence(max(run, key=_strength)), count=len(run))


def _feature_first(rule: Rule, page: _Page) -> Iterator[Hit]:
    options: TalkOptions = rule.options
    if len(page.lines) < options.at_least:
        return
    opening = _opening(page, options)
    if any(line.talk.speaks_benefit for line in opening):
        return
    features = [line for line in opening if line.unanswered]
    if features and (features[0] is opening[0] or len(features) > 1):
        page.spoken.add(features[0].number)
        yield page.hit(rule, features[0])


def _opening(page: _Page, options: TalkOptions) -> list[Line]:
    """Give the first sentences of the text, or what stands on the first slide that says anything."""
    prose = [line for line in page.lines if line.kind is not BlockKind.TABLE_CELL]
    if prose and prose[0].slide:
        for _, lines in groupby(prose, key=lambda line: line.slide):
            on_slide = list(lines)
            if len(on_slide) > 1:
                return on_slide
        return []
    opening = prose[: options.sentences]
    return [line for line in opening if line.before - opening[0].before < options.words]


def _without_benefit(rule: Rule, page: _Page) -> Iterator[Hit]:
    candidates = []
    for lines in page.groups():
        if any(line.number in page.spoken for line in lines):
            continue
        features = [
            line for line in lines if line.unanswered and page.text(line)[line.sentence.end - 1] != ":"
        ]
        if features and _THIN * sum(line.leans_to_feature for line in lines) >= len(lines):
            strongest = max(features, key=_strength)
            candidates.append((_strength(strongest), strongest))
    for line in _chosen(candidates, rule.options, page.marked):
        yield page.hit(rule, line)


def _benefit_share(rule: Rule, page: _Page) -> Iterator[Hit]:
    options: TalkOptions = rule.options
    features, benefits = page.view.features, page.view.benefits
    total = features + benefits
    limit = page.context.limits.get(_LIMIT, options.default)
    if total < options.at_least or benefits >= _CLEARLY * limit * total:
        return
    values = {
        "features": features,
        "benefits": benefits,
        "share": f"{100 * benefits / total:.0f} %",
        "limit": f"{100 * limit:.0f} %",
    }
    yield Hit(rule, None, values=values)


def _vague_benefits(rule: Rule, page: _Page) -> Iterator[Hit]:
    found: dict[int, tuple[int, int]] = {}
    candidates = []
    for line in page.lines:
        if not line.talk.speaks_benefit:
            continue
        span = page.gains.find(page.text(line), line.sentence, rule.options.unless_followed_by)
        if span and not _is_concrete(page, line, span):
            found[line.number] = span
            candidates.append((line.talk.benefit, line))
    for line in _chosen(candidates, rule.options):
        start, end = found[line.number]
        block_text = page.analysis.passages[line.passage].block.text
        yield Hit(rule, line.block, start, end, {"words": shortened(block_text[start:end])})


def _is_concrete(page: _Page, line: Line, span: tuple[int, int]) -> bool:
    """Tell whether the sentence around a gain, or the one after it, says how much, for whom or when."""
    text, sentence = page.text(line), line.sentence
    around = ((sentence.start, span[0]), (span[1], sentence.end))
    if any(page.gains.is_concrete(text, *stretch) for stretch in around):
        return True
    if page.gains.names_somebody(text, *around[1]):
        return True
    if line.number + 1 == len(page.lines):
        return False
    following = page.lines[line.number + 1]
    if following.group != line.group:
        return False
    return page.gains.is_concrete(page.text(following), following.sentence.start, following.sentence.end)


# In the order in which they may claim a passage.
_PROBLEMS: Mapping[str, Callable[[Rule, _Page], Iterator[Hit]]] = {
    "activity-without-outcome": _activities,
    "feature-run": _feature_runs,
    "feature-first": _feature_first,
    "feature-without-benefit": _without_benefit,
    "benefit-share": _benefit_share,
    "vague-benefit": _vague_benefits,
}
