"""Words and filters on a small made-up archive to the page of hits, and to the table of them."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from archive.web.asking import BadRequestError
from archive.web.files import hits_file
from archive.web.pages import search
from archive.web.pages.search import PAGES
from tests.archive.captures import keep, town_report
from tests.archive.changes.nights import says
from tests.archive.web.served import served
from tests.archive.web.shown import asked, connection, html, look

(SEARCH,) = PAGES


@pytest.fixture
def filled(store):
    """Three towns for two years; one of them writes of 信访 in 2024."""
    for town in (1, 2, 3):
        for year in (2023, 2024):
            record = town_report(town, year)
            if (town, year) == (2, 2024):
                record = says("受理信訪案件3起。", record)  # 訪 as some portals print it
            keep(store, record, f"http://example.cn/{town}/{year}")
    return store


def ids(page):
    return [found.hit.report_id for found in page.hits]


def test_a_word_is_found_and_marked_where_it_stands(filled):
    shown = look(SEARCH, filled, q="信访")
    assert shown.spread.number == 1
    (found,) = shown.hits
    assert (found.hit.issuer, found.hit.year) == ("青禾县第2镇人民政府", 2024)
    assert "受理<mark>信訪</mark>案件" in html(SEARCH, filled, q="信访")


def test_hits_spread_over_years_and_kinds_with_links_that_narrow_and_widen(filled):
    shown = look(SEARCH, filled, q="政府信息公开")
    assert [(one.value, one.number) for one in shown.spread.years] == [(2024, 3), (2023, 3)]
    assert [(one.value, one.number) for one in shown.spread.kinds] == [("township_government", 6)]
    wide = html(SEARCH, filled, q="政府信息公开")
    assert "&amp;year=2023" in wide
    narrow = html(SEARCH, filled, q="政府信息公开", year="2023")
    assert 'aria-current="true"' in narrow
    assert "3 reports" in narrow


def test_filters_alone_list_reports_the_newest_year_first(filled):
    shown = look(SEARCH, filled)
    assert [found.hit.year for found in shown.hits] == [2024] * 3 + [2023] * 3
    assert shown.spread == look(SEARCH, filled, q="政府信息公开").spread
    assert all(found.hit.snippet for found in shown.hits)
    assert [found.hit.issuer for found in look(SEARCH, filled, place="第3镇").hits] == ["青禾县第3镇人民政府"] * 2
    assert look(SEARCH, filled, place="990101003", year="2023").spread.number == 1
    assert look(SEARCH, filled, kind="department").spread.number == 0


def test_marks_on_reports_are_filters_too(filled):
    keep(filled, says("另公开3条。", town_report(1, 2024)), "http://example.cn/1/2024")
    assert look(SEARCH, filled, changed="1").spread.number == 1
    with filled.changing() as writing:
        writing.execute("UPDATE checks SET verdict = 'violated', fault = 'source' WHERE report_id = 2")
        writing.execute("UPDATE checks SET verdict = 'violated', fault = 'reading' WHERE report_id = 3")
    assert ids(look(SEARCH, filled, violated="1", q="公开")) == [2]


def test_pages_follow_each_other_without_gap_or_double(filled, monkeypatch):
    monkeypatch.setattr(search, "ROWS", 4)
    for words in ("公开", ""):
        first, second = (look(SEARCH, filled, q=words, page=page) for page in "12")
        assert (first.has_more, second.has_more) == (True, False)
        assert len({*ids(first), *ids(second)}) == len(ids(first)) + len(ids(second)) == 6
    assert 'rel="next" href="/en/search?q=%E5%85%AC%E5%BC%80&amp;page=2"' in html(SEARCH, filled, q="公开")
    assert "the pages before it have hits" in html(SEARCH, filled, q="公开", page="3")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("，。", "There is nothing to look for"),
        ("-信访", "There is nothing to look for"),
        ("一 二 三 四", "too much at once"),
    ],
)
def test_what_cannot_be_looked_for_is_explained_with_how_to_ask(filled, words, why):
    shown = look(SEARCH, filled, q=words)
    assert (shown.spread, shown.hits) == (None, ())
    text = html(SEARCH, filled, q=words)
    assert why in text
    assert "A minus leaves a word out" in text


def test_nothing_found_is_not_taken_for_not_published(filled):
    text = html(SEARCH, filled, "zh", q="地铁", place="青禾")
    assert "没有找到符合条件的报告" in text
    assert "不等于没有公布" in text
    assert "地区要写全称" in text


def test_the_form_keeps_what_was_asked(filled):
    text = html(SEARCH, filled, q='公开 "目录"', year="2023-2024", kind="department", order="relevance", violated="1")
    assert 'value="公开 &#34;目录&#34;"' in text
    assert 'value="2023-2024"' in text
    assert 'value="department" selected' in text
    assert 'value="relevance" selected' in text
    assert 'name="violated" value="1" checked' in text


@pytest.mark.parametrize("asks", [{"year": "soon"}, {"place": "123"}, {"kind": "king"}, {"order": "id"}, {"page": "0"}])
def test_filters_that_mean_nothing_are_refused(filled, asks):
    with pytest.raises(BadRequestError):
        look(SEARCH, filled, q="公开", **asks)


def test_the_report_is_opened_with_the_words_that_were_looked_for(filled):
    assert 'href="/en/report/4?q=%E4%BF%A1%E8%AE%BF#hit"' in html(SEARCH, filled, q="信访")


def table(store, **parameters):
    text = hits_file.table(connection(store), asked(**parameters))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def test_the_table_holds_the_same_hits_with_the_capture_of_each(filled):
    for asks in ({"q": "公开"}, {"q": "信访"}, {"year": "2023"}, {}):
        assert [int(row["report_id"]) for row in table(filled, **asks)] == ids(look(SEARCH, filled, **asks))
    (row,) = table(filled, q="信访")
    own = "SELECT url, fetched_at, sha256, warc_record_id FROM snapshots WHERE url = 'http://example.cn/2/2024'"
    expected = connection(filled).execute(own).fetchone()
    assert (row["url"], row["captured_at"], row["sha256"], row["warc_record_id"]) == expected
    assert row["province"] == "青禾省"


def test_the_table_tells_of_the_current_version(filled):
    """An edit: the row is that of the text which stands now, and so is the capture."""
    keep(filled, says("另公开3条。", town_report(1, 2024)), "http://example.cn/1/2024")
    (row,) = table(filled, changed="1")
    last = connection(filled).execute("SELECT sha256 FROM snapshots ORDER BY id DESC LIMIT 1").fetchone()
    assert (row["version_count"], row["sha256"]) == ("2", last[0])


def test_a_name_that_excel_would_run_is_a_text_in_the_table(filled):
    town = town_report(9)
    keep(filled, replace(town, title='=HYPERLINK("http://x.example")'), "http://example.cn/9")
    assert table(filled)[0]["title"] == """'=HYPERLINK("http://x.example")"""


def test_a_server_answers_with_page_and_table_and_refuses_in_plain_words(filled, tmp_path):
    with served(tmp_path) as site:
        page = site.get("/zh/search?q=信访&year=2024")
        kept = site.get("/zh/search.csv?q=信访")
        refused = site.get("/en/search.csv?q=，")
        hostile = [
            site.get(f"/en/search?q={words}") for words in ('"', "NEAR(", "<script>", "*", "title:x", "%ED%A0%80")
        ]
    assert page.status == 200
    assert kept.headers["content-disposition"] == 'attachment; filename="nianbao-search.csv"'
    assert kept.body.startswith(b"\xef\xbb\xbfreport_id,")
    assert (refused.status, "cannot be searched" in refused.text) == (400, True)
    assert {answer.status for answer in hostile} == {200}
    assert all("<script>" not in answer.text for answer in hostile)
