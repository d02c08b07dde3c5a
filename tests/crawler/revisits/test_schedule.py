"""What is known of an address, to whether it is visited on a night."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from archive.clock import CHINA, moment
from archive.ledger import Visit
from crawler.revisits.schedule import Known, Schedule

SUMMER = datetime(2025, 7, 1, 2, tzinfo=CHINA)
SEASON = datetime(2025, 1, 20, 2, tzinfo=CHINA)
DAY = timedelta(days=1)


def known(
    at: datetime, days_ago: float, kind: str = "column", *, result: str = "fetched", watched: float = 0, **told
) -> Known:
    """An address last visited so many days ago, and first so many days before that."""
    last = at - days_ago * DAY
    visits, changes = told.pop("visits", 1), told.pop("changes", 0)
    visit = Visit(1, moment(last), result, visits=visits, changes=changes, first_visit=moment(last - watched * DAY))
    told.setdefault("may_show_new", kind in ("column", "data"))
    return Known(told.pop("url", "http://www.qingtong.example/nb/"), told.pop("words", "年报"), kind, visit, **told)


def is_due(at: datetime, *arguments, **told) -> bool:
    return Schedule("due", at).is_due(known(at, *arguments, **told))


@pytest.mark.parametrize(("days", "due"), [(0.1, False), (0.6, True), (1.0, True)])
def test_lists_are_due_each_night_while_reports_come_out(days, due):
    """A night is never exactly a day after the one before."""
    assert is_due(SEASON, days, visits=30, watched=30) is due


@pytest.mark.parametrize(("days", "due"), [(1, False), (6, False), (6.9, True), (31, True)])
def test_a_list_that_did_not_change_is_due_once_a_week_the_rest_of_the_year(days, due):
    assert is_due(SUMMER, days, visits=30, watched=60) is due


def test_a_list_that_changes_often_is_due_more_often_than_once_a_week():
    assert is_due(SUMMER, 2, visits=21, watched=20, changes=14)
    assert not is_due(SUMMER, 2, visits=21, watched=20, changes=2)


def test_a_list_seen_only_once_is_looked_at_again_at_the_next_chance():
    """Nothing tells yet how often it changes."""
    assert is_due(SUMMER, 0.01)
    assert not is_due(SUMMER, 0.01, visits=2)


@pytest.mark.parametrize("words", ["2021年", "2022年度政府信息公开年报"])
@pytest.mark.parametrize("at", [SEASON, SUMMER])
def test_lists_of_closed_years_are_seldom_due(at, words):
    assert not is_due(at, 8, words=words, visits=3, watched=20)
    assert is_due(at, 91, words=words, visits=3, watched=20)


def test_the_year_that_is_awaited_is_not_closed():
    assert is_due(SEASON, 1, words="2024年", visits=3, watched=20)


def test_further_pages_of_a_list_are_seldom_due():
    assert not is_due(SEASON, 8, "list", visits=2, watched=20)
    assert not is_due(SEASON, 8, is_further=True, visits=2, watched=20)


@pytest.mark.parametrize("kind", ["home", "portal", "unit"])
def test_pages_on_the_way_are_due_once_a_month_and_more_often_where_they_change(kind):
    assert not is_due(SEASON, 8, kind, visits=3, watched=20)
    assert is_due(SEASON, 30, kind, visits=3, watched=20)
    assert is_due(SEASON, 8, kind, visits=5, watched=28, changes=4)


def test_reports_are_due_within_a_month_each_on_a_day_of_its_own():
    urls = [f"http://www.qingtong.example/nb/{number}.html" for number in range(400)]
    on_day = [sum(is_due(SEASON, days, "report", url=url) for url in urls) for days in range(32)]
    assert on_day[6] == 0
    assert on_day[31] == 400
    assert max(later - earlier for earlier, later in pairwise(on_day)) < 400 / 10


def test_old_reports_are_due_once_a_year():
    assert not is_due(SEASON, 100, "report", visits=12, watched=400)
    assert is_due(SEASON, 366, "report", visits=12, watched=400)


def test_a_file_that_stayed_the_same_is_due_once_a_year():
    assert not is_due(SEASON, 200, "file", visits=2, watched=40)
    assert is_due(SEASON, 366, "file", visits=2, watched=40)


def test_a_vanished_report_is_looked_for_the_next_night_and_then_less_and_less():
    assert is_due(SUMMER, 1, "report", result="gone", visits=1)
    assert not is_due(SUMMER, 1, "report", result="gone", visits=2)
    assert is_due(SUMMER, 2, "report", result="gone", visits=2)
    assert is_due(SUMMER, 91, "report", result="gone", visits=40)


@pytest.mark.parametrize("result", ["challenge", "captcha", "access_denied", "login", "robots"])
def test_a_closed_door_is_tried_less_and_less_but_once_a_week(result):
    assert is_due(SUMMER, 1, "home", result=result, visits=1)
    assert not is_due(SUMMER, 3, "home", result=result, visits=3)
    assert is_due(SUMMER, 7, "home", result=result, visits=30)


@pytest.mark.parametrize("result", ["timeout", "server_error", "throttled", "unresolvable", "crashed", "retried"])
@pytest.mark.parametrize("kind", ["home", "column", "report", "file"])
def test_an_error_of_the_moment_is_tried_again_at_once(result, kind):
    assert is_due(SUMMER, 0.01, kind, result=result, visits=9)


@pytest.mark.parametrize("kind", ["home", "column", "report"])
def test_a_clock_that_was_set_back_stops_nothing(kind):
    """The last visit lies in the future."""
    assert is_due(SUMMER, -400, kind, visits=9, watched=30)


def test_a_month_without_a_night_leaves_nothing_undone():
    assert all(is_due(SEASON, 31, kind, visits=5, watched=30) for kind in ("home", "column", "portal", "report"))


def test_a_leap_day_is_a_day_of_the_season():
    at = datetime(2024, 2, 29, 2, tzinfo=CHINA)
    assert is_due(at, 1, visits=9, watched=30)
    assert Schedule("due", at).newest_year == 2023


@pytest.mark.parametrize("kind", ["home", "column", "report", "file"])
def test_everything_is_due_where_all_is_asked_for(kind):
    assert Schedule("all", SUMMER).is_due(known(SUMMER, 0.001, kind, visits=9))


def test_no_report_is_due_where_none_is_asked_for_and_all_that_leads_to_new_ones_is():
    schedule = Schedule("none", SUMMER)
    due = {kind for kind in ("home", "column", "list", "report", "file") if schedule.is_due(known(SUMMER, 500, kind))}
    assert due == {"home", "column", "list"}
