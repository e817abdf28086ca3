"""Paths on the command line: folders walked, .gitignore and exclusions obeyed, dead ends said."""

from __future__ import annotations

import pytest

from plainspeak.config import Config, ConfigModel
from plainspeak.files import find_documents


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (
        *("a.md", "b.txt", "c.py", "sub/d.docx", "sub/deep/e.pptx", "sub/~$d.docx", ".git/config.md"),
        *("ignored/f.md", "sub/drafts/g.md", "node_modules/h.md", "sub/keep.html"),
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("ignored/\n", encoding="utf-8")
    (tmp_path / "sub" / ".gitignore").write_text("drafts\n", encoding="utf-8")
    return tmp_path


def found(*paths: str, **config: object) -> list[str]:
    model = ConfigModel.model_validate(config)
    files, problems = find_documents(paths, Config(model))
    assert not problems
    return [file.replace("\\", "/") for file in files]


def test_folders_are_walked_and_ignores_obeyed(tree):
    assert found(".") == ["a.md", "b.txt", "sub/d.docx", "sub/deep/e.pptx", "sub/keep.html"]


def test_ignores_above_the_folder_count(tree):
    (tree / ".gitignore").write_text("*.html\n", encoding="utf-8")
    assert found("sub") == ["sub/d.docx", "sub/deep/e.pptx"]


def test_a_file_is_read_once_however_often_it_is_named(tree):
    assert found("a.md", ".", "a.md").count("a.md") == 1


def test_a_named_file_is_read_whatever_its_ending(tree):
    assert found("c.py") == ["c.py"]


def test_exclusions_hold_for_named_files_too(tree):
    assert found("a.md", "sub", exclude=["sub/deep/", "a.md"]) == ["sub/d.docx", "sub/keep.html"]


def test_a_path_that_leads_nowhere_is_said(tree):
    files, problems = find_documents(["gone.md", "a.md"], Config())
    assert files == ["a.md"]
    assert [str(problem) for problem in problems] == ["gone.md: no such file or folder"]


def test_a_folder_without_documents_is_said(tree):
    (tree / "empty").mkdir()
    files, problems = find_documents(["empty"], Config())
    assert files == []
    assert [problem.path for problem in problems] == ["empty"]


def test_a_folder_that_is_called_like_a_document_is_read_and_so_refused(tree):
    (tree / "sub" / "folder.md").mkdir()
    assert "sub/folder.md" in found("sub")
    assert found("sub/folder.md") == ["sub/folder.md"]


def test_links_are_not_followed(tree):
    (tree / "sub" / "loop").symlink_to(tree)
    assert found("sub") == ["sub/d.docx", "sub/deep/e.pptx", "sub/keep.html"]


def test_a_folder_beside_this_one_has_its_own_ignores(tree, monkeypatch):
    (tree / "sub" / "deep" / ".gitignore").write_text("*.md\n", encoding="utf-8")
    (tree / "beside").mkdir()
    (tree / "beside" / "i.md").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tree / "sub" / "deep")
    assert found("../../beside") == ["../../beside/i.md"]
