"""The ink of one line on a page image to what it says, and whether that is beyond doubt; of figures, two looks agree."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.reading.pages.blobs import Blob, around
from pipelines.reading.pages.ocr import Engine
from pipelines.reading.pages.picture import Pixels

_APART = 0.9  # of the height of a line between two figures that are two numbers
_DOUBTFUL_GAP = 0.6  # of it between figures that may be two numbers
_VIEWS = ((0.3, 0.2), (0.15, 0.15))  # of it, what is looked at beside a line, and above and below it
_CERTAIN = 0.97  # a score that needs no second look
_AGREED = 0.6  # the least score at which two looks that agree are believed
_LEGIBLE = 0.5  # the least score of words, whose sense helps where a figure has none
_UPRIGHT, _SLANTING = 0.12, 0.2  # a lean that a figure of one stroke may have, and one that only a slash has
_FLAT = 0.25  # of the height of a line: what is flatter and twice as wide is a dash
_USUAL_PITCH = 0.75  # of the height of a figure from one to the next, where a table has too few to tell
_SPARE = 0.35  # of that: what a number may be wider than its figures; a figure that was passed over is wider
_BEARING = 0.12  # of that: white beside the first and last figure
_ENOUGH = 5  # numbers that tell the pitch
_MARK = 0.5  # of a figure's room, that a point takes
_MARKS = ".,:'\"|Il"
_RINGS = "0Oo〇○óòôöÓÒÔÖΟОоQD口"  # what a nought is taken for
_PINHOLE, _TALL = 0.03, 0.5  # of the area and of the height of a sign: a hole in it that counts, and a nought's
_OFF_CENTRE = 0.25  # of its size, twice, by which a nought's hole may lie off the middle
_SIGN = 0.25  # of the height of a line: the least width of a sign before a number; less is dust
_SIGNS = "+-＋－"
_STROKES = frozenset("1Il|/")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# 12, 1,234, 6.02万元, +3, /, —; and what dust and letters make of them: .84, 1O, l
FIGURES = re.compile(r"[0-9OoIl|+＋\-－—–/／.,，·:'’\"“”*%％\s]+(?:万元|元|件|项|条|个)?")
# what a figure may look like; a lone letter is one, read as such by those who know that the cell holds a figure
_PLAIN = re.compile(
    r"[+＋\-－]?(?:\d+|\d{1,3}(?:[,，]\d{3})+)(?:[.．]\d+)?[%％]?(?:万元|元|件|项|条|个)?|[/／—–－\-]+|[OoIl|]"
)
_ALIKE = str.maketrans("OoIl|", "00111")


@dataclass(frozen=True, slots=True)
class Look:
    """What a piece of a line says; `breadth` is its width in heights, `figures` how many figures should fill it."""

    text: str
    sure: bool
    breadth: float = 0.0
    figures: float = 0.0


def look(clusters: Sequence[Blob], height: float, pixels: Pixels, writing: Pixels, engine: Engine) -> list[Look]:
    """The line in one piece; figures that stand wide apart are read apart, lest they be taken for one number."""
    whole = _look(clusters, height, pixels, writing, engine)
    pieces = [[clusters[0]]]
    for before, after in pairwise(clusters):
        if after.left - before.right > _APART * height:
            pieces.append([])
        pieces[-1].append(after)
    if len(pieces) == 1 or not FIGURES.fullmatch(whole.text):
        return [whole]
    parts = [_look(piece, height, pixels, writing, engine) for piece in pieces]
    if "".join(part.text for part in parts) != whole.text.replace(" ", ""):
        return [replace(whole, sure=False)]  # faint ink between them, perhaps
    return parts


def pitch(looks: Sequence[Look]) -> float:
    """How far apart the figures of a table stand, in heights."""
    told = [one.breadth / (one.figures - _BEARING) for one in looks if one.sure and one.figures > 1]
    return statistics.median(told) if len(told) >= _ENOUGH else _USUAL_PITCH


def is_sure(one: Look, usual: float) -> bool:
    """Whether a look is beyond doubt, and no figure was passed over: its ink is as wide as its figures."""
    return one.sure and (not one.figures or one.breadth <= (one.figures + _SPARE) * usual)


def _look(clusters: Sequence[Blob], height: float, pixels: Pixels, writing: Pixels, engine: Engine) -> Look:
    extent = around(clusters)
    if extent.height < _FLAT * height and extent.width > 2 * extent.height:
        return Look("—", sure=True)
    reading = engine.read(_view(pixels, extent, height, *_VIEWS[0]))
    best, agreed = reading, True
    if reading.score < _CERTAIN:
        second = engine.read(_view(pixels, extent, height, *_VIEWS[1]))
        best = max(reading, second, key=lambda one: one.score)
        agreed = reading.text.translate(_ALIKE) == second.text.translate(_ALIKE) and best.score >= _AGREED
    text = best.text.strip()
    if len(text) == 1 and text in _RINGS and _is_ring(pixels, extent):
        return Look("0", sure=True)
    if not FIGURES.fullmatch(text):
        return Look(text, best.score >= _LEGIBLE and _HAN.search(text) is not None)
    if text in _STROKES and (lean := _lean(writing, extent)) > _UPRIGHT:
        return Look("/", lean > _SLANTING)
    gaps = [after.left - before.right for before, after in pairwise(clusters)]
    is_one = max(gaps, default=0) <= _DOUBTFUL_GAP * height
    is_signed = text[0] in _SIGNS and len(text) > 1
    is_plain = _PLAIN.fullmatch(text) is not None and not (is_signed and clusters[0].width < _SIGN * height)
    figures = sum(_MARK if character in _MARKS else 1.0 for character in text)
    return Look(text, agreed and is_one and is_plain, extent.width / extent.height, figures if text.isascii() else 0.0)


def _is_ring(pixels: Pixels, extent: Blob) -> bool:
    """Whether a sign is one stroke around one tall hole in its middle, as a nought is and no other figure."""
    import cv2

    sign = pixels[max(0, extent.top - 1) : extent.bottom + 1, max(0, extent.left - 1) : extent.right + 1]
    large = cv2.resize(sign, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    _, dark = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    contours, family = cv2.findContours(dark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    height, width = dark.shape
    holes = [
        cv2.boundingRect(contour)
        for contour, (_, _, _, parent) in zip(contours, family[0] if family is not None else (), strict=True)
        if parent >= 0 and cv2.contourArea(contour) > _PINHOLE * width * height
    ]
    if len(holes) != 1:
        return False
    left, top, wide, high = holes[0]
    is_central = (
        abs(2 * left + wide - width) < _OFF_CENTRE * width and abs(2 * top + high - height) < _OFF_CENTRE * height
    )
    return bool(high > _TALL * height and is_central)


def _lean(writing: Pixels, extent: Blob) -> float:
    """How far the top of a stroke stands to the right of its foot, as a part of its height."""
    import numpy as np

    stroke = writing[extent.top : extent.bottom, extent.left : extent.right] > 0
    third = max(1, extent.height // 3)
    top, foot = stroke[:third].nonzero()[1], stroke[-third:].nonzero()[1]
    return float(np.mean(top) - np.mean(foot)) / extent.height if len(top) and len(foot) else 0.0


def _view(area: Pixels, extent: Blob, height: float, beside: float, above: float) -> Pixels:
    """A piece of a line with some room around it, which is paper where the area ends."""
    import cv2
    import numpy as np

    across = round(beside * height)
    down = round(above * height + max(0.0, height - extent.height) / 2)
    left, top, right, bottom = extent.left - across, extent.top - down, extent.right + across, extent.bottom + down
    inner = area[max(0, top) : bottom, max(0, left) : right]
    beyond = max(0, -top), max(0, bottom - area.shape[0]), max(0, -left), max(0, right - area.shape[1])
    return cv2.copyMakeBorder(inner, *beyond, cv2.BORDER_CONSTANT, value=(float(np.percentile(area, 85)),))
