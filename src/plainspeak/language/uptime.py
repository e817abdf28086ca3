"""Uptime arithmetic, exact: a share of the hours of a year → the time down that it allows."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HOUR = 3_600
YEAR_HOURS = 8_760
# Hours in each basis; a month is a twelfth and a quarter a fourth of a year of 365 days.
BASIS_HOURS = {
    "year": YEAR_HOURS,
    "quarter": YEAR_HOURS // 4,
    "month": YEAR_HOURS // 12,
    "week": 168,
    "day": 24,
}
MOST_NINES = 9


def downtime(percent: Fraction, hours: int = YEAR_HOURS) -> Fraction:
    """Give the seconds down that an availability allows in so many hours."""
    return (100 - percent) / 100 * hours * HOUR


def of_nines(nines: Fraction) -> Fraction | None:
    """Give the availability that "n nines" says, in percent, or None for what nobody would promise."""
    if nines.denominator != 1 or not 1 <= nines <= MOST_NINES:
        return None
    return 100 - Fraction(100, 10 ** int(nines))


def in_a_row(percents: Iterable[Fraction]) -> Fraction:
    """Give the availability of services that all have to work at once, failing independently."""
    return prod((percent / 100 for percent in percents), start=Fraction(1)) * 100


def shown(percent: Fraction) -> str:
    """Write a percentage with as many decimals as tell it from 100, and one more."""
    decimals = 1
    while decimals < MOST_NINES and (100 - percent) * 10**decimals < 10:
        decimals += 1
    return f"{float(round(percent, decimals)):.{decimals}f}".rstrip("0").rstrip(".") + " %"
