"""What a writer could say where an acronym stands unexplained."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.checks.acronym_senses import senses
from plainspeak.checks.acronym_view import key
from plainspeak.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plainspeak.checks.acronym_senses import SenseFinder
    from plainspeak.checks.acronym_view import AcronymView
    from plainspeak.knowledge import GlossaryEntry
    from plainspeak.language.acronyms import Use

# More senses than this read like a dictionary, not like advice.
_MEANINGS_SHOWN = 3


def explanations(
    view: AcronymView, acronym: str, use: Use, finder: SenseFinder | None = None
) -> list[Suggestion]:
    """Give what the writer could say at a use: the long form, plain words, or which senses are open.

    Args:
        view: The document's acronyms.
        acronym: The short form.
        use: Where it stands.
        finder: Tells which of several senses the document itself names.
    """
    known = view.glossary.get(key(acronym))
    if known is None:
        return [Suggestion(f"⟨full name⟩ ({acronym}), or a few words on what it is")]
    if _in_name(view, use) and known and not known.ambiguous:
        return [Suggestion(f"explain beside the name: {known.plain or known.expansion}")]
    within = _compound_meaning(view, use)
    if within:
        return [Suggestion(spelled_out(view, within, use), replacement=True)]
    if known.ambiguous:
        named = finder.named(senses(known)) if finder else None
        if named:
            return [Suggestion(spelled_out(view, named, use), replacement=True)]
        return [Suggestion(choice(acronym, known))]
    suggestions = [Suggestion(spelled_out(view, known.expansion, use), replacement=True)]
    if known.plain:
        suggestions.append(Suggestion(f"Or say it in plain words: {known.plain}."))
    return suggestions


def choice(acronym: str, known: GlossaryEntry) -> str:
    """Give advice that names some senses of a short form; there may be others."""
    meanings = _either(senses(known)[:_MEANINGS_SHOWN])
    return f"{acronym} can mean, for example, {meanings}: spell out the one you mean."


def _compound_meaning(view: AcronymView, use: Use) -> str | None:
    """Give what a part of a pair such as CI/CD stands for, where the glossary knows the pair."""
    text = view.block(use.block).text
    start, end = use.start, use.end
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "/"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "/"):
        end += 1
    known = view.glossary.get(key(text[start:end])) if "/" in text[start:end] else None
    if known is None:
        return None
    parts = known.expansion.split(" and ")
    number = text.count("/", start, use.start)
    return parts[number] if number < len(parts) else None


def _in_name(view: AcronymView, use: Use) -> bool:
    """Tell whether a capitalised word follows, as in "CX Lead", so that the acronym is part of a name."""
    following = view.block(use.block).text[use.end : use.end + 2]
    return len(following) == 2 and following[0] == " " and following[1].isupper()


def _either(meanings: Sequence[str]) -> str:
    if len(meanings) == 1:
        return meanings[0]
    return ", ".join(meanings[:-1]) + " or " + meanings[-1]


def spelled_out(view: AcronymView, expansion: str, use: Use) -> str:
    """Give "long form (SHORT)" with the plural and the capital that the place asks for."""
    text = view.text(use)
    if text.endswith("s") and not expansion.endswith("s"):
        expansion = expansion[:-1] + "ies" if re.search(r"[^aeiou]y$", expansion) else expansion + "s"
    if view.opens_sentence(use):
        expansion = expansion[:1].upper() + expansion[1:]
    return f"{expansion} ({text})"


def in_title_case(expansion: str, title: str, stop_words: frozenset[str]) -> str:
    """Give a long form with capitals where the title around it has them."""
    words = [word for word in re.findall(r"[^\W\d_]+", title) if word.casefold() not in stop_words]
    plain = [word for word in words[1:] if not word[1:].isupper() and len(word) > 1]
    if not plain or sum(word[0].isupper() for word in plain) < 0.7 * len(plain):
        return expansion
    return re.sub(
        r"[^\W\d_][\w'’]*",
        lambda match: match[0] if match[0] in stop_words else match[0][0].upper() + match[0][1:],
        expansion,
    )
