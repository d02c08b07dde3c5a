"""By kind of body and year reported on: when its report was due, which day it came out, and how the two stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeGuard

from archive.clock import CHINA, time_of
from archive.record import IssuerKind

Basis = Literal[
    "art31_2007",  # the Regulation of 2007: every body by 31 March
    "art49_1",  # departments and other bodies: 31 January
    "art49_2",  # governments from the county up: 31 March
    "none_in_statute",  # townships: custom says 31 January, 31 March is the outer limit
]
DateBasis = Literal["written", "published", "printed", "seen"]

FIRST_YEAR = 2008  # the first that was ever reported on
_NEW_LAW = 2019
_EARLIEST = (7, 1)  # no account of a year is given before its half
_GOVERNMENTS: frozenset[IssuerKind] = frozenset({"county_government", "city_government", "province_government"})
_TOWNSHIPS: frozenset[IssuerKind] = frozenset({"township_government", "subdistrict_office"})


@dataclass(frozen=True, slots=True)
class Deadline:
    """A report is on time by `by`, late after `limit`; between them, where they differ, the law does not say."""

    basis: Basis
    by: date
    limit: date


@dataclass(frozen=True, slots=True)
class Dates:
    """What a report says of its own date, and when it was first captured."""

    written: date | None
    published: date | None
    printed: date | None
    first_seen: str


@dataclass(frozen=True, slots=True)
class Look:
    """A run that saw a portal completely, from when to when."""

    began: str
    ended: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The day that counts, and what tells it; of a report that bears no date, the day by which it was there."""

    on: date
    basis: DateBasis


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Days behind (before: negative) both yardsticks; `late` is None where neither law nor evidence decides."""

    days_vs_0131: int
    days_vs_0331: int
    late: bool | None


def deadline(kind: IssuerKind, year: int) -> Deadline:
    """When a body of this kind was to have published its report on a year.

    >>> deadline("department", 2018).by.isoformat(), deadline("department", 2019).by.isoformat()
    ('2019-03-31', '2020-01-31')
    """
    january, march = _yardsticks(year)
    if year < _NEW_LAW:
        return Deadline("art31_2007", march, march)
    if kind in _GOVERNMENTS:
        return Deadline("art49_2", march, march)
    if kind in _TOWNSHIPS:
        return Deadline("none_in_statute", january, march)
    return Deadline("art49_1", january, january)


def publication(dates: Dates, year: int, due: Deadline, looks: Iterable[Look]) -> Publication | None:
    """The day that counts for lateness, None where none is sure; `looks` are the complete runs over its portal."""
    seen = _day(dates.first_seen)
    written = Publication(dates.written, "written") if _is_sure(dates.written, year, seen) else None
    published = Publication(dates.published, "published") if _is_sure(dates.published, year, seen) else None
    if sure := [one for one in (written, published) if one]:
        return min(sure, key=lambda one: one.on)
    if _is_sure(dates.printed, year, seen):
        return Publication(dates.printed, "printed")
    if seen <= due.limit or _was_missed(dates.first_seen, due, looks):
        return Publication(seen, "seen")
    return None  # it may have been there on time, and found late


def timeliness(published: date, year: int, due: Deadline) -> Timeliness:
    """How a day of publication stands to both yardsticks and to the body's own deadline."""
    january, march = _yardsticks(year)
    late = False if published <= due.by else True if published > due.limit else None
    return Timeliness((published - january).days, (published - march).days, late)


def moment_after(day: date) -> datetime:
    """The end of a day in China."""
    return datetime.combine(day + timedelta(days=1), time.min, CHINA)


def _is_sure(day: date | None, year: int, seen: date) -> TypeGuard[date]:
    """A date from early in the year reported on, or from after the capture, is misprinted."""
    return day is not None and date(year, *_EARLIEST) <= day <= seen


def _was_missed(first_seen: str, due: Deadline, looks: Iterable[Look]) -> bool:
    """Whether the portal was completely seen between the deadline and the first capture, without the report."""
    end = moment_after(due.limit)
    return any(look.ended < first_seen and time_of(look.began) >= end for look in looks)


def _yardsticks(year: int) -> tuple[date, date]:
    return date(year + 1, 1, 31), date(year + 1, 3, 31)


def _day(moment: str) -> date:
    return time_of(moment).astimezone(CHINA).date()
