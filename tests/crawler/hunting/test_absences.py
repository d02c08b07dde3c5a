"""Portals that change from night to night: what is found, what is gone, what came back, and what that costs."""

import pytest

from crawler.hunting.errand import Errand
from crawler.pages.asking import Ask
from tests.crawler.hunting.standing import column, gone, marked
from tests.crawler.scene import GONE, HOST, Told, html, links

SOFT_404 = Told(html("<h3>您访问的页面不存在或已被删除</h3>").encode())


def test_a_night_without_changes_asks_for_what_may_show_new_reports_only(county):
    county.later(1)
    outcome = county.run()
    assert (outcome.outcome, outcome.reports, outcome.pages) == ("complete", 3, 1)
    assert county.paths == ["/nb/"]


def test_a_new_year_may_have_a_column_of_its_own_and_that_is_found_the_night_it_appears(county):
    county.later(356)
    assert county.run().reports == 3
    county.later(1)
    entry = county.report("/nb2025/1.html", 1, 2025)
    columns = links(("/nb/", "政府信息公开年报"), ("/nb2025/", "2025年政府信息公开年报"))
    county.page("/zwgk/zfxxgk/", columns, "政府信息公开")
    county.page("/nb2025/", links(entry), "2025年政府信息公开年报")
    assert county.run().reports == 4
    assert set(county.paths) == {"/zwgk/zfxxgk/", "/nb/", "/nb2025/", "/nb2025/1.html"}


def test_a_new_report_is_found_the_night_it_appears(county):
    county.later(1)
    column(county, 1, 2, 3, 4)
    assert county.run().reports == 4
    assert county.paths == ["/nb/", "/nb/4.html"]


def test_a_report_that_left_its_list_and_is_gone_is_noted_once_and_confirmed_the_next_night(county):
    county.later(1)
    column(county, 1, 3)
    county.answers("/nb/2.html", GONE)
    assert county.run().outcome == "complete"
    assert gone(county) == {"/nb/2.html": ("gone", False, False)}
    assert marked(county) == {"/nb/2.html"}
    county.later(1)
    county.run()
    assert gone(county) == {"/nb/2.html": ("gone", True, False)}
    county.later(1)
    county.run()
    assert "/nb/2.html" not in county.paths
    assert county.store.query("SELECT count(*) FROM reports") == [(3,)], "it stays readable"


def test_a_report_that_is_back_is_not_gone_any_more(county):
    county.later(1)
    column(county, 1, 3)
    county.answers("/nb/2.html", GONE)
    county.run()
    county.later(1)
    column(county, 1, 2, 3)
    county.run()
    assert gone(county) == {"/nb/2.html": ("gone", False, True)}
    assert marked(county) == set()


def test_a_report_may_go_twice(county):
    for _ in range(2):
        column(county, 1, 3)
        county.answers("/nb/2.html", GONE)
        county.later(1)
        county.run()
        column(county, 1, 2, 3)
        county.later(1)
        county.run()
    rows = county.store.query("SELECT url, gone_at < back_at FROM vanishings")
    assert rows == [(f"{HOST}/nb/2.html", 1)] * 2


def test_a_report_that_left_its_list_and_is_still_there_is_not_gone(county):
    county.later(1)
    column(county, 1, 3)
    county.run()
    assert "/nb/2.html" in county.paths
    assert gone(county) == {}


@pytest.mark.parametrize("told", [SOFT_404, "timeout", Told(b"", "302 Found", (f"Location: {HOST}/",))])
def test_off_its_list_and_unreachable_is_gone(county, told):
    county.later(1)
    column(county, 1, 3)
    county.answers("/nb/2.html", told)
    county.run()
    assert gone(county) == {"/nb/2.html": ("unlisted", False, False)}


@pytest.mark.parametrize("told", [SOFT_404, "timeout", Told(b"<h1>403 Forbidden</h1>", "403 Forbidden")])
def test_on_its_list_and_unreachable_is_not_gone(county, told):
    county.later(1, "all")
    county.answers("/nb/2.html", told)
    county.run()
    assert gone(county) == {}


def test_a_report_on_its_list_that_gives_another_page_is_told_in_the_notes(county):
    county.later(1, "all")
    county.answers("/nb/2.html", SOFT_404)
    assert county.run().notes == "1 known report on a list still, and another page in its place"


def test_a_refusal_makes_nothing_gone(county):
    """It may still be there for others."""
    county.later(1)
    column(county, 1, 3)
    county.answers("/nb/2.html", Told(b"<h1>403 Forbidden</h1>", "403 Forbidden"))
    county.run()
    assert gone(county) == {}


def test_a_portal_that_moved_to_another_platform_is_walked_through_anew(county):
    """All old addresses are gone, the same reports stand under new ones: nothing vanished."""
    entries = [county.report(f"/public/{town}.html", town) for town in (1, 2, 3)]
    county.page("/", links(("/public/", "政务公开")))
    county.page("/public/", links(("/public/column/", "政府信息公开年报")))
    county.page("/public/column/", links(*entries), "政府信息公开年报")
    for path in ("/zwgk/", "/zwgk/zfxxgk/", "/nb/", *(f"/nb/{town}.html" for town in (1, 2, 3))):
        county.answers(path, GONE)
    county.later(1)
    outcome = county.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 3)
    assert marked(county) == {f"/nb/{town}.html" for town in (1, 2, 3)}
    gone_everywhere = (
        "SELECT count(*) FROM reports WHERE id NOT IN (SELECT report_id FROM sightings WHERE gone_at IS NULL)"
    )
    assert county.store.query(gone_everywhere) == [(0,)]


def test_what_the_server_says_is_unchanged_is_seen_again_without_a_capture(county):
    tags = ('ETag: "a"',)
    page = Told(html(links(*(county.report(f"/nb/{town}.html", town) for town in (1, 2, 3))), column="年报").encode())
    county.answers("/nb/", Told(page.payload, headers=tags), Told(b"", "304 Not Modified", tags))
    county.later(1)
    county.run()
    county.later(1)
    before = county.store.query("SELECT count(*) FROM snapshots")
    assert county.run().reports == 3
    assert county.store.query("SELECT count(*) FROM snapshots") == before
    assert county.results()["/nb/"] == "unchanged"


def test_a_report_that_the_server_says_is_unchanged_was_seen_tonight(county):
    tags = ('ETag: "a"',)
    body = html("<h1>x</h1>").encode()
    county.answers("/nb/1.html", Told(body, headers=tags), Told(b"", "304 Not Modified", tags))
    county.later(1, "all")
    county.run()
    first = county.store.query("SELECT last_seen FROM sightings WHERE url LIKE '%/nb/1.html'")
    county.later(1, "all")
    county.run()
    assert county.store.query("SELECT last_seen FROM sightings WHERE url LIKE '%/nb/1.html'") > first
    assert county.reader.urls == [], "nothing was read anew"


def test_a_304_for_what_is_lost_is_asked_for_again_in_full(county, monkeypatch):
    tags = ('ETag: "a"',)
    page = Told(county.exchange(county.hunt.trail.start(f"{HOST}/nb/"), Told(b"")).payload, headers=tags)
    county.answers("/nb/", page, Told(b"", "304 Not Modified"), Told(html(links(("/nb/1.html", "x"))).encode()))
    county.later(1)
    county.run()
    county.later(1)
    monkeypatch.setattr(type(county.memory), "original", lambda *_: None)
    county.run()
    assert county.paths.count("/nb/") == 2


def test_the_very_same_bytes_are_not_read_a_second_time(county):
    county.later(1, "all")
    assert county.run().reports == 3
    assert county.reader.urls == []
    assert county.store.query("SELECT count(*) FROM readings") == [(6,)]


def test_an_edited_report_has_its_other_addresses_looked_at_in_the_same_night(county):
    file = '<p>附件：<a href="/nb/1.pdf">年报.pdf</a></p>'
    county.report("/nb/1.html", 1, beside=file)
    county.answers("/nb/1.pdf", Told(b"%PDF-1.4 one"))
    county.reads("/nb/1.pdf", *county.reader.records[f"{HOST}/nb/1.html"])
    county.later(1, "all")
    county.run()
    assert "/nb/1.pdf" in county.paths
    county.later(9)
    county.memory.must_visit(f"{HOST}/nb/1.html")
    county.report("/nb/1.html", 1, beside=file, text="改过的全文")
    county.run()
    assert "/nb/1.pdf" in county.paths
    assert county.addresses()["/nb/1.html"].visit.changes == 1


def test_a_known_report_page_that_is_no_report_any_more_is_no_version_of_it(county):
    county.later(1, "all")
    county.page("/nb/2.html", "<p>本页面正在维护，请稍后访问。</p>")
    county.reader.records.pop(f"{HOST}/nb/2.html")
    county.run()
    assert county.store.query("SELECT max(version_count) FROM reports") == [(1,)]
    assert gone(county) == {}


def test_a_lone_report_that_is_gone_is_noted_though_nothing_else_was_due(county):
    """Whether the portal otherwise answers is asked of the list where it stood."""
    county.later(1)
    county.run()
    county.later(0.1)
    county.answers("/nb/2.html", GONE)
    county.memory.must_visit(f"{HOST}/nb/2.html")
    county.run()
    assert gone(county) == {"/nb/2.html": ("gone", False, False)}
    assert county.paths == ["/nb/2.html", "/nb/"]


def test_the_rules_of_a_host_are_asked_for_once_a_day(county):
    county.answers("/robots.txt", Told(b"User-agent: *\nDisallow: /x/\n"))
    for days, asked in ((1, 1), (0.9, 0), (0.2, 1)):
        county.later(days, "all" if asked else "due")
        robots = Errand(Ask(f"{HOST}/robots.txt"), "robots", 1000)
        turn = county.hunt.turn(robots)
        assert (turn.remembered is None) == bool(asked)
        if turn.remembered:
            county.hunt.arrived(robots, turn.remembered.exchange, turn.remembered)
        else:
            county.give(robots)
        assert not county.servers.of(HOST).robots.allows(f"{HOST}/x/1", "nianbao-test")
