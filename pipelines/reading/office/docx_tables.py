"""A table of WordprocessingML to rows of cells with their edges and merges."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipelines.document import Block
from pipelines.reading.office.office_limits import MOST_COLUMNS_SPANNED
from pipelines.reading.office.office_tables import TWIPS_APART, TableCell, TableRow, VerticalMerge
from pipelines.reading.office.word_xml import (
    child,
    children,
    is_on,
    number,
    plain_name,
    properties,
    value,
    whole_number,
)
from pipelines.reading.office.zipped_xml import Element, attribute

_MOST_COLUMNS = 10_000
_PROPERTIES = {"w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:tblPrEx", "w:sdtPr", "w:del", "w:moveFrom"}


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a table; edges that lie no further apart than `tolerance` are one."""

    rows: tuple[TableRow, ...]
    tolerance: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with edges in numbers of columns; `end` is where the row itself ends."""

    element: Element
    cells: TableRow
    end: int

    def placed(self, edges: Sequence[int]) -> TableRow:
        return tuple(TableCell(cell.blocks, edges[cell.left], edges[cell.right], cell.merge) for cell in self.cells)

    def widths(self) -> list[int]:
        """What the cells say of their widths, in twips; 0 where one says none, or a share of the table's."""
        said = (properties(tc, "w:tcPr").get("w:tcW") for tc in _within(self.element, "w:tc"))
        return [whole_number(attribute(one, "w"), 0) if one is not None and _in_twips(one) else 0 for one in said]


def rows_of(table: Element, blocks_of: Callable[[Element], list[Block]]) -> TableRows:
    """The rows with edges in twips where the table's grid can be trusted, in numbers of columns otherwise."""
    rows = [row for row in (_row(element, blocks_of) for element in _within(table, "w:tr")) if row.cells]
    if by_width := _laid_end_to_end(rows):
        return TableRows(by_width, TWIPS_APART)
    widths = [whole_number(attribute(column, "w"), 0) for column in children(child(table, "w:tblGrid"), "w:gridCol")]
    most = max((row.end for row in rows), default=0)
    if len(widths) < most or min(widths, default=0) <= 0:
        return TableRows(tuple(row.cells for row in rows), 0)
    edges = [0, *accumulate(widths)]
    return TableRows(tuple(row.placed(edges) for row in rows), TWIPS_APART)


def _laid_end_to_end(rows: Sequence[_Row]) -> tuple[TableRow, ...]:
    """The rows by the widths of their cells, where they differ in their columns but not in their widths.

    Some programs never say how many columns a cell spans.
    """
    if len({row.end for row in rows}) < 2:  # noqa: PLR2004  # all end in one place
        return ()
    widths = [row.widths() for row in rows]
    if any(len(row.cells) != len(said) or min(said) <= 0 for row, said in zip(rows, widths, strict=True)):
        return ()
    totals = [sum(said) for said in widths]
    if max(totals) - min(totals) > TWIPS_APART:
        return ()
    placed: list[TableRow] = []
    for row, said in zip(rows, widths, strict=True):
        ends = list(accumulate(said))
        places = zip(row.cells, [0, *ends], ends, strict=False)
        placed.append(tuple(TableCell(cell.blocks, left, right, cell.merge) for cell, left, right in places))
    return tuple(placed)


def _in_twips(width: Element) -> bool:
    return attribute(width, "type") == "dxa"


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, in whatever content controls they are wrapped."""
    for element in parent:
        found = plain_name(element.tag)
        if found == name:
            yield element
        elif found not in _PROPERTIES:
            yield from _within(element, name)


def _row(element: Element, blocks_of: Callable[[Element], list[Block]]) -> _Row:
    of_row = properties(element, "w:trPr")
    cells: list[TableCell] = []
    if "w:del" in of_row or is_on(of_row.get("w:hidden")):
        return _Row(element, (), 0)
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
    return _Row(element, tuple(cells), column + _span(of_row.get("w:gridAfter"), 0))


def _span(element: Element | None, default: int) -> int:
    return min(max(number(element, default), default), MOST_COLUMNS_SPANNED)


def _merge(of_cell: dict[str, Element]) -> VerticalMerge:
    merge = of_cell.get("w:vMerge", of_cell.get("w:vmerge"))  # the second as Word 2003 spelt it
    if merge is None:
        return "none"
    return "start" if value(merge) == "restart" else "continued"
