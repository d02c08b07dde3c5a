"""Scores from made archives: what is found by address or by body and year, what is made up, and who lies."""

import sqlite3
from contextlib import closing

import pytest

from tests.crawler.zoo.catalogue import opened
from tests.crawler.zoo.ground import Hit
from tests.crawler.zoo.judge import judged

_SCHEMA = """
CREATE TABLE reports (id INTEGER PRIMARY KEY, issuer TEXT, year INTEGER);
CREATE TABLE sightings (report_id INTEGER, url TEXT);
CREATE TABLE portal_runs (run_id INTEGER, portal_url TEXT, outcome TEXT, reason TEXT, pages INTEGER, reports INTEGER, declared_total INTEGER);
"""


@pytest.fixture
def zoo():
    with opened(["robots_part"]) as made:
        yield made


def archive(folder, portal, rows, outcome="complete"):
    path = folder / "archive.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_SCHEMA)
        for number, (issuer, year, url) in enumerate(rows):
            connection.execute("INSERT INTO reports VALUES (?, ?, ?)", (number, issuer, year))
            connection.execute("INSERT INTO sightings VALUES (?, ?)", (number, url))
        connection.execute("INSERT INTO portal_runs VALUES (1, ?, ?, NULL, 9, 9, NULL)", (portal.home, outcome))
        connection.commit()
    return path


def right(item):
    return item.unit.name, item.year, item.urls[0]


def test_all_found(zoo, tmp_path):
    portal = zoo.portals[0]
    (score,) = judged(zoo, archive(tmp_path, portal, map(right, portal.reports)))
    assert (score.found, score.missed, score.false, score.misread) == (len(portal.reports), [], [], [])
    assert score.as_expected
    assert not score.lied


def test_complete_with_something_missed_is_a_lie(zoo, tmp_path):
    portal = zoo.portals[0]
    (score,) = judged(zoo, archive(tmp_path, portal, map(right, portal.reports[1:])))
    assert (score.found, len(score.missed), score.lied) == (len(portal.reports) - 1, 1, True)


def test_a_report_counts_by_body_and_year_too(zoo, tmp_path):
    portal = zoo.portals[0]
    item = portal.reports[0]
    rows = [(item.unit.name, item.year, portal.home + "elsewhere.html")]
    (score,) = judged(zoo, archive(tmp_path, portal, rows, "incomplete"))
    assert (score.found, score.false, score.lied) == (1, [], False)


def test_what_is_no_report_is_false(zoo, tmp_path):
    portal = zoo.portals[0]
    rows = [("某某局", 2020, portal.sites[0].county.others[0].urls[0])]
    (score,) = judged(zoo, archive(tmp_path, portal, rows))
    assert (score.found, len(score.false)) == (0, 1)


def test_another_year_or_body_is_a_misreading(zoo, tmp_path):
    portal = zoo.portals[0]
    item = portal.reports[0]
    (score,) = judged(zoo, archive(tmp_path, portal, [(item.unit.name, 1999, item.urls[0])]))
    assert (score.found, len(score.misread)) == (1, 1)


def test_requests_at_once_and_against_robots_are_counted(zoo, tmp_path):
    host = zoo.portals[0].sites[0].host
    host.hits += [Hit(1.0, "GET", "/xw/1.html", 200, 3, ""), Hit(2.0, "GET", "/zwgk/", 200, 1, "")]
    (score,) = judged(zoo, tmp_path / "no.db")
    assert (score.requests, score.robots, score.at_once, score.outcome) == (2, 1, 3, "none")
    assert not score.as_expected
