"""Tables of a page to what they are: grids of data, or the boxes of a layout to be read one after the other."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.document import Grid, GridCell
from pipelines.reading.html.grid import Slot
from pipelines.reading.html.report_marks import is_known_heading
from pipelines.reading.html.tree import Element

_CELLS = ("td", "th")
_FEWEST_CELLS_OF_DATA = 4
_MOST_OF_A_WRAPPED_VALUE = 100
_FEWEST_CELLS_AROUND = 20  # of a table of data into which an editor put another one
_MOST_TABLES_INSIDE = 2
_MOST_OF_A_CELL = 300
_MOST_OF_ANY_CELL = 900
_PROSE = 120
_PROSE_LINES = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A cell that is none of a form: a part of the page's layout, or prose that was put into a table."""

    element: Element


def holds_layout(table: Element) -> bool:
    """Whether a table only arranges other ones: not where those are wrappers of one short value each."""
    inner = list(table.iterdescendants("table"))
    if not inner:
        return False
    cells = Counter(next(cell.iterancestors("table")) for cell in table.iterdescendants(*_CELLS))
    wide = [one for one in inner if cells[one] > 1]
    if wide:
        inside = sum(cells[one] for one in wide)
        few = len(wide) <= _MOST_TABLES_INSIDE and inside * 4 <= cells[table]
        return not (few and cells[table] >= _FEWEST_CELLS_AROUND)
    return cells[table] < _FEWEST_CELLS_OF_DATA or any(
        len("".join(one.itertext())) > _MOST_OF_A_WRAPPED_VALUE for one in inner
    )


def arranged(slots: Sequence[Slot]) -> Iterator[Grid | Box]:
    """Grids in order, and between them the cells that are to be read as running text."""
    rows: dict[int, list[Slot]] = {}
    for slot in slots:
        rows.setdefault(slot.row, []).append(slot)
    pending: list[Slot] = []
    reach = 0  # the row that no pending cell reaches
    for row, cells in rows.items():
        apart = row >= reach or any(slot.length > _MOST_OF_ANY_CELL for slot in cells)
        if apart and _is_running_text(cells):
            yield from _grid_or_boxes(pending)
            pending = []
            yield from (Box(slot.element) for slot in cells)
        else:
            pending += cells
            reach = max(reach, *(slot.row + slot.rowspan for slot in cells))
    yield from _grid_or_boxes(pending)


def _is_running_text(cells: Sequence[Slot]) -> bool:
    """Whether a row is prose, a section's heading, or a part of the page's layout."""
    if any(slot.length > _MOST_OF_A_CELL for slot in cells):
        return True
    filled = [slot for slot in cells if slot.lines]
    if len(filled) != 1 or filled[0].rowspan > 1:
        return False
    lines = filled[0].lines
    return filled[0].length > _PROSE or len(lines) >= _PROSE_LINES or is_known_heading("".join(lines))


def _grid_or_boxes(slots: Sequence[Slot]) -> Iterator[Grid | Box]:
    if len({slot.row for slot in slots}) == len(slots):  # one cell a row: lines that are kept together, no table
        yield from (Box(slot.element) for slot in slots)
    elif any(slot.lines for slot in slots):
        yield _grid(slots)


def _grid(slots: Sequence[Slot]) -> Grid:
    """One grid; columns in which no cell begins only come from how the source was drawn, and are left out."""
    starts = sorted({slot.column for slot in slots})
    first, last = slots[0].row, slots[-1].row
    cells = []
    for slot in slots:
        column = bisect_left(starts, slot.column)
        colspan = bisect_left(starts, slot.column + slot.colspan) - column
        rowspan = min(slot.rowspan, last - slot.row + 1)
        cells.append(GridCell("\n".join(slot.lines), slot.row - first, column, rowspan, colspan))
    return Grid(tuple(cells))
