"""The sample portal as pages: home, column of reports, the reports themselves, and news that no one should follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from archive.forms import form_tables
from archive.record import Record, Value
from crawler.sample.county import BODIES, FORM, YEARS, Body, Misprint, report


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the portal; `record` is what a perfect reader would make of it, None for all but reports."""

    path: str
    html: str
    record: Record | None = None


def pages(night: int) -> dict[str, Page]:
    """The portal as it stands in a night: the second brings a new report, an edited one and a copy elsewhere."""
    reports = list(_reports(night))
    news = [Page(f"/news/{n}.html", _layout(f"动态{n}", "<p>县城今日晴，集市照常开放。</p>")) for n in range(1, 6)]
    column = _layout(
        "政府信息公开年报", _links((page.path, page.record.title or "") for page in reports if page.record)
    )
    home = _layout(
        "青禾县人民政府",
        _links([("/gk/nb/", "政府信息公开年报"), *((page.path, "今日要闻") for page in news)]),
    )
    return {page.path: page for page in [Page("/", home), Page("/gk/nb/", column), *reports, *news]}


def _reports(night: int) -> Iterator[Page]:
    for body in BODIES:
        for year in YEARS:
            if (body.slug, year) == ("bsx", 2024) and night == 1:
                continue  # published between the nights
            record = report(body, year, _misprint(body, year, night))
            page = _report_page(f"/gk/nb/{body.slug}/{year}.html", record)
            yield page
            if (body.slug, year) == ("jyj", 2023) and night > 1:
                yield Page("/jyj/gk/2023.html", page.html, record)


def _misprint(body: Body, year: int, night: int) -> Misprint | None:
    if (body.slug, year) == ("sqz", 2024):
        return _one_more_carried_in
    if (body.slug, year, night) == ("lqz", 2024, 1):
        return _fewer_licences
    return None


def _one_more_carried_in(values: dict[str, Value]) -> None:
    values["requests__carried_in__total"] = int(values["requests__carried_in__total"] or 0) + 1


def _fewer_licences(values: dict[str, Value]) -> None:
    values["proactive__admin_licensing__decisions"] = 7


def _report_page(path: str, record: Record) -> Page:
    sections = "".join(f"<p>{escape(text)}</p>" for text in record.sections.values())
    return Page(path, _layout(record.title or "", sections + _tables(record)), record)


def _tables(record: Record) -> str:
    html = []
    values = {(cell.table, cell.row, cell.column): cell.raw for cell in record.cells}
    for (form, table), cells in form_tables().items():
        if form == FORM:
            rows = "".join(
                f"<tr><td>{cell.row}</td><td>{cell.column}</td><td>{values[table, cell.row, cell.column]}</td></tr>"
                for cell in cells
            )
            html.append(f"<table>{rows}</table>")
    return "".join(html)


def _links(links: Iterable[tuple[str, str]]) -> str:
    return "<ul>" + "".join(f'<li><a href="{path}">{escape(words)}</a></li>' for path, words in links) + "</ul>"


def _layout(title: str, body: str) -> str:
    return f'<!DOCTYPE html>\n<html lang="zh"><meta charset="utf-8"><title>{escape(title)}</title>\n<h1>{escape(title)}</h1>\n{body}\n</html>\n'
