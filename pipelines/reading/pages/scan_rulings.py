"""A grey page image to the straight lines printed on it, in points, and to its ink without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.reading.pages.page import Drawing, Ruling
from pipelines.reading.pages.picture import PageImage, Pixels

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_WINDOW = 9.0  # points around a pixel that tell whether it is dark
_DARKER = 10  # of 255 shades, for lines, which may be faint
_CONTRAST = 0.14  # of the difference between paper and ink, for characters
_SHORTEST_ACROSS = 13.0  # points: a stroke of a letter is shorter
_SHORTEST_DOWN = 7.0  # points: a row of small print is as high, and so are figures; see _spanning
_INTO = 0.2  # points by which one that stands alone may miss them
_REACH = 2.5  # points by which the rulings that it runs between may miss it
_SEVERAL = 3  # lines
_LONG = 28.0  # points: no stroke is
_THICKEST = 5.0  # points
_BREAK = 2.0  # points of a ruling that may be missing
_TOUCH = 1.2  # points by which an upright ruling may miss the rulings that it runs between; figures miss by more


@dataclass(frozen=True, slots=True)
class Ink:
    """What is printed on a page: its straight lines in points, and, as masks (255, else 0), all else and those lines."""

    drawing: Drawing
    writing: Pixels
    lines: Pixels


def ink(page: PageImage) -> Ink:
    import cv2
    import numpy as np

    scale = page.scale
    dark = _darker(page.pixels, scale, _DARKER)
    flat_pieces, flat_labels = _pieces(dark, _SHORTEST_ACROSS, scale)
    upright_pieces, upright_labels = _pieces(np.ascontiguousarray(dark.T), _SHORTEST_DOWN, scale)
    across = [piece.ruling for piece in flat_pieces]
    spanning = [piece for piece in upright_pieces if _met(piece.ruling, across, _TOUCH)]
    spanning = [piece for piece in spanning if _is_of_a_column(piece.ruling, spanning, across)]
    lines = np.isin(flat_labels, [piece.label for piece in flat_pieces])
    lines |= np.isin(upright_labels, [piece.label for piece in spanning]).T
    grown = cv2.dilate(lines.astype(np.uint8) * 255, np.ones((3, 3), np.uint8))
    smooth = cv2.GaussianBlur(page.pixels, (3, 3), 0)
    paper, print_ = np.percentile(smooth[::4, ::4], (90, 0.5))
    writing = _darker(smooth, scale, max(_DARKER, _CONTRAST * float(paper - print_)))
    down = _clipped([piece.ruling for piece in spanning], across)
    return Ink(Drawing(across, down), cv2.bitwise_and(writing, cv2.bitwise_not(grown)), grown)


def _darker(pixels: Pixels, scale: float, by: float) -> Pixels:
    """Where a pixel is darker than its surroundings, by so many of 255 shades."""
    import cv2

    window = round(_WINDOW * scale) | 1
    return cv2.adaptiveThreshold(pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, by)


@dataclass(frozen=True, slots=True)
class _Piece:
    label: int
    ruling: Ruling


def _pieces(dark: Pixels, shortest: float, scale: float) -> "tuple[list[_Piece], npt.NDArray[np.int32]]":
    """Thin runs of ink from left to right, and which pixels are whose."""
    import cv2
    import numpy as np

    length = round(shortest * scale)
    thick = cv2.dilate(dark, np.ones((2, 1), np.uint8))  # a line that leans a little steps from row to row
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    runs = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((1, round(_BREAK * scale) | 1), np.uint8))
    _, labels, bounds, _ = cv2.connectedComponentsWithStats(runs)
    return [
        _Piece(label, Ruling((top + height / 2) / scale, left / scale, (left + width) / scale))
        for label, (left, top, width, height, _) in enumerate(bounds.tolist())
        if label and height <= _THICKEST * scale and width >= length
    ], labels.astype(np.int32, copy=False)


def _met(upright: Ruling, across: Sequence[Ruling], reach: float) -> list[float]:
    """Where a line runs from ruling to ruling, as no stroke of a figure does; nothing where it does not."""
    places = sorted(
        flat.place
        for flat in across
        if flat.start - _REACH <= upright.place <= flat.end + _REACH
        and upright.start - reach <= flat.place <= upright.end + reach
    )
    is_long = upright.length > _LONG  # the border of a cell that a page cuts meets one ruling only
    return places if places and (is_long or places[-1] - places[0] >= _SHORTEST_DOWN) else []


def _clipped(uprights: Sequence[Ruling], across: Sequence[Ruling]) -> list[Ruling]:
    """The lines without strokes of letters right above or below them; where a page cuts a row, several end alike."""
    starts, ends = [upright.start for upright in uprights], [upright.end for upright in uprights]
    clipped = []
    for upright in uprights:
        met = _met(upright, across, _TOUCH)
        above, below = met[0] - upright.start, upright.end - met[-1]
        is_cut_above = above > _LONG or (above > _SHORTEST_DOWN and _alike(starts, upright.start) >= _SEVERAL)
        is_cut_below = below > _LONG or (below > _SHORTEST_DOWN and _alike(ends, upright.end) >= _SEVERAL)
        start = upright.start if is_cut_above else met[0]
        end = upright.end if is_cut_below else met[-1]
        clipped.append(Ruling(upright.place, start, end))
    return clipped


def _alike(places: Sequence[float], place: float) -> int:
    return sum(abs(other - place) < _TOUCH for other in places)


def _is_of_a_column(upright: Ruling, pieces: Sequence[_Piece], across: Sequence[Ruling]) -> bool:
    """Whether a line is long, goes on in another row, or runs right into both rulings; a stroke does neither."""
    return (
        upright.length > _LONG
        or any(piece.ruling is not upright and abs(piece.ruling.place - upright.place) < _TOUCH for piece in pieces)
        or bool(_met(upright, across, _INTO))
    )
