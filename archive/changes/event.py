"""Edits and departures of a report to events, as people and programs are told of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.changes.departures import Departure, Vanishing
from archive.changes.difference import Difference
from archive.changes.edits import Capture, Edit
from archive.clock import CHINA, time_of

Kind = Literal["edited", "vanished", "returned", "moved"]


@dataclass(frozen=True, slots=True)
class Report:
    """A report by the names that people know it by."""

    id: int
    issuer: str | None
    year: int | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a report, and when it was seen.

    `old_snapshot` is the last good capture before it; `new_snapshot` the one that tells of it, None where the server
    gave no answer, or said no more than that nothing was changed. `how`, `http_status` and `confirmed_at` are of what
    is gone, `difference` is of an edit.
    """

    at: str
    kind: Kind
    report: Report
    url: str
    run_id: int | None
    what: str
    old_snapshot: int | None
    new_snapshot: int | None
    how: str | None = None
    http_status: int | None = None
    confirmed_at: str | None = None
    difference: Difference | None = None


def china_date(at: str) -> str:
    """The date that a moment has in China.

    >>> china_date("2025-01-30T18:00:00.000000Z")
    '2025-01-31'
    """
    return time_of(at).astimezone(CHINA).date().isoformat()


def edited(report: Report, edit: Edit, difference: Difference) -> Event:
    old, new = edit.old, edit.new
    place = (report, new.url, new.run_id, difference.words())
    return Event(new.fetched_at, "edited", *place, old.snapshot_id, new.snapshot_id, difference=difference)


def departed(report: Report, captures: Sequence[Capture], departure: Departure) -> Event:
    """`captures` are all of the report, the oldest first."""
    if departure.kind == "returned":
        return _returned(report, captures, departure)
    gone = departure.vanishings
    url = _best(captures, [one.url for one in gone])
    told = next(one for one in gone if one.url == url)
    confirmed = [one.confirmed_at for one in gone if one.confirmed_at is not None]
    return Event(
        max(one.gone_at for one in gone),
        departure.kind,
        report,
        url,
        departure.run_id,
        _how(told, len(gone)),
        _last_before(captures, told.gone_at, url),
        told.snapshot_id,
        told.how,
        told.http_status,
        max(confirmed) if len(confirmed) == len(gone) else None,
    )


def _returned(report: Report, captures: Sequence[Capture], departure: Departure) -> Event:
    url = _best(captures, departure.standing)
    since = max(one.gone_at for one in departure.vanishings)
    back_at = next((one.back_at for one in departure.vanishings if one.url == url), None)
    shows = next((one for one in captures if (one.url, one.run_id) == (url, departure.run_id)), None)
    at = back_at or (shows.fetched_at if shows else since)
    what = f"gone since {china_date(since)}" + ("" if back_at else ", now at another address")
    old, new = _last_before(captures, since, url), shows.snapshot_id if shows else None
    return Event(at, "returned", report, url, departure.run_id, what, old, new)


def _how(told: Vanishing, addresses: int) -> str:
    status = f" ({told.http_status})" if told.http_status is not None else ""
    return f"{told.how}{status}" + (f", at {addresses} addresses" if addresses > 1 else "")


def _best(captures: Sequence[Capture], urls: Sequence[str]) -> str:
    """The address that shows best what the report said."""
    return min(one.preference for one in captures if one.url in urls)[1]


def _last_before(captures: Sequence[Capture], at: str, url: str) -> int | None:
    """The last capture before a moment: at that address if there is one, else anywhere."""
    before = sorted((one for one in captures if one.fetched_at < at), key=lambda one: (one.url == url, one.fetched_at))
    return before[-1].snapshot_id if before else None
