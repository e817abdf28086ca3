"""Which Markdown files are decks, how their slides are parted, and where the speaker's notes stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown_it.token import Token


class DeckStyle(Enum):
    """How a deck is written; `NONE` is no deck.

    Rules (`---`) part slides in all of them, headings of level 1 and 2 only in `HEADINGS`.
    """

    NONE = "none"
    RULES = "rules"
    MARP = "marp"
    SLIDEV = "slidev"
    REVEAL = "reveal"
    HEADINGS = "headings"

    @property
    def notes_in_comments(self) -> bool:
        """Tell whether a comment is what the speaker says."""
        return self in (DeckStyle.MARP, DeckStyle.SLIDEV)


_DECK_OUTPUT = re.compile(
    r"(?:^|[+:])(?:revealjs|pptx|beamer|slidy|slideous|dzslides|s5)|presentation|xaringan|moon_reader",
    re.IGNORECASE,
)
# Any of these beside `theme` is Slidev's and hardly anybody else's.
_SLIDEV_KEYS = frozenset(
    [
        "transition",
        "highlighter",
        "drawings",
        "routerMode",
        "mdc",
        "colorSchema",
        "canvasWidth",
        "aspectRatio",
        "clicks",
    ]
)
_REVEAL_KEYS = frozenset(["revealOptions", "reveal", "separator", "verticalSeparator", "notesSeparator"])
# A comment that starts so is a setting of Marp or of a tool that looks after the file.
_NOT_SPOKEN = re.compile(
    r"\s*(?:[_$]?(?:class|paginate|header|footer|theme|style|size|math|title|author|description|keywords"
    r"|url|image|marp|lang|headingDivider|color|background(?:Color|Image|Position|Repeat|Size)?|transition)"
    r"[ \t]*:"
    r"|fit\s*\Z|omit in toc|toc\s*\Z|(?:markdownlint|prettier|textlint|cspell|vale|eslint|doctoc)\b)",
    re.IGNORECASE,
)
_SLIDE_SETTINGS = re.compile(
    r"^---[ \t]*\r?\n(?:layout|transition|clicks|hideInToc|routeAlias)[ \t]*:[^\n]*\n"
    r"(?:[^\n]+\n){0,50}?---[ \t]*\r?$",
    re.MULTILINE,
)
_NOTES_LINE = re.compile(r"notes?:(?=\s|\Z)[ \t]*", re.IGNORECASE)

# Without front matter that says so, a deck is at least four pieces parted by rules, short and
# mostly under a heading of their own, hardly ever with a whole paragraph in them.
_FEWEST_RULES = 3
_LONGEST_PIECE = 120  # words
_USUAL_PIECE = 60  # words, in the middle of all pieces
_PARAGRAPH = 30  # words that no bullet of a slide has
_HEADED = 0.75
# One title and sections under it, parted by rules, is how short reports look, too.
_REPORT_PIECES = 8


def style_from_meta(meta: Mapping[str, object]) -> DeckStyle | None:
    """Read from the front matter how a deck is written; None where it doesn't say."""
    own = meta.get("plainspeak")
    kind = own.get("kind") if isinstance(own, dict) else None
    if meta.get("marp") is True:
        return DeckStyle.MARP
    if _REVEAL_KEYS & set(meta):
        return DeckStyle.REVEAL
    formats = _names(meta.get("format")) | _names(meta.get("output")) | _names(meta.get("to"))
    if any(_DECK_OUTPUT.search(name) for name in formats):
        return DeckStyle.HEADINGS
    if "theme" in meta and (_SLIDEV_KEYS & set(meta) or ("layout" in meta and kind == "deck")):
        return DeckStyle.SLIDEV
    if isinstance(kind, str):
        return DeckStyle.RULES if kind == "deck" else DeckStyle.NONE
    return None


def may_be_slidev(meta: Mapping[str, object]) -> bool:
    """Tell whether the front matter could be Slidev's: it names a theme and the first slide's layout."""
    return isinstance(meta.get("theme"), str) and isinstance(meta.get("layout"), str)


def has_slide_settings(text: str, start: int) -> bool:
    """Tell whether a slide after `start` carries settings of its own, as only Slidev's do."""
    return bool(_SLIDE_SETTINGS.search(text, start))


def _names(value: object) -> set[str]:
    if isinstance(value, dict):
        return {str(key) for key in value}
    if isinstance(value, list):
        return {str(item) for item in value}
    return {value} if isinstance(value, str) else set()


@dataclass(slots=True)
class _Piece:
    """What stands between two rules."""

    words: int = 0
    level: int = 0  # of the heading that it begins with
    headings: int = 0
    paragraphs: int = 0
    empty: bool = True


def looks_like_deck(tokens: list[Token]) -> bool:
    """Tell whether rules part a document into what can only be slides. Cautious: a report is no deck."""
    pieces = [piece for piece in _pieces(tokens) if not piece.empty]
    if len(pieces) <= _FEWEST_RULES:
        return False
    sizes = sorted(piece.words for piece in pieces)
    levels = [piece.level for piece in pieces if piece.level]
    if len(pieces) <= _REPORT_PIECES and levels[:1] == [1] and levels.count(1) == 1:
        return False
    return (
        sizes[-1] <= _LONGEST_PIECE
        and sizes[len(sizes) // 2] <= _USUAL_PIECE
        and len(levels) >= _HEADED * len(pieces)
        and sum(piece.headings > 2 for piece in pieces) * 4 <= len(pieces)
        and sum(piece.paragraphs for piece in pieces) * 4 <= len(pieces)
    )


def _pieces(tokens: list[Token]) -> Iterator[_Piece]:
    piece = _Piece()
    for token in tokens:
        if token.type == "hr" and token.level == 0:
            yield piece
            piece = _Piece()
        elif token.type == "heading_open":
            piece.headings += 1
            if piece.empty:
                piece.level = int(token.tag[1])
            piece.empty = False
        elif token.type in ("inline", "fence", "code_block", "math_block"):
            words = len(token.content.split())
            piece.empty = False
            piece.words += words
            piece.paragraphs += words > _PARAGRAPH and token.type == "inline"
    yield piece


def has_rules(tokens: list[Token]) -> bool:
    """Tell whether rules part the document at all."""
    return any(token.type == "hr" and token.level == 0 for token in tokens)


def is_spoken(comment: str) -> bool:
    """Tell whether a comment in a deck is a speaker's note rather than a setting of some tool."""
    return bool(comment.strip()) and not _NOT_SPOKEN.match(comment)


class Slides:
    """Counts slides and knows what part of one the next block is.

    Attributes:
        number: The slide at hand, from 1; 0 before the first and outside decks.
        in_notes: Whether what follows is said, not shown.
    """

    def __init__(self, style: DeckStyle, slide_level: int = 2) -> None:
        self.style = style
        self.number = 0 if style in (DeckStyle.NONE, DeckStyle.HEADINGS) else 1
        self.in_notes = False
        self._level = slide_level
        self._titled = False
        self._filled = False

    def rule(self) -> None:
        """A rule that parts slides."""
        if self.style is not DeckStyle.NONE and (self._filled or self.style is not DeckStyle.HEADINGS):
            self._next()

    def heading(self, level: int) -> bool:
        """Take a heading outside lists and quotes; tell whether it is its slide's title."""
        if self.style is DeckStyle.NONE:
            return False
        starts = self.style is DeckStyle.HEADINGS and level <= self._level
        if starts and (self._filled or not self.number):
            self._next()
        titled, self._titled = self._titled, True
        self.fill()
        return not titled and not self.in_notes

    def fill(self) -> None:
        """Something is shown on the slide."""
        self._filled = True
        if self.style is not DeckStyle.NONE and not self.number:
            self._next()
            self._filled = True

    def starts_notes(self, text: str) -> int:
        """Give how long the mark is with which a paragraph starts the notes to the slide's end; 0: none."""
        match = _NOTES_LINE.match(text)
        if not match:
            return 0
        alone = text[match.end() :].partition("\n")[0].strip() == ""
        if self.style in (DeckStyle.REVEAL, DeckStyle.HEADINGS) or (self.style is DeckStyle.RULES and alone):
            self.in_notes = True
            return match.end()
        return 0

    def _next(self) -> None:
        self.number += 1
        self.in_notes = self._titled = self._filled = False
