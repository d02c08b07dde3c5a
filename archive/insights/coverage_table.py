"""An archive to its table `coverage`: the rows that the verb of that name gives, made anew where they may be others."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from archive.coverage.areas import Asked, area_of
from archive.coverage.coverage import AreaCoverage, coverage, today_in_china, years_asked
from archive.coverage.deadlines import deadline
from archive.coverage.holdings import Holdings, Query
from archive.coverage.telling import values
from archive.seals import SqlValue, put_all
from archive.store import Store
from archive.talk import counted

Tell = Callable[[str], None]

_AREAS_A_TRANSACTION = 8
_MOST_BOUND = 200  # values of one statement


@dataclass(frozen=True, slots=True)
class Covered:
    """How many areas were made anew, and their rows."""

    areas: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Chosen(Asked):
    """Some areas of all: what is asked of each is the same as when all are."""

    areas: Collection[str] = field(default=())

    def holds(self, digits: str) -> bool:
        return digits in self.areas


def renew_coverage(store: Store, run_id: int | None, changed: Sequence[int], tell: Tell) -> Covered:
    """Makes the rows of areas anew, which takes half a second each: a whole country is some twenty minutes.

    After a run these are the areas for which one of its portals answers, and those of reports that have `changed`. All
    are made anew where there are no rows yet, when a year has ended, and when a report on an earlier year than all
    has come, as each body then has one year more; and an area whose rows still say that what is late by now is not due.
    """
    today = today_in_china()
    years = years_asked(store.query, Asked(), None, today)
    known = Holdings(store.query).areas()
    _let_go(store, known)
    wanted = known if _is_all_to_do(store.query, years, today) else known & _stale(store.query, run_id, changed, today)
    done, rows = 0, 0
    found = coverage(store.query, _Chosen(areas=wanted), years, today)
    while part := list(islice(found, _AREAS_A_TRANSACTION)):
        made = [row for area in part for row in _rows(area, today)]
        with store.changing() as connection:
            connection.executemany("DELETE FROM coverage WHERE area = ?", [(one.area.digits,) for one in part])
            put_all(connection, "coverage", made)
        store.flush_when_due()
        done, rows = done + len(part), rows + len(made)
        tell(f"coverage of {done:,} of {counted(len(wanted), 'area')}")
    return Covered(done, rows)


def _rows(found: AreaCoverage, today: date) -> Iterator[tuple[SqlValue, ...]]:
    for position, row in enumerate(found.rows):
        told = (int(value) if isinstance(value, bool) else value for value in values(row))
        yield (found.area.digits, position, *told, today.isoformat())


def _is_all_to_do(query: Query, years: range, today: date) -> bool:
    first, newest = query("SELECT min(year), max(as_of) FROM coverage")[0]
    return first is None or first > years.start or newest < f"{today.year}-01-01"


def _stale(query: Query, run_id: int | None, changed: Sequence[int], today: date) -> set[str]:
    codes = [code for (code,) in query(_OF_PORTALS, run_id)]
    for at in range(0, len(changed), _MOST_BOUND):
        part = changed[at : at + _MOST_BOUND]
        marks = ", ".join("?" * len(part))
        codes += [code for (code,) in query(f"SELECT DISTINCT division_code FROM reports WHERE id IN ({marks})", *part)]
    found = {area_of(code) for code in codes if code}
    found |= {area for (area,) in query(_ANSWERED_BY, run_id)}
    found |= {area for (area,) in query(_OF_LOST_REPORTS)}
    not_due = query("SELECT DISTINCT area, kind, year FROM coverage WHERE state = 'not_due'")
    return found | {area for area, kind, year in not_due if deadline(kind, year).limit < today}


def _let_go(store: Store, known: Collection[str]) -> None:
    """Areas of which the archive knows nothing any more."""
    gone = {area for (area,) in store.query("SELECT DISTINCT area FROM coverage")}.difference(known)
    if gone:
        with store.changing() as connection:
            connection.executemany("DELETE FROM coverage WHERE area = ?", [(area,) for area in sorted(gone)])


_OF_PORTALS = """
    SELECT DISTINCT division_code FROM portal_runs JOIN portals ON url = portal_url
    WHERE run_id = ? AND division_code IS NOT NULL"""
# a city's portal may answer for counties that have none of their own
_ANSWERED_BY = (
    "SELECT DISTINCT area FROM coverage WHERE portal IN (SELECT portal_url FROM portal_runs WHERE run_id = ?)"
)
_OF_LOST_REPORTS = """
    SELECT DISTINCT area FROM coverage WHERE report_id IS NOT NULL AND report_id NOT IN (SELECT id FROM reports)"""
