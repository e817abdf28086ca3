"""Words inside drawings, which Word and PowerPoint share: text in shapes, charts, SmartArt, alt text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.readers.ooxml import chosen, qname
from plainspeak.readers.ooxml_text import MONOSPACE, NOTE_MARK, symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from plainspeak.readers.ooxml_text import Run

A_P = qname("a:p")
_A_R = qname("a:r")
_A_T = qname("a:t")
_A_BR = qname("a:br")
_A_FLD = qname("a:fld")
_A_RPR = qname("a:rPr")
_A_LATIN = qname("a:latin")
_A14_M = qname("a14:m")
_A_SYM = qname("a:sym")
_MATH = qname("m:oMath")
_MATH_TEXT = qname("m:t")
_ALTERNATE = qname("mc:AlternateContent")
_CHART_NAMES = (qname("c:tx"), qname("c:cat"), qname("cx:strDim"), qname("cx:txData"))
_CHART_VALUES = (qname("c:v"), qname("cx:pt"), qname("cx:v"))

# What may be an arrow or a tick. Letters of words in the same run only name the symbol font.
_LONE = re.compile(r"(?<!\w)[\u0080-\u00ff\uf000-\uf0ff](?!\w)")
# Control characters stand in shape text as _x000B_.
_ESCAPED = re.compile(r"_x00[01][0-9A-Fa-f]_")


def math_text(formula: Element) -> str:
    """Give the characters of a formula in file order."""
    return "".join(text.text or "" for text in formula.iter(_MATH_TEXT))


def drawing_runs(paragraph: Element) -> list[Run]:
    """Give the runs of a DrawingML paragraph; numbers of slides and dates of the day are left out."""
    runs: list[Run] = []
    for child in paragraph:
        tag = child.tag
        if tag == _A_R:
            runs.append(_run(child))
        elif tag == _A_BR:
            runs.append((" ", ""))
        elif tag == _A_FLD and not (child.get("type") or "").startswith(("slidenum", "datetime")):
            runs.append(_run(child))
        elif tag in {_ALTERNATE, _A14_M}:
            branch = chosen(child) if tag == _ALTERNATE else child
            formulas = branch.iter(_MATH) if branch is not None else ()
            runs.extend((math_text(formula), "formula") for formula in formulas)
    return runs


def _run(run: Element) -> Run:
    text = _ESCAPED.sub(" ", run.findtext(_A_T) or "")
    properties = run.find(_A_RPR)
    mask = ""
    if properties is not None and text.strip():
        latin = properties.find(_A_LATIN)
        if latin is not None and MONOSPACE.search(latin.get("typeface") or ""):
            mask = "code"
        elif (properties.get("baseline") or "0").isdecimal() and properties.get("baseline", "0") != "0":
            mask = NOTE_MARK
        font = properties.find(_A_SYM)
        name = (font.get("typeface") or "") if font is not None else ""
        if name.lower() in {"wingdings", "symbol"} and not text.isascii():
            text = _LONE.sub(lambda match: symbol(name, ord(match[0])), text)
    return text, mask


def alt_text(properties: Element) -> str:
    """Give a drawing's description, unless it is said to be decoration."""
    text = properties.get("descr") or ""
    if text and any(mark.get("val") in {"1", "true"} for mark in properties.iter(qname("adec:decorative"))):
        return ""
    return text


def chart_texts(root: Element) -> Iterator[list[Run]]:
    """Give a chart's titles, then the names of its series and categories, each once."""
    seen: set[str] = set()
    for paragraph in root.iter(A_P):
        runs = drawing_runs(paragraph)
        text = "".join(text for text, _ in runs).strip()
        if text and text not in seen:
            seen.add(text)
            yield runs
    for names in root.iter(*_CHART_NAMES):
        for value in names.iter(*_CHART_VALUES):
            text = (value.text or "").strip()
            if text not in seen and any(letter.isalpha() for letter in text):
                seen.add(text)
                yield [(text, "")]


def diagram_texts(root: Element) -> Iterator[tuple[list[Run], int]]:
    """Give the paragraphs of a SmartArt diagram with their depth from 1, as they are nested and ordered."""
    points: dict[str, Element] = {}
    tops: list[str] = []
    for point in root.iter(qname("dgm:pt")):
        identifier, kind = point.get("modelId") or "", point.get("type", "node")
        if kind in {"node", "asst"}:
            points[identifier] = point
        elif kind == "doc":
            tops.append(identifier)
    children: dict[str, list[tuple[int, str]]] = {}
    for link in root.iter(qname("dgm:cxn")):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd") or ""
            entry = (int(order) if order.isdecimal() else 0, link.get("destId") or "")
            children.setdefault(link.get("srcId") or "", []).append(entry)
    # Points that hang on nothing come last, in file order.
    stack = [(name, 1) for name in reversed([*tops, *points])]
    seen: set[str] = set()
    while stack:
        name, level = stack.pop()
        if name in seen:
            continue
        seen.add(name)
        below = level
        if name in points:
            below += 1
            yield from ((drawing_runs(paragraph), level) for paragraph in points[name].iter(A_P))
        stack.extend((child, below) for _, child in sorted(children.get(name, ()), reverse=True))
