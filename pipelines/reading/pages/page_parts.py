"""One page to its parts from the top down: tables that lines, areas or gaps rule, and the lines of text between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.document import Grid
from pipelines.reading.pages.columns import grid
from pipelines.reading.pages.lattice import Lattice, lattice
from pipelines.reading.pages.lines import Line, lines
from pipelines.reading.pages.loose_rows import HEADING, Row, is_table, rows_of, runs
from pipelines.reading.pages.page import Box, Page, Ruling
from pipelines.reading.pages.page_cells import fill
from pipelines.reading.pages.rulings import Frame, frames, joined

_FEWEST_FILLS = 6  # filled areas that may be a table: fewer set off a title or a remark
_SENTENCE = 0.5  # of a ruling: a line that long, in one piece, is text and no label
_STRAY = 2.5  # of the size of the writing between a table and a row of it that lies outside its borders
_ROW = 3.0  # of the size of the writing: the height of a row of one line
_CENTRED = 4.0  # of it: twice what a centred line may lie off the middle
_SAME_END = 8.0  # points by which the lines of a table may end apart


@dataclass(frozen=True, slots=True)
class Part:
    """A line of text or a table, and where it stands."""

    top: float
    bottom: float
    content: Line | Grid


def parts(page: Page) -> list[Part]:
    tables, alone = _tables(page)
    found = [Part(box.top, box.bottom, read) for box, read in page.grids if any(cell.text for cell in read.cells)]
    glyphs = list(page.glyphs)
    for table in sorted(tables, key=lambda table: table.box.width * table.box.height):  # a frame may hold tables
        if filled := fill(table, glyphs):
            glyphs = list(filled.left_over)
            found.append(Part(filled.top, filled.bottom, filled.grid))
    rows = rows_of(lines(glyph for glyph in glyphs if glyph.turns == 0))
    for across in _stacks(alone, rows):
        inside = [row for row in rows if across[0].place < _middle(row) < across[-1].place]
        if inside and is_table(inside):
            found.append(Part(across[0].place, across[-1].place, grid(inside, across)))
            rows = [row for row in rows if row not in inside]
    return sorted(_with_rest(found, rows), key=lambda part: part.top)


def _tables(page: Page) -> tuple[list[Lattice], list[Ruling]]:
    """The tables that lines enclose, those that filled areas make up elsewhere, and the lines that enclose nothing."""
    ruled, alone = frames(joined(page.drawing.across), joined(page.drawing.down))
    tables = [table for frame in _whole(ruled, page) if (table := lattice(frame.closed()))]
    fills = [area for area in page.drawing.fills if not any(_overlap(area, table.box) for table in tables)]
    if len(fills) >= _FEWEST_FILLS:
        across = [Ruling(place, area.left, area.right) for area in fills for place in (area.top, area.bottom)]
        down = [Ruling(place, area.top, area.bottom) for area in fills for place in (area.left, area.right)]
        coloured, _ = frames(joined(across), joined(down))
        tables += [table for frame in coloured if (table := lattice(frame)) and len(table.slots) >= _FEWEST_FILLS]
    return tables, alone


def _whole(frames: Sequence[Frame], page: Page) -> list[Frame]:
    """Tables in the open style whole: where one of their rows is a single cell, no line down joins what it parts."""
    whole: list[Frame] = []
    for frame in sorted(frames, key=lambda frame: frame.box.top):
        if whole and _is_one_row_between(whole[-1].box, frame.box, page):
            whole[-1] = whole[-1].with_other(frame)
        else:
            whole.append(frame)
    return whole


def _is_one_row_between(above: Box, below: Box, page: Page) -> bool:
    if abs(above.left - below.left) > _SAME_END or abs(above.right - below.right) > _SAME_END:
        return False
    between = lines(glyph for glyph in page.glyphs if above.bottom < glyph.middle < below.top)
    return (
        len(between) == 1
        and below.top - above.bottom < _ROW * between[0].em
        and not HEADING.match(between[0].text)
        and abs((between[0].box.left + between[0].box.right) - (above.left + above.right)) < _CENTRED * between[0].em
    )


def _overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _middle(row: Row) -> float:
    return (row.line.box.top + row.line.box.bottom) / 2


def _stacks(alone: Sequence[Ruling], rows: Sequence[Row]) -> Iterator[list[Ruling]]:
    """Lines across, one above the other, that no line down joins: the tables of the three-line style."""
    stack: list[Ruling] = []
    for ruling in sorted(alone):
        if stack and not _carry_on(stack, ruling, rows):
            yield stack
            stack = []
        stack.append(ruling)
    if stack:
        yield stack


def _carry_on(stack: Sequence[Ruling], below: Ruling, rows: Sequence[Row]) -> bool:
    start, end = min(ruling.start for ruling in stack), max(ruling.end for ruling in stack)
    if below.start < start - _SAME_END or below.end > end + _SAME_END:
        return False
    between = [row for row in rows if stack[-1].place < _middle(row) < below.place]
    if any(len(row.pieces) == 1 and row.line.box.width > _SENTENCE * (end - start) for row in between):
        return False
    return not between or any(row.is_tabular for row in between) or not HEADING.match(between[0].line.text)


def _with_rest(found: Sequence[Part], rows: Sequence[Row]) -> Iterator[Part]:
    """The parts found and, of the lines that are left, those that gaps make tables of and those that are text."""
    yield from found
    taken: set[int] = set()
    for start, end in runs(rows):
        run = rows[start:end]
        if is_table(run) or any(_is_stray(row, found) for row in run):
            taken.update(range(start, end))
            yield Part(run[0].line.box.top, run[-1].line.box.bottom, grid(run))
    for index, row in enumerate(rows):
        if index not in taken:
            yield Part(row.line.box.top, row.line.box.bottom, row.line)


def _is_stray(row: Row, found: Sequence[Part]) -> bool:
    """Whether a row with a figure touches a table whose borders leave it out."""
    reach = _STRAY * row.line.em
    return row.values > 0 and any(
        -reach < part.top - row.line.box.bottom < reach or -reach < row.line.box.top - part.bottom < reach
        for part in found
    )
