"""One page image to its page: turned upright, its ruled tables read cell by cell, the rest line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reading.pages.lattice import Lattice, lattice
from pipelines.reading.pages.ocr import Engine, Region
from pipelines.reading.pages.page import Drawing, Page, Ruling
from pipelines.reading.pages.picture import PageImage, Pixels, page_image
from pipelines.reading.pages.rulings import frames, joined
from pipelines.reading.pages.scan_cells import read_table
from pipelines.reading.pages.scan_rulings import Ink, ink
from pipelines.reading.pages.scan_text import glyphs, regions

_NARROWEST_TABLE = 80.0  # points: less is a large character
_WITNESSES = 6  # lines that are asked which way is up
_CLEARLY = 1.5
_GAP = 3.0  # points between two characters of a line
_LINE = 4  # times as long as high


def read_scan(colours: Pixels, number: int, engine: Engine, scale: float | None = None) -> Page:
    """The page; `scale` is its pixels a point where the file tells."""
    image = page_image(colours, scale)
    if _lies_on_its_side(image):
        image = _turned(image, 1)
    seen = _look(image, engine)
    if _is_upside_down(image, seen, engine):
        image = _turned(image, 2)
        seen = _look(image, engine)
    boxes = [table.box for table in seen.tables]
    return Page(
        number,
        image.width,
        image.height,
        glyphs(image, seen.ink, seen.lines, boxes, engine),
        Drawing(across=seen.loose),
        tuple((table.box, read_table(table, image, seen.ink, engine)) for table in seen.tables),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is where on a page, before it is read."""

    ink: Ink
    tables: Sequence[Lattice]
    loose: Sequence[Ruling]
    lines: Sequence[Region]


def _look(image: PageImage, engine: Engine) -> _Seen:
    marks = ink(image)
    framed, loose = frames(joined(marks.drawing.across), joined(marks.drawing.down))
    wide = [frame.closed() for frame in framed if frame.box.width > _NARROWEST_TABLE]
    tables = [table for frame in wide if (table := lattice(frame))]
    found = regions(image, [table.box for table in tables], engine)
    return _Seen(marks, tables, [ruling for ruling in loose if ruling.length > _NARROWEST_TABLE], found)


def _lies_on_its_side(image: PageImage) -> bool:
    """Whether the characters of the page stand closer one below the other than side by side."""
    import cv2
    import numpy as np

    ratio = 1.5 / image.scale
    marks = cv2.resize(ink(image).writing, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    marks = (marks > 64).astype(np.uint8)  # noqa: PLR2004
    lengths: list[int] = []
    for turned in (marks, np.ascontiguousarray(marks.T)):
        runs = cv2.morphologyEx(turned, cv2.MORPH_CLOSE, np.ones((1, round(_GAP * 1.5) | 1), np.uint8))
        bounds = cv2.connectedComponentsWithStats(runs)[2][1:]
        lengths.append(sum(width for _, _, width, height, _ in bounds.tolist() if width > _LINE * height))
    return lengths[1] > _CLEARLY * lengths[0]


def _turned(image: PageImage, quarters: int) -> PageImage:
    import numpy as np

    return PageImage(np.ascontiguousarray(np.rot90(image.pixels, quarters)), image.scale)


def _is_upside_down(image: PageImage, seen: _Seen, engine: Engine) -> bool:
    """Whether most of some long lines stand on their heads."""
    lines = seen.lines if len(seen.lines) >= _WITNESSES else regions(image, (), engine)
    longest = sorted(lines, key=lambda line: line.right - line.left, reverse=True)[:_WITNESSES]
    crops = [image.pixels[line.top : line.bottom, line.left : line.right] for line in longest]
    turned = sum(engine.is_upside_down(crop) for crop in crops)
    return turned > len(crops) / 2
