"""A table of WordprocessingML to rows of cells with their edges and merges."""

from collections.abc import Callable, Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with edges in numbers of columns; `widths` are what its cells say of themselves, in twips."""

    cells: TableRow
    end: int
    widths: tuple[int, ...]

    def placed(self, edges: Sequence[int]) -> TableRow:
        return tuple(TableCell(cell.blocks, edges[cell.left], edges[cell.right], cell.merge) for cell in self.cells)

    @property
    def laid_end_to_end(self) -> TableRow:
        ends = list(accumulate(self.widths))
        places = zip(self.cells, [0, *ends], ends, strict=False)
        return tuple(TableCell(cell.blocks, left, right, cell.merge) for cell, left, right in places)


def rows_of(table: Element, blocks_of: Callable[[Element], list[Block]]) -> TableRows:
    """The rows with edges in twips where the table's grid can be trusted, in numbers of columns otherwise."""
    rows = [row for row in (_row(element, blocks_of) for element in _within(table, "w:tr")) if row.cells]
    if _only_widths_fit(rows):
        return TableRows(tuple(row.laid_end_to_end for row in rows), TWIPS_APART)
    widths = [whole_number(attribute(column, "w"), 0) for column in children(child(table, "w:tblGrid"), "w:gridCol")]
    most = max((row.end for row in rows), default=0)
    if len(widths) < most or min(widths, default=0) <= 0:
        return TableRows(tuple(row.cells for row in rows), 0)
    edges = [0, *accumulate(widths)]
    return TableRows(tuple(row.placed(edges) for row in rows), TWIPS_APART)


def _only_widths_fit(rows: Sequence[_Row]) -> bool:
    """Whether rows differ in their columns but not in their widths: some programs never say how many a cell spans."""
    if len({row.end for row in rows}) < 2 or not all(row.widths and min(row.widths) > 0 for row in rows):  # noqa: PLR2004
        return False
    totals = [sum(row.widths) for row in rows]
    return max(totals) - min(totals) <= TWIPS_APART


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
    if "w:del" in of_row or is_on(of_row.get("w:hidden")):
        return _Row((), 0, ())
    cells: list[TableCell] = []
    widths: list[int] = []
    column = before = _span(of_row.get("w:gridBefore"), 0)
    for tc in _within(element, "w:tc"):
        of_cell = properties(tc, "w:tcPr")
        end = min(column + _span(of_cell.get("w:gridSpan"), 1), _MOST_COLUMNS)
        blocks = tuple(blocks_of(tc))
        joined = of_cell.get("w:hMerge", of_cell.get("w:hmerge"))
        if cells and joined is not None and value(joined) != "restart":
            first = cells[-1]
            cells[-1] = TableCell(first.blocks + blocks, first.left, end, first.merge)
            widths[-1] += _width(of_cell)
        else:
            cells.append(TableCell(blocks, column, end, _merge(of_cell)))
            widths.append(_width(of_cell))
        column = end
    after = _span(of_row.get("w:gridAfter"), 0)
    return _Row(tuple(cells), column + after, () if before or after else tuple(widths))


def _width(of_cell: dict[str, Element]) -> int:
    """The width that a cell says it has, in twips; 0 where it says none, or a share of the table's."""
    found = of_cell.get("w:tcW")
    return whole_number(attribute(found, "w"), 0) if found is not None and attribute(found, "type") == "dxa" else 0


def _span(element: Element | None, default: int) -> int:
    return min(max(number(element, default), default), MOST_COLUMNS_SPANNED)


def _merge(of_cell: dict[str, Element]) -> VerticalMerge:
    merge = of_cell.get("w:vMerge", of_cell.get("w:vmerge"))  # the second as Word 2003 spelt it
    if merge is None:
        return "none"
    return "start" if value(merge) == "restart" else "continued"
