"""What happened to reports after they were first seen, newest first: a period, kinds and a place to a list."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from archive.changes.event import Event, Kind, china_date
from archive.changes.events import MOVED, USUAL, Wanted, events
from archive.changes.verb import moment_of
from archive.errors import UsageError
from archive.selection import Selection, place
from archive.web.asking import Asked, BadRequestError, Page
from archive.web.gathering.happened import Change, sentence, told
from archive.web.language import Words
from archive.web.links import Links

KINDS: tuple[Kind, ...] = ("edited", "vanished", "returned", "moved")
ROWS = 50
MOST_EVENTS = 1000  # that are looked at for one page; each edit is compared anew
LONGEST = 366  # days of one period
_USUAL_DAYS = 30
_USUAL_CAPTURES = 100_000  # of the nights that are looked through unasked: about half a second
_FIRST, _LAST = date(1990, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days in China, the last included. `is_default`: nobody asked for it; `is_cut`: less than was asked for."""

    since: date
    until: date
    is_default: bool
    is_cut: bool

    def has(self, at: str) -> bool:
        return at < moment_of((self.until + timedelta(days=1)).isoformat())


@dataclass(frozen=True, slots=True)
class Within(Wanted):
    """Which events, with an end."""

    period: Period | None = None

    def has(self, kind: Kind, at: str, run_id: int | None) -> bool:
        in_time = self.period is None or self.period.has(at)
        # the class is named, as a dataclass with slots is not the one that super() knows
        return in_time and Wanted.has(self, kind, at, run_id)


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for, as it stands in the form."""

    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class Changes:
    """`older_until`: more events than can be looked at; those up to this day come next."""

    period: Period | None
    filters: Filters
    changes: tuple[Change, ...]
    page: int
    has_more: bool
    older_until: str | None
    kinds: tuple[Kind, ...] = KINDS

    def asked_for(self) -> dict[str, str]:
        """The parameters that lead here again; days that nobody asked for are left open."""
        days = {} if self.period is None or self.period.is_default else _days(self.period)
        return {**days, "kind": self.filters.kind, "place": self.filters.place}

    def link(self, links: Links, page: int) -> str:
        return links.changes(**self.asked_for(), page=page)

    def feed(self, links: Links) -> str:
        return links.feed(kind=self.filters.kind, place=self.filters.place)

    def sentence(self, change: Change, words: Words) -> str:
        return sentence(change, words)


def look(connection: sqlite3.Connection, asked: Asked) -> Changes:
    page = asked.page_number()
    period, filters = period_of(connection, asked), filters_of(asked)
    if period is None:
        return Changes(None, filters, (), page, has_more=False, older_until=None)
    first = (page - 1) * ROWS
    found, last = _found(connection, period, filters, first + ROWS + 1)
    shown = tuple(told(connection, event) for event in found[first : first + ROWS])
    return Changes(period, filters, shown, page, len(found) > first + ROWS, last)


def newest(connection: sqlite3.Connection, asked: Asked) -> tuple[Change, ...]:
    """The first page, for those who subscribe."""
    period, filters = period_of(connection, asked), filters_of(asked)
    found = _found(connection, period, filters, ROWS)[0] if period else []
    return tuple(told(connection, event) for event in found)


def filters_of(asked: Asked) -> Filters:
    text = asked.one("place")
    return Filters(asked.choice("kind", KINDS), place(text) if text else "")


def period_of(connection: sqlite3.Connection, asked: Asked) -> Period | None:
    """The days asked for, else the last of those that the archive has; None where it has none."""
    last = _last_day(connection)
    since, until = _day(asked, "since"), _day(asked, "until")
    if last is None:
        return None
    end = until or (max(since, last) if since else last)
    if since is None:
        start = end - timedelta(days=_USUAL_DAYS)
        usual = max(start, _day_that_is_near_enough(connection, start)) if until is None else start
        return Period(usual, end, until is None, is_cut=usual > start)
    if since > end:
        raise BadRequestError("changes.no_period")
    start = max(since, end - timedelta(days=LONGEST))
    return Period(start, end, is_default=False, is_cut=start > since)


def _found(
    connection: sqlite3.Connection, period: Period, filters: Filters, most: int
) -> tuple[list[Event], str | None]:
    """At most so many events, and where not all could be looked at, the day of the last that was."""
    kinds = frozenset(kind for kind in KINDS if kind == filters.kind) or USUAL | MOVED
    looked_at = events(connection, Within(moment_of(period.since.isoformat()), kinds, None, period))
    there = _Place(connection, filters.place)
    found: list[Event] = []
    for number, event in enumerate(islice(looked_at, MOST_EVENTS), start=1):
        if there.has(event.report.id):
            found.append(event)
        if len(found) == most:
            break
        if number == MOST_EVENTS:
            return found, china_date(event.at)
    return found, None


class _Place:
    """Which reports are of a place; none asked for has all."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        condition, self._values = Selection(places=(name,) if name else ()).condition()
        self._sql = f"SELECT 1 FROM reports WHERE reports.id = ? AND {condition}"
        self._connection = connection

    def has(self, report_id: int) -> bool:
        return self._connection.execute(self._sql, (report_id, *self._values)).fetchone() is not None


def _days(period: Period) -> dict[str, str]:
    return {"since": period.since.isoformat(), "until": period.until.isoformat()}


def _day(asked: Asked, name: str) -> date | None:
    text = asked.one(name)
    if not text:
        return None
    try:
        day = date.fromisoformat(china_date(moment_of(text)))
    except (UsageError, OverflowError):
        day = None
    if day is None or not _FIRST <= day <= _LAST:
        raise BadRequestError("changes.no_day", name=name)
    return day


def _last_day(connection: sqlite3.Connection) -> date | None:
    """The day of the last run, else of the last capture."""
    for sql in (_LAST_RUN, _LAST_CAPTURE):
        row = connection.execute(sql).fetchone()
        if row:
            return date.fromisoformat(china_date(row[0]))
    return None


def _day_that_is_near_enough(connection: sqlite3.Connection, start: date) -> date:
    """The first day since which there are not too many captures."""
    captures, day = 0, None
    for started_at, pages in connection.execute(_RUNS, (moment_of(start.isoformat()),)):
        captures += pages
        if day and captures > _USUAL_CAPTURES:
            return day
        day = date.fromisoformat(china_date(started_at))
    return start


_LAST_RUN = "SELECT coalesce(finished_at, started_at) FROM runs ORDER BY id DESC LIMIT 1"
_LAST_CAPTURE = "SELECT fetched_at FROM snapshots ORDER BY id DESC LIMIT 1"
_RUNS = "SELECT started_at, pages FROM runs WHERE started_at >= ? ORDER BY id DESC"

PAGES = (Page("changes", "changes", look, milliseconds=5000),)
