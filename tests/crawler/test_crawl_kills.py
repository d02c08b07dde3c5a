"""A crawl killed at several moments and started again: it ends as one that was never killed, and asks nothing twice."""

import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.sample.server import SampleCounties, sample_portals
from tests.crawler.crawl_process import crawl, outcomes, prepare, proof, reports, rows, start, wait_until

PLATFORMS = ("trs", "aspx", "hanweb", "declared", "challenge")  # pages, posted forms, datastores, what ends otherwise


@pytest.fixture
def counties() -> Iterator[SampleCounties]:
    with sample_portals(first_port=0) as opened:
        yield opened


def killed_after(folder: Path, counties: SampleCounties, requests: int) -> bool:
    """Lets a crawl make so many requests, and kills it; whether it had not ended by itself before."""
    enough = len(counties.requests) + requests
    with start(folder) as process:
        was_killed = wait_until(process, lambda: len(counties.requests) >= enough)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
    return was_killed


def captured(folder: Path) -> set[str]:
    if not (folder / "data" / "archive.db").exists():
        return set()
    return {url for (url,) in rows(folder, "SELECT url FROM snapshots WHERE posted IS NULL AND http_status = 200")}


def kill_and_go_on(folder: Path, counties: SampleCounties, kills: list[int]) -> None:
    truth = [portal for portal in counties.truth(1).portals if portal.platform in PLATFORMS]
    places = {portal.platform: portal.url.rstrip("/") for portal in truth}
    prepare(folder, [(portal.url, portal.name, portal.division) for portal in truth])
    for requests in kills:
        before, kept = len(counties.requests), captured(folder)
        assert killed_after(folder, counties, requests), "nothing was left to be killed"
        assert not kept & _asked(counties, before, places)
    before, kept = len(counties.requests), captured(folder)
    assert kept
    run = crawl(folder)
    assert not kept & _asked(counties, before, places)
    assert run.returncode == 3, run.stderr
    assert outcomes(folder) == {portal.url: (portal.outcome, portal.reason) for portal in truth}
    wanted = {(one.issuer, one.year, one.scope) for portal in truth for one in portal.reports}
    assert sorted(wanted - reports(folder)) == []
    assert sorted(reports(folder) - wanted) == []
    assert rows(folder, "SELECT id, exit_status FROM runs") == [(1, 3)]
    assert (
        rows(folder, "SELECT url FROM snapshots WHERE http_status = 200 GROUP BY url, posted HAVING count(*) > 1") == []
    )
    assert proof(folder) == "whole"


def _asked(counties: SampleCounties, since: int, places: dict[str, str]) -> set[str]:
    return {
        places[one.portal] + one.path
        for one in counties.requests[since:]
        if one.method == "GET" and one.portal in places
    }


def test_kills_at_several_moments_change_nothing(tmp_path, counties):
    kill_and_go_on(tmp_path, counties, [8, 40, 25])


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
def test_twenty_kills_change_nothing(tmp_path, counties, seed):
    dice = random.Random(seed)
    kill_and_go_on(tmp_path, counties, [dice.randrange(1, 16) for _ in range(5)])  # of some 98 requests in all
