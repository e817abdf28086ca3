"""Feature-talk and benefit-talk: who answers whom, once a passage, silence where nothing is wrong.

What a sentence speaks is told by its words here, not by the model, so that only the rules are tested:
machines make a feature, customers a benefit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

from plainspeak.checks.base import Context
from plainspeak.checks.talk import TalkCheck, TalkOptions
from plainspeak.finding import Severity
from plainspeak.knowledge import Audience, Knowledge
from plainspeak.language.analysis import Analysis
from plainspeak.language.pipeline import analyse
from plainspeak.language.talk_context import read_talk
from plainspeak.readers import read_document
from plainspeak.rule import Rule
from tests.support import library

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plainspeak.checks.base import Hit

MACHINES = ("server", "gateway", "cluster", "router", "firewall", "database")
GAINS = ("customers", "efficiency", "save", "saves")
FEATURE = "In our plan the gateway of the bank runs on two nodes."
OTHER_FEATURE = "Then a new router stands in each branch of the bank."
GAIN = "So customers wait two days less."
NEITHER = "The group meets again on Tuesday."


@dataclass(frozen=True)
class Lean:
    start: int
    end: int
    leans: str


@dataclass(frozen=True)
class Talk:
    feature: float
    benefit: float
    speaks_feature: bool
    speaks_benefit: bool
    evidence: tuple[Lean, ...] = ()


class Heard(Analysis):
    """An analysis with what its sentences speak, by their words."""

    @cached_property
    def talk(self) -> Mapping[int, tuple[Talk, ...]]:
        return {
            number: tuple(
                _talk(passage.block.text, sentence.start, sentence.end) for sentence in passage.sentences
            )
            for number, passage in enumerate(self.passages)
        }


def _talk(text: str, start: int, end: int) -> Talk:
    words = text[start:end].lower()
    leans = []
    for machine in MACHINES:
        position = words.find(machine)
        if position >= 0:
            leans.append(Lean(start + position, start + position + len(machine), "feature"))
    doubtful = "perhaps" in words
    feature = 0.6 if doubtful else 0.8 + 0.05 * len(leans)
    benefit = any(gain in words for gain in GAINS)
    return Talk(
        feature=feature if leans else 0.1,
        benefit=0.9 if benefit else 0.1,
        speaks_feature=bool(leans) and not doubtful,
        speaks_benefit=benefit,
        evidence=tuple(leans),
    )


def heard(text: str, name: str = "draft.md") -> Heard:
    vocabulary = library().knowledge.vocabulary
    plain = analyse(read_document(text.encode(), name), vocabulary)
    return Heard(plain.document, plain.passages, plain.vocabulary)


def rule(problem: str, **data: Any) -> Rule:
    options = TalkOptions.model_validate({"problem": problem, **data})
    return Rule(f"talk/{problem}", "talk", "{words}", "why", "source", Severity.WARNING, options)


def run(
    text: str,
    *rules: Rule,
    limits: Mapping[str, float] | None = None,
    name: str = "draft.md",
    kind: str = "generic",
) -> list[tuple[str, str, Hit]]:
    """Give the problem, the marked text and the hit of each finding, in reading order."""
    analysis = heard(text, name)
    knowledge = Knowledge(vocabulary=library().knowledge.vocabulary)
    context = Context(
        Audience("executive", "an executive", frozenset(), {}, {}), kind, knowledge, limits or {}
    )

    def shown() -> Iterator[tuple[str, str, Hit]]:
        for hit in TalkCheck().prepare(rules, knowledge)(analysis, context):
            problem = hit.rule.options.problem
            text = "" if hit.block is None else analysis.document.blocks[hit.block].text[hit.start : hit.end]
            yield problem, text, hit

    return sorted(shown(), key=lambda item: (-1 if item[2].block is None else item[2].block, item[2].start))


def unanswered(text: str, name: str = "draft.md", **data: Any) -> list[str]:
    return [marked for _, marked, _ in run(text, rule("feature-without-benefit", **data), name=name)]


WITHOUT, RUN = rule("feature-without-benefit"), rule("feature-run", at_least=3)
FIRST = rule("feature-first", at_least=4)


# What answers a feature


@pytest.mark.parametrize(
    "text",
    [
        "The gateway runs on two nodes, so customers wait less.",
        f"{FEATURE} {GAIN}",
        f"{FEATURE} {NEITHER} {GAIN}",
        f"{GAIN} {FEATURE}",
        f"{FEATURE}\n\n{GAIN}",
        f"# Why customers win\n\n{NEITHER}\n\n{FEATURE}",
        f"# Plan\n\n{NEITHER} {GAIN}\n\n{NEITHER} {NEITHER}\n\n{FEATURE} {NEITHER}",
        f"- {GAIN}\n  - {FEATURE}",
        f"- {GAIN}\n  - {NEITHER}\n    - {FEATURE}",
        f"- {FEATURE}\n  - {NEITHER}\n  - {GAIN}",
        f"- {FEATURE} {NEITHER} {NEITHER} {NEITHER} {GAIN}",
        f"What customers get from it all:\n\n- {NEITHER}\n- {FEATURE}",
        f"- {FEATURE}\n- {OTHER_FEATURE}\n\n{GAIN}",
        f"The gateway runs on two nodes:\n\n- {NEITHER}\n- {GAIN}",
        f"| What | Why |\n| --- | --- |\n| {FEATURE} | {GAIN} |",
        f"{FEATURE} {NEITHER} {NEITHER} {NEITHER} {GAIN}",
        f"{FEATURE} {NEITHER}\n\n{NEITHER} {GAIN}",
        f"{FEATURE}\n\n{NEITHER} {NEITHER}\n\n{GAIN}",
        f"- {GAIN}\n- {FEATURE}\n- {OTHER_FEATURE}",
        f"| What |\n| --- |\n| {FEATURE} |\n| {OTHER_FEATURE} |\n| {GAIN} |",
        "The gateway now runs on two nodes because one of them breaks each winter.",
        "# Why the shops struggle\n\n" + FEATURE,
    ],
    ids=[
        "same sentence",
        "next sentence",
        "second sentence after",
        "sentence before",
        "start of the next paragraph",
        "heading",
        "lead paragraph of the section",
        "parent item",
        "parent of the parent item",
        "child item",
        "same item",
        "sentence that leads into the list",
        "sentence after the list",
        "list after the lead-in",
        "another cell of the row",
        "same paragraph",
        "next paragraph",
        "some words away in the same section",
        "next item",
        "another row",
        "a reason that the model does not hear",
        "a reason in the heading",
    ],
)
def test_a_feature_is_answered(text: str) -> None:
    assert unanswered(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"# Customers win\n\n{NEITHER}\n\n# Plan\n\n{FEATURE}",
        f"# Why\n\n{GAIN}\n\n# Plan\n\n{FEATURE}",
        f"# Plan\n\n{GAIN}\n\n" + f"{NEITHER} {NEITHER}\n\n" * 25 + FEATURE,
        f"# Plan\n\n{FEATURE}\n\n" + f"{NEITHER}\n\n" * 12 + GAIN,
    ],
    ids=["heading of another section", "another section", "lead paragraph far above", "far below"],
)
def test_a_benefit_elsewhere_answers_nothing(text: str) -> None:
    assert unanswered(text) == [FEATURE]


def test_a_slide_is_answered_by_what_stands_on_it_but_not_by_its_notes() -> None:
    items = f"- {FEATURE}\n- {OTHER_FEATURE}\n- {FEATURE}"
    title = f"## Fewer calls from customers\n\n{items}\n\n---\n\n## Next steps\n\n- {NEITHER}\n"
    body = f"## Design\n\n{items}\n- {GAIN}\n\n---\n\n## Next steps\n\n- {NEITHER}\n"
    notes = f"## Design\n\n{items}\n\n::: {{.notes}}\n{GAIN}\n:::\n\n---\n\n## Next steps\n\n- {NEITHER}\n"
    other = f"## Design\n\n{items}\n\n---\n\n## Customers win\n\n- {GAIN}\n"
    front = "---\nformat: revealjs\n---\n\n"
    assert heard(front + title, "deck.qmd").document.slides == 2
    assert unanswered(front + title, "deck.qmd") == []
    assert unanswered(front + body, "deck.qmd") == []
    assert unanswered(front + notes, "deck.qmd") == [FEATURE]
    assert unanswered(front + other, "deck.qmd") == [FEATURE]


# What is never marked


@pytest.mark.parametrize(
    "text",
    [
        NEITHER,
        "# The gateway runs on two nodes",
        "The gateway runs.",
        f"> {FEATURE}",
        "```\nThe gateway runs on two nodes.\n```",
        "| The gateway runs on two nodes |\n| --- |\n| Tuesday |",
        f"# Appendix B: Parts\n\n## Network\n\n{FEATURE}",
        f"# 7. Glossary\n\n- {FEATURE}",
        "Should the gateway run on two nodes?",
        "See the gateway manual at https://example.org/gateway/manual.html for more.",
        "- The gateway and its nodes\n- The group and its work\n\n# The gateway and its nodes\n\nTuesday.",
        "The gateway runs `two nodes`.",
        f"{NEITHER} {NEITHER} {FEATURE} {NEITHER} {NEITHER}",
        "Install the gateway on the first of both nodes in the rack.",
        "When this is done, open the gateway on your second node.",
        f"# Plan\n\nGo to the rack. Take the cable. Push it in. {FEATURE} {OTHER_FEATURE}",
        "The gateway is a machine that stands between both networks of ours.",
        "- Gateway - a machine that stands between both networks of ours",
        "A second gateway of the bank is out of scope for this year.",
        "The gateway must run on both nodes in the rack from now on.",
        f"For example:\n\n- {FEATURE}\n- {OTHER_FEATURE}",
        "- #1204 Gateway of the bank moves to both nodes in Leeds",
        "- Gateway on the second node",
        "- \u201cThe gateway of the bank runs on two nodes in Leeds\u201d",
        f"# Paper\n\n## Acceptance criteria\n\n### Network\n\n{FEATURE} {OTHER_FEATURE}",
        f"{GAIN} {GAIN}\n\n{NEITHER}\n\n# Next\n\n{GAIN}\n\n# Plan\n\n{FEATURE}",
    ],
    ids=[
        "neither",
        "heading",
        "fragment",
        "quoted",
        "code",
        "table header",
        "section of an appendix",
        "numbered glossary",
        "question",
        "reference",
        "table of contents",
        "mostly code",
        "mentioned in passing",
        "instruction",
        "instruction to you",
        "section of instructions",
        "definition",
        "term and meaning",
        "out of scope",
        "condition",
        "examples",
        "ticket",
        "label",
        "quotation",
        "criteria",
        "paper that speaks benefit for the most part",
    ],
)
def test_it_stays_silent(text: str) -> None:
    assert run(text, WITHOUT, RUN, FIRST) == []


def test_a_section_after_the_appendix_is_read_again() -> None:
    assert unanswered(f"# Appendix\n\n## Parts\n\n{FEATURE}\n\n# Decision\n\n{OTHER_FEATURE}") == [
        OTHER_FEATURE
    ]


# Once a passage


def test_a_paragraph_is_marked_once_at_its_strongest_sentence() -> None:
    strongest = "The gateway joins the cluster to the database."
    assert unanswered(f"{FEATURE} {strongest} {NEITHER} {OTHER_FEATURE}") == [strongest]


def test_a_list_and_a_table_are_marked_once() -> None:
    assert unanswered(f"- {FEATURE}\n- {NEITHER}\n- {OTHER_FEATURE}") == [FEATURE]
    assert unanswered(f"| What |\n| --- |\n| {FEATURE} |\n| {OTHER_FEATURE} |") == [FEATURE]


def test_a_lead_in_is_not_the_sentence_that_is_marked() -> None:
    text = f"The gateway, cluster and database do this:\n\n- {FEATURE}\n- {OTHER_FEATURE}"
    assert unanswered(text) == [FEATURE]


def test_findings_keep_their_distance_and_the_strongest_stays() -> None:
    strong = "The gateway joins the cluster to the database of the bank."
    text = f"# Plan\n\n{FEATURE}\n\n# Work\n\n{strong}\n\n# Cost\n\n" + f"{NEITHER}\n\n" * 10
    text += f"# End\n\n{OTHER_FEATURE}"
    assert unanswered(text) == [FEATURE, strong, OTHER_FEATURE]
    assert unanswered(text, words_apart=40) == [strong, OTHER_FEATURE]
    assert unanswered(text, words_apart=400) == [strong]
    assert unanswered(text, most=2) == [FEATURE, strong]


def test_the_message_names_the_words_that_led_there() -> None:
    values = [
        hit.values["words"]
        for _, _, hit in run("The edge gateway joins the old order database of the bank at night.", WITHOUT)
    ]
    assert values == ["“edge gateway” and “old order database”"]
    values = [
        hit.values["words"]
        for _, _, hit in run("In this plan it is the gateway that runs in the cellar.", WITHOUT)
    ]
    assert values == ["“In this plan it is the gateway that runs in the cellar”"]


# Runs


def test_three_features_in_a_row_are_one_run_and_nothing_else() -> None:
    text = f"{FEATURE} {OTHER_FEATURE} The firewall has two ports. The database runs in Leeds. {NEITHER}"
    found = run(text, WITHOUT, RUN)
    assert [(problem, marked) for problem, marked, _ in found] == [("feature-run", FEATURE)]
    assert found[0][2].values["count"] == 4


def test_a_run_goes_over_list_items_and_what_leads_into_them() -> None:
    text = f"# Plan\n\n{FEATURE} The gateway brings:\n\n- {OTHER_FEATURE}\n- The firewall has two ports.\n"
    found = run(text, WITHOUT, RUN)
    assert [(problem, hit.values["count"]) for problem, _, hit in found] == [("feature-run", 3)]


@pytest.mark.parametrize("between", ["# Work", "Is that enough for the bank?"], ids=["heading", "question"])
def test_a_run_ends_at_a_heading_and_at_a_question(between: str) -> None:
    text = f"# Plan\n\n{FEATURE}\n\n{OTHER_FEATURE}\n\n{between}\n\nThe firewall has two ports.\n"
    assert run(text, RUN) == []


def test_three_labels_are_no_run() -> None:
    items = ("Gateway on two nodes", "Router in each branch", "Database in the cellar")
    assert run("\n".join(f"- {item}" for item in items), RUN) == []


def test_a_long_run_is_marked_although_a_benefit_follows_it() -> None:
    wall = f"{FEATURE}\n\n{OTHER_FEATURE}\n\n" * 3
    text = f"# Plan\n\n{NEITHER}\n\n{wall}{GAIN}"
    assert [hit.values["count"] for _, _, hit in run(text, RUN)] == [6]


def test_of_a_long_paper_for_everybody_only_the_parts_for_leaders_are_judged() -> None:
    wall = f"{FEATURE} {OTHER_FEATURE} The firewall has two ports.\n\n"
    filler = f"{NEITHER}\n\n" * 120
    text = f"# Paper\n\n{filler}# How it is wired\n\n{wall}# Summary\n\n{wall}"
    assert len(run(text, RUN)) == 1
    assert len(run(text, RUN, kind="proposal")) == 1
    assert len(run(text.replace(filler, NEITHER + "\n\n"), RUN)) == 2


def test_a_section_with_a_run_of_its_own_is_marked_on_its_own() -> None:
    wall = f"{FEATURE} {OTHER_FEATURE} The firewall has two ports.\n\n"
    found = run(f"# Plan\n\n{wall}# Work\n\n{wall}", RUN)
    assert [hit.values["count"] for _, _, hit in found] == [3, 3]


@pytest.mark.parametrize("between", [GAIN, NEITHER], ids=["benefit", "neither"])
def test_two_features_are_no_run(between: str) -> None:
    items = [FEATURE, OTHER_FEATURE, between, FEATURE, OTHER_FEATURE]
    assert run("\n".join(f"- {item}" for item in items), RUN) == []


def test_doubtful_sentences_join_a_run_but_do_not_make_one() -> None:
    doubtful = "The firewall perhaps has two ports."
    assert len(run(f"{FEATURE} {doubtful} {OTHER_FEATURE}", RUN)) == 1
    assert run(f"{FEATURE} {doubtful} {doubtful}", RUN) == []


def test_without_the_rule_for_runs_a_run_is_a_passage() -> None:
    text = f"{FEATURE} {OTHER_FEATURE} The firewall has two ports."
    assert unanswered(text) == [FEATURE]


def test_a_table_is_no_run() -> None:
    rows = "\n".join(f"| {cell} |" for cell in (FEATURE, OTHER_FEATURE, "The firewall has two ports."))
    assert run(f"| What |\n| --- |\n{rows}", RUN) == []


# The opening


def test_an_opening_of_technology_is_marked_once() -> None:
    text = f"# Plan\n\n{FEATURE} {OTHER_FEATURE}\n\n{NEITHER} {NEITHER} {NEITHER} {GAIN}"
    assert [(problem, marked) for problem, marked, _ in run(text, FIRST, WITHOUT)] == [
        ("feature-first", FEATURE)
    ]


@pytest.mark.parametrize(
    "opening",
    [
        f"{GAIN} {NEITHER} {FEATURE}",
        f"{FEATURE} {GAIN} {NEITHER}",
        f"{NEITHER} {NEITHER} {FEATURE} {NEITHER} {NEITHER}",
        f"{NEITHER} {NEITHER} {NEITHER} {FEATURE} {OTHER_FEATURE}",
        f"{NEITHER} {'So we met ' + 'again ' * 100 + 'there.'} {FEATURE} {OTHER_FEATURE}",
    ],
    ids=["benefit first", "answered", "one feature late", "features after the opening", "after 100 words"],
)
def test_other_openings_are_fine(opening: str) -> None:
    assert run(f"# Plan\n\n{opening}\n\n{NEITHER} {NEITHER}", FIRST) == []


def test_a_title_with_a_benefit_opens_well() -> None:
    assert run(f"# Customers wait less\n\n{FEATURE} {OTHER_FEATURE} {NEITHER} {NEITHER}", FIRST) == []


def test_a_note_of_two_lines_has_no_opening() -> None:
    assert run(f"{FEATURE} {OTHER_FEATURE}", FIRST) == []


def test_a_deck_opens_with_its_first_slide_that_says_anything() -> None:
    front = "---\nformat: revealjs\n---\n\n## Welcome\n\n---\n\n"
    bad = front + f"## Design\n\n- {FEATURE}\n- {OTHER_FEATURE}\n\n---\n\n## Why\n\n- {GAIN}\n- {NEITHER}\n"
    good = front + f"## Why\n\n- {GAIN}\n- {NEITHER}\n\n---\n\n## Design\n\n- {FEATURE}\n- {OTHER_FEATURE}\n"
    assert [marked for _, marked, _ in run(bad, FIRST, name="deck.qmd")] == [FEATURE]
    assert run(good, FIRST, name="deck.qmd") == []


# The whole document

SHARE = rule("benefit-share", at_least=12, default=0.3)


def test_the_share_of_benefits_is_measured_against_the_limit_of_the_audience() -> None:
    text = "\n\n".join([FEATURE] * 10 + [GAIN] * 2)
    (found,) = run(text, SHARE)
    assert found[2].block is None
    values = {name: found[2].values[name] for name in ("features", "benefits", "share", "limit")}
    assert values == {"features": 10, "benefits": 2, "share": "17 %", "limit": "30 %"}
    assert run(text, SHARE, limits={"benefit_share": 0.2}) == []
    assert run(text, SHARE, limits={"benefit_share": 0}) == []
    assert len(run(text, SHARE, limits={"benefit_share": 0.35})) == 1


def test_too_few_telling_sentences_have_no_share() -> None:
    assert run("\n\n".join([FEATURE] * 11 + [NEITHER] * 20), SHARE) == []


def test_the_share_counts_headings_but_neither_quotations_nor_appendices() -> None:
    view = read_talk(heard(f"# So customers wait less\n\n{FEATURE}\n\n> {GAIN}\n\n# Appendix\n\n{FEATURE}"))
    assert (view.features, view.benefits) == (1, 1)


# Vague benefits

VAGUE = rule("vague-benefit", unless_followed_by=["of"])


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("This will improve efficiency across the board.", "improve efficiency"),
        ("It will save money and drive business value.", "drive business value"),
        (
            "We all save money, increasing our overall productivity and more.",
            "increasing our overall productivity",
        ),
        ("It will save money and give better outcomes.", "better outcomes"),
    ],
)
def test_a_gain_without_a_size_is_marked(text: str, marked: str) -> None:
    assert [text for _, text, _ in run(text, VAGUE)] == [marked]


@pytest.mark.parametrize(
    "text",
    [
        "This will improve efficiency by 12 %.",
        "This will improve efficiency by a third.",
        "This will improve efficiency for nurses on the wards.",
        "This will improve efficiency before June.",
        "This will improve efficiency in Leeds.",
        "This will improve efficiency. Clerks handle 60 orders a day.",
        "This will improve the efficiency of the order desk.",
        "We save paper and improve the search for efficiency reports.",
        "We improve, and efficiency is our aim.",
        "The efficiency report saves trees.",
        "The database will improve productivity.",
        "Improve efficiency!",
        "# This will improve efficiency across the board",
    ],
)
def test_a_gain_that_can_be_weighed_is_left_alone(text: str) -> None:
    assert run(text, VAGUE) == []


# Work without a result

ACTIVITY = rule("activity-without-outcome", at_least=2, most=3)


def test_a_list_of_work_done_is_marked_once_and_not_as_technology_too() -> None:
    items = ("Held a workshop with the vendor", "Configured the firewall for it", "Moved the old database")
    text = "\n".join(f"- {item}" for item in items)
    found = run(text, WITHOUT, RUN, ACTIVITY)
    assert [(problem, marked) for problem, marked, _ in found] == [
        ("activity-without-outcome", "Held a workshop with the vendor")
    ]
    assert found[0][2].values["words"] == "“held”, “configured”, “moved”"


@pytest.mark.parametrize(
    "text",
    [
        "We attended the design review. The team has also deployed the new form.",
        "- The firewall was upgraded in May\n- The database has been migrated\n",
        "- Upgrade of the firewall completed\n- Move of the database finished\n",
    ],
    ids=["subjects", "passive", "verb at the end"],
)
def test_work_is_heard_in_several_shapes(text: str) -> None:
    assert len(run(text, ACTIVITY)) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"- Held a workshop with the vendor\n- {NEITHER}\n",
        "- Held a workshop, so customers wait less\n- Configured the form, which customers like\n",
        f"We held a workshop there. {GAIN} We configured the new form. {GAIN}",
        "# Customers wait less\n\n- Held a workshop with the vendor\n- Configured the firewall for it\n",
        "- We will hold a workshop\n- The firewall will be upgraded\n- The database is to be migrated\n",
        "- The firewall was not upgraded\n- The database was never migrated\n",
        f"We held a workshop there. We configured the new form. {NEITHER} {NEITHER} {NEITHER}",
        "- Complaints fell by a third\n- The workshop held last year cost little\n",
    ],
    ids=["one only", "results", "answered", "heading", "plans", "undone", "a story", "no work"],
)
def test_results_plans_and_single_lines_are_left_alone(text: str) -> None:
    assert run(text, ACTIVITY) == []


def test_only_a_few_lists_of_work_are_marked() -> None:
    one = "# Week\n\n- Held a workshop with the vendor\n- Attended a long review there\n\n"
    assert len(run(one * 6, ACTIVITY)) == 3


# Cost


@pytest.mark.parametrize(
    "text",
    [
        f"{FEATURE}\n\n" * 4000,
        f"- {FEATURE}\n" * 4000,
        "\n".join(f"{'  ' * min(depth, 40)}- {FEATURE}" for depth in range(400)),
    ],
    ids=["paragraphs", "items", "nested items"],
)
def test_long_documents_are_read_to_their_end(text: str) -> None:
    analysis = heard(text)
    knowledge = Knowledge(vocabulary=library().knowledge.vocabulary)
    context = Context(Audience("executive", "", frozenset(), {}, {}), "generic", knowledge, {})
    runner = TalkCheck().prepare([WITHOUT, RUN, FIRST, SHARE, VAGUE, ACTIVITY], knowledge)
    assert {hit.rule.id for hit in runner(analysis, context)}
