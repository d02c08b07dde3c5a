"""Two reports' own words to how alike they are, or nothing where that is not worth telling."""

import math
from dataclasses import dataclass
from typing import Literal

from archive.insights.left_in import SaysAThird, left_in
from archive.insights.own_words import OwnWords, pieces

Kind = Literal["same_text", "near_text", "year_before"]

# One copied section beside short ones of the body's own is at 0.86 and more; reports put together from the same stock
# phrases, each by itself, at 0.8 and less.
LEAST = 0.85
_DIGITS = 1000


@dataclass(frozen=True, slots=True)
class Pair:
    """As the table `lookalikes` has it: the report with the lower number first."""

    report_id: int
    other_report_id: int
    kind: Kind
    likeness: float
    left_in: str | None


def compare(one: OwnWords, other: OwnWords, says_a_third: SaysAThird) -> Pair | None:
    """Of one body, only its reports of two years running are told of, each for the same scope."""
    kind: Kind = "same_text" if one.whole == other.whole else "near_text"
    if one.by.body == other.by.body:
        if one.by.scope != other.by.scope or abs(one.by.year - other.by.year) != 1:
            return None
        kind = "year_before"
    likeness = _likeness(one, other)
    if likeness < LEAST:
        return None
    found = left_in(one, other, says_a_third)
    low, high = sorted((one.report_id, other.report_id))
    return Pair(low, high, kind, likeness, found.name if found else None)


def _likeness(one: OwnWords, other: OwnWords) -> float:
    """Never rounded up: 1 is all."""
    names = sorted({*one.names, *other.names}, key=lambda name: (-len(name), name))
    first, second = (pieces(words.hidden(names)) for words in (one, other))
    shared, union = len(first & second), len(first | second)
    return math.floor(shared * _DIGITS / union) / _DIGITS if union else 0.0
