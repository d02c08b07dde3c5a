"""The first page: what the archive holds, by year and province, the last night, and what is new."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from archive.places.regions import PROVINCE, named
from archive.web.asking import Asked, Page

EXAMPLES = ("行政复议", "2024年 数据共享", '"存在的主要问题" -疫情')
_NEWEST = 8
_LATEST = 6
_LOOKED_THROUGH = 1000  # versions and vanishings, the newest first: an older one is no news


@dataclass(frozen=True, slots=True)
class Share:
    """How many reports there are of a year or a province; `code` is that of the province, where it has one."""

    name: str | int | None
    reports: int
    bar: float
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Night:
    """The last run that came to its end; `outcomes` counts its portals."""

    outcomes: Mapping[str, int]
    started_at: str
    finished_at: str
    pages: int
    new_reports: int
    changed_reports: int
    gone_reports: int


@dataclass(frozen=True, slots=True)
class Newcomer:
    id: int
    issuer: str | None
    year: int | None
    title: str | None
    first_seen: str


@dataclass(frozen=True, slots=True)
class News:
    """Another text of a known report, or an address from which it is gone; a text has both versions."""

    kind: str
    at: str
    report_id: int
    issuer: str | None
    year: int | None
    title: str | None
    old_version: int | None = None
    new_version: int | None = None


@dataclass(frozen=True, slots=True)
class Home:
    reports: int
    bodies: int
    portals: int
    snapshots: int
    years: tuple[Share, ...]
    provinces: tuple[Share, ...]
    night: Night | None
    is_running: bool
    newest: tuple[Newcomer, ...]
    news: tuple[News, ...]
    examples: tuple[str, ...] = EXAMPLES

    @property
    def known_years(self) -> list[int]:
        return sorted(share.name for share in self.years if isinstance(share.name, int))


def look(connection: sqlite3.Connection, _: Asked) -> Home:
    years: dict[int | None, int] = {}
    provinces: dict[str | None, int] = {}
    for year, province, count in connection.execute(_BY_YEAR_AND_PROVINCE):
        years[year] = years.get(year, 0) + count
        provinces[province] = provinces.get(province, 0) + count
    return Home(
        sum(years.values()),
        _number(connection, _BODIES),
        _number(connection, "SELECT count(*) FROM portals"),
        _number(connection, "SELECT count(*) FROM snapshots"),
        _by_year(years),
        _by_province(provinces),
        _last_night(connection),
        bool(_number(connection, _RUNNING)),
        tuple(Newcomer(*row) for row in connection.execute(_NEWCOMERS, (_NEWEST,))),
        _news(connection),
    )


def _by_year(counts: Mapping[int | None, int]) -> tuple[Share, ...]:
    """The newest first; reports of no known year last."""
    most = max(counts.values(), default=1)
    order = sorted(counts, key=lambda year: (year is None, -(year or 0)))
    return tuple(Share(year, counts[year], _part(counts[year], most)) for year in order)


def _by_province(counts: Mapping[str | None, int]) -> tuple[Share, ...]:
    """In the order of their codes, as in any Chinese table; what has no code last."""
    most = max(counts.values(), default=1)
    codes = {name: province_code(name) for name in counts}
    order = sorted(counts, key=lambda name: (name is None, codes[name] is None, codes[name] or name or ""))
    return tuple(Share(name, counts[name], _part(counts[name], most), codes[name]) for name in order)


def province_code(name: str | None) -> str | None:
    """The two digits of a province.

    >>> province_code("甘肃省"), province_code("青禾省")
    ('62', None)
    """
    found = [code for code in named(name) if len(code) == PROVINCE] if name else []
    return found[0] if found else None


def _part(count: int, most: int) -> float:
    """In percent of the longest bar."""
    return round(100 * count / most, 1)


def _last_night(connection: sqlite3.Connection) -> Night | None:
    found = connection.execute(_NIGHT).fetchone()
    if found is None:
        return None
    run_id, *told = found
    return Night(dict(connection.execute(_OUTCOMES, (run_id,)).fetchall()), *told)


def _news(connection: sqlite3.Connection) -> tuple[News, ...]:
    texts = [News("edited", *row) for row in connection.execute(_TEXTS, (_LOOKED_THROUGH, _LATEST))]
    gone = [News(*row) for row in connection.execute(_GONE, (_LOOKED_THROUGH, _LATEST))]
    return tuple(sorted([*texts, *gone], key=lambda one: one.at, reverse=True)[:_LATEST])


def _number(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])


_BY_YEAR_AND_PROVINCE = "SELECT year, province, count(*) FROM reports GROUP BY year, province"
# the key without year and scope; what is not identified has a key that begins with ?
BODY = "rtrim(rtrim(rtrim(key, 'abcdefghijklmnopqrstuvwxyz'), '/'), '0123456789')"
_BODIES = f"SELECT count(*) FROM (SELECT 1 FROM reports WHERE {BODY} < '?' GROUP BY {BODY})"
_RUNNING = "SELECT EXISTS (SELECT 1 FROM runs WHERE id = (SELECT max(id) FROM runs) AND finished_at IS NULL)"
_NIGHT = """
    SELECT id, started_at, finished_at, pages, new_reports, changed_reports, gone_reports
    FROM runs WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1"""
_OUTCOMES = "SELECT outcome, count(*) FROM portal_runs WHERE run_id = ? GROUP BY outcome"
_NEWCOMERS = "SELECT id, issuer, year, title, first_seen FROM reports ORDER BY id DESC LIMIT ?"
_NAMED = "reports.id, issuer, year, title"
# a text that came in a later run than the one before it: page and file of one night differ from the start
_TEXTS = f"""
    SELECT later.first_seen, {_NAMED}, earlier.id, later.id
    FROM (SELECT * FROM versions ORDER BY id DESC LIMIT ?) AS later
    CROSS JOIN reports ON reports.id = later.report_id AND version_count > 1
    CROSS JOIN versions AS earlier ON earlier.id = (
        SELECT id FROM versions AS one WHERE one.report_id = later.report_id AND one.first_seen < later.first_seen
        ORDER BY one.first_seen DESC LIMIT 1)
    CROSS JOIN snapshots AS came ON came.id = later.snapshot_id
    CROSS JOIN snapshots AS was ON was.id = earlier.snapshot_id
    WHERE came.run_id IS NOT was.run_id
    ORDER BY later.first_seen DESC LIMIT ?"""
_GONE = f"""
    SELECT CASE WHEN EXISTS (SELECT 1 FROM sightings AS other
                             WHERE other.report_id = reports.id AND other.gone_at IS NULL)
                THEN 'moved' ELSE 'vanished' END, vanishings.gone_at, {_NAMED}
    FROM (SELECT * FROM vanishings WHERE back_at IS NULL ORDER BY gone_at DESC LIMIT ?) AS vanishings
    CROSS JOIN sightings ON sightings.url = vanishings.url
    CROSS JOIN reports ON reports.id = sightings.report_id
    GROUP BY reports.id HAVING vanishings.gone_at = max(vanishings.gone_at)
    ORDER BY vanishings.gone_at DESC LIMIT ?"""

PAGES = (Page("", "home", look),)
