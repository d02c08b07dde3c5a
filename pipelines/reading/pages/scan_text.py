"""The text of a page image that stands in no ruled table: lines found and read, as glyphs at their places."""

import re
import statistics
from collections.abc import Iterator, Sequence

from pipelines.reading.pages.blobs import Blob, around, blobs, clusters
from pipelines.reading.pages.ocr import Engine, Reading, Region
from pipelines.reading.pages.page import Box, Glyph
from pipelines.reading.pages.picture import PageImage, Pixels
from pipelines.reading.pages.scan_line import FIGURES, look
from pipelines.reading.pages.scan_rulings import Ink

_SEEN_WIDTH = 1056  # pixels across the page, as the engine looks for lines: a third of what is read
_SEEN_HEIGHT = 736  # pixels, at most, that it looks at in one go: this bounds the memory that it wants
_LEGIBLE = 0.5  # the mean score of a line; less is a seal, a photograph or handwriting
_CERTAIN = 0.9  # the score of a character beyond doubt
_APART = 0.9  # of the height of a line between two pieces of it
_UPRIGHT = 1.5  # times its width: what is higher is no line, unless it is a lone figure
_UNREAD = "?"  # what stands for ink that says nothing
_WIDE, _NARROW = 1.0, 0.55  # of the size of the writing: characters, and figures and letters
_SOME_INK = 40  # of 255 shades within a row of pixels
_INK_HEIGHT = 0.92  # of it that Han characters fill
_LOWEST, _HIGHEST = 4.0, 16.0  # points of a figure that was passed over
_MOST_PASSED_OVER = 80  # of them; more are a picture
_WIDE_SIGN = re.compile(r"[\u2e80-\uffef]")


def regions(page: PageImage, tables: Sequence[Box], engine: Engine) -> list[Region]:
    """Where lines of text stand outside the tables."""
    import cv2
    import numpy as np

    free = page.pixels.copy()
    paper = np.percentile(free[::4, ::4], 90)
    for table in tables:
        left, top, right, bottom = (round(edge * page.scale) for edge in table)
        free[max(0, top) : bottom, max(0, left) : right] = paper
    ratio = min(1.0, _SEEN_WIDTH / free.shape[1])
    small = cv2.resize(free, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    found = []
    for top, bottom in _strips(small):
        for region in engine.find(small[top:bottom]):
            edges = (region.left, region.top + top, region.right, region.bottom + top)
            found.append(Region(*(round(edge / ratio) for edge in edges)))
    return found


def _strips(small: Pixels) -> Iterator[tuple[int, int]]:
    """The page in strips, cut where a row of pixels is all paper, as far as there is such a row."""
    import numpy as np

    even = np.ptp(small[:, :: max(1, small.shape[1] // 500)], axis=1)
    height = small.shape[0]
    top = 0
    while top < height:
        bottom = min(height, top + _SEEN_HEIGHT)
        if bottom < height:
            last = even[bottom - _SEEN_HEIGHT // 3 : bottom]
            bottom -= len(last) - 1 - int(np.flatnonzero(last == last.min())[-1])
        if even[top:bottom].max() > _SOME_INK:
            yield top, bottom
        top = bottom


def glyphs(page: PageImage, ink: Ink, found: Sequence[Region], tables: Sequence[Box], engine: Engine) -> list[Glyph]:
    """The characters of the lines found, and of lone figures that were passed over."""
    writing = ink.writing.copy()
    for table in tables:
        left, top, right, bottom = (round(edge * page.scale) for edge in table)
        writing[max(0, top) : bottom, max(0, left) : right] = 0
    left_over = writing.copy()
    for region in found:
        _part(left_over, region)[:] = 0
    read: list[tuple[Reading, list[Glyph]]] = []
    whole = [_stretched(region, left_over, page.scale) for region in found]
    pieces = [piece for one in whole for piece in _pieces(one, writing, page.scale)]
    for region in pieces:
        marks = blobs(_part(writing, region), page.scale)
        if marks:
            reading = _line(marks, _part(page.pixels, region), _part(writing, region), engine)
            read.append((reading, [*_placed(reading, around(marks), region, page.scale)]))
        _part(writing, region)[:] = 0
    read += _passed_over(page, writing, engine)
    return [glyph for reading, placed in read if _counts(reading, placed, read) for glyph in placed]


def _counts(reading: Reading, placed: Sequence[Glyph], read: "Sequence[tuple[Reading, Sequence[Glyph]]]") -> bool:
    """Whether this is text: a seal, a photograph and handwriting are none, unless in a row of figures."""
    if reading.text != _UNREAD:
        return True
    if placed[0].em < _LOWEST:
        return False
    beside = (
        other
        for other, glyphs in read
        if FIGURES.fullmatch(other.text) and abs(glyphs[0].middle - placed[0].middle) < placed[0].em / 2
    )
    return len(list(beside)) > 1


def _stretched(region: Region, left_over: Pixels, scale: float) -> Region:
    """The line with the characters right before and after it, such as 三、, that the engine left out."""
    height = region.bottom - region.top
    reach = 2 * height
    start = max(0, region.left - reach)
    beside = [
        (blob.left + start, blob.right + start)
        for blob in blobs(left_over[region.top : region.bottom, start : region.right + reach], scale)
    ]
    left, right = region.left, region.right
    for first, last in sorted(beside, reverse=True):
        if first < left and left - last < height:
            left = first
    for first, last in sorted(beside):
        if last > right and first - right < height:
            right = last
    return Region(left, region.top, right, region.bottom)


def _pieces(region: Region, writing: Pixels, scale: float) -> Iterator[Region]:
    """The parts of a line that wide gaps leave: the label of a row and its figures are not one word."""
    marks = blobs(_part(writing, region), scale)
    if not marks:
        return
    found = clusters(marks)
    height = statistics.median(cluster.height for cluster in found)  # dust above a line makes it no higher
    groups: list[list[Blob]] = []
    for cluster in found:
        if not groups or cluster.left - groups[-1][-1].right > _APART * height:
            groups.append([])
        groups[-1].append(cluster)
    margin = (region.bottom - region.top) // 5
    for group in groups:
        left, right = region.left + group[0].left - margin, region.left + group[-1].right + margin
        yield Region(max(0, left), region.top, right, region.bottom)


def _part(pixels: Pixels, region: Region) -> Pixels:
    return pixels[region.top : region.bottom, region.left : region.right]


def _line(marks: Sequence[Blob], pixels: Pixels, writing: Pixels, engine: Engine) -> Reading:
    extent = around(marks)
    reading = engine.read(pixels)
    if FIGURES.fullmatch(reading.text):
        return _figures(marks, pixels, writing, engine)
    is_level = extent.height < _UPRIGHT * extent.width or len(reading.text) == 1
    return reading if is_level and reading.mean >= _LEGIBLE else Reading(_UNREAD, (0.0,))


def _figures(marks: Sequence[Blob], pixels: Pixels, writing: Pixels, engine: Engine) -> Reading:
    """Figures, looked at as closely as those of a cell."""
    looks = look(clusters(marks), around(marks).height, pixels, writing, engine)
    text = " ".join(one.text for one in looks if one.text)
    return Reading(text, (float(all(one.sure for one in looks)),) * len(text)) if text else Reading(_UNREAD, (0.0,))


def _placed(reading: Reading, extent: Blob, region: Region, scale: float) -> Iterator[Glyph]:
    """The characters side by side over the ink of their line."""
    widths = [_WIDE if _WIDE_SIGN.match(character) else _NARROW for character in reading.text]
    step = extent.width / sum(widths) / scale
    em = min(step, extent.height / _INK_HEIGHT / scale)  # a line that is spread out is no larger for that
    middle = (region.top + (extent.top + extent.bottom) / 2) / scale
    left = (region.left + extent.left) / scale
    for order, (character, width, score) in enumerate(zip(reading.text, widths, reading.scores, strict=True)):
        right = left + width * step
        if not character.isspace():
            sure = score >= _CERTAIN
            yield Glyph(character, left, middle - em / 2, right, middle + em / 2, order, sure=sure)
        left = right


def _passed_over(page: PageImage, writing: Pixels, engine: Engine) -> Iterator[tuple[Reading, list[Glyph]]]:
    """Lone figures that the engine did not find: a blank in their place would be a wrong fact."""
    lowest, highest = _LOWEST * page.scale, _HIGHEST * page.scale
    marks = [blob for blob in blobs(writing, page.scale) if lowest <= blob.height <= highest and blob.width <= highest]
    if len(marks) > _MOST_PASSED_OVER:
        return
    everywhere = Region(0, 0, page.pixels.shape[1], page.pixels.shape[0])
    for mark in marks:
        reading = _figures([mark], page.pixels, writing, engine)
        if FIGURES.fullmatch(reading.text):
            yield reading, [*_placed(reading, mark, everywhere, page.scale)]
