"""Which of several hits on the same words stays. The order is written here and in docs/configuration.md.

1. The same rule on the same words: one stays.
2. Two rules of one pack on exactly the same words: the louder one, then the first by name.
3. Two rules on overlapping words that both offer a replacement: the longer one, then the louder one,
   then the first by name, since two replacements can't both be made.
4. Two rules of one pack that only ask or explain, one on a number and one on a phrase around it: the
   louder one, then the one on the number.
5. All others stay: a long sentence may hold a wordy phrase.
6. Three or more findings of one rule that say the same of the same words: the first one speaks for all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plainspeak.finding import Finding

_FEW = 2  # findings that say the same and are each told
_PHRASE = 80  # characters; what is longer is about more than its number


def settle(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what says the same twice. Takes and gives any order; gives offset, then rule."""
    by_words: dict[tuple[str, int, int, str], Finding] = {}
    for finding in sorted(findings, key=_loudest_first):
        place = finding.location
        pack = finding.rule.partition("/")[0]
        whole_document = finding.rule if not finding.text else ""
        by_words.setdefault((pack, place.offset, place.end_offset, whole_document), finding)
    kept: list[Finding] = []
    replacing = [finding for finding in by_words.values() if _replaces(finding)]
    others = _one_a_number([finding for finding in by_words.values() if not _replaces(finding)])
    # Longest first is settled within each cluster of overlapping replacements.
    for cluster in _clusters(replacing):
        taken: list[tuple[int, int]] = []
        for finding in sorted(cluster, key=_longest_first):
            start, end = finding.location.offset, finding.location.end_offset
            if all(end <= other_start or other_end <= start for other_start, other_end in taken):
                taken.append((start, end))
                kept.append(finding)
    return sorted(
        [*kept, *others], key=lambda finding: (finding.location.offset, finding.rule, finding.message)
    )


def _one_a_number(findings: list[Finding]) -> list[Finding]:
    """Of findings of one pack on a number and on a phrase around it, keep the louder."""
    kept: list[Finding] = []
    short = [finding for finding in findings if len(finding.text) <= _PHRASE and _has_number(finding)]
    for cluster in _clusters(short):
        packs: dict[str, list[Finding]] = {}
        for finding in sorted(cluster, key=lambda finding: (finding.severity.rank, len(finding.text))):
            stronger = packs.setdefault(finding.rule.partition("/")[0], [])
            if not any(other.rule != finding.rule and _nested(other, finding) for other in stronger):
                stronger.append(finding)
        kept.extend(finding for some in packs.values() for finding in some)
    held = {id(finding) for finding in short}
    return [*kept, *(finding for finding in findings if id(finding) not in held)]


def _has_number(finding: Finding) -> bool:
    return any(character.isdigit() for character in finding.text)


def _nested(one: Finding, other: Finding) -> bool:
    inner, outer = sorted((one, other), key=lambda finding: len(finding.text))
    inside = outer.location.offset <= inner.location.offset
    return inside and inner.location.end_offset <= outer.location.end_offset


def _replaces(finding: Finding) -> bool:
    return any(suggestion.replacement for suggestion in finding.suggestions)


def _loudest_first(finding: Finding) -> tuple[int, str, str]:
    return finding.severity.rank, finding.rule, finding.message


def _longest_first(finding: Finding) -> tuple[int, int, str]:
    place = finding.location
    return place.offset - place.end_offset, finding.severity.rank, finding.rule


def _clusters(findings: list[Finding]) -> list[list[Finding]]:
    clusters: list[list[Finding]] = []
    end = -1
    for finding in sorted(findings, key=lambda finding: finding.location.offset):
        if clusters and finding.location.offset < end:
            clusters[-1].append(finding)
        else:
            clusters.append([finding])
        end = max(end, finding.location.end_offset)
    return clusters


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Let the first of many findings that say the same speak for all. Takes and keeps reading order."""
    listed = list(findings)
    counts = Counter((finding.rule, finding.same) for finding in listed if finding.same)
    told: set[tuple[str, str]] = set()
    kept = []
    for finding in listed:
        key = finding.rule, finding.same
        if counts[key] <= _FEW:
            kept.append(finding)
        elif key not in told:
            told.add(key)
            again = f"{finding.message} It comes {counts[key] - 1} more times below."
            kept.append(replace(finding, message=again))
    return kept
