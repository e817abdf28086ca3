"""Measure which part of a check takes how long, beside spaCy's bare tokenizer on the same text.

Run: python benchmarks/parts.py [--words 100000] [--repeats 3]
Everything runs in one process. Each part runs once to warm up, then the best of its repeats counts.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import spacy
from documents import make_document

from plainspeak.checks import CHECKS, check_named
from plainspeak.config import Settings
from plainspeak.engine import Linter
from plainspeak.language.acronyms import find_acronyms
from plainspeak.language.pipeline import analyse
from plainspeak.language.readability import measure
from plainspeak.packs import load_library
from plainspeak.profile import make_profile
from plainspeak.readers import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plainspeak.checks.base import Context, Hit
    from plainspeak.document import Document
    from plainspeak.language.analysis import Analysis
    from plainspeak.packs import Library

SPACY = "spaCy's bare tokenizer"


def parts(data: bytes, library: Library) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give each part's name and what does its work.

    The parts of the analysis that several checks use are worked out before any check is measured.
    """
    document = read_document(data, "plan.md")
    vocabulary = library.knowledge.vocabulary
    analysis = analyse(document, vocabulary)
    yield SPACY, partial(_tokenise, spacy.blank("en"), document)
    yield "read", partial(read_document, data, "plan.md")
    yield "tokens and sentences", partial(analyse, document, vocabulary)
    yield "acronyms", partial(find_acronyms, analysis.passages, vocabulary)
    yield "readability", partial(_grade, analysis)
    profile = make_profile(library, Settings(), "generic")
    for name in CHECKS:
        rules = [library.rules[rule] for rule in profile.severities if library.rules[rule].check == name]
        if rules:
            run = check_named(name).prepare(rules, library.knowledge)
            yield f"check: {name} ({len(rules)} rules)", partial(_hits, run, analysis, profile.context)
    yield "all of it", partial(_lint, data, Linter(library))


def _tokenise(nlp: spacy.language.Language, document: Document) -> None:
    for _, block in document.prose_blocks():
        nlp.make_doc(block.prose)


def _grade(analysis: Analysis) -> float | None:
    found = measure(analysis.passages, analysis.vocabulary.words("easy-words"))
    return found.flesch_kincaid_grade + found.flesch_reading_ease if found else None


def _hits(
    run: Callable[[Analysis, Context], Iterator[Hit]], analysis: Analysis, context: Context
) -> list[Hit]:
    return list(run(analysis, context))


def _lint(data: bytes, linter: Linter) -> object:
    return linter.lint(read_document(data, "plan.md"), Settings())


def seconds(work: Callable[[], object], repeats: int) -> float:
    """Give the fewest processor seconds that the work took, after a run that is not measured."""
    work()
    taken = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def main() -> int:
    """Measure every part and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    text = make_document(arguments.words)
    words = len(text.split())
    yardstick = 0.0
    print(f"{words:,} words, best of {arguments.repeats}")
    print(f"{'part':<34} {'processor s':>12} {'words/s':>13} {'× tokenizer':>12}")
    for name, work in parts(text.encode(), load_library()):
        taken = seconds(work, arguments.repeats)
        yardstick = yardstick or taken
        speed = f"{words / taken:,.0f}" if taken > 0.001 else "–"
        print(f"{name:<34} {taken:>12.3f} {speed:>13} {taken / yardstick:>12.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
