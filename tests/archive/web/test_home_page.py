"""What the first page tells of a made-up archive, and of an empty one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.store import RunCounts
from archive.web.pages.home import PAGES, province_code
from tests.archive.captures import keep, town_report
from tests.archive.changes.nights import PAGE, PDF, REPORT, TWIN, Nights, says
from tests.archive.web.shown import html, look

(HOME,) = PAGES
EDITED = says("另公开3条。")


@pytest.fixture
def nights(store):
    return Nights(store)


def test_an_empty_archive_says_so_in_both_languages(store):
    home = look(HOME, store)
    assert (home.reports, home.bodies, home.snapshots, home.night, home.news) == (0, 0, 0, None, ())
    assert "还没有报告" in html(HOME, store, "zh")
    assert "There are no reports yet" in html(HOME, store, "en")


def test_figures_count_reports_bodies_and_snapshots(store):
    for year in (2022, 2024):
        keep(store, town_report(1, year), f"http://example.cn/1/{year}")
    keep(store, town_report(2), "http://example.cn/2")
    keep(store, town_report(2), "http://example.cn/2b")  # two portals carry one report
    home = look(HOME, store)
    assert (home.reports, home.bodies, home.snapshots) == (3, 2, 4)
    assert [(share.name, share.reports, share.bar) for share in home.years] == [(2024, 2, 100), (2022, 1, 50)]
    assert home.known_years == [2022, 2024]


def test_a_body_that_cannot_be_told_counts_as_no_body_and_no_year_is_no_nought(store):
    keep(store, replace(town_report(1), year=None, issuer=None, period=None), "http://example.cn/x")
    home = look(HOME, store)
    assert (home.reports, home.bodies) == (1, 0)
    assert [(share.name, share.reports) for share in home.years] == [(None, 1)]
    assert "not known" in html(HOME, store)


def test_provinces_stand_in_the_order_of_their_codes_with_links(store):
    for town, province in enumerate(("甘肃省", "河北省", None), start=1):
        record = town_report(town)
        division = replace(record.issuer.division, province=province)
        keep(store, replace(record, issuer=replace(record.issuer, division=division)), f"http://example.cn/{town}")
    home = look(HOME, store)
    assert [(share.name, share.code) for share in home.provinces] == [("河北省", "13"), ("甘肃省", "62"), (None, None)]
    assert 'href="/en/place/62"' in html(HOME, store)
    assert province_code("内蒙古自治区") == "15"


def test_the_last_night_is_the_last_that_ended(nights):
    with nights.night():
        nights.reads(REPORT)
    home = look(HOME, nights.store)
    assert home.night.started_at.startswith("2025-01-31T18:00:00")
    assert "2025-02-01 02:00" in html(HOME, nights.store)
    assert 'href="/en/changes?since=2025-02-01"' in html(HOME, nights.store)
    nights.store.begin_run()
    assert look(HOME, nights.store).is_running
    assert look(HOME, nights.store).night.started_at == home.night.started_at
    nights.store.finish_run(0, RunCounts())
    assert not look(HOME, nights.store).is_running


def test_another_text_of_a_later_night_is_news_with_both_versions(nights):
    for record in (REPORT, EDITED):
        with nights.night():
            nights.reads(record)
    (one,) = look(HOME, nights.store).news
    assert (one.kind, one.issuer, one.year) == ("edited", "青禾县第1镇人民政府", 2024)
    assert f"/report/{one.report_id}/versions/{one.old_version}/{one.new_version}" in html(HOME, nights.store)


def test_page_and_file_that_differ_from_the_start_are_no_news(nights):
    with nights.night():
        nights.reads(REPORT, PAGE)
        nights.reads(says("附表略。", REPORT, "pdf"), PDF)
    assert look(HOME, nights.store).news == ()


def test_what_is_gone_is_told_apart_from_what_stands_elsewhere_still(nights):
    with nights.night():
        nights.reads(REPORT, PAGE)
        nights.reads(REPORT, TWIN)
    with nights.night() as run:
        nights.gone(run, PAGE)
        mark_gone(nights, PAGE)
    assert [one.kind for one in look(HOME, nights.store).news] == ["moved"]
    with nights.night(after=timedelta(days=1)) as run:
        nights.gone(run, TWIN)
        mark_gone(nights, TWIN)
    assert [one.kind for one in look(HOME, nights.store).news] == ["vanished"]


def mark_gone(nights, url):
    with nights.store.changing() as connection:
        connection.execute("UPDATE sightings SET gone_at = '2025-02-02T00:00:00.000000Z' WHERE url = ?", (url,))


def test_a_title_that_holds_tags_stays_text(store):
    record = town_report(1)
    issuer = replace(record.issuer, name="<script>alert(1)</script>镇人民政府")
    keep(store, replace(record, issuer=issuer), "http://example.cn/1")
    assert "&lt;script&gt;" in html(HOME, store)


def test_the_search_box_and_three_examples_lead_to_the_search(store):
    text = html(HOME, store, "zh")
    assert 'action="/zh/search"' in text
    assert text.count('href="/zh/search?q=') == 3
