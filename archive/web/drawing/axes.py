"""Figures to an axis: round marks that hold them all, where each value lies, and how wide a text will be."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from archive.web.language import Words
from archive.web.rendering import number

LETTER = 7.8  # width of a Latin letter or digit at the size that charts write in; broader than most
_ROUND = (1, 2, 2.5, 5, 10)
_SCALED_FROM = 100_000
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Axis:
    """The marks of an axis from the least to the greatest; nought is always on it."""

    marks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where a value lies, from 0 at the first mark to 1 at the last."""
        least, most = self.marks[0], self.marks[-1]
        return (value - least) / (most - least)


def axis(values: Iterable[float], wanted: int = 4) -> Axis:
    """Round marks, nought among them, that hold all values.

    >>> axis([3, 17]).marks, axis([-3, 4]).marks, axis([0]).marks
    ((0.0, 5.0, 10.0, 15.0, 20.0), (-4.0, -2.0, 0.0, 2.0, 4.0), (0.0, 1.0))
    """
    given = [0.0, *values]
    least, most = min(given), max(given)
    if least == most:
        return Axis((0.0, 1.0))
    rough = (most - least) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in _ROUND if factor * power >= rough * (1 - 1e-9))
    if all(float(value).is_integer() for value in given):
        step = max(float(math.ceil(step)), 1.0)
    first, last = math.floor(least / step), math.ceil(most / step)
    return Axis(tuple(_rounded(index * step) for index in range(first, last + 1)))


def mark_texts(marks: Sequence[float], words: Words) -> list[str]:
    """Short texts for the marks; large ones are told in 万 and 亿, or k and m."""
    largest = max(abs(mark) for mark in marks)
    divisor, name = 1, ""
    if largest >= _SCALED_FROM:
        scales = [pair.split("=") for pair in words("charts.scales").split()]
        divisor, name = max((int(size), name) for size, name in scales if int(size) <= largest)
    return [plain(_rounded(mark / divisor)) + (name if mark else "") for mark in marks]


def plain(value: float) -> str:
    """A figure without the point of a whole number; very large ones in powers of ten.

    >>> plain(3.0), plain(1234.5), plain(-7), plain(3e300)
    ('3', '1,234.5', '-7', '3e+300')
    """
    if abs(value) >= 1e15:  # noqa: PLR2004  past that not every digit is known
        return f"{value:.3g}"
    return number(int(value) if float(value).is_integer() else value)


def wide(text: str) -> float:
    """The width of a text in a chart."""
    return sum(2 * LETTER if east_asian_width(letter) in "WF" else LETTER for letter in text)


def shortened(text: str, room: float) -> str:
    """A text that fits.

    >>> shortened("青禾县白沙乡人民政府", 70)
    '青禾县…'
    """
    if wide(text) <= room:
        return text
    kept = ""
    for letter in text:
        if wide(kept + letter) + 2 * LETTER > room:
            break
        kept += letter
    return kept + _MORE


def _rounded(value: float) -> float:
    return float(f"{value:.10g}")
