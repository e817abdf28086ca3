"""Word documents: what other readers lose or show twice, and what is in the file but not on the page."""

from __future__ import annotations

from tests.readers.office import (
    DRAWING,
    element,
    field,
    para,
    read_word,
    run,
    shown,
    style,
    texts,
)


def test_tracked_changes_show_what_would_be_accepted() -> None:
    document = read_word(
        para(
            run("We ")
            + f"<w:ins>{run('now ')}</w:ins><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
            + run("pay.")
        )
        + para(f"<w:moveFrom>{run('Moved text.')}</w:moveFrom>")
        + para(f"<w:moveTo>{run('Moved text.')}</w:moveTo>")
    )
    assert texts(document) == ["We now pay.", "Moved text."]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    document = read_word(
        para(run("We ask "), "<w:rPr><w:del/></w:rPr>")
        + para(run("for money."))
        + para(run("Last."), "<w:rPr><w:del/></w:rPr>")
    )
    assert texts(document) == ["We ask for money.", "Last."]


def test_a_deleted_row_is_gone() -> None:
    row = "<w:tr>{}<w:tc>" + para("{}") + "</w:tc><w:tc>" + para("{}") + "</w:tc></w:tr>"
    removed = row.format("<w:trPr><w:del/></w:trPr>", run("old"), run("row"))
    document = read_word(f"<w:tbl>{row.format('', run('a'), run('b'))}{removed}</w:tbl>")
    assert texts(document) == ["a", "b"]


def test_a_dropped_capital_stays_with_its_word() -> None:
    document = read_word(para(run("T"), '<w:framePr w:dropCap="drop"/>') + para(run("he network is slow.")))
    assert texts(document) == ["The network is slow."]


def test_content_controls_links_and_other_wrappers() -> None:
    document = read_word(
        "<w:sdt><w:sdtContent>" + para(run("In a control.")) + "</w:sdtContent></w:sdt>"
        + para(
            run("See ") + f'<w:hyperlink r:id="x">{run("the plan")}</w:hyperlink>'
            + f"<w:sdt><w:sdtContent>{run(' of')}</w:sdtContent></w:sdt>"
            + f"<w:smartTag>{run(' May')}</w:smartTag>"
            + f'<w:fldSimple w:instr="DATE">{run(" 2031")}</w:fldSimple>' + run(".")
        )
        + f"<w:customXml>{para(run('In custom XML.'))}</w:customXml>"
    )  # fmt: skip
    assert texts(document) == ["In a control.", "See the plan of May 2031.", "In custom XML."]


def test_fields_show_their_result_and_not_their_code() -> None:
    nested = field(
        "IF " + "</w:instrText></w:r>" + field("MERGEFIELD x", run("secret")) + "<w:r><w:instrText>",
        run("Paris"),
    )
    document = read_word(
        para(run("From ") + nested + run(" on page ") + field("PAGEREF x", run("7")) + run("."))
    )
    assert texts(document) == ["From Paris on page 7."]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    document = read_word(para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + para(run("Still here.")))
    assert texts(document) == ["Still here."]


def test_special_characters() -> None:
    document = read_word(
        para(
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t></w:r>"
        )
        + para("<w:r><w:t>net</w:t><w:softHyphen/><w:t>work co\u00adop\u200b</w:t></w:r>")
        + para('<w:r><w:t>now </w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t> then</w:t></w:r>')
        + para("<w:r><w:t>x\n  y</w:t></w:r>")
    )
    assert texts(document) == ["a b c e-mail", "network coop", "now → then", "x y"]
    assert document.source.text.count("\n") == len(document.blocks)


def test_marks_of_notes_are_no_part_of_a_word_but_exponents_are() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    document = read_word(
        para(run("It saves 40%") + run("1", raised) + run(" of the costs") + run("2, 3", raised) + run("."))
        + para(
            run("An office of 90 m")
            + run("2", raised)
            + run(" on the 1")
            + run("st", raised)
            + run(" floor.")
        )
    )
    assert texts(document) == ["It saves 40% of the costs.", "An office of 90 m2 on the 1st floor."]
    assert document.source.text.startswith("It saves 40%1 of the costs2, 3.")


def test_hidden_text_is_out() -> None:
    styles = element(
        "w:styles",
        style("Ghost", "Ghost", "<w:rPr><w:vanish/></w:rPr>", "character")
        + style("Note", "Author note", "<w:rPr><w:vanish/></w:rPr>"),
    )
    document = read_word(
        para(
            run("Seen")
            + run(" hidden", "<w:vanish/>")
            + run(" ghost", '<w:rStyle w:val="Ghost"/>')
            + run(" too.", '<w:vanish w:val="0"/>')
        )
        + para(run("All hidden.") + run("Back.", '<w:vanish w:val="false"/>'), '<w:pStyle w:val="Note"/>')
        + para(run("Only the mark is hidden."), "<w:rPr><w:vanish/></w:rPr>"),
        styles=styles,
    )
    assert texts(document) == ["Seen too.", "Back.", "Only the mark is hidden."]


def test_text_boxes_count_once_and_say_where_they_are() -> None:
    box = f"<w:txbxContent>{para(run('In the box.'))}{para(run('Second line.'))}</w:txbxContent>"
    drawing = f"<w:drawing><wp:inline><wps:txbx>{box}</wps:txbx></wp:inline></w:drawing>"
    fallback = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    choices = f"<mc:Choice Requires='wps'>{drawing}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{choices}</mc:AlternateContent></w:r>"
    document = read_word(
        para(run("One.")) + para(run("Two.") + both) + para(run("Three.") + f"<w:r>{fallback}</w:r>")
    )
    labels = [(block.text, block.place.label) for block in document.blocks if block.place]
    assert labels == [
        ("One.", "paragraph 1"),
        ("Two.", "paragraph 2"),
        ("In the box.", "text box in paragraph 2"),
        ("Second line.", "text box in paragraph 2, paragraph 2"),
        ("Three.", "paragraph 3"),
        ("In the box.", "text box in paragraph 3"),
        ("Second line.", "text box in paragraph 3, paragraph 2"),
    ]


def test_footnotes_and_endnotes_in_the_order_of_the_text() -> None:
    def note(number: int, text: str, kind: str = "footnote", more: str = "") -> str:
        return f'<w:{kind} w:id="{number}"{more}>{para(run(text))}</w:{kind}>'

    document = read_word(
        para(
            run("Fast")
            + '<w:r><w:footnoteReference w:id="5"/></w:r>'
            + run(" and safe")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        )
        + para(run("End.") + '<w:r><w:endnoteReference w:id="1"/></w:r>')
        + para('<w:del><w:r><w:footnoteReference w:id="3"/></w:r></w:del>'),
        footnotes=element(
            "w:footnotes",
            note(0, "separator", more=' w:type="separator"')
            + note(2, "Audited.")
            + note(3, "Gone.")
            + note(5, "Measured."),
        ),
        endnotes=element("w:endnotes", note(1, "Thanks.", "endnote")),
    )
    assert shown(document) == [
        ("paragraph", "Fast and safe"),
        ("paragraph", "End."),
        ("footnote", "Measured."),
        ("footnote", "Audited."),
        ("footnote", "Thanks."),
    ]
    labels = [block.place.label for block in document.blocks if block.place]
    assert labels[2:] == ["footnote 1", "footnote 2", "endnote 1"]


def test_page_headers_and_footers_each_once_and_only_if_shown() -> None:
    margin = "<w:{0}Reference w:type='{1}' r:id='{2}'/>".format
    first = (
        margin("header", "default", "header_1")
        + margin("header", "even", "header_2")
        + margin("footer", "first", "footer_1")
    )
    body = para(run("Body."), f"<w:sectPr>{first}<w:titlePg/></w:sectPr>")
    second = margin("header", "default", "header_1") + margin("footer", "default", "footer_2")
    body += f"<w:sectPr>{second}</w:sectPr>"
    document = read_word(
        body,
        header_1=element("w:hdr", para(run("Draft for the board"))),
        header_2=element("w:hdr", para(run("Even pages only"))),
        footer_1=element("w:ftr", para(run("Confidential"))),
        footer_2=element("w:ftr", para(field("PAGE", run("3")))),
    )
    assert shown(document) == [
        ("paragraph", "Body."),
        ("page-header", "Draft for the board"),
        ("page-footer", "Confidential"),
    ]
    assert document.blocks[1].place is not None
    assert document.blocks[1].place.label == "page header, paragraph 1"


def test_alt_text_unless_it_is_decoration() -> None:
    picture = DRAWING.format("<wp:docPr id='1' name='P' descr='{}'>{}</wp:docPr>")
    decoration = "<a:extLst><a:ext><adec:decorative val='1'/></a:ext></a:extLst>"
    document = read_word(
        para(picture.format("Two offices and a line", "") + picture.format("A swoosh", decoration))
    )
    assert shown(document) == [("alt-text", "Two offices and a line")]
    assert document.blocks[0].place is not None
    assert document.blocks[0].place.label == "alt text in paragraph 1"


def test_charts_and_diagrams() -> None:
    chart = element(
        "c:chartSpace",
        "<c:title><a:p><a:r><a:t>Costs by year</a:t></a:r></a:p></c:title>"
        "<c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>Savings</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        "<c:cat><c:strRef><c:strCache><c:pt><c:v>2031</c:v></c:pt><c:pt><c:v>Next year</c:v></c:pt>"
        "</c:strCache></c:strRef></c:cat>"
        "<c:val><c:numRef><c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>",
    )
    point = (
        "<dgm:pt modelId='{}' type='{}'><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>".format
    )
    link = "<dgm:cxn modelId='{0}{1}' srcId='{0}' destId='{1}' srcOrd='{2}'/>".format
    points = point(9, "doc", "") + point(1, "node", "Second") + point(2, "node", "First")
    points += point(3, "node", "Detail") + point(4, "pres", "Design only")
    joined = link(9, 1, 1) + link(9, 2, 0) + link(2, 3, 0)
    diagram = element(
        "dgm:dataModel",
        f"<dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{joined}</dgm:cxnLst>",
    )
    drawing = DRAWING.format("<a:graphic><a:graphicData>{}</a:graphicData></a:graphic>")
    document = read_word(
        para(drawing.format("<c:chart r:id='chart'/>") + drawing.format("<dgm:relIds r:dm='diagramData'/>")),
        chart=chart,
        diagramData=diagram,
    )
    assert [(str(block.kind), block.level, block.text) for block in document.blocks] == [
        ("caption", 0, "Costs by year"),
        ("caption", 0, "Savings"),
        ("caption", 0, "Next year"),
        ("list-item", 1, "First"),
        ("list-item", 2, "Detail"),
        ("list-item", 1, "Second"),
    ]


def test_comments_are_no_text_but_can_speak_to_plainspeak() -> None:
    def comment(number: int, text: str) -> str:
        return f'<w:comment w:id="{number}">{para(run(text))}</w:comment>'

    def over(number: int, content: str) -> str:
        start, end = f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>'
        return f'{start}{content}{end}<w:r><w:commentReference w:id="{number}"/></w:r>'

    document = read_word(
        para(run("First."))
        + para(run("The ") + over(1, run("RTO")) + run(" is ") + over(2, run("four hours")) + run("."))
        + para(run("At a point.") + '<w:r><w:commentReference w:id="3"/></w:r>'),
        comments=element(
            "w:comments",
            comment(1, "plainspeak: ignore acronyms/undefined")
            + comment(2, "Is this right?")
            + comment(3, "Plainspeak: ignore jargon"),
        ),
    )
    assert texts(document) == ["First.", "The RTO is four hours.", "At a point."]
    spans = [(document.source.text[d.start : d.end], d.text) for d in document.directives]
    assert spans[0] == ("RTO", "ignore acronyms/undefined")
    assert spans[1][1] == "ignore jargon"
    assert len(spans) == 2
    assert document.directives[1].start >= document.blocks[2].source_start
