"""The made-up county of the demo and the tests: its bodies and their reports, as the records that are true of them."""

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from archive.forms import FormCell, form_tables
from archive.record import (
    Cell,
    Check,
    Contact,
    Division,
    Evidence,
    FormName,
    Issuer,
    IssuerKind,
    Period,
    Record,
    Scope,
    Source,
    Value,
)

FORM: FormName = "2021_revised"
YEARS = (2023, 2024)

_COUNTY = Division("990101", "青禾省", "南浦市", "青禾县", None)  # 99 is no province: nothing here is real
_APPLICANTS = (
    "natural_person",
    "org_business",
    "org_research",
    "org_public_interest",
    "org_legal_service",
    "org_other",
)
_OUTCOMES = ("upheld", "corrected", "other_outcome", "pending")
_ARRIVALS, _DEPARTURES = ("new_requests", "carried_in"), ("results_total", "carried_out")


@dataclass(frozen=True, slots=True)
class Body:
    """One body of the sample county that publishes a report each year."""

    slug: str
    name: str
    kind: IssuerKind
    scope: Scope
    division: Division


BODIES = (
    Body("xzf", "青禾县人民政府", "county_government", "aggregate", _COUNTY),
    Body("jyj", "青禾县教育局", "department", "own", _COUNTY),
    Body(
        "lqz",
        "青禾县柳泉镇人民政府",
        "township_government",
        "own",
        replace(_COUNTY, code="990101101", township="柳泉镇"),
    ),
    Body(
        "sqz",
        "青禾县石桥镇人民政府",
        "township_government",
        "own",
        replace(_COUNTY, code="990101102", township="石桥镇"),
    ),
    Body(
        "bsx",
        "青禾县白沙乡人民政府",
        "township_government",
        "own",
        replace(_COUNTY, code="990101203", township="白沙乡"),
    ),
)

Misprint = Callable[[dict[str, Value]], None]


def report(body: Body, year: int, misprint: Misprint | None = None) -> Record:
    """The report of a body for a year, figures and all; `misprint` spoils the figures as a clerk might."""
    dice = random.Random(f"{body.slug} {year}")  # noqa: S311  # the same county on every machine
    values = _figures(dice)
    if misprint:
        misprint(values)
    cells = tuple(
        Cell(cell.table, cell.row, cell.column, value, _printed(value), "zero" if value == 0 else "number")
        for cell, value in ((cell, values[cell.figure]) for cell in _form_cells())
    )
    title = f"{body.name}{year}年政府信息公开工作年度报告"
    sections = _sections(body, year, values)
    record = Record(
        source=Source(None, None, "text/html", "", 0, "sample", "utf-8"),
        verdict="report",
        reason="heading+form",
        title=title,
        year=year,
        period=Period(date(year, 1, 1), date(year, 12, 31)),
        issuer=Issuer(body.name, body.kind, body.division, "stated"),
        written_date=date(year + 1, 1, 8 + dice.randrange(20)),
        contact=Contact(
            f"{body.name}办公室", "青禾县中心街1号", "990100", ("0990-8650000",), None, ("gongkai@example.cn",)
        ),
        scope=body.scope,
        form=FORM,
        cells=cells,
        checks=tuple(_balances(values)),
        sections=sections,
        evidence={"year": Evidence(title)},
    )
    return replace(record, text="\n".join([title, *sections.values(), _table_text(cells)]))


def read_from(record: Record, url: str, document: bytes) -> Record:
    """The record as it would be read from this document at this address."""
    digest = hashlib.sha256(document).hexdigest()
    return replace(record, source=replace(record.source, url=url, sha256=digest, bytes=len(document)))


def _form_cells() -> Iterator[FormCell]:
    for (form, _), cells in form_tables().items():
        if form == FORM:
            yield from cells


def _figures(dice: random.Random) -> dict[str, Value]:
    """Figures that satisfy every identity of the form."""
    values: dict[str, Value] = {cell.figure: dice.randrange(40) for cell in _form_cells() if cell.table == "proactive"}
    values["proactive__admin_fees__amount_wan"] = dice.randrange(9000) / 100
    rows = list(dict.fromkeys(cell.row for cell in _form_cells() if cell.table == "requests"))
    results = [row for row in rows if row not in (*_ARRIVALS, *_DEPARTURES)]
    for column in _APPLICANTS:
        outcome = {row: dice.choice((0, 0, 0, 1, 2, 5)) for row in results}
        carried_in, carried_out = dice.randrange(3), dice.randrange(3)
        outcome |= {"results_total": sum(outcome.values()), "carried_in": carried_in, "carried_out": carried_out}
        outcome["new_requests"] = max(0, outcome["results_total"] + carried_out - carried_in)
        outcome["carried_in"] = outcome["results_total"] + carried_out - outcome["new_requests"]
        values |= {f"requests__{row}__{column}": outcome[row] for row in rows}
    for row in rows:
        values[f"requests__{row}__total"] = sum(int(values[f"requests__{row}__{one}"] or 0) for one in _APPLICANTS)
    for block in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        counts = [dice.choice((0, 0, 1, 3)) for _ in _OUTCOMES]
        values |= {f"review_litigation__{block}__{one}": n for one, n in zip(_OUTCOMES, counts, strict=True)}
        values[f"review_litigation__{block}__total"] = sum(counts)
    return values


def _balances(values: Mapping[str, Value]) -> Iterator[Check]:
    for column in (*_APPLICANTS, "total"):
        left = sum(int(values[f"requests__{row}__{column}"] or 0) for row in _ARRIVALS)
        right = sum(int(values[f"requests__{row}__{column}"] or 0) for row in _DEPARTURES)
        yield Check("requests.balance", column, "ok" if left == right else "violated", left, right)


def _sections(body: Body, year: int, values: Mapping[str, Value]) -> dict[str, str]:
    received = values["requests__new_requests__total"]
    return {
        "overview": f"{year}年，{body.name}坚持以公开为常态，围绕群众关心的事项更新公开目录，举办两期业务培训。",
        "requests": f"全年新收到政府信息公开申请{received}件，均登记答复。",
        "problems": "公开栏目更新不够及时，下一步将指定专人每周核对。",
        "other": "本年度未收取信息处理费。",
    }


def _table_text(cells: tuple[Cell, ...]) -> str:
    return "\n".join(f"{cell.row}\t{cell.column}\t{cell.raw}" for cell in cells)


def _printed(value: Value) -> str:
    return "" if value is None else f"{value:g}"
