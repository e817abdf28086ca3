"""What users install: the wheel in an empty environment, and the hook in a real repository, both offline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.support import ROOT

DRAFT = "# Plan\n\nThe RTO of the branch is four hours. We did this in order to save money.\n"
# Stands in for a cut cable where the system does not let us cut it.
GUARD = """
import socket
def _refuse(*args, **kwargs):
    raise OSError("the network is off in this test")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = _refuse
"""


def offline(tmp_path: Path) -> tuple[list[str], dict[str, str]]:
    """Give a command prefix and an environment in which no connection can be made."""
    if shutil.which("unshare"):
        probe = subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False)
        if probe.returncode == 0:
            return ["unshare", "-n"], dict(os.environ)
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    return [], {**os.environ, "PYTHONPATH": str(guard)}


def run(
    command: list[str], cwd: Path, env: dict[str, str] | None = None, codes: tuple[int, ...] = (0,)
) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert done.returncode in codes, done.stdout
    return done.stdout


def test_the_wheel_works_offline_in_an_empty_environment(tmp_path):
    run([sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path / "dist"), str(ROOT)], tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)], tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "plan.md").write_text(DRAFT, encoding="utf-8")
    for name in ("port-shift-briefing.docx", "board-update.pptx"):
        source = next((ROOT / "corpora" / "demo").glob(f"*{Path(name).suffix}"))
        shutil.copy(source, elsewhere / name)
    prefix, env = offline(tmp_path)
    said = run([*prefix, str(python), "-m", "plainspeak", "check", "."], elsewhere, env, codes=(1,))
    assert "acronyms/undefined" in said
    assert "jargon/wordy" in said
    assert "slide " in said
    said = run([*prefix, str(python), "-m", "plainspeak", "test"], elsewhere, env)
    assert " 0 failed" in said


@pytest.fixture(scope="module")
def repository(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    for command in (
        ["git", "init", "--quiet"],
        ["git", "config", "user.name", "A writer"],
        ["git", "config", "user.email", "writer@example.org"],
    ):
        run(command, folder)
    (folder / "plan.md").write_text(DRAFT, encoding="utf-8")
    (folder / "clean.md").write_text("# Plan\n\nThe branch opens on Monday.\n", encoding="utf-8")
    (folder / "code.py").write_text("x = 1\n", encoding="utf-8")
    run(["git", "add", "."], folder)
    return folder


def test_pre_commit_runs_the_hook_offline_once_it_is_installed(repository, tmp_path):
    state = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    pre_commit = [sys.executable, "-m", "pre_commit"]
    rev = run(["git", "rev-parse", "HEAD"], ROOT).strip()
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {ROOT}\n  rev: {rev}\n  hooks:\n  - id: plainspeak\n  - id: plainspeak-glossary\n",
        encoding="utf-8",
    )
    run([*pre_commit, "install-hooks"], repository, state)
    prefix, env = offline(tmp_path)
    env["PRE_COMMIT_HOME"] = state["PRE_COMMIT_HOME"]
    said = run([*prefix, *pre_commit, "run", "plainspeak", "--all-files"], repository, env, codes=(1,))
    assert "plan.md:3:5" in said
    assert "clean.md" not in said
    said = run([*prefix, *pre_commit, "run", "plainspeak", "--files", "clean.md"], repository, env)
    assert "Passed" in said
    said = run([*prefix, *pre_commit, "run", "plainspeak-glossary", "--all-files"], repository, env)
    assert "RTO" in said


def test_pre_commit_can_try_the_repository(repository):
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "plainspeak", "--all-files"]
    said = run(command, repository, codes=(1,))
    assert "plan.md:3:5" in said
