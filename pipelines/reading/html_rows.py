"""What is seen of a page, with those of its boxes that stand in rows and columns turned into tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile

from pipelines.document import Grid, GridCell
from pipelines.reading.html_pieces import Flow, Line, Piece, Table
from pipelines.reading.html_tree import Element
from pipelines.reading.report_marks import is_row_label
from pipelines.reading.text_rows import prose

_MOST_COLUMNS = 60
_MOST_OF_A_CELL = 120
_MOST_ROWS = 300
_FIGURE = re.compile(r"[+＋－-]?[\d０-９][\d０-９,.，．]*\s*(?:万元|元|件|项|条)?|[/／—－-]{0,2}")  # 0, +98, /, nothing


def with_box_tables(seen: Flow) -> Flow:
    """Labels of the forms that stand in boxes beside boxes with figures make the tables they look like.

    A table takes the place of its first line, and blank lines that of its others, so that all places stay right.
    """
    pieces = list(seen.pieces)
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        table = _table_around(piece, seen) if isinstance(piece, Line) and is_row_label(piece.text) else None
        if table is None:
            place += 1
            continue
        box, grid = table
        start, end = seen.extents[box]
        pieces[start:end] = [Table(grid, 0, box), *(Line("", 0, box) for _ in range(end - start - 1))]
        place = end
    return replace(seen, pieces=pieces)


def _table_around(line: Line, seen: Flow) -> tuple[Element, Grid] | None:
    """The box of the table that a label's line stands in, and the table."""
    cell = line.box
    extent = seen.extents.get(cell)
    while extent and (parent := cell.getparent()) is not None and seen.extents.get(parent) == extent:
        cell = parent
    row = cell.getparent()
    if row is None or row not in seen.extents or row.tag in ("body", "html"):
        return None
    own = _texts(row, seen)
    outer = row.getparent()
    rows = [_texts(child, seen) for child in _boxes(outer, seen)][:_MOST_ROWS] if outer in seen.extents else []
    with_figures = sum(map(_is_row, rows))
    enough = with_figures > 1 or (with_figures == 1 and _is_header(own))
    if enough and outer.tag not in ("body", "html") and all(map(_may_be_row, rows)):
        return outer, _grid(rows)
    return (row, _grid([own])) if _is_row(own) else None


def _boxes(element: Element, seen: Flow) -> list[Element]:
    return [child for child in element if child in seen.extents]


def _texts(row: Element, seen: Flow) -> list[str]:
    """The texts of the boxes in a row, blank ones too; of a box without boxes, its own text."""
    boxes = _boxes(row, seen) or [row]
    return ["\n".join(_lines(seen.pieces[slice(*seen.extents[box])])) for box in boxes[: _MOST_COLUMNS + 1]]


def _lines(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield prose(piece.text) if isinstance(piece, Line) else "\0" * _MOST_OF_A_CELL  # a table is no cell


def _may_be_row(texts: Sequence[str]) -> bool:
    return len(texts) <= _MOST_COLUMNS and all(len(text) <= _MOST_OF_A_CELL and "\0" not in text for text in texts)


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
