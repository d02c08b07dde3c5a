"""The page of coverage: who has published for a year, who not, who late; and what can and cannot be told."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from archive.coverage.areas import area_of
from archive.coverage.matrix import State
from archive.errors import UsageError
from archive.identity import significant_digits
from archive.places.regions import CITY, region_name
from archive.selection import KINDS
from archive.selection import place as place_asked
from archive.web.asking import Asked, BadRequestError, Page
from archive.web.drawing.charts import Series, line_chart
from archive.web.drawing.matrix import Mark, mark
from archive.web.gathering.reckoned import SELECTED, Counts, Filter, Told, as_of, by_part, by_year, row_of
from archive.web.gathering.regions import Region, name_of, path
from archive.web.language import Words

STATES: tuple[State, ...] = get_args(State)
REASONS = (
    *("seen_once", "confirmed", "no_date", "between_yardsticks", "no_portal", "never_run", "not_seen_since"),
    *("unreachable", "server_error", "private_address", "challenge", "captcha", "access_denied", "login", "robots"),
    *("throttled", "needs_rendering", "declared_more", "over_budget", "over_time", "pages_failed", "not_found"),
    *("pictures_only", "attachment_only", "unidentified"),
)
LATE = "late"
A_PAGE = 50
_COUNTY = 6
_FIRST_YEAR, _LAST_YEAR = 2000, 2200


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for; `state` is a state or `late`, empty for all."""

    year: int | None
    division: str
    state: str
    kind: str

    def filter(self) -> Filter:
        """The condition without the state."""
        found = Filter().inside(self.division)
        found = found.also("coverage.kind = ?", self.kind) if self.kind else found
        return found if self.year is None else found.also("coverage.year = ?", self.year)

    def filter_of_list(self) -> Filter:
        """The condition with it."""
        if self.state == LATE:
            return self.filter().also("coverage.state = 'published' AND coverage.late = 1")
        return self.filter().also("coverage.state = ?", self.state) if self.state else self.filter()


@dataclass(frozen=True, slots=True)
class Part:
    region: Region
    counts: Counts


@dataclass(frozen=True, slots=True)
class Body:
    """A line of the list, and the digits of the area."""

    told: Told
    area: str
    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """`counts` are those of the chosen year; None where the table holds nothing of what was asked."""

    is_reckoned: bool
    choice: Choice
    as_of: str | None
    place: Region | None
    parents: tuple[Region, ...]
    years: Mapping[int, Counts]
    counts: Counts | None
    chart: Markup
    parts: tuple[Part, ...]
    bodies: tuple[Body, ...]
    total: int
    page_number: int

    @property
    def has_more(self) -> bool:
        return self.page_number * A_PAGE < self.total


def look(connection: sqlite3.Connection, asked: Asked) -> Coverage:
    choice = choice_of(connection, asked)
    everything = Choice(None, choice.division, "", choice.kind).filter()
    years = by_year(connection, everything)
    counts = years.get(choice.year or 0)
    number = asked.page_number()
    wanted = choice.filter_of_list()
    above = path(choice.division) if choice.division else ()
    regions = tuple(Region(code, name_of(connection, code)) for code in above)
    return Coverage(
        is_reckoned(connection),
        choice,
        as_of(connection, everything),
        regions[-1] if regions else None,
        regions[:-1],
        years,
        counts,
        _chart(years, asked.words),
        tuple(_parts(connection, choice)),
        tuple(_bodies(connection, wanted, number, asked.words)),
        _total(connection, wanted),
        number,
    )


def choice_of(connection: sqlite3.Connection, asked: Asked) -> Choice:
    """The choice that the parameters say; the newest year where they name none."""
    year = asked.number("year", 0, _FIRST_YEAR, _LAST_YEAR) or _newest_year(connection)
    return Choice(
        year, _division(asked.one("division")), asked.choice("state", (*STATES, LATE)), asked.choice("kind", KINDS)
    )


def is_reckoned(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM coverage LIMIT 1").fetchone() is not None


def _newest_year(connection: sqlite3.Connection) -> int | None:
    row = connection.execute("SELECT max(year) FROM coverage").fetchone()
    return None if row[0] is None else int(row[0])


def _division(text: str) -> str:
    """The digits of the area that a code means; townships are not areas, their county is."""
    if not text:
        return ""
    try:
        code = place_asked(text)
    except UsageError:
        raise BadRequestError("coverage.no_code") from None
    if not (code.isascii() and code.isdigit()):
        raise BadRequestError("coverage.no_code")
    digits = significant_digits(code)[:_COUNTY]
    return area_of(digits) if len(digits) != CITY or region_name(digits) else digits


def _chart(years: Mapping[int, Counts], words: Words) -> Markup:
    shares = (("coverage.share", "share"), ("coverage.share_on_time", "share_on_time"))
    series = [
        Series(words(key), [_percent(getattr(counts, name)) for counts in years.values()]) for key, name in shares
    ]
    return line_chart(words("coverage.chart"), [str(year) for year in years], series, words, "%")


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1)


def _parts(connection: sqlite3.Connection, choice: Choice) -> Sequence[Part]:
    if choice.year is None or len(choice.division) == _COUNTY:
        return []
    year = Choice(choice.year, "", "", choice.kind).filter()
    found = by_part(connection, choice.division, year)
    return [Part(Region(code, name_of(connection, code)), counts) for (code, _), counts in sorted(found.items())]


def _bodies(connection: sqlite3.Connection, wanted: Filter, number: int, words: Words) -> Sequence[Body]:
    rows = connection.execute(
        f"SELECT {SELECTED}, reports.key FROM coverage LEFT JOIN reports ON reports.id = report_id"
        f" WHERE {wanted.condition} ORDER BY area, position LIMIT ? OFFSET ?",
        (*wanted.values, A_PAGE, (number - 1) * A_PAGE),
    )
    found = (Told(row_of(values), key) for *values, key in rows)
    return [
        Body(told, area_of(told.row.division), mark(told.row, words), _reason(told.row.reason, words)) for told in found
    ]


def _reason(reason: str | None, words: Words) -> str:
    """A reason in words; those of single addresses, of which there are many, stand for themselves."""
    return words(f"coverage.reason.{reason}") if reason in REASONS else (reason or "")


def _total(connection: sqlite3.Connection, wanted: Filter) -> int:
    asked = f"SELECT count(*) FROM coverage WHERE {wanted.condition}"
    return int(connection.execute(asked, wanted.values).fetchone()[0])


PAGES = (Page("coverage", "coverage", look, 5000),)
