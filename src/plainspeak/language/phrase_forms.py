"""One entry of a phrase rule → every way of writing it, each with its replacements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from plainspeak.language.inflections import NOUN_TAGS, VERB_TAGS, forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_EXPANSIONS = 200

_PART = re.compile(r"\((?P<either>[^()\[\]]*)\)|\[(?P<maybe>[^()\[\]]*)\]|(?P<plain>[^()\[\]|]+)")
# -ize, -yze and what is made of them; the British spelling differs in one letter.
_AMERICAN = re.compile(r"(?<=[a-z]{2})([iy])z(?=(?:e|es|ed|er|ers|ing|ation|ations)\b)")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of writing an entry.

    Attributes:
        text: In lower case.
        says: Replacements, the best first.
        participle_says: Replacements after a form of be or have, where they differ from `says`.
    """

    text: str
    says: tuple[str, ...]
    participle_says: tuple[str, ...] | None = None


@lru_cache(maxsize=8192)
def expand(template: str) -> tuple[str, ...]:
    """Write out `(a|b)` alternatives and `[x|y]` optional parts, in order, without repeats.

    Raises:
        ValueError: Brackets that don't match or nest, an empty reading, or more than 200 readings.
    """
    choices: list[Sequence[str]] = []
    position, count = 0, 1
    while position < len(template):
        part = _PART.match(template, position)
        if part is None:
            raise ValueError(
                f"`{template}` can't be read at character {position + 1}: use (a|b) for either, [a] for "
                "maybe, and no brackets within brackets"
            )
        position = part.end()
        if part["plain"] is not None:
            choices.append((part["plain"],))
        else:
            words = (part["either"] or part["maybe"] or "").split("|")
            if not all(word.strip() for word in words):
                raise ValueError(f"`{template}` has an empty choice; use [a|b] for what may be left out")
            choices.append([*words, ""] if part["maybe"] is not None else words)
        count *= len(choices[-1])
        if count > MOST_EXPANSIONS:
            raise ValueError(
                f"`{template}` stands for more than {MOST_EXPANSIONS} phrases; split it into several"
            )
    readings = tuple(dict.fromkeys(" ".join("".join(choice).lower().split()) for choice in product(*choices)))
    if not all(readings):
        raise ValueError(f"`{template}` may stand for nothing at all; leave one word outside the [ ]")
    return readings


def inflected(text: str, inflect: str | None, tag: str) -> tuple[str, ...]:
    """Give a phrase with its first word (verb) or last word (noun) in the form that the tag names."""
    if inflect == "verb":
        first, space, rest = text.partition(" ")
        return tuple(form + space + rest for form in forms(first, tag))
    if inflect == "noun":
        rest, space, last = text.rpartition(" ")
        return tuple(rest + space + form for form in forms(last, tag))
    return (text,)


def spellings(find: str, says: Sequence[str], inflect: str | None) -> Iterator[Spelling]:
    """Give every way of writing `find`: expanded, inflected, in American and British spelling."""
    found: dict[str, tuple[Spelling, str]] = {}
    for reading in expand(find):
        for tag in _tags(inflect):
            for number, text in enumerate(inflected(reading, inflect, tag)):
                replacements = tuple(_matching(say, inflect, tag, number) for say in says)
                _add(found, text, replacements, tag)
    for spelling, _ in found.values():
        yield spelling
        if "z" in spelling.text:
            british = _AMERICAN.sub(r"\1s", spelling.text)
            if british != spelling.text:
                yield Spelling(british, spelling.says, spelling.participle_says)


def _tags(inflect: str | None) -> Sequence[str]:
    if inflect == "verb":
        return VERB_TAGS
    return NOUN_TAGS if inflect == "noun" else ("NN",)


def _matching(say: str, inflect: str | None, tag: str, number: int) -> str:
    """Give a replacement in the form of the found text: `were` for `were`, not `was`."""
    options = inflected(say, inflect, tag)
    return options[min(number, len(options) - 1)] if say.startswith("be ") or say == "be" else options[0]


def _add(found: dict[str, tuple[Spelling, str]], text: str, says: tuple[str, ...], tag: str) -> None:
    present, present_tag = found.get(text, (None, ""))
    if present is None:
        found[text] = Spelling(text, says), tag
    elif (present_tag, tag) == ("VBD", "VBN") and present.says != says:
        found[text] = Spelling(text, present.says, says), present_tag


def inflecting_words(find: str, says: Sequence[str], inflect: str | None) -> set[str]:
    """Name the base words of an entry that change their form."""
    if inflect == "verb":
        words = {text.split(" ")[0] for text in (*expand(find), *says)}
    elif inflect == "noun":
        words = {text.split(" ")[-1] for text in (*expand(find), *says)}
    else:
        words = set()
    return {word.rpartition("-")[2] for word in words}
