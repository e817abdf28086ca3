"""Hostile Word and PowerPoint files."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from hostile_cases import DEEP, EXTERNAL, LAUGHS, READ, REFUSED, case, data

if TYPE_CHECKING:
    from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
TYPES = f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def relationships(**targets: str) -> str:
    """Give a relationships part; `rId1="officeDocument word/document.xml"`."""
    links = "".join(
        f'<Relationship Id="{name}" Type="{R}/{what.split()[0]}" Target="{what.split()[1]}"/>'
        for name, what in targets.items()
    )
    return (
        f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{links}</Relationships>"
    )


def archive(parts: dict[str, str | bytes]) -> bytes:
    """Pack parts into a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def word(document: str | bytes, **more: str | bytes) -> bytes:
    """Pack a Word document around its main part; `more` are other parts of the folder `word`."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships(rId1="officeDocument word/document.xml"),
        "word/document.xml": document,
    }
    parts.update({f"word/{name}.xml": content for name, content in more.items()})
    if more:
        links = {f"rId{number}": f"{name} {name}.xml" for number, name in enumerate(more, 1)}
        parts["word/_rels/document.xml.rels"] = relationships(**links)
    return archive(parts)


def body(content: str, prolog: str = "") -> str:
    """Give the main part of a Word document."""
    return f'{DECLARATION}{prolog}<w:document xmlns:w="{W}"><w:body>{content}</w:body></w:document>'


def paragraph(text: str) -> str:
    """Give a paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def deck(slide: str, times: int = 1) -> bytes:
    """Pack a deck of one slide, listed so many times."""
    entries = "".join(f'<p:sldId id="{256 + number}" r:id="rId1"/>' for number in range(times))
    main = f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>{entries}</p:sldIdLst></p:presentation>'
    tree = f"<p:cSld><p:spTree>{slide}</p:spTree></p:cSld>"
    return archive(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relationships(rId1="officeDocument ppt/presentation.xml"),
            "ppt/presentation.xml": f"{DECLARATION}{main}",
            "ppt/_rels/presentation.xml.rels": relationships(rId1="slide slides/slide1.xml"),
            "ppt/slides/slide1.xml": f'{DECLARATION}<p:sld xmlns:p="{P}" xmlns:a="{A}">{tree}</p:sld>',
        }
    )


def _shape(text: str) -> str:
    return f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def _bomb(path: Path, before: bytes, block: bytes, times: int, after: bytes) -> None:
    """Write a Word document whose main part is one block over and over, without ever holding it whole."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", relationships(rId1="officeDocument word/document.xml"))
        with packed.open("word/document.xml", "w") as part:
            part.write(before)
            for _ in range(times):
                part.write(block)
            part.write(after)


_START, _END = (half.encode() for half in body("|").split("|"))


@case("bomb-one-node.docx", REFUSED, "limit")
def _one_node(path: Path) -> None:
    _bomb(path, _START + b"<w:p><w:r><w:t>", b"a" * 1_000_000, 600, b"</w:t></w:r></w:p>" + _END)


@case("bomb-paragraphs.docx", REFUSED, "limit")
def _three_million_paragraphs(path: Path) -> None:
    _bomb(path, _START, b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 3_000, 1_000, _END)


@case("bomb-tags.docx", REFUSED, "limit", "tags")
def _many_tags(path: Path) -> None:
    # Changing attributes keep the ratio low, so that only the number of tags gives it away.
    noise = "".join(f'<w:p w:x="{(number * 2654435761) % 2**32:08x}"/>' for number in range(20_000))
    _bomb(path, _START, noise.encode(), 110, _END)


@case("many-parts.docx", REFUSED, "parts")
def _many_parts(path: Path) -> None:
    parts: dict[str, str | bytes] = {f"word/media/{number}.png": b"" for number in range(6_000)}
    path.write_bytes(archive({"_rels/.rels": "", "word/document.xml": body(""), **parts}))


@case("directory-bomb.docx", REFUSED, "parts")
def _directory_bomb(path: Path) -> None:
    whole = archive({"a": b""})
    start, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    entry, count = whole[start:end], 150_000
    directory = entry * count
    tail = whole[end : end + 12] + len(directory).to_bytes(4, "little") + whole[end + 16 :]
    path.write_bytes(whole[:start] + directory + tail)


data("billion-laughs.docx", REFUSED, word(body(paragraph("&l9;"), LAUGHS)), "DTD")
data("billion-laughs-styles.docx", REFUSED, word(body(""), styles=body("&l9;", LAUGHS)), "DTD")
data("dtd.docx", REFUSED, word(body("", '<!DOCTYPE x SYSTEM "https://example.org/x.dtd">')), "DTD")
data(
    "dtd-utf-16.docx",
    REFUSED,
    word(body("", LAUGHS).replace("UTF-8", "UTF-16").encode("utf-16")),
    "DTD",
)
data(
    "dtd-utf-7.docx",
    REFUSED,
    word(
        body("")
        .replace("UTF-8", "UTF-7")
        .replace("<w:document", "+ADwAIQ-DOCTYPE x+AD4-<w:document")
        .encode()
    ),
)


@case("external-entity.docx", REFUSED, "DTD")
def _external_entity(path: Path) -> None:
    secret = path.with_name("secret.txt").resolve().as_uri()
    path.write_bytes(word(body(paragraph("&s;"), EXTERNAL.format(secret))))


@case("outside-target.docx", READ)
def _outside_target(path: Path) -> None:
    links = relationships(
        rId1="header ../../../../../../../../../..//etc/passwd", rId2="styles file:///etc/passwd"
    )
    header = f'<w:sectPr><w:headerReference xmlns:r="{R}" w:type="default" r:id="rId1"/></w:sectPr>'
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relationships(rId1="officeDocument word/document.xml"),
        "word/document.xml": body(paragraph("We ask for a decision.") + header),
        "word/_rels/document.xml.rels": links,
    }
    path.write_bytes(archive(parts))


data("deep.docx", REFUSED, word(body("<w:p>" * DEEP + "</w:p>" * DEEP)), "XML", "deep")
data(
    "deep-utf-16.docx", REFUSED, word(body("<w:p>" * DEEP + "</w:p>" * DEEP).encode("utf-16")), "XML", "deep"
)
data(
    "deep-runs.docx",
    REFUSED,
    word(body("<w:p>" + "<w:ins>" * 200 + "<w:r><w:t>a</w:t></w:r>" + "</w:ins>" * 200 + "</w:p>")),
    "deep",
)
_TABLE = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
data(
    "deep-tables.docx", REFUSED, word(body(_TABLE[0] * 400 + paragraph("a") + _TABLE[1] * 400)), "XML", "deep"
)
data("nested-tables.docx", READ, word(body(_TABLE[0] * 50 + paragraph("a") + _TABLE[1] * 50)))
data(
    "wide-table.docx",
    REFUSED,
    word(body("<w:tbl><w:tr>" + f"<w:tc>{paragraph('a')}</w:tc>" * 5_000 + "</w:tr></w:tbl>")),
    "columns",
)
data(
    "huge-span.docx",
    READ,
    word(
        body(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999999999999999"/></w:tcPr>'
            f"{paragraph('a')}</w:tc></w:tr></w:tbl>"
        )
    ),
)
data(
    "style-circle.docx",
    READ,
    word(
        body(f'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>{paragraph("a")[5:]}'),
        styles=f'{DECLARATION}<w:styles xmlns:w="{W}">'
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>',
    ),
)
data(
    "open-field.docx",
    READ,
    word(
        body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + paragraph("We ask for a decision."))
    ),
)
GOOD = word(body(paragraph("We ask for a decision.")))
data("truncated.docx", REFUSED, GOOD[: len(GOOD) // 2], "damaged", "cut off")
data("empty.docx", REFUSED, b"", "empty")
data("text.docx", REFUSED, b"We ask for a decision.\n", "not a Word document")
data("old.docx", REFUSED, bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000), "password")
data(
    "locked.docx",
    REFUSED,
    bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1_000) + "EncryptedPackage".encode("utf-16-le") + bytes(1_000),
    "password",
)
_WORKBOOK = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": relationships(rId1="officeDocument xl/workbook.xml"),
    "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{X}"><sheets/></workbook>',
}
data("workbook.docx", REFUSED, archive({**_WORKBOOK}), "Excel")
data("document.pptx", REFUSED, GOOD, ".docx")
data("deck.docx", REFUSED, deck(_shape("a")), ".pptx")
data("zip.docx", REFUSED, archive({"notes.txt": b"hello"}), "zip archive")
data("open-document.docx", REFUSED, archive({"mimetype": "x", "content.xml": "<x/>"}), "OpenDocument")
data(
    "no-main-part.docx",
    REFUSED,
    archive({"_rels/.rels": relationships(rId1="officeDocument x.xml")}),
    "missing",
)
data("broken-xml.docx", REFUSED, word(body("<w:p>")), "XML")
data("not-xml.docx", REFUSED, word(b"\x00\x01\x02\x03"), "XML")


@case("bad-crc.docx", REFUSED, "damaged")
def _bad_crc(path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("_rels/.rels", relationships(rId1="officeDocument word/document.xml"))
        packed.writestr("word/document.xml", body(paragraph("We ask for a decision.")))
    path.write_bytes(out.getvalue().replace(b"decision", b"derision"))


@case("lying-size.docx", REFUSED, "damaged", "limit")
def _lying_size(path: Path) -> None:
    size = 40_000_000
    whole = word(body(f"<w:p><w:r><w:t>{'a' * size}</w:t></w:r></w:p>"))
    true = (len(body("<w:p><w:r><w:t></w:t></w:r></w:p>")) + size).to_bytes(4, "little")
    path.write_bytes(whole.replace(true, (1_000).to_bytes(4, "little")))


@case("locked-parts.docx", REFUSED, "password")
def _locked_parts(path: Path) -> None:
    data = bytearray(GOOD)
    position = data.find(b"PK\x01\x02")
    while position != -1:
        data[position + 8] |= 1
        position = data.find(b"PK\x01\x02", position + 4)
    path.write_bytes(bytes(data))


@case("twice.docx", REFUSED, "two parts")
def _same_name_twice(path: Path) -> None:
    data = archive({"word/document.xml": body(""), "word/documenT.xml": body(paragraph("other"))})
    path.write_bytes(data)


data(
    "wide-table.pptx",
    REFUSED,
    deck(f"<p:graphicFrame><a:tbl><a:tr>{'<a:tc/>' * 5_000}</a:tr></a:tbl></p:graphicFrame>"),
    "columns",
)
data("deep-groups.pptx", REFUSED, deck("<p:grpSp>" * 150 + _shape("a") + "</p:grpSp>" * 150), "deep")
data("same-slide-again.pptx", READ, deck(_shape("We ask for a decision."), 50_000))
data("truncated.pptx", REFUSED, deck(_shape("a"))[:400], "damaged", "cut off")
data("text.pptx", REFUSED, b"We ask for a decision.\n", "not a PowerPoint deck")
