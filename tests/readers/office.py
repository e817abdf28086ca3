"""Small Word and PowerPoint files made of raw parts, for what python-docx and python-pptx can't write."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from plainspeak.document import check_document
from plainspeak.readers import read_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plainspeak.document import Block, Document
    from plainspeak.source import Limits

TRANSITIONAL = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in TRANSITIONAL.items())


def element(tag: str, content: str) -> str:
    """Give a whole part around its content."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{tag} {_DECLARED}>{content}</{tag}>'


def links(targets: Mapping[str, tuple[str, str]]) -> str:
    """Give a relationships part from id to kind and target."""
    found = "".join(
        f'<Relationship Id="{name}" Type="{TRANSITIONAL["r"]}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'


def pack(parts: Mapping[str, str]) -> bytes:
    """Zip the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def word_bytes(body: str, parts: Mapping[str, str] | None = None, **linked: str) -> bytes:
    """Pack a Word document; `linked` parts are called by their kind of link (`header_2` is a header too)."""
    found = {
        "_rels/.rels": links({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": element("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": links(
            {name: (name.partition("_")[0], f"{name}.xml") for name in linked}
        ),
    }
    found.update({f"word/{name}.xml": content for name, content in linked.items()})
    return pack({**found, **(parts or {})})


def read_word(body: str, parts: Mapping[str, str] | None = None, **linked: str) -> Document:
    """Read a Word document made of raw parts."""
    return checked(word_bytes(body, parts, **linked), "paper.docx")


def read_deck(
    *slides: str, parts: Mapping[str, str] | None = None, linked: Mapping[str, tuple[str, str]] | None = None
) -> Document:
    """Read a deck of raw slides; `linked` are links of the first slide, `parts` more parts of the file."""
    ids = "".join(f'<p:sldId id="{255 + number}" r:id="s{number}"/>' for number in range(1, len(slides) + 1))
    found = {
        "_rels/.rels": links({"rId1": ("officeDocument", "ppt/presentation.xml")}),
        "ppt/presentation.xml": element("p:presentation", f"<p:sldIdLst>{ids}</p:sldIdLst>"),
        "ppt/_rels/presentation.xml.rels": links(
            {f"s{number}": ("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)}
        ),
        "ppt/slides/_rels/slide1.xml.rels": links(linked or {}),
    }
    for number, slide in enumerate(slides, 1):
        content = f"<p:cSld><p:spTree>{slide}</p:spTree></p:cSld>"
        found[f"ppt/slides/slide{number}.xml"] = element("p:sld", content)
    return checked(pack({**found, **(parts or {})}), "deck.pptx")


def checked(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """Read a document and hold the reader to its promises."""
    document = read_document(data, name, limits)
    check_document(document)
    return document


def shown(document: Document) -> list[tuple[str, str]]:
    """Give kind and text of every block."""
    return [(str(block.kind), block.text) for block in document.blocks]


def texts(document: Document) -> list[str]:
    """Give the text of every block."""
    return [block.text for block in document.blocks]


def find(document: Document, text: str) -> Block:
    """Give the one block that holds a text."""
    found = [block for block in document.blocks if text in block.text]
    assert len(found) == 1, (text, texts(document))
    return found[0]


TAB = "<w:r><w:tab/></w:r>"
DRAWING = "<w:r><w:drawing><wp:inline>{}</wp:inline></w:drawing></w:r>"


def run(text: str, properties: str = "") -> str:
    """Give a run of a Word document; its properties are the content of `w:rPr`."""
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{wrapped}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(content: str, properties: str = "") -> str:
    """Give a paragraph of a Word document; its properties are the content of `w:pPr`."""
    wrapped = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{wrapped}{content}</w:p>"


def styled(name: str, text: str) -> str:
    """Give a paragraph of a style."""
    return para(run(text), f'<w:pStyle w:val="{name}"/>')


def style(identifier: str, name: str, more: str = "", kind: str = "paragraph") -> str:
    """Give a style."""
    return f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>{more}</w:style>'


def field(code: str, result: str) -> str:
    """Give a field: its code and the result that is shown."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
