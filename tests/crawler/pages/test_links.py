"""Pages with links as templates write them, to addresses, words, and the heading that they stand under."""

import pytest

from crawler.pages.links import anchors, caption
from crawler.pages.page import Page

URL = "http://www.qingtong.example/zwgk/index.html"


def links(body: str) -> list[tuple[str, str]]:
    return [(one.url.removeprefix("http://www.qingtong.example"), one.text) for one in anchors(page(body))]


def page(body: str) -> Page:
    return Page(URL, f"<html><body>{body}</body></html>".encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("markup", "url", "words"),
    [
        ('<a href="nb/">年报</a>', "/zwgk/nb/", "年报"),
        ("<A HREF='../xw/a.html#x'>要闻</A>", "/xw/a.html", "要闻"),
        ("<a href=nb/>年 报</a>", "/zwgk/nb/", "年 报"),
        # lists cut a title and keep the whole one in an attribute
        ('<a href="a.html" title="白鹭镇2023年年度报告">白鹭镇2023年…</a>', "/zwgk/a.html", "白鹭镇2023年年度报告"),
        ('<a href="a.html" title="白鹭镇2023年年度报告">白鹭镇2023</a>', "/zwgk/a.html", "白鹭镇2023年年度报告"),
        ('<a href="a.html" title="在新窗口打开">白鹭镇年报</a>', "/zwgk/a.html", "白鹭镇年报"),
        ('<a href="a.html" title="年报"><img src="x.png"></a>', "/zwgk/a.html", "年报"),
        ('<a href="a.html"><img src="x.png" alt="信息公开年报"></a>', "/zwgk/a.html", "信息公开年报"),  # buttons
        ('<map><area href="a.html" title="年报"></map>', "/zwgk/a.html", "年报"),
        ('<a href="a.html"><span>2023</span><b>年报</b></a>', "/zwgk/a.html", "2023年报"),
        ('<a href=" a.html\n">年报</a>', "/zwgk/a.html", "年报"),
    ],
)
def test_a_link_has_its_whole_address_and_words(markup, url, words):
    assert links(markup) == [(url, words)]


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="javascript:void(0)">年报</a>',
        '<a href="mailto:gk@qingtong.example">信箱</a>',
        '<a name="top">年报</a>',
        '<a href="">年报</a>',
        '<a href="#top">顶部</a>',
        '<a href="http://[::1">年报</a>',
    ],
)
def test_what_leads_nowhere_is_no_link(markup):
    assert links(markup) == []


def test_an_address_is_given_once_with_its_first_words():
    body = '<a href="a.html"><img src="x.png"></a><a href="a.html">白鹭镇年报</a><a href="a.html">详细</a>'
    assert links(body)[-1] == ("/zwgk/a.html", "白鹭镇年报")
    assert links('<a href="a.html">白鹭镇年报</a><a href="a.html">详细</a>') == [("/zwgk/a.html", "白鹭镇年报")]


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b'{"a": 1}', b"%PDF-1.7", b"no markup at all"])
def test_what_is_no_markup_has_none(body):
    assert list(anchors(Page(URL, body))) == []


@pytest.mark.parametrize(
    "body",
    [
        '<div><h3>政府信息公开年报</h3><span><a href="nb/">更多</a></span></div>',
        '<div class="lm_tit"><span>政府信息公开年报</span><a href="nb/">更多</a></div>',
        '<div><div class="hd">政府信息公开年报</div><ul><li><a href="nb/">更多</a></li></ul></div>',
        '<dl><dt>政府信息公开年报</dt><dd><p><a href="nb/">更多</a></p></dd></dl>',
    ],
)
def test_more_stands_under_the_name_of_its_column(body):
    (found,) = anchors(page(body))
    assert caption(found.element) == "政府信息公开年报"


def test_a_long_text_before_a_link_is_no_heading():
    (found,) = anchors(page(f'<div><h3>{"公开" * 60}</h3><a href="nb/">更多</a></div>'))
    assert caption(found.element) == ""


def test_a_link_deep_in_a_page_without_headings_has_none():
    (found,) = anchors(page("<div>" * 100 + '<a href="nb/">更多</a>'))
    assert caption(found.element) == ""
