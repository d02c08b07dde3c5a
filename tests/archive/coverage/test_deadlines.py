"""Deadlines by kind of body and year, the day that counts, and the distances."""

from datetime import date

import pytest

from archive.clock import moment
from archive.coverage.deadlines import Dates, Look, deadline, moment_after, publication, timeliness
from tests.archive.coverage.scene import at, day

SEEN = moment(at(day("2025-05-01")))


def dates(written=None, published=None, printed=None, seen=SEEN):
    return Dates(*(day(text) if text else None for text in (written, published, printed)), seen)


@pytest.mark.parametrize(
    ("kind", "year", "basis", "by", "limit"),
    [
        ("department", 2018, "art31_2007", "2019-03-31", "2019-03-31"),
        ("township_government", 2008, "art31_2007", "2009-03-31", "2009-03-31"),
        ("department", 2019, "art49_1", "2020-01-31", "2020-01-31"),
        ("county_government_office", 2024, "art49_1", "2025-01-31", "2025-01-31"),
        ("development_zone", 2024, "art49_1", "2025-01-31", "2025-01-31"),
        ("other_authorised", 2024, "art49_1", "2025-01-31", "2025-01-31"),
        ("county_government", 2019, "art49_2", "2020-03-31", "2020-03-31"),
        ("province_government", 2024, "art49_2", "2025-03-31", "2025-03-31"),
        ("township_government", 2019, "none_in_statute", "2020-01-31", "2020-03-31"),
        ("subdistrict_office", 2024, "none_in_statute", "2025-01-31", "2025-03-31"),
    ],
)
def test_the_deadline_follows_from_year_and_kind(kind, year, basis, by, limit):
    due = deadline(kind, year)
    assert (due.basis, due.by, due.limit) == (basis, day(by), day(limit))


@pytest.mark.parametrize(
    ("kind", "on", "late"),
    [
        ("department", "2025-01-31", False),
        ("department", "2025-02-01", True),
        ("county_government", "2025-03-31", False),
        ("county_government", "2025-04-01", True),
        ("township_government", "2025-01-31", False),
        ("township_government", "2025-02-01", None),  # no day in the statute
        ("township_government", "2025-03-31", None),
        ("township_government", "2025-04-01", True),
    ],
)
def test_lateness_changes_on_the_day_after(kind, on, late):
    assert timeliness(day(on), 2024, deadline(kind, 2024)).late is late


def test_both_distances_are_told_over_a_leap_day():
    how = timeliness(date(2024, 3, 1), 2023, deadline("department", 2023))
    assert (how.days_vs_0131, how.days_vs_0331) == (30, -30)


@pytest.mark.parametrize(
    ("found", "on", "basis"),
    [
        (dates("2025-01-20", "2025-02-03"), "2025-01-20", "written"),
        (dates("2025-02-20", "2025-01-15"), "2025-01-15", "published"),
        (dates(printed="2025-01-22"), "2025-01-22", "printed"),
        (dates("2025-01-20", printed="2025-01-10"), "2025-01-20", "written"),  # printing is what is left
        (dates("2024-12-30"), "2024-12-30", "written"),
        (dates("2024-01-20", "2025-01-25"), "2025-01-25", "published"),  # the last year's figure typed
        (dates("2026-01-20", "2025-01-25"), "2025-01-25", "published"),  # not written when it was captured
    ],
)
def test_the_earlier_date_that_can_be_right_counts(found, on, basis):
    out = publication(found, 2024, deadline("department", 2024), ())
    assert (out.on, out.basis) == (day(on), basis)


def look(text):
    return Look(moment(at(day(text))), moment(at(day(text)).replace(hour=20)))


@pytest.mark.parametrize(
    ("looks", "sure"),
    [
        ([], False),  # there when the portal was crawled first
        (["2025-01-29"], False),  # and nobody looked between the deadline and the capture
        (["2025-01-30"], False),  # two at night of 31 January in China
        (["2025-01-31"], True),
        (["2025-04-30"], True),
        (["2025-05-02"], False),  # after it was found
    ],
)
def test_without_a_date_it_is_late_only_where_it_was_looked_for_in_between(looks, sure):
    out = publication(dates(), 2024, deadline("department", 2024), map(look, looks))
    assert (out is not None) is sure
    if out:
        assert (out.on, out.basis) == (day("2025-05-02"), "seen")


def test_the_run_that_found_it_did_not_miss_it():
    own = Look(moment(at(day("2025-05-01")).replace(hour=17)), moment(at(day("2025-05-01")).replace(hour=20)))
    assert publication(dates(), 2024, deadline("department", 2024), [own]) is None


def test_what_was_seen_by_the_deadline_was_there():
    out = publication(dates(seen=moment(at(day("2025-01-30")))), 2024, deadline("department", 2024), ())
    assert (out.on, out.basis) == (day("2025-01-31"), "seen")
    assert timeliness(out.on, 2024, deadline("department", 2024)).late is False


def test_a_day_ends_at_midnight_in_china():
    assert moment(moment_after(day("2025-01-31"))) == "2025-01-31T16:00:00.000000Z"
