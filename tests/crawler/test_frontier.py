"""Portals to the order of their requests: fair, one at a time a host, rules first, none before its time."""

import asyncio
from collections import Counter
from itertools import pairwise
from time import monotonic

import pytest

from archive.ledger import PortalRow
from crawler import frontier as module
from crawler.frontier import Frontier
from crawler.hunting.errand import Errand
from crawler.hunting.hunt import Hunt
from crawler.portals.register import Portal
from crawler.transport.pace import Pace
from tests.crawler.scene import Scene, Told, html, links


def portal(scene: Scene, number: int, reports: int = 3) -> Hunt:
    """A portal on a host of its own, whose home page is its column."""
    home = f"http://www.xian{number}.example"
    entries = [scene.report(f"{home}/{one}.html", 100 * number + one) for one in range(reports)]
    scene.answers(f"{home}/", Told(html(links(*entries), column="政府信息公开年报").encode()))
    return hunt_of(scene, f"{home}/")


def hunt_of(scene: Scene, url: str) -> Hunt:
    scene.ledger.register([PortalRow(url, "青桐县")])
    return Hunt(
        Portal(url, "青桐县", None), scene.desk, scene.remember(url), lambda _, outcome: scene.outcomes.append(outcome)
    )


def crawl(scene: Scene, hunts, *, delay: float = 0.0, robots: bool = False, at_once: int = 1) -> list[Errand]:
    """Every errand in its order; `at_once` of them are under way together."""
    frontier = Frontier(hunts, scene.servers, Pace(delay, jitter=lambda: 0.0), obey_robots=robots)
    asked: list[Errand] = []
    under_way: list[tuple[Hunt, Errand]] = []

    def answer() -> None:
        hunt, errand = under_way.pop(0)
        scene.give(errand, hunt)
        frontier.done(errand, 0.0, ok=True)

    async def work() -> None:
        loop = asyncio.get_running_loop()
        async for hunt, turn in frontier.turns():
            errand = turn.errand
            host = errand.url.split("/")[2]
            assert host not in {other.url.split("/")[2] for _, other in under_way}, "two at once on a host"
            asked.append(errand)
            under_way.append((hunt, errand))
            if len(under_way) >= at_once:
                answer()
            else:
                loop.call_later(0.02, lambda: under_way and answer())

    asyncio.run(asyncio.wait_for(work(), 20))
    return asked


def hosts(asked: list[Errand]) -> list[str]:
    return [errand.url.split("/")[2] for errand in asked]


def test_without_portals_there_is_nothing_to_do(scene):
    assert crawl(scene, []) == []


def test_every_portal_is_brought_to_its_outcome(scene):
    crawl(scene, [portal(scene, number) for number in range(3)])
    assert [(outcome.outcome, outcome.reports) for outcome in scene.outcomes] == [("complete", 3)] * 3


def test_portals_take_turns(scene):
    asked = hosts(crawl(scene, [portal(scene, number) for number in range(3)]))
    assert len(set(asked[:3])) == len(set(asked[3:6])) == 3


def test_a_host_is_asked_one_thing_at_a_time(scene):
    asked = crawl(scene, [portal(scene, number, reports=6) for number in range(3)], at_once=8)
    assert Counter(hosts(asked)).most_common() == [(f"www.xian{number}.example", 7) for number in range(3)]


def test_two_portals_on_one_host_share_its_turn(scene):
    one = portal(scene, 1)
    twin = hunt_of(scene, "http://www.xian1.example/gk/")
    crawl(scene, [one, twin], at_once=8)
    assert {outcome.portal_url: outcome.outcome for outcome in scene.outcomes} == {
        "http://www.xian1.example/": "complete",
        "http://www.xian1.example/gk/": "failed",
    }


def test_no_host_is_asked_before_its_time(scene):
    frontier_hosts = [portal(scene, number) for number in range(2)]
    moments: list[tuple[str, float]] = []
    give = scene.give

    def timed(errand, hunt=None):
        moments.append((errand.url.split("/")[2], monotonic()))
        give(errand, hunt)

    scene.give = timed
    crawl(scene, frontier_hosts, delay=0.1)
    for host in {host for host, _ in moments}:
        times = [moment for name, moment in moments if name == host]
        assert all(later - earlier >= 0.099 for earlier, later in pairwise(times))
    assert moments[-1][1] - moments[0][1] < 2 * 4 * 0.1 + 2  # and the hosts did not wait for each other


def test_the_rules_of_a_host_come_before_its_first_page_and_once(scene):
    asked = crawl(scene, [portal(scene, 1)], robots=True)
    assert [errand.kind for errand in asked].count("robots") == 1
    assert asked[0].url == "http://www.xian1.example/robots.txt"
    assert scene.outcomes[0].outcome == "complete"


def test_rules_that_close_a_portal_keep_its_home_page_from_being_asked_for(scene):
    scene.answers("http://www.xian1.example/robots.txt", Told(b"User-agent: *\nDisallow: /"))
    asked = crawl(scene, [portal(scene, 1)], robots=True)
    assert [errand.kind for errand in asked] == ["robots"]
    assert (scene.outcomes[0].outcome, scene.outcomes[0].reason) == ("blocked", "robots")


def test_rules_are_not_asked_for_where_they_are_not_obeyed(scene):
    assert "robots" not in [errand.kind for errand in crawl(scene, [portal(scene, 1)])]


def test_only_so_many_portals_are_taken_up_at_once(scene, monkeypatch):
    monkeypatch.setattr(module, "MOST_AT_WORK", 2)
    begun: list[int] = []

    def coming():
        for number in range(5):
            begun.append(len(scene.outcomes))
            yield portal(scene, number)

    crawl(scene, coming(), at_once=5)
    assert len(scene.outcomes) == 5
    assert all(number - done <= 2 for number, done in enumerate(begun))


def test_a_reading_that_takes_long_holds_up_its_own_portal_only(scene):
    hunts = [portal(scene, number) for number in range(2)]
    scene.reader.holds = True
    frontier = Frontier(hunts, scene.servers, Pace(0.0), obey_robots=False)

    async def work() -> None:
        loop = asyncio.get_running_loop()

        def release() -> None:
            scene.reader.holds = False
            scene.reader.release()
            frontier.wake()

        asked = 0
        async for hunt, turn in frontier.turns():
            errand = turn.errand
            asked += 1
            scene.give(errand, hunt)
            frontier.done(errand, 0.0, ok=True)
            if asked == 8:
                assert scene.outcomes == []
                loop.call_later(0.01, release)

    asyncio.run(asyncio.wait_for(work(), 10))
    assert [outcome.reports for outcome in scene.outcomes] == [3, 3]


@pytest.mark.parametrize("kind", ["timeout", "refused", "unresolvable"])
def test_a_dead_portal_does_not_hold_up_others(scene, kind):
    for scheme in ("http", "https"):
        scene.answers(f"{scheme}://www.dead.example/", kind)
    crawl(scene, [hunt_of(scene, "http://www.dead.example/"), portal(scene, 1)])
    assert {outcome.portal_url: outcome.outcome for outcome in scene.outcomes} == {
        "http://www.dead.example/": "failed",
        "http://www.xian1.example/": "complete",
    }
