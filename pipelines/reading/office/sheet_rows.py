"""The values of one sheet, with its merged areas, to blocks: the table, and the titles and prose typed around it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import accumulate

from pipelines.document import Block
from pipelines.reading.office.office_limits import too_large
from pipelines.reading.office.office_tables import TableCell, TableRow, VerticalMerge, table_blocks
from pipelines.reading.office.office_text import as_paragraphs, clean
from pipelines.reading.office.sheet_shape import Area, Shape

Value = int | float | str | bool | time | date | datetime | timedelta

_ALONE: VerticalMerge = "none"
_MOST_PAINTED = 1_000_000
_WRITTEN_OUT = range(-12, 21)  # powers of ten between which a number is printed with all its figures
_SECTION = re.compile(r"[一二三四五六七八]、.{0,40}(?:情况|问题|事项|措施)")  # 一、总体情况, and not 一、本年新收
_ITEM = re.compile(r"第[一二三四五六七八九十百]+条")  # 第二十条第（一）项: part of the table
_SENTENCE = re.compile(r"[。：:；]")  # 填报单位：柳泉镇
_LONG = 40  # characters; the longest label of the forms has 36


def printed(value: Value) -> str:
    """A value as a person sees it in a cell.

    >>> [printed(value) for value in (0.0, 6.02, 0.1 + 0.2, 1e15, 1e300, True, datetime(2024, 1, 19), " 无")]
    ['0', '6.02', '0.3', '1000000000000000', '1e+300', 'TRUE', '2024-01-19', '无']
    """
    match value:
        case str():
            return clean(value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")).strip()
        case bool():
            return str(value).upper()
        case int() | float():
            return _figures(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case timedelta():
            return f"{value // timedelta(hours=1)}:{value // timedelta(minutes=1) % 60:02}"
        case _:
            return value.isoformat()


def _figures(value: float) -> str:
    short = f"{value:.15g}"  # as many figures as sheets keep
    exact = Decimal(short)
    if not exact.is_finite() or (exact and exact.adjusted() not in _WRITTEN_OUT):
        return short
    return f"{exact:f}" if exact else "0"


def sheet_blocks(values: Sequence[Sequence[Value]], areas: Sequence[Area], shape: Shape) -> list[Block]:
    """The sheet from its top; values begin at the first cell of all."""
    width = max((len(row) for row in values), default=0)
    texts = [[*(printed(value) for value in row), *[""] * (width - len(row))] for row in values]
    rows = [row for row in _rows(texts, width, areas, shape) if row]
    filled = [number for number, row in enumerate(rows) if _filled(row) > 1]
    first, last = (filled[0], filled[-1]) if filled else (len(rows), len(rows))
    above = next((number for number in range(first) if _ITEM.match(_only_text(rows[number]))), first)
    below = last + 1
    while below < len(rows) and not _is_note(_only_text(rows[below])):
        below += 1
    blocks = [block for row in rows[:above] for cell in row for block in cell.blocks]
    for part in _parts(rows[above:below]):
        right = max((cell.right for row in part for cell in row), default=0)
        blocks += table_blocks(_spread(row, right) for row in part)
    return blocks + [block for row in rows[below:] for cell in row for block in cell.blocks]


def _rows(texts: list[list[str]], width: int, areas: Sequence[Area], shape: Shape) -> Iterator[TableRow]:
    """The rows that are not hidden; columns are counted without the hidden ones."""
    painted = _painted(areas, len(texts), width)
    seen = [0, *accumulate(column not in shape.hidden_columns for column in range(width))]
    begun: set[int] = set()  # merged areas that a row before this one showed
    for number, row in enumerate(texts):
        if number in shape.hidden_rows:
            continue
        cells: list[TableCell] = []
        column = 0
        while column < width:
            index = painted.get((number, column))
            if index is None:
                right, merge, text = column + 1, _ALONE, row[column]
            else:
                area = areas[index]
                right, merge = min(area.right, width), _merge(area, goes_on=index in begun)
                text = "" if merge == "continued" else texts[area.top][area.left]
                begun.add(index)
            if seen[column] < seen[right]:
                cells.append(TableCell(tuple(as_paragraphs(text)), seen[column], seen[right], merge))
            column = right
        yield tuple(cells)


def _merge(area: Area, *, goes_on: bool) -> VerticalMerge:
    if area.bottom - area.top == 1:
        return _ALONE
    return "continued" if goes_on else "start"


def _painted(areas: Sequence[Area], height: int, width: int) -> dict[tuple[int, int], int]:
    """The merged area that each cell lies in; of areas that lie over another the first has it."""
    painted: dict[tuple[int, int], int] = {}
    work = 0
    for index, area in enumerate(areas):
        bottom, right = min(area.bottom, height), min(area.right, width)
        work += max(0, bottom - area.top) * max(0, right - area.left)
        if work > _MOST_PAINTED:
            raise too_large("merged cells that lie over each other")
        places = [(row, column) for row in range(area.top, bottom) for column in range(area.left, right)]
        if not any(place in painted for place in places):
            painted.update(dict.fromkeys(places, index))
    return painted


def _filled(row: TableRow) -> int:
    return sum(1 for cell in row if cell.blocks)


def _only_text(row: TableRow) -> str:
    texts = [block.text for cell in row for block in cell.blocks if hasattr(block, "text")]
    return "\n".join(texts)


def _is_note(text: str) -> bool:
    return len(text) >= _LONG or bool(_SENTENCE.search(text))


def _parts(rows: list[TableRow]) -> Iterator[list[TableRow]]:
    """The rows, parted where two or more are blank, each part without the blank columns at its right."""
    part: list[TableRow] = []
    for number, row in enumerate(rows):
        goes_on = any(_filled(next_row) for next_row in rows[number + 1 : number + 2])
        if _filled(row) or (part and (goes_on or _waits_for_figures(part[-1]))):
            part.append(row)
        elif part:
            yield _trimmed(part)
            part = []
    if part:
        yield _trimmed(part)


def _waits_for_figures(row: TableRow) -> bool:
    """Whether a row has words but no figure, such as the last row of a header: the figures below may all be blank."""
    text = _only_text(row)
    return bool(text) and not any(letter.isdigit() for letter in text)


def _trimmed(rows: list[TableRow]) -> list[TableRow]:
    width = max((cell.right for row in rows for cell in row if cell.blocks or cell.merge != "none"), default=0)
    return [tuple(cell for cell in row if cell.left < width) for row in rows]


def _spread(row: TableRow, width: int) -> TableRow:
    """A heading or prose that runs over the blank cells beside it takes the whole row, as it looks."""
    text = _only_text(row)
    if _filled(row) == 1 and (_SECTION.match(text) or _is_note(text)) and not any(cell.merge != "none" for cell in row):
        return (TableCell(next(cell.blocks for cell in row if cell.blocks), 0, width),)
    return row
