"""What a writer could say where an acronym stands unexplained."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plainspeak.checks.acronym_senses import senses
from plainspeak.checks.acronym_view import TITLES, key
from plainspeak.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from plainspeak.checks.acronym_phrases import Phrase
    from plainspeak.checks.acronym_view import AcronymView
    from plainspeak.knowledge import GlossaryEntry
    from plainspeak.language.acronyms import Use

# More senses than this read like a dictionary, not like advice.
_MEANINGS_SHOWN = 2
_PAIR = 12  # characters beside a short form in which its pair ends
_NAME_AFTER = re.compile(r" [A-Z][a-z]")
_OF = re.compile(r" (?:for|of|in) ")


def explanations(
    view: AcronymView,
    acronym: str,
    use: Use,
    phrase: Phrase | None = None,
    familiar: Collection[str] = frozenset(),
) -> list[Suggestion]:
    """Give what the writer could say at a use: the long form, plain words, or which senses are open.

    Args:
        view: The document's acronyms.
        acronym: The short form.
        use: Where it stands.
        phrase: Words of the document that may be what it stands for.
        familiar: Short forms, as `key` gives them, of which one of the known senses is nearly always meant.
    """
    pair = compound(view, use)
    if pair is not None:
        return [Suggestion(f"write “{pair.expansion} ({pair.acronym})” once")]
    if phrase is not None:
        return [_if_meant(view, acronym, phrase.text, use)]
    known = view.glossary.get(key(acronym))
    if known is None or (key(acronym) not in familiar and _is_unsupported(view, known)):
        return [Suggestion(f"⟨full name⟩ ({acronym}), or a few words on what it is")]
    if known.ambiguous:
        return [_open(view, acronym, known, use)]
    if not _is_spelled_like(acronym, known):
        return [_if_meant(view, acronym, known.expansion, use)]
    return _settled(view, known, use)


def _is_unsupported(view: AcronymView, known: GlossaryEntry) -> bool:
    return known.ambiguous and view.senses.is_silent_on(senses(known))


def _settled(view: AcronymView, known: GlossaryEntry, use: Use) -> list[Suggestion]:
    if " " in known.expansion and _in_name(view, use):
        return [Suggestion(f"explain beside the name: {known.plain or known.expansion}")]
    suggestions = [Suggestion(spelled_out(view, known.expansion, use), replacement=True)]
    if known.plain:
        suggestions.append(Suggestion(f"Or say it in plain words: {known.plain}."))
    return suggestions


def _open(view: AcronymView, acronym: str, known: GlossaryEntry, use: Use) -> Suggestion:
    """Give advice on a short form of several senses: the one that the document names, or the likely ones."""
    meanings = senses(known)
    named = view.senses.named(meanings) if _is_spelled_like(acronym, known) else None
    if named:
        return Suggestion(spelled_out(view, named, use), replacement=True)
    usual, *others = meanings
    others.sort(key=lambda meaning: -view.senses.share(meaning))
    share, next_best = view.senses.share(usual), view.senses.share(others[0]) if others else 0.0
    if not _is_spelled_like(acronym, known):
        next_best = share
    if not others or share == 1.0 > next_best or share > 0.0 == next_best:
        return _if_meant(view, acronym, usual, use)
    return Suggestion(choice(acronym, [usual, *others][:_MEANINGS_SHOWN]))


def _if_meant(view: AcronymView, acronym: str, meaning: str, use: Use) -> Suggestion:
    return Suggestion(f"If {acronym} means {meaning} here, write “{spelled_out(view, meaning, use)}”.")


def _is_spelled_like(acronym: str, known: GlossaryEntry) -> bool:
    """Tell whether the capitals are the glossary's; DOD may be something else than DoD."""
    return acronym == known.acronym or not acronym.isupper()


def choice(acronym: str, meanings: Sequence[str]) -> str:
    """Give advice that names some senses of a short form; there may be others."""
    return f"{acronym} can mean, for example, {' or '.join(meanings)}: spell out the one you mean."


def compound(view: AcronymView, use: Use) -> GlossaryEntry | None:
    """Give the pair in the glossary, such as CI/CD, that a short form is a part of."""
    start, end = around(view, use)
    text = view.block(use.block).text[start:end]
    return view.glossary.get(key(text)) if "/" in text else None


def around(view: AcronymView, use: Use) -> tuple[int, int]:
    """Give the span of the letters and slashes around a short form."""
    text = view.block(use.block).text
    start, end = use.start, use.end
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "/") and use.start - start < _PAIR:
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "/") and end - use.end < _PAIR:
        end += 1
    return start, end


def _in_name(view: AcronymView, use: Use) -> bool:
    """Tell whether a capitalised word follows, as in "CX Lead", so that the acronym is part of a name.

    In a title every word may have a capital.
    """
    block = view.block(use.block)
    return block.kind not in TITLES and bool(_NAME_AFTER.match(block.text, use.end))


def spelled_out(view: AcronymView, expansion: str, use: Use) -> str:
    """Give "long form (SHORT)" with the plural and the capital that the place asks for."""
    text = view.text(use)
    if text.endswith("s") and not expansion.endswith("s"):
        expansion = _plural(expansion)
    if view.opens_sentence(use):
        expansion = expansion[:1].upper() + expansion[1:]
    return f"{expansion} ({text})"


def _plural(expansion: str) -> str:
    head, preposition, rest = expansion, "", ""
    inner = _OF.search(expansion)
    if inner:
        head, preposition, rest = expansion[: inner.start()], inner.group(), expansion[inner.end() :]
    if not head.endswith("s"):
        head = head[:-1] + "ies" if re.search(r"[^aeiou]y$", head) else head + "s"
    return head + preposition + rest


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
