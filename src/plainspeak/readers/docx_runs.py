"""The words of one Word paragraph as shown: insertions in; deletions, hidden text and field codes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plainspeak.readers.ooxml import chosen, qname, switched_on
from plainspeak.readers.ooxml_graphics import math_text
from plainspeak.readers.ooxml_text import MONOSPACE, NOTE_MARK, symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from lxml.etree import _Element as Element

    from plainspeak.readers.docx_styles import Styles
    from plainspeak.readers.ooxml import Package
    from plainspeak.readers.ooxml_text import Run

BOX = qname("w:txbxContent")
_VAL = qname("w:val")
_ID = qname("w:id")
_T = qname("w:t")
_R = qname("w:r")
_RPR = qname("w:rPr")
_VANISH = qname("w:vanish")
_BOLD = qname("w:b")
_RAISED = qname("w:vertAlign")
_FONTS = qname("w:rFonts")
_ASCII = qname("w:ascii")
_RSTYLE = qname("w:rStyle")
_FLD_TYPE = qname("w:fldCharType")
_ALTERNATE = qname("mc:AlternateContent")
_CONTAINERS = frozenset(
    qname(f"w:{name}")
    for name in (
        *("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo"),
        *("fldSimple", "ruby", "rubyBase"),
    )
)
_LITERALS: Mapping[object, str] = {
    qname("w:tab"): "\t",
    qname("w:ptab"): "\t",
    qname("w:br"): " ",
    qname("w:cr"): " ",
    qname("w:noBreakHyphen"): "-",
}
_DRAWN = frozenset(
    {
        qname("wp:docPr"),
        qname("c:chart"),
        qname("cx:chart"),
        qname("dgm:relIds"),
        "{urn:schemas-microsoft-com:vml}shape",
    }
)


@dataclass(slots=True)
class Words:
    """What one paragraph holds, in reading order.

    Attributes:
        runs: Its text with masks.
        length: Length of that text.
        bold: Whether all of it is bold.
        drawings: Text boxes, charts, diagrams and the properties of drawings.
        notes: Footnotes and endnotes that it refers to: kind of note and id.
        marks: Where comments begin and end: id, whether it begins, offset in the text.
        spots: Where the text of each `w:t` begins in the text, and the element.
    """

    runs: list[Run] = field(default_factory=list)
    length: int = 0
    bold: bool = True
    drawings: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    marks: list[tuple[str, bool, int]] = field(default_factory=list)
    spots: list[tuple[int, Element]] = field(default_factory=list)

    @property
    def is_code(self) -> bool:
        """Whether it is code from end to end."""
        marks = {mask for text, mask in self.runs if not text.isspace()}
        return marks == {"code"}

    def append(self, other: Words) -> None:
        """Join a second paragraph to this one."""
        self.marks.extend((name, begins, self.length + at) for name, begins, at in other.marks)
        self.spots.extend((self.length + at, element) for at, element in other.spots)
        self.runs.extend(other.runs)
        self.drawings.extend(other.drawings)
        self.notes.extend(other.notes)
        self.length += other.length
        self.bold = self.bold and other.bold


@dataclass(slots=True)
class _Field:
    code: list[str] = field(default_factory=list)
    in_code: bool = True


class WordsReader:
    """Reads the paragraphs of one story; fields can span several of them."""

    def __init__(
        self, package: Package, styles: Styles, comments: AbstractSet[str], *, fonts_mark_code: bool
    ) -> None:
        self._package = package
        self._styles = styles
        self._comments = comments
        self._fonts_mark_code = fonts_mark_code
        self._fields: list[_Field] = []
        self._mask = ""
        self._hidden = False
        self._bold = False
        self._words = Words()
        self._handlers: Mapping[object, Callable[[Element], None]] = {
            qname("w:sym"): self._symbol,
            qname("w:fldChar"): self._field_character,
            qname("w:instrText"): self._field_code,
            qname("m:oMath"): self._formula,
            qname("m:oMathPara"): self._formula,
            qname("w:drawing"): self._drawing,
            qname("w:pict"): self._drawing,
            qname("w:object"): self._drawing,
            qname("w:footnoteReference"): self._note,
            qname("w:endnoteReference"): self._note,
            qname("w:commentRangeStart"): self._comment_mark,
            qname("w:commentRangeEnd"): self._comment_mark,
            qname("w:commentReference"): self._comment_mark,
        }

    @property
    def in_contents(self) -> bool:
        """Whether the field that is open here makes a table of contents."""
        return any("".join(opened.code).split()[:1] == ["TOC"] for opened in self._fields)

    def read(self, paragraph: Element, *, hidden: bool) -> Words:
        """Give the words of a paragraph; `hidden` says that its style hides what no run shows again."""
        self._words = Words()
        self._hidden = hidden
        self._walk(paragraph, 0)
        for opened in self._fields:
            # A field that never gets to its result must not swallow the rest of the document.
            opened.in_code = False
        return self._words

    def _walk(self, parent: Element, depth: int) -> None:
        if depth > self._package.limits.nesting:
            raise self._package.fail(f"nested more than {self._package.limits.nesting} levels deep")
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, depth)
            elif tag == _T:
                self._text(child)
            elif tag in _LITERALS:
                self._add(_LITERALS[tag])
            elif tag in _CONTAINERS:
                self._walk(child, depth + 1)
            elif tag == _ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._walk(branch, depth + 1)
            else:
                handler = self._handlers.get(tag)
                if handler is not None:
                    handler(child)

    def _run(self, run: Element, depth: int) -> None:
        properties = run.find(_RPR)
        if properties is None:
            self._walk(run, depth + 1)
            return
        outer = self._mask, self._hidden, self._bold
        named, vanish, bold = (properties.find(tag) for tag in (_RSTYLE, _VANISH, _BOLD))
        if named is not None:
            style = self._styles.run(named.get(_VAL) or "")
            self._hidden = self._hidden or style.hidden
            self._mask = "code" if style.code else self._mask
        if vanish is not None:
            self._hidden = switched_on(vanish)
        if self._fonts_mark_code and _is_monospaced(properties):
            self._mask = "code"
        raised = properties.find(_RAISED)
        if raised is not None and raised.get(_VAL) == "superscript":
            self._mask = self._mask or NOTE_MARK
        self._bold = switched_on(bold) if bold is not None else self._bold
        self._walk(run, depth + 1)
        self._mask, self._hidden, self._bold = outer

    def _add(self, text: str, mask: str = "") -> None:
        if text and not self._hidden and not any(opened.in_code for opened in self._fields):
            self._words.runs.append((text, mask or self._mask))
            self._words.length += len(text)
            if not self._bold and not text.isspace():
                self._words.bold = False

    def _text(self, element: Element) -> None:
        start = self._words.length
        self._add(element.text or "")
        if self._words.length > start:
            self._words.spots.append((start, element))

    def _symbol(self, element: Element) -> None:
        code = element.get(qname("w:char")) or ""
        try:
            number = int(code, 16)
        except ValueError:
            return
        self._add(symbol(element.get(qname("w:font")) or "", number))

    def _field_character(self, element: Element) -> None:
        kind = element.get(_FLD_TYPE)
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].in_code = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _field_code(self, element: Element) -> None:
        if self._fields:
            self._fields[-1].code.append(element.text or "")

    def _formula(self, element: Element) -> None:
        self._add(math_text(element), "formula")

    def _drawing(self, element: Element) -> None:
        if not self._hidden:
            self._words.drawings.extend(_drawn(element))

    def _note(self, element: Element) -> None:
        if not self._hidden:
            kind = "footnote" if element.tag == qname("w:footnoteReference") else "endnote"
            self._words.notes.append((kind, element.get(_ID) or ""))

    def _comment_mark(self, element: Element) -> None:
        name = element.get(_ID) or ""
        if name in self._comments:
            begins = element.tag == qname("w:commentRangeStart")
            self._words.marks.append((name, begins, self._words.length))


def _is_monospaced(properties: Element) -> bool:
    fonts = properties.find(_FONTS)
    return fonts is not None and MONOSPACE.search(fonts.get(_ASCII) or "") is not None


def fonts_mark_code(root: Element) -> bool:
    """Tell whether type of one width stands out: most of the text is set in other type."""
    runs = sum(1 for _ in root.iter(_R))
    return sum(1 for properties in root.iter(_RPR) if _is_monospaced(properties)) * 10 < runs * 9


def _drawn(drawing: Element) -> Iterator[Element]:
    """Give what a drawing shows, in file order, without looking into its text boxes."""
    stack = [drawing]
    while stack:
        element = stack.pop()
        if element.tag == BOX:
            yield element
            continue
        if element.tag in _DRAWN:
            yield element
        if element.tag == _ALTERNATE:
            branch = chosen(element)
            stack.extend([branch] if branch is not None else [])
        else:
            stack.extend(reversed(element))
