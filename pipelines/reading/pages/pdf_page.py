"""One page of a PDF to its upright page, what stands hidden on it, and how much of it is picture."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipelines.reading.pages.page import Box, Drawing, Glyph, Page, Ruling
from pipelines.reading.pages.pdf_drawing import Drawn, drawn_by

MOST_GLYPHS = 60_000
_ASCENT = 0.88  # of the size of the writing above its base line: the fonts' own figures are often wrong
_BLANKS = frozenset(map(ord, "\0\x02\t\n\x0b\x0c\r \u00a0\u00ad\u2002\u2003\u2009\u200b\u3000\ufeff\ufffe"))
_HIDDEN_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_NEARLY_WHITE = 245
_STRAIGHT = 0.1  # how far writing may slant (as a sine) and still count as lines; a watermark slants more
_COVERS = 0.7  # of a page: a picture that large is the page


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page as it prints. `hidden` is writing that does not show, as a scanner's software lays over or under a picture.

    `pictured` is the share of the page that pictures cover; `shapes` counts drawn outlines, `crowded` says that there
    were too many objects to look at all.
    """

    page: Page
    hidden: tuple[Glyph, ...]
    pictured: float
    shapes: int
    crowded: bool


class _Style(NamedTuple):
    """What the glyphs of one text object have in common; `heading` are quarter turns against the clock."""

    piece: int
    em: float
    heading: int | None
    hidden: bool
    white: bool


class _Frame(NamedTuple):
    """The visible part of a page in its own coordinates, and the quarter turns, clockwise, that show it upright."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def upright(self, box: Box) -> Box:
        """The box as seen, with y counted downwards; `box.top` is its lower edge."""
        west, east = box.left - self.left, box.right - self.left
        south, north = box.top - self.bottom, box.bottom - self.bottom
        width, height = self.right - self.left, self.top - self.bottom
        if self.turns == 0:
            return Box(west, height - north, east, height - south)
        if self.turns == 1:
            return Box(south, west, north, east)
        if self.turns == 2:  # noqa: PLR2004
            return Box(width - east, south, width - west, north)
        return Box(height - north, width - east, height - south, width - west)


def read_page(handle: Any, number: int) -> PdfPage:
    """The page that this handle of the library stands for; `number` counts from 1."""
    drawn = drawn_by(handle)
    edges = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, edges)
    marks = _marks(handle, drawn)
    headings = Counter(style.heading for _, _, style in marks)
    common = max(headings, key=lambda heading: headings[heading], default=None)
    turns = common if common is not None and headings[common] > len(marks) / 2 else pdfium.FPDFPage_GetRotation(handle)
    frame = _Frame(edges.left, edges.bottom, edges.right, edges.top, turns)
    width, height = frame.size
    shown, hidden = _glyphs(marks, drawn, frame)
    page = Page(number, width, height, shown, _drawing(drawn, frame))
    pictured = sum(box.width * box.height for box in _clipped((box for _, box in drawn.pictures), frame))
    return PdfPage(page, hidden, min(1.0, pictured / max(1.0, width * height)), drawn.shapes, drawn.too_many)


_Mark = tuple[str, Box, _Style]


def _marks(handle: Any, drawn: Drawn) -> list[_Mark]:
    """The characters of a page with their boxes, in its own coordinates; none that is a blank."""
    text_page = pdfium.FPDFText_LoadPage(handle)
    covered = _covered(handle, drawn)
    styles: dict[int | None, _Style] = {}
    marks: list[_Mark] = []
    loose, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    try:
        for index in range(min(pdfium.FPDFText_CountChars(text_page), MOST_GLYPHS + 1)):
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            if code in _BLANKS:
                continue
            owner = pdfium.FPDFText_GetTextObject(text_page, index)
            key = ctypes.cast(owner, ctypes.c_void_p).value
            style = styles.get(key)
            if style is None:
                style = styles[key] = _style(text_page, index, owner, len(styles), hidden=key in covered)
            pdfium.FPDFText_GetLooseCharBox(text_page, index, loose)
            pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
            marks.append((chr(code), _box(loose, x.value, y.value, style), style))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return marks


def _covered(handle: Any, drawn: Drawn) -> frozenset[int | None]:
    """The text objects that a picture as large as the page lies over."""
    width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
    covers = [place for place, box in drawn.pictures if box.width * box.height > _COVERS * width * height]
    if not covers:
        return frozenset()
    return frozenset(ctypes.cast(text, ctypes.c_void_p).value for place, text in drawn.texts if place < max(covers))


def _style(text_page: Any, index: int, owner: Any, piece: int, *, hidden: bool) -> _Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    em = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    if not owner:
        return _Style(piece, em, 0, hidden=hidden, white=False)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    coloured = pdfium.FPDFPageObj_GetFillColor(owner, red, green, blue, alpha)
    return _Style(
        piece,
        em,
        _heading(matrix.a, matrix.b),
        hidden=hidden
        or pdfium.FPDFTextObj_GetTextRenderMode(owner) in _HIDDEN_MODES
        or bool(coloured and alpha.value == 0),
        white=bool(coloured and min(red.value, green.value, blue.value) >= _NEARLY_WHITE),
    )


def _heading(a: float, b: float) -> int | None:
    """The way that writing runs, in quarter turns against the clock; None where it slants, as a watermark does."""
    length = math.hypot(a, b) or 1
    if abs(b) <= _STRAIGHT * length:
        return 0 if a >= 0 else 2
    if abs(a) <= _STRAIGHT * length:
        return 1 if b > 0 else 3
    return None


def _box(loose: Any, x: float, y: float, style: _Style) -> Box:
    """The place that a character takes up: as wide as the font says, and as high as its writing is large."""
    above, below = _ASCENT * style.em, (1 - _ASCENT) * style.em
    if not style.heading:
        fitted = Box(loose.left, y - below, loose.right, y + above)
    elif style.heading == 1:
        fitted = Box(x - above, loose.bottom, x + below, loose.top)
    elif style.heading == 2:  # noqa: PLR2004
        fitted = Box(loose.left, y - above, loose.right, y + below)
    else:
        fitted = Box(x - below, loose.bottom, x + above, loose.top)
    if fitted.holds((loose.left + loose.right) / 2, (loose.bottom + loose.top) / 2):
        return fitted
    return Box(loose.left, loose.bottom, loose.right, loose.top)  # written downwards, as old-style columns are


def _glyphs(marks: Iterable[_Mark], drawn: Drawn, frame: _Frame) -> tuple[tuple[Glyph, ...], tuple[Glyph, ...]]:
    """The characters that show and those that do not, upright; what lies off the page or slants is in neither."""
    width, height = frame.size
    dark = [*drawn.fills, *(box for _, box in drawn.pictures)]
    shown: list[Glyph] = []
    hidden: list[Glyph] = []
    for order, (text, box, style) in enumerate(marks):
        seen = frame.upright(box)
        x, y = (seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2
        if style.heading is None or not (0 <= x <= width and 0 <= y <= height):
            continue
        glyph = Glyph(text, *seen, order, style.piece, (frame.turns - style.heading) % 4)
        if style.white and not any(area.holds((box.left + box.right) / 2, (box.top + box.bottom) / 2) for area in dark):
            continue
        (hidden if style.hidden else shown).append(glyph)
    return tuple(shown), tuple(hidden)


def _clipped(boxes: Iterable[Box], frame: _Frame) -> list[Box]:
    """The boxes as seen, as far as they lie on the page."""
    width, height = frame.size
    seen = [frame.upright(box) for box in boxes]
    clipped = [Box(max(0, box.left), max(0, box.top), min(width, box.right), min(height, box.bottom)) for box in seen]
    return [box for box in clipped if box.width >= 0 and box.height >= 0]


def _drawing(drawn: Drawn, frame: _Frame) -> Drawing:
    if drawn.too_many:
        return Drawing()
    lines = _clipped(drawn.lines, frame)
    return Drawing(
        across=[Ruling((box.top + box.bottom) / 2, box.left, box.right) for box in lines if box.width >= box.height],
        down=[Ruling((box.left + box.right) / 2, box.top, box.bottom) for box in lines if box.height >= box.width],
        fills=_clipped([*drawn.fills, *drawn.blanks], frame),
    )
