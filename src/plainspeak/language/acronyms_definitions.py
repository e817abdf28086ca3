"""Where a document says what an acronym stands for: brackets, equations, phrases, tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from plainspeak.language.acronyms_aligner import Word, WordIndex, align, limit_for
from plainspeak.language.acronyms_glossaries import in_tables
from plainspeak.language.acronyms_nearby import nearby
from plainspeak.language.acronyms_spots import Spot, is_itself
from plainspeak.language.acronyms_table import Definition, Mismatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plainspeak.language.acronyms_candidates import Candidate, Words
    from plainspeak.language.analysis import Passage

_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,200})[)\]]")
_SHORT = re.compile(r"[^\W_]{1,12}(?:(?: ?[-&/;] ?|\.)[^\W_]{1,12}){0,3}")
_PART = re.compile(r"[^\W_]+")
_QUOTES = "\"“”„«»‘’'*_ "
_EQUALS = re.compile(r"[\"”’*_]{0,3}\s?(=|:|–|—|,|-(?=\s))\s?")
_ARTICLE = re.compile(r"(?:[\"“]\s?)?(?:(?:the|a|an|our|your|their|its)\s)?", re.IGNORECASE)
_OPENING = re.compile(r"(?:[-,\[(\"“”;:|•]\s?|[)\]]\s?)$")
_STRICT = 0.3
_INSIDE = re.compile(r"[\"”’]?\s?[(\[]\s?(?:or|i\.e\.,?|that is,?|short for|=)?\s?")
_DIRECTLY = re.compile(r"\s?[\])]?\s")


class DefinitionFinder:
    """Finds all definitions of a document; make one a document."""

    def __init__(self, passages: Sequence[Passage], words: Words) -> None:
        self._passages = passages
        self._words = words
        self.mismatches: list[Mismatch] = []
        self._means = re.compile(
            rf"[\"”’]?,?\s(?:\(\s?)?(?:{words.means})[:,]?\s"
            r"|[\"”’]?\s?,\sor\s|[\"”’]?\s?\(\s?or\s",
            re.IGNORECASE,
        )
        self._prefix = re.compile(
            rf"\s?(?:(?:{words.naming})[\s:,])?\s?(?:the\s)?[\"“”‘'*]{{0,2}}\s?", re.IGNORECASE
        )

    def find(self, candidates: Mapping[int, Sequence[Candidate]]) -> Iterator[Definition]:
        """Give the definitions in the passages; `candidates` are the short forms of each passage."""
        yield from in_tables(self._passages, self._words, candidates)
        for number, passage in enumerate(self._passages):
            here = candidates.get(number, ())
            if not here and "(" not in passage.block.prose and "[" not in passage.block.prose:
                continue
            taken: set[int] = set()
            for definition in self._in_passage(number, passage, here):
                if definition.short[0] not in taken:
                    taken.add(definition.short[0])
                    yield definition

    def _in_passage(self, number: int, passage: Passage, here: Sequence[Candidate]) -> Iterator[Definition]:
        text = passage.block.prose
        starts = [sentence.start for sentence in passage.sentences]
        index = WordIndex(text)
        found: list[Definition] = []
        for match in _BRACKET.finditer(text):
            spot = self._spot(number, passage, index, starts, match.start())
            found.extend(self._before_bracket(spot, match))
        known = {definition.short[0] for definition in found}
        for candidate in here:
            if candidate.start in known or candidate.doubt == "small":
                continue
            spot = self._spot(number, passage, index, starts, candidate.start)
            definition = self._inside_bracket(spot, candidate) or self._beside(spot, candidate)
            if definition:
                found.append(definition)
        yield from found
        yield from nearby(number, passage, index, here, found=found, stop_words=self._words.stop_words)

    @staticmethod
    def _spot(number: int, passage: Passage, index: WordIndex, starts: list[int], position: int) -> Spot:
        text = passage.block.prose
        at = bisect_right(starts, position) - 1
        if at < 0:
            return Spot(number, passage, text, index, 0, len(text))
        sentence = passage.sentences[at]
        end = sentence.end
        # A bracket may hold a full stop, so what follows it within reach belongs here as well.
        return Spot(number, passage, text, index, sentence.start, max(end, min(len(text), position + 200)))

    def _before_bracket(self, spot: Spot, match: re.Match[str]) -> Iterator[Definition]:
        """Read “recovery time objective (RTO)”, also (or RTO), (the “RTO”), (RTO; see below)."""
        inner = match.start(1)
        prefix = self._prefix.match(spot.text, inner, match.end(1))
        begin = prefix.end() if prefix else inner
        short = _SHORT.match(spot.text, begin, match.end(1))
        if not short:
            return
        written = short.group()
        tail = spot.text[short.end() : match.end(1)].lstrip(_QUOTES)
        if tail and tail[0] not in ",;:./–—" and not tail.startswith(("for short", "from here", "hereafter")):
            return
        end = _end_of_words(spot.text, match.start())
        parts = list(self._slashed(spot, short, end))
        definition = None if parts else self._aligned_before(spot, _core(written), short, end)
        if definition:
            parts.append(definition)
        elif not parts and not tail:
            self._note_mismatch(spot, _core(written), end, short)
        yield from parts

    def _aligned_before(
        self, spot: Spot, core: str, short: re.Match[str], end: int, ceiling: float | None = None
    ) -> Definition | None:
        if not _may_be_short(core):
            return None
        words = spot.index.before(spot.start, end, 2 * len(core) + 5)
        found = align(core, words, self._words.stop_words, forward=False)
        if not found or found.cost > (self._limit(core) if ceiling is None else ceiling):
            return None
        long = words[found.first : found.last + 1]
        if is_itself(core, long):
            return None
        return spot.definition(_canonical(short.group(), core), short.span(), long, "long-short")

    def _slashed(self, spot: Spot, short: re.Match[str], end: int) -> Iterator[Definition]:
        """Read “artificial intelligence and machine learning (AI/ML)” as two definitions, or as none."""
        if "/" not in short.group():
            return
        found: list[Definition] = []
        for part in reversed(list(_PART.finditer(spot.text, *short.span()))):
            definition = self._aligned_before(spot, _core(part.group()), part, end, _STRICT)
            if definition is None:
                return
            found.append(definition)
            end = _back_over(spot.text, definition.long[0], spot.start, " /,&")
            end -= 4 if spot.text[max(0, end - 4) : end] == " and" else 0
        yield from reversed(found)

    def _limit(self, core: str) -> float:
        # A bracketed word needs every initial; a bracketed run of capitals may use inner letters.
        if self._words.is_word(core) and core not in self._words.word_acronyms:
            return _STRICT
        capitals = sum(character.isupper() for character in core)
        return limit_for(core) if 2 * capitals >= len(core) else _STRICT

    def _note_mismatch(self, spot: Spot, core: str, end: int, short: re.Match[str]) -> None:
        words = spot.index.before(spot.start, end, 2 * len(core) + 5)
        if not (3 <= len(core) <= 6 and core.isupper() and core.isalpha()):
            return
        content = [word for word in words if word.text.casefold() not in self._words.stop_words][-len(core) :]
        if len(content) < len(core) or self._words.is_word(core):
            return
        initials = "".join(word.text[0] for word in content)
        alike = sum(one == other for one, other in zip(initials.upper(), core, strict=True))
        swapped = sorted(initials.upper()) == sorted(core)
        if initials.isupper() and (alike == len(core) - 1 or swapped) and initials[0] == core[0]:
            self.mismatches.append(
                Mismatch(
                    core,
                    spot.passage.block.text[content[0].start : content[-1].end],
                    spot.passage.index,
                    content[0].start,
                    short.end(),
                )
            )

    def _inside_bracket(self, spot: Spot, candidate: Candidate) -> Definition | None:
        """RTO (recovery time objective), RTO [recovery time objective]."""
        match = _INSIDE.match(spot.text, candidate.end)
        if not match:
            return None
        end = _closing(spot.text, match.end())
        article = _ARTICLE.match(spot.text, match.end(), end)
        words = spot.index.after(article.end() if article else match.end(), end, 3 * len(candidate.core) + 4)
        found = align(candidate.core, words, self._words.stop_words, forward=True)
        if not found or found.cost > limit_for(candidate.core):
            return None
        stop_words = self._words.stop_words
        rest = [word for word in words[found.last + 1 :] if word.text.casefold() not in stop_words]
        comma = found.last + 1 < len(words) and words[found.last + 1].comma
        if (len(rest) > 1 and not comma and len(candidate.core) < 4) or is_itself(candidate.core, words):
            return None
        return spot.explains(candidate, words[found.first : found.last + 1], "short-long")

    def _beside(self, spot: Spot, candidate: Candidate) -> Definition | None:
        return (
            self._equation(spot, candidate)
            or self._phrase(spot, candidate)
            or self._naming_before(spot, candidate)
            or self._adjacent(spot, candidate)
        )

    def _equation(self, spot: Spot, candidate: Candidate) -> Definition | None:
        """RTO = recovery time objective, RTO: recovery time objective, RTO – recovery time objective."""
        match = _EQUALS.match(spot.text, candidate.end)
        if not match:
            return None
        if match[1] == ",":
            ceiling = 0.2 if len(candidate.core) > 2 else -1.0
        elif match[1] == "=":
            ceiling = limit_for(candidate.core)
        else:
            ceiling = _STRICT if len(candidate.core) < 3 else 0.75
        return self._forward(spot, candidate, match.end(), ceiling, "equals")

    def _phrase(self, spot: Spot, candidate: Candidate) -> Definition | None:
        """RTO stands for recovery time objective; RTO, or recovery time objective."""
        match = self._means.match(spot.text, candidate.end)
        if not match:
            return None
        either = match.group().rstrip().endswith("or")
        ceiling = 0.75 if either else limit_for(candidate.core)
        found = self._forward(spot, candidate, match.end(), ceiling, "phrase")
        if found or either:
            return found
        article = _ARTICLE.match(spot.text, match.end())
        words = spot.index.after(article.end() if article else match.end(), spot.end, 12)
        if "means" not in match.group() and "stand" not in match.group():
            return None
        plain = article is not None and article.end() > article.start()
        if len(words) < 2 or not (plain or words[0].text.casefold() in {"how", "what"}):
            return None
        made = spot.explains(candidate, words, "phrase")
        return replace(made, aligned=False)

    def _forward(
        self, spot: Spot, candidate: Candidate, position: int, ceiling: float, style: str
    ) -> Definition | None:
        article = _ARTICLE.match(spot.text, position)
        words = spot.index.after(
            article.end() if article else position, spot.end, 2 * len(candidate.core) + 4
        )
        found = align(candidate.core, words, self._words.stop_words, forward=True)
        if not found or found.cost > ceiling or found.first:
            return None
        if is_itself(candidate.core, words[: found.last + 1]):
            return None
        return spot.explains(candidate, words[: found.last + 1], style)

    def _naming_before(self, spot: Spot, candidate: Candidate) -> Definition | None:
        """Read “recovery time objective, or RTO”, with — or “known as”, or with nothing between."""
        end, named = self._link_before(spot, candidate.start)
        link = spot.text[end : candidate.start].strip()
        if candidate.core.islower() or (not link and len(candidate.core) < 3):
            return None
        words = spot.index.before(spot.start, end, 2 * len(candidate.core) + 4)
        if not words or candidate.core[-1].casefold() not in words[-1].text.casefold():
            return None
        found = align(candidate.core, words, self._words.stop_words, forward=False)
        ceiling = 0.5 if named and len(candidate.core) > 2 else _STRICT
        if not found or found.cost > ceiling or found.last != len(words) - 1:
            return None
        long = words[found.first :]
        if len(long) < 2 or not self._reads_as_name(candidate.core, long, linked=bool(link)):
            return None
        return spot.explains(candidate, long, "naming")

    def _reads_as_name(self, core: str, long: Sequence[Word], *, linked: bool) -> bool:
        stops = [word.text.casefold() in self._words.stop_words for word in long]
        if (
            is_itself(core, long)
            or stops[0]
            or any(word.text.isupper() and len(word.text) > 1 for word in long)
        ):
            return False
        return linked or not any(stops)

    def _link_before(self, spot: Spot, start: int) -> tuple[int, bool]:
        """Step back over quotes, a naming phrase and a comma; tell whether there was a phrase."""
        end = _back_over(spot.text, start, spot.start, ' "“‘:*_')
        before = spot.text[max(spot.start, end - 30) : end].casefold()
        named = False
        if end < start and before.endswith(self._words.naming_ends):
            for phrase in self._words.naming_ends:
                if before.endswith(phrase) and not before[: -len(phrase)][-1:].isalnum():
                    end -= len(phrase)
                    named = True
                    break
        return _back_over(spot.text, end, spot.start, " ,—–("), named

    def _adjacent(self, spot: Spot, candidate: Candidate) -> Definition | None:
        """[RTO] Recovery Time Objective; (RTO recovery time objective, …)."""
        before = spot.text[max(spot.start, candidate.start - 3) : candidate.start]
        opened = not before.strip() or bool(_OPENING.search(before))
        match = _DIRECTLY.match(spot.text, candidate.end)
        if not match or (len(candidate.core) < 3 and not opened):
            return None
        words = spot.index.after(match.end(), spot.end, 2 * len(candidate.core) + 2)
        found = align(candidate.core, words, self._words.stop_words, forward=True)
        if not found or found.cost > 0.15 or found.first or found.last < 1:
            return None
        if len(candidate.core) < 3 and found.last + 1 < len(words) and not words[found.last + 1].comma:
            return None
        return spot.explains(candidate, words[: found.last + 1], "equals")


def _back_over(text: str, end: int, start: int, characters: str) -> int:
    lowest = max(start, end - 6)
    while end > lowest and text[end - 1] in characters:
        end -= 1
    return end


def _core(written: str) -> str:
    bare = re.sub(r"[^0-9A-Za-z]", "", written)
    if re.fullmatch(r"[A-Za-z]\d{1,2}[a-z]", bare):
        return bare
    return bare[:-1] if len(bare) > 2 and bare[-1] == "s" and bare[-2] != "a" else bare


def _canonical(written: str, core: str) -> str:
    if "&" in written:
        return re.sub(r"\s", "", written)
    return core if re.fullmatch(r"[0-9A-Za-z.]+", written) else re.sub(r"\s", "", written).rstrip("s")


def _may_be_short(core: str) -> bool:
    if not 2 <= len(core) <= 10 or not core.isascii() or core.isdigit():
        return False
    capitals = sum(character.isupper() for character in core)
    numbered = any(map(str.isdigit, core)) and len(core) <= 6
    return capitals >= 2 or (capitals == 1 and numbered)


def _end_of_words(text: str, position: int) -> int:
    while position and text[position - 1] in _QUOTES:
        position -= 1
    return position


def _closing(text: str, start: int) -> int:
    ends = [at for at in (text.find(")", start, start + 200), text.find("]", start, start + 200)) if at != -1]
    return min(ends) if ends else min(len(text), start + 200)
