"""Starting fast: what needs no document imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROBE = """
import sys
from plainspeak.cli import main
try:
    main(sys.argv[1:])
except SystemExit as ended:
    assert ended.code in (0, None), ended.code
heavy = {"spacy", "textstat", "nltk", "numpy", "lxml", "docutils", "lemminflect"} & set(sys.modules)
print("heavy:", ",".join(sorted(heavy)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["--version"],
        ["check", "--help"],
        ["fix", "--help"],
        ["rules"],
        ["explain", "acronyms/undefined"],
        ["explain", "RTO"],
        ["config", "--for", "draft.md"],
    ],
    ids=" ".join,
)
def test_nothing_heavy_is_imported(args, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *args], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.stderr == "heavy: \n"
    assert done.stdout
