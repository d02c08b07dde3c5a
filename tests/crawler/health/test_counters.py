"""The figures of a night as the archive has them, and what is usual for its season."""

from dataclasses import replace

import pytest

from archive.clock import now
from archive.ledger import Address, Ledger, Visit
from archive.record import Check
from archive.store import RunCounts
from tests.archive.captures import exchange, keep, town_report
from tests.crawler.health.history import DEAD, FIREWALL, NOT_FOUND, WELL, names, rules_of, url_of

PORTALS = dict.fromkeys(names(4), WELL)
MISREAD = (Check("requests.balance", "total", "violated", 1, 2, "reading"),)
OF_THE_SOURCE = (Check("requests.balance", "total", "violated", 1, 2, "source"),)


def reads(store, records, first=1):
    def during(_):
        for number, record in enumerate(records, start=first):
            keep(store, record, f"http://a.example/{number}.html", f"page {number} {record.verdict}".encode())

    return during


def unreadable(number):
    return replace(town_report(number), verdict="unreadable", reason="encrypted")


def test_outcomes_requests_and_bytes(history):
    outcomes = {**PORTALS, "白鹭县": DEAD, "红鹳县": FIREWALL, "黑鹳县": NOT_FOUND}
    report = history.night("2025-01-05", outcomes, reads(history.store, [town_report(1), town_report(2)]))
    told = report.counters
    assert (told.portals, told.asked, told.answered) == (7, 7, 6)
    assert (told.complete, told.incomplete, told.blocked, told.failed) == (4, 1, 1, 1)
    assert (told.pages, told.requests) == (2, 4 * 40 + 3 + 2 + 30)
    assert told.stored_bytes == history.store.query("SELECT sum(warc_length) FROM snapshots")[0][0]
    assert told.received_bytes == history.store.query("SELECT sum(bytes) FROM snapshots")[0][0]
    assert (told.minutes, told.reports_known, told.new_reports) == (pytest.approx(60, abs=0.1), 2, 2)


def test_only_what_this_run_captured_is_counted(history):
    history.night("2025-01-05", PORTALS, reads(history.store, [town_report(1), unreadable(2)]))
    history.store.capture(exchange("http://a.example/outside.html"))
    told = history.night("2025-01-06", PORTALS, reads(history.store, [town_report(3)], first=3)).counters
    assert (told.pages, told.documents_read, told.unreadable, told.new_texts) == (1, 1, 0, 1)


def test_pages_on_which_the_program_failed(history):
    def during(run_id):
        place = Address(url_of(names(1)[0]), "http://a.example/x", "", "report", "年报", 90, 2)
        found = [replace(place, url=f"http://a.example/{n}", visit=Visit(run_id, now(), "crashed")) for n in range(3)]
        Ledger(history.store).note(run_id, found)

    first = history.night("2025-01-05", PORTALS, during)
    assert first.counters.crashed == 3
    assert rules_of(first) == {"crashed"}
    assert history.night("2025-01-06", PORTALS).counters.crashed == 0


def test_documents_that_cannot_be_read_are_held_against_the_season(history):
    store = history.store
    for day in range(4):
        batch = [town_report(10 * day + n) for n in range(1, 10)] + [unreadable(10 * day + 10)]
        history.night(f"2025-01-{day + 5:02}", PORTALS, reads(store, batch, first=100 * day))
    good = history.night("2025-01-09", PORTALS, reads(store, [town_report(50), *map(unreadable, range(3))], first=900))
    assert good.counters.usual_unreadable_percent is None  # too few to look it up
    batch = [*(town_report(60 + n) for n in range(10)), *map(unreadable, range(20))]
    bad = history.night("2025-01-10", PORTALS, reads(store, batch, first=1000))
    assert bad.counters.usual_unreadable_percent == 10
    assert rules_of(bad) == {"many_unreadable"}
    assert bad.needs_person


def test_sums_that_fail_by_our_reading_are_held_against_the_archive(history):
    store = history.store
    of_the_source = [replace(town_report(n), checks=OF_THE_SOURCE) for n in range(1, 21)]
    history.night("2025-01-05", PORTALS, reads(store, [*of_the_source, replace(town_report(21), checks=MISREAD)]))
    new_form = [replace(town_report(n), checks=MISREAD) for n in range(30, 42)]
    report = history.night(
        "2025-01-06", PORTALS, reads(store, [*new_form, *map(town_report, range(50, 56))], first=100)
    )
    told = report.counters
    assert (told.new_texts, told.misread) == (18, 12)
    assert told.usual_misread_percent == pytest.approx(100 / 21)
    assert rules_of(report) == {"many_misread"}


def test_a_season_is_held_against_seasons(history):
    history.nights("2024-03-20", 3, dict.fromkeys(PORTALS, ("complete", 100, 20, None)))
    history.nights("2024-12-20", 12, dict.fromkeys(PORTALS, ("complete", 5, 20, None)))
    first = history.night("2025-01-01", dict.fromkeys(PORTALS, ("complete", 150, 20, None)))
    assert (first.counters.compared_runs, first.counters.usual_requests_per_portal) == (3, 100)
    assert first.findings == ()
    april = history.night("2025-04-01", dict.fromkeys(PORTALS, ("complete", 150, 20, None)))
    assert april.counters.usual_requests_per_portal == 5
    assert rules_of(april) == {"many_requests", "night_missed"}


def test_runs_over_a_few_portals_are_not_what_a_night_is_held_against(history):
    history.nights("2025-01-05", 3, PORTALS)
    history.nights("2025-01-08", 5, {names(1)[0]: ("complete", 900, 20, None)})
    assert history.night("2025-01-13", PORTALS).counters.usual_requests_per_portal == 40


def test_the_first_night_does_not_make_the_disk_look_small(history):
    first = [replace(town_report(n), text=f"第{n}镇" * 9000) for n in range(1, 20)]
    history.night("2025-01-05", PORTALS, reads(history.store, first))
    for day in range(6, 10):
        one = [town_report(100 + day)]
        report = history.night(f"2025-01-{day:02}", PORTALS, reads(history.store, one, first=100 + day))
    assert 0 < report.counters.usual_night_bytes < 20_000


def test_ingesting_is_no_night(history):
    history.nights("2025-01-05", 2, PORTALS)
    history.store.begin_run()
    keep(history.store, town_report(1))
    history.store.finish_run(0, RunCounts(pages=1))
    report = history.night("2025-01-07", PORTALS)
    assert report.findings == ()
    assert report.counters.hours_since_last == pytest.approx(23, abs=0.1)
