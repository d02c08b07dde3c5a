"""A table element to its cells, each in the place that a browser gives it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.document import UnreadableError
from pipelines.reading.html.tree import Element

_MOST_COLUMNS_SPANNED = 60
_MOST_ROWS_SPANNED = 300
_MOST_COLUMNS = 600  # that spans may make
_MOST_CELLS = 20_000
_MOST_DIGITS = 4
_SECTIONS = ("thead", "tbody", "tfoot")
_ROW_PARTS = ("tr", "td", "th")
_NO_CONTENT = ("colgroup", "col", "script", "style", "template", "noscript")


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of the source and where it stands; its lines of text, once they are read."""

    element: Element
    row: int
    column: int
    rowspan: int
    colspan: int
    lines: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        return sum(map(len, self.lines))


@dataclass(frozen=True, slots=True)
class SourceTable:
    """The cells of a table, row by row, and what stands in it outside of any cell.

    `misplaced` are rows and cells that lie in another cell only because a tag before them was not closed.
    """

    slots: tuple[Slot, ...]
    strays: tuple[Element, ...]
    misplaced: frozenset[Element]


def source_table(table: Element, hidden: frozenset[Element]) -> SourceTable:
    """A table's own cells, those of tables inside left aside; no cell lies over another or goes beyond its section."""
    rows = _Rows(hidden)
    rows.collect(table)
    if sum(len(row) for section in rows.sections for row in section) > _MOST_CELLS:
        raise UnreadableError("too_large", f"a table of more than {_MOST_CELLS:,} cells: no report has that")
    slots: list[Slot] = []
    start = 0
    for section in rows.sections:
        slots += _placed(section, start)
        start += len(section)
    return SourceTable(tuple(slots), tuple(rows.strays), frozenset(rows.misplaced))


class _Rows:
    """Gathers the rows of a table's sections, as far as sloppy tags allow."""

    def __init__(self, hidden: frozenset[Element]) -> None:
        self.sections: list[list[list[Element]]] = [[]]
        self.strays: list[Element] = []
        self.misplaced: list[Element] = []
        self._hidden = hidden
        self._open_row: Element | None = None  # the element whose cells go into the last row

    def collect(self, elements: Iterable[Element]) -> None:
        for element in elements:
            tag = element.tag
            if element in self._hidden or not isinstance(tag, str) or tag in _NO_CONTENT:
                continue
            if tag == "tr":
                self._begin_row(element)
                self.collect(element)
                self._open_row = None
            elif tag in _ROW_PARTS:
                self._add_cell(element)
            elif tag in _SECTIONS:
                self.sections.append([])
                self.collect(element)
                self.sections.append([])
            elif tag == "form":
                self.collect(element)
            else:
                self.strays.append(element)

    def _begin_row(self, element: Element) -> None:
        self.sections[-1].append([])
        self._open_row = element

    def _add_cell(self, cell: Element) -> None:
        parent = cell.getparent()
        if self._open_row is None or not self.sections[-1]:  # <table><td>1<td>2: a row that nobody opened
            self._begin_row(parent)
        self.sections[-1][-1].append(cell)
        inner = next(cell.iterdescendants(*_ROW_PARTS, "table"), None) if len(cell) else None
        if inner is not None and inner.tag != "table":
            parts = [inner, *inner.itersiblings(*_ROW_PARTS)]
            self.misplaced += parts
            self.collect(parts)


def _placed(rows: Sequence[Sequence[Element]], start: int) -> Iterator[Slot]:
    taken_until: list[int] = []  # by column, the row from which on it is free
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while column < len(taken_until) and taken_until[column] > row:
                column += 1
            colspan = min(_number(cell.get("colspan")) or 1, _MOST_COLUMNS_SPANNED)
            left = len(rows) - row
            rowspan = min(_number(cell.get("rowspan", "1")) or left, left, _MOST_ROWS_SPANNED)
            if column > _MOST_COLUMNS:
                colspan = rowspan = 1
            taken_until += [0] * (column + colspan - len(taken_until))
            free = next((width for width in range(1, colspan) if taken_until[column + width] > row), colspan)
            for taken in range(column, column + colspan):  # a browser lays it over the cells in its way all the same
                taken_until[taken] = max(taken_until[taken], row + rowspan)
            yield Slot(cell, start + row, column, rowspan, free)
            column += colspan


def _number(text: str | None) -> int:
    """The number that an attribute begins with, no larger than sense; 1 where there is none.

    >>> _number("2px"), _number("0"), _number("-3"), _number("9" * 5000), _number("")
    (2, 0, 1, 9999, 1)
    """
    digits = ""
    for character in (text or "").strip()[:_MOST_DIGITS]:
        if not "0" <= character <= "9":
            break
        digits += character
    return int(digits) if digits else 1
