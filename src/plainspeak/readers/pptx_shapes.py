"""The shapes of a slide: which are shown, in which order, which are titles, bullets or footers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.readers.ooxml import chosen, qname

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from plainspeak.readers.ooxml import Package

GRAPHIC_FRAME = qname("p:graphicFrame")
_SP = qname("p:sp")
_GROUP = qname("p:grpSp")
_LEAVES = frozenset({_SP, GRAPHIC_FRAME, qname("p:pic"), qname("p:cxnSp")})
_ALTERNATE = qname("mc:AlternateContent")
_OWN_PROPERTIES = frozenset(
    qname(f"p:{name}") for name in ("nvSpPr", "nvGraphicFramePr", "nvPicPr", "nvCxnSpPr", "nvGrpSpPr")
)
_CNVPR = qname("p:cNvPr")
_PH = f"{qname('p:nvPr')}/{qname('p:ph')}"
_TXBODY = qname("p:txBody")
_BULLETS = frozenset({qname("a:buChar"), qname("a:buAutoNum"), qname("a:buBlip")})
_NO_BULLET = qname("a:buNone")


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of a slide.

    Attributes:
        element: Its element.
        name: The name that PowerPoint's selection pane shows.
        properties: Its `p:cNvPr`, with the alt text.
        placeholder: Type of placeholder: `title`, `body`, `ftr`…; `obj` where it is not said; empty for
            a shape that is no placeholder.
        index: Which placeholder of the layout it fills.
    """

    element: Element
    name: str
    properties: Element | None
    placeholder: str
    index: str

    @property
    def is_title(self) -> bool:
        """Whether it is the slide's title."""
        return self.placeholder in {"title", "ctrTitle"}

    @property
    def text_body(self) -> Element | None:
        """What holds its paragraphs."""
        return self.element.find(_TXBODY)


def shapes(tree: Element, package: Package, depth: int = 0) -> Iterator[Shape]:
    """Give every shape that is shown, groups unpacked, in file order.

    Raises:
        UnreadableFileError: Groups are nested deeper than the limits allow.
    """
    if depth > package.limits.nesting:
        raise package.fail(f"groups nested more than {package.limits.nesting} levels deep")
    for child in tree:
        if child.tag == _ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from shapes(branch, package, depth + 1)
        elif child.tag == _GROUP:
            group = _shape(child)
            if not _is_hidden(group):
                yield group
                yield from shapes(child, package, depth + 1)
        elif child.tag in _LEAVES:
            shape = _shape(child)
            if not _is_hidden(shape):
                yield shape


def _is_hidden(shape: Shape) -> bool:
    return shape.properties is not None and shape.properties.get("hidden") in {"1", "true"}


def _shape(element: Element) -> Shape:
    own = next((child for child in element if child.tag in _OWN_PROPERTIES), None)
    properties = own.find(_CNVPR) if own is not None else None
    placeholder = own.find(_PH) if own is not None else None
    name = (properties.get("name") or "") if properties is not None else ""
    if placeholder is None:
        return Shape(element, name, properties, "", "")
    return Shape(element, name, properties, placeholder.get("type", "obj"), placeholder.get("idx", "0"))


class Layouts:
    """Which levels of which placeholders have bullets, as the slide layouts say."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._known: dict[str, dict[str, Element]] = {}

    def style(self, layout: str, index: str) -> Element | None:
        """Give the text body of the layout's placeholder that a slide's placeholder fills."""
        bodies = self._known.get(layout)
        if bodies is None:
            bodies = self._known[layout] = {}
            root = self._package.xml(layout) if self._package.has(layout) else None
            tree = root.find(f"{qname('p:cSld')}/{qname('p:spTree')}") if root is not None else None
            for shape in shapes(tree, self._package) if tree is not None else ():
                body = shape.text_body
                if shape.placeholder and body is not None:
                    bodies.setdefault(shape.index, body)
        return bodies.get(index)


def bullet_level(paragraph: Element, bodies: tuple[Element | None, ...], *, usual: bool) -> int:
    """Give the level from 1 of a bulleted paragraph, or 0 for one without a bullet.

    Args:
        paragraph: The paragraph.
        bodies: The text bodies whose list styles count, nearest first.
        usual: Whether there is a bullet where nobody says anything.
    """
    properties = paragraph.find(qname("a:pPr"))
    level = (properties.get("lvl") or "0") if properties is not None else "0"
    depth = int(level) + 1 if level in set("012345678") else 1
    bulleted = _says_bullet(properties)
    for body in bodies:
        if bulleted is None and body is not None:
            bulleted = _says_bullet(body.find(f"{qname('a:lstStyle')}/{qname(f'a:lvl{depth}pPr')}"))
    return depth if (usual if bulleted is None else bulleted) else 0


def _says_bullet(properties: Element | None) -> bool | None:
    for child in properties if properties is not None else ():
        if child.tag in _BULLETS:
            return True
        if child.tag == _NO_BULLET:
            return False
    return None
