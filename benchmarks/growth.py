"""Measure how time and memory grow with the length of a document, each run in a process of its own.

Run: python benchmarks/growth.py [--sizes 10000 100000 1000000]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from documents import make_document

SIZES = (10_000, 100_000, 1_000_000)
_BYTES = 1 if sys.platform == "darwin" else 1024  # the unit in which the system counts memory


@dataclass(frozen=True)
class Run:
    """What one run took: wall-clock and processor seconds, and at most so many megabytes of memory."""

    words: int
    findings: int
    seconds: float
    processor_seconds: float
    megabytes: float


def measure(folder: Path, size: int) -> Run:
    """Check a document of `size` words with the command line.

    Raises:
        SystemExit: The command failed.
    """
    path, report = folder / f"{size}.md", folder / f"{size}.json"
    text = make_document(size)
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "plainspeak", "check", str(path), "--format", "json"]
    started = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [*command, "--fail-on", "never"],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, str(report), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)],
    )
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"the run on {size:,} words ended with {code}")
    (document,) = json.loads(report.read_text(encoding="utf-8"))["documents"]
    return Run(
        words=len(text.split()),
        findings=len(document["findings"]),
        seconds=seconds,
        processor_seconds=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss * _BYTES / 1e6,
    )


def main() -> int:
    """Run every size; print what each took and how it grew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="WORDS")
    sizes = sorted(parser.parse_args().sizes)
    runs = []
    print(f"{'words':>11} {'seconds':>9} {'processor s':>12} {'words/s':>9} {'peak MB':>9} {'findings':>9}")
    with TemporaryDirectory() as folder:
        for size in sizes:
            run = measure(Path(folder), size)
            runs.append(run)
            print(
                f"{run.words:>11,} {run.seconds:>9.2f} {run.processor_seconds:>12.2f} "
                f"{run.words / run.seconds:>9,.0f} {run.megabytes:>9,.0f} {run.findings:>9,}",
                flush=True,
            )
    for small, large in pairwise(runs):
        print(
            f"{small.words:,} to {large.words:,} words: words × {large.words / small.words:.1f}, "
            f"seconds × {large.seconds / small.seconds:.1f}, "
            f"processor seconds × {large.processor_seconds / small.processor_seconds:.1f}, "
            f"memory × {large.megabytes / small.megabytes:.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
