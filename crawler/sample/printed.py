"""A report to what every writer of it prints: lines, and tables with cells that reach over rows and columns."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from archive.record import Record

_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_RESULTS = "三、本年度办理结果"
_OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_PERIOD = "根据《中华人民共和国政府信息公开条例》，现公布{name}{year}年政府信息公开工作年度报告。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
_CONTACT = (
    "如对本报告有任何疑问，请与{office}联系（地址：{address}；邮编：{postcode}；电话：{phone}；电子邮箱：{mail}）。"
)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    role: Literal["title", "heading", "text", "signature"] = "text"


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell of a table."""

    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the row and the column at which it begins."""

    top: int
    left: int
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Box, ...], ...]
    width: int

    def placed(self) -> Iterator[Placed]:
        taken: set[tuple[int, int]] = set()
        for top, row in enumerate(self.rows):
            left = 0
            for box in row:
                while (top, left) in taken:
                    left += 1
                yield Placed(top, left, box)
                taken |= {(top + down, left + right) for down in range(box.rowspan) for right in range(box.colspan)}
                left += box.colspan


Block = Line | Table
_Raw = Mapping[tuple[str, str, str], str]


def blocks(record: Record) -> tuple[Block, ...]:
    """The whole report in reading order."""
    return tuple(_blocks(record))


def _blocks(record: Record) -> Iterator[Block]:
    assert record.issuer
    assert record.form
    raw = {(cell.table, cell.row, cell.column): cell.raw for cell in record.cells}
    contact = record.contact
    yield Line(record.title or "", "title")
    if record.document_number:
        yield Line(record.document_number)
    yield Line(_PERIOD.format(name=record.issuer.name, year=record.year))
    yield Line(
        _CONTACT.format(
            office=contact.office,
            address=contact.address,
            postcode=contact.postcode,
            phone=contact.phones[0],
            mail=contact.emails[0],
        )
    )
    yield Line("一、总体情况", "heading")
    yield Line(record.sections["overview"])
    yield Line("二、主动公开政府信息情况", "heading")
    yield _proactive(record.form, raw)
    yield Line("三、收到和处理政府信息公开申请情况", "heading")
    yield Line(record.sections["requests"])
    yield _requests(record.form, raw)
    yield Line("四、政府信息公开行政复议、行政诉讼情况", "heading")
    yield _review(record.form, raw)
    yield Line("五、存在的主要问题及改进情况", "heading")
    yield Line(record.sections["problems"])
    yield Line("六、其他需要报告的事项", "heading")
    yield Line(record.sections["other"])
    yield Line(record.issuer.name or "", "signature")
    if day := record.written_date:
        yield Line(f"{day.year}年{day.month}月{day.day}日", "signature")


@cache
def _rows(form: str, table: str) -> list[dict[str, Any]]:
    forms = json.loads(files("archive").joinpath("forms.json").read_text("utf-8"))
    found: dict[str, Any] = next(one for one in forms[form]["tables"] if one["key"] == table)
    return [
        {**row, "columns": {key: found["columns"][key]["label"] for key in row.get("columns", found["columns"])}}
        for row in found["rows"]
    ]


def _proactive(form: str, raw: _Raw) -> Table:
    rows: list[tuple[Box, ...]] = []
    item = None
    for row in _rows(form, "proactive"):
        spans = [1] * (len(row["columns"]) - 1) + [4 - len(row["columns"])]  # the last column fills the rest
        if row["item"] != item:
            item = row["item"]
            labels = zip(row["columns"].values(), spans, strict=True)
            rows.append((Box(item, colspan=4),))
            rows.append((Box("信息内容"), *(Box(text, colspan=span) for text, span in labels)))
        values = zip(row["columns"], spans, strict=True)
        cells = (Box(raw["proactive", row["key"], column], colspan=span) for column, span in values)
        rows.append((Box(row["label"]), *cells))
    return Table(tuple(rows), 4)


def _requests(form: str, raw: _Raw) -> Table:
    told = _rows(form, "requests")
    rows: list[tuple[Box, ...]] = [
        (Box(_NOTE, 3, 3), Box("申请人情况", 1, 7)),
        (Box("自然人", 2), Box("法人或其他组织", 1, 5), Box("总计", 2)),
        tuple(map(Box, ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"))),
    ]
    group: str | None = None
    for row in told:
        own = row.get("group")
        labels = [] if own is None or group is not None else [Box(_RESULTS, sum("group" in one for one in told))]
        if own in (None, _RESULTS):
            labels.append(Box(row["label"], 1, 3 if own is None else 2))
        else:
            labels += [] if own == group else [Box(own, sum(one.get("group") == own for one in told))]
            labels.append(Box(row["label"]))
        group = own
        rows.append((*labels, *(Box(raw["requests", row["key"], column]) for column in row["columns"])))
    return Table(tuple(rows), 10)


def _review(form: str, raw: _Raw) -> Table:
    told = _rows(form, "review_litigation")
    values = tuple(Box(raw["review_litigation", row["key"], column]) for row in told for column in row["columns"])
    heads = tuple(Box(text, 2) for text in _OUTCOMES)
    return Table(
        (
            (Box("行政复议", 1, 5), Box("行政诉讼", 1, 10)),
            (*heads, Box("未经复议直接起诉", 1, 5), Box("复议后起诉", 1, 5)),
            tuple(map(Box, (*_OUTCOMES, *_OUTCOMES))),
            values,
        ),
        15,
    )
