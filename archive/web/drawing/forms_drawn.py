"""The cells of a record to the official tables as they are printed: heads with their spans, and each cell's print."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from archive.forms import form_tables
from archive.projection import printed
from archive.record import Cell, Proposal, Status
from archive.web.drawing.violations import Place, Standing, Violation, cell_id
from archive.words import normalise

TABLES = ("proactive", "requests", "review_litigation")

_GRID = 4  # columns of the table of proactive disclosure, the row's name included
_RESULTS = "三、本年度办理结果"
_READ: frozenset[Status] = frozenset({"number", "zero"})
_GROUPS: Mapping[str, str] = {
    _RESULTS: "group.results",
    "（三）不予公开": "group.denied",
    "（四）无法提供": "group.unable",
    "（五）不予处理": "group.unprocessed",
    "（六）其他处理": "group.other",
}


@dataclass(frozen=True, slots=True)
class Head:
    """A head as it is printed; `key` is that of its words. Without `scope` it is no head of anything, but a note."""

    text: str
    key: str
    scope: str = "col"
    columns: int = 1
    rows: int = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell: what is printed, how it was read where that does not follow, and the violated rules it is part of.

    `headers` names its heads where their place does not tell them.
    """

    place: Place
    text: str
    reading: str | None
    status: Status
    columns: int
    headers: str
    violations: tuple[Violation, ...]
    proposal: Proposal | None

    @property
    def id(self) -> str:
        return cell_id(self.place)

    @property
    def mark(self) -> str | None:
        """How it is marked: as part of a contradiction, as doubted, or not at all."""
        if not self.violations:
            return None
        return "violated" if any(one.finding == "contradiction" for one in self.violations) else "doubted"


@dataclass(frozen=True, slots=True)
class Line:
    heads: tuple[Head, ...]
    cells: tuple[DrawnCell, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """One table; `is_there` is False where the report has none of it, and then it has no lines."""

    name: str
    form: str
    title: str
    is_there: bool
    head: tuple[Line, ...]
    lines: tuple[Line, ...]
    statuses: tuple[Status, ...]
    standing: Standing
    proposals: tuple[Proposal, ...]


def draw(
    cells: Sequence[Cell], proposals: Sequence[Proposal], standings: Mapping[str, Standing], form: str | None
) -> Iterator[DrawnTable]:
    """The tables of a record, each in its own form, as reports mix them; a table without cells is none."""
    for name in TABLES:
        own = {(cell.table, cell.row, cell.column): cell for cell in cells if cell.table == name}
        layout = next((one for one in _layouts(name, form) if _places(one, name) == own.keys()), None)
        if layout is None:
            continue
        suggested = {(one.table, one.row, one.column): one for one in proposals if one.table == name}
        yield _Drawing(layout, name, own, suggested, standings[name]).table()


def drawn_alone(cell: Cell) -> DrawnCell:
    """A cell outside of its table, where nothing is marked."""
    text = _print_of(cell)
    place = (cell.table, cell.row, cell.column)
    return DrawnCell(place, text, _reading(cell, text), cell.status, 1, "", (), None)


@dataclass(frozen=True, slots=True)
class _Drawing:
    layout: tuple[str, Mapping[str, Any]]
    name: str
    cells: Mapping[Place, Cell]
    proposals: Mapping[Place, Proposal]
    standing: Standing

    def table(self) -> DrawnTable:
        form, told = self.layout
        is_there = any(cell.status != "table_absent" for cell in self.cells.values())
        head, lines = _DRAWN_BY[self.name](self, told) if is_there else ((), ())
        seen = dict.fromkeys(cell.status for cell in self.cells.values() if cell.status not in _READ)
        return DrawnTable(
            *(self.name, form, told["title"], is_there, tuple(head), tuple(lines), tuple(seen), self.standing),
            tuple(self.proposals.values()),
        )

    def cell(self, row: str, column: str, columns: int = 1, headers: str = "") -> DrawnCell:
        place = (self.name, row, column)
        cell = self.cells[place]
        about = tuple(one for one in self.standing.violations if place in one.cells)
        proposal = self.proposals.get(place)
        return replace(drawn_alone(cell), columns=columns, headers=headers, violations=about, proposal=proposal)

    def proactive(self, told: Mapping[str, Any]) -> tuple[list[Line], list[Line]]:
        """A block for each item of the regulations, with heads of its own."""
        lines: list[Line] = []
        for number, (item, grouped) in enumerate(groupby(told["rows"], key=lambda row: row["item"]), start=1):
            rows = list(grouped)
            columns = rows[0]["columns"]
            spans = [*[1] * (len(columns) - 1), _GRID - len(columns)]
            block = f"item-{number}"
            lines.append(Line((Head(item, f"item.{_ITEM_NUMBERS[item]}", "col", _GRID, id=block),)))
            heads = [
                Head(told["columns"][column]["label"], f"column.{column}", "col", span, id=f"{block}-{column}")
                for column, span in zip(columns, spans, strict=True)
            ]
            lines.append(Line((Head("信息内容", "content", ""), *heads)))
            for row in rows:
                name = Head(row["label"], f"row.{row['key']}", "row", id=f"{block}-{row['key']}")
                drawn = (
                    self.cell(row["key"], column, span, f"{block} {block}-{column} {name.id}")
                    for column, span in zip(columns, spans, strict=True)
                )
                lines.append(Line((name,), tuple(drawn)))
        return [], lines

    def requests(self, told: Mapping[str, Any]) -> tuple[list[Line], list[Line]]:
        columns = [Head(one["label"], f"column.{key}") for key, one in told["columns"].items()]
        person, *organisations, total = columns
        head = [
            Line((Head(_NOTE, "note", "", 3, 3), Head("申请人情况", "applicants", columns=len(columns)))),
            Line((_deep(person), Head("法人或其他组织", "organisations", columns=len(organisations)), _deep(total))),
            Line(tuple(organisations)),
        ]
        lines = [
            Line(heads, tuple(self.cell(row, column) for column in told["columns"]))
            for row, heads in _request_heads(told["rows"])
        ]
        return head, lines

    def reviews(self, told: Mapping[str, Any]) -> tuple[list[Line], list[Line]]:
        """One line of figures under three blocks of the same heads."""
        outcomes = [Head(one["label"], f"column.{key}") for key, one in told["columns"].items()]
        wide = len(outcomes)
        review, direct, after = (row["key"] for row in told["rows"])
        head = [
            Line((Head("行政复议", f"row.{review}", columns=wide), Head("行政诉讼", "litigation", columns=2 * wide))),
            Line(
                (
                    *(_deep(outcome) for outcome in outcomes),
                    Head("未经复议直接起诉", f"row.{direct}", columns=wide),
                    Head("复议后起诉", f"row.{after}", columns=wide),
                )
            ),
            Line((*outcomes, *outcomes)),
        ]
        cells = (self.cell(row["key"], column) for row in told["rows"] for column in told["columns"])
        return head, [Line((), tuple(cells))]


_DRAWN_BY = {"proactive": _Drawing.proactive, "requests": _Drawing.requests, "review_litigation": _Drawing.reviews}
_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_ITEM_NUMBERS = {f"第二十条第（{one}）项": n for n, one in enumerate("一二三四五六七八九十", start=1)}


def _deep(head: Head) -> Head:
    return Head(head.text, head.key, rows=2)


def _request_heads(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[Head, ...]]]:
    """The heads that begin at each row: those of its groups at their first row, then its own."""
    groups = [row.get("group") for row in rows]
    under_results = sum(group is not None for group in groups)
    begun: set[str] = set()
    for row, group in zip(rows, groups, strict=True):
        heads: list[Head] = []
        if group is not None:
            if _RESULTS not in begun:
                heads.append(Head(_RESULTS, _GROUPS[_RESULTS], "row", rows=under_results))
            if group not in {*begun, _RESULTS}:
                heads.append(Head(group, _GROUPS[group], "row", rows=groups.count(group)))
            begun |= {_RESULTS, group}
        wide = 3 if group is None else 2 if group == _RESULTS else 1
        yield row["key"], (*heads, Head(row["label"], f"row.{row['key']}", "row", wide))


def _print_of(cell: Cell) -> str:
    return cell.raw or (printed(cell.value) or str(cell.value) if cell.status in _READ else "")


def _reading(cell: Cell, text: str) -> str | None:
    """The number that was read where the print does not show it plainly: of 248200元 that it is 24.82.

    >>> _reading(Cell("requests", "granted", "total", 1234, "1,234 件", "number"), "1,234 件")
    """
    if cell.status not in _READ:
        return None
    number = printed(cell.value) or str(cell.value)
    plain = normalise(text).replace(",", "").lstrip("+").strip()
    is_plain = plain.startswith(number) and not any(
        letter.isdigit() or letter == "." for letter in plain[len(number) :]
    )
    return None if is_plain else number


@cache
def _forms() -> Mapping[str, Any]:
    forms: Mapping[str, Any] = json.loads(files("archive").joinpath("forms.json").read_text("utf-8"))
    return forms


def _layouts(name: str, form: str | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """How the forms print a table, the report's own form first."""
    for known in sorted(_forms(), key=lambda one: one != form):
        yield from ((known, table) for table in _forms()[known]["tables"] if table["key"] == name)


def _places(layout: tuple[str, Mapping[str, Any]], name: str) -> set[Place]:
    return {(name, cell.row, cell.column) for cell in form_tables()[layout[0], name]}
