"""Links of list fragments, names of columns, titles and counts; places are made up."""

import pytest

from crawler.lists.shared import column_of, parameter, plain, query, rows, whole_number
from tests.crawler.families.reading import page

URL = "http://www.qingtong.example/zwgk/zfxxgk/zfxxgknb/"


def told(markup):
    return [(one.ask.url, one.text) for one in rows(page("", URL), markup)]


def test_the_title_of_a_link_counts_where_its_text_is_cut():
    markup = '<li><a href="./202401/t1.html" title="白鹭镇2023年政府信息公开工作年度报告">白鹭镇2023年政府…</a></li>'
    assert told(markup) == [(f"{URL}202401/t1.html", "白鹭镇2023年政府信息公开工作年度报告")]


def test_the_text_of_a_link_counts_where_its_title_is_cut():
    # some templates cut the title attribute and not the text
    markup = '<a href="/a.html" title="南桥街道2023年政府信息...">南桥街道2023年政府信息公开年报</a>'
    assert told(markup)[0][1] == "南桥街道2023年政府信息公开年报"


def test_a_title_that_is_no_title_does_not_count():
    assert told('<a href="/a.html" title="详细">南桥街道2023年…</a>')[0][1] == "南桥街道2023年…"


def test_addresses_without_a_scheme_are_those_of_the_page():
    assert told('<a href="//xxgk.qingtong.example/a.html">年报</a>')[0][0] == "http://xxgk.qingtong.example/a.html"


def test_links_of_a_pager_and_those_that_lead_nowhere_are_left_out():
    markup = (
        '<a href="index_1.html">下一页</a><a href="index_2.html">3</a><a href="javascript:next(2)">白鹭镇年报</a>'
        '<a href="mailto:a@b.example">信箱</a><a href="2023n/">2023</a>'
    )
    assert told(markup) == [(f"{URL}2023n/", "2023")]


def test_a_picture_and_a_text_that_link_to_one_place_are_one_entry():
    assert told('<a href="/a.html"></a><a href="/a.html">年报</a><a href="/a.html">年报2</a>') == [
        ("http://www.qingtong.example/a.html", "年报2")
    ]


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<meta name="ColumnName" content="政府信息公开年报"><title>青桐县人民政府</title>', "政府信息公开年报"),
        ('<META content="年度报告" NAME="COLUMNNAME">', "年度报告"),
        ('<meta name="ColumnName" content="null"><title>政府信息公开年报-青桐县人民政府</title>', "政府信息公开年报"),
        # residue of a template in a tag
        ('<meta name="ColumnName" content="<CMSPRO_X>"><title>年报 | 青桐县</title>', "年报"),
        ("<p>没有</p>", ""),
    ],
)
def test_the_column_is_named_by_its_tag_or_else_by_the_title(markup, name):
    assert column_of(page(f"<html><head>{markup}</head></html>")) == name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("%u767D%u9E6D镇2023年", "白鹭镇2023年"),
        ("<em>年报</em>&nbsp;2023", "年报 2023"),
        ("&lt;b&gt;年报&lt;/b&gt;", "年报"),
        ("%uD83D", ""),  # half a character
        (None, ""),
        (12, ""),
    ],
)
def test_titles_read_as_a_reader_sees_them(value, text):
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("212", 212),
        (212, 212),
        ("共 14 页", 14),
        (0, 0),
        (None, None),
        (True, None),
        ("", None),
        (-1, None),
        ([], None),
    ],
)
def test_counts_come_as_numbers_and_as_texts(value, number):
    assert whole_number(value) == number


def test_a_query_keeps_what_is_not_changed_as_it_stands():
    assert (
        query("/s?a=%E5%B9%B4&page=1&random=0.1#x", page=2, random=None, q="年")
        == "/s?a=%E5%B9%B4&page=2&q=%E5%B9%B4#x"
    )
    assert query("http://[", page=2) == "http://["


def test_a_parameter_that_is_not_there_is_none():
    assert parameter("/s?page=3&x=", "page") == "3"
    assert parameter("/s?page=3&x=", "x") == ""
    assert parameter("/s", "page") is None
    assert parameter("http://[", "page") is None
