"""Whole hunts of later nights: when a portal has an outcome at all, and what a night tells that was mostly remembered."""

import pytest

from crawler.live_table import AT_WORK
from tests.crawler.scene import HOST, PORTAL, Scene, Told, usual


@pytest.fixture
def county(january) -> Scene:
    usual(january)
    january.run()
    january.later(1)
    january.run()
    return january


def portal_runs(scene: Scene) -> list[tuple]:
    return scene.store.query("SELECT run_id, outcome, pages, reports FROM portal_runs ORDER BY run_id")


def test_a_portal_of_which_all_was_remembered_has_no_outcome(county):
    before = portal_runs(county)
    state = county.ledger.portal(PORTAL.url)
    county.later(0.2)
    assert county.run() is None
    assert county.asked == []
    assert portal_runs(county) == before
    assert county.ledger.portal(PORTAL.url) == state
    assert county.store.query("SELECT count(*) FROM vanishings") == [(0,)]


def test_its_visits_stay_as_they_were(county):
    before = county.addresses()
    county.later(0.2)
    county.run()
    assert county.addresses() == before


def test_its_candidates_stay_as_they_were(county):
    before = county.candidates()
    county.later(0.2)
    county.run()
    assert county.candidates() == before


def test_one_request_makes_an_outcome_that_counts_the_remembered_reports(county):
    county.later(0.2)
    county.memory.must_visit(f"{HOST}/nb/3.html")
    county.run()
    assert county.paths == ["/nb/3.html"]
    assert portal_runs(county)[-1] == (county.run_id, "complete", 1, 3)


def test_a_portal_that_is_down_has_an_outcome_though_no_page_came(county):
    for path in ("/", "/zwgk/", "/zwgk/zfxxgk/", "/nb/", *(f"/nb/{town}.html" for town in (1, 2, 3))):
        county.answers(path, "timeout")
    county.later(1)
    outcome = county.run()
    assert (outcome.outcome, outcome.reason) == ("failed", "unreachable")
    assert county.store.query("SELECT count(*) FROM vanishings") == [(0,)]
    assert county.store.query("SELECT count(*) FROM reports") == [(3,)]


def test_a_home_page_that_is_shut_all_of_a_sudden_is_blocked(county):
    county.answers("/", Told(b"<h1>403 Forbidden</h1>", "403 Forbidden"))
    county.answers("/nb/", Told(b"<h1>403 Forbidden</h1>", "403 Forbidden"))
    county.later(1, "all")
    outcome = county.run()
    assert (outcome.outcome, outcome.reason) == ("blocked", "access_denied")
    assert county.store.query("SELECT count(*) FROM vanishings") == [(0,)]


def test_the_line_of_a_hunt_counts_requests_reports_and_errors(county):
    county.answers("/nb/2.html", "timeout")
    county.later(1, "all")
    county.run()
    line = county.hunt.line(AT_WORK)
    assert (line.name, line.pages, line.reports) == (PORTAL.name, len(county.asked), 2)
    assert line.errors == county.paths.count("/nb/2.html") > 0


def test_a_night_that_is_gone_on_with_after_all_was_done_asks_for_nothing(county):
    county.set_out(is_resumed=True)
    outcome = county.run()
    assert county.paths == ["/nb/"], "nothing more than before it was broken off"
    assert (outcome.outcome, outcome.reports, outcome.pages) == ("complete", 3, 1)


@pytest.mark.parametrize("revisit", ["due", "all", "none"])
def test_however_it_is_asked_for_the_same_reports_are_there(county, revisit):
    county.later(3, revisit)
    outcome = county.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 3)
    assert county.store.query("SELECT count(*), max(version_count) FROM reports") == [(3, 1)]
