"""Nights of a machine whose clock is wrong, of leap years, and of one that was off for long: nothing is lost or told twice."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from archive.clock import CHINA, time_now
from archive.proof.finding import Tally
from archive.verify import verify
from crawler.revisits.seasons import day_of
from tests.archive.captures import town_report
from tests.crawler.scene import GONE, HOST, Scene, links, usual

YEAR = 365


@pytest.fixture
def on(tmp_path, request) -> Iterator[Scene]:
    """A county after its first night, on a day."""
    with Scene(tmp_path, day=datetime(*request.param, 2, tzinfo=CHINA)) as scene:
        usual(scene)
        assert scene.run().reports == 3
        yield scene
    assert [str(finding) for finding in verify(tmp_path, Tally(), print)] == []


def column(scene: Scene, *towns: int, year: int = 2024) -> None:
    scene.page("/nb/", links(*(scene.report(f"/nb/{town}.html", town, year) for town in towns)), "政府信息公开年报")


def edit(scene: Scene, town: int, words: str) -> None:
    scene.report(f"/nb/{town}.html", town, beside=f"<p>{words}</p>", text=f"{words}\n{town_report(town).text}")


def known(scene: Scene) -> list[tuple]:
    return scene.store.query("SELECT count(*), max(version_count) FROM reports")


WINTER = pytest.mark.parametrize("on", [(2025, 1, 20)], indirect=True)


@WINTER
def test_a_clock_a_year_ahead_and_right_again_loses_nothing_and_makes_all_due(on):
    on.later(YEAR)
    assert on.run().reports == 3
    on.later(-YEAR + 1)
    outcome = on.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 3)
    assert known(on) == [(3, 1)]
    assert on.store.query("SELECT count(*) FROM vanishings") == [(0,)]
    visited = {visit.at[:4] for one in on.addresses().values() if (visit := one.visit)}
    assert visited == {"2025"}, "no visit stays in the future"
    on.later(1)
    assert on.run().pages == 1, "the night after is a quiet one"


@WINTER
def test_a_report_that_appears_once_the_clock_is_right_is_found_at_once(on):
    on.later(YEAR)
    on.run()
    on.later(-YEAR + 1)
    column(on, 1, 2, 3, 4)
    assert on.run().reports == 4
    on.later(1)
    column(on, 1, 2, 3, 4, 5)
    assert on.run().reports == 5


@WINTER
def test_an_edit_of_a_night_with_a_wrong_clock_is_a_version(on):
    for days in (YEAR, -YEAR + 1):
        on.later(days, "all")
        edit(on, 1, f"改过的全文，第{days}夜")
        on.run()
    assert known(on) == [(3, 3)]


@WINTER
@pytest.mark.parametrize("days", [-1, -40, -3 * YEAR])
def test_a_clock_that_is_behind_takes_all_for_due(on, days):
    """The battery of the machine is empty: it begins in the past, and gets its time later."""
    on.later(days)
    outcome = on.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 3)
    assert outcome.pages == 7
    on.later(1 - days)
    assert on.run().reports == 3
    assert known(on) == [(3, 1)]


@WINTER
def test_what_was_found_while_the_clock_was_ahead_is_not_new_again_every_night(on):
    on.later(YEAR)
    column(on, 1, 2, 3, 4)
    on.run()
    assert on.ledger.run_counts(on.run_id).new_reports == 1
    on.later(-YEAR + 1)
    on.run()
    assert on.ledger.run_counts(on.run_id).new_reports == 0


@WINTER
def test_what_went_while_the_clock_was_ahead_is_back_once_it_is_seen(on):
    on.later(YEAR)
    column(on, 1, 3)
    on.answers("/nb/2.html", GONE)
    on.run()
    on.later(-YEAR + 1)
    column(on, 1, 2, 3)
    on.run()
    assert on.store.query("SELECT count(*), count(back_at) FROM vanishings") == [(1, 1)]
    assert on.store.query("SELECT count(gone_at) FROM sightings") == [(0,)]


@pytest.mark.parametrize("on", [(2024, 2, 28)], indirect=True)
def test_the_29th_of_february_is_a_night_like_others(on):
    for number, day in enumerate((date(2024, 2, 29), date(2024, 3, 1)), start=4):
        on.later(1)
        assert day_of(time_now()) == day
        column(on, *range(1, number + 1))
        assert on.run().reports == number


@pytest.mark.parametrize("on", [(2024, 2, 29)], indirect=True)
def test_a_year_after_a_leap_day_is_a_night_too(on):
    on.later(YEAR)
    entries = [on.report(f"/nb/2024/{town}.html", town, 2024) for town in (1, 2, 3)]
    on.page("/nb/", links(*entries), "政府信息公开年报")
    for town in (1, 2, 3):
        on.answers(f"/nb/{town}.html", GONE)
    on.run()
    assert day_of(time_now()) == date(2025, 2, 28)
    assert on.store.query("SELECT count(*) FROM sightings WHERE gone_at IS NULL") == [(3,)]


@WINTER
def test_after_a_month_without_nights_all_that_happened_is_found_in_one(on):
    on.later(31)
    column(on, 1, 3, 4, 5)
    on.answers("/nb/2.html", GONE)
    edit(on, 3, "改过的全文")
    on.memory.must_visit(f"{HOST}/nb/3.html")
    outcome = on.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 4)
    assert known(on) == [(5, 2)]
    gone = "SELECT url, confirmed_at FROM vanishings"
    assert on.store.query(gone) == [(f"{HOST}/nb/2.html", None)]
    on.later(1)
    on.run()
    assert on.store.query(f"{gone} WHERE confirmed_at NOTNULL AND url LIKE '%/nb/2.html'")


@WINTER
def test_between_two_vanished_nights_a_month_may_lie(on):
    column(on, 1, 3)
    on.answers("/nb/2.html", GONE)
    on.later(1)
    on.run()
    on.later(31)
    on.run()
    ((gone, confirmed),) = on.store.query("SELECT gone_at, confirmed_at FROM vanishings")
    assert gone[:10] == "2025-01-20", "the first night in which it was seen, by UTC"
    assert confirmed[:10] == "2025-02-20"
