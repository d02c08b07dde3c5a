"""Ink of a cell to its blobs, and blobs to lines of writing."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.reading.pages.picture import Pixels

_DUST = 0.7  # square points: less is dust
_THIN = 1.2  # points: what is thinner and touches the edge is a rest of the border
_LINE = 1.15  # times the usual height: pieces that together are no higher are one line
_TWO_LINES = 1.7  # times it: what is higher is lines that touch


class Blob(NamedTuple):
    """Connected ink, in pixels."""

    left: int
    top: int
    right: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


def blobs(writing: Pixels, scale: float) -> list[Blob]:
    """The ink of a cell without dust and rests of its border."""
    import cv2

    height, width = writing.shape
    found = []
    for left, top, wide, high, area in cv2.connectedComponentsWithStats(writing, connectivity=8)[2][1:].tolist():
        at_edge = left == 0 or top == 0 or left + wide == width or top + high == height
        if area >= _DUST * scale * scale and not (at_edge and min(wide, high) <= _THIN * scale):
            found.append(Blob(left, top, left + wide, top + high, area))
    return found


def around(group: Sequence[Blob]) -> Blob:
    return Blob(
        min(blob.left for blob in group),
        min(blob.top for blob in group),
        max(blob.right for blob in group),
        max(blob.bottom for blob in group),
        sum(blob.area for blob in group),
    )


def strips(group: Sequence[Blob]) -> list[list[Blob]]:
    """Blobs by the strips, from the top down, that no white row parts."""
    found: list[list[Blob]] = []
    bottom = -1
    for blob in sorted(group, key=lambda blob: blob.top):
        if blob.top > bottom:
            found.append([])
        found[-1].append(blob)
        bottom = max(bottom, blob.bottom)
    return found


def lines(group: Sequence[Blob], usual: float) -> list[list[Blob]]:
    """Blobs by lines of writing of a usual height: characters such as three strokes, one above the other, are one."""
    found: list[list[Blob]] = []
    for strip in strips(group):
        if found and around([*found[-1], *strip]).height <= _LINE * usual:
            found[-1] += strip
        else:
            found.append(strip)
    return found


def touch(line: Sequence[Blob], usual: float) -> bool:
    """Whether this is lines of writing that touch."""
    return around(line).height > _TWO_LINES * usual


def clusters(line: Sequence[Blob]) -> list[Blob]:
    """What white columns part in a line: for figures, the figures."""
    found: list[Blob] = []
    for blob in sorted(line, key=lambda blob: blob.left):
        if found and blob.left <= found[-1].right:
            found[-1] = around([found[-1], blob])
        else:
            found.append(blob)
    return found
