"""The made-up counties of the demo and the tests: their bodies and reports, as the records that are true of them."""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

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
OLD_FORM: FormName = "2019_trial"
YEARS = (2023, 2024)

_FIRST_YEAR_OF_FORM = 2021
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
_AMOUNTS = ("amount_wan", "total_amount_wan")
_STOCKS = ("in_force", "total_disclosed")  # never fewer than what the year brought
_MOST_NEW = 40


@dataclass(frozen=True, slots=True)
class Body:
    """One body of a county that publishes a report each year."""

    slug: str
    name: str
    kind: IssuerKind
    scope: Scope
    division: Division


@dataclass(frozen=True, slots=True)
class County:
    """One county; `site_code` is the code that its portal shows in its tags and at its foot.

    The bodies that are `later` were founded in 2024 and report late.
    """

    code: str
    name: str
    site_code: str
    bodies: tuple[Body, ...]
    later: tuple[Body, ...] = ()


Misprint = Callable[[dict[str, Value]], None]


def _county(code: str, told: Mapping[str, Any]) -> County:
    division = replace(_COUNTY, code=code, county=told["name"])
    bodies, later = (tuple(_body(division, *one) for one in told.get(name, ())) for name in ("bodies", "later"))
    return County(code, told["name"], told["site_code"], bodies, later)


def _body(county: Division, slug: str, name: str, kind: IssuerKind, number: str | None) -> Body:
    division = county
    if number:
        division = replace(county, code=county.code + number, township=_township(name))
    return Body(slug, f"{county.county}{name}", kind, "aggregate" if kind == "county_government" else "own", division)


def _township(name: str) -> str:
    return name.removesuffix("人民政府").removesuffix("办事处")


@cache
def _data(name: str) -> Any:
    return json.loads(files(__package__).joinpath(name).read_text("utf-8"))


COUNTIES: Mapping[str, County] = {code: _county(code, told) for code, told in _data("counties.json").items()}
BODIES = COUNTIES["990101"].bodies


def report(body: Body, year: int, misprint: Misprint | None = None, form: FormName | None = None) -> Record:
    """The report of a body for a year, figures and all; `misprint` spoils the figures as a clerk might.

    Without `form` it is the one that was in force.
    """
    dice = random.Random(f"{body.name} {year}")  # noqa: S311  # the same county on every machine
    form = form or (FORM if year >= _FIRST_YEAR_OF_FORM else OLD_FORM)
    values = _figures(body, year, form, dice)
    if misprint:
        misprint(values)
    cells = tuple(
        Cell(cell.table, cell.row, cell.column, value, _printed(cell.column, value), "zero" if value == 0 else "number")
        for cell, value in ((cell, values[cell.figure]) for cell in _form_cells(form))
    )
    title = f"{body.name}{year}年政府信息公开工作年度报告"
    sections = _sections(body, year, values, dice)
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
            f"{body.name}办公室",
            f"{body.division.county}中心街1号",
            "990100",
            ("0990-8650000",),
            None,
            ("gongkai@example.cn",),
        ),
        scope=body.scope,
        form=form,
        cells=cells,
        checks=tuple(_balances(values)),
        sections=sections,
        evidence={"year": Evidence(title)},
    )
    return with_text(record)


def with_text(record: Record) -> Record:
    """The record with the text that its title, sections and cells make."""
    return replace(record, text="\n".join([record.title or "", *record.sections.values(), _table_text(record.cells)]))


def _form_cells(form: FormName) -> Iterator[FormCell]:
    for (name, _), cells in form_tables().items():
        if name == form:
            yield from cells


def _carried_out(body: Body, year: int, column: str) -> int:
    """Requests of a year that are left to the next, which must carry in as many."""
    return random.Random(f"{body.name} {year} {column}").randrange(3)  # noqa: S311  # the same county on every machine


def _figures(body: Body, year: int, form: FormName, dice: random.Random) -> dict[str, Value]:
    """Figures that satisfy every identity of the form, and carry in what the year before carried out."""
    cells = list(_form_cells(form))
    values: dict[str, Value] = {cell.figure: _drawn(cell, dice) for cell in cells if cell.table == "proactive"}
    rows = list(dict.fromkeys(cell.row for cell in cells if cell.table == "requests"))
    results = [row for row in rows if row not in (*_ARRIVALS, *_DEPARTURES)]
    for column in _APPLICANTS:
        outcome = {row: dice.choice((0, 0, 0, 1, 2, 5)) for row in results}
        carried_in, carried_out = (_carried_out(body, one, column) for one in (year - 1, year))
        outcome[dice.choice(results)] += 1 + carried_in  # or a column of noughts would satisfy everything
        outcome |= {"results_total": sum(outcome.values()), "carried_in": carried_in, "carried_out": carried_out}
        outcome["new_requests"] = outcome["results_total"] + carried_out - carried_in
        values |= {f"requests__{row}__{column}": outcome[row] for row in rows}
    for row in rows:
        values[f"requests__{row}__total"] = sum(int(values[f"requests__{row}__{one}"] or 0) for one in _APPLICANTS)
    for block in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        counts = [dice.choice((0, 0, 1, 3)) for _ in _OUTCOMES]
        values |= {f"review_litigation__{block}__{one}": n for one, n in zip(_OUTCOMES, counts, strict=True)}
        values[f"review_litigation__{block}__total"] = sum(counts)
    return values


def _drawn(cell: FormCell, dice: random.Random) -> Value:
    if cell.row == "regulations":
        return 0  # no county may make any
    if cell.column in _AMOUNTS:
        return dice.randrange(1, 9000) / 100
    return dice.randrange(1, _MOST_NEW) + (_MOST_NEW if cell.column in _STOCKS else 0)


def _balances(values: Mapping[str, Value]) -> Iterator[Check]:
    for column in (*_APPLICANTS, "total"):
        left = sum(int(values[f"requests__{row}__{column}"] or 0) for row in _ARRIVALS)
        right = sum(int(values[f"requests__{row}__{column}"] or 0) for row in _DEPARTURES)
        yield Check("requests.balance", column, "ok" if left == right else "violated", left, right)


def _sections(body: Body, year: int, values: Mapping[str, Value], dice: random.Random) -> dict[str, str]:
    words = {
        "name": body.name,
        "year": year,
        "received": values["requests__new_requests__total"],
        "a": dice.randrange(40, 900),
        "b": dice.randrange(5, 40),
    }
    texts: Mapping[str, Sequence[str]] = _data("prose.json")
    own = {section: dice.choice(choices).format(**words) for section, choices in texts.items()}
    return own | _copied(body, year, words)


def _copied(body: Body, year: int, words: Mapping[str, object]) -> dict[str, str]:
    """What a town took over from its report of the year before, or from another town, whose name it left in."""
    copied = _data("copied.json")
    if [body.name, year] not in copied["by"]:
        return {}
    return {section: text.format(town=body.division.township, **words) for section, text in copied["texts"].items()}


def _table_text(cells: tuple[Cell, ...]) -> str:
    return "\n".join(f"{cell.row}\t{cell.column}\t{cell.raw}" for cell in cells)


def _printed(column: str, value: Value) -> str:
    """A figure as the reports print it; the head of the total amount names no unit, so that the figure must."""
    unit = "万元" if value and column == "total_amount_wan" else ""
    return f"{value:g}{unit}"
