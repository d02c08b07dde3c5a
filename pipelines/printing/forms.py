"""The cells of a record to the three tables of the official form, drawn for a terminal."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby, zip_longest

from archive.record import Cell, Status
from pipelines.printing.drawing import Box, Row, draw, printable

Place = tuple[str, str, str]

_SIGNS: Mapping[Status, str] = {
    "blank": "·",
    "not_applicable": "/",
    "row_absent": "—",
    "table_absent": "—",
    "unit_unknown": "?",
    "unreadable": "?",
}
LEGEND = (
    "· blank   / does not apply   — not printed   ? not to be read, or without its unit   ! part of a check that fails"
)

_WIDE_FROM = 100  # characters of a terminal
_COLUMNS_OF_ITEMS = 3
_APPLICANTS, _ORGANISATIONS = "申请人情况", "法人或其他组织"
_REVIEWS, _LAWSUITS, _DIRECTLY, _AFTERWARDS = "行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a form; `group` is the label over it, `item` the clause of the law that asks for it."""

    key: str
    label: str
    group: str
    item: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of a form, with the labels that are printed in it."""

    key: str
    title: str
    columns: Mapping[str, str]
    rows: tuple[PrintedRow, ...]

    @property
    def places(self) -> list[Place]:
        return [(self.key, row.key, column) for row in self.rows for column in row.columns]


@cache
def printed_tables() -> tuple[PrintedTable, ...]:
    """The tables of all forms.

    >>> sorted({table.title for table in printed_tables()})[0]
    '三、收到和处理政府信息公开申请情况'
    """
    forms = json.loads(files("archive").joinpath("forms.json").read_text("utf-8"))
    return tuple(
        PrintedTable(
            table["key"],
            table["title"],
            {key: _with_unit(column["label"], column["unit"]) for key, column in table["columns"].items()},
            tuple(
                PrintedRow(
                    row["key"],
                    row["label"],
                    row.get("group", ""),
                    row.get("item", ""),
                    tuple(row.get("columns", table["columns"])),
                )
                for row in table["rows"]
            ),
        )
        for form in forms.values()
        for table in form["tables"]
    )


def table_of(cells: Collection[Cell]) -> PrintedTable | None:
    """The printed table that has just these cells; forms are mixed in one report, and a table may be of none."""
    places = {(cell.table, cell.row, cell.column) for cell in cells}
    return next((table for table in printed_tables() if set(table.places) == places), None)


def label_of(key: str) -> str:
    """The printed label of a row or column; the key itself where it is none.

    >>> label_of("results_total"), label_of("overview")
    ('（七）总计', 'overview')
    """
    labels = {row.key: row.label for table in printed_tables() for row in table.rows}
    labels |= {column: label for table in printed_tables() for column, label in table.columns.items()}
    return labels.get(key, key)


def drawn(
    table: PrintedTable, cells: Collection[Cell], doubted: Collection[Place], most: int, paint: Callable[[str], str]
) -> Iterator[str]:
    """The lines of a table, at most so many characters wide; the doubted places are marked."""
    boxes = {
        (cell.table, cell.row, cell.column): _box(cell, doubted=(cell.table, cell.row, cell.column) in doubted)
        for cell in cells
    }
    lay_out = {"proactive": _items, "requests": _requests, "review_litigation": _reviews}[table.key]
    rows, widths = lay_out(table, boxes, most)
    return draw(rows, widths, paint)


def _box(cell: Cell, *, doubted: bool) -> Box:
    text = str(cell.value) if cell.value is not None else _SIGNS.get(cell.status, "?")
    if cell.status == "unit_unknown":
        text = f"{printable(cell.raw)}{text}"
    return Box(f"{text}!" if doubted else text, align="right", margin=0 if doubted else 1, marked=doubted)


def _with_unit(label: str, unit: str) -> str:
    return f"{label}（{unit}）" if unit == "万元" and unit not in label else label


def _items(table: PrintedTable, boxes: Mapping[Place, Box], most: int) -> tuple[list[Row], list[int]]:
    """The table of what was published: a block for each clause of the law, with the headings of its own columns."""
    rows: list[Row] = []
    for (item, columns), of_block in groupby(table.rows, lambda row: (row.item, row.columns)):
        spans = [1] * (len(columns) - 1) + [_COLUMNS_OF_ITEMS - len(columns) + 1]
        headings = (Box(table.columns[column], span, "center") for column, span in zip(columns, spans, strict=True))
        rows += [Row((Box(item, 1 + _COLUMNS_OF_ITEMS, margin=1),)), Row((Box("信息内容", margin=1), *headings))]
        for row in of_block:
            values = (
                replace(boxes[table.key, row.key, column], span=span)
                for column, span in zip(columns, spans, strict=True)
            )
            rows.append(Row((Box(row.label, margin=1), *values), ruled=False))
        rows[-1] = replace(rows[-1], ruled=True)
    room = 16 if most < _WIDE_FROM else 20
    return rows, [most - 2 - _COLUMNS_OF_ITEMS * (room + 1), *[room] * _COLUMNS_OF_ITEMS]


def _requests(table: PrintedTable, boxes: Mapping[Place, Box], most: int) -> tuple[list[Row], list[int]]:
    """The table of requests; its groups, which the form prints to the left of their rows, stand over them."""
    nothing = Box("", open=True)
    columns = list(table.columns)
    rows = [
        Row((nothing, Box(_APPLICANTS, len(columns), "center"))),
        Row((nothing, nothing, Box(_ORGANISATIONS, len(columns) - 2, "center"), nothing)),
        Row((Box(""), *(Box(label, align="center") for label in table.columns.values()))),
    ]
    groups = list(dict.fromkeys(row.group for row in table.rows if row.group))
    begun: set[str] = set()
    for row, below in zip_longest(table.rows, table.rows[1:]):
        depth = 1 + 2 * (groups.index(row.group) > 0) + 2 if row.group else 1
        if row.group and row.group not in begun:
            begun.add(row.group)
            rows.append(Row((Box(row.group, margin=depth - 2), *[Box("")] * len(columns)), ruled=False))
        values = (boxes[table.key, row.key, column] for column in columns)
        ruled = below is not None and bool(row.group) != bool(below.group)
        rows.append(Row((Box(row.label, margin=depth), *values), ruled))
    room = 6 if most < _WIDE_FROM else 8
    return rows, [most - 2 - len(columns) * (room + 1), *[room] * len(columns)]


def _reviews(table: PrintedTable, boxes: Mapping[Place, Box], most: int) -> tuple[list[Row], list[int]]:
    """The table of reviews and lawsuits: one row of figures under three blocks of the same headings."""
    outcomes = len(table.columns)
    rows = [
        Row((Box(_REVIEWS, outcomes, "center", open=True), Box(_LAWSUITS, 2 * outcomes, "center"))),
        Row((Box("", outcomes), Box(_DIRECTLY, outcomes, "center"), Box(_AFTERWARDS, outcomes, "center"))),
        Row(tuple(Box(label, align="center") for label in table.columns.values()) * len(table.rows)),
        Row(tuple(boxes[place] for place in table.places)),
    ]
    return rows, [4 if most < _WIDE_FROM else 5] * len(table.places)
