"""Paragraphs and the ends of cells and rows, each with its depth, to blocks: as DOC and RTF mark their tables."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.document import Block
from pipelines.reading.office.office_limits import too_large
from pipelines.reading.office.office_tables import TWIPS_APART, TableCell, TableRow, VerticalMerge, table_blocks
from pipelines.reading.office.office_text import as_paragraphs

_MOST_DEPTH = 30
_MOST_CELLS_IN_A_ROW = 1_000


@dataclass(frozen=True, slots=True)
class CellLayout:
    """Where the row's definition puts a cell, in twips; `joined` is a cell that its left neighbour has swallowed."""

    left: int
    right: int
    merge: VerticalMerge = "none"
    joined: bool = False


RowLayout = tuple[CellLayout, ...]


@dataclass(slots=True)
class _Row:
    cells: list[tuple[Block, ...]]
    layout: RowLayout


@dataclass(slots=True)
class _Table:
    """A table that is still open: its rows, the cells of its open row, the blocks of its open cell."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[tuple[Block, ...]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class TableStack:
    """Body and open tables, one in a cell of the other; depth 0 is the body."""

    def __init__(self) -> None:
        self._body: list[Block] = []
        self._tables: list[_Table] = []

    @property
    def row_begun(self) -> bool:
        """Whether some cells of a row were there, and its end was not."""
        return bool(self._tables and self._tables[0].cells)

    def add_text(self, depth: int, text: str) -> None:
        self.add_blocks(depth, as_paragraphs(text))

    def add_blocks(self, depth: int, blocks: Iterable[Block]) -> None:
        self._go_to(depth)
        self._open_blocks.extend(blocks)

    def end_cell(self, depth: int) -> None:
        self._go_to(depth)
        table = self._tables[-1]
        if len(table.cells) >= _MOST_CELLS_IN_A_ROW:
            raise too_large(f"a table with rows of more than {_MOST_CELLS_IN_A_ROW} cells")
        table.cells.append(tuple(table.blocks))
        table.blocks = []

    def end_row(self, depth: int, layout: RowLayout, *, shown: bool = True) -> None:
        self._go_to(depth)
        table = self._tables[-1]
        if table.blocks:  # text after the last cell's mark: no program writes it
            table.cells.append(tuple(table.blocks))
        while layout and len(table.cells) > len(layout) and not table.cells[-1]:
            table.cells.pop()  # LibreOffice ends a row one cell too late where a table lies in one of its cells
        if table.cells and shown:
            table.rows.append(_Row(table.cells, layout))
        table.cells, table.blocks = [], []

    def finish(self) -> list[Block]:
        """All blocks; a table that never ends ends here."""
        self._go_to(0)
        return self._body

    @property
    def _open_blocks(self) -> list[Block]:
        return self._tables[-1].blocks if self._tables else self._body

    def _go_to(self, depth: int) -> None:
        if depth > _MOST_DEPTH:
            raise too_large(f"tables {depth} deep")
        while len(self._tables) > depth:
            if self._tables[-1].cells or self._tables[-1].blocks:
                self.end_row(len(self._tables), ())
            table = self._tables.pop()
            self._open_blocks.extend(_blocks_of(table.rows))
        while len(self._tables) < depth:
            self._tables.append(_Table())


def _blocks_of(rows: list[_Row]) -> list[Block]:
    """Where any row lacks a definition that fits, only the order of the cells is known."""
    if all(len(row.cells) == len(row.layout) for row in rows):
        return table_blocks((_placed(row) for row in rows), TWIPS_APART)
    return table_blocks((_in_order(row) for row in rows), exact=False)


def _placed(row: _Row) -> TableRow:
    cells: list[TableCell] = []
    for blocks, layout in zip(row.cells, row.layout, strict=True):
        if layout.joined and cells:
            first = cells[-1]
            cells[-1] = TableCell(first.blocks + blocks, first.left, layout.right, first.merge)
        else:
            cells.append(TableCell(blocks, layout.left, layout.right, layout.merge))
    return tuple(cells)


def _in_order(row: _Row) -> TableRow:
    return tuple(TableCell(blocks, number, number + 1) for number, blocks in enumerate(row.cells))
