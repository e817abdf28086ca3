"""Letters that belong to a name, and short forms that the words beside them explain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.knowledge import Vocabulary

_NUMBERED = re.compile(r"(?:[ \u00a0/-]([A-Z]{2,6}))?(?:[ \u00a0/-]([A-Z]{2,6}))?[ \u00a0-]\d{3}")
_BODY = re.compile(r"(?<!\w)([A-Z]{2,6})[ \u00a0/-]$")
_YEAR = re.compile(r",? (?:19|20)\d\d\b")
_CAPITALISED = re.compile(r"(?<!\w)([A-Z][A-Za-z]*[a-z]) $")
_HUMPS = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")
_PRODUCT = re.compile(r"[A-Z][a-z]+[A-Z](?:[A-Z]{2,}[a-z]{0,2}|[A-Z]*\d+)")
# "Payments API team", "the Northern GIS Summit": a name goes on before and behind the letters.
_NAME_BEFORE = re.compile(r"[a-z,;] (?:[A-Z][a-z]+ ){1,4}(?:(?:of|for|from) )?$")
_NAME_BEHIND = re.compile(r" ([A-Za-z]+)")
# "Lower House Office of Quality (LH OQ)": two short forms for the parts of one name.
_TOGETHER = re.compile(
    r"(?P<name>(?:[A-Z][\w’'-]* (?:(?:of|for|and|the|on) ){0,2}){2,12})"
    r"\((?P<letters>[A-Z]{2,}(?: [A-Z]{2,}){1,2})\)"
)
# Letters between two numbers cite a law: 12 CFR 34, 9 U.S.C. § 2
_CITED_BEFORE = re.compile(r"\d[ \u00a0]$")
_CITED_AFTER = re.compile(r"[ \u00a0](?:§{1,2}|[Pp]arts?|[Ss]ections?)?[ \u00a0]?\d")
_PLACE_BEFORE = re.compile(r"Washington,? $")

_DETERMINER = r"(?:[Oo]ur|[Tt]he|[Aa]n?|[Tt]heir|[Ii]ts|[Yy]our)"
_WORDS = r"((?: [\w'’-]+){%s})"
_CLOSED = r"(?= ?[,;)\u2013\u2014]| - |\.(?:\s|$)|$)"
_AFTER = re.compile(r"(?:,| [-\u2013\u2014]| ?\u2014) ?" + _DETERMINER + _WORDS % "1,8" + _CLOSED)
# "QZT (Quarterly Zone Managers and others)": words in capitals right behind it, whatever their letters.
_SPELLED_OUT = re.compile(r"s? ?\([A-Z][a-z]+ (?:[a-z]{1,3} )?[A-Z][a-z]+ [^()]{2,120}\)")
_AFTER_BRACKET = re.compile(r" ?\(" + _DETERMINER + _WORDS % "1,10" + r"[),;.]")
_BEFORE = re.compile(
    r"(?:^|.*[^,\s] |.*[(\"“])" + _DETERMINER + _WORDS % "1,6" + r"(?:,| [-\u2013\u2014]| ?\u2014) ?$"
)
# One of several names given as examples: "(e.g., Python, R, QZL)", "such as Alpha, QZL".
_EXAMPLE = re.compile(
    r"(?:\be\.g\.|\bfor example|\bfor instance|\bsuch as|\blike),? (?:[^.;:()\s]+,? (?:and |or )?){0,6}$"
)
_EXAMPLE_REACH = 90
_BEFORE_BRACKET = re.compile(r"(?:^|.*\W)" + _DETERMINER + _WORDS % "2,6" + r" ?\([\"“]?$")
_TOLD = re.compile(
    r"(?: \([^()]{1,40}\))? (?:is|are) (?:an?|the|our|their) ((?:[\w'’-]+ ){1,6}?)"
    r"(?:that|which|who|whose|where|used|of|for|to) "
)
_SUBJECT = re.compile(r"\W*(?:(?:The|Our|An?|Their) )?\W?$")
_SET_OFF = re.compile(r",(?! (?:and|or|the|our|an?|its|their|[A-Z0-9]+\b))| ?[\u2013\u2014)]| - ")
_LISTED = re.compile(r",? (?:and|or)\b|, (?:the|our|an?|its|their) ")
_TWO_THINGS = re.compile(r"\b(?:and|or) (?:the|our|an?|its|their)\b")
_BRACKET_ENDS = re.compile(r"[\"”]?\)")
_FIRST_WORD = re.compile(r"\W*([A-Za-z]+)")
_WORD = re.compile(r"[A-Za-z]+")
_ADDRESS = re.compile(r"(?:https?://|[\w.]@)((?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,12})(?:/([\w-]{1,40}))?")
_CODE_HOSTS = frozenset({"github", "gitlab", "bitbucket"})
_KINDS = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})  # before a country, as in co.uk
_LINKS = 3  # links that make an address the writer's own
_SHARE = 0.3  # likewise, of all links
_REACH = 90  # characters before a short form in which the words that explain it begin


class Names:
    """Tells by its surroundings whether a short form needs no explanation."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._designations = vocabulary.words("standard-designations")
        self._events = vocabulary.words("event-words")
        self._clause = vocabulary.words("clause-words")
        self._openers = vocabulary.words("clause-openers")
        self._kindless = vocabulary.words("kindless-words")
        self._endings = vocabulary.words("name-endings")
        self._calling = tuple(vocabulary.words("calling-words"))

    def belongs(self, text: str, start: int, end: int) -> bool:
        """Tell whether the letters at `start:end` are a part of a name, as SP in "NIST SP 800-53"."""
        return (
            self._is_designation(text, start, end)
            or self._is_event(text, start, end)
            or _is_citation(text, start, end)
            or _is_dotted(text, start, end)
            or self._is_within_name(text, start, end)
            or bool(_EXAMPLE.search(text, max(0, start - _EXAMPLE_REACH), start))
            or (
                text[start:end] in {"DC", "D.C."}
                and bool(_PLACE_BEFORE.search(text, max(0, start - 13), start))
            )
        )

    def _is_designation(self, text: str, start: int, end: int) -> bool:
        if text[start:end].rstrip("s") not in self._designations:
            return False
        numbered = _NUMBERED.match(text, end)
        if numbered and all(part in self._designations for part in numbered.groups() if part):
            return True
        body = _BODY.search(text, max(0, start - 8), start)
        return bool(body and body[1] in self._designations)

    def _is_within_name(self, text: str, start: int, end: int) -> bool:
        behind = _NAME_BEHIND.match(text, end)
        if not behind or behind[1].casefold() not in self._endings:
            return False
        return bool(_NAME_BEFORE.search(text, max(0, start - _REACH), start))

    def _is_event(self, text: str, start: int, end: int) -> bool:
        before = _CAPITALISED.search(text, max(0, start - 30), start)
        if not before or end - start > 4:
            return False
        name = before[1]
        humps = bool(_HUMPS.fullmatch(name))
        if humps and any(name.endswith(word) for word in self._events):
            return True
        return (humps or name in self._events) and bool(_YEAR.match(text, end))

    def explained_beside(self, text: str, start: int, end: int, opening: int) -> bool:
        """Tell whether a thing's name stands beside it: "QZT, our ticket system, …".

        Args:
            text: The block's prose.
            start: Start of the short form.
            end: Its end.
            opening: Start of its sentence.
        """
        before = text[max(opening, start - _REACH) : start]
        return (
            self._called(before)
            or (bool(_SUBJECT.match(before)) and self._is_told(text, end))
            or self._in_brackets(text, before, end)
            or (not self._opens_clause(text, opening, start) and self._set_off(text, before, end))
        )

    def _is_told(self, text: str, end: int) -> bool:
        """Tell whether the sentence says what kind of thing it is: "QZT is a tool that books rooms"."""
        told = _TOLD.match(text, end)
        return bool(told and self._kindless.isdisjoint(told[1].casefold().split()))

    def _called(self, before: str) -> bool:
        bare = before.rstrip(" \"“‘'")
        return bare.endswith(self._calling) and len(_WORD.findall(bare)) > 2

    def _in_brackets(self, text: str, before: str, end: int) -> bool:
        if _is_together(text, end):
            return True
        after = _AFTER_BRACKET.match(text, end)
        if (after and self._is_thing(after[1])) or _SPELLED_OUT.match(text, end):
            return True
        if not _BRACKET_ENDS.match(text, end):
            return False
        named = _BEFORE_BRACKET.match(before)
        return bool(named and self._is_thing(named[1]))

    def _set_off(self, text: str, before: str, end: int) -> bool:
        if _SET_OFF.match(text, end):
            named = _BEFORE.match(before)
            if named and self._is_thing(named[1]):
                return True
        if before.endswith(", "):
            return False
        after = _AFTER.match(text, end)
        return bool(after and self._is_thing(after[1]) and not _LISTED.match(text, after.end()))

    def _opens_clause(self, text: str, opening: int, start: int) -> bool:
        """Tell whether only an opening such as "In QZT, …" comes before the comma."""
        first = _FIRST_WORD.match(text, opening, start)
        return bool(first and first[1].casefold() in self._openers)

    def _is_thing(self, words: str) -> bool:
        return self._clause.isdisjoint(words.casefold().split()) and not _TWO_THINGS.search(words)


def own_names(source: str) -> frozenset[str]:
    """Give the names in small letters of the organisation that a text's links lead to, mostly.

    Whoever writes for qzt.org, and has most of the work under that address, writes for people of QZT.
    """
    counts: dict[str, int] = {}
    total = 0
    for match in _ADDRESS.finditer(source):
        total += 1
        name = _owner(match[1].casefold().split("."), (match[2] or "").casefold())
        counts[name] = counts.get(name, 0) + 1
    return frozenset(name for name, count in counts.items() if count >= _LINKS and count >= _SHARE * total)


def _owner(host: Sequence[str], folder: str) -> str:
    if host[-2] in _CODE_HOSTS and folder:
        return folder
    has_country = len(host) > 2 and len(host[-1]) == 2 and host[-2] in _KINDS
    return host[-3] if has_country else host[-2]


def _is_citation(text: str, start: int, end: int) -> bool:
    return bool(_CITED_BEFORE.search(text, max(0, start - 2), start) and _CITED_AFTER.match(text, end))


def is_product(acronym: str) -> bool:
    """Tell whether a capitalised word glued to capitals, as in EasyPAY, reads as a product's name."""
    return bool(_PRODUCT.fullmatch(acronym))


def _is_together(text: str, end: int) -> bool:
    """Tell whether the letters before `end` stand in brackets for the last words of a long name."""
    for found in _TOGETHER.finditer(text, max(0, end - 3 * _REACH), min(len(text), end + _EXAMPLE_REACH)):
        if found.start("letters") < end <= found.end("letters"):
            initials = "".join(word[0] for word in found["name"].split() if word[0].isupper())
            return initials.endswith(found["letters"].replace(" ", "")) or all(
                letters in initials for letters in found["letters"].split()
            )
    return False


def _is_dotted(text: str, start: int, end: int) -> bool:
    """Tell whether a full stop joins the letters to other letters, as in "OPS.NET"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (len(before) == 2 and before[0].isalnum() and before[1] == ".") or (
        len(after) == 2 and after[0] == "." and after[1].isalnum()
    )
