"""A run of rows that only gaps rule to a grid: columns by the strips that stay white, rows by the figures."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.document import Grid, GridCell
from pipelines.reading.pages.lines import Line
from pipelines.reading.pages.loose_rows import MANY, Row, is_value
from pipelines.reading.pages.page import Ruling

_WIDE_TABLE = 5  # columns of figures: a row that lacks some of them has blank cells; fewer may be one wide cell
_TELLING = 3  # rows of figures: fewer may all lack the same column
_LEAST = 4  # rows of figures and columns together, for columns to be told

_Strip = tuple[float, float]  # where a column begins and ends
_Place = tuple[int, int]  # row, column


def grid(rows: Sequence[Row], across: Sequence[Ruling] = ()) -> Grid:
    """The table of these lines; exact where every figure stands in a column of its own."""
    strips = _strips(rows)
    if strips is None:
        return _loose(rows)
    labels = max(len(_labels(row, strips)) for row in rows)
    pieces: dict[_Place, list[Line]] = {}
    ends: dict[_Place, int] = {}
    covered: set[_Place] = set()
    bands = _bands(rows, strips, across)
    for row, band in zip(rows, bands, strict=True):
        for number, piece in enumerate(row.pieces, labels - len(_labels(row, strips))):
            over = [(band, labels + index) for index, strip in enumerate(strips) if _lies_over(piece, strip)]
            first, last = (number, number) if number < labels else _columns(piece, strips, labels)
            is_second = number >= labels and (band, first) in pieces  # a speck of dust, or a figure from elsewhere
            pieces.setdefault((band, first), []).append(piece.doubted() if is_second else piece)
            ends[band, first] = max(last, ends.get((band, first), 0))
            covered.update(over)
    telling = [band for row, band in zip(rows, bands, strict=True) if row.values > 1 and len(strips) >= _WIDE_TABLE]
    filled = {(band, column) for band, first in pieces for column in range(first, ends[band, first] + 1)}
    blanks = {(band, labels + index) for band in telling for index in range(len(strips))} - filled
    cells = [_cell(place, found, ends[place]) for place, found in pieces.items()]
    cells += [GridCell("", *place, sure=place not in covered) for place in blanks]
    return Grid(
        tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        exact=sum(row.values > 1 for row in rows) >= _TELLING,
    )


def _cell(place: _Place, pieces: Sequence[Line], end: int) -> GridCell:
    text = "\n".join(piece.text for piece in pieces)
    return GridCell(text, *place, colspan=end - place[1] + 1, sure=all(piece.sure for piece in pieces))


def _loose(rows: Sequence[Row]) -> Grid:
    """The pieces of each line in their order, where no columns can be told."""
    return Grid(
        tuple(
            GridCell(piece.text, index, column, sure=piece.sure)
            for index, row in enumerate(rows)
            for column, piece in enumerate(row.pieces)
        ),
        exact=False,
    )


def _strips(rows: Sequence[Row]) -> list[_Strip] | None:
    """The columns of figures, left to right: what their rows cover together, and what heads a column without figures.

    None where two pieces of one row would share a column.
    """
    telling = [row for row in rows if row.values > 1]
    figures = [piece for row in telling for piece in row.pieces if is_value(piece.text)]
    strips = _union(figures)
    if len(telling) + len(strips) < _LEAST or not _all_apart(telling, strips):
        return None
    heads = [
        piece
        for row in rows
        if len(row.pieces) >= MANY and not row.values
        for piece in row.pieces
        if piece.box.left > strips[0][0] - piece.box.width
        and sum(_lies_over(piece, strip) for strip in strips) <= 1  # else it heads several columns
    ]
    headed = _union([*figures, *heads])
    columns = headed if _all_apart(telling, headed) else strips
    if len(telling) < _LEAST:
        return columns
    # a column of a single mark, under no heading, is a speck of dust
    return [strip for strip in columns if sum(_lies_over(piece, strip) for piece in [*figures, *heads]) > 1]


def _union(pieces: Sequence[Line]) -> list[_Strip]:
    strips: list[_Strip] = []
    for piece in sorted(pieces, key=lambda piece: piece.box.left):
        if strips and piece.box.left < strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], piece.box.right))
        else:
            strips.append((piece.box.left, piece.box.right))
    return strips


def _all_apart(rows: Sequence[Row], strips: Sequence[_Strip]) -> bool:
    for row in rows:
        labels = _labels(row, strips)
        if any(is_value(piece.text) for piece in labels):
            return False
        places = [_columns(piece, strips, 0) for piece in row.pieces[len(labels) :]]
        if any(before[1] >= after[0] for before, after in pairwise(places)):
            return False
    return True


def _labels(row: Row, strips: Sequence[_Strip]) -> list[Line]:
    """The pieces of a row that stand before all columns of figures."""
    return [
        piece for piece in row.pieces if piece.box.right <= strips[0][0] or piece.box.left < strips[0][0] - piece.em
    ]


def _columns(piece: Line, strips: Sequence[_Strip], labels: int) -> tuple[int, int]:
    """The first and last column that a piece lies over; the nearest one where it lies over none."""
    over = [index for index, strip in enumerate(strips) if _lies_over(piece, strip)]
    if not over:
        middle = (piece.box.left + piece.box.right) / 2
        over = [min(range(len(strips)), key=lambda index: abs(sum(strips[index]) / 2 - middle))]
    return labels + over[0], labels + over[-1]


def _lies_over(piece: Line, strip: _Strip) -> bool:
    return piece.box.left < strip[1] and strip[0] < piece.box.right


def _bands(rows: Sequence[Row], strips: Sequence[_Strip], across: Sequence[Ruling]) -> list[int]:
    """The table row of each line: wrapped labels go with the figures between the same rulings, or nearest to them."""
    anchors = [index for index, row in enumerate(rows) if row.values]
    over = [sum(ruling.place < (row.line.box.top + row.line.box.bottom) / 2 for ruling in across) for row in rows]
    is_ruled = len({over[anchor] for anchor in anchors}) == len(anchors)
    owners = []
    for index, row in enumerate(rows):
        owner = index
        if not row.values and len(_labels(row, strips)) == len(row.pieces):
            candidates = [anchor for anchor in anchors if not is_ruled or over[anchor] == over[index]]
            owner = min(candidates, key=lambda anchor: _distance(rows, index, anchor), default=index)
        owners.append(owner)
    numbers = {owner: number for number, owner in enumerate(sorted(set(owners)))}
    return [numbers[owner] for owner in owners]


def _distance(rows: Sequence[Row], one: int, other: int) -> float:
    return abs(rows[one].line.box.top - rows[other].line.box.top)
