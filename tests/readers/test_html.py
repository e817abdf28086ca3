"""What a reader sees of HTML pages and reveal.js decks."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainspeak.document import Block, BlockKind, Cell, Document, check_document
from plainspeak.errors import UnreadableFileError
from plainspeak.readers import read_document
from plainspeak.readers.html_elements import UNSEEN
from plainspeak.readers.html_tokens import attribute, comment_body, text_pieces, tokenize
from plainspeak.source import Limits


def read(text: str, name: str = "plan.html", limits: Limits | None = None) -> Document:
    document = read_document(text.encode(), name, limits)
    check_document(document)
    return document


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(text).blocks]


def cells(text: str) -> list[tuple[str, Cell | None]]:
    return [(block.text, block.cell) for block in read(text).blocks if block.kind is BlockKind.TABLE_CELL]


def masked(block: Block) -> list[tuple[str, str]]:
    return [(block.text[mask.start : mask.end], mask.what) for mask in block.masks]


# Tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b", "text:a < b"),
        ("<P CLASS=x>y", "start:<P CLASS=x>|text:y"),
        ("<a title='1 > 0'>z</a >", "start:<a title='1 > 0'>|text:z|end:</a >"),
        ("<b data-x=it's>", "start:<b data-x=it's>"),
        ("<!-->a<!--->b", "comment:<!-->|text:a|comment:<!--->|text:b"),
        ("<!-- a --!>b", "comment:<!-- a --!>|text:b"),
        ("a<!-- open", "text:a|comment:<!-- open"),
        ("a<b class", "text:a|other:<b class"),
        ("<!DOCTYPE html>a", "other:<!DOCTYPE html>|text:a"),
        ("<script>if (a<b) '</p>'</script>c", "start:<script>|other:if (a<b) '</p>'|end:</script>|text:c"),
        ("<title>A <b></title>", "start:<title>|text:A <b>|end:</title>"),
    ],
)
def test_tokens_are_those_of_a_browser(text: str, expected: str) -> None:
    tokens = list(tokenize(text))
    assert "|".join(f"{token.kind}:{text[token.start : token.end]}" for token in tokens) == expected
    assert all(token.name == token.name.lower() for token in tokens)


@pytest.mark.parametrize(
    ("raw", "decoded"),
    [
        ("AT&amp;T", "AT&T"),
        ("&copyright", "©right"),
        ("&notit;", "¬it;"),
        ("&#8364; &#x20ac; &#x80;", "€ € €"),
        ("&unknown; & &#; &", "&unknown; & &#; &"),
        ("&#" + "9" * 6000 + ";", "\ufffd"),
    ],
)
def test_entities_are_decoded(raw: str, decoded: str) -> None:
    assert "".join(piece[0] for piece in text_pieces(raw, 0, len(raw))) == decoded


def test_attributes_keep_the_place_of_their_value() -> None:
    text = 'x<img src=a ALT = "R&amp;D" alt="later" hidden>'
    token = next(token for token in tokenize(text) if token.kind == "start")
    assert attribute(text, token, "alt") == ("R&D", 19, 26)
    assert attribute(text, token, "src") == ("a", 10, 11)
    assert attribute(text, token, "hidden") is not None
    assert attribute(text, token, "title") is None


def test_comment_bodies_lose_their_marks() -> None:
    for text, body in [("<!-- a -->", " a "), ("<!---->", ""), ("<!-- a", " a")]:
        token = next(iter(tokenize(text)))
        assert comment_body(text, token) == body


# Parted by white space; a middle dot stands for a space.
_TAGS = """
<p> </p> <div> </div> <ul> <ol> <li> </li> </ul> <table> <tr> <td> <th·colspan=3> <td·rowspan=2> </td> </tr>
</table> <caption> <thead> </thead> <h1> <h2> </h1> </h3> <code> </code> <pre> </pre> <blockquote>
</blockquote>
<br> <hr> <dl> <dt> <dd> </dl> <img·alt="a·&amp;·b"> <img·alt='·'> <span> </span> <b> </b> <script> </script>
<style> </style> <title> </title> <!-- --> <!--·plainspeak:·off·--> <svg> </svg>
<p·hidden> <section> </section>
<div·style="display:none"> <select> <option> </select> <button> </button>
<textarea> </textarea> <math> </math>
<div·class="reveal"> <aside·class=notes> </aside> <section·data-notes="say·this"> <svg/> < > & &amp; &nbsp;
&copy &#0; &#xad; </br> </p <a·href="x <![CDATA[ ]]> <?x ?> <noscript> </noscript>
"""
_WORDS = ["word", " ", "\n", "\r\n", "two words", "\u00ad", "é", "\u2028", "😀", "\t", "--", "RTO"]
_FRAGMENTS = st.lists(
    st.sampled_from([tag.replace("·", " ") for tag in _TAGS.split()] + _WORDS) | st.text(max_size=4),
    max_size=40,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(_FRAGMENTS)
def test_every_soup_of_tags_keeps_the_promises(text: str) -> None:
    text = text.replace("\0", "").encode("utf-8", "ignore").decode()
    document = read(text)
    tokens = list(tokenize(text))
    assert "".join(text[token.start : token.end] for token in tokens) == text
    for block in document.blocks:
        for start, end in [(0, 1), (len(block.text) - 1, len(block.text)), (0, len(block.text))]:
            first, last = block.to_source(start, end)
            assert 0 <= first < last <= len(text)


# Blocks


def test_blocks_are_what_their_elements_say() -> None:
    page = """<!doctype html><html><head><title>Move to &#8220;One&#8221;
      login</title><style>p {color: red}</style></head><body><header>Acme</header>
      <h1>One <em>login</em></h1><p>First<br>line.<p>Second.
      <dl><dt>SSO<dd>one login</dl><blockquote><p>We like it.</p></blockquote><hr>
      <figure><img src=a alt="A chart"><figcaption>Costs</figcaption></figure>
      <pre>ls -l</pre><button>Buy</button><label>Name</label><select><option>A<option>B</select>
      <footer>The end</footer>"""
    assert shown(page) == [
        ("paragraph", "Acme"),
        ("heading", "One login"),
        ("paragraph", "First line."),
        ("paragraph", "Second."),
        ("definition-term", "SSO"),
        ("definition", "one login"),
        ("paragraph", "We like it."),
        ("alt-text", "A chart"),
        ("caption", "Costs"),
        ("code", "ls -l"),
        ("paragraph", "Buy"),
        ("paragraph", "Name"),
        ("paragraph", "A"),
        ("paragraph", "B"),
        ("paragraph", "The end"),
    ]
    document = read(page)
    assert document.meta == {"title": "Move to “One” login"}
    assert [block.text for block in document.blocks if block.quoted] == ["We like it."]


def test_positions_lead_back_to_the_file() -> None:
    text = '\ufeff<p>We  save\r\n<b>4&nbsp;&euro;</b> a\u00adday <img alt="R&amp;D"></p>'
    document = read(text)
    assert [block.text for block in document.blocks] == ["We save 4 € aday", "R&D"]
    for word, written in [("We save", "We  save"), ("€", "&euro;"), ("aday", "a\u00adday"), ("&", "&amp;")]:
        block = next(block for block in document.blocks if word in block.text)
        start = block.text.index(word)
        assert document.source.text[slice(*block.to_source(start, start + len(word)))] == written


def test_lists_have_levels_even_without_end_tags() -> None:
    page = "<ul><li>a<ol><li>b<li>c</ol>tail<li><p>d<p>e</ul>f"
    assert [(b.kind.value, b.text, b.level) for b in read(page).blocks] == [
        ("list-item", "a", 1),
        ("list-item", "b", 2),
        ("list-item", "c", 2),
        ("list-item", "tail", 1),
        ("list-item", "d", 1),
        ("list-item", "e", 1),
        ("paragraph", "f", 0),
    ]


def test_tables_know_rows_columns_and_headers() -> None:
    page = """<table><caption>Costs</caption><thead><tr><td>Item<td colspan=2>Year</thead>
      <tr><th rowspan=2>Licence<td>1<td>2<tr><td>3<table><tr><td>inner</table></td><td>4</table>"""
    assert cells(page) == [
        ("Item", Cell(1, 1, 1, header=True)),
        ("Year", Cell(1, 1, 2, header=True)),
        ("Licence", Cell(1, 2, 1, header=True)),
        ("1", Cell(1, 2, 2)),
        ("2", Cell(1, 2, 3)),
        ("3", Cell(1, 3, 2)),
        ("inner", Cell(2, 1, 1)),
        ("4", Cell(1, 3, 3)),
    ]
    assert shown(page)[0] == ("caption", "Costs")


def test_layout_tables_are_no_tables() -> None:
    page = '<table role="presentation"><tr><td><h2>News</h2>We moved.</table>'
    assert shown(page) == [("heading", "News"), ("paragraph", "We moved.")]


def test_what_is_no_prose_is_masked() -> None:
    (block,) = read(
        "<p>Run <code>rm  -r</code> or <kbd>Ctrl</kbd>: <math><mi>x</mi></math>, it's fine</p>"
    ).blocks
    assert masked(block) == [("rm -r", "code"), ("Ctrl", "code"), ("x", "formula")]
    assert "it's fine" in block.prose


def test_a_mask_ends_with_its_block() -> None:
    blocks = read("<p>Use <code>one<p>and two").blocks
    assert [masked(block) for block in blocks] == [[("one", "code")], []]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>GONE</p>",
        "<p hidden>GONE<div>",
        '<span style="color:red;display: none">GONE</span>',
        "<template><p>GONE</p></template>",
        "<svg><title>GONE</title><path d=x /><svg/></svg>",
        "<noscript>GONE</noscript>",
        "<script>GONE</script>",
        "<ul><li hidden>GONE<ul><li>GONE</ul><li></ul>",
        "<table><tr><td hidden>GONE<td></table>",
        "<div><video>GONE</div>",
        "<!-- GONE -->",
        "<?GONE?>",
    ],
)
def test_what_a_browser_hides_is_not_read(hidden: str) -> None:
    text = " ".join(text for _, text in shown(f"<p>before</p>{hidden}<p>after</p>"))
    assert text == "before after"


def test_an_image_inside_a_sentence_does_not_cut_it() -> None:
    assert shown("<p>We save <img alt='a coin'> money.</p><p>Next</p>") == [
        ("paragraph", "We save money."),
        ("alt-text", "a coin"),
        ("paragraph", "Next"),
    ]


def test_comments_speak_to_plainspeak() -> None:
    document = read("<p>a</p><!-- plainspeak: ignore jargon/wordy -- quoted --><p>b</p><!-- other -->")
    (directive,) = document.directives
    assert directive.text == "ignore jargon/wordy -- quoted"
    assert document.source.text[directive.start : directive.end].startswith("<!-- plainspeak")


def test_meta_elements_stand_for_front_matter() -> None:
    page = '<meta name="plainspeak:kind" content="proposal"><meta name="plainspeak:ignore" content="a/b, c">'
    assert read(page).meta["plainspeak"] == {"kind": "proposal", "ignore": ["a/b", "c"]}


def test_xhtml_closes_empty_elements() -> None:
    page = '<?xml version="1.0"?><html><head><title/><script src="x"/></head><body><div/>a<p/>b</body></html>'
    assert [block.text for block in read(page, "plan.xhtml").blocks] == ["a", "b"]


@pytest.mark.parametrize(
    ("head", "encoding", "read_as"),
    [
        ("<meta charset='iso-8859-2'>", "iso-8859-2", "iso-8859-2"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "windows-1251", "windows-1251"),
        ("<meta charset='iso-8859-2'>", "utf-8", "utf-8"),
        ("<meta charset='latin1'>", "windows-1252", "windows-1252"),
        ("<meta charset='unicode_escape'>", "windows-1252", "windows-1252"),
    ],
)
def test_a_page_may_name_its_encoding(head: str, encoding: str, read_as: str) -> None:
    word = "жизнь" if encoding == "windows-1251" else "één" if encoding == "windows-1252" else "łódź"
    document = read_document(f"{head}<p>{word}</p>".encode(encoding), "a.html")
    assert document.blocks[-1].text == word
    assert document.source.encoding == read_as


# Decks

DECK = """<div class="reveal"><div class="slides">
<section><h2>One login saves money</h2><p>Four weeks.</p><aside class="notes">Smile
<ul><li>wait</ul></aside></section>
<section><section><h2>Costs</h2><h3>Details</h3></section>
<section data-notes="Say &quot;thanks&quot;"></section></section>
<section data-visibility="hidden"><h2>Spare</h2></section>
<section><ul><li>Decide</ul></section></div></div>"""


def test_a_reveal_deck_has_slides_titles_and_notes() -> None:
    document = read(DECK)
    assert document.slides == 4
    assert [(block.kind.value, block.text, block.slide) for block in document.blocks] == [
        ("slide-title", "One login saves money", 1),
        ("paragraph", "Four weeks.", 1),
        ("speaker-note", "Smile", 1),
        ("speaker-note", "wait", 1),
        ("slide-title", "Costs", 2),
        ("heading", "Details", 2),
        ("speaker-note", 'Say "thanks"', 3),
        ("list-item", "Decide", 4),
    ]


def test_sections_of_a_page_are_no_slides() -> None:
    document = read("<section><h2>Plan</h2><aside class=notes>Aside</aside></section>")
    assert document.slides == 0
    assert shown(document.source.text) == [("heading", "Plan"), ("paragraph", "Aside")]


# No word lost, with lxml as the judge

PAGES = [
    """<html><head><title>x</title></head><body><div id=top><h1>Quarterly <span>report</h1>
    <p>Sales <b>rose <i>by</b> 4&nbsp;%</i> &mdash; see <a href="/x">the page</a>.</p>
    <table border=1><tr><th>Region<th>Sum<tr><td>North<td>12<tr><td>South<td><p>8<p>estimated</table>
    <ul><li>One<li>Two <ul><li>Two a</ul><li>Three</ul></div><p>Tail""",
    """<body><center><font size=2>Welcome!<p>Read <tt>me</tt> first<hr>Then<br>call<dl><dt>Who<dd>Ann<dt>When
    <dd>Monday</dl></font></center><form><input type=text value=no>
    <select><option>Yes<option selected>No</select>
    <textarea>Your words</textarea><button type=submit>Send</button></form></div></div></p>Late""",
    """<div><p>Open <code>a &lt; b</code> and <kbd>F1</kbd><div>inside <em>and</p> out</em></div><pre>x
     y</pre><blockquote>Said <q>so</q><blockquote>Deep</blockquote></blockquote>
     2 < 3 &amp; 4 > 1 &unknown; R&D</div>""",
    """<h1>a<h2>b</h3>c<h4>d</h4><address>e</address>f<article><header>g</header>
    <nav><a>h</a> <a>i</a></nav></article>
    <details><summary>j</summary>k</details><p>l<table><caption>m</caption><tbody><tr><td>n</tbody></table>o""",
]


def judge(page: str) -> str:
    root = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(remove_comments=True))
    for element in list(root.iter()):
        if element.tag in UNSEEN | {"title"}:
            element.drop_tree()
    return re.sub(r"\s+", "", root.text_content())


@pytest.mark.parametrize("page", PAGES)
def test_no_visible_character_is_lost_on_messy_pages(page: str) -> None:
    ours = "".join(block.text for block in read(page).blocks if block.kind is not BlockKind.ALT_TEXT)
    assert re.sub(r"\s+", "", ours) == judge(page)


# Hostile files


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<a <a " * 50_000, ""),
        ("<!--" * 40_000, ""),
        ("<![" * 40_000, ""),
        ('<a b="' * 40_001, ""),
        ("<" * 200_000, "<" * 200_000),
        ("&copy" * 40_000, "©" * 40_000),
        ("<title></titl" * 20_000, ""),
        ("<svg>" * 40_000, ""),
        ("<p>" * 40_000, ""),
        ("<td>x\n" * 20_000, "x" * 20_000),
        ("<div>\n" * 5_000 + "</span></article></td>\n" * 20_000, ""),
        ("<table>" + "<tr><td rowspan=60000 colspan=900>x\n" * 8_000, "x" * 8_000),
    ],
    ids=lambda text: text[:12],
)
def test_of_hostile_pages_all_that_can_be_seen_is_read(text: str, seen: str) -> None:
    first, *rest = read("<p>Costs fall.</p>\n" + text).blocks
    assert first.text == "Costs fall."
    assert "".join(block.text for block in rest) == seen


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<div>\n" * 100_000, "nested more than 10,000 deep"),
        ("<table><tr>" + "<td>x\n" * 5_000, "more than 500 columns"),
        ("<table><tr>" * 50 + "x<td>" + "<ul><li>\n" * 60_000, "nested"),
    ],
    ids=["depth", "columns", "lists"],
)
def test_what_costs_too_much_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read(text)
    assert message in str(raised.value)
    assert re.match(r"plan\.html:\d+:\d+: [^\n]+\Z", str(raised.value))
