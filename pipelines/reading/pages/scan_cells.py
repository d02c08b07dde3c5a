"""The cells of a ruled table on a page image to their text: each line of each cell is read by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.document import Grid, GridCell
from pipelines.reading.pages import blobs
from pipelines.reading.pages.blobs import Blob
from pipelines.reading.pages.lattice import Lattice, Slot
from pipelines.reading.pages.ocr import Engine
from pipelines.reading.pages.picture import PageImage, Pixels
from pipelines.reading.pages.scan_line import Look, is_sure, look, pitch
from pipelines.reading.pages.scan_rulings import Ink

_INSET = 1.0  # points between the middle of a ruling and the inside of a cell
_PADDING = 6.0  # points, at most, between a border and the text
_SMALLEST, _LARGEST = 5.0, 16.0  # points that a line of a table is high
_SIGN = 2.0  # points: the longest side of the smallest sign, a dash
_DUST = 0.33  # of the usual height: what is smaller begins and ends no line
_DASH = 0.2  # of it: the least width of the sign before a number
_LOWEST = 0.6  # of the usual height, for the view of a line that is all dashes


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
    read = [_read(inside, usual, page.scale, engine) for inside in insides]
    figures_apart = pitch([one for lines in read for line in lines for one in line.looks])
    cells = []
    for inside, lines in zip(insides, read, strict=True):
        slot = inside.slot
        text = _joined(lines, inside.pixels.shape[1] - 2 * _PADDING * page.scale)
        sure = all(is_sure(one, figures_apart) for line in lines for one in line.looks) and bool(text or not lines)
        cells.append(GridCell(text, slot.row, slot.column, slot.rowspan, slot.colspan, sure))
    return Grid(tuple(cells))


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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell as it was read, and its place in pixels."""

    looks: Sequence[Look]
    extent: Blob

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.looks if one.text)


def _read(inside: _Inside, usual: float, scale: float, engine: Engine) -> list[_Line]:
    if not any(max(blob.width, blob.height) >= _SIGN * scale for blob in inside.ink):
        return []
    read = []
    for line in _lines(inside, usual, engine):
        clusters = blobs.clusters(line)
        height = max(usual * _LOWEST, *(cluster.height for cluster in clusters))
        read.append(_Line(look(clusters, height, inside.pixels, inside.writing, engine), blobs.around(line)))
    return read


def _lines(inside: _Inside, usual: float, engine: Engine) -> list[list[Blob]]:
    """The lines of a cell: as white rows part them, or where they touch as the engine finds them."""
    swept = [_swept(line, usual) for line in blobs.lines(inside.ink, usual)]
    lines = [line for line in swept if line] or [list(inside.ink)]
    if not any(blobs.touch(line, usual) for line in lines):
        return lines
    return [[Blob(*region, 0)] for region in sorted(engine.find(inside.pixels), key=lambda region: region.top)] or lines


def _swept(line: Sequence[Blob], usual: float) -> list[Blob]:
    """A line without the dust before and after it; within it, it may be a decimal point."""
    large = [blob for blob in line if max(blob.width, blob.height) >= _DUST * usual or _is_dash(blob, usual)]
    left, right = min((blob.left for blob in large), default=0), max((blob.right for blob in large), default=0)
    return [blob for blob in line if left <= blob.left and blob.right <= right]


def _is_dash(blob: Blob, usual: float) -> bool:
    return blob.width >= 2 * blob.height and blob.width >= _DASH * usual


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
