"""A series of nights over sample portals, and what the archive recorded of each: by the night, never by numbers of rows."""

import csv
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from archive.clock import CHINA, time_of
from crawler.sample.happenings import Happenings
from crawler.sample.nights import Night
from crawler.sample.server import Asked, SampleCounties
from crawler.sample.truth import Truth
from tests.crawler.nights.process import LONGEST, Ended, nights_in

# per address, as page, file and telephone copy of one report are read as different texts
_EDITS = """
    WITH seen AS (
        SELECT run_id, report_key, content_sha256 AS now, lag(content_sha256) OVER (
            PARTITION BY url, part, report_key ORDER BY fetched_at, snapshots.id) AS before
        FROM readings JOIN snapshots ON snapshots.id = snapshot_id WHERE verdict = 'report')
    SELECT DISTINCT started_at, issuer, year
    FROM seen JOIN reports ON key = report_key JOIN runs ON runs.id = run_id WHERE before <> now"""
_NEW = "SELECT started_at, issuer, year FROM reports JOIN runs ON reports.first_seen BETWEEN started_at AND finished_at"
_GONE = "SELECT started_at, url FROM vanishings JOIN runs ON runs.id = run_id"
_BACK = "SELECT back_at, url FROM vanishings WHERE back_at IS NOT NULL"
_VANISHED = """
    SELECT issuer, year FROM reports JOIN sightings ON report_id = reports.id
    GROUP BY reports.id HAVING count(*) = count(gone_at)"""
_OUTCOMES = "SELECT started_at, portal_url, outcome, reason FROM portal_runs JOIN runs ON runs.id = run_id"

Report = tuple[str, int]


@dataclass(frozen=True)
class Passed:
    """One night that is over: what was true in it, and what was asked for."""

    night: Night
    ended: Ended
    asked: Sequence[Asked]
    truth: Truth
    happened: Happenings

    @property
    def bytes(self) -> int:
        return sum(one.bytes for one in self.asked)


@dataclass(frozen=True)
class Series:
    """`portals` are the names of the plans that are in the register."""

    folder: Path
    counties: SampleCounties
    portals: Sequence[str]
    passed: list[Passed] = field(default_factory=list)

    def register(self) -> None:
        truth = [one for one in self.counties.truth(1).portals if one.platform in self.portals]
        with (self.folder / "portals.csv").open("w", encoding="utf-8", newline="") as file:
            rows = [(one.url, one.name, one.division) for one in truth]
            csv.writer(file).writerows([("url", "name", "division"), *rows])

    def run(self, nights: Iterable[Night], *, seconds: int = LONGEST, proved_each: int = 1) -> None:
        """Lives through some nights in one process."""
        with nights_in(self.folder, seconds) as process:
            for number, night in enumerate(nights):
                self.show(night)
                before = len(self.counties.requests)
                ended = process.night(night.begins, proved=number % proved_each == 0)
                self.note(night, ended, self.counties.requests[before:])

    def show(self, night: Night) -> None:
        """Has the portals stand as they do in a night."""
        if not self.passed or self.passed[-1].night.number != night.number:
            self.counties.show_night(night.number)

    def note(self, night: Night, ended: Ended, asked: Sequence[Asked]) -> None:
        """Takes down how a night was."""
        latest = self.passed[-1] if self.passed else None
        if latest and latest.night.number == night.number:
            truth, happened = latest.truth, latest.happened
        else:
            truth, happened = self.counties.truth(night.number), self.counties.events(night.number)
        self.passed.append(Passed(night, ended, asked, truth, happened))

    def homes(self) -> set[str]:
        """The addresses of the portals of the register."""
        return {one.url for one in self.counties.truth(1).portals if one.platform in self.portals}

    def standing(self, passed: Passed) -> dict[str, Report]:
        """Every address at which a report stands in a night, whether or not somebody is let in."""
        portals = (one for one in passed.truth.portals if one.platform in self.portals)
        reports = (report for portal in portals for report in portal.reports)
        return {address: (report.issuer, report.year) for report in reports for address in report.addresses}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"{(self.folder / 'data' / 'archive.db').as_uri()}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()

    def new(self) -> set[tuple[date, Report]]:
        """Each report with the night when it was found."""
        return {(day(moment), (issuer, year)) for moment, issuer, year in self.rows(_NEW)}

    def edits(self) -> list[tuple[date, Report]]:
        return sorted((day(moment), (issuer, year)) for moment, issuer, year in self.rows(_EDITS))

    def gone(self) -> list[tuple[date, str]]:
        """Each address with a night when it was first seen to be gone."""
        return sorted((day(moment), url) for moment, url in self.rows(_GONE))

    def back(self) -> list[tuple[date, str]]:
        return sorted((day(moment), url) for moment, url in self.rows(_BACK))

    def vanished(self) -> set[Report]:
        """Reports that stand nowhere any more."""
        return set(self.rows(_VANISHED))

    def outcomes(self, night: Night) -> dict[str, tuple[str, str | None]]:
        return {
            url: (outcome, reason) for moment, url, outcome, reason in self.rows(_OUTCOMES) if day(moment) == night.date
        }


def day(moment: str) -> date:
    """The day in China; every night begins and ends on one."""
    return time_of(moment).astimezone(CHINA).date()
