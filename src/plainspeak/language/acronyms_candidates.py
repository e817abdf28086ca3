"""What looks like an acronym in running text, and what only looks like one."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plainspeak.knowledge import Vocabulary
    from plainspeak.language.analysis import Passage

_LONGEST = 10
_WORD = re.compile(r"[^\W_]{2,24}")
# R&D, Q & A; U.S., R.O.I.; TL;DR
_SPECIAL = re.compile(
    r"(?<![\w&])(?P<and>[A-Z]{1,3} ?& ?[A-Z]{1,3})(?=s?(?![\w&]))"
    r"|(?<![\w.])(?P<dots>(?:[A-Z]\.){2,6}[A-Z]?)(?!\w)"
    r"|(?<!\w)(?P<tldr>[Tt][Ll];[Dd][Rr])(?!\w)"
)
_VERSIONED = re.compile(r"([A-Z]{2,10})v\d+")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
# OpenMP, RustNL; CLEAResult: names of products rather than initials
_NAME_SHAPE = re.compile(r"[A-Z][a-z]{2,}[A-Z]{2}|[A-Z]+[a-z]{3,}")
_MIDDLE_DIGITS = frozenset("234")
_DOTTED = frozenset({"US", "UK", "EU", "UN", "DC"})  # written with full stops before names, too
_FAR = sys.maxsize
_CAPITAL_RUN = re.compile(r"[A-Z]{2,}")
_ID_BEFORE = re.compile(r"(?:^|[^\w-])[A-Za-z]*\d\w*-$")
_NEXT_WORD = re.compile(r"[ \u00a0]([^\W_]+)")
_NUMBER_BEFORE = re.compile(r"(?:[\d.,:%]|[$€£¥])\s?$")
_NUMBER_AFTER = re.compile(r"\s?(?:[$€£¥]\s?)?\d")
_PLACE_BEFORE = re.compile(r"[^\W\d_],\s?$")
_POSTAL_AFTER = re.compile(r"\s\d{5}\b")
_SMALL_AFTER = re.compile(r" [a-z]")
_INITIAL_BEFORE = re.compile(r"(?<![^\W_])[A-Z]\. ?$")
_NAME_AFTER = re.compile(r" [A-Z][a-z]")
_ENDINGS = ("s", "es", "d", "ed", "er", "ers", "ly", "ing", "r")
_LONG_ENDINGS = (
    *("tion", "tions", "ment", "ments", "ness", "able", "ible", "ance", "ence", "ally", "ously", "ities"),
    *("ility", "ing", "ings", "ated", "ized", "ised"),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A short form at `start:end` of a passage; `core` is singular and without dots.

    `doubt` says why it counts only when something else in the document speaks for it:
    `word` an ordinary word in capitals, `small` written in small letters, `shouted` in a passage
    in capitals, `label` a letter run with a number; empty: it counts.
    """

    core: str
    passage: int
    start: int
    end: int
    doubt: str = ""


class Words:
    """The word lists that tell acronyms from their look-alikes, ready for fast asking."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        get = vocabulary.words
        self.english = get("english-words")
        self.word_acronyms = get("word-acronyms")
        self.brands = frozenset(word.casefold() for word in get("brands"))
        self.units = get("units")
        self.currencies = get("currencies")
        self.number_codes = get("number-codes")
        self.calendar = get("calendar")
        self.regions = get("region-codes")
        self.capital_words = get("capital-words")
        self.numeronyms = get("numeronyms")
        self.small = get("lower-case-acronyms")
        self.digits = get("digit-acronyms")
        self.digits_low = {word.casefold(): word for word in self.digits}
        self.standards = get("numbered-standards")
        self.stop_words = get("stop-words")
        self.headers = get("glossary-headers")
        self.means = phrase_pattern(get("definition-phrases"))
        self.naming = phrase_pattern(get("naming-phrases"))
        self.naming_ends = tuple(sorted(get("naming-phrases"), key=lambda phrase: (-len(phrase), phrase)))

    def is_word(self, text: str) -> bool:
        """Tell whether `text`, in capitals, is an ordinary word."""
        low = text.casefold()
        if low in self.english:
            return True
        if len(low) >= 8 and low.endswith(_LONG_ENDINGS):
            return True
        if len(low) > 4 and low.endswith("ies") and low[:-3] + "y" in self.english:
            return True
        if len(low) > 5 and low.endswith("ing") and low[:-3] + "e" in self.english:
            return True
        return any(
            low.endswith(ending) and len(low) - len(ending) >= 3 and low[: -len(ending)] in self.english
            for ending in _ENDINGS
        )


def phrase_pattern(phrases: frozenset[str]) -> str:
    """Give a pattern for any of the phrases, the longest first."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s".join(map(re.escape, phrase.split())) for phrase in longest_first) or r"(?!)"


def find_candidates(passages: Sequence[Passage], words: Words) -> Iterator[Candidate]:
    """Give everything in the passages that may be a short form, in reading order."""
    for number, passage in enumerate(passages):
        text = passage.block.prose
        shouted = _shouted_stretches(passage, words)
        found = list(_special(number, text, words))
        taken = [(candidate.start, candidate.end) for candidate in found]
        next_taken = 0
        for match in _WORD.finditer(text):
            token = match.group()
            rest = token[1:]
            if token.islower() and token not in words.small and (len(token) > 6 or not token.strip("x")):
                continue
            if rest.islower() and token[0].isupper() and token.casefold() not in words.numeronyms:
                continue
            while next_taken < len(taken) and taken[next_taken][1] <= match.start():
                next_taken += 1
            if next_taken < len(taken) and taken[next_taken][0] < match.end():
                continue
            candidate = _candidate(number, text, match.start(), token, words)
            if candidate:
                found.append(_with_shouting(candidate, text, shouted, words))
        found.sort(key=lambda candidate: candidate.start)
        yield from found


def _with_shouting(
    candidate: Candidate, text: str, shouted: list[tuple[int, int]], words: Words
) -> Candidate:
    if candidate.doubt or not shouted:
        return candidate
    core = candidate.core
    if core.casefold() in words.small or not any(vowel in core.upper() for vowel in "AEIOUY"):
        return candidate
    if any(other.islower() for other in _neighbours(text, candidate.start, candidate.end, " ")):
        return candidate
    at = bisect_right(shouted, (candidate.start, _FAR)) - 1
    if at >= 0 and candidate.start < shouted[at][1]:
        return Candidate(core, candidate.passage, candidate.start, candidate.end, "shouted")
    return candidate


def _shouted_stretches(passage: Passage, words: Words) -> list[tuple[int, int]]:
    text = passage.block.prose
    if not _CAPITAL_RUN.search(text):
        return []
    stretches = []
    for sentence in passage.sentences:
        tokens = _WORD.findall(text[sentence.start : sentence.end])
        loud = [token for token in tokens if token.isupper() and token.isalpha()]
        if len(loud) < 2 or len(loud) < 0.6 * len(tokens):
            continue
        plain = sum(1 for token in loud if words.is_word(token) and token not in words.word_acronyms)
        if plain >= 2 or 2 * plain >= len(loud):
            stretches.append((sentence.start, sentence.end))
    return stretches


def _special(number: int, text: str, words: Words) -> Iterator[Candidate]:
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        if match["and"]:
            core = match["and"].replace(" ", "")
            if " " in match["and"] and len(core) != 3:
                continue  # "IT & HR" are two
            if core.casefold() in words.brands:
                continue
        elif match["tldr"]:
            core = "TL;DR"
        else:
            core = match["dots"].replace(".", "")
            if len(core) == 2 and core not in _DOTTED and not _SMALL_AFTER.match(text, end):
                continue  # the initials of a name
            if len(core) > 2 and _NAME_AFTER.match(text, end) and core != "USA":
                continue
        yield Candidate(core, number, start, end)


def _candidate(number: int, text: str, start: int, token: str, words: Words) -> Candidate | None:
    if not token.isascii():
        return None
    end = start + len(token)
    if token.islower():
        doubt = _small_doubt(text, start, end, token, words)
        if doubt is None:
            return None
        core = words.digits_low.get(token, token if token in words.numeronyms else _singular(token).upper())
        return Candidate(core, number, start, end, doubt)
    versioned = _VERSIONED.fullmatch(token)
    if versioned and token not in words.digits:
        token, end = versioned[1], start + len(versioned[1])
    core = token if token.casefold() in words.numeronyms else _singular(token)
    if token.casefold() in words.brands:
        return None
    for judge in (_shape_is_wrong, _surroundings_are_wrong, _is_look_alike):
        if judge(text, start, end, core, words):
            return None
    plural = core != token
    return Candidate(core, number, start, end, _doubt(text, (start, end), core, words, plural=plural))


def _singular(token: str) -> str:
    return token[:-1] if len(token) > 2 and token[-1] == "s" and token[-2] != "a" else token


def _small_doubt(text: str, start: int, end: int, token: str, words: Words) -> str | None:
    """Tell how far a word in small letters is believed; None: not at all."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    dotted = after == "." and text[end + 1 : end + 2].isalnum()
    if dotted or before in {"-", ".", "_", "@", "#", "$", "\\"} or after in {"_", "-", "@"}:
        return None
    if token in words.small or token in words.numeronyms:
        return ""
    has_digit = not token.isalpha()
    if len(token) > 6 or not token[0].isalpha() or words.is_word(token):
        return None
    return "small" if has_digit or len(token) >= 3 else None


def _shape_is_wrong(text: str, start: int, end: int, core: str, words: Words) -> bool:
    del text, start, end
    if core in words.digits or core.casefold() in words.numeronyms:
        return False
    letters = [character for character in core if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    if len(letters) < 2 or capitals < 2 or len(core) > _LONGEST or 2 * capitals < len(letters):
        return True
    if _NAME_SHAPE.fullmatch(core):
        return True
    return len(letters) < len(core) and _digits_are_wrong(core, words)


def _digits_are_wrong(core: str, words: Words) -> bool:
    digits = sum(character.isdigit() for character in core)
    if core[0].isdigit():
        letters = core.lstrip("0123456789")
        unlike = letters in words.units or letters in words.number_codes or not letters.isupper()
        return unlike or digits > 1 or len(letters) < 2
    if core[-1].isdigit():
        return digits > 1 and not core.startswith(("FY", "CY"))
    return digits > 2 or not _MIDDLE_DIGITS.issuperset(
        {character for character in core if character.isdigit()}
    )


def _surroundings_are_wrong(text: str, start: int, end: int, core: str, words: Words) -> bool:
    before, after = text[max(0, start - 24) : start], text[end : end + 12]
    last, first = before[-1:], after[:1]
    if last in {"@", "#", "$", "\\", "_"} or first == "_" or (last == "/" and core[0].isdigit()):
        return True
    if (first == "." and after[1:2].islower()) or (last == "." and before[-2:-1].islower()):
        return True
    if len(core) > 3 and _INITIAL_BEFORE.search(before):
        return True  # J. SMITH
    if first in {"'", "’"} and after[1:2].isupper():
        return True
    if last in {"'", "’"} and before[-2:-1].isupper():
        return True
    return _is_part_of_label(before, after, core, words)


def _is_part_of_label(before: str, after: str, core: str, words: Words) -> bool:
    """Tell whether hyphens tie the short form to a number: OPS-1432, LFD104x-JP."""
    if after[:1] == "-" and after[1:2].isdigit():
        return core not in words.standards
    if before[-1:] == "-" and _ID_BEFORE.search(before) and not core[0].isdigit():
        return before[-2:-1].isdigit() or before[-2:-1].islower()
    return False


def _is_look_alike(text: str, start: int, end: int, core: str, words: Words) -> bool:
    plural = text[end - 1] == "s"
    if core in words.units or core in words.currencies or core.casefold() in words.brands:
        return True
    if not plural and (core in words.capital_words or core in words.calendar or _ROMAN.fullmatch(core)):
        return True
    if core in words.number_codes and (
        _NUMBER_BEFORE.search(text[max(0, start - 4) : start]) or _NUMBER_AFTER.match(text, end)
    ):
        return True
    return core in words.regions and bool(
        _PLACE_BEFORE.search(text[max(0, start - 4) : start]) or _POSTAL_AFTER.match(text, end)
    )


def _doubt(text: str, span: tuple[int, int], core: str, words: Words, *, plural: bool) -> str:
    if core[-1].isdigit() and len(core) > 2 and core not in words.digits:
        return "label"
    if not core.isalpha() or not core.isupper() or not words.is_word(core):
        return ""
    if plural and len(core) <= 4:
        return ""
    if core in words.word_acronyms:
        return "word" if _beside_shouting(text, *span, words) else ""
    return "" if _compound_partner(text, *span, words) else "word"


def _beside_shouting(text: str, start: int, end: int, words: Words) -> bool:
    return any(
        len(other) > 2
        and other.isupper()
        and other.isalpha()
        and words.is_word(other)
        and other not in words.word_acronyms
        for other in _neighbours(text, start, end, " ")
    )


def _compound_partner(text: str, start: int, end: int, words: Words) -> bool:
    return any(
        other.isupper() and other.isalpha() and len(other) <= 5 and not words.is_word(other)
        for other in _neighbours(text, start, end, "/")
    )


def _neighbours(text: str, start: int, end: int, separator: str) -> Iterator[str]:
    if text[start - 1 : start] == separator:
        before = text[max(0, start - 26) : start - 1]
        position = len(before)
        while position and before[position - 1].isalnum():
            position -= 1
        if position < len(before):
            yield before[position:]
    if text[end : end + 1] == separator:
        match = _WORD.match(text, end + 1)
        if match:
            yield match.group()


def settle(
    candidates: Sequence[Candidate], defined: Callable[[str], bool]
) -> Iterator[tuple[str, Candidate]]:
    """Decide the doubtful candidates and give each that counts with its canonical form.

    Args:
        candidates: All of a document.
        defined: Tells whether a short form is defined in the document.
    """
    certain = {candidate.core.casefold() for candidate in candidates if not candidate.doubt}
    labels: dict[str, set[str]] = {}
    canonical: dict[str, str] = {}
    for candidate in candidates:
        if candidate.doubt == "label":
            labels.setdefault(candidate.core[:-1], set()).add(candidate.core)
    for candidate in candidates:
        core, key = candidate.core, candidate.core.casefold()
        if candidate.doubt == "label" and not defined(core):
            # WP1, WP2 number the same thing; a single EC2 is a name of its own.
            base = core.rstrip("0123456789")
            if core.startswith(("FY", "CY")):
                core = core[:2]
            elif base.casefold() in certain:
                core = base
            elif len(labels[core[:-1]]) > 1:
                continue
        elif candidate.doubt and not defined(core) and (candidate.doubt == "word" or key not in certain):
            continue
        yield canonical.setdefault(core.casefold(), core), candidate
