"""Lines of text to the tables that only gaps rule: columns by the strips that stay white, rows by the figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.document import Grid, GridCell
from pipelines.reading.pages.lines import Line
from pipelines.reading.pages.page import Ruling

# 12, ０, 1,234, -3, +98, 6.02万元, 12件, /, —
_VALUE = re.compile(r"[+＋\-－]?[0-9０-９][0-9０-９,，.．]*\s?(?:万元|元|件|项|条|个|次|人|%|％)?|[/／—–－\-]+")
_MANY = 3  # pieces of a line that stand apart: no sentence does that
HEADING = re.compile(r"[一二三四五六七八九十]、")  # 三、
_LARGER = 1.3  # times the size of the table's writing
_SENTENCE = 25  # glyphs in one piece
_LINES_APART = 3.0  # of the size of the writing: the rows of one table follow one another
_WIDE_TABLE = 5  # columns of figures: a row that lacks some of them has blank cells; fewer may be one wide cell
_TELLING = 3  # rows of figures: fewer may all lack the same column
_LEAST = 4  # rows of figures and columns together, for columns to be told
_PARTS_BETWEEN = 3  # lines of wrapped labels between two rows


@dataclass(frozen=True, slots=True)
class Row:
    """A line and the pieces that wide gaps cut it into."""

    line: Line
    pieces: tuple[Line, ...]

    @property
    def values(self) -> int:
        return sum(is_value(piece.text) for piece in self.pieces)

    @property
    def is_tabular(self) -> bool:
        return len(self.pieces) >= _MANY or (len(self.pieces) > 1 and self.values > 0)


def is_value(text: str) -> bool:
    """Whether a piece is a figure or stands for one.

    >>> [is_value(text) for text in ("1,234", "6.02万元", "/", "2022年")]
    [True, True, True, False]
    """
    return _VALUE.fullmatch(text) is not None


def rows_of(lines: Sequence[Line]) -> list[Row]:
    return [Row(line, tuple(line.segments())) for line in lines]


def is_text(row: Row, above: Row) -> bool:
    """Whether a line below a row of a table is a heading or a sentence, which no row of a table is."""
    if len(row.pieces) > 1:
        return False
    text = row.line
    return len(text.glyphs) > _SENTENCE or text.em > _LARGER * above.line.em or HEADING.match(text.text) is not None


def runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Where tables begin and end among the lines of a page: first row, and row after the last."""
    index = done = 0
    while index < len(rows):
        if not rows[index].is_tabular:
            index += 1
            continue
        end = index + 1
        while (follower := _next_tabular(rows, end)) is not None:
            end = follower + 1
        while index > done and len(rows[index - 1].pieces) > 1 and _near(rows[index - 1], rows[index]):
            index -= 1  # a heading of columns in two pieces
        yield index, end
        index = done = end


def _next_tabular(rows: Sequence[Row], start: int) -> int | None:
    """The next row of a table, past the lines that its wrapped labels put between."""
    for index in range(start, min(len(rows), start + _PARTS_BETWEEN + 1)):
        if not _near(rows[index - 1], rows[index]) or is_text(rows[index], rows[start - 1]):
            return None
        if rows[index].is_tabular:
            return index
    return None


def _near(above: Row, below: Row) -> bool:
    return below.line.box.top - above.line.box.bottom < _LINES_APART * max(above.line.em, below.line.em)


def is_table(rows: Sequence[Row]) -> bool:
    """Whether a run of lines holds figures enough for a table: two rows of them, or one row of several."""
    return sum(row.values > 0 for row in rows) > 1 or any(row.values > 1 for row in rows)


def grid(rows: Sequence[Row], across: Sequence[Ruling] = ()) -> Grid:
    """The table of these lines; exact where every figure stands in a column of its own."""
    strips = _strips(rows)
    if strips is None:
        return _loose(rows)
    labels = max(len(_labels(row, strips)) for row in rows)
    pieces: dict[tuple[int, int], list[Line]] = {}
    ends: dict[tuple[int, int], int] = {}
    bands = _bands(rows, strips, across)
    for row, band in zip(rows, bands, strict=True):
        for place, piece in enumerate(row.pieces, labels - len(_labels(row, strips))):
            first, last = (place, place) if place < labels else _columns(piece, strips, labels)
            is_second = place >= labels and (band, first) in pieces  # a speck of dust, or a figure from elsewhere
            pieces.setdefault((band, first), []).append(piece.doubted() if is_second else piece)
            ends[band, first] = max(last, ends.get((band, first), 0))
    filled = {(band, column) for band, first in pieces for column in range(first, ends[band, first] + 1)}
    telling = {band for row, band in zip(rows, bands, strict=True) if row.values > 1 and len(strips) >= _WIDE_TABLE}
    blank = {(band, column) for band in telling for column in range(labels, labels + len(strips))} - filled
    return Grid(
        tuple(
            GridCell(
                "\n".join(piece.text for piece in pieces.get(place, ())),
                *place,
                colspan=ends.get(place, place[1]) - place[1] + 1,
                sure=all(piece.sure for piece in pieces.get(place, ())),
            )
            for place in sorted([*pieces, *blank])
        ),
        exact=sum(row.values > 1 for row in rows) >= _TELLING,
    )


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


_Strip = tuple[float, float]


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
        if len(row.pieces) >= _MANY and not row.values
        for piece in row.pieces
        if piece.box.left > strips[0][0] - piece.box.width
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
