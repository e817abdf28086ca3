"""PowerPoint decks: every word on a slide and in its notes becomes a block, in the order of the show."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from plainspeak.document import BlockKind, check_document
from plainspeak.errors import UnreadableFileError
from plainspeak.readers import read_document, read_file
from plainspeak.source import Limits
from tests.readers.office import checked, element, find, links, read_deck, shown, texts
from tests.support import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from plainspeak.document import Document

RAISED, CODE_FONT = "baseline='30000'", "<a:latin typeface='Consolas'/>"
TITLE_ONLY, TITLE_AND_CONTENT, SECTION, BLANK = 5, 1, 2, 6


def made(build: Callable[[pptx.presentation.Presentation], object]) -> Document:
    """Make a deck with python-pptx and read it."""
    deck = pptx.Presentation()
    build(deck)
    out = io.BytesIO()
    deck.save(out)
    return checked(out.getvalue(), "deck.pptx")


def line(text: str, properties: str = "") -> str:
    return f"<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>"


def part(text: str, attributes: str = "", properties: str = "") -> str:
    return f"<a:r><a:rPr {attributes}>{properties}</a:rPr><a:t>{text}</a:t></a:r>"


def shape(content: str, placeholder: str = "", name: str = "Box 1", more: str = "") -> str:
    found = f"<p:ph {placeholder}/>" if placeholder else ""
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr id='2' name='{name}' {more}/><p:nvPr>{found}</p:nvPr></p:nvSpPr>"
        f"<p:txBody>{content}</p:txBody></p:sp>"
    )


def frame(content: str) -> str:
    named = "<p:nvGraphicFramePr><p:cNvPr id='3' name='Frame 3'/></p:nvGraphicFramePr>"
    graphic = f"<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic>"
    return f"<p:graphicFrame>{named}{graphic}</p:graphicFrame>"


def test_titles_bullets_boxes_and_notes() -> None:
    def build(deck: pptx.presentation.Presentation) -> None:
        deck.core_properties.title = "Steering committee"
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        slide.shapes.title.text = "Faster payments"
        slide.placeholders[1].text = "For the board"
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_CONTENT])
        slide.shapes.title.text = "Branches\vstay open"
        frame = slide.placeholders[1].text_frame
        frame.text = "One day less"
        second = frame.add_paragraph()
        second.text, second.level = "In every country", 1
        box = slide.shapes.add_textbox(0, 0, Inches(3), Inches(1))
        box.text_frame.text = "Source: finance"
        other = slide.shapes.add_textbox(0, 0, Inches(3), Inches(1))
        other.text_frame.text = "Second box"
        other.text_frame.add_paragraph().text = "with two lines"
        slide.notes_slide.notes_text_frame.text = "Say thanks.\nThen ask."

    document = made(build)
    assert document.slides == 2
    assert dict(document.meta) == {"title": "Steering committee"}
    found = [(str(b.kind), b.level, b.slide, b.place.label, b.text) for b in document.blocks if b.place]
    assert found == [
        ("slide-title", 0, 1, "slide 1, title", "Faster payments"),
        ("paragraph", 0, 1, "slide 1, subtitle", "For the board"),
        ("slide-title", 0, 2, "slide 2, title", "Branches stay open"),
        ("list-item", 1, 2, "slide 2, text", "One day less"),
        ("list-item", 2, 2, "slide 2, text, paragraph 2", "In every country"),
        ("paragraph", 0, 2, "slide 2, text box", "Source: finance"),
        ("paragraph", 0, 2, "slide 2, text box 2", "Second box"),
        ("paragraph", 0, 2, "slide 2, text box 2, paragraph 2", "with two lines"),
        ("speaker-note", 0, 2, "slide 2, notes", "Say thanks."),
        ("speaker-note", 0, 2, "slide 2, notes, paragraph 2", "Then ask."),
    ]
    assert document.blocks[2].place is not None
    assert document.blocks[2].place.fields == (("slide", 2), ("shape", "Title 1"), ("paragraph", 1))


def test_positions_count_from_the_paragraph() -> None:
    document = read_deck(shape(line("First line.")) + shape(line("Our  RTO is long.")))
    block = document.blocks[1]
    start = block.text.index("RTO")
    source_start, source_end = block.to_source(start, start + 3)
    assert document.source.text[source_start:source_end] == "RTO"
    assert block.place is not None
    assert source_start - block.place.origin == len("Our  ")
    assert document.source.text == "First line.\nOur  RTO is long.\n"


def test_the_title_comes_first_wherever_it_lies() -> None:
    document = read_deck(shape(line("Body")) + shape(line("Costs fall"), "type='title'"))
    assert shown(document) == [("slide-title", "Costs fall"), ("paragraph", "Body")]


def test_a_title_on_two_lines_is_one_title_and_an_empty_one_is_none() -> None:
    first = shape(
        "<a:p><a:r><a:t>Costs</a:t></a:r><a:br/><a:r><a:t>fall</a:t></a:r></a:p>" + line("soon"),
        "type='ctrTitle'",
    )
    document = read_deck(first, shape("<a:p/>", "type='title'") + shape(line("Only text")))
    assert shown(document) == [("slide-title", "Costs fall soon"), ("paragraph", "Only text")]
    assert document.slides == 2


def test_a_second_title_heads_a_part_of_the_slide() -> None:
    document = read_deck(
        shape(line("Right side"), "type='title' idx='4'") + shape(line("Status"), "type='title'")
    )
    assert shown(document) == [("slide-title", "Status"), ("heading", "Right side")]


def test_bullets_as_paragraph_shape_or_layout_say() -> None:
    none, mark = "<a:pPr><a:buNone/></a:pPr>", "<a:pPr lvl='2'><a:buChar char='•'/></a:pPr>"
    own = "<a:lstStyle><a:lvl1pPr><a:buNone/></a:lvl1pPr></a:lstStyle>"
    prompt = shape("<a:bodyPr/>" + own, "type='body' idx='7'")
    layout = f"<p:cSld><p:spTree>{prompt}</p:spTree></p:cSld>"
    document = read_deck(
        shape(line("plain", none) + line("bullet"), "type='body' idx='1'")
        + shape(own + line("no list here"), "idx='2'")
        + shape(line("nor here"), "type='body' idx='7'")
        + shape(line("a bullet in a box", mark)),
        linked={"l1": ("slideLayout", "../slideLayouts/slideLayout1.xml")},
        parts={"ppt/slideLayouts/slideLayout1.xml": element("p:sldLayout", layout)},
    )
    assert [(block.text, str(block.kind), block.level) for block in document.blocks] == [
        ("plain", "paragraph", 0),
        ("bullet", "list-item", 1),
        ("no list here", "paragraph", 0),
        ("nor here", "paragraph", 0),
        ("a bullet in a box", "list-item", 3),
    ]


def test_tables() -> None:
    def build(deck: pptx.presentation.Presentation) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
        slide.shapes.title.text = "Status"
        for rows in (2, 3):
            table = slide.shapes.add_table(rows, 3, 0, 0, Inches(5), Inches(2)).table
            for row in range(rows):
                for column in range(3):
                    table.cell(row, column).text = f"t{rows} r{row + 1} c{column + 1}"
        table.cell(2, 0).text, table.cell(2, 1).text = "Wide", ""
        table.cell(2, 0).merge(table.cell(2, 1))

    document = made(build)
    block = find(document, "t3 r2 c1")
    assert block.kind is BlockKind.TABLE_CELL
    assert block.cell is not None
    assert (block.cell.table, block.cell.row, block.cell.column, block.cell.header) == (2, 2, 1, False)
    assert block.place is not None
    assert block.place.label == "slide 1, table 2, row 2, column 1"
    assert block.place.fields[-4:] == (("table", 2), ("row", 2), ("column", 1), ("paragraph", 1))
    first = find(document, "t2 r1 c1")
    assert first.place is not None
    assert first.place.label == "slide 1, table, row 1, column 1"
    assert first.cell is not None
    assert first.cell.header
    assert [b.cell.column for b in document.blocks if b.cell and b.cell.table == 2 and b.cell.row == 3] == [
        1,
        3,
    ]


def test_charts_of_python_pptx() -> None:
    def build(deck: pptx.presentation.Presentation) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
        data = CategoryChartData()
        data.categories = ["Spring", "Autumn"]
        data.add_series("Savings", (1.5, 2.5))
        data.add_series("Costs", (3.0, 4.0))
        placed = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(4), Inches(3), data)
        placed.chart.has_title = True
        placed.chart.chart_title.text_frame.text = "What we save"

    document = made(build)
    assert [(str(block.kind), block.text) for block in document.blocks] == [
        ("caption", "What we save"),
        ("caption", "Savings"),
        ("caption", "Spring"),
        ("caption", "Autumn"),
        ("caption", "Costs"),
    ]
    assert document.blocks[0].place is not None
    assert document.blocks[0].place.label == "slide 1, chart"


def test_smart_art() -> None:
    point = (
        "<dgm:pt modelId='{}' type='{}'><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>".format
    )
    diagram = element(
        "dgm:dataModel", f"<dgm:ptLst>{point(1, 'node', 'Ask')}{point(2, 'pres', 'x')}</dgm:ptLst>"
    )
    document = read_deck(
        frame("<dgm:relIds r:dm='d1'/>"),
        linked={"d1": ("diagramData", "../diagrams/data1.xml")},
        parts={"ppt/diagrams/data1.xml": diagram},
    )
    assert [(str(block.kind), block.level, block.text) for block in document.blocks] == [
        ("list-item", 1, "Ask")
    ]
    assert document.blocks[0].place is not None
    assert document.blocks[0].place.label == "slide 1, diagram"


def test_groups_alternatives_and_hidden_shapes() -> None:
    group = "<p:grpSp><p:nvGrpSpPr><p:cNvPr id='9' name='Group' {}/></p:nvGrpSpPr>{}</p:grpSp>"
    choice = "<mc:Choice Requires='x'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
    choice = f"<mc:AlternateContent>{choice}</mc:AlternateContent>"
    document = read_deck(
        group.format("", shape(line("in")) + group.format("", shape(line("deep in"))))
        + group.format("hidden='1'", shape(line("unseen group")))
        + shape(line("unseen"), more="hidden='1'")
        + choice.format(shape(line("chosen")), shape(line("fallback")))
    )
    assert texts(document) == ["in", "deep in", "chosen"]


def test_footers_once_and_slide_numbers_never() -> None:
    number = "<a:p><a:fld type='slidenum'><a:t>{}</a:t></a:fld></a:p>"
    slides = [
        shape(line("Confidential"), "type='ftr'")
        + shape(number.format(n), "type='sldNum'")
        + shape(f"<a:p><a:fld type='datetime1'><a:t>May {n}</a:t></a:fld></a:p>", "type='dt'")
        + shape("<a:p><a:r><a:t>Page </a:t></a:r><a:fld type='slidenum'><a:t>7</a:t></a:fld></a:p>")
        for n in (1, 2)
    ]
    document = read_deck(*slides)
    assert shown(document) == [("page-footer", "Confidential"), ("paragraph", "Page"), ("paragraph", "Page")]


def test_alt_text_unless_it_is_decoration() -> None:
    picture = "<p:pic><p:nvPicPr><p:cNvPr id='4' name='Picture 4' descr='{}'>{}</p:cNvPr></p:nvPicPr></p:pic>"
    decoration = "<a:extLst><a:ext><adec:decorative val='1'/></a:ext></a:extLst>"
    document = read_deck(picture.format("A busy branch", "") + picture.format("A wave", decoration))
    assert shown(document) == [("alt-text", "A busy branch")]
    assert document.blocks[0].place is not None
    assert document.blocks[0].place.fields == (("slide", 1), ("shape", "Picture 4"), ("paragraph", 1))


def test_hidden_slides_are_read_and_slides_keep_the_order_of_the_show() -> None:
    def build(deck: pptx.presentation.Presentation) -> None:
        for text in ("Third in file", "First in file", "Hidden one"):
            slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
            slide.shapes.title.text = text
        slide._element.set("show", "0")
        listed = deck.slides._sldIdLst
        listed.append(listed[0])

    document = made(build)
    assert [(block.slide, block.text) for block in document.blocks] == [
        (1, "First in file"),
        (2, "Hidden one"),
        (3, "Third in file"),
    ]


def test_arrows_formulas_and_odd_characters() -> None:
    arrow = "<a:r><a:rPr><a:sym typeface='Wingdings'/></a:rPr><a:t>{}</a:t></a:r>"
    formula = (
        "<mc:AlternateContent>"
        "<mc:Choice Requires='a14'><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></mc:Choice>"
        "<mc:Fallback><a:r><a:t>picture</a:t></a:r></mc:Fallback></mc:AlternateContent>"
    )
    document = read_deck(
        shape("<a:p>" + arrow.format("à faster café") + "</a:p>")
        + shape("<a:p><a:r><a:t>Take </a:t></a:r>" + formula + "</a:p>")
        + shape("<a:p><a14:m><m:oMath><m:r><m:t>c</m:t></m:r></m:oMath></a14:m></a:p>")
        + shape(f"<a:p>{part('Costs fall')}{part('1', RAISED)}{part(' soon')}</a:p>")
        + shape(f"<a:p>{part('Type ')}{part('run all', '', CODE_FONT)}</a:p>")
        + shape(line("one_x000B_two"))
        + shape(line("co\u00adop\u200b"))
    )
    assert texts(document) == [
        "→ faster café",
        "Take a=b",
        "c",
        "Costs fall soon",
        "Type run all",
        "one two",
        "coop",
    ]
    assert document.blocks[4].prose == "Type xxxxxxx"
    assert [(mask.what, mask.start, mask.end) for mask in document.blocks[1].masks] == [("formula", 5, 8)]


def test_a_comment_can_speak_to_plainspeak_about_its_slide() -> None:
    comments = "<p:cm><p:text>Nice!</p:text></p:cm><p:cm><p:text>plainspeak: ignore jargon</p:text></p:cm>"
    document = read_deck(
        shape(line("One")) + shape(line("Two")),
        shape(line("Three")),
        linked={"c1": ("comments", "../comments/comment1.xml")},
        parts={"ppt/comments/comment1.xml": element("p:cmLst", comments)},
    )
    assert texts(document) == ["One", "Two", "Three"]
    assert [(d.start, d.end, d.text) for d in document.directives] == [(0, len("One\nTwo"), "ignore jargon")]


def test_a_missing_slide_is_said_in_the_notes() -> None:
    targets = links({"s1": ("slide", "slides/slide1.xml"), "s2": ("slide", "slides/gone.xml")})
    document = read_deck(
        shape(line("Here")), shape(line("Lost")), parts={"ppt/_rels/presentation.xml.rels": targets}
    )
    assert texts(document) == ["Here"]
    assert document.slides == 2
    assert len(document.source.notes) == 1
    assert "ppt/slides/gone.xml" in document.source.notes[0]


def test_deep_groups_are_refused_by_the_limit_that_is_set() -> None:
    def build(deck: pptx.presentation.Presentation) -> None:
        group = deck.slides.add_slide(deck.slide_layouts[BLANK]).shapes.add_group_shape()
        for _ in range(5):
            group = group.shapes.add_group_shape()
        group.shapes.add_textbox(0, 0, 1, 1).text_frame.text = "Deep"

    deck = pptx.Presentation()
    build(deck)
    out = io.BytesIO()
    deck.save(out)
    assert texts(checked(out.getvalue(), "deck.pptx")) == ["Deep"]
    with pytest.raises(UnreadableFileError, match="more than 3 levels deep"):
        read_document(out.getvalue(), "deck.pptx", Limits(nesting=3))


# Against another reader

WORD = re.compile(r"\w+")
REAL = sorted((SHARED / "eval" / "documents" / "pptx").glob("*.pptx"))


def told_by_python_pptx(path: Path) -> tuple[Counter[str], Counter[str]]:
    """Give the words that python-pptx finds on slides, and those in slide numbers and dates."""
    found: list[str] = []
    fields: list[str] = []

    def walk(shapes: object) -> None:
        for item in shapes:  # type: ignore[attr-defined]
            if hasattr(item, "shapes"):
                walk(item.shapes)
            elif item.has_text_frame:
                found.append(item.text_frame.text)
                fields.extend(text.text or "" for text in item._element.iterfind(".//{*}fld/{*}t"))
            elif getattr(item, "has_table", False):
                found.extend(cell.text for row in item.table.rows for cell in row.cells)

    for slide in pptx.Presentation(str(path)).slides:
        walk(slide.shapes)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            found.append(slide.notes_slide.notes_text_frame.text)
    return Counter(WORD.findall(" ".join(found))), Counter(WORD.findall(" ".join(fields)))


@pytest.mark.skipif(not REAL, reason="no real documents here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_no_word_of_a_real_deck_is_lost(path: Path) -> None:
    document = read_file(path)
    check_document(document)
    theirs, fields = told_by_python_pptx(path)
    assert not theirs - fields - Counter(WORD.findall(" ".join(texts(document))))
    assert not document.source.notes


def test_a_long_deck_is_read_whole_and_in_order() -> None:
    point = "A point that the board can act on this month"
    slides = [
        shape(line(f"Slide {number} says one thing"), "type='title'")
        + shape("".join(line(point) for _ in range(8)), "idx='1'")
        for number in range(300)
    ]
    document = read_deck(*slides)
    assert document.slides == 300
    assert texts(document) == [
        text for number in range(300) for text in (f"Slide {number} says one thing", *[point] * 8)
    ]
