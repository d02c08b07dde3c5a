"""A crawl's archive and the servers' notes to what was found, missed, made up and asked for too much, a portal."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.crawler.zoo.catalogue import Zoo
from tests.crawler.zoo.county import Item
from tests.crawler.zoo.ground import Hit
from tests.crawler.zoo.portal import Portal, normal
from tests.crawler.zoo.site import Site

_SIGHTINGS = "SELECT s.url, r.issuer, r.year FROM sightings s JOIN reports r ON r.id = s.report_id"
_RUNS = "SELECT portal_url, outcome, reason, pages, reports, declared_total FROM portal_runs ORDER BY run_id"
_NEUTRAL = "信息公开年度报告"  # of a school: whether it counts is a policy


@dataclass(frozen=True, slots=True)
class Sighting:
    url: str
    issuer: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Run:
    portal_url: str
    outcome: str
    reason: str | None
    pages: int | None
    reports: int | None
    declared: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """One portal; `lied` says that the crawl called itself complete although reports were missed."""

    name: str
    family: str
    shape: str
    reachable: int
    found: int
    missed: list[str] = field(repr=False)
    false: list[str] = field(repr=False)
    misread: list[str] = field(repr=False)
    outcome: str
    reason: str | None
    as_expected: bool
    expected: str
    lied: bool
    requests: int
    to_last: int  # requests until the last found report was fetched
    robots: int
    at_once: int
    forbidden: int

    @property
    def each(self) -> float | None:
        return round(self.requests / self.found, 1) if self.found else None


def judged(zoo: Zoo, database: Path) -> list[Score]:
    """A score for every portal; an archive that is not there scores nothing."""
    sightings, runs = _read(database)
    return [_score(portal, sightings, runs.get(normal(portal.home))) for portal in zoo.portals]


def _read(database: Path) -> tuple[list[Sighting], dict[str, Run]]:
    if not database.exists():
        return [], {}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        sightings = [Sighting(*row) for row in connection.execute(_SIGHTINGS)]
        runs = [Run(*row) for row in connection.execute(_RUNS)]
    return sightings, {normal(run.portal_url): run for run in runs}


def _score(portal: Portal, everything: list[Sighting], run: Run | None) -> Score:
    hosts = {urlsplit(site.host.home).netloc for site in (*portal.sites, *portal.forbidden)}
    sightings = [one for one in everything if urlsplit(one.url).netloc in hosts]
    at = {normal(one.url): one for one in sightings}
    named = {(one.issuer, one.year) for one in sightings}
    wanted = [item for item in portal.reports if item.reachable]
    found = [item for item in wanted if _address(item, at) or _is_named(item, named)]
    missed = [f"{item.title} {item.form} {item.urls[:1]}" for item in wanted if item not in found]
    outcome, reason = (run.outcome, run.reason) if run else ("none", None)
    hits = [hit for site in portal.sites for hit in site.host.hits]
    return Score(
        name=portal.name,
        family=portal.family,
        shape=portal.shape,
        reachable=len(wanted),
        found=len(found),
        missed=missed,
        false=_false(portal, sightings),
        misread=[_misread(item, at) for item in found if _misread(item, at)],
        outcome=outcome,
        reason=reason,
        as_expected=outcome in portal.outcomes
        and (outcome == "complete" or not portal.reasons or reason in portal.reasons),
        expected=f"{'|'.join(portal.outcomes)} {'|'.join(portal.reasons)}".strip(),
        lied=outcome == "complete" and bool(missed),
        requests=len(hits),
        to_last=_to_last(hits, found),
        robots=sum(site.host.is_disallowed(hit.target) for site in portal.sites for hit in site.host.hits),
        at_once=max((hit.at_once for hit in hits), default=0),
        forbidden=touched(portal.forbidden),
    )


def touched(sites: Iterable[Site]) -> int:
    """Requests to hosts that nobody should visit, their robots.txt apart."""
    return sum(hit.target != "/robots.txt" for site in sites for hit in site.host.hits)


def _address(item: Item, at: dict[str, Sighting]) -> Sighting | None:
    return next((at[normal(url)] for url in item.urls if normal(url) in at), None)


def _is_named(item: Item, named: set[tuple[str, int | None]]) -> bool:
    return any(year == item.year and _same_body(item, issuer) for issuer, year in named)


def _same_body(item: Item, issuer: str | None) -> bool:
    return bool(
        item.unit and issuer and (issuer == item.unit.name or (item.unit.number and issuer.startswith(item.unit.short)))
    )


def _misread(item: Item, at: dict[str, Sighting]) -> str:
    sighting = _address(item, at)
    if sighting is None or (sighting.year == item.year and _same_body(item, sighting.issuer)):
        return ""
    return f"{item.unit.name if item.unit else ''} {item.year} as {sighting.issuer} {sighting.year}"


def _false(portal: Portal, sightings: list[Sighting]) -> list[str]:
    known = {
        normal(url)
        for item in (*portal.reports, *portal.sites[0].county.others)
        if _may_count(item)
        for url in item.urls
    }
    named = {(item.unit.name, item.year) for item in portal.reports if item.unit}
    own = {urlsplit(site.host.home).netloc for site in portal.sites}
    return [
        f"{one.issuer} {one.year} {one.url}"
        for one in sightings
        if urlsplit(one.url).netloc not in own or (normal(one.url) not in known and (one.issuer, one.year) not in named)
    ]


def _may_count(item: Item) -> bool:
    return item.is_report or item.form == "copy" or item.title.endswith(_NEUTRAL)


def _to_last(hits: list[Hit], found: list[Item]) -> int:
    """How many requests the portal had answered when the last of the found reports was fetched."""
    paths = {normal(url).partition("/")[2] for item in found for url in item.urls}
    ordered = sorted(hits, key=lambda hit: hit.at)
    places = [place for place, hit in enumerate(ordered, 1) if normal("//x" + hit.target).partition("/")[2] in paths]
    return max(places, default=0)
