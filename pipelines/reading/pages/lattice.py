"""The rulings of one table to its cells: rows and columns are all lines of the table, cells what the lines enclose."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.reading.pages.page import Box, Ruling
from pipelines.reading.pages.rulings import NEAR, Frame

MOST_CELLS = 20_000
_COVERED = 0.6  # of a side that a ruling must run along for the side to be closed
_NARROWEST = 5.0  # points of a cell; less is the gap of a double line
_SLIVER = 10.0  # points: too narrow for a column of its own where no cell keeps within it


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a table and where it lies."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table without its text."""

    box: Box
    slots: tuple[Slot, ...]
    _xs: tuple[float, ...]
    _ys: tuple[float, ...]
    _owners: tuple[tuple[Slot | None, ...], ...]  # by row, then column

    def slot_at(self, x: float, y: float) -> Slot | None:
        """The cell that holds a point."""
        row, column = bisect_right(self._ys, y) - 1, bisect_right(self._xs, x) - 1
        if 0 <= row < len(self._owners) and 0 <= column < len(self._owners[row]):
            return self._owners[row][column]
        return None


_Region = tuple[int, int, int, int]  # first row, first column, row after, column after


def lattice(frame: Frame) -> Lattice | None:
    """The table that a frame rules; None where it encloses fewer than two cells, or more than any report has."""
    xs, ys = _places(frame.down), _places(frame.across)
    if (len(xs) - 1) * (len(ys) - 1) > MOST_CELLS:
        return None
    across, down = _sides(frame.across, ys, xs), _sides(frame.down, xs, ys)
    ys, across, down = _without_idle(ys, across, down)
    xs, down, across = _without_idle(xs, down, across)
    regions = [
        (top, left, bottom, right)
        for top, left, bottom, right in _regions(across, down)
        if min(ys[bottom] - ys[top], xs[right] - xs[left]) >= _NARROWEST
        and _enclosed((top, left, bottom, right), across, down)
    ]
    ys, regions = _without_slivers(ys, regions, 0)
    xs, regions = _without_slivers(xs, regions, 1)
    if len(regions) <= 1:
        return None
    owners: list[list[Slot | None]] = [[None] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    slots = []
    for top, left, bottom, right in sorted(regions):
        slot = Slot(top, left, bottom - top, right - left, Box(xs[left], ys[top], xs[right], ys[bottom]))
        slots.append(slot)
        for row in range(top, bottom):
            owners[row][left:right] = [slot] * (right - left)
    return Lattice(
        Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(slots), tuple(xs), tuple(ys), tuple(tuple(row) for row in owners)
    )


def _places(rulings: Sequence[Ruling]) -> list[float]:
    """Where lines lie, those that are one to the eye taken together, longer ones counting more."""
    places: list[list[Ruling]] = []
    for ruling in sorted(rulings):
        if places and ruling.place - places[-1][0].place <= NEAR:
            places[-1].append(ruling)
        else:
            places.append([ruling])
    return [
        sum(ruling.place * ruling.length for ruling in bundle) / sum(ruling.length for ruling in bundle)
        for bundle in places
    ]


_Sides = list[list[bool]]  # by line, then by interval between crossing lines: whether the line is drawn there


def _sides(rulings: Sequence[Ruling], places: Sequence[float], crossing: Sequence[float]) -> _Sides:
    sides = [[False] * (len(crossing) - 1) for _ in places]
    for ruling in rulings:
        line = min(range(len(places)), key=lambda index: abs(places[index] - ruling.place))
        for index in range(len(crossing) - 1):
            start, end = crossing[index], crossing[index + 1]
            if min(end, ruling.end) - max(start, ruling.start) >= _COVERED * (end - start):
                sides[line][index] = True
    return sides


def _without_idle(places: list[float], own: _Sides, crossing: _Sides) -> tuple[list[float], _Sides, _Sides]:
    """Without the lines that bound no cell: strokes that end in the middle of one."""
    kept = [index for index, sides in enumerate(own) if any(sides)]
    spans = list(pairwise(kept))
    if len(kept) == len(places) or not spans:
        return places, own, crossing
    return (
        [places[index] for index in kept],
        [own[index] for index in kept],
        [[any(sides[first:after]) for first, after in spans] for sides in crossing],
    )


def _regions(across: _Sides, down: _Sides) -> Iterator[_Region]:
    """What lies open to one another, cut into rectangles where it is none itself."""
    rows, columns = len(across) - 1, len(down) - 1
    leader = list(range(rows * columns))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = index = leader[leader[index]]
        return index

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not down[column + 1][row]:
                leader[lead(here)] = lead(here + 1)
            if row + 1 < rows and not across[row + 1][column]:
                leader[lead(here)] = lead(here + columns)
    members: dict[int, list[tuple[int, int]]] = {}
    for index in range(rows * columns):
        members.setdefault(lead(index), []).append(divmod(index, columns))
    for fields in members.values():
        top, left = min(row for row, _ in fields), min(column for _, column in fields)
        bottom, right = max(row for row, _ in fields) + 1, max(column for _, column in fields) + 1
        if (bottom - top) * (right - left) == len(fields):
            yield top, left, bottom, right
        else:
            yield from _runs(fields)


def _runs(fields: Sequence[tuple[int, int]]) -> Iterator[_Region]:
    """An odd shape as rectangles: equal runs of fields in neighbouring rows are one."""
    runs: list[list[int]] = []
    for row, column in sorted(fields):
        if runs and runs[-1][0] == row and runs[-1][3] == column:
            runs[-1][3] += 1
        else:
            runs.append([row, column, row + 1, column + 1])
    stacked: list[list[int]] = []
    for run in runs:
        above = next((box for box in stacked if box[2] == run[0] and box[1] == run[1] and box[3] == run[3]), None)
        if above:
            above[2] = run[2]
        else:
            stacked.append(run)
    return (tuple(box) for box in stacked)  # type: ignore[misc]


def _enclosed(region: _Region, across: _Sides, down: _Sides) -> bool:
    """Whether a region is a cell: it may lie open on one side only, and only at the edge of the table."""
    top, left, bottom, right = region
    closed = (
        any(across[top][left:right]),
        any(across[bottom][left:right]),
        any(down[left][top:bottom]),
        any(down[right][top:bottom]),
    )
    return closed.count(False) <= 1


def _without_slivers(places: list[float], regions: list[_Region], axis: int) -> tuple[list[float], list[_Region]]:
    """One line where rows drew their common border a little apart."""
    index = len(places) - 2
    while index >= 0:
        narrow = places[index + 1] - places[index] < _SLIVER
        if narrow and not any(region[axis] == index and region[axis + 2] == index + 1 for region in regions):
            regions = [_collapsed(region, axis, index) for region in regions]
            places = [*places[:index], (places[index] + places[index + 1]) / 2, *places[index + 2 :]]
        index -= 1
    return places, regions


def _collapsed(region: _Region, axis: int, index: int) -> _Region:
    """The region once the lines `index` and `index + 1` are one."""
    edges = list(region)
    edges[axis] -= edges[axis] > index
    edges[axis + 2] -= edges[axis + 2] > index
    top, left, bottom, right = edges
    return top, left, bottom, right
