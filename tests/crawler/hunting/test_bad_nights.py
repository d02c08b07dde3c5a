"""Portals that fail for a night, in part or as a whole: nothing is believed to be gone, and the next night makes it good."""

import pytest

from tests.crawler.hunting.standing import column, gone, marked
from tests.crawler.scene import GONE, HOST, Told


@pytest.mark.parametrize(
    "told", [Told(b"", "503 Service Unavailable"), Told(b"", "302 Found", (f"Location: {HOST}/",)), "timeout"]
)
def test_where_lists_fail_reports_that_fail_too_are_not_gone(county, told):
    """A broken night: only the home page stands, or leads back to itself from everywhere."""
    for path in ("/nb/", *(f"/nb/{town}.html" for town in (1, 2, 3))):
        county.answers(path, told)
    county.later(1)
    county.run()
    assert gone(county) == {}
    assert marked(county) == set()


def test_a_list_that_failed_for_a_night_is_asked_for_the_next_night(county):
    county.answers("/nb/", GONE)
    county.later(1)
    county.run()
    column(county, 1, 2, 3, 4)
    county.later(1)
    assert county.run().reports == 4


def test_reports_that_all_answered_404_for_a_night_are_back_the_next(county):
    for town in (1, 2, 3):
        county.answers(f"/nb/{town}.html", GONE)
    county.later(1, "all")
    county.run()
    assert marked(county) == {f"/nb/{town}.html" for town in (1, 2, 3)}
    column(county, 1, 2, 3)
    county.later(1)
    county.run()
    assert marked(county) == set()


def test_a_list_that_is_empty_for_a_night_makes_nothing_gone(county):
    county.later(1)
    county.page("/nb/", "<p>暂无数据</p>", "政府信息公开年报")
    county.run()
    assert gone(county) == {}


@pytest.mark.parametrize("told", ["timeout", "refused", "unresolvable", Told(b"", "503 Service Unavailable"), GONE])
def test_a_portal_that_is_down_makes_nothing_gone(county, told):
    for path in ("/", "/zwgk/", "/zwgk/zfxxgk/", "/nb/", *(f"/nb/{town}.html" for town in (1, 2, 3))):
        county.answers(path, told)
    county.later(1, "all")
    assert county.run().outcome in ("failed", "incomplete")
    assert gone(county) == {}


def test_a_portal_that_fails_where_it_is_asked_failed_whatever_is_remembered(county):
    county.answers("/zwgk/zfxxgk/", "timeout")
    county.answers("/nb/", "timeout")
    county.later(1)
    outcome = county.run()
    assert (outcome.outcome, outcome.reason) == ("failed", "unreachable")


def test_a_list_that_lost_all_its_entries_is_told_and_looked_at_the_next_night(county):
    county.page("/nb/", "", "政府信息公开年报")
    county.later(1)
    outcome = county.run()
    assert (outcome.outcome, outcome.reason) == ("incomplete", "pages_failed")
    assert "shows no entries any more" in (outcome.notes or "")
    column(county, 1, 2, 3, 4)
    county.later(1)
    outcome = county.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 4)


def test_a_portal_that_sends_everyone_home_for_two_nights_is_seen_again_the_third(county):
    """A log-in was put before it, or its proxy lost its rules."""
    home = Told(b"", "302 Found", (f"Location: {HOST}/",))
    pages = {path: county._answers[f"{HOST}{path}"] for path in ("/zwgk/", "/zwgk/zfxxgk/", "/nb/")}
    for path in pages:
        county.answers(path, home)
    for _ in range(2):
        county.later(1)
        assert county.run().outcome == "incomplete"
    for path, told in pages.items():
        county.answers(path, *told)
    column(county, 1, 2, 3, 4)
    county.later(1)
    outcome = county.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 4)
    assert gone(county) == {}
