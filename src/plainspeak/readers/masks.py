"""What in running text is no prose: addresses, paths, identifiers, formulas, hashes, quoted licences.

Every pattern here runs in linear time: no nested repeats, no two repeats side by side that
could match the same characters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from plainspeak.document import Mask

if TYPE_CHECKING:
    from collections.abc import Iterator

# What it is; what a text must hold for the pattern to be worth trying; the pattern.
_PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "url",
        (":/", "www."),
        re.compile(r"\b(?:https?|ftp|ssh|git|file|mailto|s3|jdbc)://?[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+"),
    ),
    ("email", ("@",), re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b")),
    # example.org/path, docs.example.co.uk: a host needs a known ending or a path behind it.
    (
        "url",
        (".",),
        re.compile(
            r"\b(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|gov|edu|mil|int|io|dev|app|cloud|info|biz|co|eu|uk|us|de|fr|nl|ch|at|ca|au|nz|in|ie)"
            r"(?:/[^\s<>\"')\]]*)?(?![\w.-]*\w)"
        ),
    ),
    # /etc/hosts, ./run, ~/x, C:\x, src/app/main.py
    (
        "path",
        ("/",),
        re.compile(
            r"(?<![\w/.])(?:~|\.{1,2})?/(?:[\w.@+-]+/)+[\w.@+*-]*|(?<![\w/.])(?:~|\.{1,2})/[\w.@+*-]+"
        ),
    ),
    ("path", ("\\",), re.compile(r"\b[A-Za-z]:\\[^\s<>\"|?*]+")),
    (
        "path",
        (".",),
        re.compile(
            r"(?<![\w/.-])[\w@+./-]{0,200}[\w@+-]\.(?:py|js|ts|jsx|tsx|java|go|rs|rb|php|c|h|cpp|cs|sh|ps1|sql|ya?ml|json|toml|ini|cfg|conf|xml|html?|css|md|rst|txt|csv|tsv|log|lock|pem|crt|key|tf|zip|tar|gz|exe|dll|jar|whl|docx?|pptx?|xlsx?|pdf|png|jpe?g|gif|svg)\b(?![\w-])"
        ),
    ),
    # snake_case, CONSTANT_CASE, dotted.names, a::b, camelCase(), $VAR, --option, @decorator/scope
    (
        "identifier",
        ("--",),
        re.compile(
            r"(?<![\w-])--?[a-zA-Z][\w-]+=?(?=[\s,.;:)]|$)(?<=--[\w=-]{1})|(?<![\w-])--[a-zA-Z][\w-]*"
        ),
    ),
    ("identifier", ("_",), re.compile(r"\b[A-Za-z0-9]*_[A-Za-z0-9_]+\b")),
    ("identifier", ("()",), re.compile(r"\b[A-Za-z_]\w*\(\)")),
    ("identifier", ("::",), re.compile(r"\b[A-Za-z_]\w*(?:::[A-Za-z_]\w*)+")),
    ("identifier", (".",), re.compile(r"\b[a-z]\w*(?:\.[a-z]+[A-Z]\w*)+")),
    ("identifier", ("$", "@"), re.compile(r"\$\{?[A-Za-z_]\w*\}?|(?<![\w@])@[A-Za-z][\w-]*(?:/[\w-]+)?")),
    # Commit hashes and other long hexadecimal numbers; sha256:…
    ("identifier", (), re.compile(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b|\b0x[0-9A-Fa-f]+\b")),
)


# A whole block that is a line of JSON, YAML or XML: a key in quotes, a lone bracket, tags at both ends.
_CODE_BLOCK = re.compile(
    r"[{}\[\](),;]+"
    r"|\"[\w@$.-]{1,60}\"\s*:\s*(?:(?:[\"\[{0-9-]|true\b|false\b|null\b).*)?"
    r"|</?[A-Za-z][^<>]*>(?:.*</[A-Za-z][^<>]*>)?",
    re.DOTALL,
)


@lru_cache(maxsize=1)
def _licence_phrases() -> tuple[str, ...]:
    text = files("plainspeak.readers").joinpath("licences.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


def _is_licence(text: str) -> bool:
    if len(text) < 40:
        return False
    folded = text.casefold().replace("“", '"').replace("”", '"')
    return any(phrase in folded for phrase in _licence_phrases())


def find_masks(text: str) -> Iterator[Mask]:
    """Give every stretch of `text` that is no prose; they may overlap."""
    if _CODE_BLOCK.fullmatch(text):
        yield Mask(0, len(text), "code")
        return
    if _is_licence(text):
        yield Mask(0, len(text), "licence")
        return
    for what, signs, pattern in _PATTERNS:
        if signs and not any(sign in text for sign in signs):
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if what in {"url", "path"}:
                end = start + len(text[start:end].rstrip(".,;:!?*_"))
            if end > start:
                yield Mask(start, end, what)
