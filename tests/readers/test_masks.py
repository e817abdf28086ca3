"""What is shown but is no prose: code, addresses, identifiers, licences."""

from __future__ import annotations

import pytest

from plainspeak.document import BlockKind
from plainspeak.readers.build import BlockBuilder


def masked(text: str) -> list[str]:
    builder = BlockBuilder()
    builder.literal(text, 0)
    block = builder.build(BlockKind.PARAGRAPH)
    assert block is not None
    return sorted({text[mask.start : mask.end] for mask in block.masks})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "See https://example.org/a_b, then www.example.com.",
            ["https://example.org/a_b", "www.example.com"],
        ),
        ("Write to help@example.org today.", ["help@example.org"]),
        ("It is in /etc/hosts and ./run.sh here.", ["./run.sh", "/etc/hosts"]),
        ("Open C:\\plans\\may.docx now.", ["C:\\plans\\may.docx"]),
        ("Set max_retries, call start() and $HOME.", ["$HOME", "max_retries", "start()"]),
        ("Commit 9fceb02d0ae598e9 broke it.", ["9fceb02d0ae598e9"]),
        ("Pass --dry-run first.", ["--dry-run"]),
        ("We sell 12/24 packs and/or tins, 3.5 kg each, e.g. beans.", []),
        ("The U.S. and the EU agree on 24/7 service. It starts in May.", []),
        ("A pound is £1.20; the fee is 3% (see page 4).", []),
    ],
)
def test_addresses_and_identifiers_are_masked_and_words_are_not(text, expected):
    assert masked(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        '"description": "Ensure that access is reviewed in order to comply",',
        "{",
        "},",
        "<plan>in order to</plan>",
    ],
)
def test_a_line_of_code_that_was_pasted_as_a_paragraph_is_masked_whole(line):
    assert masked(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        '"We are done": that is what she said of it.',
        "(See the next page.)",
        "Profit > loss, and costs < income.",
    ],
)
def test_prose_with_brackets_and_quotes_is_no_code(line):
    assert masked(line) == []


def test_a_quoted_licence_is_masked_whole():
    licence = (
        "Redistribution and use in source and binary forms, with or without modification, are permitted "
        "provided that the following conditions are met:"
    )
    assert masked(licence) == [licence]
    assert masked("We will put our tools under an open licence, so that partners can use them.") == []
