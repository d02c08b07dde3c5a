"""The archive's rows, area by area, to what coverage is reckoned from: reports, portals, looks at them, names on them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol

from archive.clock import CHINA, time_of
from archive.coverage.areas import Area, area_named, area_of, stored_as
from archive.coverage.bodies import words
from archive.coverage.deadlines import Dates, Look
from archive.places.names import key as plain
from archive.record import IssuerKind, Scope

_Rows = Sequence[tuple[Any, ...]]


class Query(Protocol):
    """As `Store.query`."""

    def __call__(self, sql: str, *values: Any) -> _Rows: ...


@dataclass(frozen=True, slots=True)
class Held:
    """A report: `body` is its body's part of the key; `gone` is None where it stands somewhere, else if it is confirmed."""

    id: int
    body: str
    kind: IssuerKind
    name: str
    year: int
    scope: Scope
    dates: Dates
    url: str | None
    gone: bool | None


@dataclass(frozen=True, slots=True)
class PortalState:
    """A portal of an area: its newest outcome, and all runs that saw it completely; `outcome` is None before any."""

    url: str
    outcome: str | None
    reason: str | None
    began: str | None
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """A name on a portal: for one year, as notices have it, or for as long as a unit is seen to have pages."""

    text: str
    first_year: int
    last_year: int
    in_notice: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A link or document that says whose report it is, of which we have none; `year` is None where `text` tells it."""

    text: str
    year: int | None
    url: str
    reason: str


class Holdings:
    """Reads one area at a time, so that memory does not grow with the archive."""

    def __init__(self, query: Query) -> None:
        self._query = query

    @cached_property
    def _portals(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Address and name of the portals of each area; those without a division stand under the empty text."""
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for url, name, code in self._query("SELECT url, name, division_code FROM portals ORDER BY url"):
            place = area_of(code) if code else ""
            found[place] = (*found.get(place, ()), (url, name))
        return found

    def areas(self) -> set[str]:
        """The digits of all areas that have a portal or a report."""
        codes = self._query("SELECT DISTINCT division_code FROM reports WHERE division_code IS NOT NULL")
        return {area_of(row[0]) for row in codes} | (set(self._portals) - {""})

    def has_township(self, code: str) -> bool:
        """Whether a report bears the code."""
        return bool(self._query("SELECT 1 FROM reports WHERE division_code IN (?, ?) LIMIT 1", code, f"{code}000"))

    def area(self, digits: str) -> Area:
        """With names from a report or the portal where the list of divisions does not know it."""
        for low, high in _ranges(digits):
            for row in self._query(_NAMES, low, high):
                return area_named(digits, row)
        return area_named(
            digits, [plain(name).removesuffix("人民政府") for _, name in self._portals.get(digits, ())[:1]]
        )

    def reports(self, digits: str) -> Iterator[Held]:
        """The reports of the area's own bodies, by number; of each, the address where it stands or stood last."""
        for low, high in _ranges(digits):
            for _, rows in groupby(self._query(_REPORTS, low, high), key=itemgetter(0)):
                yield _held(list(rows))

    def portals(self, digits: str) -> list[PortalState]:
        return [self._state(url) for url, _ in self._portals.get(digits, ())]

    def portals_showing(self, digits: str, urls: Sequence[str]) -> list[PortalState]:
        """Portals of wider areas, or of none, that lead to one of the addresses."""
        wider = [url for place, them in self._portals.items() if digits.startswith(place) for url, _ in them]
        return [self._state(portal) for portal in wider if any(self._query(_LEADS_TO, portal, url) for url in urls)]

    def namings(self, digits: str) -> Iterator[Naming]:
        """What the area's portals name as bodies, or seem to."""
        for portal, _ in self._portals.get(digits, ()):
            for name, year, read_at in self._query(_NAMED_BODIES, portal):
                if year is not None:
                    yield Naming(name, year, year, in_notice=True)
                elif read_at:  # a guide names the bodies of its own day
                    yield _unit(name, read_at, read_at)
            for text, found_at, visited_at in self._query(_UNITS, portal):
                if found_at:
                    yield _unit(text, found_at, visited_at or found_at)

    def unread(self, digits: str) -> Iterator[Unread]:
        """Links of the area's portals that were not read as reports, and reports whose body could not be told."""
        wanted, gone = words()["unread"], words()["not_there"]
        for portal, _ in self._portals.get(digits, ()):
            for text, verdict, reason, url in self._query(_CANDIDATES, portal):
                if reason in wanted[verdict] if verdict in wanted else reason not in gone:
                    yield Unread(text, None, url, reason)
            for issuer, year, url in self._query(_UNIDENTIFIED, portal):
                yield Unread(issuer, year, url, "unidentified")

    def earliest_year(self, digits: str, least: int) -> int | None:
        """Of the reports of all areas whose digits begin so."""
        row = self._query(_EARLIEST, least, digits, f"{digits}:")[0]
        return None if row[0] is None else int(row[0])

    def _state(self, url: str) -> PortalState:
        rows = self._query(_OUTCOMES, url)
        outcome, reason, began = rows[-1][:3] if rows else (None, None, None)
        looks = tuple(Look(start, end) for what, _, start, end in rows if what == "complete" and end is not None)
        return PortalState(url, outcome, reason, began, looks)


def _ranges(digits: str) -> list[tuple[str, str]]:
    """From which code on, and up to which, the area's reports stand."""
    exact, begins = stored_as(digits)
    return [*((code, f"{code}\0") for code in exact), *((code, f"{code}:") for code in begins)]


def _held(rows: _Rows) -> Held:
    """A report from its sightings, those that stand first."""
    number, key, kind, name, year, scope, written, published, printed, seen, url, gone_at, _ = rows[0]
    dates = Dates(_day(written), _day(published), _day(printed), seen)
    gone = None if gone_at is None else all(row[-1] for row in rows)
    return Held(number, key.rsplit("/", 2)[0], kind, name or "", year, scope, dates, url, gone)


def _unit(text: str, found_at: str, seen_at: str) -> Naming:
    """A body with pages of its own owes the report on the year before these were found, and on those until last seen."""
    return Naming(text, _year(found_at) - 1, _year(seen_at), in_notice=False)


def _year(moment: str) -> int:
    return time_of(moment).astimezone(CHINA).year


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_NAMES = """
    SELECT province, city, county FROM reports
    WHERE division_code >= ? AND division_code < ? AND coalesce(county, city, province) IS NOT NULL LIMIT 1"""
_REPORTS = """
    SELECT reports.id, key, issuer_kind, issuer, year, scope, written_date, publish_date, print_date,
           reports.first_seen, sightings.url, gone_at, gone_at IS NOT NULL AND EXISTS (
               SELECT 1 FROM vanishings
               WHERE vanishings.url = sightings.url AND back_at IS NULL AND confirmed_at IS NOT NULL)
    FROM reports LEFT JOIN sightings ON report_id = reports.id LEFT JOIN snapshots ON snapshots.id = snapshot_id
    WHERE division_code >= ? AND division_code < ? AND identified = 1
    ORDER BY reports.id, gone_at IS NOT NULL, media_type IS NOT 'text/html', sightings.last_seen DESC, sightings.url"""
# by way of the runs, as there is an index of outcomes by run and none by portal
_OUTCOMES = """
    SELECT outcome, reason, started_at, finished_at FROM runs
    CROSS JOIN portal_runs ON run_id = runs.id AND portal_url = ? ORDER BY runs.id"""
_EARLIEST = """
    SELECT min(year) FROM reports
    WHERE year >= ? AND identified = 1 AND division_code >= ? AND division_code < ?"""
_LEADS_TO = "SELECT 1 FROM addresses WHERE portal_url = ? AND url = ? LIMIT 1"
_NAMED_BODIES = """
    SELECT name, year, started_at FROM named_bodies LEFT JOIN runs ON runs.id = run_id
    WHERE portal_url = ? ORDER BY source_url, name"""
_UNITS = """
    SELECT words, started_at, visited_at FROM addresses LEFT JOIN runs ON runs.id = found_run
    WHERE portal_url = ? AND kind = 'unit' AND (result IS NULL OR result NOT IN ('gone', 'soft_404'))"""
_CANDIDATES = """
    SELECT link_text, verdict, reason, url FROM candidates
    WHERE portal_url = ? AND link_text IS NOT NULL AND verdict <> 'report' ORDER BY url"""
_UNIDENTIFIED = """
    SELECT DISTINCT issuer, year, sightings.url
    FROM addresses CROSS JOIN sightings ON sightings.url = addresses.url CROSS JOIN reports ON reports.id = report_id
    WHERE portal_url = ? AND identified = 0 AND issuer IS NOT NULL AND year IS NOT NULL"""
