"""Pages as portals make them, to what they are and where they lead."""

import time

import pytest

from crawler.families.family import Listing
from crawler.pages.asking import Ask, lead
from crawler.pages.looking import Look, is_candidate_text, is_list_of_reports, look
from crawler.pages.page import Page
from crawler.pages.scent import FOLLOW, Where
from tests.crawler.scene import HOST, SECTIONS, html, links, title

URL = f"{HOST}/zwgk/"


def seen(body: str, where: Where = "portal", *, column: str = "", page_title: str = "", **more) -> Look:
    return look(Page(URL, html(body, column=column, title=page_title).encode()), where, **more)


def led_to(found: Look) -> dict[str, str]:
    return {way.ask.url.removeprefix(HOST): way.scent.kind for way in found.ways if way.scent.score >= FOLLOW}


def test_links_with_scent_are_ways_and_others_are_not():
    found = seen(links(("/nb/", "政府信息公开年报"), ("/xw/", "今日要闻"), ("/1.html", title(1)), ("/gk/", "政务公开")))
    assert led_to(found) == {"/nb/": "column", "/1.html": "report", "/gk/": "portal"}
    assert not {way.text for way in found.ways} & {"今日要闻"}


def test_what_is_refused_by_its_words_stays_to_be_told():
    (way,) = seen(links(("/1.html", "2023年政府网站工作年度报表")), "column").ways
    assert way.scent.against == "look_alike"


@pytest.mark.parametrize(
    ("column", "page_title"),
    [("政府信息公开年报", ""), ("", "政府信息公开年报-青桐县人民政府"), ("", "政府信息公开年报_青桐县人民政府")],
)
def test_a_page_that_names_itself_a_column_is_one(column, page_title):
    found = seen(links(("/2023n/", "2023年"), ("/jyj/", "教育局")), column=column, page_title=page_title)
    assert found.where == "column"
    assert led_to(found) == {"/2023n/": "column", "/jyj/": "column"}


@pytest.mark.parametrize(
    ("column", "page_title"),
    [("今日要闻", ""), ("", title(1)), ("", "青年报-青桐县人民政府"), ("政府网站工作年度报表", "")],
)
def test_others_are_not(column, page_title):
    assert seen(links(("/2023n/", "2023年")), column=column, page_title=page_title).where == "portal"


def test_the_page_of_a_report_is_told_by_its_parts():
    assert seen(SECTIONS).is_report
    assert not seen("<p>一、总体情况</p><p>天气晴。</p>").is_report
    assert not seen(links(*((f"/{town}.html", title(town)) for town in range(5)))).is_report


def test_what_stands_around_a_report_is_no_column():
    found = seen(SECTIONS + links(("/2023n/", "2023年")), "column", column="政府信息公开年报", is_candidate=True)
    assert found.is_report
    assert led_to(found) == {}


def test_a_list_of_reports_is_told_by_its_titles():
    assert seen(links(*((f"/{town}.html", title(town)) for town in range(5))), "column").is_list_of_reports
    assert not seen(links(("/1.html", title(1)))).is_list_of_reports


def test_a_short_word_takes_the_scent_of_its_heading():
    found = seen('<div><h3>政府信息公开年报</h3><a href="/nb/">更多&gt;&gt;</a></div>')
    assert led_to(found) == {"/nb/": "column"}


def test_a_page_that_only_leads_on_is_a_redirect():
    page = Page(URL, b"<script>window.location.href='./2024n/'</script>")
    assert look(page, "column").redirect == f"{HOST}/zwgk/2024n/"


def test_an_empty_shell_of_scripts_needs_a_browser():
    shell = b'<html><body><div id="app"></div><script src="/js/app.3f1c.js"></script></body></html>'
    assert look(Page(URL, shell), "column").needs_rendering
    assert not seen("<p>暂无信息</p>").needs_rendering


def test_a_frame_is_followed():
    found = seen('<iframe src="/list/iframe.html"></iframe>', "column", column="年报")
    assert "/list/iframe.html" in {way.ask.url.removeprefix(HOST) for way in found.ways}


def test_a_list_is_of_reports_by_its_place_its_name_or_its_titles():
    news, reports = (
        [lead(f"{HOST}/{n}", "今日要闻") for n in range(4)],
        [lead(f"{HOST}/{n}", title(n)) for n in range(4)],
    )
    assert is_list_of_reports(Listing(news), "column")
    assert is_list_of_reports(Listing(news, name="政府信息公开年报"), "portal")
    assert is_list_of_reports(Listing([*reports, *news]), "portal")
    assert not is_list_of_reports(Listing([*reports[:1], *news]), "portal")
    assert not is_list_of_reports(Listing(), "portal")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b"0",
        b'{"data": null}',
        b'{"data": {"results": [null, 1, "x"]}}',
        b"<",
        b"<!--",
        b"<a href=",
        b"\x00" * 99,
    ],
)
@pytest.mark.parametrize("family", [None, "jpage", "ucap", "gkmlpt", "openness", "nobody"])
def test_whatever_comes_is_looked_at_without_error(payload, family):
    found = look(Page(URL, payload, "text/html", Ask(URL, family=family, memo=("1", "2"))), "column")
    assert not found.is_report


def test_a_file_is_no_page():
    found = look(Page(URL, b"%PDF-1.4" + SECTIONS.encode()), "column")
    assert not found.is_report
    assert not found.ways
    assert not is_candidate_text(Page(URL, b"%PDF-1.4" + SECTIONS.encode()))


def test_a_page_of_usual_length_takes_little_time():
    body = html(links(*((f"/xw/{number}.html", f"今日要闻之{number}") for number in range(300))))
    look(Page(URL, body.encode()), "home")
    began = time.process_time()
    for _ in range(5):
        look(Page(URL, body.encode()), "home")
    assert (time.process_time() - began) / 5 < 0.1
