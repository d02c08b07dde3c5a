"""The cells of a ruled table on a page image to their text: each line of each cell is read by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.document import Grid, GridCell
from pipelines.reading import blobs
from pipelines.reading.blobs import Blob
from pipelines.reading.lattice import Lattice, Slot
from pipelines.reading.ocr import Engine
from pipelines.reading.picture import PageImage, Pixels
from pipelines.reading.scan_rulings import Ink

_INSET = 1.0  # points between the middle of a ruling and the inside of a cell
_PADDING = 6.0  # points, at most, between a border and the text
_SMALLEST, _LARGEST = 5.0, 16.0  # points that a line of a table is high
_SIGN = 2.0  # points: the longest side of the smallest sign, a dash
_APART = 0.9  # of the height of a line between two figures that are two numbers
_DOUBTFUL_GAP = 0.6  # of it between figures that may be two numbers
_PART_OF_FIGURE = 0.12  # of it between two parts that are two figures, or one that is broken
_PITCH = 0.71  # of it from figure to figure
_VIEWS = ((0.3, 0.2), (0.15, 0.15))  # of it, what is looked at beside a line, and above and below it
_DUST = 0.33  # of the usual height: what is smaller begins and ends no line
_LOWEST = 0.6  # of the usual height, for the view of a line that is all dashes
_CERTAIN = 0.97  # a score that needs no second look
_AGREED = 0.6  # the least score at which two looks that agree are believed
_LEGIBLE = 0.5  # the least score of words, whose sense helps where a figure has none
# 12, 1,234, 6.02万元, +3, /, —; and what dust and letters make of them: .84, 1O, l
_FIGURES = re.compile(r"[0-9OoIl|+＋\-－—–/／.,，·:'’\"“”*%％\s]+(?:万元|元|件|项|条|个)?")
# what a figure may look like; a lone letter is one, read as such by those who know that the cell holds a figure
_PLAIN = re.compile(
    r"[+＋\-－]?(?:\d+|\d{1,3}(?:[,，]\d{3})+)(?:[.．]\d+)?[%％]?(?:万元|元|件|项|条|个)?|[/／—–－\-]+|[OoIl|]"
)
_STROKES = frozenset("1Il|/")
_UPRIGHT, _SLANTING = 0.12, 0.2  # a lean that a figure of one stroke may have, and one that only a slash has
_FLAT = 0.25  # of the height of a line: what is flatter and twice as wide is a dash
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALIKE = str.maketrans("OoIl|", "00111")


@dataclass(frozen=True, slots=True)
class _Inside:
    """The inside of a cell: its pixels without the rulings, the ink among them, and the blobs of ink."""

    slot: Slot
    pixels: Pixels
    writing: Pixels
    ink: Sequence[Blob]


def read_table(table: Lattice, page: PageImage, ink: Ink, engine: Engine) -> Grid:
    """The table with its text; where a cell holds ink that says nothing, or not for sure, it is not `sure`."""
    paper = _clean(page, ink)
    insides = [_inside(slot, paper, ink.writing, page.scale) for slot in table.slots]
    usual = _usual_height(insides, page.scale)
    return Grid(tuple(_cell(inside, usual, page.scale, engine) for inside in insides))


def _clean(page: PageImage, ink: Ink) -> Pixels:
    """The page without its lines, which would be read as figures."""
    import numpy as np

    paper = page.pixels.copy()
    paper[ink.lines > 0] = np.percentile(page.pixels[::4, ::4], 90)
    return paper


def _inside(slot: Slot, paper: Pixels, writing: Pixels, scale: float) -> _Inside:
    left, top = (max(0, round((edge + _INSET) * scale)) for edge in (slot.box.left, slot.box.top))
    right, bottom = (round((edge - _INSET) * scale) for edge in (slot.box.right, slot.box.bottom))
    marks = writing[top:bottom, left:right]
    return _Inside(slot, paper[top:bottom, left:right], marks, blobs.blobs(marks, scale) if marks.size else ())


def _usual_height(insides: Sequence[_Inside], scale: float) -> float:
    """How high the lines of this table are, in pixels: high ones, since figures are lower than words."""
    heights = [blobs.around(strip).height for inside in insides for strip in blobs.strips(inside.ink)]
    plausible = sorted(height for height in heights if _SMALLEST * scale <= height <= _LARGEST * scale)
    return plausible[int(len(plausible) * 0.8)] if plausible else 2 * _SMALLEST * scale


def _cell(inside: _Inside, usual: float, scale: float, engine: Engine) -> GridCell:
    slot = inside.slot
    text, sure = "", True
    if any(max(blob.width, blob.height) >= _SIGN * scale for blob in inside.ink):
        lines = [_line(line, usual, inside, engine) for line in _lines(inside, usual, engine)]
        text = _joined(lines, inside.pixels.shape[1] - 2 * _PADDING * scale)
        sure = bool(text) and all(line.sure for line in lines)
    return GridCell(text, slot.row, slot.column, slot.rowspan, slot.colspan, sure)


def _lines(inside: _Inside, usual: float, engine: Engine) -> list[list[Blob]]:
    """The lines of a cell: as white rows part them, or where they touch as the engine finds them."""
    swept = [_swept(line, usual) for line in blobs.lines(inside.ink, usual)]
    lines = [line for line in swept if line] or [list(inside.ink)]
    if not any(blobs.touch(line, usual) for line in lines):
        return lines
    return [[Blob(*region, 0)] for region in sorted(engine.find(inside.pixels), key=lambda region: region.top)] or lines


def _swept(line: Sequence[Blob], usual: float) -> list[Blob]:
    """A line without the dust before and after it; within it, it may be a decimal point."""
    large = [blob for blob in line if max(blob.width, blob.height) >= _DUST * usual]
    left, right = min((blob.left for blob in large), default=0), max((blob.right for blob in large), default=0)
    return [blob for blob in line if left <= blob.left and blob.right <= right]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell as it was read, and its place in pixels."""

    text: str
    extent: Blob
    sure: bool


def _line(line: Sequence[Blob], usual: float, inside: _Inside, engine: Engine) -> _Line:
    """A line of a cell; figures that stand wide apart are read apart, lest they be taken for one."""
    clusters = blobs.clusters(line)
    height = max(usual * _LOWEST, *(cluster.height for cluster in clusters))
    text, sure = _piece(clusters, height, inside, engine)
    pieces = _wide_apart(clusters, height)
    if len(pieces) > 1 and _FIGURES.fullmatch(text):
        read = [_piece(piece, height, inside, engine) for piece in pieces]
        text, sure = " ".join(text for text, _ in read if text), all(sure for _, sure in read)
    return _Line(text, blobs.around(line), sure)


def _wide_apart(clusters: Sequence[Blob], height: float) -> list[list[Blob]]:
    pieces = [[clusters[0]]]
    for before, after in pairwise(clusters):
        if after.left - before.right > _APART * height:
            pieces.append([])
        pieces[-1].append(after)
    return pieces


def _piece(clusters: Sequence[Blob], height: float, inside: _Inside, engine: Engine) -> tuple[str, bool]:
    """What a piece of a line says, and whether that is beyond doubt; of figures, two looks must say the same."""
    extent = blobs.around(clusters)
    if extent.height < _FLAT * height and extent.width > 2 * extent.height:
        return "—", True
    reading = engine.read(_view(inside.pixels, extent, height, *_VIEWS[0]))
    best, agreed = reading, True
    if reading.score < _CERTAIN:
        second = engine.read(_view(inside.pixels, extent, height, *_VIEWS[1]))
        best = max(reading, second, key=lambda look: look.score)
        agreed = reading.text.translate(_ALIKE) == second.text.translate(_ALIKE) and best.score >= _AGREED
    text = best.text.strip()
    if not _FIGURES.fullmatch(text):
        return text, best.score >= _LEGIBLE and _HAN.search(text) is not None
    if text in _STROKES and (lean := _lean(inside.writing, extent)) > _UPRIGHT:
        return "/", lean > _SLANTING
    return text, agreed and _is_plain(text, clusters, height)


def _lean(writing: Pixels, extent: Blob) -> float:
    """How far the top of a stroke stands to the right of its foot, as a part of its height."""
    import numpy as np

    stroke = writing[extent.top : extent.bottom, extent.left : extent.right] > 0
    third = max(1, extent.height // 3)
    top, foot = stroke[:third].nonzero()[1], stroke[-third:].nonzero()[1]
    return float(np.mean(top) - np.mean(foot)) / extent.height if len(top) and len(foot) else 0.0


def _is_plain(text: str, clusters: Sequence[Blob], height: float) -> bool:
    """Whether a figure looks like one and is neither too wide for it nor in two parts."""
    gaps = [after.left - before.right for before, after in pairwise(clusters)]
    too_many = sum(gap > _PART_OF_FIGURE * height for gap in gaps) >= len(text)
    too_wide = blobs.around(clusters).width > (len(text) * _PITCH + _PART_OF_FIGURE) * height
    is_one = max(gaps, default=0) <= _DOUBTFUL_GAP * height
    return _PLAIN.fullmatch(text) is not None and is_one and not (too_many and too_wide)


def _view(area: Pixels, extent: Blob, height: float, beside: float, above: float) -> Pixels:
    """A piece of a cell with some room around it, which is paper where the cell ends."""
    import cv2
    import numpy as np

    across = round(beside * height)
    down = round(above * height + max(0.0, height - extent.height) / 2)
    left, top, right, bottom = extent.left - across, extent.top - down, extent.right + across, extent.bottom + down
    inner = area[max(0, top) : bottom, max(0, left) : right]
    beyond = (
        max(0, -top),
        max(0, bottom - area.shape[0]),
        max(0, -left),
        max(0, right - area.shape[1]),
    )
    return cv2.copyMakeBorder(inner, *beyond, cv2.BORDER_CONSTANT, value=(float(np.percentile(area, 85)),))


def _joined(lines: Sequence[_Line], room: float) -> str:
    """The lines joined where one ran full, else by a line break; figures only where the rest found no room."""
    if not lines:
        return ""
    text = lines[0].text
    for above, below in pairwise(lines):
        text += ("" if _runs_on(above, below, room) else "\n") + below.text
    return text.strip()


def _runs_on(above: _Line, below: _Line, room: float) -> bool:
    if not (above.text[-1:].isdigit() and below.text[:1].isdigit()):
        return above.extent.width + above.extent.height > room
    character = above.extent.width / len(above.text)
    return (
        above.text.isdigit()
        and below.text.isdigit()
        and len(above.text) > 1
        and above.extent.width + character > room
        and below.extent.width <= above.extent.width
    )
