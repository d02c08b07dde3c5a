"""The sample counties, crawled for two nights by `nianbao crawl`, to all that is true of them and to how it was asked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from crawler.sample.hazards import CLOSED_CORNER
from crawler.sample.pages import CLONE
from crawler.sample.server import Asked, SampleCounties, sample_portals
from crawler.sample.truth import Truth
from tests.crawler.crawl_process import SETTINGS, crawl, outcomes, prepare, proof, reports, rows

MANY_REPORTS = 20
MOST_REQUESTS_A_REPORT = 3


CHANGED_IN_THE_SECOND_NIGHT = """
    SELECT issuer, year FROM versions JOIN reports ON reports.id = report_id JOIN runs ON runs.id = 2
    WHERE versions.first_seen > runs.started_at AND reports.first_seen < runs.started_at"""


@dataclass(frozen=True)
class Night:
    """One night: what was true, how the crawl ended, what it asked for, and what the archive holds after it."""

    truth: Truth
    run: CompletedProcess[str]
    asked: list[Asked]
    reports: set[tuple[str, int, str]]
    outcomes: dict[str, tuple[str, str | None]]
    sightings: dict[str, tuple[str, int]]

    @property
    def true_reports(self) -> set[tuple[str, int, str]]:
        return {(one.issuer, one.year, one.scope) for one in self.truth.reports}


@dataclass(frozen=True)
class Crawled:
    folder: Path
    nights: dict[int, Night] = field(default_factory=dict)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> Iterator[Crawled]:
    found = Crawled(tmp_path_factory.mktemp("counties"))
    with sample_portals(first_port=0) as counties:
        prepare(found.folder, [(portal.url, portal.name, portal.division) for portal in counties.portals], SETTINGS)
        for number in (1, 2):
            found.nights[number] = _night(found.folder, counties, number)
    return found


def _night(folder: Path, counties: SampleCounties, number: int) -> Night:
    counties.show_night(number)
    before = len(counties.requests)
    run = crawl(folder, "--revisit", "all" if number > 1 else "due")
    sightings = rows(folder, "SELECT url, issuer, year FROM sightings JOIN reports ON reports.id = report_id")
    return Night(
        counties.truth(number),
        run,
        counties.requests[before:],
        reports(folder),
        outcomes(folder),
        {url: (issuer, year) for url, issuer, year in sightings},
    )


@pytest.fixture(params=(1, 2))
def night(request, crawled: Crawled) -> Night:
    return crawled.nights[request.param]


def test_every_report_is_found(night):
    assert sorted(night.true_reports - night.reports) == []


def test_nothing_else_is(night, crawled):
    known = night.true_reports | crawled.nights[1].true_reports  # what has vanished stays in the archive
    assert sorted(night.reports - known) == []


def test_every_report_was_seen_at_an_address_where_it_stands(night):
    for report in night.truth.reports:
        seen = {night.sightings.get(url) for url in report.addresses}
        assert (report.issuer, report.year) in seen, report.addresses


def test_every_portal_has_its_outcome_and_reason(night):
    expected = {portal.url: (portal.outcome, portal.reason) for portal in night.truth.portals}
    assert night.outcomes == expected


def test_portals_that_are_not_complete_are_named_and_the_status_says_so(night):
    assert night.run.returncode == 3
    for portal in night.truth.portals:
        line = f"{portal.name} ({portal.url}): {portal.outcome}, {portal.reason}"
        assert (line in night.run.stderr.splitlines()) is (portal.outcome != "complete")


def test_few_requests_are_made(night):
    asked = Counter(one.portal for one in night.asked)
    for portal in night.truth.portals:
        if len(portal.reports) >= MANY_REPORTS:
            assert asked[portal.platform] <= MOST_REQUESTS_A_REPORT * len(portal.reports)
        assert asked[portal.platform] <= 60


def test_what_is_closed_is_left_alone(night):
    for one in night.asked:
        assert not one.path.startswith(CLOSED_CORNER), one
        assert one.portal != "robots" or one.path == "/robots.txt", one


def test_rules_come_before_pages_and_once(night):
    first: dict[str, str] = {}
    for one in night.asked:
        first.setdefault(one.portal, one.path)
    assert set(first.values()) == {"/robots.txt"}
    assert max(Counter(one.portal for one in night.asked if one.path == "/robots.txt").values()) == 1


def test_a_portal_behind_a_challenge_is_asked_once(night):
    assert [one.path for one in night.asked if one.portal == "challenge"] == ["/robots.txt", "/"]


def test_the_clone_is_asked_for_no_more_than_it_takes_to_know_it(night):
    assert len([one for one in night.asked if one.portal == CLONE and one.path != "/robots.txt"]) <= 1


def test_no_address_is_asked_for_twice_but_for_a_cookie(night):
    asked = Counter((one.portal, one.path) for one in night.asked if one.method == "GET" and one.status == 200)
    assert [key for key, times in asked.items() if times > 1] == []


def test_traps_are_not_walked_into(night):
    paths = [one.path for one in night.asked]
    assert sum(path.startswith("/rl.html") for path in paths) == 0  # the calendar
    assert sum("jsessionid" in path for path in paths) <= 2
    assert sum("print=1" in path for path in paths) == 0
    assert sum(path.startswith("/gkdt.html") for path in paths) <= 3  # a list with a next page for ever
    assert sum("/xwzx/" in path or "/news/" in path for path in paths) == 0


def test_nothing_but_the_portals_is_in_the_archive(crawled):
    hosts = {url.split("/")[2] for (url,) in rows(crawled.folder, "SELECT DISTINCT url FROM snapshots")}
    assert {host.partition(":")[0] for host in hosts} == {"127.0.0.1"}
    visited = rows(crawled.folder, "SELECT url FROM addresses WHERE visited_run IS NOT NULL")
    assert not [url for (url,) in visited if "169.254" in url or "weixin" in url or "www.gov.cn" in url]


def test_the_second_night_finds_the_new_report_and_the_edited_one(crawled):
    def figures(number: int) -> dict[tuple[str, int], Any]:
        return {(one.issuer, one.year): one.figures for one in crawled.nights[number].truth.reports}

    first, second = figures(1), figures(2)
    new = set(second) - set(first)
    edited = {key for key in set(first) & set(second) if first[key] != second[key]}
    assert new
    assert edited
    versions = rows(crawled.folder, CHANGED_IN_THE_SECOND_NIGHT)
    assert set(versions) == edited
    counts = rows(crawled.folder, "SELECT new_reports, changed_reports FROM runs ORDER BY id")
    assert counts[1][1] == len(edited)
    assert counts[1][0] >= len(new)
    assert "changed" in crawled.nights[2].run.stderr


def test_the_figures_of_every_report_are_those_that_are_true(crawled):
    """Of the newest version; archived figures are what all else rests on."""
    table = rows(
        crawled.folder,
        "SELECT issuer, year, scope, table_name, row_key, column_key, value FROM cells JOIN reports ON reports.id = report_id",
    )
    kept: dict[tuple[str, int, str], dict[tuple[str, str, str], Any]] = {}
    for issuer, year, scope, *place, value in table:
        kept.setdefault((issuer, year, scope), {})[tuple(place)] = value
    for report in crawled.nights[2].truth.reports:
        found = kept[report.issuer, report.year, report.scope]
        assert {place: found.get(place) for place in report.figures} == dict(report.figures), (
            report.issuer,
            report.year,
        )


def test_what_a_list_declares_is_kept(crawled):
    (portal,) = [one for one in crawled.nights[1].truth.portals if one.platform == "declared"]
    found = rows(crawled.folder, "SELECT portal_url, declared_total, reports FROM portal_runs WHERE run_id = 1")
    declared, counted = {url: (total, number) for url, total, number in found}[portal.url]
    assert declared > counted


def test_every_run_is_told_and_closed(crawled):
    runs = rows(crawled.folder, "SELECT exit_status, finished_at IS NOT NULL, pages > 0 FROM runs ORDER BY id")
    assert runs == [(3, 1, 1), (3, 1, 1)]


def test_the_archive_is_whole(crawled):
    assert proof(crawled.folder) == "whole"
