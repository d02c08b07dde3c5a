"""A page as any reader of pages sees it: glyphs and rulings, in points from the upper left corner of the upright page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.document import Grid


class Glyph(NamedTuple):
    """One printed character and its box; a named tuple because a page has thousands.

    `order` is its place in the file, `piece` tells the strokes of writing apart that the file keeps together. `turns`
    counts the quarter turns, clockwise, that it is turned by against the page. `sure` is false where recognition was
    in doubt.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    order: int = 0
    piece: int = 0
    turns: int = 0
    sure: bool = True

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2

    @property
    def em(self) -> float:
        """The size of the writing, whichever way it runs."""
        return self.bottom - self.top if self.turns % 2 == 0 else self.right - self.left


class Ruling(NamedTuple):
    """A straight line: at `place` across the other axis, from `start` to `end` along its own."""

    place: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


class Box(NamedTuple):
    """A rectangle, such as a filled cell or a picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Drawing:
    """The straight lines of a page, and its filled areas, which are borders too where a table has no lines."""

    across: Sequence[Ruling] = ()
    down: Sequence[Ruling] = ()
    fills: Sequence[Box] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page, upright. `number` counts from 1; `grids` are tables that were read where they stand, with their places."""

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    drawing: Drawing
    grids: Sequence[tuple[Box, Grid]] = ()
