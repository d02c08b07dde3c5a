"""Datasette's search box over the reports: finds what `nianbao search` finds, shows it readably, and takes anything."""

import json
import logging
import re
from dataclasses import replace
from urllib.parse import quote

import pytest

import nianbao
from archive.store import Store
from tests.archive.captures import keep, town_report
from tests.archive.web.served import served

TEXTS = {
    1: "全年受理行政複議 3 件，信访2件。",
    2: "信访、培训照常。<script>alert(1)</script>公开为常态",
    3: "主动公开20 条，其中行政复议决定书1份。",
    4: "无。",
}


def box(words):
    return f"/archive/reports.json?_shape=array&_size=max&_search={quote(words.encode('utf-8', 'replace'))}"


def listing_of(page):
    return page[page.index("report-listing") :].partition("</details>")[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("box") / "data"
    with Store(folder) as store:
        for town, text in TEXTS.items():
            record = town_report(town, 2020 + town)
            keep(store, replace(record, sections={"overview": text}), f"http://example.cn/{town}")
    return folder


@pytest.fixture(scope="module")
def site(folder):
    with served(folder) as opened:
        yield opened


WORDS = (
    *("行政复议", "行政複議", "信访", "信", "2021年", "2021 年 信访", "信访 -培训", "培训 OR 决定书", "公开，为常态"),
    *("20条", "政府信息公開", '"行政 复议"', "没有的词", "３件", "青禾县第1镇 复议"),
)


@pytest.mark.parametrize("words", WORDS)
def test_the_box_finds_what_the_terminal_finds(site, folder, capsys, words):
    assert nianbao.main(["search", words, "--json", "--data", str(folder)]) == 0
    terminal = {json.loads(line)["report_id"] for line in capsys.readouterr().out.splitlines()}
    assert {row["id"] for row in json.loads(site.get(box(words)).text)} == terminal


def test_a_search_shows_titles_and_words_that_lead_to_our_pages(site):
    page = site.get("/archive/reports?_search=行政复议").text
    listing = listing_of(page)
    assert listing.count("<li>") == 2
    assert "<mark>行政複議</mark> 3 件" in listing
    assert "找到的报告" in listing
    assert re.search(r'href="/zh/report/\d+"', listing)
    assert 'class="rows-and-columns"' in page


def test_without_a_search_each_row_still_has_its_link(site):
    page = site.get("/archive/reports", {"Accept-Language": "en"}).text
    listing = listing_of(page)
    assert listing.count('href="/en/report/') == len(TEXTS)
    assert "Pages of these reports" in listing
    assert "<mark>" not in listing


def test_one_row_has_its_link_too(site):
    assert 'href="/zh/report/1"' in site.get("/archive/reports/1").text


def test_one_column_can_be_searched(site):
    page = site.get("/archive/reports?_search_title=2021年").text
    assert page[page.index("report-listing") :].count("<mark>2021年</mark>") == 1
    assert 'class="rows-and-columns"' in site.get("/archive/reports?_search=信访&_searchmode=raw").text


def test_other_tables_look_as_ever(site):
    for table in ("snapshots", "report_text", "reports_fts"):
        page = site.get(f"/archive/{table}")
        assert page.status == 200
        assert "report-listing" not in page.text


def test_what_a_report_says_is_never_run(site):
    page = site.get("/archive/reports?_search=公开为常态").text
    assert "alert(1)" in page
    assert "<script>alert(1)" not in page


HOSTILE = (
    *(
        'a" OR *',
        "NEAR(信访 x)",
        "title:信访",
        "-",
        '"',
        "'); drop table reports;--",
        "信访\0",
        "\ud800",
        "^信访",
        "{a}:",
    ),
    *("公" * 5000, " ".join("甲乙丙丁戊"), "AND OR NOT", "*", "<script>alert(1)</script>", "%00%ff", "“”"),
)


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_is_answered(site, words):
    typed = quote(words.encode("utf-8", "replace"))
    page = site.get(f"/archive/reports?_search={typed}")
    assert page.status == 200
    assert "<script>alert(1)" not in page.text
    assert json.loads(site.get(box(words)).text) is not None


@pytest.mark.parametrize("words", ['a" OR *', "NEAR(", "nosuch:x", '"'])
def test_raw_syntax_gets_the_page_of_datasette_for_bad_requests(site, words, caplog):
    caplog.set_level(logging.CRITICAL)
    page = site.get(f"/archive/reports?_searchmode=raw&_search={quote(words)}")
    assert page.status == 400
    assert "Traceback" not in page.text


def test_sql_may_ask_for_words_and_snippets(site):
    sql = "select zh_snippet(narrative, :w, 12) as s from report_text where report_id in (select rowid from reports_fts where reports_fts match zh_query(:w)) order by report_id"
    rows = json.loads(site.get(f"/archive.json?_shape=array&w={quote('行政复议')}&sql={quote(sql)}").text)
    assert [("【行政複議】" in row["s"], "【行政复议】" in row["s"]) for row in rows] == [(True, False), (False, True)]
