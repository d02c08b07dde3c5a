"""The reports of one body for two years running to the checks that hold between them, as rows of the later one."""

import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise

from archive.forms import FormCell, form_tables
from archive.projection import STATUS_LETTERS
from archive.record import Check, CheckVerdict, Fault, Record, Value

Place = tuple[str, str, str]

_KEY = re.compile(r"^([^?].*)/(\d{1,9})/(own|aggregate)\Z", re.ASCII)  # 990101101/township_government/2024/own
YEARS_AT_HAND = 4  # by key, reports come by body and year, those of its own and of all its bodies by turns
_READ_STATUSES = frozenset({"number", "zero"})
_READ_LETTERS = frozenset(STATUS_LETTERS[status] for status in _READ_STATUSES)
_SUMS_OF_A_COLUMN = ("requests.column_sum", "requests.balance")
_INSERT = (
    "INSERT INTO checks(report_id, rule, place, verdict, left_value, right_value, fault) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is printed `left` must be last year's `before`, with what this year `added`, without what it `dropped`."""

    name: str
    at: str
    left: Place
    before: tuple[Place, ...]
    added: tuple[Place, ...] = ()
    dropped: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class YearFigures:
    """What the rules ask of one report: the figures that its forms have, and those that cannot be our misreading."""

    values: Mapping[Place, Value]
    sure: frozenset[Place]


@cache
def _rules() -> tuple[_Rule, ...]:
    """Each once a place; the forms tell which rows have the columns."""
    new, old = form_tables()["2021_revised", "proactive"], form_tables()["2019_trial", "proactive"]
    carried = [cell for cell in form_tables()["2021_revised", "requests"] if cell.row == "carried_in"]
    return (
        *(_carried_over(cell) for cell in carried),
        *(_in_force(cell.row) for cell in new if cell.column == "in_force"),
        *(_items(cell.row) for cell in old if cell.column == "items_prev_year"),
    )


def _carried_over(cell: FormCell) -> _Rule:
    """What is carried in this year was carried out last year."""
    left, before = (("requests", row, cell.column) for row in ("carried_in", "carried_out"))
    return _Rule("requests.carried_over", cell.column, left, (before,))


def _in_force(row: str) -> _Rule:
    """What is in force was so last year or was issued since, and was not repealed."""
    left, issued, repealed = (("proactive", row, column) for column in ("in_force", "issued", "repealed"))
    return _Rule("proactive.in_force_carried_over", row, left, (left,), (issued,), (repealed,))


def _items(row: str) -> _Rule:
    """What is printed as the number of the year before is that of last year's report with its change."""
    left, change = (("proactive", row, column) for column in ("items_prev_year", "items_change"))
    return _Rule("proactive.items_carried_over", row, left, (left, change))


@cache
def _rule_names() -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.name for rule in _rules()))


@cache
def _asked() -> frozenset[Place]:
    return frozenset(place for rule in _rules() for place in (rule.left, *rule.before, *rule.added, *rule.dropped))


def compare(last: YearFigures, this: YearFigures) -> Iterator[Check]:
    """The rules that can be put to two reports: those whose figures both their forms have."""
    for rule in _rules():
        of_this = (rule.left, *rule.added, *rule.dropped)
        if not (this.values.keys() >= {*of_this} and last.values.keys() >= {*rule.before}):
            continue
        left = _sum([this.values[rule.left]])
        plus = [*(last.values[place] for place in rule.before), *(this.values[place] for place in rule.added)]
        right = _sum(plus, [this.values[place] for place in rule.dropped])
        verdict: CheckVerdict = "not_assessable"
        fault: Fault | None = None
        if left is not None and right is not None:
            verdict = "ok" if left == right else "violated"
        if verdict == "violated":
            fault = "source" if this.sure.issuperset(of_this) and last.sure.issuperset(rule.before) else "reading"
        yield Check(rule.name, rule.at, verdict, left, right, fault)


def figures_of(record: Record) -> YearFigures:
    """What a record tells."""
    cells = {(cell.table, cell.row, cell.column): cell for cell in record.cells}
    asked = {place: cell for place, cell in cells.items() if place in _asked()}
    read = [place for place, cell in asked.items() if cell.status in _READ_STATUSES]
    held = {(check.rule, check.at) for check in record.checks if check.verdict == "ok"}
    return YearFigures({place: cell.value for place, cell in asked.items()}, _sure(read, held, record.source.reader))


def earlier_key(key: str) -> str | None:
    """The key of what the same body reported a year before; None where the key does not tell the body.

    >>> earlier_key("990101101/township_government/2024/own")
    '990101101/township_government/2023/own'
    """
    return _years_from(key, -1)


def check_rows(checks: Iterable[Check]) -> Iterator[tuple[str, str, str, Value, Value, str | None]]:
    """Checks as the table has them."""
    return ((check.rule, check.at, check.verdict, check.left, check.right, check.fault) for check in checks)


def write_checks(connection: sqlite3.Connection, report_id: int, checks: Iterable[Check]) -> None:
    """Adds checks to those of a report."""
    connection.executemany(_INSERT, [(report_id, *row) for row in check_rows(checks)])


def renew(connection: sqlite3.Connection, key: str) -> None:
    """After a report has come, changed or gone: its own checks against last year, and next year's against it."""
    keys = [_years_from(key, years) for years in (-1, 0, 1)]
    _renew(connection, keys, cache(partial(_stored_figures, connection)))


def renew_all(connection: sqlite3.Connection) -> None:
    """Every report's own checks against last year."""
    stored = lru_cache(YEARS_AT_HAND)(partial(_stored_figures, connection))
    for (key,) in connection.execute("SELECT key FROM reports WHERE identified = 1 ORDER BY key"):
        _renew(connection, [earlier_key(key), key], stored)


def _years_from(key: str, years: int) -> str | None:
    parts = _KEY.match(key)
    return f"{parts[1]}/{int(parts[2]) + years}/{parts[3]}" if parts else None


def _renew(connection: sqlite3.Connection, keys: Sequence[str | None], stored: Callable[[int], YearFigures]) -> None:
    """The checks between the reports of a body, in the order of their years."""
    rows = connection.execute(f"SELECT key, id FROM reports WHERE key IN ({', '.join('?' * len(keys))})", keys)
    ids: dict[str | None, int] = dict(rows.fetchall())
    names = _rule_names()
    for last, this in pairwise(keys):
        if this not in ids:
            continue
        connection.execute(
            f"DELETE FROM checks WHERE report_id = ? AND rule IN ({', '.join('?' * len(names))})", (ids[this], *names)
        )
        if last in ids:
            write_checks(connection, ids[this], compare(stored(ids[last]), stored(ids[this])))


def _stored_figures(connection: sqlite3.Connection, report_id: int) -> YearFigures:
    """What the tables tell, which is what the report's record tells."""
    layouts = connection.execute(
        "SELECT form, table_name, statuses FROM cell_states WHERE report_id = ?", (report_id,)
    ).fetchall()
    statuses = {
        place: statuses[position] for form, table, statuses in layouts for position, place in _positions(form, table)
    }
    columns = ", ".join("__".join(place) for place in statuses) or "NULL"
    values = connection.execute(f"SELECT {columns} FROM figures WHERE report_id = ?", (report_id,)).fetchone()
    held = connection.execute(
        "SELECT rule, place FROM checks WHERE report_id = ? AND verdict = 'ok'", (report_id,)
    ).fetchall()
    reader = connection.execute(
        "SELECT (SELECT reader FROM readings WHERE record_id = reports.record_id) FROM reports WHERE id = ?",
        (report_id,),
    ).fetchone()
    read = [place for place, letter in statuses.items() if letter in _READ_LETTERS]
    return YearFigures(dict(zip(statuses, values, strict=False)), _sure(read, {*held}, reader[0]))


@cache
def _positions(form: str, table: str) -> tuple[tuple[int, Place], ...]:
    """Which cells of a table are asked for, with their numbers from nought."""
    places = [(cell.table, cell.row, cell.column) for cell in form_tables()[form, table]]
    return tuple((position, place) for position, place in enumerate(places) if place in _asked())


def _sure(read: Iterable[Place], held: Collection[tuple[str, str]], reader: str | None) -> frozenset[Place]:
    """The figures that a sum of their row and those of their column confirm; none of a scan, none outside of sums."""
    if reader == "scan":
        return frozenset()
    return frozenset(
        (table, row, column)
        for table, row, column in read
        if table == "requests"
        if ("requests.row_sum", row) in held and all((rule, column) in held for rule in _SUMS_OF_A_COLUMN)
    )


def _sum(plus: Sequence[Value], minus: Sequence[Value] = ()) -> Value:
    """None as soon as one is not there, which is not nought."""
    signed = [*plus, *(None if value is None else -value for value in minus)]
    known = [value for value in signed if value is not None]
    if len(known) < len(signed):
        return None
    total = round(sum(known), 6)
    return int(total) if total == int(total) else total
