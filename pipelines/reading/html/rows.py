"""What is seen of a page, with those of its boxes that stand in rows and columns turned into tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile

from pipelines.document import Grid, GridCell
from pipelines.reading.html.pieces import Flow, Line, Piece, Table
from pipelines.reading.html.report_marks import is_row_label
from pipelines.reading.html.tree import Element
from pipelines.reading.plain.text_rows import prose

_MOST_COLUMNS = 60
_MOST_OF_A_CELL = 120
_MOST_ROWS = 300
_FIGURE = re.compile(r"[+＋－-]?[\d０-９][\d０-９,.，．]*\s*(?:万元|元|件|项|条)?|[/／—－-]{0,2}")  # 0, +98, /, nothing


def with_box_tables(seen: Flow) -> Flow:
    """Labels of the forms that stand in boxes beside boxes with figures make the tables they look like.

    A table takes the place of its first line, and blank lines that of its others, so that all places stay right.
    """
    pieces = list(seen.pieces)
    finder = _Finder(seen)
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        table = finder.table_around(piece) if isinstance(piece, Line) and is_row_label(piece.text) else None
        if table is None:
            place += 1
            continue
        box, grid = table
        start, end = seen.extents[box]
        pieces[start:end] = [Table(grid, 0, box), *(Line("", 0, box) for _ in range(end - start - 1))]
        place = end
    return replace(seen, pieces=pieces)


class _Finder:
    """Looks at each box once, however many labels stand in it."""

    def __init__(self, seen: Flow) -> None:
        self._seen = seen
        self._rows: dict[Element, list[list[str]]] = {}

    def table_around(self, line: Line) -> tuple[Element, Grid] | None:
        """The box of the table that a label's line stands in, and the table."""
        extents = self._seen.extents
        cell = line.box
        while (parent := cell.getparent()) is not None and extents.get(parent) == extents.get(cell, ()):
            cell = parent
        row = cell.getparent()
        if row is None or row not in extents or row.tag in ("body", "html"):
            return None
        own = self._texts(row)
        outer = row.getparent()
        rows = self._rows_in(outer)
        with_figures = sum(map(_is_row, rows))
        if with_figures > 1 or (with_figures == 1 and _is_header(own)):
            return outer, _grid(rows)
        return (row, _grid([own])) if _is_row(own) else None

    def _rows_in(self, outer: Element) -> list[list[str]]:
        """The rows of a box that holds nothing but what may be rows."""
        if outer not in self._rows:
            boxes = self._boxes(outer) if outer in self._seen.extents and outer.tag not in ("body", "html") else []
            rows = [self._texts(box) for box in boxes] if len(boxes) <= _MOST_ROWS else []
            self._rows[outer] = rows if all(map(_may_be_row, rows)) else []
        return self._rows[outer]

    def _boxes(self, element: Element) -> list[Element]:
        return [child for child in element if child in self._seen.extents]

    def _texts(self, row: Element) -> list[str]:
        """The texts of the boxes in a row, blank ones too; of a box without boxes, its own text."""
        boxes = self._boxes(row) or [row]
        if len(boxes) > _MOST_COLUMNS:
            return []
        return ["\n".join(_lines(self._seen.pieces[slice(*self._seen.extents[box])])) for box in boxes]


def _lines(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield prose(piece.text) if isinstance(piece, Line) else "\0" * _MOST_OF_A_CELL  # a table is no cell


def _may_be_row(texts: Sequence[str]) -> bool:
    return bool(texts) and all(len(text) <= _MOST_OF_A_CELL and "\0" not in text for text in texts)


def _is_row(texts: Sequence[str]) -> bool:
    """Labels, then figures or blanks, one at least: not one box for each value, one after the other."""
    if len(texts) == 1 or not _may_be_row(texts) or not any(texts):
        return False
    figures = [bool(_FIGURE.fullmatch(text)) for text in dropwhile(lambda text: not text, texts)]
    return figures[-1] and sorted(figures) == figures


def _is_header(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and _may_be_row(texts) and not any(_FIGURE.fullmatch(text) for text in texts if text)


def _grid(rows: Sequence[Sequence[str]]) -> Grid:
    cells = [GridCell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    return Grid(tuple(cells), exact=len({len(texts) for texts in rows}) == 1)
