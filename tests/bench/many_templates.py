"""Full reports with gaps for place and words, projected once and filled many times: a record takes milliseconds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from archive.cross_year import check_rows
from archive.projection import Projection, SqlValue, project
from archive.record import Cell, Check, Contact, Division, FormName, IssuerKind, Record, Scope, Value
from crawler.sample.county import FORM, OLD_FORM, Body, report, with_text
from pipelines.understanding.checks.identities import Figures, identities

_MISPRINTED = 12  # each so many contradict themselves
_FIRST_OLD, _FIRST_NEW = 2019, 2021  # years of the forms; before them a report has its words alone
_SECTIONS = ("overview", "proactive", "requests", "problems", "other")
# private characters stand for what differs, so that they meet nothing in a text
_NAME, _CODE, _PROVINCE, _CITY, _COUNTY, _TOWNSHIP = map(chr, range(0xE000, 0xE006))
_GAPS = dict(zip(_SECTIONS, map(chr, range(0xE010, 0xE015)), strict=True))
_GAP = re.compile('("[\ue000-\ue0ff]"|[\ue000-\ue0ff])')  # in JSON with its quotes, as it may be filled with null

CheckRow = tuple[str, str, str, Value, Value, str | None]


@dataclass(frozen=True, slots=True)
class Template:
    """A record and its projection, texts cut at their gaps."""

    line: tuple[str, ...]
    narrative: tuple[str, ...]
    full: tuple[str, ...]
    projection: Projection
    checks: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """One report: the record as JSON, its texts and its columns of `reports`."""

    line: str
    narrative: str
    full: str
    report: Mapping[str, SqlValue]
    projection: Projection
    checks: tuple[CheckRow, ...]


@cache
def template(year: int, kind: IssuerKind, scope: Scope, number: int) -> Template:
    """One of the templates of a year and a kind of body."""
    record = _record(year, kind, scope, number)
    projection = project(record)
    return Template(
        tuple(_GAP.split(record.dumps())),
        tuple(_GAP.split(projection.narrative)),
        tuple(_GAP.split(projection.full_text)),
        projection,
        tuple(check_rows(record.checks)),
    )


def filled(layout: Template, body: Body, sections: Mapping[str, str]) -> Filled:
    """The template with what is one body's own."""
    place = body.division
    values: dict[str, str | None] = {
        _NAME: body.name,
        _CODE: place.code,
        _PROVINCE: place.province,
        _CITY: place.city,
        _COUNTY: place.county,
        _TOWNSHIP: place.township,
        **{gap: sections[key] for key, gap in _GAPS.items()},
    }
    texts = {gap: value or "" for gap, value in values.items()}
    quoted = {f'"{gap}"': "null" if value is None else f'"{value}"' for gap, value in values.items()}
    columns = {
        name: values[value]
        if value in values
        else _joined(_GAP.split(value), texts)
        if isinstance(value, str)
        else value
        for name, value in layout.projection.report.items()
    }
    return Filled(
        _joined(layout.line, texts | quoted),
        _joined(layout.narrative, texts),
        _joined(layout.full, texts),
        columns,
        layout.projection,
        layout.checks,
    )


def _joined(parts: tuple[str, ...] | list[str], values: Mapping[str, str]) -> str:
    return "".join(values.get(part, part) for part in parts)


def _record(year: int, kind: IssuerKind, scope: Scope, number: int) -> Record:
    place = Division(_CODE, _PROVINCE, _CITY, _COUNTY, _TOWNSHIP)
    form: FormName = FORM if year >= _FIRST_NEW else OLD_FORM
    body = Body("", _NAME, kind, scope, place)
    other = replace(body, name=f"{kind} {number}")  # figures are drawn by the name, which is the same gap in all
    misprint = _misprinted if number % _MISPRINTED == 0 else None
    cells = report(other, year, misprint, form).cells if year >= _FIRST_OLD else ()
    contact = Contact(f"{_NAME}办公室", f"{_COUNTY}中心街1号", "990100", ("0990-8650000",), None, ())
    changed = replace(
        report(body, year, None, form),
        cells=cells,
        checks=_checks(cells),
        form=form if cells else "free_form",
        contact=contact,
        document_number=f"政发〔{year + 1}〕{number + 1}号",
        sections=_GAPS,
    )
    return with_text(changed)


def _misprinted(values: dict[str, Value]) -> None:
    values["requests__results_total__total"] = int(values["requests__results_total__total"] or 0) + 1


def _checks(cells: tuple[Cell, ...]) -> tuple[Check, ...]:
    anchored = frozenset((cell.table, cell.row, cell.column) for cell in cells)
    return tuple(identities(Figures.of(cells, anchored)))
