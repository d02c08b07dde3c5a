"""A table of WordprocessingML to rows of cells with their edges and merges."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from pipelines.document import Block
from pipelines.reading.office_limits import MOST_COLUMNS_SPANNED
from pipelines.reading.office_tables import TWIPS_APART, TableCell, TableRow, VerticalMerge
from pipelines.reading.word_xml import child, children, is_on, number, plain_name, properties, value, whole_number
from pipelines.reading.zipped_xml import Element, attribute

_MOST_COLUMNS = 10_000
_PROPERTIES = {"w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:tblPrEx", "w:sdtPr", "w:del", "w:moveFrom"}


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a table; edges that lie no further apart than `tolerance` are one."""

    rows: tuple[TableRow, ...]
    tolerance: int


def rows_of(table: Element, blocks_of: Callable[[Element], list[Block]]) -> TableRows:
    """The rows with edges in twips where the table's grid can be trusted, in numbers of columns otherwise."""
    rows = tuple(row for row in (_row(element, blocks_of) for element in _within(table, "w:tr")) if row)
    widths = [whole_number(attribute(column, "w"), 0) for column in children(child(table, "w:tblGrid"), "w:gridCol")]
    most = max((row[-1].right for row in rows), default=0)
    if len(widths) < most or min(widths, default=0) <= 0:
        return TableRows(rows, 0)
    edges = [0, *accumulate(widths)]
    return TableRows(tuple(tuple(_in_twips(cell, edges) for cell in row) for row in rows), TWIPS_APART)


def _in_twips(cell: TableCell, edges: list[int]) -> TableCell:
    return TableCell(cell.blocks, edges[cell.left], edges[cell.right], cell.merge)


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, in whatever content controls they are wrapped."""
    for element in parent:
        found = plain_name(element.tag)
        if found == name:
            yield element
        elif found not in _PROPERTIES:
            yield from _within(element, name)


def _row(element: Element, blocks_of: Callable[[Element], list[Block]]) -> TableRow:
    of_row = properties(element, "w:trPr")
    if "w:del" in of_row or is_on(of_row.get("w:hidden")):
        return ()
    cells: list[TableCell] = []
    column = _span(of_row.get("w:gridBefore"), 0)
    for tc in _within(element, "w:tc"):
        of_cell = properties(tc, "w:tcPr")
        end = min(column + _span(of_cell.get("w:gridSpan"), 1), _MOST_COLUMNS)
        blocks = tuple(blocks_of(tc))
        joined = of_cell.get("w:hMerge", of_cell.get("w:hmerge"))
        if cells and joined is not None and value(joined) != "restart":
            first = cells[-1]
            cells[-1] = TableCell(first.blocks + blocks, first.left, end, first.merge)
        else:
            cells.append(TableCell(blocks, column, end, _merge(of_cell)))
        column = end
    return tuple(cells)


def _span(element: Element | None, default: int) -> int:
    return min(max(number(element, default), default), MOST_COLUMNS_SPANNED)


def _merge(of_cell: dict[str, Element]) -> VerticalMerge:
    merge = of_cell.get("w:vMerge", of_cell.get("w:vmerge"))  # the second as Word 2003 spelt it
    if merge is None:
        return "none"
    return "start" if value(merge) == "restart" else "continued"
