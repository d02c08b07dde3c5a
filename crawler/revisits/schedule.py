"""When an address that was visited before is visited again: by what it is, the season, and how often it changed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zlib import crc32

from archive.clock import time_of
from archive.ledger import Visit
from crawler.revisits.seasons import day_of, is_closed, is_season, newest_year

Revisit = Literal["due", "all", "none"]
Class = Literal["robots", "way", "list", "old_list", "further", "report", "file", "gone", "shut"]


@dataclass(frozen=True, slots=True)
class Pace:
    """Days between two visits. `in_season` overrides them while reports come out; `spread` parts equals by chance."""

    shortest: float
    longest: float
    in_season: float | None = None
    spread: bool = False


PACES: Mapping[Class, Pace] = {
    "robots": Pace(1, 1),  # no rules of a host are trusted for longer than a day
    "way": Pace(7, 30),  # pages on the way to columns: they seldom lead elsewhere
    "list": Pace(1, 7, in_season=1),  # what may show a new report
    "old_list": Pace(30, 90),  # of years whose reports are out
    "further": Pace(30, 90),  # what comes after the first page of a list; when that changes, all are looked at
    "report": Pace(7, 30, spread=True),
    "file": Pace(30, 365, spread=True),  # a file is put up once
    "gone": Pace(1, 90),  # once more the next night, then now and then: some come back, and some nights are bad
    "shut": Pace(1, 7),  # a firewall, a log-in, robots.txt: it is seldom another one the next night
}
_OLD_REPORT = Pace(30, 365, spread=True)
_OLD = timedelta(days=365)
_EARLY = timedelta(hours=12)  # a night is never exactly a day after the one before
_AHEAD = timedelta(hours=1)  # a visit in the future: the clock was set back
_DAY = timedelta(days=1)
HAS_ITS_PAGE = frozenset({"fetched", "unchanged"})
_SETTLED = HAS_ITS_PAGE | {"redirect", "foreign_host", "empty"}
_BY_RESULT: Mapping[str, Literal["gone", "shut"]] = {
    **dict.fromkeys(("gone", "soft_404"), "gone"),
    **dict.fromkeys(("challenge", "captcha", "access_denied", "login", "robots"), "shut"),
}
_BY_KIND: Mapping[str, Class] = {
    "report": "report",
    **dict.fromkeys(("file", "picture", "part"), "file"),
    "list": "further",
}


_LISTS = ("column", "data")


@dataclass(frozen=True, slots=True)
class Known:
    """What the schedule has to know of an address.

    `may_show_new`: a report that is not known yet would show there first. `words` may tell the years that it is of.
    """

    url: str
    words: str
    kind: str
    visit: Visit
    is_further: bool = False
    may_show_new: bool = False


class Schedule:
    """`due` visits what is due, `all` everything, `none` no report that is known, and all that leads to new ones."""

    def __init__(self, revisit: Revisit, now: datetime) -> None:
        self._revisit = revisit
        self._now = now
        self._day = day_of(now)
        self._is_season = is_season(self._day)
        self.newest_year = newest_year(self._day)

    def is_due(self, known: Known) -> bool:
        """Whether an address is visited tonight."""
        if self._revisit == "all":
            return True
        if self._revisit == "none":
            return _BY_KIND.get(known.kind) not in ("report", "file")
        visit = known.visit
        kind = class_of(known, self._day)
        if kind is None:
            return True  # an error of the moment
        age = self._now - time_of(visit.at)
        if age < -_AHEAD:
            return True
        if kind == "list" and known.kind in _LISTS and visit.visits <= 1:
            return True  # only a second look tells how often it changes
        early = timedelta(0) if kind == "robots" else _EARLY
        return age >= timedelta(days=self._interval(known, kind)) - early

    def _interval(self, known: Known, kind: Class) -> float:
        pace, visit = PACES[kind], known.visit
        if self._is_season and pace.in_season is not None:
            return pace.in_season
        if kind in ("gone", "shut"):
            return min(pace.longest, pace.shortest * 2.0 ** min(visit.visits - 1, 10))
        if kind == "report" and self._now - time_of(visit.first_visit or visit.at) >= _OLD:
            pace = _OLD_REPORT
        chance = crc32(known.url.encode("utf-8", "replace")) / 2**32 if pace.spread else 0.0
        if visit.visits <= 1:
            return pace.shortest + chance * (min(pace.longest, 30) - pace.shortest)
        usual = min(max(_usual_days(visit), pace.shortest), pace.longest)
        return usual * (1 - chance / 4)


def state_of(result: str) -> Literal["there", "gone", "shut"] | None:
    """Whether an address is there, gone or shut, by what became of a visit; None where that was an error of the moment."""
    if result in _SETTLED:
        return "there"
    return _BY_RESULT.get(result)


def class_of(known: Known, day: date) -> Class | None:
    """What an address is to the schedule; None where the last visit failed for a reason that may have passed."""
    if known.kind == "robots":
        return "robots"
    result, is_report = known.visit.result, _BY_KIND.get(known.kind) in ("report", "file")
    state = state_of(result)
    if state is None or (result == "empty" and not known.is_further):
        return None  # a list without entries had some before
    if state != "there":
        was_never_there = state == "gone" and not known.visit.changes and not is_report
        return "way" if was_never_there else state
    if known.is_further:
        return "further"
    if known.may_show_new and result != "foreign_host":
        return "old_list" if is_closed(known.words, known.url, day) else "list"
    return _BY_KIND.get(known.kind, "way")


def _usual_days(visit: Visit) -> float:
    """The days after which an address has changed once, as its visits let expect.

    Of n looks that found X changes, at intervals of I, the rate of change is -ln((n - X + 0.5) / (n + 0.5)) / I: unlike
    X / n it is not led astray by changes that fell between two looks.
    """
    looks, changes = visit.visits - 1, min(visit.changes, visit.visits - 1)
    watched = (time_of(visit.at) - time_of(visit.first_visit or visit.at)) / _DAY
    rate = -math.log((looks - changes + 0.5) / (looks + 0.5)) / max(watched / looks, 0.25)
    return 1 / rate if rate > 0 else math.inf
