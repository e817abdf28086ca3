"""Packs load strictly: each mistake is said with file, line, column and what was allowed."""

from __future__ import annotations

import pytest

from plainspeak.errors import PackError
from plainspeak.packs import load_glossary, load_library
from tests.support import library

GOOD = """\
check: phrase
message: "Say {suggestion}."
why: Short words carry further.
source: our style guide
severity: warning
data:
  phrases:
    - {find: furthermore, say: also}
bad: [Furthermore we agree., They furthermore paid.]
good: [Also we agree., They paid.]
"""


def load(tmp_path, text, name="ours/plain.yml"):
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return load_library([tmp_path])


def problems(tmp_path, text, name="ours/plain.yml"):
    with pytest.raises(PackError) as caught:
        load(tmp_path, text, name)
    return [str(problem).partition(str(tmp_path) + "/")[2] for problem in caught.value.problems]


def test_a_pack_is_a_folder_and_its_rules_are_named_after_folder_and_file(tmp_path):
    assert "ours/plain" in load(tmp_path, GOOD).rules


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("severity: warning", "severity: loud"),
            "ours/plain.yml:5:11: `severity` can't be “loud”; allowed: ",
        ),
        (("source:", "sauce:"), "ours/plain.yml:4:1: unknown key `sauce`; did you mean `source`? Allowed: "),
        (("source: our style guide\n", ""), "ours/plain.yml:1:1: `source` is missing"),
        (
            ("source: our style guide", "source: no"),
            "ours/plain.yml:4:9: `source` must be text, but YAML reads it",
        ),
        (
            ("severity: warning", "severity: warning\nseverity: error"),
            "ours/plain.yml:6:1: `severity` stands here twice",
        ),
        (
            ("check: phrase", "check: phrases"),
            "ours/plain.yml:1:8: unknown check `phrases`; did you mean `phrase`?",
        ),
        (
            ("{suggestion}", "{sugestion}"),
            "ours/plain.yml:2:10: unknown value `sugestion`; did you mean `suggestion`?",
        ),
        (("say: also", "sey: also"), "ours/plain.yml:8:27: unknown key `sey`; did you mean `say`?"),
        (("why: Short", "why: [Short"), "not valid YAML"),
        (("good: [Also we agree., They paid.]", "kinds: &a [deck]\naudiences: *a"), "aliases"),
        (("good: [Also we agree., They paid.]", "good: [Also.]"), "ours/plain.yml:10:7:"),
        (("severity: warning", "severity: warning\nkinds: [memo]"), "unknown kind `memo`"),
    ],
)
def test_each_mistake_is_said_where_it_is(tmp_path, change, expected):
    said = problems(tmp_path, GOOD.replace(*change))
    assert any(expected in line for line in said), said


def test_all_mistakes_of_all_files_are_said_at_once(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "other.yml").write_text("check: 12:30\n", encoding="utf-8")
    said = problems(tmp_path, GOOD.replace("severity: warning", "severity: 3"))
    assert {line.partition(":")[0] for line in said} == {"ours/other.yml", "ours/plain.yml"}


def test_an_empty_pack_folder_is_a_mistake(tmp_path):
    with pytest.raises(PackError, match=r"holds no \.yml files"):
        load_library([tmp_path])


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "- " * 50_000, "a: " + "x" * 5_000_000, "a: &a [x]\nb: [*a, *a]\n"],
    ids=["brackets", "dashes", "huge", "aliases"],
)
def test_hostile_yaml_is_refused(tmp_path, text):
    assert problems(tmp_path, text)


def test_audiences_inherit_what_they_extend():
    audiences = library().knowledge.audiences
    assert audiences["board"].known < audiences["executive"].known < audiences["it"].known
    assert set(audiences["board"].limits) <= set(audiences["it"].limits)


def test_audiences_in_a_circle_are_refused(tmp_path):
    (tmp_path / "audiences").mkdir()
    (tmp_path / "audiences" / "board.yml").write_text("title: a\nextends: it\n", encoding="utf-8")
    assert any("in a circle" in line for line in problems(tmp_path, GOOD))


def test_a_team_glossary_joins_from_yaml_and_csv(tmp_path):
    yaml_file, csv_file = tmp_path / "own.yml", tmp_path / "own.csv"
    yaml_file.write_text("ZQX: {expansion: zonal quality index}\n", encoding="utf-8")
    csv_file.write_text(
        "acronym,expansion,plain\nQZT,quarterly zone total,what a zone sold\n", encoding="utf-8"
    )
    glossary = load_glossary(csv_file, load_glossary(yaml_file, library())).knowledge.glossary
    assert glossary["ZQX"].expansion == "zonal quality index"
    assert glossary["QZT"].plain == "what a zone sold"


def test_a_csv_row_without_an_expansion_is_said_with_its_line(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text("acronym,expansion\nZQX,\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"own\.csv:2:1: needs an acronym and its expansion"):
        load_glossary(file, library())


def test_a_pack_never_runs_code(tmp_path):
    text = GOOD.replace("source: our style guide", "source: !!python/object/apply:os.system [echo x]")
    assert problems(tmp_path, text)
