"""What a reader sees of plain text files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainspeak.document import BlockKind, Document, check_document
from plainspeak.errors import UnreadableFileError
from plainspeak.readers import read_document


def read(text: str) -> Document:
    document = read_document(text.encode(), "note.txt")
    check_document(document)
    return document


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(text).blocks]


def test_lines_broken_by_hand_are_one_paragraph() -> None:
    assert shown("We ask for a second line so that\nthe shops can keep selling.\n\nIt costs little.") == [
        ("paragraph", "We ask for a second line so that the shops can keep selling."),
        ("paragraph", "It costs little."),
    ]


def test_positions_lead_back_to_the_file() -> None:
    document = read("First line\r\n   wraps to the second.\r\n")
    (block,) = document.blocks
    start = block.text.index("second")
    assert document.source.text[slice(*block.to_source(start, start + 6))] == "second"


def test_lists_keep_their_depth_and_their_wrapped_lines() -> None:
    text = "Steps:\n1. Buy the\n   line\n2. Train\n  - the shops\n  - the desk\n3. Go live\n"
    blocks = read(text).blocks
    assert [(block.text, block.level) for block in blocks] == [
        ("Steps:", 0),
        ("Buy the line", 1),
        ("Train", 1),
        ("the shops", 2),
        ("the desk", 2),
        ("Go live", 1),
    ]
    assert {block.kind for block in blocks[1:]} == {BlockKind.LIST_ITEM}


def test_a_number_that_a_line_happens_to_start_with_is_no_list_item() -> None:
    assert shown("The lease of the old office ends on\n12. May, says the owner.") == [
        ("paragraph", "The lease of the old office ends on 12. May, says the owner.")
    ]


@pytest.mark.parametrize(
    ("text", "heading", "level"),
    [
        ("Why now\n=======\nText follows.", "Why now", 1),
        ("Why now\n-------\nText follows.", "Why now", 2),
        ("EXECUTIVE SUMMARY\nText follows.", "EXECUTIVE SUMMARY", 1),
        ("1. Background\n\nText follows.\n\n2. Costs\n\nMore text.", "1. Background", 1),
        ("2.3 Running costs\n\nText follows.", "2.3 Running costs", 2),
    ],
)
def test_headings_as_people_type_them(text: str, heading: str, level: int) -> None:
    first = read(text).blocks[0]
    assert (first.kind, first.text, first.level) == (BlockKind.HEADING, heading, level)


@pytest.mark.parametrize(
    "text",
    [
        "1. Buy the line\n\n2. Train the shops\n\nThen we go live.",
        "THIS LINE GOES ON\nAND ON IN CAPITALS",
        "RTO, RPO\n",
        "We close the shop.\n---\nNext page.",
        "Name    Price\n-----   -----\nLine    40\n",
    ],
)
def test_what_only_looks_like_a_heading(text: str) -> None:
    assert not [block.text for block in read(text).blocks if block.kind is BlockKind.HEADING]


def test_quoted_mail_is_somebody_elses() -> None:
    assert [
        (block.text, block.quoted) for block in read("> It is\n> slow.\nWe know.\n>> Since May").blocks
    ] == [
        ("It is slow.", True),
        ("We know.", False),
        ("Since May", True),
    ]


def test_indented_code_is_code_and_indented_prose_is_not() -> None:
    assert shown(
        "Run this:\n\n    for (x in y) {\n        stop(x);\n    }\n\n    It then ends\n    at once.\n"
    ) == [
        ("paragraph", "Run this:"),
        ("code", "for (x in y) { stop(x); }"),
        ("paragraph", "It then ends at once."),
    ]


def test_lines_of_a_letter_head_are_apart() -> None:
    assert shown("From: Ann\nTo: The board\nDate: 3 May\n\nDear all") == [
        ("paragraph", "From: Ann"),
        ("paragraph", "To: The board"),
        ("paragraph", "Date: 3 May"),
        ("paragraph", "Dear all"),
    ]


def test_comments_do_not_speak_to_plainspeak() -> None:
    assert read("<!-- plainspeak: ignore -->\n\nWe utilise it.").directives == ()


def test_empty_and_binary_files() -> None:
    assert read("\ufeff \n\n\t\n").blocks == ()
    with pytest.raises(UnreadableFileError, match="binary"):
        read_document(b"a\0b", "note.txt")


LINES = [
    "",
    " ",
    "Some words here.",
    "ALL IN CAPITALS",
    "=====",
    "---",
    "- item",
    "  * item",
    "3) three",
    "> said",
    ">> more",
]
LINES += [
    "    x = f(1);",
    "\tTab",
    "1.2 Scope",
    "a\u00a0b\u2028c",
    "Key: value",
    "\f",
    "•  dot",
    "é😀 \u200b",
    "|---|",
]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(LINES) | st.text(max_size=8).filter(lambda t: "\0" not in t), max_size=12),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_text_keeps_the_promises_and_its_words(lines: list[str], end: str) -> None:
    text = end.join(lines)
    try:
        document = read(text.encode("utf-8", "replace").decode())
    except UnreadableFileError:
        return
    seen = "".join(block.text for block in document.blocks)
    for word in (
        "Some",
        "words",
        "here.",
        "CAPITALS",
        "item",
        "three",
        "said",
        "Tab",
        "Scope",
        "value",
        "dot",
    ):
        assert seen.count(word) == document.source.text.count(word)
