"""`plainspeak classify`: say of each sentence on stdin whether it speaks features or benefit."""

from __future__ import annotations

import json
import sys

import click

# Lines heard at once: enough to be fast, few enough to answer while more are coming.
_BATCH = 512


@click.command()
@click.option("--evidence/--no-evidence", default=True, help="Name the words that led there (slower).")
def command(evidence: bool) -> None:
    """Say of each sentence on stdin, one a line, whether it speaks features or benefit.

    Answers with one line of JSON for each line: the two probabilities, the label, and which words lean
    which way.

    Example: plainspeak classify < sentences.txt
    """
    from itertools import islice

    from plainspeak.language.pipeline import pipeline
    from plainspeak.language.talk import hear_sentences

    nlp = pipeline()
    lines = (line.decode("utf-8", "replace").rstrip("\r\n") for line in sys.stdin.buffer)
    while batch := list(islice(lines, _BATCH)):
        tokens = [[token for token in nlp.make_doc(line) if not token.is_space] for line in batch]
        spoken = [
            ([token.text for token in sentence], [token.idx for token in sentence]) for sentence in tokens
        ]
        for text, talk in zip(batch, hear_sentences(spoken), strict=True):
            answer = {
                "text": text,
                "feature": round(talk.feature, 4),
                "benefit": round(talk.benefit, 4),
                "label": talk.label,
                "evidence": [
                    {"start": lean.start, "end": lean.end, "leans": lean.leans} for lean in talk.evidence
                ]
                if evidence
                else [],
            }
            sys.stdout.buffer.write((json.dumps(answer, ensure_ascii=False) + "\n").encode())
        sys.stdout.buffer.flush()
