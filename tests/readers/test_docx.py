"""Word documents: everything that a reader of the page sees becomes a block, and nothing else does."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import docx
import pytest

from plainspeak.document import BlockKind, check_document
from plainspeak.errors import UnreadableFileError
from plainspeak.readers import read_document, read_file
from plainspeak.source import Limits
from tests.readers.office import (
    TAB,
    checked,
    element,
    field,
    find,
    links,
    pack,
    para,
    read_word,
    run,
    shown,
    style,
    styled,
    texts,
    word_bytes,
)
from tests.support import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from plainspeak.document import Document


def made(build: Callable[[docx.document.Document], object]) -> Document:
    """Make a document with python-docx and read it."""
    paper = docx.Document()
    build(paper)
    out = io.BytesIO()
    paper.save(out)
    return checked(out.getvalue(), "paper.docx")


# What python-docx can write


def test_a_plain_proposal() -> None:
    def build(paper: docx.document.Document) -> None:
        paper.core_properties.title = "Faster  payments"
        paper.core_properties.keywords = "payments, branches"
        paper.add_heading("Faster payments", 0)
        paper.add_heading("Costs", 1)
        paper.add_paragraph("We ask for €40,000.")
        paper.add_paragraph("One new server", style="List Bullet")
        paper.add_paragraph("Two days of training", style="List Bullet 2")
        paper.add_paragraph("Sign the contract", style="List Number")
        paper.add_paragraph("Figure 1: where the money goes", style="Caption")
        paper.add_paragraph("It just works, says our bank.", style="Intense Quote")
        paper.add_heading("Risks", 2)
        paper.add_paragraph("None that stop us.")

    document = made(build)
    assert document.format == "docx"
    assert document.source.encoding == "office"
    assert dict(document.meta) == {"title": "Faster payments", "keywords": "payments, branches"}
    assert [(str(block.kind), block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "Faster payments"),
        ("heading", 1, "Costs"),
        ("paragraph", 0, "We ask for €40,000."),
        ("list-item", 1, "One new server"),
        ("list-item", 2, "Two days of training"),
        ("list-item", 1, "Sign the contract"),
        ("caption", 0, "Figure 1: where the money goes"),
        ("paragraph", 0, "It just works, says our bank."),
        ("heading", 2, "Risks"),
        ("paragraph", 0, "None that stop us."),
    ]
    assert [block.quoted for block in document.blocks].index(True) == 7
    places = [block.place for block in document.blocks if block.place]
    assert places[2].label == "paragraph 3 (under «Costs»)"
    assert places[2].fields == (("paragraph", 3),)
    assert places[8].label == "paragraph 9 (heading)"
    assert places[9].label == "paragraph 10 (under «Risks»)"


def test_positions_count_from_the_paragraph() -> None:
    document = made(lambda paper: [paper.add_paragraph(text) for text in ("One.", "The\tRTO is four hours.")])
    block = document.blocks[1]
    start = block.text.index("RTO")
    source_start, source_end = block.to_source(start, start + 3)
    assert document.source.text[source_start:source_end] == "RTO"
    assert block.place is not None
    assert source_start - block.place.origin == len("The\t")
    assert block.text == "The RTO is four hours."
    assert document.source.text == "One.\nThe\tRTO is four hours.\n"


def test_tables() -> None:
    def build(paper: docx.document.Document) -> None:
        paper.add_paragraph("Before.")
        for rows, columns in ((2, 2), (3, 3)):
            table = paper.add_table(rows, columns)
            for row in range(rows):
                for column in range(columns):
                    table.cell(row, column).text = f"t{rows} r{row + 1} c{column + 1}"
        paper.tables[1].cell(2, 0).merge(paper.tables[1].cell(2, 1))
        paper.tables[1].cell(2, 2).add_paragraph("second")
        paper.tables[1].cell(1, 0).merge(paper.tables[1].cell(1, 0))

    document = made(build)
    block = find(document, "t3 r2 c3")
    assert block.kind is BlockKind.TABLE_CELL
    assert block.cell is not None
    assert (block.cell.table, block.cell.row, block.cell.column, block.cell.header) == (2, 2, 3, False)
    assert block.place is not None
    assert block.place.label == "table 2, row 2, column 3"
    assert block.place.fields == (("table", 2), ("row", 2), ("column", 3), ("paragraph", 1))
    header = find(document, "t3 r1 c1").cell
    assert header is not None
    assert header.header
    after_span = find(document, "t3 r3 c3")
    assert after_span.cell is not None
    assert after_span.cell.column == 3
    second = find(document, "second").place
    assert second is not None
    assert second.label == "table 2, row 3, column 3, paragraph 2"


def test_cells_merged_downwards_and_repeated_headers() -> None:
    merged = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr>" + para("{}") + "</w:tc>"
    table = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + merged.format(' w:val="restart"', run("Tall"))
        + f"<w:tc>{para(run('Top'))}</w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val='0'/></w:trPr>"
        + merged.format("", run("unseen"))
        + f"<w:tc>{para(run('Bottom'))}</w:tc></w:tr></w:tbl>"
    )
    document = read_word(table)
    assert texts(document) == ["Tall", "Top", "Bottom"]
    cells = [
        (block.cell.row, block.cell.column, block.cell.header) for block in document.blocks if block.cell
    ]
    assert cells == [(1, 1, True), (1, 2, True), (2, 2, False)]


def test_a_table_inside_a_table() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{para(run('in'))}</w:tc><w:tc>{para(run('side'))}</w:tc></w:tr></w:tbl>"
    cells = f"<w:tc>{para(run('out'))}{inner}{para('')}</w:tc><w:tc>{para(run('next'))}</w:tc>"
    outer = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    document = read_word(outer)
    labels = [(block.text, block.place.label) for block in document.blocks if block.place]
    assert labels == [
        ("out", "table 1, row 1, column 1"),
        ("in", "table 2, row 1, column 1"),
        ("side", "table 2, row 1, column 2"),
        ("next", "table 1, row 1, column 2"),
    ]


def test_a_table_of_one_cell_is_a_box_around_text() -> None:
    document = read_word(f"<w:tbl><w:tr><w:tc>{para(run('Decide by May.'))}</w:tc></w:tr></w:tbl>")
    assert shown(document) == [("paragraph", "Decide by May.")]
    assert document.blocks[0].place is not None
    assert document.blocks[0].place.label == "table 1, row 1, column 1"


def test_headings_by_name_outline_and_inheritance() -> None:
    styles = element(
        "w:styles",
        style("berschrift1", "heading 1")
        + style("Mine", "Chapter", '<w:basedOn w:val="berschrift1"/>')
        + style("Out", "Annex", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style("Not", "Plain", '<w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
        + style("Sub", "Subtitle", '<w:basedOn w:val="berschrift1"/>'),
    )
    body = "".join(styled(name, name) for name in ("berschrift1", "Mine", "Out", "Not", "Sub", "Heading2"))
    body += para(run("direct"), '<w:outlineLvl w:val="3"/>')
    document = read_word(body, styles=styles)
    assert [(block.text, str(block.kind), block.level) for block in document.blocks] == [
        ("berschrift1", "heading", 1),
        ("Mine", "heading", 1),
        ("Out", "heading", 3),
        ("Not", "paragraph", 0),
        ("Sub", "paragraph", 0),
        ("Heading2", "heading", 2),
        ("direct", "heading", 4),
    ]


def test_bold_lines_are_headings_where_there_are_no_others() -> None:
    bold = para(run("Costs and benefits", "<w:b/>"))
    plain = para(run("We ask for ") + run("money", "<w:b/>") + run("."))
    sentence = para(run("We need a decision today.", "<w:b/>"))
    kinds = [str(block.kind) for block in read_word(bold + plain + sentence).blocks]
    assert kinds == ["heading", "paragraph", "paragraph"]
    with_real_headings = read_word(styled("Heading1", "One") + styled("Heading1", "Two") + bold)
    assert with_real_headings.blocks[2].kind is BlockKind.PARAGRAPH


def test_lists_by_numbering_and_switched_off() -> None:
    styles = element(
        "w:styles", style("Lst", "My list", '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>')
    )
    number = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'.format
    document = read_word(
        para(run("direct"), number(1, 7))
        + styled("Lst", "by style")
        + para(run("off"), f'<w:pStyle w:val="Lst"/>{number(0, 0)}')
        + para(run("deeper"), f'<w:pStyle w:val="Lst"/>{number(2, 4)}'),
        styles=styles,
    )
    assert [(str(block.kind), block.level) for block in document.blocks] == [
        ("list-item", 2),
        ("list-item", 1),
        ("paragraph", 0),
        ("list-item", 3),
    ]


def test_code_is_no_prose() -> None:
    styles = element(
        "w:styles",
        style("Code", "Source Code") + style("Verb", "Verbatim Char", kind="character"),
    )
    document = read_word(
        styled("Code", "select name from users")
        + para(run("Run ") + run("make clean", '<w:rStyle w:val="Verb"/>') + run(" first."))
        + para(run("git push", '<w:rFonts w:ascii="Courier New"/>'))
        + para(run("Then tell the staff.")),
        styles=styles,
    )
    assert [str(block.kind) for block in document.blocks] == ["code", "paragraph", "code", "paragraph"]
    assert document.blocks[1].prose == "Run xxxxxxxxxx first."


def test_a_paper_typed_in_courier_is_no_code() -> None:
    document = read_word(para(run("We ask for money.", '<w:rFonts w:ascii="Courier New"/>')))
    assert shown(document) == [("paragraph", "We ask for money.")]
    assert not document.blocks[0].masks


def test_formulas_are_shown_but_no_prose() -> None:
    formula = "<m:oMath><m:r><m:t>a=b</m:t></m:r><m:f><m:num><m:r><m:t>c</m:t></m:r></m:num></m:f></m:oMath>"
    document = read_word(para(run("Take ") + formula + run(" here.")))
    assert texts(document) == ["Take a=bc here."]
    assert [(mask.what, mask.start, mask.end) for mask in document.blocks[0].masks] == [("formula", 5, 9)]


def test_tables_of_contents_are_no_prose() -> None:
    styles = element("w:styles", style("TOC2", "toc 2"))
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{para(run('Our RTO goals') + TAB + run('4'))}</w:sdtContent></w:sdt>"
    )
    start, end = field("TOC \\o", "|").split("|")
    opened = para(start + run("Costs 1")) + para(run("Risks 2") + end)
    document = read_word(control + opened + styled("TOC2", "By style 3") + para(run("Prose.")), styles=styles)
    assert [(block.text, block.level) for block in document.blocks] == [
        ("Our RTO goals 4", 1),
        ("Costs 1", 1),
        ("Risks 2", 1),
        ("By style 3", 2),
        ("Prose.", 0),
    ]
    assert [set(block.prose) == {"x"} for block in document.blocks] == [True] * 4 + [False]


# Files that differ from the usual


def test_strict_files_are_read_too() -> None:
    data = word_bytes(para(run("We ask.")))
    parts = unpacked(data)
    strict = {
        name: re.sub(
            r'"http://schemas\.openxmlformats\.org/(\w+)/2006/', r'"http://purl.oclc.org/ooxml/\1/', text
        )
        for name, text in parts.items()
    }
    strict["_rels/.rels"] = strict["_rels/.rels"].replace(
        "purl.oclc.org/ooxml/package", "schemas.openxmlformats.org/package/2006"
    )
    assert texts(checked(pack(strict), "strict.docx")) == ["We ask."]


def unpacked(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if not name.startswith("[")}


def test_a_missing_part_is_said_in_the_notes() -> None:
    body = para(run("Body.")) + "<w:sectPr><w:headerReference w:type='default' r:id='header'/></w:sectPr>"
    parts = {"word/_rels/document.xml.rels": links({"header": ("header", "gone.xml")})}
    document = read_word(body, parts)
    assert texts(document) == ["Body."]
    assert len(document.source.notes) == 1
    assert "word/gone.xml" in document.source.notes[0]


def test_limits_can_be_raised_and_lowered() -> None:
    row = "<w:tbl><w:tr>" + f"<w:tc>{para(run('a'))}</w:tc>" * 20 + "</w:tr></w:tbl>"
    data = word_bytes(row)
    assert len(checked(data, "paper.docx").blocks) == 20
    with pytest.raises(UnreadableFileError, match="more than 10 columns"):
        read_document(data, "paper.docx", Limits(table_columns=10))
    with pytest.raises(UnreadableFileError, match="unpacks to"):
        read_document(data, "paper.docx", Limits(part_bytes=100))
    with pytest.raises(UnreadableFileError, match="the limit is 2"):
        read_document(data, "paper.docx", Limits(archive_parts=2))


def test_an_empty_paper_has_no_blocks() -> None:
    document = made(lambda paper: paper.add_paragraph("  \t "))
    assert document.blocks == ()
    assert document.source.text == ""


# Against other readers

WORD = re.compile(r"\w+")
REAL = sorted((SHARED / "eval" / "documents" / "docx").glob("*.docx"))


def told_by_python_docx(path: Path) -> Counter[str]:
    found: list[str] = []

    def walk(container: object) -> None:
        for item in container.iter_inner_content():  # type: ignore[attr-defined]
            if hasattr(item, "rows"):
                seen = set()
                for row in item.rows:
                    for cell in row.cells:
                        if cell._tc not in seen:
                            seen.add(cell._tc)
                            walk(cell)
            else:
                runs = [run for part in item.iter_inner_content() for run in getattr(part, "runs", [part])]
                # python-docx gives hidden text too.
                found.append("".join(run.text for run in runs if not run.font.hidden))

    walk(docx.Document(str(path)))
    return Counter(WORD.findall(" ".join(found)))


@pytest.mark.skipif(not REAL, reason="no real documents here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_no_word_of_a_real_document_is_lost(path: Path) -> None:
    document = read_file(path)
    check_document(document)
    ours = Counter(WORD.findall(" ".join(texts(document))))
    assert not told_by_python_docx(path) - ours
    assert not document.source.notes


def test_a_long_paper_is_read_whole() -> None:
    line = "The new portal lets every branch see its own costs before the month ends. " * 4
    paper = docx.Document()
    first, last = paper.add_paragraph(line)._p, paper.add_paragraph("The end.")._p
    for _ in range(2_600):
        last.addprevious(first.__copy__())
    out = io.BytesIO()
    paper.save(out)
    document = checked(out.getvalue(), "long.docx")
    assert texts(document) == [line.strip()] * 2_601 + ["The end."]
