"""Draws findings at random from the report of a run, for reading by hand.

Usage: plainspeak check FOLDER --format json --fail-on never | python tools/sample_findings.py 50 [SEED]

Prints one finding a paragraph with the line it stands in, so that somebody who did not write the rule can
say of each: right, petty or wrong.
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    report = json.load(sys.stdin)
    findings = [(document, finding) for document in report["documents"] for finding in document["findings"]]
    for count, (document, finding) in enumerate(random.Random(seed).sample(findings, number), start=1):
        print(f"{count}. {document['path']} {_place(finding)}")
        print(f"   {finding['severity']} {finding['rule']}: {finding['message']}")
        print(f"   text: {finding['text']!r}")
        for suggestion in finding["suggestions"]:
            print(f"   → {suggestion['text']}")
        print()


def _place(finding: dict[str, Any]) -> str:
    location = finding["location"]
    return str(location.get("place") or f"line {location['line']}, column {location['column']}")


if __name__ == "__main__":
    main()
