"""What a reader sees of Markdown files."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from plainspeak.document import Block, BlockKind, Document, check_document
from plainspeak.errors import UnreadableFileError
from plainspeak.readers import read_document
from plainspeak.readers.front_matter import read_front_matter
from plainspeak.readers.html_tokens import text_pieces, tokenize

SHARED = Path(__file__).resolve().parents[3] / "shared" / "eval" / "documents"


def read(text: str, name: str = "plan.md") -> Document:
    document = read_document(text.encode(), name)
    check_document(document)
    return document


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(text).blocks]


def masked(block: Block) -> list[tuple[str, str]]:
    return [(block.text[mask.start : mask.end], mask.what) for mask in block.masks]


def test_positions_lead_back_to_the_file() -> None:
    text = "\ufeff# Costs ##\r\n\r\n> - We *really* save\r\n>   **4 &euro;** a\\_day.\r\n"
    document = read(text)
    for word, written in [
        ("Costs", "Costs"),
        ("really", "really"),
        ("€", "&euro;"),
        ("_", "\\_"),
        ("day", "day"),
    ]:
        block = next(block for block in document.blocks if word in block.text)
        start = block.text.index(word)
        assert document.source.text[slice(*block.to_source(start, start + len(word)))] == written
    save, *_ = [block for block in document.blocks if "save" in block.text]
    start = save.text.index("save 4")
    assert document.source.text[slice(*save.to_source(start, start + 4))] == "save"


def test_marks_of_emphasis_go_and_words_stay() -> None:
    assert shown("Some **bold *and* it**, ~~gone~~, 2 * 3 * 4, snake_case_word, un*frigging*believable.") == [
        ("paragraph", "Some bold and it, gone, 2 * 3 * 4, snake_case_word, unfriggingbelievable.")
    ]


def test_headings() -> None:
    blocks = read("# One {#id .unnumbered}\n\nTwo\nlines\n---\n\n### Three ###\n").blocks
    assert [(block.kind, block.text, block.level) for block in blocks] == [
        (BlockKind.HEADING, "One", 1),
        (BlockKind.HEADING, "Two lines", 2),
        (BlockKind.HEADING, "Three", 3),
    ]


def test_lists() -> None:
    blocks = read("- one\n\n  more of one\n  1. deep\n     wraps\n- [x] done\n- [ ] [open](x)\n").blocks
    assert [(block.text, block.level) for block in blocks] == [
        ("one", 1),
        ("more of one", 1),
        ("deep wraps", 2),
        ("done", 1),
        ("open", 1),
    ]
    assert {block.kind for block in blocks} == {BlockKind.LIST_ITEM}


def test_quotes_are_somebody_elses_but_alerts_are_not() -> None:
    blocks = read("> said\nlazily\n> - point\n\n> [!NOTE]\n> Ours.\n").blocks
    assert [(block.kind.value, block.text, block.quoted) for block in blocks] == [
        ("paragraph", "said lazily", True),
        ("list-item", "point", True),
        ("paragraph", "Ours.", False),
    ]


def test_tables() -> None:
    text = "> | Item | Cost \\| year |\n> |------|:---:|\n> | Line | `a\\|b` *4* |\n> Tower |\n"
    document = read(text)
    cells = {(block.cell.row, block.cell.column): block for block in document.blocks if block.cell}
    assert {place: block.text for place, block in cells.items()} == {
        (1, 1): "Item",
        (1, 2): "Cost | year",
        (2, 1): "Line",
        (2, 2): "a|b 4",
        (3, 1): "Tower",
    }
    assert [block.cell.header for block in cells.values() if block.cell] == [True, True, False, False, False]
    year = cells[1, 2]
    assert document.source.text[slice(*year.to_source(7, 11))] == "year"


def test_what_is_no_prose_is_masked() -> None:
    (block,) = read(
        "Set `a  b` at <https://x.example/y>, ask <me@x.example>, $x^2$, {{< var n >}} and {% raw %}."
    ).blocks
    assert masked(block) == [
        ("a b", "code"),
        ("https://x.example/y", "url"),
        ("me@x.example", "email"),
        ("x^2", "formula"),
        ("{{< var n >}}", "code"),
        ("{% raw %}", "code"),
    ]
    assert "var" not in block.prose


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and saves $10.",
        "From US$5M to US$7M.",
        "Cost ($) and saving ($).",
        "A $20 fee, not a $30 fee, $1/day.",
    ],
)
def test_money_is_no_formula(text: str) -> None:
    (block,) = read(text).blocks
    assert block.text == text
    assert not [mask for mask in block.masks if mask.what == "formula"]


def test_formulas_over_several_lines() -> None:
    (before, formula, after) = read("So:\n\n$$\ny = x\n$$ {#eq-one}\n\nDone.").blocks
    assert (before.text, masked(formula), after.text) == ("So:", [("y = x", "formula")], "Done.")


def test_code() -> None:
    assert shown("```{r}\n#| echo: false\nx <- 1\n```\t\n\n    y = 2\n\n~~~\n# no heading\n") == [
        ("code", "#| echo: false x <- 1"),
        ("code", "y = 2"),
        ("code", "# no heading"),
    ]


def test_links_pictures_and_notes() -> None:
    text = (
        'See [the *plan*](a.md "T") and [this][r]{target=_blank} ![Our **shop**](s.png){width=50%}\n'
        "with a note[^1], and another^[Said *once*.] one. [Bare [brackets]] and [^none].\n\n"
        "[^1]: It says more.\n\n    And more.\n\n[r]: /x\n"
    )
    assert shown(text) == [
        (
            "paragraph",
            "See the plan and this with a note, and another one. [Bare [brackets]] and [^none].",
        ),
        ("alt-text", "Our shop"),
        ("footnote", "Said once."),
        ("footnote", "It says more."),
        ("footnote", "And more."),
    ]


def test_a_picture_before_the_words_comes_before_them() -> None:
    assert shown('![Logo](l.png) Our plan\n\n![](x.png){fig-alt="A shop"}') == [
        ("alt-text", "Logo"),
        ("paragraph", "Our plan"),
        ("alt-text", "A shop"),
    ]


def test_definition_lists() -> None:
    assert shown("*Line*\n: What joins\n  two offices\n: Or more\n") == [
        ("definition-term", "Line"),
        ("definition", "What joins two offices"),
        ("definition", "Or more"),
    ]


def test_html_goes_and_its_text_stays() -> None:
    text = (
        '<div class="box">\nSave &lt; 5<br>a day <b>now</b>\n<p>Second</p>\n'
        '<img src="x" alt="A &amp; B">\n</div>\n\n'
        "In <span>a</span> line <kbd>Esc</kbd>.\n\n<script>\nno()\n</script>\n\n<h2>Title</h2>\n"
        "<ul><li>one<li>two</ul>\n"
    )
    assert shown(text) == [
        ("paragraph", "Save < 5 a day now"),
        ("paragraph", "Second"),
        ("alt-text", "A & B"),
        ("paragraph", "In a line Esc."),
        ("heading", "Title"),
        ("list-item", "one"),
        ("list-item", "two"),
    ]


def test_html_tables() -> None:
    blocks = read("<table>\n<tr><th>Item<th>Cost</tr>\n\n<tr><td>Line</td><td>4</td></tr>\n</table>\n").blocks
    assert [(block.text, block.cell.row, block.cell.column) for block in blocks if block.cell] == [
        ("Item", 1, 1),
        ("Cost", 1, 2),
        ("Line", 2, 1),
        ("4", 2, 2),
    ]


def test_directives() -> None:
    text = (
        "<!-- plainspeak: ignore jargon/wordy -- agreed -->\n"
        "We utilise it <!-- plainspeak:off --> now.\n\n> <!--\n> plainspeak: on\n> -->\n\n"
        "<!-- other -->\n\n`<!-- plainspeak: no -->`\n"
    )
    document = read(text)
    assert [directive.text for directive in document.directives] == [
        "ignore jargon/wordy -- agreed",
        "off",
        "on",
    ]
    first, second, _ = document.directives
    assert text[first.start : first.end] == "<!-- plainspeak: ignore jargon/wordy -- agreed -->"
    assert text[second.start : second.end] == "<!-- plainspeak:off -->"


def test_fenced_divs_and_spans() -> None:
    text = (
        '::: {.callout-tip title="Good to know"}\nInside.\n:::\n:::note A title\n'
        "Ours [words]{.mark}.\n:::\n::::\n{: .lead }\n"
    )
    assert [text for _, text in shown(text)] == ["Good to know", "Inside.", "A title", "Ours words."]


def test_front_matter_is_plain_data() -> None:
    document = read("---\ntitle: Plan\ndate: 2026-03-01\nplainspeak: {kind: proposal}\n---\n# Plan\n")
    assert document.meta == {"title": "Plan", "date": "2026-03-01", "plainspeak": {"kind": "proposal"}}
    assert [block.text for block in document.blocks] == ["Plan"]
    assert document.source.line_column(document.blocks[0].source_start) == (6, 3)
    assert read("+++\ntitle = 'Plan'\n+++\nText.").meta == {"title": "Plan"}


@pytest.mark.parametrize(
    "text",
    ["---\nWe start here.\n\n---\nMore.", "---\n---\nMore.", "---\n# Slide\n---\nMore.", "---\nkey: x\n"],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    document = read(text)
    assert document.meta == {}
    assert document.blocks


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("---\ntitle: Plan\nowner: a: b\n---\n", 3, "not valid YAML"),
        ("---\na: &a [x]\nb: *a\n---\n", 2, "may stand for plain text only"),
        ("---\na: " + "[" * 30_000 + "\n---\n", 1, "nested too deeply"),
        ("---\na: " + "x" * 70_000 + "\n---\n", 1, "the limit is"),
        ("+++\na =\n+++\n", 1, "not valid TOML"),
    ],
)
def test_broken_front_matter_says_where(text: str, line: int, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason) as caught:
        read(text)
    assert caught.value.problems[0].line == line


def slides(document: Document) -> list[tuple[int, str, str]]:
    return [(block.slide, block.kind.value, block.text) for block in document.blocks]


def test_marp_decks() -> None:
    document = read(
        "---\nmarp: true\n---\n<!-- _class: lead -->\n# <!-- fit --> Save a day\n![bg right](x.png)\n"
        "<!-- Say *hello*.\n\n- Smile -->\n\n---\n\n## Ask\n\n- Four people\n\n### Detail\n\n"
        "<!-- plainspeak: ignore -->\n"
    )
    assert slides(document) == [
        (1, "slide-title", "Save a day"),
        (1, "speaker-note", "Say hello."),
        (1, "speaker-note", "Smile"),
        (2, "slide-title", "Ask"),
        (2, "list-item", "Four people"),
        (2, "heading", "Detail"),
    ]
    assert document.slides == 2
    assert len(document.directives) == 1


def test_quarto_decks() -> None:
    document = read(
        "---\nformat:\n  revealjs:\n    theme: dark\n---\n## Save a day {.smaller}\n\n"
        ":::: columns\n::: column\nText\n\n. . .\n"
        ":::\n::::\n\n::: {.notes}\nSay this.\n\n- And this\n:::\n\n### Part\n\n# Section\n\n"
        "## Ask\n\nMoney\n",
        "talk.qmd",
    )
    assert slides(document) == [
        (1, "slide-title", "Save a day"),
        (1, "paragraph", "Text"),
        (1, "speaker-note", "Say this."),
        (1, "speaker-note", "And this"),
        (1, "heading", "Part"),
        (2, "slide-title", "Section"),
        (3, "slide-title", "Ask"),
        (3, "paragraph", "Money"),
    ]
    assert document.slides == 3


def test_slidev_decks() -> None:
    document = read(
        "---\ntheme: seriph\nlayout: cover\n---\n# Save a day\ntext\n---\nlayout: two-cols\n---\n"
        "# Ask\n::right::\nMoney\n"
        "<!-- Breathe. -->\n---\n# End\n"
    )
    assert slides(document) == [
        (1, "slide-title", "Save a day"),
        (1, "paragraph", "text"),
        (2, "slide-title", "Ask"),
        (2, "paragraph", "Money"),
        (2, "speaker-note", "Breathe."),
        (3, "slide-title", "End"),
    ]


def test_reveal_notes_run_to_the_end_of_the_slide() -> None:
    document = read(
        "---\nformat: revealjs\n---\n## Save a day\n\nText\n\nNote: Say\nthis.\n\n- And this\n\n"
        "## Ask\n\nMoney\n"
    )
    assert slides(document) == [
        (1, "slide-title", "Save a day"),
        (1, "paragraph", "Text"),
        (1, "speaker-note", "Say this."),
        (1, "speaker-note", "And this"),
        (2, "slide-title", "Ask"),
        (2, "paragraph", "Money"),
    ]


def test_a_deck_that_only_its_rules_give_away() -> None:
    deck = "\n\n---\n\n".join(f"# Point {number}\n\n- few words\n- fewer" for number in range(4))
    assert read(deck).slides == 4
    assert read("---\nplainspeak: {kind: deck}\n---\n# One\n\n# Two\n").slides == 2
    assert read("---\nplainspeak: {kind: status-report}\n---\n" + deck).slides == 0


def test_a_report_with_rules_is_no_deck() -> None:
    prose = "We moved the last of the shops to the new line, and the lessons of the first weeks are in. " * 3
    report = "\n\n---\n\n".join(f"## Part {number}\n\n{prose}" for number in range(5))
    assert read(report).slides == 0
    assert read("# Plan\n\n---\n\nText\n\n---\n\nMore\n").slides == 0
    weekly = (
        "# Week 9\n\n---\n\n## Done\n\n- Line\n\n---\n\n## Next\n\n- Shops\n\n---\n\n## Risks\n\n- None\n"
    )
    assert read(weekly).slides == 0


def test_too_wide_tables_are_refused() -> None:
    text = "Text\n\n" + "|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n"
    with pytest.raises(UnreadableFileError, match="more than 500 columns") as caught:
        read(text)
    assert caught.value.problems[0].line == 3


@pytest.mark.parametrize(
    "text",
    [
        ">" * 50_000,
        "> " * 100_000 + "x",
        "1. " * 50_000 + "x",
        "".join("  " * i + "- a\n" for i in range(300)),
    ],
)
def test_too_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFileError, match="nested more than 100 deep"):
        read(text)


def test_nesting_within_the_limit_is_read() -> None:
    (block,) = read("> " * 90 + "deep").blocks
    assert (block.text, block.quoted) == ("deep", True)


@pytest.mark.parametrize(
    ("unit", "seen"),
    [("[", "["), ("![", "!["), ("*a", "a"), ("**a *b ", "**a*b"), ("`a", "a"), ("$a ", "$a"), ("<a ", "<a"),
     ("<!--", ""), ("&", "&"), ("[^", "[^"), ("^[", "^["), ("{{", "{{"), ('{a="', '{a="'), ("]{.a}", "]"),
     ("$$\na\n\n", "$$a"), ("> a\nb\n", "ab"), ("a\n: b\n", "ab"), ("::: notes\n", ""), ("- a\n\n", "a"),
     ("\\\\", "\\"), ("x <![CDATA[", "x<![CDATA[")],
)  # fmt: skip
def test_of_hostile_text_all_that_can_be_seen_is_read(unit: str, seen: str) -> None:
    note, *rest = read("[^a]: Costs fall.\n\n" + unit * 8_000).blocks
    assert note.text == "Costs fall."
    assert re.sub(r"\s", "", "".join(block.text for block in rest)) == seen * 8_000


FRAGMENTS = [
    "# ",
    "## ",
    "> ",
    ">",
    "- ",
    "  - ",
    "1. ",
    "\t",
    "    ",
    "* ",
    "+ ",
    "```",
    "~~~",
    "---",
    "===",
    "***",
    "| a | b |",
    "|---|---|",
]
FRAGMENTS += [
    "| a \\| | `x\\|y` |",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  \n",
    "\\\n",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "](x)",
    "![",
    "^[",
    "]{.a}",
]
FRAGMENTS += [
    "[^1]",
    "[^1]: ",
    "[r]: /x",
    "[r]",
    "<!--",
    "-->",
    "<!-- plainspeak: ignore -->",
    "<b>",
    "</b>",
    "<br>",
    "<div>\n",
    "</div>",
    "<table>",
]
FRAGMENTS += [
    "<td>",
    "<img alt='al&amp;t'>",
    "<code>",
    "<https://a.b>",
    "<a@b.co>",
    "&amp;",
    "&#0;",
    "&nbsp;",
    "\\*",
    "\\",
    "$",
    "$$",
    "$x^2$",
    "{.c}",
]
FRAGMENTS += [
    "{{< v >}}",
    "{% t %}",
    ": ",
    ":::",
    "::: {.notes}",
    ":::note Title here",
    "::a::",
    "Note: ",
    ". . .",
    "- [ ] ",
    "[!NOTE]",
    "term\n: ",
]
FRAGMENTS += [
    "word",
    "Words go",
    "é",
    "😀",
    "\u00a0",
    "\u200b",
    "\u2028",
    "\x0b",
    "\x0c",
    "\x1c",
    "\ufeff",
    "a",
    "1",
    ".",
    "layout: x",
    "---\nmarp: true\n---\n",
]
FRAGMENTS += [
    "---\nlayout: x\n---\n",
    "---\ntheme: a\nlayout: b\n---\n",
    "---\nformat: revealjs\n---\n",
    "+++\n",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=25))
def test_any_text_keeps_what_readers_promise(parts: list[str]) -> None:
    text = "".join(parts).replace("\0", "").encode("utf-8", "replace").decode()
    try:
        read(text)
    except UnreadableFileError as error:
        assert "front matter" in str(error)  # noqa: PT017 - most texts raise nothing


PLAIN = ["word", "Other words", "*em*", "**strong**", "`code`", "[link](x)", "&amp;", "\\*", "é", "end."]
LINES = ["# H ", "- ", "  - ", "1. ", "> ", ">> ", "", "", "    ", "\t", "> - ", "- > ", "| a | ", "## "]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(LINES), st.lists(st.sampled_from(PLAIN), max_size=4)), max_size=10),
    st.sampled_from(["\n", "\r\n"]),
)
def test_no_visible_word_is_lost(lines: list[tuple[str, list[str]]], end: str) -> None:
    text = end.join(start + " ".join(words) for start, words in lines)
    assert words_of(read(text)) == visible_words(text)


def words_of(document: Document) -> list[str]:
    return re.findall(r"\w+", "\n".join(block.text for block in document.blocks))


def visible_words(text: str) -> list[str]:
    """The words of the page that markdown-it makes of a text."""
    page = MarkdownIt("default", {"html": True, "maxNesting": 1000}).render(text)
    visible = (
        "".join(piece[0] for piece in text_pieces(page, token.start, token.end))
        if token.kind == "text"
        else _gap(token.name)
        for token in tokenize(page)
    )
    return re.findall(r"\w+", "".join(visible))


def _gap(name: str) -> str:
    return "" if name in {"em", "strong", "code", "a", "s"} else "\n"


REAL = sorted(path for path in SHARED.rglob("*") if path.suffix in {".md", ".qmd"}) if SHARED.is_dir() else []
# What markdown-it shows although it is no text: ticks of tasks, attributes, notes' labels, fences of
# divs, and where Marp's pictures go.
NO_TEXT = re.compile(r"\[[xX]\]|\{:?[^{}\n]*\}|!\[bg[^\]]*\]|\[\^[^\]\n]+\]|^:::.*$", re.MULTILINE)


@pytest.mark.skipif(not REAL, reason="the real documents are not here")
def test_real_documents_keep_every_word() -> None:
    for path in REAL:
        document = read_document(path.read_bytes(), path.name)
        check_document(document)
        body = document.source.text[read_front_matter(document.source.text, path.name).end :]
        lost = Counter(visible_words(body)) - Counter(words_of(document))
        lost -= Counter(re.findall(r"\w+", " ".join(NO_TEXT.findall(body))))
        assert not lost, f"{path.name}: {lost}"
