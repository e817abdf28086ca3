"""Configuration: found, checked, layered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plainspeak.config import Config, ConfigModel, find_config, glob_matches, layer_from, load_config
from plainspeak.errors import ConfigError
from plainspeak.run import library_for

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, text: str, name: str = ".plainspeak.yml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_configuration_is_found(tmp_path):
    write(tmp_path, "audience: board\n")
    near = write(tmp_path / "a", "audience: it\n")
    (tmp_path / "a" / "b").mkdir()
    assert find_config(tmp_path / "a" / "b") == near


def test_a_pyproject_counts_only_with_its_section(tmp_path):
    outer = write(tmp_path, '[tool.plainspeak]\naudience = "board"\n', "pyproject.toml")
    write(tmp_path / "a", "[tool.ruff]\n", "pyproject.toml")
    assert find_config(tmp_path / "a") == outer
    assert load_config(outer).model.audience == "board"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("audiense: board\n", ":1:1: unknown key `audiense`; did you mean `audience`? Allowed: "),
        ("fail-on: always\n", ":1:10: `fail-on` can't be “always”; allowed: "),
        ("min-score: 120\n", ":1:12: "),
        ("severity: {acronyms/undefined: loud}\n", "can't be “loud”"),
        ("known: [no]\n", "must be text, but YAML reads it as false; put it in quotes"),
        ("overrides:\n  - {audience: it}\n", ":2:5: `files` is missing"),
        ("a: [\n", "not valid YAML"),
    ],
)
def test_a_mistake_is_said_with_its_place(tmp_path, text, expected):
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text))
    assert expected in str(caught.value)


def test_a_mistake_in_toml_is_said_with_its_line(tmp_path):
    file = write(tmp_path, '[tool.plainspeak]\naudiense = "board"\n', "pyproject.toml")
    with pytest.raises(ConfigError, match=r"pyproject.toml:2:1: unknown key `audiense`"):
        load_config(file)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ignore: [acronyms/undefind]\n",
            "unknown rule `acronyms/undefind`; did you mean `acronyms/undefined`",
        ),
        ("audience: bored\n", "unknown audience `bored`; did you mean `board`?"),
        ("limits: {sentence_word: 20}\n", "unknown limit `sentence_word`; did you mean `sentence_words`?"),
        ("packs: [nowhere]\n", "no such pack folder"),
    ],
)
def test_names_that_do_not_exist_are_refused(tmp_path, text, expected):
    from plainspeak.errors import PlainspeakError

    with pytest.raises(PlainspeakError) as caught:
        library_for(load_config(write(tmp_path, text)))
    assert expected in str(caught.value)


def test_later_layers_win(tmp_path):
    file = write(
        tmp_path,
        "audience: executive\noverrides:\n"
        "  - {files: ['board/**'], audience: board}\n"
        "  - {files: ['*.txt'], audience: it}\n",
    )
    config = load_config(file)
    assert config.settings_for(str(tmp_path / "a.md")).audience == "executive"
    assert config.settings_for(str(tmp_path / "board/x/a.md")).audience == "board"
    assert config.settings_for(str(tmp_path / "board/a.txt")).audience == "it"
    options = layer_from(audience="business-unit")
    assert config.settings_for(str(tmp_path / "board/a.txt"), options).audience == "business-unit"


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.md", "a/b.md", True),
        ("docs/*.md", "docs/a/b.md", False),
        ("docs/**/*.md", "docs/a/b.md", True),
        ("docs/**/*.md", "docs/b.md", True),
        ("docs/", "docs/a/b.md", True),
        ("./docs/*.md", "docs/b.md", True),
        ("*.{md,txt}", "b.txt", True),
        ("docs/*.md", "odocs/b.md", False),
    ],
)
def test_globs(pattern, path, matches):
    assert glob_matches(pattern, path) is matches


def test_the_defaults_are_a_valid_configuration():
    assert Config().model == ConfigModel()
