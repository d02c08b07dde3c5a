"""Rows of an office table, each cell with its edges, to blocks: grids, and the prose that a table only lays out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.document import Block, Grid, GridCell, Paragraph
from pipelines.reading.office.office_limits import MOST_CELLS, MOST_COLUMNS_SPANNED, MOST_ROWS_SPANNED, too_large

VerticalMerge = Literal["none", "start", "continued"]

TWIPS_APART = 120  # two edges nearer than this (2 mm) are one that was drawn carelessly: no digit fits between
_MOST_TOLERANCE = 400  # twips, 7 mm
_PROSE = 120  # characters; the longest label of the forms has 36
_PROSE_OF_SEVERAL_PARAGRAPHS = 60
_TITLE = re.compile(r"[^\n]{4,60}(?:报告|年报|报表|统计表|情况表)(?:（[^）]*）)?")  # 青禾县政府信息公开情况统计表
_HEADING = re.compile(r"[一二三四五六七八九]、[^\n]{2,40}")  # 一、总体情况


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of one row; its edges are column numbers or lengths, whichever the format gives."""

    blocks: tuple[Block, ...]
    left: int
    right: int
    merge: VerticalMerge = "none"


TableRow = tuple[TableCell, ...]


def table_blocks(rows: Iterable[TableRow], tolerance: int = 0, *, exact: bool = True) -> list[Block]:
    """A table as it is read: grids, and in between what stands in rows that only lay out prose or other tables.

    Edges that lie no further apart than `tolerance` are one; 0 where they are numbers of columns.
    """
    table = [_in_order(row) for row in rows if row]
    if sum(map(len, table)) > MOST_CELLS:
        raise too_large(f"a table of {sum(map(len, table))} cells")
    left = min((row[0].left for row in table), default=0) + tolerance
    right = max((row[-1].right for row in table), default=0) - tolerance
    one_column = all(len(row) == 1 for row in table)
    blocks: list[Block] = []
    gathered: list[TableRow] = []
    for row in table:
        whole = one_column or (len(row) == 1 and row[0].left <= left and row[0].right >= right)
        is_title = whole and not gathered and _TITLE.fullmatch(_text(row[0].blocks))
        if not (one_column or is_title or _lays_out(row, whole=whole)):
            gathered.append(row)
            continue
        blocks += _grids(gathered, tolerance, exact=exact)
        gathered = []
        blocks += (block for cell in row if cell.merge != "continued" for block in cell.blocks)
    return blocks + _grids(gathered, tolerance, exact=exact)


def _in_order(row: TableRow) -> TableRow:
    """The row with edges that grow, whatever a broken file says."""
    ordered: list[TableCell] = []
    end = row[0].left
    for cell in row:
        left = max(cell.left, end)
        end = max(cell.right, left + 1)
        ordered.append(TableCell(cell.blocks, left, end, cell.merge))
    return tuple(ordered)


def _lays_out(row: TableRow, *, whole: bool) -> bool:
    """Whether a row has no values of its own: it holds another table, a heading of the report, or its prose."""
    if any(_is_table(block) for cell in row for block in cell.blocks):
        return True
    filled = [cell for cell in row if cell.blocks]
    if len(filled) != 1 or any(cell.merge == "continued" for cell in row):
        return False
    text = _text(filled[0].blocks)
    if whole and _HEADING.fullmatch(text):
        return True
    return len(text) >= (_PROSE if len(filled[0].blocks) == 1 else _PROSE_OF_SEVERAL_PARAGRAPHS)


def _is_table(block: Block) -> bool:
    """Whether a block in a cell is a table of its own; one with a single value only frames that value."""
    return isinstance(block, Grid) and sum(1 for cell in block.cells if cell.text) > 1


def _text(blocks: Sequence[Block]) -> str:
    texts = (
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells) for block in blocks
    )
    return "\n".join(text for text in texts if text)


@dataclass(slots=True)
class _Placed:
    """A cell of the grid in the making: its rows are not yet counted."""

    text: str
    row: int
    column: int
    colspan: int
    rowspan: int = 1


def _grids(rows: Sequence[TableRow], tolerance: int, *, exact: bool) -> list[Block]:
    """The rows as one grid; as none where nothing is written in them."""
    columns = _columns(rows, tolerance)
    placed: list[_Placed] = []
    growing: dict[tuple[int, int], _Placed] = {}  # merged cells that the next row may go on with, by their columns
    for number, row in enumerate(rows):
        above, growing = growing, {}
        for cell in row:
            place = columns[cell.left], columns[cell.right]
            merged = above.get(place) if cell.merge == "continued" else None
            if merged and merged.rowspan < MOST_ROWS_SPANNED:
                merged.rowspan += 1
            else:
                merged = _Placed(_text(cell.blocks), number, place[0], min(place[1] - place[0], MOST_COLUMNS_SPANNED))
                placed.append(merged)
            if cell.merge != "none":
                growing[place] = merged
    if not any(cell.text for cell in placed):
        return []
    cells = (GridCell(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in placed)
    return [Grid(tuple(cells), exact)]


def _columns(rows: Sequence[TableRow], tolerance: int) -> dict[int, int]:
    """Each edge with the number of the column that begins there; only edges that some cell has begin a column."""
    cells = [cell for row in rows for cell in row]
    narrowest = min((cell.right - cell.left for cell in cells), default=0)
    if tolerance:  # what is drawn by hand misses by more where there is more room; no cell may vanish
        tolerance = min(max(tolerance, narrowest * 2 // 5), _MOST_TOLERANCE, narrowest - 1)
    numbers: dict[int, int] = {}
    first, number = None, -1
    for edge in sorted({edge for cell in cells for edge in (cell.left, cell.right)}):
        if first is None or edge - first > tolerance:
            first, number = edge, number + 1
        numbers[edge] = number
    return numbers
