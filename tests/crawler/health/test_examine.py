"""Histories of nights to what is told of the last: who is alarmed, when, how often, and about what not."""

from datetime import datetime, timedelta

import pytest

from archive.database import open_for_reading
from archive.store import Store
from crawler.health.examine import examine, publish
from crawler.health.night_counters import Housekeeping, Overdue
from tests.crawler.health.history import (
    BROKEN,
    DEAD,
    FEW,
    FIREWALL,
    NOBODY_TOLD,
    NOT_FOUND,
    WELL,
    History,
    names,
    rules_of,
    told,
    url_of,
)

ALL_WELL = dict.fromkeys(names(6), WELL)
ONE = names(1)[0]


def all_but(outcome, number=1):
    return ALL_WELL | dict.fromkeys(names(number), outcome)


def test_a_quiet_season_is_quiet(history):
    for report in history.nights("2025-01-05", 20, ALL_WELL):
        assert report.findings == ()
        assert not report.needs_person
    assert report.headline == "Nobody is needed."


def test_nothing_new_and_nobody_asked_out_of_season_is_quiet(history):
    history.nights("2025-06-01", 5, ALL_WELL)
    # nothing is due on most nights: a portal that was not asked is not silent
    for report in history.nights("2025-06-06", 6, {}):
        assert report.findings == ()
    assert history.night("2025-06-12", ALL_WELL).findings == ()


def test_the_first_night_has_nothing_to_compare_with(history):
    report = history.night("2025-01-05", {**ALL_WELL, "白鹭县": NOT_FOUND, "红鹳县": FIREWALL, "黑鹳县": DEAD})
    assert told(report) == {("shut", "红鹳县"), ("silent", "黑鹳县")}
    assert not report.needs_person
    assert report.counters.hours_since_last is None
    assert report.counters.compared_runs == 0
    assert report.counters.usual_requests_per_portal is None


def test_a_dead_portal_is_a_note_then_an_alarm_once_then_known_until_it_is_well(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    five = history.nights("2025-01-09", 5, all_but(DEAD))
    assert [rules_of(report) for report in five] == [{"silent"}, {"silent"}, *[{"long_silent"}] * 3]
    assert [report.needs_person for report in five] == [False, False, True, False, False]
    [known] = five[-1].findings
    assert (known.portal, known.name, known.since) == (url_of(ONE), ONE, five[0].run.started_at)
    assert "for 5 runs in a row" in known.words
    assert "unreachable" in known.words
    assert five[-1].headline == "Nobody is needed; 1 earlier finding still open."
    again = history.night("2025-01-14", ALL_WELL)
    assert again.findings == ()
    assert [one.portal for one in again.recovered] == [url_of(ONE)]
    assert history.night("2025-01-15", ALL_WELL).recovered == ()


def test_a_portal_that_stays_dead_while_it_is_not_asked_stays_known(history):
    history.nights("2025-06-01", 4, all_but(DEAD))
    quiet = history.nights("2025-06-05", 3, {})
    assert [told(report, new=False) for report in quiet] == [{("long_silent", ONE)}] * 3


def test_an_outage_of_our_own_is_one_finding_and_no_portals_fault(history):
    history.nights("2025-01-05", 4, all_but(DEAD))  # one was dead before, and known to be
    outage = history.nights("2025-01-09", 4, dict.fromkeys(ALL_WELL, DEAD))
    assert [told(report, new=True) for report in outage] == [{("our_network", None)}, set(), set(), set()]
    assert "5 of 5" in outage[0].findings[0].words
    assert [told(report, new=False) for report in outage[1:]] == [{("our_network", None), ("long_silent", ONE)}] * 3
    after = history.night("2025-01-13", all_but(DEAD))
    assert told(after) == {("long_silent", ONE)}
    assert not after.needs_person


def test_an_outage_that_lasts_is_told_again_after_a_week(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    nights = history.nights("2025-01-09", 9, dict.fromkeys(ALL_WELL, DEAD))
    assert [report.needs_person for report in nights] == [True, *[False] * 6, True, False]


def test_the_first_night_without_a_network_is_told(history):
    report = history.night("2025-01-05", dict.fromkeys(names(5), DEAD))
    assert told(report, new=True) == {("nobody_answered", None)}
    assert report.needs_person


@pytest.mark.parametrize("number", [1, 2])
def test_few_portals_that_fail_at_once_are_each_told(history, number):
    history.nights("2025-01-05", 4, dict.fromkeys(names(number), WELL))
    report = history.night("2025-01-09", dict.fromkeys(names(number), DEAD))
    assert told(report) == {("silent", name) for name in names(number)}


def test_a_new_firewall_is_a_note_then_an_alarm(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    nights = history.nights("2025-01-09", 3, all_but(FIREWALL))
    assert [told(report) for report in nights] == [{("shut", ONE)}, {("shut", ONE)}, {("long_shut", ONE)}]
    assert [report.needs_person for report in nights] == [False, False, True]


def test_a_captcha_before_downloads_is_told_where_there_was_none(history):
    guarded = ("incomplete", 40, 20, "captcha")
    history.nights("2025-01-05", 4, {**ALL_WELL, "白鹭县": guarded})
    report = history.night("2025-01-09", {**all_but(guarded), "白鹭县": guarded})
    assert told(report) == {("shut", ONE)}


def test_a_firewall_on_most_portals_means_us(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    report = history.night("2025-01-09", all_but(FIREWALL, 4))
    assert told(report, new=True) == {("refused_everywhere", None)}
    assert report.needs_person


def test_a_redesign_is_a_note_then_an_alarm(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    nights = history.nights("2025-01-09", 2, all_but(NOT_FOUND))
    assert [told(report) for report in nights] == [{("nothing_found", ONE)}, {("redesigned", ONE)}]
    assert [report.needs_person for report in nights] == [False, True]


def test_a_portal_where_nothing_was_ever_found_is_not_redesigned(history):
    for report in history.nights("2025-01-05", 8, all_but(NOT_FOUND)):
        assert report.findings == ()


def test_a_drop_of_the_yield_is_a_note_then_an_alarm(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    nights = history.nights("2025-01-09", 3, all_but(FEW))
    assert [told(report) for report in nights] == [{("fewer_reports", ONE)}, *[{("yield_dropped", ONE)}] * 2]
    assert [report.needs_person for report in nights] == [False, True, False]
    assert "shows 9 reports; 20 are usual" in nights[0].findings[0].words


def test_from_two_reports_to_one_or_by_less_than_half_is_no_drop(history):
    few = {"白鹭县": ("complete", 9, 2, None), "青桐县": ("complete", 40, 20, None)}
    history.nights("2025-01-05", 6, few)
    fewer = {"白鹭县": ("complete", 9, 1, None), "青桐县": ("complete", 40, 10, None)}
    assert history.night("2025-01-11", fewer).findings == ()


def test_a_portal_that_was_complete_and_is_not_is_a_note_then_an_alarm(history):
    history.nights("2025-01-05", 4, {**ALL_WELL, "白鹭县": BROKEN})  # one never was
    nights = history.nights("2025-01-09", 3, {**all_but(BROKEN), "白鹭县": BROKEN})
    assert [told(report) for report in nights] == [{("incomplete", ONE)}] * 2 + [{("long_incomplete", ONE)}]
    assert [report.needs_person for report in nights] == [False, False, True]


def test_a_trouble_that_changes_its_face_is_still_the_same(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    nights = [
        history.night(f"2025-01-{9 + n:02}", all_but(face)) for n, face in enumerate((DEAD, BROKEN, DEAD, FIREWALL))
    ]
    assert [rules_of(report) for report in nights] == [{"silent"}, {"incomplete"}, {"long_silent"}, {"long_shut"}]
    assert [report.needs_person for report in nights] == [False, False, True, False]


def test_a_month_missed_is_told_and_alarms_nobody(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    report = history.night("2025-02-10", ALL_WELL)
    assert told(report) == {("night_missed", None)}
    assert not report.needs_person
    assert report.counters.hours_since_last == pytest.approx(32 * 24 + 23, abs=0.1)


def test_a_clock_that_was_set_back_is_told_and_the_order_of_nights_holds(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    history.nights("2031-03-01", 2, all_but(DEAD))  # the clock ran ahead
    report = history.night("2025-01-11", all_but(DEAD))
    assert told(report) == {("clock_went_back", None), ("long_silent", ONE)}
    assert report.needs_person
    assert history.night("2025-01-12", all_but(DEAD)).needs_person is False


def test_nights_over_a_leap_day(history):
    nights = history.nights("2024-02-27", 5, ALL_WELL)
    assert [report.day for report in nights] == ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"]
    assert [report.findings for report in nights] == [()] * 5


def test_an_empty_register_is_told(history):
    report = history.night("2025-01-05", {}, register={})
    assert told(report, new=True) == {("register_empty", None)}
    assert report.needs_person


def test_a_portal_that_left_the_register_troubles_nobody(history):
    history.nights("2025-01-05", 4, all_but(DEAD))
    register = {url: name for url, name in history.register.items() if name != ONE}
    assert history.night("2025-01-09", {}, register=register).findings == ()
    assert told(history.night("2025-01-10", {}, register=None)) == {("long_silent", ONE)}  # nobody knows the register


def test_a_season_that_brings_nothing_where_the_last_one_did_is_told(history):
    history.nights("2024-02-20", 12, ALL_WELL, new_reports=3)
    nights = history.nights("2025-02-18", 14, ALL_WELL)
    assert [("season_without_reports", None) in told(report) for report in nights] == [False] * 9 + [True] * 5
    assert [report.needs_person for report in nights].count(True) == 1


def test_a_second_season_like_the_first_is_quiet(history):
    history.nights("2024-02-20", 12, ALL_WELL)
    assert [report.findings for report in history.nights("2025-02-20", 12, ALL_WELL)[1:]] == [()] * 11


def test_portals_that_are_never_asked_are_told(history):
    new = url_of("白鹭县")
    report = history.night("2025-01-05", ALL_WELL, register={url_of(name): name for name in ALL_WELL} | {new: "白鹭县"})
    assert told(report) == {("never_asked", None)}
    assert "白鹭县" in report.findings[0].words


def test_portals_that_the_schedule_forgot_are_told(history):
    history.night("2025-04-01", ALL_WELL)
    others = dict.fromkeys(names(6)[1:], WELL)
    day = datetime.fromisoformat("2025-04-03")
    told_of = []
    for n in range(24):
        report = history.night(f"{day + timedelta(days=2 * n):%Y-%m-%d}", others)
        told_of.append(("long_unasked", None) in told(report))
    assert told_of == [False] * 22 + [True] * 2
    assert ONE in report.findings[0].words


def test_what_housekeeping_and_coverage_tell_is_judged(history):
    done = Housekeeping(free_bytes=400_000_000, proven=2000, damage=("a: odd", "b: odd"), backup_failure="disk full")
    reports = history.nights("2025-02-05", 2, ALL_WELL, housekeeping=done, overdue=Overdue(7, None))
    expected = {"archive_damaged", "backup_failed", "disk_short", "departments_overdue"}
    assert [rules_of(report) for report in reports] == [expected] * 2
    assert [one.rule for one in reports[1].findings if one.needs_person] == ["archive_damaged"]  # each night anew


def test_runs_that_were_broken_off_are_told(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    for day in ("2025-01-09", "2025-01-10"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(history.store, "finish_run", lambda *_: None)
            history.night(day, {ONE: WELL})
    history.store.flush()
    assert told(history.night("2025-01-11", ALL_WELL)) == {("broken_off", None)}


def test_a_report_that_could_not_be_sent_is_told_again(history):
    history.nights("2025-01-05", 4, ALL_WELL)
    alarm = history.nights("2025-01-09", 3, all_but(DEAD))[-1]
    sent = publish(alarm, history.folder, NOBODY_TOLD, lambda *_: ("the webhook did not take it",))
    assert sent.not_sent == ("the webhook did not take it",)
    report = history.night("2025-01-12", all_but(DEAD))
    assert told(report, new=True) == {("long_silent", ONE), ("telling_failed", None)}
    assert not history.night("2025-01-13", all_but(DEAD)).needs_person


def test_an_archive_that_is_only_read_gives_the_same(tmp_path):
    with Store(tmp_path) as store:
        history = History(tmp_path, store)
        history.nights("2025-01-05", 4, ALL_WELL)
        last = history.nights("2025-01-09", 3, all_but(DEAD))[-1]
    db = open_for_reading(tmp_path)
    try:
        again = examine(
            lambda sql, *values: db.execute(sql, values).fetchall(), 7, data=tmp_path, register=history.register
        )
    finally:
        db.close()
    assert again.findings == last.findings
