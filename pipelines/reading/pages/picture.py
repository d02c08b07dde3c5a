"""The bytes of a picture to a grey page image that stands upright and straight, with seals taken off the text."""

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pipelines.document import UnreadableError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Pixels: TypeAlias = "npt.NDArray[Any]"  # of bytes, as the library's own types do not say

MOST_PIXELS = 25_000_000
_MOST_TO_REDUCE = 120_000_000  # of a JPEG, which can be opened at half its size
_FEWEST_PIXELS = 200  # across: less is an emblem
_PORTRAIT = 595.0  # points across a page: an A4 sheet, upright or on its side
_LANDSCAPE = 842.0
_LEAST_SCALE = 200 / 72  # pixels a point: where figures are read best
_MOST_SCALE = 300 / 72
_STEEPEST = 4.0  # degrees a page may lie askew
_COARSE, _FINE = 0.5, 0.05  # degrees between two tries
_STRAIGHT = 0.1  # degrees that do no harm
_COARSE_SIZE, _FINE_SIZE = 700, 1200  # pixels along the page, where trying is quick
_SEAL = (55.0, 200.0)  # points across a seal, from the smallest to the largest
_RED = 45  # by which red outshines the other colours in a seal's ink


@dataclass(frozen=True, slots=True)
class PageImage:
    """A grey page and its scale in pixels a point."""

    pixels: Pixels
    scale: float

    @property
    def width(self) -> float:
        return float(self.pixels.shape[1] / self.scale)

    @property
    def height(self) -> float:
        return float(self.pixels.shape[0] / self.scale)


def decoded(data: bytes) -> list[Pixels]:
    """The pages of a picture file in colour; raises UnreadableError for what is no picture, or too large a one."""
    import cv2
    import numpy as np
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as head:  # reads the head only
            width, height, kind = *head.size, head.format
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise UnreadableError("damaged", "a picture that is cut short or broken: fetch it again") from None
    reduced = kind == "JPEG" and MOST_PIXELS < width * height <= _MOST_TO_REDUCE
    if width * height > MOST_PIXELS and not reduced:
        raise UnreadableError("too_large", f"a picture of {width} x {height} pixels: save it smaller")
    flags = cv2.IMREAD_REDUCED_COLOR_2 if reduced else cv2.IMREAD_COLOR
    complete, pages = cv2.imdecodemulti(np.frombuffer(data, np.uint8), flags)
    if not complete or not pages:
        raise UnreadableError("damaged", "a picture that is cut short or broken: fetch it again")
    return list(pages)


def page_image(colours: Pixels, scale: float | None = None) -> PageImage:
    """The page as grey, straight and at a scale that is good to read; `scale` where it is known."""
    import cv2

    height, width = colours.shape[:2]
    if scale is None:
        scale = width / (_LANDSCAPE if height < width < 2 * height else _PORTRAIT)
    wanted = min(max(scale, _LEAST_SCALE), _MOST_SCALE)
    wanted = min(wanted, scale * math.sqrt(MOST_PIXELS / (width * height)))
    if wanted != scale:
        method = cv2.INTER_CUBIC if wanted > scale else cv2.INTER_AREA
        colours = cv2.resize(colours, None, fx=wanted / scale, fy=wanted / scale, interpolation=method)
    return PageImage(straightened(_without_seals(colours, wanted)), wanted)


def _without_seals(colours: Pixels, scale: float) -> Pixels:
    """The page in grey; where a red seal lies, as red light shows it: the ink of the text stays, the seal fades."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY)
    blue, green, red = cv2.split(colours)
    is_red = cv2.subtract(red, cv2.max(blue, green)) > _RED
    if not is_red.any():
        return grey
    reach = max(3, round(4 * scale))
    joined = cv2.morphologyEx(is_red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    for left, top, width, height, _ in cv2.connectedComponentsWithStats(joined)[2][1:]:
        least, most = (size * scale for size in _SEAL)
        if least <= min(width, height) and max(width, height) <= most and 0.6 < width / height < 1.7:  # noqa: PLR2004
            area = np.s_[top : top + height, left : left + width]
            grey[area] = red[area]
    return grey


def straightened(grey: Pixels) -> Pixels:
    """The page turned by the few degrees that it lies askew."""
    import cv2

    angle = _askew(grey)
    if abs(angle) < _STRAIGHT:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _askew(grey: Pixels) -> float:
    """The angle at which the lines of text and the rulings fall together best."""
    import numpy as np

    coarse = np.arange(-_STEEPEST, _STEEPEST + _COARSE, _COARSE)
    near = _sharpest(grey, _COARSE_SIZE, coarse)
    return _sharpest(grey, _FINE_SIZE, np.arange(near - _COARSE, near + _COARSE + _FINE, _FINE))


def _sharpest(grey: Pixels, size: int, angles: "npt.NDArray[np.float64]") -> float:
    """Of some angles the one by which the rows of the page differ most, once it is turned back."""
    import cv2
    import numpy as np

    ratio = size / max(grey.shape)
    small = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 15, 8)
    height, width = ink.shape

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        turned = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST)  # smoothing would favour 0
        return float(np.square(np.diff(turned.sum(axis=1, dtype=np.float64))).sum())

    return float(max(angles, key=sharpness))
