"""What kind of document this is, told from its title, headings, opening, tables, file name and slides.

The cues are data (`rules/kinds/`). Each cue counts once, however often it is met. A kind wins when its
points reach its threshold and lead those of every other kind by its margin; else the document is generic.
Time grows with the length of the document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from plainspeak.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plainspeak.document import Block, Document
    from plainspeak.knowledge import Cue, Kind, Knowledge

GENERIC = "generic"
OPENING_WORDS = 150
CLOSING_WORDS = 100

_GAP = "…"
_GAP_WORDS = 5
# A cue speaks of the first words of a heading, title or cell; nobody writes longer ones.
_MOST_WORDS = 40
_FOLDERS = 2
_TITLE_WORDS = 15
_LONG_WORD = 20  # characters; so that no more is split than may be looked at
_TOKEN = re.compile(
    r"[€$£¥]\s?\d[\d.,]*"  # an amount is one word
    r"|[^\W_]+(?:['’][^\W_]+)*"
    r"|[%&🟢🟡🟠🔴…]"
    r"|<[a-z]+>"
    r"|[.;!?](?=\s|$)"  # ends a sentence; no phrase goes beyond
)
_ENDS = frozenset(".;!?")
_STOPS = (".", "!", ",", ";")
_LIGHTS = frozenset("🟢🟡🟠🔴")
_YEAR = re.compile(r"(?:19|20)\d\d|fy\d\d(?:\d\d)?")
_QUARTER = re.compile(r"q[1-4]|h[12]|fy\d\dq[1-4]")
_OUTLINE = re.compile(r"\d\d?|[a-z]|[ivx]{1,5}")
# Fields in which a phrase is the whole entry, unless it says otherwise with `…`.
_WHOLE = frozenset({"headings", "labels", "cells", "meta"})
_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.DEFINITION})


@dataclass(frozen=True, slots=True)
class Reason:
    """A cue that was met.

    Attributes:
        kind: For which kind it speaks.
        points: How much.
        where: In which part of the document.
        text: What was met there, in lower case.
    """

    kind: str
    points: float
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """What kind a document was taken for, and why.

    Attributes:
        kind: The kind.
        points: Kind → its points.
        reasons: Every cue that was met, the weightiest first.
    """

    kind: str
    points: Mapping[str, float]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    parts: tuple[tuple[str, ...], ...]
    starts: bool
    ends: bool
    cue: int


class KindRecogniser:
    """Recognises kinds by the cues of a set of packs; those are made ready once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._kinds = knowledge.kinds
        self._months = frozenset(word.casefold() for word in knowledge.vocabulary.words("months"))
        self._cues: list[tuple[Kind, Cue]] = []
        self._phrases: dict[str, dict[str, list[_Phrase]]] = defaultdict(lambda: defaultdict(list))
        for kind in knowledge.kinds.values():
            for cue in kind.cues:
                for where, text in product(cue.where, cue.any):
                    phrase = _phrase(text, len(self._cues), whole=where in _WHOLE)
                    if phrase.parts:
                        self._phrases[where][phrase.parts[0][0]].append(phrase)
                self._cues.append((kind, cue))

    def recognise(self, document: Document) -> Recognised:
        """Tell what kind a document is; generic where that is not clear."""
        met: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for where, entry in _entries(document):
            for number, text in self._matches(where, entry):
                met[number].append((where, text))
        points = dict.fromkeys(self._kinds, 0.0)
        reasons = []
        slides = [("slides", str(document.slides))] * document.slides
        for number, (kind, cue) in enumerate(self._cues):
            found = slides if "slides" in cue.where else met[number]
            if len(found) >= cue.times:
                points[kind.name] += cue.points
                reasons.append(Reason(kind.name, cue.points, *found[0]))
        reasons.sort(key=lambda reason: -abs(reason.points))
        return Recognised(self._best(points), points, tuple(reasons))

    def _best(self, points: Mapping[str, float]) -> str:
        best, runner_up = GENERIC, 0.0
        for name in sorted(points, key=lambda name: -points[name]):
            if best == GENERIC and name != GENERIC:
                best = name
            else:
                runner_up = max(runner_up, points[name])
        if best == GENERIC:
            return GENERIC
        kind = self._kinds[best]
        clear = points[best] >= kind.threshold and points[best] - runner_up >= kind.margin
        return best if clear else GENERIC

    def _matches(self, where: str, entry: str) -> Iterator[tuple[int, str]]:
        """Give each cue that the entry meets, with the words that met it; a cue may come twice."""
        index = self._phrases.get(where)
        if not index:
            return
        whole = where in _WHOLE
        words = _words(entry)
        if whole:
            words = _plain(words[:_MOST_WORDS])
        names = [self._names(word) for word in words]
        seen: set[int] = set()
        for start in range(len(words)):
            for name in names[start]:
                for phrase in index.get(name, ()):
                    end = _end(names, start, phrase)
                    if end and phrase.cue not in seen:
                        seen.add(phrase.cue)
                        yield phrase.cue, entry.strip() if whole else " ".join(words[start:end])

    def _names(self, word: str) -> tuple[str, ...]:
        """Give a word and the classes that it belongs to."""
        names = [word]
        if _YEAR.fullmatch(word):
            names.append("<year>")
        if word.isdigit():
            names.append("<number>")
        elif word in self._months:
            names.append("<month>")
        elif word[0] in "€$£¥":
            names.append("<money>")
        elif _QUARTER.fullmatch(word):
            names.append("<quarter>")
        return tuple(names)


def _words(text: str) -> list[str]:
    found = (word.casefold().replace("’", "'") for word in _TOKEN.findall(text))
    return ["and" if word == "&" else word for word in found]


def _phrase(text: str, cue: int, *, whole: bool) -> _Phrase:
    parts: list[list[str]] = [[]]
    words = _words(text.replace("<", " <").replace(">", "> "))
    for word in words:
        if word != _GAP:
            parts[-1].append(word)
        elif parts[-1]:
            parts.append([])
    starts, ends = whole and words[:1] != [_GAP], whole and words[-1:] != [_GAP]
    return _Phrase(tuple(tuple(part) for part in parts if part), starts, ends, cue)


def _plain(words: list[str]) -> list[str]:
    """Drop the number of a heading (`2.1`, `a)`, `IV.`), what ends it and its coloured lights."""
    words = [word for number, word in enumerate(words) if word not in _ENDS or number < 3]
    start = 0
    while start + 1 < len(words) and _OUTLINE.fullmatch(words[start]):
        if not words[start].isdigit() and words[start + 1] not in _ENDS:
            break
        start += 1
        while start + 1 < len(words) and words[start] in _ENDS:
            start += 1
    words = [word for word in words[start:] if word not in _ENDS]
    return [word for word in words if word not in _LIGHTS] or words


def _end(names: Sequence[tuple[str, ...]], start: int, phrase: _Phrase) -> int:
    """Give the place just past the phrase if it stands at `start`, else 0."""
    if phrase.starts and start:
        return 0
    position = start
    for number, part in enumerate(phrase.parts):
        for skipped in range(_GAP_WORDS + 1 if number else 1):
            here = position + skipped
            if here >= len(names) or (skipped and names[here - 1][0] in _ENDS):
                return 0
            if _stands(names, here, part):
                position = here + len(part)
                break
        else:
            return 0
    return 0 if phrase.ends and position != len(names) else position


def _stands(names: Sequence[tuple[str, ...]], start: int, part: tuple[str, ...]) -> bool:
    return start + len(part) <= len(names) and all(
        word in names[start + offset] for offset, word in enumerate(part)
    )


def _entries(document: Document) -> Iterator[tuple[str, str]]:
    """Give the parts of a document that cues speak of: the field, and the text there."""
    blocks = [block for _, block in document.prose_blocks()]
    yield from _path_entries(document.source.path)
    yield from _meta_entries(document.meta)
    title = _title_block(blocks)
    of_its_level = [
        block for block in blocks if title and (block.kind, block.level) == (title.kind, title.level)
    ]
    yield from (("title", text) for text in _titles(document, blocks, title))
    for block in blocks:
        if block is title and len(of_its_level) == 1:
            continue  # a title and no heading, too
        if block.kind in {BlockKind.HEADING, BlockKind.SLIDE_TITLE} or _is_like_a_heading(block):
            yield "headings", block.text[:400]
        elif block.cell and (block.cell.header or block.cell.column == 1):
            yield "labels", block.text[:400]
        if block.cell and not block.cell.header:
            yield "cells", block.text[:400]
    running = [block for block in blocks if _is_running(block)]
    yield from (("opening", text) for text in _opening(running))
    yield from (("closing", text) for text in _closing(running))


def _path_entries(path: str) -> Iterator[tuple[str, str]]:
    *folders, name = path.replace("\\", "/").split("/")
    yield "name", name.rpartition(".")[0] or name
    yield from (("folder", folder) for folder in folders[-_FOLDERS:])


def _meta_entries(meta: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in islice(meta.items(), 200):
        for one in islice(value, 50) if isinstance(value, list) else [value]:
            yield "meta", f"{key} {one}"[:400] if isinstance(one, str | int | float) else f"{key} x"


def _title_block(blocks: Sequence[Block]) -> Block | None:
    top = (block for block in blocks[:3] if block.kind in {BlockKind.HEADING, BlockKind.SLIDE_TITLE})
    return next(top, None)


def _titles(document: Document, blocks: Sequence[Block], title: Block | None) -> Iterator[str]:
    for key in ("title", "subtitle", "subject"):
        value = document.meta.get(key)
        if isinstance(value, str):
            yield value[:400]
    if title:
        yield title.text[:400]
    first = blocks[0] if blocks else None
    if first and first.kind is BlockKind.PARAGRAPH and _is_short(first, _TITLE_WORDS):
        yield first.text


def _is_like_a_heading(block: Block) -> bool:
    """Tell whether a paragraph is short and ends like a heading: `BENEFITS`, `What we did:`."""
    return block.kind is BlockKind.PARAGRAPH and _is_short(block, 6)


def _is_short(block: Block, words: int) -> bool:
    text = block.text
    return len(text) <= words * _LONG_WORD and not text.endswith(_STOPS) and len(text.split()) <= words


def _is_running(block: Block) -> bool:
    contents = block.kind is BlockKind.LIST_ITEM and block.links == ((0, len(block.text)),)
    return block.kind in _RUNNING and not block.quoted and not contents


def _opening(blocks: Sequence[Block]) -> Iterator[str]:
    left = OPENING_WORDS
    for block in blocks:
        words = block.text[: left * _LONG_WORD].split()[:left]
        yield " ".join(words)
        left -= len(words)
        if left <= 0:
            return


def _closing(blocks: Sequence[Block]) -> Iterator[str]:
    left = CLOSING_WORDS
    for block in reversed(blocks):
        words = block.text[-left * _LONG_WORD :].split()[-left:]
        yield " ".join(words)
        left -= len(words)
        if left <= 0:
            return
