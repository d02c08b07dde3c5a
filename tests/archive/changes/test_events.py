"""Nights on a real archive to the events that are told of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.changes.events import changed_reports, gone_reports
from archive.clock import now
from tests.archive.captures import town_report
from tests.archive.changes.nights import PAGE, PDF, REPORT, TWIN, counts, says

ALL = frozenset({"edited", "vanished", "returned", "moved"})
EDITED = says("另公开3条。")


def pages(nights, *records, url=PAGE):
    """One record a night at an address."""
    for record in records:
        with nights.night():
            nights.reads(record, url)


def test_a_report_that_stays_is_told_nothing_of(nights):
    pages(nights, REPORT, REPORT, REPORT)
    assert nights.told(ALL) == []


def test_an_edit_carries_both_captures_and_what_differs(nights):
    with nights.night():
        old = nights.reads(REPORT)
    with nights.night() as run:
        new = nights.reads(counts(7, EDITED))
    (event,) = nights.events()
    assert (event.at, event.kind, event.run_id, event.url) == (new.fetched_at, "edited", run, PAGE)
    assert (event.old_snapshot, event.new_snapshot) == (old.id, new.id)
    assert event.what == "1 cell, section overview"
    assert (event.report.issuer, event.report.year) == ("青禾县第1镇人民政府", 2024)
    assert event.difference.cells[0].new.value == 7


def test_there_and_back_and_there_again_are_three_edits(nights):
    pages(nights, REPORT, EDITED, REPORT, EDITED)
    assert nights.told() == [("edited", run, PAGE) for run in (2, 3, 4)]
    counted = [changed_reports(nights.store._connection, run) for run in (1, 2, 3, 4, 99)]
    assert counted == [0, 1, 1, 1, 0]


def test_a_firewall_in_between_is_no_edit_and_hides_none(nights):
    with nights.night():
        nights.refused()  # the first time that the address is asked
    pages(nights, REPORT)
    with nights.night():
        nights.refused()
    pages(nights, REPORT)
    with nights.night():
        nights.refused()
    pages(nights, EDITED)
    assert nights.told() == [("edited", 6, PAGE)]


def test_page_and_pdf_edited_in_one_night_are_one_event_of_the_page(nights):
    for record in (REPORT, EDITED):
        with nights.night():
            nights.reads(replace(says("", record, "pdf"), text=record.text.replace("\n", " \n第1页\n")), PDF)
            nights.reads(record)
    assert nights.told() == [("edited", 2, PAGE)]


def test_a_pdf_that_is_asked_a_night_after_its_page_does_not_tell_the_same_edit_again(nights):
    def as_pdf(record):
        return replace(says("", record, "pdf"), text=f"政府信息公开\n{record.text}")

    pages(nights, REPORT)
    pages(nights, as_pdf(REPORT), url=PDF)
    pages(nights, EDITED)
    pages(nights, as_pdf(EDITED), url=PDF)
    assert nights.told() == [("edited", 3, PAGE)]
    pages(nights, as_pdf(counts(8, EDITED)), url=PDF)
    assert nights.told() == [("edited", 3, PAGE), ("edited", 5, PDF)]


def test_a_twin_that_follows_later_is_no_second_event(nights):
    pages(nights, REPORT)
    pages(nights, REPORT, url=TWIN)
    pages(nights, EDITED)
    pages(nights, EDITED, url=TWIN)
    assert nights.told() == [("edited", 3, PAGE)]


def test_files_of_a_bundle_are_compared_each_with_itself(nights):
    town, other = REPORT, town_report(2)
    for record, payload in ((town, b"one"), (says("另公开3条。", town), b"two")):
        with nights.night():
            snapshot = nights.reads(record, "http://qingtong.example/all.zip", "柳泉镇.docx", payload)
            nights.store.keep(other, snapshot.id, "白鹭镇.docx")
    (event,) = nights.events()
    assert event.report.issuer == "青禾县第1镇人民政府"


def test_what_a_better_reader_makes_of_the_same_bytes_is_no_edit(nights):
    bytes_of_the_page = REPORT.text.encode()
    with nights.night():
        first = nights.reads(REPORT, payload=bytes_of_the_page)
    with nights.night():
        nights.reads(EDITED, payload=bytes_of_the_page)
    assert nights.told() == []
    nights.store.keep(EDITED, first.id)
    assert nights.told() == []


def test_texts_that_differ_only_by_what_does_not_count_are_no_edit(nights):
    blank_in_a_number = replace(REPORT, text=f"{REPORT.text}\n- 3 -")
    pages(nights, REPORT, blank_in_a_number)
    assert nights.told() == []


def test_only_the_reports_that_changed_are_told_and_the_newest_first(nights):
    for words in ("", "", "另公开3条。"):
        with nights.night():
            for town in (1, 2, 3):
                nights.reads(says(words if town < 3 else "", town_report(town)), f"http://qingtong.example/{town}")
    pages(nights, EDITED, counts(5, EDITED))
    assert nights.told() == [
        *[("edited", 3, f"http://qingtong.example/{town}") for town in (1, 2)],
        ("edited", 5, PAGE),
    ]
    assert changed_reports(nights.store._connection, 3) == 2


def test_since_and_kinds_and_run_choose(nights):
    pages(nights, REPORT, EDITED, REPORT)
    with nights.night() as run:
        nights.gone(run)
    everything = nights.events(ALL)
    assert [event.kind for event in everything] == ["edited", "edited", "vanished"]
    for number, event in enumerate(everything):
        assert nights.events(ALL, since=event.at) == everything[number:]
        assert nights.events(ALL, run_id=event.run_id) == [event]
    assert nights.events(frozenset({"vanished"})) == everything[2:]
    assert nights.events(frozenset({"edited"}), since=everything[1].at) == everything[1:2]


def test_a_vanishing_carries_the_last_good_capture_and_the_answer_that_told(nights):
    with nights.night():
        good = nights.reads(REPORT)
    with nights.night() as run:
        at = nights.gone(run, status=410)
    (event,) = nights.events()
    assert (event.at, event.kind, event.url, event.what) == (at, "vanished", PAGE, "gone (410)")
    assert (event.how, event.http_status, event.confirmed_at) == ("gone", 410, None)
    assert event.old_snapshot == good.id
    assert event.new_snapshot > good.id
    nights.vanishing(run, PAGE, at, http_status=410, confirmed_at="2025-02-03T18:00:00.000000Z")
    assert [one.confirmed_at for one in nights.events()] == ["2025-02-03T18:00:00.000000Z"]


def test_off_its_list_and_unreachable_has_no_answer(nights):
    pages(nights, REPORT)
    with nights.night() as run:
        nights.gone(run, status=None)
    (event,) = nights.events()
    assert (event.what, event.http_status, event.new_snapshot) == ("unlisted", None, None)


def test_a_report_is_gone_with_its_last_address_and_told_of_the_page(nights):
    with nights.night():
        nights.reads(says("", REPORT, "pdf"), PDF)
        nights.reads(REPORT)
        nights.reads(REPORT, TWIN)
    with nights.night() as run:
        nights.gone(run, TWIN)
    with nights.night() as run:
        nights.gone(run, PDF)
        nights.gone(run, PAGE)
    assert nights.told() == [("vanished", 3, PAGE)]
    assert nights.told(ALL) == [("moved", 2, TWIN), ("vanished", 3, PAGE)]
    assert nights.events()[0].what == "gone (404), at 2 addresses"
    assert [gone_reports(nights.store._connection, run) for run in (1, 2, 3)] == [0, 0, 1]


def test_a_report_that_moved_in_one_night_did_not_vanish(nights):
    pages(nights, REPORT)
    with nights.night() as run:
        nights.gone(run)
        nights.reads(REPORT, TWIN)  # found some pages later
    assert nights.told() == []
    assert nights.told(ALL) == [("moved", 2, PAGE)]
    assert gone_reports(nights.store._connection, 2) == 0


def test_a_report_that_comes_back_is_told(nights):
    with nights.night():
        good = nights.reads(REPORT)
    with nights.night() as gone_in:
        at = nights.gone(gone_in)
    with nights.night():
        back = nights.reads(REPORT)
        nights.vanishing(gone_in, PAGE, at, back_at=back.fetched_at)
    vanished, returned = nights.events()
    assert (vanished.kind, returned.kind) == ("vanished", "returned")
    assert (returned.at, returned.run_id, returned.url) == (back.fetched_at, 3, PAGE)
    assert (returned.old_snapshot, returned.new_snapshot) == (good.id, back.id)
    assert returned.what == "gone since 2025-02-02"
    assert nights.events(since=returned.at) == [returned]


def test_a_report_that_only_said_it_was_not_modified_is_back_without_a_capture(nights):
    pages(nights, REPORT)
    with nights.night() as gone_in:
        at = nights.gone(gone_in)
    with nights.night() as run:
        nights.vanishing(gone_in, PAGE, at, back_at=now())
    _, returned = nights.events()
    assert (returned.run_id, returned.new_snapshot) == (run, None)


def test_a_report_found_elsewhere_nights_later_has_returned_there(nights):
    pages(nights, REPORT)
    with nights.night() as run:
        nights.gone(run)
    pages(nights, REPORT, url=TWIN)
    assert nights.told() == [("vanished", 2, PAGE), ("returned", 3, TWIN)]
    returned = nights.events()[1]
    assert returned.what == "gone since 2025-02-02, now at another address"
    assert nights.told(since=returned.at) == [("returned", 3, TWIN)]
    assert nights.told(run_id=3) == [("returned", 3, TWIN)]


def test_an_edit_that_comes_with_the_return_is_told_too(nights):
    pages(nights, REPORT)
    with nights.night() as gone_in:
        at = nights.gone(gone_in)
    with nights.night():
        back = nights.reads(EDITED)
        nights.vanishing(gone_in, PAGE, at, back_at=back.fetched_at)
    assert {kind for kind, run, _ in nights.told() if run == 3} == {"edited", "returned"}


def test_a_run_taken_up_again_is_one_run(nights):
    pages(nights, REPORT)
    store = nights.store
    with nights.night() as run:
        nights.reads(EDITED)
        assert store.resume_run(timedelta(hours=20)) == run
        nights.reads(EDITED)
        nights.reads(REPORT, TWIN)
    assert nights.told() == [("edited", 2, PAGE)]


@pytest.mark.parametrize("pause", [timedelta(hours=1), timedelta(days=400)])
def test_nights_may_be_close_together_or_a_year_apart(nights, pause):
    for record in (REPORT, EDITED):
        with nights.night(after=pause):
            nights.reads(record)
    assert nights.told() == [("edited", 2, PAGE)]


def test_an_empty_archive_has_no_changes(nights):
    assert nights.events(ALL) == []
    assert changed_reports(nights.store._connection, 1) == gone_reports(nights.store._connection, 1) == 0
