"""Technology that nobody gains from, benefits that could mean anything, and work without a result."""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from plainspeak.checks.base import Hit, Options
from plainspeak.checks.concept_rewrites import ConceptRewriter
from plainspeak.checks.talk_words import Activities, Evidence, VagueGains, shortened
from plainspeak.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from plainspeak.checks.base import Context
    from plainspeak.finding import Suggestion
    from plainspeak.knowledge import Knowledge, Vocabulary
    from plainspeak.language.analysis import Analysis
    from plainspeak.language.talk_context import Line
    from plainspeak.rule import Rule

_SHOWN_VERBS = 3
_LIMIT = "benefit_share"
_CLEARLY = 0.6  # a share nearer to the aim may be chance
_THIN = 3  # a passage in which not even every third sentence is technology only mentions it
_TELLING = 7  # words from which an item, cell or caption says something
_CLEAR = 9  # words from which a sentence on its own does
_SURE = 0.8  # probability from which it does
_TWO = 2
_MANY = 3
_RUN_WORDS = 24
_NO_LIMIT = 10**9
_REWRITTEN = frozenset({"feature-without-benefit", "feature-run", "feature-first"})
_BALANCED = 0.5  # from this share of benefits on a paper has no wall of technology


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
    wall: int = Field(
        default=5, ge=1, description="For `feature-run`: length of a run that no benefit after it answers."
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
    needs: ClassVar[frozenset[str]] = frozenset({"sentences", "talk", "tags", "concepts"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Order the rules so that the one that says most about a passage speaks first."""
        ordered = sorted(rules, key=lambda rule: list(_PROBLEMS).index(rule.options.problem))
        words = _Words(knowledge.vocabulary)

        def run(analysis: Analysis, context: Context) -> Iterator[Hit]:
            page = _Page(analysis, context, words)
            for rule in ordered:
                yield from _PROBLEMS[rule.options.problem](rule, page)

        return run


class _Words:
    """What is read from the words of a sentence, made once for all documents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.gains = VagueGains(vocabulary)
        self.activities = Activities(vocabulary)
        self.evidence = Evidence(vocabulary)
        self.rewriter = ConceptRewriter(vocabulary)


class _Page:
    """A document as one reader reads it, and which of its sentences have been spoken of."""

    def __init__(self, analysis: Analysis, context: Context, words: _Words) -> None:
        self.analysis = analysis
        self.context = context
        self.words = words
        self.view = analysis.talk_view
        self.lines = self.view.lines
        # A long paper full of code or of an engineer's sections is not for leaders only.
        self.in_parts = self.view.for_engineers
        self.spoken: set[int] = set()  # numbers of lines
        self.marked: list[Line] = []

    def text(self, line: Line) -> str:
        return self.analysis.passages[line.passage].block.prose

    def last_character(self, line: Line) -> str:
        return self.text(line)[line.sentence.end - 1]

    def leans_to_feature(self, line: Line) -> bool:
        return line.leans_to_feature and (line.leading or not self.in_parts)

    def is_bare(self, line: Line) -> bool:
        if line.slide and line.answered:
            return False
        return line.technical and not line.motivated and (line.leading or not self.in_parts)

    def unanswered(self, line: Line) -> bool:
        return line.talk.speaks_feature and self.leans_to_feature(line)

    def speaks_mostly(self, share: float) -> bool:
        """Tell whether at least this share of the telling sentences speak of benefits."""
        features, benefits = self.view.features, self.view.benefits
        return benefits >= _MANY and benefits >= share * (features + benefits)

    def evidence(self, line: Line) -> str:
        return self.words.evidence.quote(self.analysis.passages[line.passage], line.sentence, line.talk)

    def groups(self) -> Iterator[list[Line]]:
        """Give the lines of each paragraph, list and table."""
        for _, lines in groupby(self.lines, key=lambda line: line.group):
            yield list(lines)

    def hit(self, rule: Rule, line: Line, **values: object) -> Hit:
        self.marked.append(line)
        given: Mapping[str, object] = {"words": self.evidence(line), **values}
        advice = self._rewrites(line) if rule.options.problem in _REWRITTEN else ()
        return Hit(rule, line.block, line.sentence.start, line.sentence.end, given, advice)

    def _rewrites(self, line: Line) -> tuple[Suggestion, ...]:
        passage = self.analysis.tagged[line.passage]
        # Only what makes the sentence sound like technology is what it is about.
        telling = [(lean.start, lean.end) for lean in line.talk.evidence if lean.leans == "feature"]
        within = [
            use
            for use in self.analysis.concepts_of.get(line.passage, ())
            if not use.short and any(use.start < end and start < use.end for start, end in telling)
        ]
        return self.words.rewriter.suggestions(passage, line.sentence, within)


def _strength(line: Line) -> float:
    return line.talk.feature - line.talk.benefit


def _chosen(
    candidates: Iterable[tuple[float, Line]], options: TalkOptions, marked: Sequence[Line] = ()
) -> list[Line]:
    """Choose the strongest candidates, one a section, far enough from each other and from what is marked.

    Gives them in reading order. What is marked already counts towards the most of a document.
    """
    taken = sorted((line.before, line.number) for line in marked)
    sections = {line.heading for line in marked if line.heading >= 0}
    chosen: list[Line] = []
    for _, line in sorted(candidates, key=lambda pair: (-pair[0], pair[1].number)):
        if len(taken) >= (options.most or _NO_LIMIT):
            break
        here = (line.before, line.number)
        place = bisect_left(taken, here)
        near = [other for other, _ in taken[max(0, place - 1) : place + 1]]
        if line.heading in sections or any(abs(line.before - other) < options.words_apart for other in near):
            continue
        insort(taken, here)
        chosen.append(line)
        if line.heading >= 0:
            sections.add(line.heading)
    return sorted(chosen, key=lambda line: line.number)


def _activities(rule: Rule, page: _Page) -> Iterator[Hit]:
    options: TalkOptions = rule.options
    found: dict[int, tuple[list[Line], list[str]]] = {}
    candidates = []
    for _, in_section in groupby(page.lines, key=lambda line: (line.heading, line.slide)):
        lines = [line for line in in_section if line.kind is not BlockKind.TABLE_CELL]
        if any(line.answered or line.aside for line in lines):
            continue
        done: list[tuple[Line, str]] = []
        for line in lines:
            text = page.text(line)
            span = page.words.activities.find(text, line.sentence, technical=line.talk.speaks_feature)
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


def _runs(page: _Page, fitting: Callable[[Line], bool]) -> Iterator[list[Line]]:
    """Give every stretch of fitting sentences under one heading; what leads into a list does not part it."""
    run: list[Line] = []
    for line in page.lines:
        in_table = line.kind is BlockKind.TABLE_CELL
        fits = fitting(line) and not in_table and line.number not in page.spoken
        if run and not fits and line.silent and not line.answered and _goes_with(run[-1], line):
            continue
        if run and (not fits or not _goes_with(run[-1], line)):
            yield run
            run = []
        if fits:
            run.append(line)
    if run:
        yield run


def _goes_with(one: Line, other: Line) -> bool:
    return one.slide == other.slide and one.heading == other.heading and not other.parted


def _feature_runs(rule: Rule, page: _Page) -> Iterator[Hit]:
    options: TalkOptions = rule.options
    runs: dict[int, list[Line]] = {}
    if page.speaks_mostly(_BALANCED):
        return
    # What a wall of technology gains is not heard by who gave up before its end.
    for fitting, at_least in ((page.is_bare, options.wall), (page.leans_to_feature, options.at_least)):
        for run in list(_runs(page, fitting)):
            if len(run) >= at_least and _is_telling(run):
                runs[run[0].number] = run
                page.spoken.update(line.number for line in run)
    for first in _chosen([(float(len(run)), run[0]) for run in runs.values()], options, page.marked):
        run = runs[first.number]
        yield page.hit(rule, first, words=page.evidence(max(run, key=_strength)), count=len(run))


def _is_telling(run: Sequence[Line]) -> bool:
    """Tell whether a run is more than a few labels, and two thirds of it are beyond doubt."""
    clear = sum(line.talk.speaks_feature for line in run)
    return 3 * clear >= 2 * len(run) and sum(line.sentence.words for line in run) >= _RUN_WORDS


def _feature_first(rule: Rule, page: _Page) -> Iterator[Hit]:
    options: TalkOptions = rule.options
    if len(page.lines) < options.at_least:
        return
    opening = _opening(page, options)
    if any(line.talk.speaks_benefit for line in opening):
        return
    features = [line for line in opening if _opens_with_technology(page, line)]
    if len(features) >= _TWO and features[:_TWO] == opening[:_TWO]:
        page.spoken.add(features[0].number)
        yield page.hit(rule, features[0])


def _opens_with_technology(page: _Page, line: Line) -> bool:
    if line.motivated or line.aside or line.silent or not line.talk.speaks_feature:
        return False
    return line.talk.feature >= _SURE and (line.kind is not BlockKind.PARAGRAPH or _tells(page, line))


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
    if page.speaks_mostly(_BALANCED):
        return
    for lines in page.groups():
        if any(line.number in page.spoken for line in lines):
            continue
        features = [line for line in lines if page.unanswered(line)]
        telling = [line for line in features if _tells(page, line)]
        if not telling or _THIN * sum(map(page.leans_to_feature, lines)) < len(lines):
            continue
        if _is_enough(page, features) or _stands_alone(page, telling[0]):
            strongest = max(telling, key=_strength)
            candidates.append((_strength(strongest), strongest))
    for line in _chosen(candidates, rule.options, page.marked):
        yield page.hit(rule, line)


def _tells(page: _Page, line: Line) -> bool:
    """Tell whether a line says something by itself: a sentence, or a fragment of some length."""
    return line.sentence.words >= _TELLING or page.last_character(line) == "."


def _is_enough(page: _Page, features: Sequence[Line]) -> bool:
    """Tell whether what a passage says of technology is more than a few labels or a note in a list."""
    if features[0].kind is BlockKind.PARAGRAPH or not (page.in_parts or features[0].slide):
        return len(features) >= _TWO
    return len(features) >= _MANY and sum(line.sentence.words for line in features) >= _RUN_WORDS


def _stands_alone(page: _Page, line: Line) -> bool:
    """Tell whether one sentence is enough to ask about, in a paper that is a leader's from end to end."""
    return (
        not page.in_parts
        and not line.slide
        and line.kind is BlockKind.PARAGRAPH
        and line.sentence.words >= _CLEAR
        and line.talk.feature >= _SURE
    )


def _benefit_share(rule: Rule, page: _Page) -> Iterator[Hit]:
    options: TalkOptions = rule.options
    features, benefits = page.view.features, page.view.benefits
    total = features + benefits
    limit = page.context.limits.get(_LIMIT, options.default)
    if page.in_parts or total < options.at_least or benefits >= _CLEARLY * limit * total:
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
        if not line.talk.speaks_benefit or line.aside or line.silent:
            continue
        if page.in_parts and not line.leading:
            continue
        span = page.words.gains.find(page.text(line), line.sentence, rule.options.unless_followed_by)
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
    if any(page.words.gains.is_concrete(text, *stretch) for stretch in around):
        return True
    if page.words.gains.says_how_or_for_whom(text, *around[1]):
        return True
    if line.number + 1 == len(page.lines):
        return False
    following = page.lines[line.number + 1]
    if following.group != line.group:
        return False
    after = following.sentence
    return page.words.gains.is_concrete(page.text(following), after.start, after.end)


# In the order in which they may claim a passage.
_PROBLEMS: Mapping[str, Callable[[Rule, _Page], Iterator[Hit]]] = {
    "activity-without-outcome": _activities,
    "feature-run": _feature_runs,
    "feature-first": _feature_first,
    "feature-without-benefit": _without_benefit,
    "benefit-share": _benefit_share,
    "vague-benefit": _vague_benefits,
}
