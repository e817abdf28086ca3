"""The command line, as folders of data.

A case is a folder with `args` (one command line), files to run it on, and what must come out:
`stdout`, `stderr` and `exit`. `pytest --update-cases` writes the last three; read the diff.
"""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from plainspeak.cli import main

CASES = Path(__file__).parent / "cases"
EXPECTED = ("args", "stdout", "stderr", "exit", "stdin")


def run(args: list[str], capfd: pytest.CaptureFixture[str]) -> tuple[str, str, int]:
    with pytest.raises(SystemExit) as ended:
        main(args)
    out, err = capfd.readouterr()
    code = ended.value.code
    return out, err, code if isinstance(code, int) else 0


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir() if path.is_dir()))
def test_case(name, tmp_path, monkeypatch, capfd, request):
    case = CASES / name
    shutil.copytree(case, tmp_path / "in", ignore=shutil.ignore_patterns(*EXPECTED))
    monkeypatch.chdir(tmp_path / "in")
    monkeypatch.setenv("COLUMNS", "100")
    stdin = case / "stdin"
    with (stdin if stdin.exists() else Path("/dev/null")).open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        out, err, code = run(shlex.split((case / "args").read_text(encoding="utf-8")), capfd)
    got = {"stdout": out, "stderr": err, "exit": f"{code}\n"}
    if request.config.getoption("--update-cases"):
        for file, text in got.items():
            (case / file).write_text(text, encoding="utf-8")
    for file, text in got.items():
        assert (case / file).read_text(encoding="utf-8") == text, file
