"""The portals of a night as it goes on: which are worth a request, how each is shown, what the whole ends with."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from archive.clock import CHINA
from crawler.hunting.hunt import Hunt
from crawler.live_table import PortalLine
from crawler.night import Night
from crawler.portals.register import Portal
from crawler.settings import load
from tests.crawler.scene import GONE, PORTAL, Scene, links, usual

SUMMER = datetime(2025, 7, 10, 2, tzinfo=CHINA)
OTHER = Portal("http://www.bailu.example/", "白鹭县人民政府", "990102")


class County(Scene):
    """The nights of a register, hunted without a network: the made-up portal is the only one that answers."""

    def night(self, *portals: Portal, revisit="due") -> Night:
        """A night gone through, which is not ended yet."""
        night = Night(self.store, load(None, {}), portals, revisit)
        self.said: list[str] = []
        self.lines: list[list[PortalLine]] = []

        async def crawled(run_id, coming, workers, *, is_resumed):
            desk = replace(self.desk, run_id=run_id)
            for hunt in night._hunts_of(coming, desk, is_resumed=is_resumed):
                self._hunted(night, hunt)

        night._crawl = crawled
        asyncio.run(night.crawl(None, self.said.append))
        return night

    def _hunted(self, night: Night, hunt: Hunt) -> None:
        self.lines.append(night.lines())
        self.hunt, told = hunt, hunt._told
        hunt._told = lambda portal, outcome: (told(portal, outcome), self.outcomes.append(outcome))
        self.run()
        self.lines.append(night.lines())


@pytest.fixture
def county(tmp_path) -> Iterator[County]:
    with County(tmp_path, day=SUMMER) as scene:
        usual(scene)
        yield scene


def test_each_portal_waits_is_at_work_and_is_done(county):
    night = county.night(PORTAL, OTHER)
    states = [[(line.name, line.state) for line in lines] for lines in county.lines]
    assert states[0] == [(PORTAL.name, "at work"), (OTHER.name, "waiting")]
    assert states[1] == [(PORTAL.name, "complete"), (OTHER.name, "waiting")]
    assert states[2] == [(PORTAL.name, "complete"), (OTHER.name, "at work")]
    assert [(line.name, line.state, line.pages, line.reports) for line in night.lines()] == [
        (PORTAL.name, "complete", 7, 3),
        (OTHER.name, "failed, unreachable", 1, 0),
    ]
    assert night.line() == "2 of 2 portals done, 8 pages, 3 reports"


def test_what_is_said_of_each_is_one_line_with_its_reason(county):
    county.night(PORTAL, OTHER)
    assert county.said[-2:] == [
        f"{PORTAL.name}: complete, 3 reports, 7 pages",
        f"{OTHER.name}: failed (unreachable), 0 reports, 1 page",
    ]


def test_a_portal_on_which_nothing_is_due_rests_and_no_hunt_is_made_for_it(county):
    resting = [county.night(PORTAL).resting]
    county.later(1)
    resting.append(county.night(PORTAL).resting)
    county.later(0.2)
    night = county.night(PORTAL)
    night.finish()
    assert [*resting, night.resting] == [0, 0, 1]
    assert [line.state for line in night.lines()] == ["nothing due"]
    assert night.line() == "1 of 1 portal done, 0 pages, 0 reports"
    assert county.lines == []
    assert (night.outcomes, county.said[1:]) == ([], [])
    assert county.store.query("SELECT exit_status FROM runs ORDER BY id DESC LIMIT 1") == [(0,)]


def test_a_portal_that_had_nothing_to_be_asked_after_all_rests_too(county, monkeypatch):
    """Something was due, and nothing led there."""
    county.night(PORTAL)
    county.later(1)
    county.night(PORTAL)
    county.later(0.2)
    monkeypatch.setattr("crawler.revisits.memory.Memory.is_anything_due", True)
    night = county.night(PORTAL)
    assert (night.resting, night.outcomes) == (1, [])
    assert county.asked == []
    assert not [line for line in county.said if PORTAL.name in line]
    assert night.line() == "1 of 1 portal done, 0 pages, 0 reports"
    assert county.store.query("SELECT count(*) FROM portal_runs WHERE run_id = ?", night.run_id) == [(0,)]


@pytest.mark.parametrize(
    ("portals", "needs_person", "status"),
    [((PORTAL,), False, 0), ((PORTAL,), True, 3), ((PORTAL, OTHER), False, 3), ((PORTAL, OTHER), True, 3)],
)
def test_the_status_of_the_run_is_that_of_the_call(county, portals, needs_person, status):
    night = county.night(*portals)
    assert county.store.query("SELECT finished_at, exit_status FROM runs") == [(None, None)]
    assert night.finish(needs_person=needs_person) == status
    assert county.store.query("SELECT exit_status FROM runs WHERE finished_at IS NOT NULL") == [(status,)]


def test_the_run_tells_what_is_new_changed_and_gone(county):
    county.night(PORTAL)
    county.later(8)
    county.page("/nb/", links(*(county.report(f"/nb/{town}.html", town) for town in (1, 3, 4))), "政府信息公开年报")
    county.answers("/nb/2.html", GONE)
    night = county.night(PORTAL)
    assert (night.counts.new_reports, night.counts.changed_reports, night.counts.gone_reports) == (1, 0, 1)
    assert night.counts.pages == len(county.asked)
    night.finish()
    told = "SELECT new_reports, changed_reports, gone_reports FROM runs ORDER BY id DESC LIMIT 1"
    assert county.store.query(told) == [(1, 0, 1)]


def test_a_night_over_one_portal_leaves_a_broken_one_over_all_to_be_gone_on_with(county):
    """A person looks at one portal while the night is waiting to be called again."""
    county.night(PORTAL, OTHER)  # broken off before its end
    first = county.store.query("SELECT max(id) FROM runs")[0][0]
    one = county.night(OTHER)
    assert one.run_id != first
    one.finish()
    assert county.store.query("SELECT finished_at FROM runs WHERE id = ?", first) == [(None,)]
