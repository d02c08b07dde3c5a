"""Rules that reports break, contradictions unless asked otherwise: filters to counts, and to both sides of each break."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import starmap
from typing import Any, get_args

from archive.forms import form_tables
from archive.identities import CARRIED_OVER, IDENTITIES, Finding, condition, findings_of, rules_of
from archive.record import IssuerKind
from archive.selection import KINDS, Selection, place, years
from archive.web.asking import Asked, Page
from archive.web.drawing.violations import cell_id, cells_of, table_of
from archive.web.links import Links

ROWS, MOST_PLACES = 50, 100
FINDINGS: tuple[Finding, ...] = get_args(Finding)
OTHER_RULES = (
    *(CARRIED_OVER, "narrative.new_requests", "proactive.regulations_by_authority", "proactive.disclosed_within_total"),
    *("proactive.items_not_negative", "proactive.amount_with_projects", "proactive.in_force_carried_over"),
    "proactive.items_carried_over",
)
RULES = (*IDENTITIES, *OTHER_RULES)
_USUAL_FORM = "2021_revised"
_AT_COLUMNS = frozenset(
    ("requests.column_sum", "requests.balance", "requests.carried_over", "proactive.regulations_by_authority")
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for, as it stands in the form and in links."""

    year: str = ""
    place: str = ""
    kind: str = ""
    rule: str = ""
    finding: Finding = FINDINGS[0]

    def link(self, links: Links, page: int | None = None, **changed: str) -> str:
        asked = replace(self, **changed)  # type: ignore[arg-type]  # of texts to texts
        finding = "" if asked.finding == _possible(asked.rule)[0] else asked.finding
        return links.checks(
            year=asked.year, place=asked.place, kind=asked.kind, rule=asked.rule, finding=finding, page=page
        )


@dataclass(frozen=True, slots=True)
class OfRule:
    """How often a rule is broken, and in how many reports."""

    rule: str
    times: int
    reports: int


@dataclass(frozen=True, slots=True)
class Group:
    """A year or a place: reports with an error, of those in which anything could be checked."""

    name: str
    wrong: int
    assessable: int

    @property
    def share(self) -> float | None:
        return self.wrong / self.assessable if self.assessable else None


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that one report breaks; `at` is the row or column as its form prints it, `at_key` that of our words."""

    report_id: int
    key: str
    issuer: str | None
    title: str | None
    year: int | None
    rule: str
    at: str
    at_key: str
    left: float | None
    right: float | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Checks:
    filters: Filters
    all: Group
    by_rule: tuple[OfRule, ...]
    by_year: tuple[Group, ...]
    level: str
    by_place: tuple[Group, ...]
    broken: tuple[Broken, ...]
    page: int
    has_more: bool
    kinds: Sequence[IssuerKind] = KINDS
    identities: Sequence[str] = IDENTITIES
    other_rules: Sequence[str] = OTHER_RULES
    findings: Sequence[Finding] = FINDINGS


@dataclass(frozen=True, slots=True)
class _Asked:
    """The filters as conditions of SQL, with their values."""

    of_report: str
    of_rule: str
    of_check: str
    report_values: tuple[str | int, ...]
    check_values: tuple[str, ...]

    @property
    def violated(self) -> str:
        return f"FROM checks JOIN reports ON reports.id = report_id WHERE {self.of_check} AND {self.of_report}"

    @property
    def values(self) -> tuple[str | int, ...]:
        return (*self.check_values, *self.report_values)


def look(connection: sqlite3.Connection, asked: Asked) -> Checks:
    page = asked.page_number()
    filters = Filters(
        asked.one("year"),
        asked.one("place"),
        asked.choice("kind", KINDS),
        rule := asked.choice("rule", RULES),
        _finding(rule, asked.choice("finding", FINDINGS)),
    )
    wanted = _conditions(filters)
    level = _level(connection, filters.place)
    counted = _counted(connection, wanted, level)
    by_year = sorted(_summed((year, *counts) for year, _, *counts in counted), key=lambda one: one.name, reverse=True)
    places = sorted(_summed((name, *counts) for _, name, *counts in counted), key=lambda one: (-one.wrong, one.name))
    rules = connection.execute(
        f"SELECT rule, count(*), count(DISTINCT report_id) {wanted.violated} GROUP BY rule ORDER BY 3 DESC, rule",
        wanted.values,
    )
    rows = connection.execute(
        "SELECT report_id, key, issuer, title, year, rule, place, left_value, right_value, form "
        f"{wanted.violated} ORDER BY year DESC, division_code, report_id, rule, place LIMIT ? OFFSET ?",
        (*wanted.values, ROWS + 1, (page - 1) * ROWS),
    ).fetchall()
    return Checks(
        filters,
        Group("", sum(one.wrong for one in by_year), sum(one.assessable for one in by_year)),
        tuple(starmap(OfRule, rules)),
        tuple(by_year),
        level,
        tuple(one for one in places if one.wrong)[:MOST_PLACES],
        tuple(map(_broken, rows[:ROWS])),
        page,
        len(rows) > ROWS,
    )


def _conditions(filters: Filters) -> _Asked:
    selection = Selection(
        (years(filters.year),) if filters.year else (),
        (place(filters.place),) if filters.place else (),
        tuple(kind for kind in KINDS if kind == filters.kind),
    )
    of_report, values = selection.condition()
    of_rule, of_check = rules_of(filters.finding), condition(filters.finding)
    if not filters.rule:
        return _Asked(of_report, of_rule, of_check, tuple(values), ())
    one = " AND checks.rule = ?"
    return _Asked(of_report, of_rule + one, of_check + one, tuple(values), (filters.rule,))


def _possible(rule: str) -> tuple[Finding, ...]:
    """What may be asked of a rule; of all of them, anything."""
    return findings_of(rule) if rule else FINDINGS


def _finding(rule: str, asked: str) -> Finding:
    """What was asked for where the rule can come to it; else the rule has its way."""
    return next((one for one in _possible(rule) if one == asked), _possible(rule)[0])


def _counted(connection: sqlite3.Connection, wanted: _Asked, level: str) -> list[tuple[Any, ...]]:
    """By year and place: reports with such a break, and those in which one of the rules concerned could be put."""
    return connection.execute(
        f"""
        SELECT year, {level},
               count(*) FILTER (WHERE reports.id IN (SELECT report_id FROM checks WHERE {wanted.of_check})), count(*)
        FROM reports WHERE {wanted.of_report} AND EXISTS (
            SELECT 1 FROM checks WHERE report_id = reports.id AND verdict IN ('ok', 'violated') AND {wanted.of_rule})
        GROUP BY 1, 2""",
        (*wanted.values, *wanted.check_values),
    ).fetchall()


def _summed(counted: Iterable[tuple[Any, ...]]) -> Iterator[Group]:
    """Counts of one name put together; what bears none stands under the empty name."""
    found: dict[str, Group] = {}
    for name, wrong, assessable in counted:
        text = "" if name is None else str(name)
        before = found.get(text, Group(text, 0, 0))
        found[text] = Group(text, before.wrong + wrong, before.assessable + assessable)
    yield from found.values()


def _level(connection: sqlite3.Connection, asked: str) -> str:
    """The level below the place that was asked for: provinces of the country, cities of a province, else counties."""
    condition, values = Selection(places=(place(asked),) if asked else ()).condition()
    provinces, cities = connection.execute(
        f"SELECT count(DISTINCT province), count(DISTINCT city) FROM reports WHERE {condition}", values
    ).fetchone()
    if provinces and not asked:
        return "province"
    return "city" if cities > 1 else "county"


def _broken(row: tuple[Any, ...]) -> Broken:
    report_id, key, issuer, title, year, rule, at, left, right, form = row
    cells = cells_of(rule, at, _places(form or ""))
    anchor = cell_id(cells[-1]) if cells else ""
    at = "new_requests" if rule == "narrative.new_requests" else at
    what = "column" if rule in _AT_COLUMNS else "row"
    label = _labels(form or _USUAL_FORM).get((table_of(rule), what, at), at)
    return Broken(report_id, key, issuer, title, year, rule, label, f"{what}.{at}", left, right, anchor)


@cache
def _labels(form: str) -> Mapping[tuple[str, str, str], str]:
    found: dict[tuple[str, str, str], str] = {}
    for (name, table), cells in form_tables().items():
        for cell in cells if name == form else ():
            found[table, "row", cell.row] = cell.row_label
            found[table, "column", cell.column] = cell.column_label
    return found


@cache
def _places(form: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (cell.table, cell.row, cell.column)
        for (name, _), cells in form_tables().items()
        if name == form
        for cell in cells
    )


PAGES = (Page("checks", "checks", look, 10_000),)  # a count over all checks, from the disk at first
