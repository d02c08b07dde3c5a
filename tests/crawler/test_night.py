"""Nights begun, broken off, gone on with and closed: which portals are hunted, and what the run says in the end."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive.clock import moment
from archive.ledger import Ledger, PortalOutcome, PortalRow
from archive.seals import put_all
from archive.store import Store
from crawler.night import Night
from crawler.portals.register import Portal
from crawler.settings import Settings, load
from tests.crawler.crawl_process import NAME, crawl, outcomes, prepare, reports, rows, small_portal
from tests.crawler.zoo.ground import Ground

PORTALS = [Portal(f"http://www.xian{number}.example/", f"第{number}县", "990101") for number in range(3)]


@pytest.fixture
def settings(elsewhere) -> Settings:
    loaded = load(None, {})
    return replace(loaded, archive=replace(loaded.archive, data=elsewhere / "data"))


@pytest.fixture
def store(settings):
    with closing(Store(settings.archive.data)) as opened:
        yield opened


def done_already(store: Store, *told: tuple[str, str | None]) -> int:
    """A run that was broken off after these portals."""
    ledger, run_id = Ledger(store), store.begin_run()
    ledger.register([PortalRow(portal.url, portal.name) for portal in PORTALS])
    for portal, (outcome, reason) in zip(PORTALS, told, strict=False):
        ledger.put_outcome(PortalOutcome(run_id, portal.url, outcome, 7, 2, None, reason))
    store.flush()
    return run_id


def run(night: Night) -> tuple[int, list[str]]:
    """A night for whose portals nothing is left to fetch."""
    said: list[str] = []

    async def crawled(run_id, portals, workers, *, is_resumed):
        assert portals == []
        assert is_resumed

    night._crawl = crawled
    return asyncio.run(night.run(None, said.append)), said


def test_a_night_broken_off_a_short_time_ago_is_gone_on_with(store, settings):
    run_id = done_already(store, ("complete", None), ("complete", None), ("complete", None))
    night = Night(store, settings, PORTALS)
    status, said = run(night)
    assert status == 0
    assert said == [f"going on with run {run_id}, which was broken off: 3 portals done already"]
    assert [outcome.portal_url for outcome in night.outcomes] == [portal.url for portal in PORTALS]
    assert store.query("SELECT id, exit_status FROM runs") == [(run_id, 0)]


def test_a_portal_that_was_not_complete_makes_the_status_of_the_whole_night(store, settings):
    done_already(store, ("complete", None), ("blocked", "challenge"), ("complete", None))
    assert run(Night(store, settings, PORTALS))[0] == 3


def test_what_became_of_portals_that_are_not_asked_for_does_not_matter(store, settings):
    done_already(store, ("complete", None), ("failed", "unreachable"))
    night = Night(store, settings, PORTALS[:1])
    assert run(night)[0] == 0
    assert len(night.outcomes) == 1


def test_the_line_tells_how_far_it_has_come(store, settings):
    done_already(store, ("complete", None), ("complete", None), ("complete", None))
    night = Night(store, settings, PORTALS)
    assert night.line() == "0 of 3 portals done, 0 pages, 0 reports"
    run(night)
    assert night.line() == "3 of 3 portals done, 0 pages, 0 reports"


def test_a_night_broken_off_long_ago_is_closed_and_a_new_one_begun(tmp_path):
    with Ground() as ground:
        hosts = [small_portal(ground, reports) for reports in (2, 1)]
        portals = [(f"{host.home}/", f"{NAME}{number}", "990101") for number, host in enumerate(hosts)]
        prepare(tmp_path, portals)
        with closing(Store(tmp_path / "data")) as store:
            ledger, run_id = Ledger(store), store.begin_run()
            ledger.register([PortalRow(portals[0][0], portals[0][1])])
            ledger.put_outcome(PortalOutcome(run_id, portals[0][0], "failed", 1, 0, None, "unreachable"))
        _set_back(tmp_path, timedelta(days=2))
        run = crawl(tmp_path)
    assert run.returncode == 0, run.stderr
    assert "going on" not in run.stderr
    assert rows(tmp_path, "SELECT id, exit_status FROM runs ORDER BY id") == [(1, 130), (2, 0)]
    assert set(outcomes(tmp_path).values()) == {("complete", None)}
    assert len(reports(tmp_path)) == 2
    states = rows(tmp_path, "SELECT name, division_code, state FROM portals ORDER BY name")
    assert states == [(f"{NAME}{number}", "990101", "complete") for number in (0, 1)]


def _set_back(folder, by: timedelta) -> None:
    """Makes the open run one of long ago, its seal included."""
    connection = sqlite3.connect(folder / "data" / "archive.db")
    with closing(connection), connection:
        began = moment(datetime.now(UTC) - by)
        put_all(connection, "runs", [(1, began, None, None, 0, 0, 0, 0)])
