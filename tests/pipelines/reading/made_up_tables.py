"""The three tables of each official form, all values different: as rows of cells, and as the grid a reader must give.

They copy how the official forms are built: group labels over many rows, labels over several columns, three-row headers.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import count, groupby

from pipelines.document import Grid, GridCell

OUTER = "三、本年度办理结果"
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
FORMS = ("2019_trial", "2021_revised")
TABLES = ("proactive", "requests", "review_litigation")


@dataclass(frozen=True)
class Slot:
    """A printed cell before it has a place."""

    text: str
    colspan: int = 1
    rowspan: int = 1


Rows = list[list[Slot]]


def form_table(form: str, table: str, first_value: int = 101) -> Rows:
    content = json.loads(files("archive").joinpath("forms.json").read_text("utf-8"))[form]
    found = next(one for one in content["tables"] if one["key"] == table)
    values = (str(value) for value in count(first_value))
    return {"proactive": _proactive, "requests": _requests, "review_litigation": _review_litigation}[table](
        found, values
    )


def _proactive(table: dict, values: Iterator[str]) -> Rows:
    rows: Rows = []
    for item, group in groupby(table["rows"], key=lambda row: row["item"]):
        members = list(group)
        columns = members[0]["columns"]
        last = 4 - len(columns)  # the last cell takes the columns that this block does not use
        labels = [table["columns"][column]["label"] for column in columns]
        rows.append([Slot(item, 4)])
        rows.append([Slot("信息内容"), *(Slot(label) for label in labels[:-1]), Slot(labels[-1], last)])
        for row in members:
            rows.append([Slot(row["label"]), *(Slot(next(values)) for _ in columns[:-1]), Slot(next(values), last)])
    return rows


def _requests(table: dict, values: Iterator[str]) -> Rows:
    columns = [column["label"] for column in table["columns"].values()]
    rows: Rows = [
        [Slot(NOTE, 3, 3), Slot("申请人情况", 7)],
        [Slot(columns[0], 1, 2), Slot("法人或其他组织", 5), Slot(columns[6], 1, 2)],
        [Slot(label) for label in columns[1:6]],
    ]
    inside = [row for row in table["rows"] if "group" in row]
    sizes = {group: len(list(members)) for group, members in groupby(inside, key=lambda row: row["group"])}
    begun: set[str] = set()
    for row in table["rows"]:
        group = row.get("group")
        labels = [Slot(row["label"], 3 if group is None else 2 if group == OUTER else 1)]
        if group and group not in begun:
            begun.add(group)
            labels.insert(0, Slot(group, 1, len(inside) if group == OUTER else sizes[group]))
        rows.append([*labels, *(Slot(next(values)) for _ in columns)])
    return rows


def _review_litigation(table: dict, values: Iterator[str]) -> Rows:
    columns = [column["label"] for column in table["columns"].values()]
    return [
        [Slot("行政复议", 5), Slot("行政诉讼", 10)],
        [*(Slot(label, 1, 2) for label in columns), Slot("未经复议直接起诉", 5), Slot("复议后起诉", 5)],
        [Slot(label) for label in columns * 2],
        [Slot(next(values)) for _ in range(15)],
    ]


def grid_of(rows: Rows) -> Grid:
    """The rows with every cell in its place."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for number, row in enumerate(rows):
        column = 0
        for slot in row:
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + right) for down in range(slot.rowspan) for right in range(slot.colspan)}
            cells.append(GridCell(slot.text, number, column, slot.rowspan, slot.colspan))
            column += slot.colspan
    return Grid(tuple(cells))


def html_of(rows: Rows) -> str:
    def cell(slot: Slot) -> str:
        return f'<td colspan="{slot.colspan}" rowspan="{slot.rowspan}">{escape(slot.text)}</td>'

    lines = ("".join(cell(slot) for slot in row) for row in rows)
    return "<table border=1>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
