"""A made-up report to the lines and tables that every writer prints, in reading order."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from tests.golden.make.report import Report

LineRole = Literal["letterhead", "title", "intro", "heading", "text", "signature", "imprint"]
CellRole = Literal["label", "head", "value"]
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "三、本年度办理结果"


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    role: LineRole


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell of a table."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    role: CellRole = "label"


Row = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table; the first `heads` rows are its header."""

    name: str
    rows: tuple[Row, ...]
    width: int
    heads: int = 0


Block = Line | Table


@cache
def _form_rows(form: str, table: str) -> list[dict[str, Any]]:
    forms = json.loads(files("archive").joinpath("forms.json").read_text("utf-8"))
    found: dict[str, Any] = next(one for one in forms[form]["tables"] if one["key"] == table)
    rows = found["rows"]
    return [
        {**row, "columns": {key: found["columns"][key]["label"] for key in row.get("columns", found["columns"])}}
        for row in rows
    ]


def blocks(report: Report) -> list[Block]:
    """All that the report prints, tables after the paragraphs of their section."""
    return list(_blocks(report))


def _blocks(report: Report) -> Iterator[Block]:
    yield from (Line(text, "letterhead") for text in report.letterhead)
    yield from (Line(text, "title") for text in report.title)
    yield from (Line(text, "intro") for text in report.intro)
    for section in report.sections:
        yield Line(section.heading, "heading")
        yield from (Line(text, "text") for text in section.paragraphs)
        for table in section.tables:
            yield printed_table(report, table)
    yield from (Line(text, "signature") for text in report.signature)
    if report.written:
        yield Line(report.written.written, "signature")
    yield from (Line(text, "imprint") for text in report.imprint)


def printed_table(report: Report, table: str) -> Table:
    """One of the three tables; rows that are absent from the figures are not printed."""
    form = report.forms[table]
    if table == "proactive":
        made = _proactive(report, form)
    elif table == "requests":
        made = _requests(report, form)
    else:
        made = _review(report, form)
    if not report.relabel:
        return made
    return replace(made, rows=tuple(tuple(_relabelled(box, report) for box in row) for row in made.rows))


def _relabelled(box: Box, report: Report) -> Box:
    return box if box.role == "value" else replace(box, text=report.relabel.get(box.text, box.text))


def _is_printed(report: Report, table: str, row: str) -> bool:
    return any(
        figure.status not in ("row_absent", "table_absent")
        for key, figure in report.figures.items()
        if key[:2] == (table, row)
    )


def _value(report: Report, table: str, row: str, column: str, colspan: int = 1) -> Box:
    return Box(report.figures[table, row, column].printed, colspan=colspan, role="value")


def _proactive(report: Report, form: str) -> Table:
    rows: list[Row] = []
    item = None
    for row in _form_rows(form, "proactive"):
        if not _is_printed(report, "proactive", row["key"]):
            continue
        last = 4 - len(row["columns"])  # the last of two or three columns fills the rest
        spans = [1] * (len(row["columns"]) - 1) + [last]
        if row["item"] != item:
            item = row["item"]
            rows.append((Box(item, colspan=4, role="head"),))
            labels = zip(row["columns"].values(), spans, strict=True)
            rows.append(
                (Box("信息内容", role="head"), *(Box(text, colspan=span, role="head") for text, span in labels))
            )
        cells = zip(row["columns"], spans, strict=True)
        values = (_value(report, "proactive", row["key"], column, span) for column, span in cells)
        rows.append((Box(row["label"]), *values))
    return Table("proactive", tuple(rows), 4)


def _requests(report: Report, form: str) -> Table:
    rows: list[Row] = [
        (Box(NOTE, 3, 3, "head"), Box("申请人情况", 1, 7, "head")),
        (Box("自然人", 2, 1, "head"), Box("法人或其他组织", 1, 5, "head"), Box("总计", 2, 1, "head")),
        tuple(Box(text, role="head") for text in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")),
    ]
    kept = [row for row in _form_rows(form, "requests") if _is_printed(report, "requests", row["key"])]
    group: str | None = None
    for index, row in enumerate(kept):
        labels: list[Box] = []
        if _in_results(row) and (index == 0 or not _in_results(kept[index - 1])):
            labels.append(Box(RESULTS, sum(map(_in_results, kept)), 1))
        if row.get("group") in (None, RESULTS):
            labels.append(Box(row["label"], 1, 3 if row.get("group") is None else 2))
        else:
            if row["group"] != group:
                labels.append(Box(row["group"], sum(other.get("group") == row["group"] for other in kept), 1))
            labels.append(Box(row["label"]))
        group = row.get("group")
        values = tuple(_value(report, "requests", row["key"], column) for column in row["columns"])
        rows.append((*labels, *values))
    return Table("requests", tuple(rows), 10, heads=3)


def _in_results(row: dict[str, Any]) -> bool:
    return row.get("group") is not None


def _review(report: Report, form: str) -> Table:
    outcomes = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    values = tuple(
        _value(report, "review_litigation", row["key"], column)
        for row in _form_rows(form, "review_litigation")
        for column in row["columns"]
    )
    rows: tuple[Row, ...] = (
        (Box("行政复议", 1, 5, "head"), Box("行政诉讼", 1, 10, "head")),
        (
            *(Box(text, 2, 1, "head") for text in outcomes),
            Box("未经复议直接起诉", 1, 5, "head"),
            Box("复议后起诉", 1, 5, "head"),
        ),
        tuple(Box(text, role="head") for text in (*outcomes, *outcomes)),
        values,
    )
    return Table("review_litigation", rows, 15, heads=3)
