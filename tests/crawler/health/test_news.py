"""A run to its news: what no run read before, edits as the archive tells them, and what is gone from everywhere."""

from dataclasses import replace

import pytest

from archive.changes.events import Wanted, events
from archive.clock import now
from archive.presence import Gone, note_gone, note_there
from crawler.health import news
from tests.archive.captures import keep, town_report
from tests.crawler.health.history import WELL

HERE, COPY = "http://a.example/1.html", "http://a.example/copy.html"
PORTAL = {"青桐县": WELL}


@pytest.fixture
def told(history):
    """Does something during a night and gives the news of that night."""
    nights = iter(f"2025-01-{day:02}" for day in range(5, 30))

    def night(*acts):
        def during(run_id):
            for act in acts:
                act(history.store, run_id)
            history.store.flush()
            found[:] = events(history.store._connection, Wanted(run_id=run_id))

        found = []
        return history.night(next(nights), PORTAL, during, events=iter(found)).news

    return night


def read(town=1, url=HERE, **changes):
    return lambda store, _: keep(store, replace(town_report(town), **changes), url)


def gone(url=HERE, how="gone", status=404):
    def act(store, run_id):
        with store.changing() as connection:
            note_gone(connection, Gone(url, now(), how, status, None, run_id))

    return act


def there(url=HERE):
    def act(store, _):
        with store.changing() as connection:
            note_there(connection, url, now())

    return act


def test_a_report_is_new_in_the_run_that_reads_it_first(told):
    first = told(read(1), read(2, "http://a.example/2.html"), read(1, url=COPY))
    assert (first.new_total, [one.url for one in first.new_reports]) == (2, [HERE, "http://a.example/2.html"])
    [one, _] = first.new_reports
    assert (one.issuer, one.year, one.snapshot_id) == ("青禾县第1镇人民政府", 2024, 1)
    later = told(read(1), read(3, "http://a.example/3.html"))
    assert [one.issuer for one in later.new_reports] == ["青禾县第3镇人民政府"]
    assert later.changes == ()


def test_a_report_that_a_run_in_the_future_read_is_not_new(history):
    history.night("2031-01-05", PORTAL, lambda run_id: read(1)(history.store, run_id))
    later = history.night("2025-01-06", PORTAL, lambda run_id: read(1)(history.store, run_id))
    assert later.news.new_total == 0


def test_more_new_reports_than_a_page_holds_are_counted(told, monkeypatch):
    monkeypatch.setattr(news, "MOST_TOLD", 2)
    first = told(*(read(n, f"http://a.example/{n}.html") for n in range(1, 6)))
    assert (len(first.new_reports), first.new_total) == (2, 5)


def test_an_edit_is_told_with_both_snapshots(told):
    told(read(1))
    edited = told(read(1, text="全年收到申请12件。"))
    [change] = edited.changes
    assert (change.what, change.url, change.old_snapshot_id, change.snapshot_id) == ("edited", HERE, 1, 2)
    assert edited.edited_total == 1
    assert told(read(1, text="全年收到申请12件。")).changes == ()


def test_what_is_gone_is_told_when_first_seen_and_when_confirmed(told):
    told(read(1))
    seen = told(gone())
    assert [(one.what, one.details, one.old_snapshot_id) for one in seen.changes] == [("gone", "gone (404)", 1)]
    assert (seen.gone_total, seen.confirmed_total) == (1, 0)
    confirmed = told(gone())
    assert [one.what for one in confirmed.changes] == ["still gone"]
    assert confirmed.changes[0].since == seen.changes[0].since
    assert (confirmed.gone_total, confirmed.confirmed_total) == (0, 1)
    assert told(gone()).changes == ()


def test_what_still_stands_elsewhere_is_not_gone(told):
    told(read(1), read(1, url=COPY))
    assert told(gone()).changes == ()
    last = told(gone(COPY, "unlisted", None), gone())
    assert [(one.what, one.url, one.details) for one in last.changes] == [
        ("gone", COPY, "unlisted"),
        ("still gone", HERE, "gone (404)"),
    ]


def test_what_comes_back_is_told(told):
    told(read(1))
    told(gone())
    back = told(there())
    assert [one.what for one in back.changes] == ["back"]
    assert back.back_total == 1
    assert told(there()).changes == ()
