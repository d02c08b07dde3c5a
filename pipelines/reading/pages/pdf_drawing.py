"""The objects that a PDF page draws to its straight lines, filled areas and pictures, in the page's own coordinates."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipelines.reading.pages.page import Box

MOST_OBJECTS = 20_000  # no report has more; a map or a chart may, and its lines are no table
_DEEPEST = 8  # forms inside forms
_MOST_SEGMENTS = 4_000  # of one path; a whole table may be one
_THICK = 4.0  # points: what is thinner is a line, however it is drawn
_SLANT = 0.7  # points that an upright line may lean
_NEARLY_WHITE = 245
_MOST_SIDES = 6  # of a rectangle that is closed once too often

Corners = Sequence[tuple[float, float]]


class Matrix(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def then(self, outer: "Matrix") -> "Matrix":
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            outer.a * self.e + outer.c * self.f + outer.e,
            outer.b * self.e + outer.d * self.f + outer.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def area(self, box: Box) -> Box:
        return _around([self.point(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)])


_UPRIGHT = Matrix()


@dataclass(slots=True)
class Drawn:
    """What a page draws. Boxes have their lower edge in `top`, since a PDF counts upwards from the foot of the page.

    `lines` are thin boxes, `fills` coloured areas and `blanks` white ones; `texts` are the handles of text objects,
    `pictures` areas, both with their place in the order of drawing. `shapes` counts what is neither line nor area,
    such as letters that were turned into outlines.
    """

    lines: list[Box] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    blanks: list[Box] = field(default_factory=list)
    pictures: list[tuple[int, Box]] = field(default_factory=list)
    texts: list[tuple[int, Any]] = field(default_factory=list)
    shapes: int = 0
    objects: int = 0

    @property
    def too_many(self) -> bool:
        return self.objects > MOST_OBJECTS


def drawn_by(page: Any) -> Drawn:
    """All that the page draws, forms included; of a page that draws too much, only a part."""
    drawn = Drawn()
    for handle, matrix in _objects(page, drawn):
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawn.texts.append((drawn.objects, handle))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(handle, matrix, drawn)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and (box := _bounds(handle, matrix)):
            drawn.pictures.append((drawn.objects, box))
    return drawn


def _objects(page: Any, drawn: Drawn) -> Iterator[tuple[Any, Matrix]]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _object(pdfium.FPDFPage_GetObject(page, index), _UPRIGHT, 0, drawn)


def _object(handle: Any, matrix: Matrix, depth: int, drawn: Drawn) -> Iterator[tuple[Any, Matrix]]:
    drawn.objects += 1
    if drawn.too_many:
        return
    if pdfium.FPDFPageObj_GetType(handle) != pdfium.FPDF_PAGEOBJ_FORM:
        yield handle, matrix
    elif depth < _DEEPEST:
        inner = _matrix(handle).then(matrix)
        for index in range(pdfium.FPDFFormObj_CountObjects(handle)):
            yield from _object(pdfium.FPDFFormObj_GetObject(handle, index), inner, depth + 1, drawn)


def _matrix(handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return _UPRIGHT
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _bounds(handle: Any, matrix: Matrix) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return None
    box = Box(left.value, bottom.value, right.value, top.value)
    return box if matrix is _UPRIGHT else matrix.area(box)


def _add_path(handle: Any, matrix: Matrix, drawn: Drawn) -> None:
    box = _bounds(handle, matrix)
    if box is None:
        return
    if min(box.width, box.height) <= _THICK:
        drawn.lines.append(box)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    segments = pdfium.FPDFPath_CountSegments(handle)
    if segments > _MOST_SEGMENTS or not (fill.value or stroke.value):
        drawn.shapes += segments > _MOST_SEGMENTS
        return
    areas = None
    if fill.value:
        areas = drawn.blanks if _is_white(handle) else drawn.fills
    for corners in _outlines(handle, segments, _matrix(handle).then(matrix)):
        if corners is None:
            drawn.shapes += 1
        else:
            _add_outline(corners, areas, drawn, stroked=bool(stroke.value))


def _outlines(handle: Any, segments: int, matrix: Matrix) -> Iterator[Corners | None]:
    """The separate outlines of a path as their corners; None for one that bends."""
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    bends = False
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and corners:
            yield None if bends else corners
            corners, bends = [], False
        bends = bends or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        corners.append(matrix.point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and corners[0] != corners[-1]:
            corners.append(corners[0])
    if corners:
        yield None if bends else corners


def _add_outline(corners: Corners, areas: list[Box] | None, drawn: Drawn, *, stroked: bool) -> None:
    box = _around(corners)
    if min(box.width, box.height) <= _THICK:
        drawn.lines.append(box)
        return
    sides = [_around(side) for side in pairwise(corners)]
    straight = [side for side in sides if min(side.width, side.height) <= _SLANT]
    if stroked:
        drawn.lines += straight
    if areas is not None and len(straight) == len(sides) <= _MOST_SIDES:
        areas.append(box)
    elif not stroked:
        drawn.shapes += 1


def _around(points: Corners) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _is_white(handle: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _NEARLY_WHITE
