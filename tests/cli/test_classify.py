"""`plainspeak classify`: one line of JSON for each line of text."""

from __future__ import annotations

import json
import subprocess
import sys

TEXTS = [
    "The cluster runs three replicas behind a load balancer.",
    "Staff get back about two hours a week.",
    "",
    "The steering group meets on Tuesday.",
    "Caf\u00e9 tills now restart by themselves.",
]


def classify(*args: str) -> list[dict]:
    done = subprocess.run(
        [sys.executable, "-m", "plainspeak", "classify", *args],
        input="\n".join(TEXTS).encode() + b"\n",
        capture_output=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_each_line_has_an_answer_in_the_form_that_was_promised():
    answers = classify()
    assert [answer["text"] for answer in answers] == TEXTS
    assert [answer["label"] for answer in answers[:4]] == ["feature", "benefit", "neither", "neither"]
    for answer in answers:
        assert list(answer) == ["text", "feature", "benefit", "label", "evidence"]
        for lean in answer["evidence"]:
            assert 0 <= lean["start"] < lean["end"] <= len(answer["text"])
            assert lean["leans"] in {"feature", "benefit"}
    assert answers[0]["evidence"]


def test_evidence_can_be_left_out():
    assert not any(answer["evidence"] for answer in classify("--no-evidence"))
