"""Lines of text, cut at their wide gaps, to the runs of them that are tables without lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.reading.pages.lines import Line

# 12, ０, 1,234, -3, +98, 6.02万元, 12件, /, —
_VALUE = re.compile(r"[+＋\-－]?[0-9０-９][0-9０-９,，.．]*\s?(?:万元|元|件|项|条|个|次|人|%|％)?|[/／—–－\-]+")
MANY = 3  # pieces of a line that stand apart: no sentence does that
HEADING = re.compile(r"[一二三四五六七八九十]、")  # 三、
_LARGER = 1.3  # times the size of the table's writing
_SENTENCE = 25  # glyphs in one piece
_LINES_APART = 3.0  # of the size of the writing: the rows of one table follow one another
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
        return len(self.pieces) >= MANY or (len(self.pieces) > 1 and self.values > 0)


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
