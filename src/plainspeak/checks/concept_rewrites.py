"""The sentence that a leader would rather have read: a concept's pattern and the writer's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plainspeak.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from plainspeak.knowledge import Vocabulary
    from plainspeak.language.analysis import Passage, Sentence
    from plainspeak.language.concepts import ConceptUse

_SLOT = re.compile(r"⟨(?:(?P<name>who|what|number|when): )?(?P<hint>[^⟨⟩]*)⟩")
_FOLLOWING_WORD = re.compile(r"[ ]+([a-z]+)")
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INSIDE = _NOUNS | {"DT", "PRP$", "JJ", "JJR", "JJS", "CD", "POS", "VBN", "VBG", "HYPH"}
_OPENS = frozenset({"DT", "PRP$", "JJ", "CD"}) | _NOUNS
_LONGEST = 5  # words of a phrase that fits into a slot
_LACK_REACH = 4  # words before a concept that may say that it is not there
_OTHERS = 3  # further concepts that are named
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER = re.compile(r"Q[1-4]")


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence itself says, ready for a slot; empty where it does not say it.

    Attributes:
        who: The people or places that are served.
        what: The service or system that it is about.
        when: A date or a period, without its preposition.
        counts: Noun in the plural → the number that stands before it.
        lacking: Whether the thing is said to be missing.
    """

    who: str
    what: str
    when: str
    counts: Mapping[str, str]
    lacking: bool


class ConceptRewriter:
    """Chooses the concept that a sentence is about, and says it in business words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._people = vocabulary.words("served-people")
        self._systems = vocabulary.words("served-systems")
        self._lack = vocabulary.words("lack-words")
        self._dates = vocabulary.words("date-words")

    def suggestions(
        self, passage: Passage, sentence: Sentence, uses: Sequence[ConceptUse]
    ) -> tuple[Suggestion, ...]:
        """Give the rewrite, then what a leader would ask; nothing where no concept is named.

        Args:
            passage: A tagged passage.
            sentence: One of its sentences.
            uses: The concepts named in that sentence, in order.
        """
        if not uses:
            return ()
        lead = leading(uses)
        said = self._said(passage, sentence, lead)
        patterns = lead.concept.lacking if said.lacking else lead.concept.doing
        rewrite = max((filled(pattern, said) for pattern in patterns), key=lambda made: made[1])[0]
        ask = f"A leader will ask: {lead.concept.question} Quote, for example, {lead.concept.figure}."
        others = [
            name for name in dict.fromkeys(use.concept.name for use in uses) if name != lead.concept.name
        ][:_OTHERS]
        if others:
            ask += f" Also named here: {', '.join(others)}."
        return Suggestion(rewrite), Suggestion(ask)

    def _said(self, passage: Passage, sentence: Sentence, lead: ConceptUse) -> Said:
        doc = passage.doc
        who = what = ""
        counts: dict[str, str] = {}
        for first, last in _noun_phrases(doc, sentence):
            head, span = doc[last - 1], (doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
            if doc[first].tag_ == "CD" and head.tag_ == "NNS" and last - first <= _LONGEST:
                counts.setdefault(head.lower_, doc[first].text)
            if span[0] < lead.end and lead.start < span[1]:
                continue
            phrase = _phrase(doc, first, last)
            if not phrase or passage.block.is_masked(*span):
                continue
            if (
                not who
                and head.lower_ in self._people
                and (head.tag_ == "NNS" or head.lower_ in {"staff", "people"})
            ):
                who = phrase
            elif (
                not what and head.lower_ in self._systems and head.tag_ in {"NN", "NNP"} and last - first > 1
            ):
                what = phrase
        when = self._when(doc, sentence)
        return Said(who, what, when, counts, self._is_lacking(doc, sentence, lead))

    def _when(self, doc: Doc, sentence: Sentence) -> str:
        for place in range(sentence.first, sentence.last):
            token = doc[place]
            following = doc[place + 1].text if place + 1 < sentence.last else ""
            year = f" {following}" if _YEAR.fullmatch(following) else ""
            if _QUARTER.fullmatch(token.text) or (token.text in self._dates and token.tag_.startswith("NN")):
                before = doc[place - 1] if place > sentence.first else None
                if before is not None and before.lower_ in {"next", "this"}:
                    return f"{before.lower_} {token.text}{year}"
                if before is not None and before.tag_ == "CD" and before.is_digit and len(before) <= 2:
                    return f"{before.text} {token.text}{year}"
                if token.text != "May" or year or (before is not None and before.tag_ == "IN"):
                    return token.text + year
        return ""

    def _is_lacking(self, doc: Doc, sentence: Sentence, lead: ConceptUse) -> bool:
        before = [token for token in doc[sentence.first : sentence.last] if token.idx < lead.start]
        return any(token.lower_ in self._lack for token in before[-_LACK_REACH:])


def leading(uses: Sequence[ConceptUse]) -> ConceptUse:
    """Give the most specific concept: the rarest kind of knowledge, named in the most words, first."""
    return max(
        uses, key=lambda use: (use.concept.level, use.end - use.start if not use.short else 0, -use.start)
    )


def filled(pattern: str, said: Said) -> tuple[str, int]:
    """Fill a pattern's slots with what a sentence says, and tell how many; the rest stay open."""
    number = 0

    def fill(match: re.Match[str]) -> str:
        nonlocal number
        own = _own_words(match, said)
        if not own:
            return f"⟨{match['hint']}⟩"
        number += 1
        return _capitalised(own) if match.start() == 0 else own

    return _SLOT.sub(fill, pattern), number


def _own_words(match: re.Match[str], said: Said) -> str:
    name = match["name"]
    if name == "number":
        following = _FOLLOWING_WORD.match(match.string, match.end())
        return said.counts.get(following[1], "") if following else ""
    return {"who": said.who, "what": said.what, "when": said.when}.get(name or "", "")


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _noun_phrases(doc: Doc, sentence: Sentence) -> list[tuple[int, int]]:
    """Give first and last token (excluded) of what the tags make a noun with the words that belong to it."""
    phrases, first = [], -1
    for place in range(sentence.first, sentence.last + 1):
        tag = doc[place].tag_ if place < sentence.last else ""
        if first < 0:
            first = place if tag in _OPENS else -1
        elif tag not in _INSIDE or (tag in {"DT", "PRP$"}):
            last = place
            while last > first and doc[last - 1].tag_ not in _NOUNS:
                last -= 1
            if last > first:
                phrases.append((first, last))
            first = place if tag in _OPENS else -1
    return phrases


def _phrase(doc: Doc, first: int, last: int) -> str:
    """Give a phrase as it stands in the middle of a sentence; nothing where it is too long or not one."""
    if last - first > _LONGEST:
        return ""
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    text = doc.text[start:end]
    if not all(character.isalnum() or character in " -'’&" for character in text):
        return ""
    return text if _keeps_capital(doc[first]) else text[0].lower() + text[1:]


def _keeps_capital(token: Token) -> bool:
    return token.tag_ in {"NNP", "NNPS"} or token.text[1:].lower() != token.text[1:]
