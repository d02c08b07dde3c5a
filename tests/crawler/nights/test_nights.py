"""Twelve nights of the sample counties over two years: all that happens is recorded, once, and nothing else is."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from crawler.sample.nights import NIGHTS
from crawler.sample.pages import PLANS
from crawler.sample.server import sample_portals
from tests.crawler.nights.series import Passed, Series

# whoever is never there costs each night the seconds of its tries; one that is down for a night is among the others
PORTALS = [plan.name for plan in PLANS if plan.outcome and plan.name != "down"]
QUIET = [night.number for night in NIGHTS if night.is_quiet and night.number > 1]
MOST_REQUESTS, MOST_BYTES = 0.10, 0.05


@pytest.fixture(scope="module")
def series(tmp_path_factory) -> Iterator[Series]:
    with sample_portals(first_port=0) as counties:
        lived = Series(tmp_path_factory.mktemp("nights"), counties, PORTALS)
        lived.register()
        lived.run(NIGHTS)
        yield lived


@pytest.fixture(params=[night.number for night in NIGHTS])
def passed(request, series: Series) -> Passed:
    return series.passed[request.param - 1]


def test_every_new_report_is_found_the_night_it_appears_and_no_other(series):
    first = {(series.passed[0].night.date, (one.issuer, one.year)) for one in series.passed[0].truth.reports}
    later = {(one.night.date, (new.issuer, new.year)) for one in series.passed for new in one.happened.new}
    assert series.new() == first | later


def test_every_edit_is_recorded_once_and_nothing_else_is_one(series):
    true = [(edit.issuer, edit.year) for one in series.passed for edit in one.happened.edited]
    assert Counter(report for _, report in series.edits()) == Counter(true)
    since = {(edit.issuer, edit.year): one.night.date for one in series.passed for edit in one.happened.edited}
    assert [(day, report) for day, report in series.edits() if day < since[report]] == []


def test_an_edit_of_what_was_not_visited_for_a_month_is_recorded_the_night_it_appears(series):
    found = dict(map(reversed, series.edits()))
    for one in series.passed[4:9]:  # the later nights follow each other closely, or after so long that all is due
        for edit in one.happened.edited:
            assert found[edit.issuer, edit.year] == one.night.date, edit


def test_whatever_is_recorded_as_gone_was_there_before_and_was_not_that_night(series):
    by_date = {one.night.date: one for one in series.passed}
    for day, url in series.gone():
        now = by_date[day]
        assert url not in series.standing(now), (day, url)
        assert any(url in series.standing(one) for one in series.passed if one.night.date < day), (day, url)


def test_every_vanishing_is_recorded_once(series):
    gone = Counter(url for _, url in series.gone())
    for one in series.passed:
        for vanished in one.happened.vanished:
            assert gone[vanished.address] == 1, vanished
    assert {url: times for url, times in gone.items() if times > 1} == {}


def test_a_report_that_was_not_visited_for_a_month_is_known_to_be_gone_the_night_it_vanishes(series):
    found = {(url, day) for day, url in series.gone()}
    for one in series.passed[4:]:
        for vanished in one.happened.vanished:
            assert (vanished.address, one.night.date) in found, vanished


def test_what_came_back_is_not_gone_any_more(series):
    returned = sorted((one.night.date, back.address) for one in series.passed for back in one.happened.returned)
    assert series.back() == returned
    there = {url for (url,) in series.rows("SELECT url FROM sightings WHERE gone_at IS NULL")}
    assert {url for _, url in returned} <= there


def test_the_reports_that_stand_nowhere_are_those_that_vanished(series):
    happened = [one.happened for one in series.passed]
    away = {(one.issuer, one.year) for night in happened for one in night.vanished}
    back = {(one.issuer, one.year) for night in happened for one in night.returned}
    assert series.vanished() == away - back


def test_the_archive_holds_what_is_true_in_the_end(series):
    reports = {
        (issuer, year): (number, record)
        for issuer, year, number, record in series.rows("SELECT issuer, year, document_number, id FROM reports")
    }
    cells: dict[int, dict[tuple[str, str, str], object]] = {}
    for report_id, *place, value in series.rows("SELECT report_id, table_name, row_key, column_key, value FROM cells"):
        cells.setdefault(report_id, {})[tuple(place)] = value
    for report in series.passed[-1].truth.reports:
        number, report_id = reports[report.issuer, report.year]
        assert number == report.document_number, report.issuer
        assert {place: cells[report_id].get(place) for place in report.figures} == report.figures, report.issuer


def test_every_portal_that_is_asked_has_its_outcome_and_reason(series, passed):
    truth = {one.url: (one.outcome, one.reason) for one in passed.truth.portals if one.platform in PORTALS}
    found = series.outcomes(passed.night)
    assert found == {url: truth[url] for url in found}
    asked = {one.portal for one in passed.asked}
    assert found.keys() >= {one.url for one in passed.truth.portals if one.platform in asked & set(PORTALS)}


def test_portals_that_nobody_gets_into_for_a_night_are_told_of(series):
    (trouble,) = [one for one in series.passed if any(event.kind == "down" for event in one.night.events)]
    shut = {event.portal for event in trouble.night.events}
    truth = {one.url: (one.outcome, one.reason) for one in trouble.truth.portals if one.platform in shut}
    found = series.outcomes(trouble.night)
    assert {url: found.get(url) for url in truth} == truth


def test_the_archive_is_whole(passed):
    assert passed.ended.findings == []


@pytest.mark.parametrize("number", QUIET)
def test_a_night_without_changes_costs_next_to_nothing(series, number):
    first, quiet = series.passed[0], series.passed[number - 1]
    vanished = {urlsplit(url).path for (url,) in series.rows("SELECT url FROM vanishings")}  # asked for once more
    told = [f"{one.portal} {one.path}" for one in quiet.asked if one.path not in vanished]
    assert len(told) <= MOST_REQUESTS * len(first.asked), "\n".join(told)
    assert quiet.bytes <= MOST_BYTES * first.bytes
    assert series.rows(f"SELECT new_reports, changed_reports, gone_reports FROM runs WHERE id = {number}") == [
        (0, 0, 0)
    ]


def test_nobody_is_asked_twice_for_the_same(passed):
    asked = Counter((one.portal, one.path) for one in passed.asked if one.method == "GET" and one.status in (200, 304))
    assert [key for key, times in asked.items() if times > 1] == []
