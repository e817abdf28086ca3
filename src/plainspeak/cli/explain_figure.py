"""What a figure means: `plainspeak explain "99.95%"`, `"five nines"`, `"RTO 4h"`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from plainspeak.language.quantities import Quantity
    from plainspeak.language.spoken import Speaker
    from plainspeak.packs import Library
    from plainspeak.rule import Rule

_CHECK = "quantity"
_LEAST = 50  # percent; nobody runs a service that is down half the time


def explain_figure(text: str, library: Library) -> str | None:
    """Say what the figures of a text mean, or give None where there is nothing to compute."""
    from plainspeak.language.quantities import find_quantities
    from plainspeak.language.spoken import Speaker

    vocabulary = library.knowledge.vocabulary
    found = find_quantities(text, vocabulary)
    rules = [rule for rule in library.rules.values() if rule.check == _CHECK]
    if not found or not rules:
        return None
    percent = _availability(found[0]) if len(found) == 1 and _is_alone(found[0], text) else None
    if percent is not None:
        return _downtimes(percent, Speaker(vocabulary.units), text)
    return _findings(text, rules, library)


def _is_alone(quantity: Quantity, text: str) -> bool:
    return (quantity.start, quantity.end) == (0, len(text.strip()))


def _availability(quantity: Quantity) -> Fraction | None:
    from plainspeak.language.uptime import of_nines

    if quantity.kind == "nines":
        return of_nines(quantity.value)
    return quantity.value if quantity.kind == "percent" and _LEAST <= quantity.value < 100 else None


def _downtimes(percent: Fraction, speaker: Speaker, text: str) -> str:
    from plainspeak.language.uptime import BASIS_HOURS, downtime, shown

    written = shown(percent) if not any(map(str.isdigit, text)) else text.strip()
    said = "" if written == text.strip() else f" ({written})"
    lines = [f"{text.strip()}{said}, as an availability counted day and night, is at most"]
    for basis, hours in BASIS_HOURS.items():
        lost = downtime(percent, hours)
        lines.append(
            f"- {speaker.exactly(lost)} down in a {basis} of {hours:,} hours ({speaker.about(lost)})"
        )
    lines.append("Say whether planned work is included, and what an hour down costs.")
    return "\n".join(lines)


def _findings(text: str, rules: list[Rule], library: Library) -> str | None:
    from plainspeak.config import Settings
    from plainspeak.engine import Linter
    from plainspeak.readers import read_document

    document = read_document(text.encode(), "figure.txt", format_name="text")
    settings = Settings(audience="executive", kind="generic", select=tuple(rule.id for rule in rules))
    report, _ = Linter(library).lint(document, settings)
    lines: list[str] = []
    for finding in report.findings:
        lines.append(finding.message)
        lines.extend(f"→ {suggestion.text}" for suggestion in finding.suggestions)
    return "\n".join(lines) or None
