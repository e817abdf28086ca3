"""Acronyms as readers meet them: what counts, what does not, and where they are explained."""

from __future__ import annotations

import pytest

from plainspeak.language.acronyms import AcronymTable, find_acronyms
from plainspeak.language.pipeline import analyse
from plainspeak.readers import read_document
from tests.support import library


def table(text: str, name: str = "draft.md") -> AcronymTable:
    document = read_document(text.encode(), name)
    analysis = analyse(document, library().knowledge.vocabulary)
    found = analysis.acronyms
    for use in found.uses:
        assert document.blocks[use.block].text[use.start : use.end]
        assert analysis.passages[use.passage].index == use.block
    for definition in found.definitions:
        long_text = document.blocks[definition.long_block].text
        assert long_text[slice(*definition.long)] == definition.expansion
        assert document.blocks[definition.block].text[slice(*definition.short)]
    return found


def names(text: str) -> list[str]:
    return [entry.acronym for entry in table(text)]


def shown(text: str) -> list[str]:
    """Give every use as it stands in the text."""
    document = read_document(text.encode(), "draft.md")
    found = analyse(document, library().knowledge.vocabulary).acronyms
    return [document.blocks[use.block].text[use.start : use.end] for use in found.uses]


def meanings(text: str, name: str = "draft.md") -> dict[str, list[str]]:
    return {
        entry.acronym: [definition.expansion for definition in entry.definitions]
        for entry in table(text, name)
        if entry.definitions
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The RTO is four hours.", ["RTO"]),
        ("Both RTOs and the MPLS's price matter.", ["RTOs", "MPLS"]),
        ("Staff log in with 2FA; files go to S3.", ["2FA", "S3"]),
        ("W3C and S2C2F publish the rules.", ["W3C", "S2C2F"]),
        ("The R&D budget and the P&L are flat.", ["R&D", "P&L"]),
        ("We bought CI/CD tools.", ["CI", "CD"]),
        ("SaaS is cheaper than IaaS in a PoC.", ["SaaS", "IaaS", "PoC"]),
        ("Each host has vTPMs.", ["vTPMs"]),
        ("The K8s cluster and the a11y audit wait.", ["K8s", "a11y"]),
        ("The U.S. office and the U.K. office agree.", ["U.S.", "U.K."]),
        ("A VM-based lab needs a pre-MVP plan.", ["VM", "MVP"]),
        ("TL;DR: sign by Friday.", ["TL;DR"]),
        ("The api and the url change.", ["api", "url"]),
        ("OpenSSF and LLVM met.", ["OpenSSF", "LLVM"]),
        ("The ACMEv2 rollout is done.", ["ACME"]),
        ("The I.T. department agreed.", ["I.T."]),
        ("ACTION NEEDED by CTO on Monday.", ["CTO"]),
        ("COVID-19 delayed the move.", ["COVID"]),
        ("Results for FY24 and FY2025 are in.", ["FY24", "FY2025"]),
        ("The IT team meets us in the SOC.", ["IT", "SOC"]),
        ("BiLSTM , mAP and SVMs beat GANs here .", ["BiLSTM", "mAP", "SVMs", "GANs"]),
        ("The SLA, also written sla, and Slas differ.", ["SLA", "sla"]),
    ],
)
def test_what_counts_as_an_acronym(text: str, wanted: list[str]) -> None:
    assert sorted(shown(text)) == sorted(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Phase II follows in section IV.",
        "The disk holds 20 GB at 5 MHz and draws 3 kWh.",
        "It costs 300 USD or 280 EUR.",
        "Due on 4 SEPT or MON at 9 AM.",
        "See AAP-12345, JIRA-77 and course LFD121.",
        "Do NOT switch it off; this is the ONLY copy AND it matters.",
        "TODO: ask again. SPIKE: try the new form.",
        "Ask J. R. Okafor, K.L. Brandt and P. SMITH.",
        "GitHub, OpenAI, ChatGPT, IntelliJ, DigitalOcean and npm raised prices.",
        "Devices run iOS or macOS; papers use LaTeX.",
        "SELECT the rows, then DELETE them with a POST.",
        "Set `MAX_RTO` in https://example.org/QZT and mail QZT@example.org.",
        "The team sits in Austin, TX 78701 and in Portland, OR.",
        "PLEASE READ THIS BEFORE YOU START THE NEW SYSTEM.",
        "Version v2.1 of build 7f3a9c1d0e is out.",
        "The DevOps team uses the NextGen screen.",
        "WP1, WP2 and WP3 start in May.",
        "We DON'T need it and CAN'T wait.",
        "See figure A1 and level L2.",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "acronym", "long"),
    [
        ("The recovery time objective (RTO) is short.", "RTO", "recovery time objective"),
        ("The RTO (recovery time objective) is short.", "RTO", "recovery time objective"),
        ("RTO = recovery time objective", "RTO", "recovery time objective"),
        ("RTO: recovery time objective", "RTO", "recovery time objective"),
        ("- RTO – recovery time objective", "RTO", "recovery time objective"),
        ("The RTO, or recovery time objective, is short.", "RTO", "recovery time objective"),
        ("RTO stands for recovery time objective.", "RTO", "recovery time objective"),
        ("RTO is short for recovery time objective.", "RTO", "recovery time objective"),
        ("RTO means recovery time objective.", "RTO", "recovery time objective"),
        ("RTO is the abbreviation of recovery time objective.", "RTO", "recovery time objective"),
        ("The recovery time objective, or RTO, is short.", "RTO", "recovery time objective"),
        ("The recovery time objective — RTO — is short.", "RTO", "recovery time objective"),
        ("The recovery time objective (hereafter RTO) is short.", "RTO", "recovery time objective"),
        ("The recovery time objective (abbreviated as RTO) is short.", "RTO", "recovery time objective"),
        ("The recovery time objective, also known as RTO, is short.", "RTO", "recovery time objective"),
        ("The recovery time objective (the “RTO”) is short.", "RTO", "recovery time objective"),
        ("The recovery time objective(RTO) is short.", "RTO", "recovery time objective"),
        ("The recovery time objective ( RTO ) is short .", "RTO", "recovery time objective"),
        ("The recovery time objective (RTO; see annex) is short.", "RTO", "recovery time objective"),
        ("Recovery time objectives (RTOs) differ.", "RTO", "Recovery time objectives"),
        ("Research and development (R&D) costs rise.", "R&D", "Research and development"),
        ("Two-factor authentication (2FA) starts in May.", "2FA", "Two-factor authentication"),
        ("The World Wide Web Consortium (W3C) agreed.", "W3C", "World Wide Web Consortium"),
        ("Cross-site scripting (XSS) is a risk.", "XSS", "Cross-site scripting"),
        ("Our user experience (UX) team left.", "UX", "user experience"),
        ("The Hypertext Transfer Protocol (HTTP) is old.", "HTTP", "Hypertext Transfer Protocol"),
        ("The internet of things (IoT) grows.", "IoT", "internet of things"),
        ("The Office of Audit and Risk (OAR) signed.", "OAR", "Office of Audit and Risk"),
        ("States, tribes, and territories (STT) report.", "STT", "States, tribes, and territories"),
        ("The Ministry’s Data Board’s (MDB) view counts.", "MDB", "Ministry’s Data Board"),
        ("Kubernetes (K8s) runs it.", "K8s", "Kubernetes"),
        ("The database (DB) is full.", "DB", "database"),
        ("The hidden job queue model (HJQ) is new.", "HJQ", "hidden job queue"),
        ("The MTTR, mean time to repair, fell.", "MTTR", "mean time to repair"),
        ("We pay our MSP, our managed service provider.", "MSP", "managed service provider"),
        ("# Plan for the customer portal (CP)\n\nText.", "CP", "customer portal"),
        ("The model adds additive white noise AWN to the input .", "AWN", "additive white noise"),
        ("We group the words by fuzzy tag lists or FTL .", "FTL", "fuzzy tag lists"),
        ("[ CLP ] Convergence Layer Plan .", "CLP", "Convergence Layer Plan"),
        ('Both offer " the Rate Planning Service " ( RPS ) today .', "RPS", "Rate Planning Service"),
        ("A tuned mix base- line unit model ( TMB - LUM ) .", "TMB-LUM", "tuned mix base- line unit model"),
        ("The energy buffer shrinks to the lowest EB level .", "EB", "energy buffer"),
    ],
)  # fmt: skip
def test_where_it_is_explained(text: str, acronym: str, long: str) -> None:
    assert meanings(text) == {acronym: [long]}


def test_several_in_one_sentence() -> None:
    text = "Here , DA = direct answer , RR = ranked replies , FS = fixed scale ."
    assert meanings(text) == {"DA": ["direct answer"], "RR": ["ranked replies"], "FS": ["fixed scale"]}
    text = "where TA , FA , TR represent true alarms , false alarms and true rejections ."
    assert meanings(text) == {"TA": ["true alarms"], "FA": ["false alarms"], "TR": ["true rejections"]}


def test_two_in_one_bracket() -> None:
    text = "Business continuity and disaster recovery (BC/DR) cost 80,000 a year."
    assert meanings(text) == {"BC": ["Business continuity"], "DR": ["disaster recovery"]}


def test_the_short_form_in_a_definition_is_a_use_with_its_plural_s() -> None:
    text = "Support vector machines ( SVMs ) are old ; each SVM is small ."
    assert shown(text) == ["SVMs", "SVM"]
    assert names(text) == ["SVM"]


def test_glossary_tables_and_lists() -> None:
    rows = (
        "| Acronym | Meaning |\n|---|---|\n| RTO | Recovery time objective |\n| PR | A change to review |\n"
    )
    assert meanings(rows) == {"RTO": ["Recovery time objective"], "PR": ["change to review"]}
    unnamed = "| Key | Text |\n|---|---|\n| MTTR | mean time to repair |\n| QA | 14 |\n"
    assert meanings(unnamed) == {"MTTR": ["mean time to repair"]}
    document = "<dl><dt>SLA</dt><dd>Service level agreement</dd></dl>"
    assert meanings(document, "glossary.html") == {"SLA": ["Service level agreement"]}


@pytest.mark.parametrize(
    "text",
    [
        "We move to the TDP (new TDRS) in May.",
        "The EU CRA (aka “CRA 101”) is new.",
        "OWASP: exclude false alarms.",
        "The regulators (EU) agreed.",
        "As tech lead I work with the WG.\n\nThe working group meets on Monday.",
        "We support AI and are building around it.",
        "The team (see QZT) met.",
        "Use the form (`API`) instead.",
    ],
)
def test_what_is_no_explanation(text: str) -> None:
    assert meanings(text) == {}


def test_a_word_in_capitals_counts_once_it_is_explained() -> None:
    assert "SAFE" not in names("Keep it SAFE today.")
    text = "The staff aid for emergencies (SAFE) pays 200. Ask SAFE for help."
    assert names(text) == ["SAFE"]
    assert len(table(text).entries["SAFE"].uses) == 2


def test_capitals_all_over_hide_only_what_nothing_else_speaks_for() -> None:
    assert names("# NEW CRM SYSTEM FOR THE SALES TEAM\n\nText.") == ["CRM"]
    assert names("# NEW OASIS SYSTEM FOR THE SALES TEAM\n\nThe OASIS pilot ends.") == ["OASIS"]
    assert names("# NEW OASIS SYSTEM FOR THE SALES TEAM\n\nText.") == []


def test_order_is_that_of_first_use_and_spellings_are_one() -> None:
    found = table("The PoC ends. The SLA and the POC stay.")
    assert [entry.acronym for entry in found] == ["PoC", "SLA"]
    assert len(found.entries["PoC"].uses) == 2


def test_a_short_form_of_several_parts_is_found_again() -> None:
    text = "The Regional Safety Order-7 (RSO-7) holds. RSO-7-compliant doors and two RSO-7s follow."
    found = table(text)
    assert [entry.acronym for entry in found] == ["RSO-7"]
    assert shown(text) == ["RSO-7", "RSO-7", "RSO-7s"]


def test_a_plural_in_capitals_belongs_to_its_short_form() -> None:
    text = "Operating depots (OPDEP) pay.\n\n# WHAT OPDEPS MUST PAY NOW\n\nOPDEPS pay. HTTPS stays."
    assert names(text) == ["OPDEP", "HTTPS"]


def test_swapped_letters_are_noticed() -> None:
    (wrong,) = table("The Change Advisory Board (CBA) meets.").mismatches
    assert (wrong.acronym, wrong.words) == ("CBA", "Change Advisory Board")


@pytest.mark.parametrize(
    "unit",
    [
        "long form word (LFW) ",
        "ABC DEF GHI ",
        "(ABC ",
        "A-B-C-D (AB-CD) ",
        "R & D ",
        "A.",
        "ABC, or ",
        "CI/CD/",
        "A-1 (AB-1) ",
    ],
)
def test_endless_repeats_are_read_to_their_end(unit: str) -> None:
    text = unit * (40_000 // len(unit)) + "\n\nThe QZX is last."
    analysis = analyse(read_document(text.encode(), "draft.txt"), library().knowledge.vocabulary)
    assert "QZX" in find_acronyms(analysis.passages, analysis.vocabulary).entries


def test_without_vocabulary_nothing_breaks() -> None:
    from plainspeak.knowledge import Vocabulary

    document = read_document(b"The recovery time objective (RTO) is short.", "draft.md")
    found = find_acronyms(analyse(document, Vocabulary({})).passages, Vocabulary({}))
    assert [entry.acronym for entry in found] == ["RTO"]
