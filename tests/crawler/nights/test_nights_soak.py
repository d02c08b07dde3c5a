"""Two years night by night over three small portals: what happens is recorded once, and no night costs more for it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import mean

import pytest

from crawler.sample.happenings import Happening
from crawler.sample.nights import NIGHTS, OF_ONE_NIGHT, Night
from crawler.sample.server import sample_portals
from tests.crawler.nights.series import Series

PORTALS = ("vsb", "gkmlpt", "aspx")
SECONDS = 3600
AFTER = 60  # nights after the last that brings something
YEAR = timedelta(days=365)
SOON = timedelta(days=45)  # the longest interval of a report that is known for less than a year, and some nights
IN_TIME = timedelta(days=400)  # ... of an old one
COMES_BACK = timedelta(days=100)  # after which the place of one that is gone has been looked at


def shown(day: date) -> Night:
    """The night of a day with the portals as they then stand; what lasts one night is over the next day."""
    latest = [one for one in NIGHTS if one.date <= day][-1]
    if latest.date == day:
        return latest
    kinds = {event.kind for event in latest.events if event.portal in PORTALS}
    return Night(latest.number - 1 if kinds and kinds <= OF_ONE_NIGHT else latest.number, day, ())


@pytest.fixture(scope="module")
def series(tmp_path_factory) -> Iterator[Series]:
    first, last = NIGHTS[0].date, NIGHTS[-1].date
    days = [first + timedelta(days=number) for number in range((last - first).days + AFTER)]
    with sample_portals(first_port=0) as counties:
        lived = Series(tmp_path_factory.mktemp("years"), counties, PORTALS)
        lived.register()
        lived.run(map(shown, days), seconds=SECONDS, proved_each=100)
        yield lived


def told(series: Series, kind: str) -> list[tuple[date, Happening]]:
    """What happened on the portals of the register, with the day."""
    homes = series.homes()
    return [
        (one.night.date, happening)
        for one in series.passed
        if one.night.events
        for happening in getattr(one.happened, kind)
        if happening.portal in homes
    ]


@pytest.mark.soak
def test_every_new_report_is_found_the_night_it_appears(series):
    first = {(series.passed[0].night.date, report) for report in series.standing(series.passed[0]).values()}
    assert series.new() == first | {(day, (new.issuer, new.year)) for day, new in told(series, "new")}


@pytest.mark.soak
def test_every_edit_is_recorded_once_and_before_long(series):
    began, ended = series.passed[0].night.date, series.passed[-1].night.date
    times = Counter(report for _, report in series.edits())
    found = {report: day for day, report in series.edits()}
    true = told(series, "edited")
    assert times.keys() <= {(one.issuer, one.year) for _, one in true}
    assert set(times.values()) == {1}
    for day, one in true:
        last = day + (SOON if day - began < YEAR else IN_TIME)
        if last <= ended:
            assert day <= found[one.issuer, one.year] <= last, one


@pytest.mark.soak
def test_every_vanishing_is_recorded_once_and_nothing_that_stands_is_gone(series):
    by_date = {one.night.date: one for one in series.passed}
    assert [(day, url) for day, url in series.gone() if url in series.standing(by_date[day])] == []
    gone = Counter(url for _, url in series.gone())
    found = {url: day for day, url in series.gone()}
    for day, one in told(series, "vanished"):
        assert gone[one.address] == 1, one
        assert day <= found[one.address] <= day + IN_TIME, one
    back = {url: day for day, url in series.back()}
    returned = told(series, "returned")
    assert back.keys() == {one.address for _, one in returned}
    for day, one in returned:
        assert day <= back[one.address] <= day + COMES_BACK, one
    away = {(one.issuer, one.year) for _, one in told(series, "vanished")}
    assert series.vanished() == away - {(one.issuer, one.year) for _, one in returned}


@pytest.mark.soak
def test_the_archive_is_whole_and_nights_cost_little_and_always_the_same(series):
    assert [finding for one in series.passed for finding in one.ended.findings] == []
    first, quiet = series.passed[0], [one for one in series.passed[1:] if not one.night.events]
    assert mean(len(one.asked) for one in quiet) <= 0.1 * len(first.asked)
    assert mean(one.bytes for one in quiet) <= 0.05 * first.bytes
    early, late = (mean(one.ended.seconds for one in some) for some in (quiet[:100], quiet[-100:]))
    assert late <= 3 * early
