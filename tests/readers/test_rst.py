"""What a reader sees of reStructuredText, plain and with Sphinx's extensions."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given, settings
from hypothesis import strategies as st

from plainspeak.document import Block, BlockKind, Cell, Document, check_document
from plainspeak.errors import UnreadableFileError
from plainspeak.readers import read_document


def read(text: str) -> Document:
    document = read_document(text.encode(), "plan.rst")
    check_document(document)
    return document


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(text).blocks]


def only(text: str) -> Block:
    (block,) = read(text).blocks
    return block


def cells(text: str) -> list[tuple[str, Cell | None]]:
    return [(block.text, block.cell) for block in read(text).blocks if block.kind is BlockKind.TABLE_CELL]


def masked(block: Block) -> list[tuple[str, str]]:
    return [(block.text[mask.start : mask.end], mask.what) for mask in block.masks]


# Places


def test_positions_lead_back_to_the_file() -> None:
    text = (
        "\ufeffCosts\r\n=====\r\n\r\n*\tWe *really* save\r\n\t**4 €** a\\ day, says |who|.\r\n\r\n"
        "  +------+---------+\r\n  | same | no same |\r\n  +------+---------+\r\n\r\n"
        ".. |who| replace:: Ann Lee\r\n"
    )
    document = read(text)
    assert [block.text for block in document.blocks][1] == "We really save 4 € aday, says Ann Lee."
    for number, word, written in [
        (0, "Costs", "Costs"),
        (1, "really", "really"),
        (1, "save 4", "save\r\n\t**4"),
        (1, "aday", "a\\ day"),
        (1, "Ann Lee", "|who|"),
        (3, "same", "same"),
    ]:
        block = document.blocks[number]
        start = block.text.index(word)
        assert document.source.text[slice(*block.to_source(start, start + len(word)))] == written
    # The second cell holds its own `same`, not that of the first.
    assert document.blocks[3].source_start == document.source.text.index("no same")


# Parted by white space; a middle dot stands for a space.
_STARTS = """
-· *· 1.· #.· (a)· :: :name:· |· -a·· --all=X·· >>>· ..· ..·note::· ..·figure::·x ..·code:: __·x ..·[1]·
..·_x:·y
..·|s|·replace::· ..·list-table::·T ..·csv-table:: ..·plainspeak:·off· ==== ---- ==··== +--+--+ +==+==+
|a·|b·|
:alt:· *·-· "a," --· ..·unknown::·a·b ..·role::·x(raw)
"""
_WORDS = """
word two·words *a* **b ``c`` `d·<e>`_ :ref:`f` g_ |s| [1]_ \\ \\* :: a··b é 表 http://x.y :math:`x` _`t`
` * x::
"""
_INDENTS = ["", "", "", "  ", "   ", "\t", "    "]


def _pieces(listed: str) -> list[str]:
    return [piece.replace("·", " ") for piece in listed.split()]


_TEXTS = st.sampled_from([*_pieces(_WORDS), "\t", "\u00a0", "\f"]) | st.text(max_size=3)
_LINES = st.lists(
    st.tuples(
        st.sampled_from(_INDENTS),
        st.sampled_from(["", *_pieces(_STARTS)]),
        st.lists(_TEXTS, max_size=4).map(" ".join),
    ).map("".join),
    max_size=20,
).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(_LINES)
def test_every_soup_of_markup_keeps_the_promises(text: str) -> None:
    text = text.replace("\0", "").encode("utf-8", "ignore").decode()
    document = read(text)
    for block in document.blocks:
        first, last = block.to_source(0, len(block.text))
        assert 0 <= first < last <= len(text)


# Blocks


def test_titles_have_levels_by_the_order_of_their_styles() -> None:
    text = "====\nPlan\n====\n\nCosts\n-----\n\nLicences\n~~~~~~~~\n\nRisks\n-----\n\nAgain\n=====\n"
    assert [(block.text, block.level) for block in read(text).blocks] == [
        ("Plan", 1),
        ("Costs", 2),
        ("Licences", 3),
        ("Risks", 2),
        ("Again", 4),
    ]


def test_lists_quotes_and_definitions() -> None:
    text = """\
- One
  goes on.

  More of one.

  1. Nested.
  2. Second.

term : kind
   What it means.

--all, -a  Everything.

| First line
| Second line

   "We like it."

   -- Ann Lee

A. Smith wrote
this with two lines.

   - An indented list quotes nobody.

----

Code follows::

   x = 1

>>> 1 + 1
2
"""
    assert [(block.kind.value, block.text, block.level, block.quoted) for block in read(text).blocks] == [
        ("list-item", "One goes on.", 1, False),
        ("list-item", "More of one.", 1, False),
        ("list-item", "Nested.", 2, False),
        ("list-item", "Second.", 2, False),
        ("definition-term", "term : kind", 0, False),
        ("definition", "What it means.", 0, False),
        ("definition-term", "--all, -a", 0, False),
        ("definition", "Everything.", 0, False),
        ("paragraph", "First line", 0, False),
        ("paragraph", "Second line", 0, False),
        ("paragraph", '"We like it."', 0, True),
        ("paragraph", "Ann Lee", 0, True),
        ("paragraph", "A. Smith wrote this with two lines.", 0, False),
        ("list-item", "An indented list quotes nobody.", 1, False),
        ("paragraph", "Code follows:", 0, False),
        ("code", "x = 1", 0, False),
        ("code", ">>> 1 + 1 2", 0, False),
    ]


def test_grid_tables_with_spans() -> None:
    text = """\
+-------+-------+
| Item  | Price |
+=======+=======+
| One   | two   |
|       | lines |
+-------+ and   |
| Three | more  |
+-------+-------+
| Both columns  |
+---------------+
"""
    assert cells(text) == [
        ("Item", Cell(1, 1, 1, header=True)),
        ("Price", Cell(1, 1, 2, header=True)),
        ("One", Cell(1, 2, 1)),
        ("two lines and more", Cell(1, 2, 2)),
        ("Three", Cell(1, 3, 1)),
        ("Both columns", Cell(1, 4, 1)),
    ]


def test_simple_tables_with_continued_rows() -> None:
    text = """\
=====  ========  =====
Team        Cost
-----  ---------------
Name   Now       Then
=====  ========  =====
Ann    4 weeks   2 and more than fits
       of work
Bob              none
=====  ========  =====
"""
    assert cells(text) == [
        ("Team", Cell(1, 1, 1, header=True)),
        ("Cost", Cell(1, 1, 2, header=True)),
        ("Name", Cell(1, 2, 1, header=True)),
        ("Now", Cell(1, 2, 2, header=True)),
        ("Then", Cell(1, 2, 3, header=True)),
        ("Ann", Cell(1, 3, 1)),
        ("4 weeks of work", Cell(1, 3, 2)),
        ("2 and more than fits", Cell(1, 3, 3)),
        ("Bob", Cell(1, 4, 1)),
        ("none", Cell(1, 4, 3)),
    ]


def test_wide_characters_keep_their_columns() -> None:
    text = "+------+----+\n| 日本 | ab |\n+------+----+\n"
    assert [name for name, _ in cells(text)] == ["日本", "ab"]


def test_tables_that_are_written_as_lists_or_values() -> None:
    text = """\
.. list-table:: Costs
   :header-rows: 1

   * - Item
     - Price
   * - Licence
     - 4 a day

.. csv-table:: Teams
   :header: Name, "Size"

   "Lee, Ann", 4
   Bob, "five
   or six"
"""
    assert cells(text) == [
        ("Item", Cell(1, 1, 1, header=True)),
        ("Price", Cell(1, 1, 2, header=True)),
        ("Licence", Cell(1, 2, 1)),
        ("4 a day", Cell(1, 2, 2)),
        ("Name", Cell(2, 1, 1, header=True)),
        ("Size", Cell(2, 1, 2, header=True)),
        ("Lee, Ann", Cell(2, 2, 1)),
        ("4", Cell(2, 2, 2)),
        ("Bob", Cell(2, 3, 1)),
        ("five or six", Cell(2, 3, 2)),
    ]
    assert [text for kind, text in shown(text) if kind == "caption"] == ["Costs", "Teams"]


def test_a_table_that_is_drawn_wrongly_is_kept_as_it_stands() -> None:
    text = "+----+----+\n| a  | b |\n+----+----+\n\nNext.\n"
    assert [kind for kind, _ in shown(text)] == ["code", "paragraph"]


# Directives


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. note:: Mind the date\n   of the move.", [("paragraph", "Mind the date of the move.")]),
        (".. tip::\n   :class: x\n\n   Ask early.", [("paragraph", "Ask early.")]),
        (".. admonition:: Our ask\n\n   Two people.", [("caption", "Our ask"), ("paragraph", "Two people.")]),
        (".. versionadded:: 2.1 Now in blue.", [("paragraph", "2.1 Now in blue.")]),
        (
            ".. figure:: a.png\n   :alt: A rising\n         line\n\n   Savings a year.\n\n   In euros.",
            [("alt-text", "A rising line"), ("caption", "Savings a year."), ("paragraph", "In euros.")],
        ),
        (".. code-block:: sh\n   :caption: Start it\n\n   run", [("caption", "Start it"), ("code", "run")]),
        (".. toctree::\n   :maxdepth: 2\n\n   plan\n   costs", []),
        (".. image:: a.png", []),
        (".. raw:: html\n\n   <b>x</b>", []),
        (".. include:: parts/costs.txt", []),
        (".. py:function:: save(all)\n\n   Saves it.", [("code", "save(all)"), ("paragraph", "Saves it.")]),
        (".. autoclass:: Plan\n   :members:", [("code", "Plan")]),
        (".. tip-box:: Two words\n\n   Text.", [("paragraph", "Two words"), ("paragraph", "Text.")]),
        (".. container:: wide\n\n   - Item.", [("list-item", "Item.")]),
        (
            ".. _target: https://example.org\n.. a comment\n   over two lines\n\nSeen.",
            [("paragraph", "Seen.")],
        ),
        (".. [1] A note\n   below.", [("footnote", "A note below.")]),
        ("..\n\n   After an empty comment.", [("paragraph", "After an empty comment.")]),
    ],
)
def test_what_is_seen_of_directives(text: str, expected: list[tuple[str, str]]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("target", ["/etc/hostname", "../secret.txt", "a/../../b.txt", "C:\\x.txt", "~/x"])
def test_including_a_file_from_elsewhere_is_refused(target: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"plan\.rst:3:14: includes `.*` ?") as raised:
        read(f"Plan.\n\n.. include:: {target}\n")
    assert "\n" not in str(raised.value)


def test_comments_speak_to_plainspeak() -> None:
    text = "One.\n\n  .. plainspeak: ignore jargon/wordy\n     -- a quote\n\nTwo.\n\n.. plainspeak: off\n"
    document = read(text)
    assert [
        (directive.text, document.source.text[directive.start : directive.end])
        for directive in document.directives
    ] == [
        (
            "ignore jargon/wordy -- a quote",
            ".. plainspeak: ignore jargon/wordy\n     -- a quote",
        ),
        ("off", ".. plainspeak: off"),
    ]
    assert shown(text) == [("paragraph", "One."), ("paragraph", "Two.")]


def test_fields_at_the_top_describe_the_document() -> None:
    document = read("Plan\n====\n\n:Author: Ann Lee\n:plainspeak-kind: proposal\n:orphan:\n\nText.\n")
    assert document.meta == {"author": "Ann Lee", "plainspeak": {"kind": "proposal"}, "orphan": ""}
    assert [block.text for block in document.blocks] == ["Plan", "Author", "Ann Lee", "Text."]


# Inline markup


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*We* **save** `time`.", "We save time."),
        (
            "A `page <https://example.org>`_ and a word_, or `two words`__.",
            "A page and a word, or two words.",
        ),
        ("See :doc:`the plan <plan>`.", "See the plan."),
        ("2 * 3 * 4 and (*)", "2 * 3 * 4 and (*)"),
        ("*args, **kwargs and `open", "*args, **kwargs and `open"),
        (r"Not \*bold\*, un\ *frame*\ d", "Not *bold*, unframed"),
        ("A snake_case name, __init__ and a - b_", "A snake_case name, __init__ and a - b"),
        ("An _`inline target` here", "An inline target here"),
        ("Undefined |thing| stays", "Undefined |thing| stays"),
        ("See :pep:`8`", "See PEP 8"),
        ("**bold**text stays **as it is", "**bold**text stays **as it is"),
    ],
)
def test_inline_markup_is_taken_away(text: str, expected: str) -> None:
    assert only(text).text == expected


def test_what_is_no_prose_is_masked() -> None:
    block = only(
        r"Set ``C:\dir`` by :kbd:`F1`, :math:`x^2`, :ref:`part`, :ref:`Costs <part>` or :py:func:`go` [1]_"
    )
    assert masked(block) == [
        ("C:\\dir", "code"),
        ("F1", "code"),
        ("x^2", "formula"),
        ("part", "identifier"),
        ("go", "code"),
        ("[1]", "identifier"),
    ]


def test_a_document_may_define_roles() -> None:
    text = ".. role:: html(raw)\n.. default-role:: code\n\nA :html:`<br>` b `c`"
    block = only(text)
    assert block.text == "A b c"
    assert masked(block) == [("c", "code")]


# No word lost, with docutils as the judge

SAMPLES = [
    """\
Plan
====

:Date: Monday

Intro *with* ``code``, `a link <http://example.org>`_ and |who|; see also_.

1. First step.

   Detail of it::

     run this

2. Second step: *done*.

.. |who| replace:: **Ann** Lee
.. _also: http://example.org

term
  Meaning.
other : kind
  - Item in it.

    Quote in the item.

-v, --verbose  Says more.
-q             Says *less*.
""",
    """\
Costs
-----

+----------+-----------+------+
| Head     | Second    | C    |
+==========+===========+======+
| a *b*    | - c       | wide |
+----------+ - d       | and  |
| e        |           | tall |
+----------+-----------+------+

===  ====
A    B
===  ====
1    one

     more
2    two
===  ====

.. note:: Mind it.

   * point

.. topic:: A topic

   Words.

.. list-table:: Rows
   :header-rows: 1

   * - x
     - y
   * - z
     - | lines
       | of it
""",
    """\
Unexpected indent
   of a definition.
Then text goes on
over lines.

  Quote here.

  -- Someone

  Second quote.

Next
~~~~

Text [1]_ and [CIT]_ with a * lone star, (*paren*) and "*" quoted; email me@example.org.

.. [1] The note.
.. [CIT] The source.

| Line one
|   indented *line*
| three

>>> code()

II. Roman
III. numerals

(a) letters
(b) more

Mr. Smith is no list.

.. image:: a.png

.. epigraph::

   Be brief.

   -- Ann
""",
]
_UNSEEN_NODES = (
    nodes.system_message, nodes.comment, nodes.substitution_definition, nodes.label, nodes.image,
    nodes.footnote_reference, nodes.citation_reference,
)  # fmt: skip


@pytest.mark.parametrize("text", SAMPLES)
def test_no_word_is_lost(text: str) -> None:
    tree = publish_doctree(
        text,
        settings_overrides={
            "report_level": 5,
            "docinfo_xform": False,
            "doctitle_xform": False,
            "_disable_config": True,
        },
    )
    for node in list(tree.findall(lambda node: isinstance(node, _UNSEEN_NODES))):
        node.parent.remove(node)
    expected = Counter(re.findall(r"\w+", " ".join(node.astext() for node in tree.findall(nodes.Text))))
    document = read(text)
    ours = " ".join(re.sub(r"\[(?:1|CIT)\]", "", block.text) for block in document.blocks)
    assert Counter(re.findall(r"\w+", ours)) == expected
    headings = [block.text for block in document.blocks if block.kind is BlockKind.HEADING]
    assert headings == [
        node.astext() for node in tree.findall(nodes.title) if isinstance(node.parent, nodes.section)
    ]


# Hostile files


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("*a " * 100_000, "*a" * 100_000),
        ("*a* " * 60_000, "a" * 60_000),
        ("`a " * 100_000, "`a" * 100_000),
        ("``" * 200_000, ""),
        ("a-" * 200_000 + "_", "a-" * 200_000 + "_"),
        (":a" * 150_000 + ":`x`", ":a" * 150_000 + ":`x`"),
        ("\\" * 300_000, ""),
        ("-a <" * 100_000, "-a<" * 100_000),
        ("M" * 300_000 + ". x", "M" * 300_000 + ".x"),
        ("- a\n\nb\n\n" * 8_000, "ab" * 8_000),
        (".. |a| replace::\n\n" + "   .. |a| replace::\n\n" * 10_000, ""),
        (".. _a\n" + "   x\n" * 50_000, ""),
        ("+---+---+\n" + "| a | b |\n+---+---+\n" * 5_000, "ab" * 5_000),
        ("+" + "-+" * 200 + "\n" + ("|" * 401 + "\n" + "+" + "-+" * 200 + "\n") * 150, ""),
        ("== ==\n" + "a  b\n" * 8_000 + "== ==\n", "ab" * 8_000),
        ("== ===\nab\n" * 10_000, "abab" + "ab=====" * 9_997 + "ab"),
        ("".join(f".. _t{number}: http://example.org/{number}\n" for number in range(20_000)), ""),
    ],
    ids=lambda text: text[:14].replace("\n", "¶"),
)
def test_of_hostile_files_all_that_can_be_seen_is_read(text: str, seen: str) -> None:
    first, *rest = read("Costs fall.\n\n" + text).blocks
    assert first.text == "Costs fall."
    assert re.sub(r"\s", "", "".join(block.text for block in rest)) == seen


def test_quotes_that_run_over_ten_thousand_lines_lose_no_line() -> None:
    found = cells(".. csv-table::\n\n" + '   a,"b\n' * 10_000)
    assert sum(text.count("a") for text, _ in found) == 10_000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- " * 100_000 + "x", "nested more than 100 deep"),
        ("\n\n".join("  " * depth + "- x" for depth in range(200)), "nested more than 100 deep"),
        ("\n\n".join(" " * depth + "x" for depth in range(200)), "nested more than 100 deep"),
        (".. note:: " * 50_000, "nested more than 100 deep"),
        (" ".join(["=="] * 5_000) + "\n", "more than 500 columns"),
        ("+" + "-+" * 5_000 + "\n", "more than 500 columns"),
        (".. csv-table::\n\n   " + "a," * 5_000, "more than 500 columns"),
    ],
    ids=["bullets", "lists", "quotes", "directives", "simple", "grid", "csv"],
)
def test_what_costs_too_much_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read(text)
    assert message in str(raised.value)
    assert re.match(r"plan\.rst:\d+:\d+: [^\n]+\Z", str(raised.value))
