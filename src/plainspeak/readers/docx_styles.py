"""What the styles of a Word document say about a paragraph or a run: heading, list, caption, code, hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind
from plainspeak.readers.ooxml import qname, switched_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

_VAL = qname("w:val")
_TYPE = qname("w:type")
_STYLE_ID = qname("w:styleId")
_DEFAULT = qname("w:default")
_STYLE = qname("w:style")
_NAME = qname("w:name")
_BASED_ON = qname("w:basedOn")
_PPR = qname("w:pPr")
_RPR = qname("w:rPr")
_OUTLINE = qname("w:outlineLvl")
_NUMBERING = qname("w:numPr")
_NUMBERING_ID = qname("w:numId")
_NUMBERING_LEVEL = qname("w:ilvl")
_VANISH = qname("w:vanish")

_HEADING_NAME = re.compile(r"heading ?([1-9])")
_CONTENTS_NAME = re.compile(
    r"(?:toc|contents) ?([1-9])|table of figures|table of authorities|figure index ?1"
)
_LEVEL_NAME = re.compile(r"list (?:bullet|number|continue)? ?([2-9])")
# Names that Word, LibreOffice and pandoc give these styles; Word keeps them in English in every language.
_KINDS: Mapping[str, BlockKind] = {
    "title": BlockKind.HEADING,
    "toc heading": BlockKind.HEADING,
    "subtitle": BlockKind.PARAGRAPH,
    "caption": BlockKind.CAPTION,
    "image caption": BlockKind.CAPTION,
    "table caption": BlockKind.CAPTION,
    "definition term": BlockKind.DEFINITION_TERM,
    "definition": BlockKind.DEFINITION,
    "code": BlockKind.CODE,
    "code block": BlockKind.CODE,
    "source code": BlockKind.CODE,
    "html preformatted": BlockKind.CODE,
    "preformatted text": BlockKind.CODE,
    "macro": BlockKind.CODE,
}
_QUOTE_NAMES = frozenset({"quote", "intense quote", "block text", "block quotation", "quotations"})
_CODE_RUN_NAMES = frozenset(
    {"code", "code char", "inline code", "source text", "verbatim char"}
    | {"html code", "html sample", "html typewriter", "html keyboard", "html preformatted char"}
)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph is by its style.

    Attributes:
        kind: Its kind; a plain paragraph unless the style says more.
        level: Depth from 1 of a heading or list item, else 0.
        quoted: Whether somebody else is quoted.
        contents: Whether it is a line of a table of contents, which repeats a heading.
        hidden: Whether its text is not shown.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    quoted: bool = False
    contents: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RunStyle:
    """Whether a run's style hides its text, or marks it as code."""

    hidden: bool = False
    code: bool = False


class Styles:
    """The styles part of a Word document; works without one too."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, RunStyle] = {}
        for element in root.iter(_STYLE) if root is not None else ():
            identifier = element.get(_STYLE_ID) or ""
            self._elements.setdefault(identifier, element)
            if element.get(_TYPE) == "paragraph" and element.get(_DEFAULT) in {"1", "true", "on"}:
                self._default = identifier

    def paragraph(self, properties: Element | None) -> ParagraphStyle:
        """Tell what a paragraph is by its own properties and by its style."""
        if properties is None:
            return self._paragraph_style(self._default)
        named = properties.find(qname("w:pStyle"))
        style = self._paragraph_style(
            named.get(_VAL) or self._default if named is not None else self._default
        )
        own = _outline_level(properties)
        if own:
            return ParagraphStyle(BlockKind.HEADING, own, hidden=style.hidden)
        numbering = properties.find(_NUMBERING)
        if numbering is not None and style.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
            level = _list_level(numbering, style.level or 1)
            kind = BlockKind.LIST_ITEM if level else BlockKind.PARAGRAPH
            return ParagraphStyle(kind, level, style.quoted, style.contents, style.hidden)
        return style

    def run(self, identifier: str) -> RunStyle:
        """Tell what a run is by the id of its style."""
        known = self._runs.get(identifier)
        if known is None:
            hidden, code = None, False
            for name, element in self._chain(identifier):
                code = code or name in _CODE_RUN_NAMES
                hidden = _hides(element) if hidden is None else hidden
            known = self._runs[identifier] = RunStyle(bool(hidden), code)
        return known

    def _chain(self, identifier: str) -> Iterator[tuple[str, Element]]:
        """Give a style and those that it is based on, nearest first, with their names in small letters."""
        seen: set[str] = set()
        while identifier in self._elements and identifier not in seen:
            seen.add(identifier)
            element = self._elements[identifier]
            name = element.find(_NAME)
            yield (name.get(_VAL) or identifier if name is not None else identifier).lower(), element
            based_on = element.find(_BASED_ON)
            identifier = (based_on.get(_VAL) or "") if based_on is not None else ""

    def _paragraph_style(self, identifier: str) -> ParagraphStyle:
        known = self._paragraphs.get(identifier)
        if known is None:
            chain = list(self._chain(identifier))
            kind, level = _kind(chain) if chain else _kind_of_name(identifier.lower())
            if kind is BlockKind.PARAGRAPH:
                level = _style_list_level(chain)
                kind = BlockKind.LIST_ITEM if level else kind
            quoted = any(name in _QUOTE_NAMES for name, _ in chain)
            contents = [match for name, _ in chain if (match := _CONTENTS_NAME.fullmatch(name))]
            if contents:
                kind, level = BlockKind.LIST_ITEM, int(contents[0][1] or 1)
            hides = [hidden for _, element in chain if (hidden := _hides(element)) is not None]
            known = ParagraphStyle(kind, level, quoted, bool(contents), bool(hides and hides[0]))
            self._paragraphs[identifier] = known
        return known


def _kind(chain: list[tuple[str, Element]]) -> tuple[BlockKind, int]:
    for name, element in chain:
        kind, level = _kind_of_name(name)
        if kind is not BlockKind.PARAGRAPH or name in _KINDS:
            return kind, level
        properties = element.find(_PPR)
        if properties is not None and properties.find(_OUTLINE) is not None:
            level = _outline_level(properties)
            return (BlockKind.HEADING, level) if level else (BlockKind.PARAGRAPH, 0)
    return BlockKind.PARAGRAPH, 0


def _kind_of_name(name: str) -> tuple[BlockKind, int]:
    kind = _KINDS.get(name)
    if kind is not None:
        return kind, 1 if kind is BlockKind.HEADING else 0
    match = _HEADING_NAME.fullmatch(name)
    return (BlockKind.HEADING, int(match[1])) if match else (BlockKind.PARAGRAPH, 0)


def _outline_level(properties: Element) -> int:
    """Give the heading level from 1, or 0 for body text."""
    outline = properties.find(_OUTLINE)
    value = (outline.get(_VAL) or "") if outline is not None else ""
    return int(value) + 1 if value in set("012345678") else 0


def _list_level(numbering: Element, inherited: int) -> int:
    """Give the list level from 1, or 0 where numbering is switched off."""
    number, level = numbering.find(_NUMBERING_ID), numbering.find(_NUMBERING_LEVEL)
    if number is not None and number.get(_VAL) == "0":
        return 0
    value = (level.get(_VAL) or "") if level is not None else ""
    return int(value) + 1 if value in set("012345678") else inherited


def _style_list_level(chain: list[tuple[str, Element]]) -> int:
    for name, element in chain:
        properties = element.find(_PPR)
        numbering = properties.find(_NUMBERING) if properties is not None else None
        if numbering is not None:
            match = _LEVEL_NAME.fullmatch(name)
            return _list_level(numbering, int(match[1]) if match else 1)
    return 0


def _hides(style: Element) -> bool | None:
    """Tell whether a style hides text or shows it; None where it says nothing."""
    properties = style.find(_RPR)
    vanish = properties.find(_VANISH) if properties is not None else None
    return switched_on(vanish) if vanish is not None else None
