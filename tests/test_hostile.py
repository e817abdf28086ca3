"""Hostile files: each is refused with one clear line or read, in bounded time and memory, never a traceback.

Bounds for each file on its own: 10 s of processor time, 1.5 GB of memory.
The files are read one after the other, each in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import pytest

from plainspeak.readers import format_of
from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    pytest.skip("needs fork and pipes", allow_module_level=True)

sys.path.insert(0, str(ROOT / "tools"))
try:
    from hostile_cases import CASES, READ, REFUSED, SECRET, Case
    from make_hostile import make
finally:
    sys.path.remove(str(ROOT / "tools"))

SECONDS = 10
MEMORY = 1_500_000_000

CHILD = """
import contextlib, importlib, json, os, pathlib, resource, signal, sys, traceback
from plainspeak.document import check_document
from plainspeak.errors import UnreadableFileError
from plainspeak.readers import FORMATS, read_file

for name in FORMATS:
    # Loaded once for all files; a reader that can't be loaded fails with its own files.
    with contextlib.suppress(Exception):
        importlib.import_module(f"plainspeak.readers.{name}")

folder, seconds, memory = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])


def attempt(path):
    try:
        document = read_file(path)
    except UnreadableFileError as error:
        return {"outcome": "refused", "message": str(error), "text": ""}
    except BaseException:
        return {"outcome": "crash", "message": traceback.format_exc()[-2000:], "text": ""}
    try:
        check_document(document)
    except AssertionError as error:
        return {"outcome": "broken promise", "message": str(error), "text": ""}
    text = " ".join(block.text for block in document.blocks)
    return {"outcome": "read", "message": "", "text": text[-5000:]}


for name in sys.stdin.read().splitlines():
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        signal.alarm(8 * seconds)
        result = json.dumps(attempt(folder / name))
        os.write(writing, result.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        answer = stream.read()
    _, status, usage = os.wait4(child, 0)
    killed = {"outcome": "killed", "message": f"status {status}", "text": ""}
    result = json.loads(answer) if answer else killed
    result["seconds"] = round(usage.ru_utime + usage.ru_stime, 2)
    result["megabytes"] = usage.ru_maxrss // 1024
    print(json.dumps([name, result]), flush=True)
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Write the files, read each, and give what came of it."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    make(folder)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), str(SECONDS), str(MEMORY)],
        input="\n".join(case.name for case in CASES),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (folder / "one-line-50-mb.txt").unlink()
    (folder / "one-line-50-mb.md").unlink()
    return dict(json.loads(line) for line in done.stdout.splitlines())


def _is_root() -> bool:
    from os import geteuid

    return geteuid() == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hostile_file(case: Case, results: dict[str, dict[str, Any]]) -> None:
    if not case.as_root and _is_root():
        pytest.skip("nothing is forbidden to root")
    result = results[case.name]
    assert result["outcome"] in {REFUSED, READ}, result
    assert result["seconds"] < SECONDS
    assert SECRET not in result["text"]
    assert "root:" not in result["text"], "another file leaked into the document"
    if case.expected in {REFUSED, READ}:
        assert result["outcome"] == case.expected, result
    if result["outcome"] == REFUSED:
        message = result["message"]
        assert case.name in message
        assert "\n" not in message
        assert len(message) < 400 + len(str(case.name))
        if case.names:
            assert any(word in message for word in case.names), message


def test_every_case_was_tried(results: dict[str, dict[str, Any]]) -> None:
    assert results.keys() == {case.name for case in CASES}
    assert len(CASES) > 100


def test_the_command_line_refuses_each_in_one_line_and_lints_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    make(folder)
    (folder / "good.md").write_text("# Plan\n\nOur RTO is four hours.\n", encoding="utf-8")
    command = [sys.executable, "-m", "plainspeak", "check", str(folder), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    report = json.loads(done.stdout)
    refused = Counter(PurePath(error["path"]).name for error in report["errors"])
    assert set(refused.values()) == {1}
    walked = {case.name for case in CASES if case.expected == REFUSED and format_of(case.name)}
    assert walked - set(refused) <= ({"forbidden.md"} if _is_root() else set())
    assert "failed inside" not in done.stderr
    (good,) = (document for document in report["documents"] if document["path"].endswith("good.md"))
    assert [(finding["rule"], finding["text"]) for finding in good["findings"]] == [
        ("acronyms/undefined", "RTO"),
        ("impact/recovery", "RTO is four hours"),
    ]
