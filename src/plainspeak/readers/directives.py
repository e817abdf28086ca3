"""Comments that speak to plainspeak, the same in every format that has comments."""

from __future__ import annotations

import re

_DIRECTIVE = re.compile(r"\s*plainspeak\s*:(.*)", re.DOTALL | re.IGNORECASE)


def parse_directive(body: str) -> str | None:
    """Give the words after `plainspeak:` in a comment, or None where it doesn't speak to plainspeak.

    Args:
        body: The comment without its marks, such as ` plainspeak: ignore jargon/wordy `.
    """
    match = _DIRECTIVE.match(body)
    return " ".join(match[1].split()) if match else None
