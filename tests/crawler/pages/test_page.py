"""Answers of every kind to what can be read from them: words, tags, titles, whole addresses; or nothing, and no error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.page import MOST_BYTES, Page, join, parse, words_of

URL = "http://www.qingtong.example/zwgk/index.html"


def page(source: str, charset: str = "utf-8", told: str | None = "text/html; charset={}") -> Page:
    return Page(URL, source.encode(charset), told.format(charset) if told else None)


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb18030", "big5"])
def test_a_page_is_read_in_the_charset_that_the_server_tells(charset):
    assert "公" in page("<title>公文</title>", charset).text


def test_or_that_it_tells_itself_or_that_its_bytes_show():
    told = page('<html><head><meta charset="gbk"><title>青桐县人民政府</title></head></html>', "gbk", None)
    assert told.title == "青桐县人民政府"
    silent = page("<title>青桐县人民政府信息公开年报专栏</title>" * 5, "gbk", None)
    assert "信息公开年报" in silent.text


def test_the_first_tag_that_says_something_counts():
    found = page(
        '<meta name="SiteName" content=" "><META NAME="sitename" CONTENT="青桐县 人民政府">'
        '<meta name="ColumnName" content="null"><meta name=ColumnName content=年报><meta content="x">'
    ).metas
    assert found == {"sitename": "青桐县 人民政府", "columnname": "年报"}


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("a.html", "http://www.qingtong.example/zwgk/a.html"),
        ("./a.html", "http://www.qingtong.example/zwgk/a.html"),
        ("../../../a.html", "http://www.qingtong.example/a.html"),
        ("//b.example/a", "http://b.example/a"),
        ("?page=2", "http://www.qingtong.example/zwgk/index.html?page=2"),
        (" /a\n.html\t", "http://www.qingtong.example/a.html"),
        ("HTTP://b.example/a#top", "http://b.example/a"),
        ("/年报/", "http://www.qingtong.example/年报/"),
    ],
)
def test_addresses_are_made_whole(written, whole):
    assert (page("<p>").absolute(written) or "").replace("HTTP:", "http:") == whole


@pytest.mark.parametrize(
    "written",
    [
        None, "", " ", "#", "javascript:;", "JavaScript:void(0)", "java\nscript:x", "mailto:a@b.example", "tel:110",
        "data:text/html,x", "file:///etc/passwd", "ftp://a.example/", "http://[::1", "weixin://x", "/" + "a" * 5000,
    ],
)  # fmt: skip
def test_what_cannot_be_fetched_is_none(written):
    assert page("<p>").absolute(written) is None


def test_a_base_tag_counts_and_a_bad_one_does_not():
    assert page('<base href="/new/"><p>').absolute("a") == "http://www.qingtong.example/new/a"
    assert page('<base href="javascript:x"><p>').absolute("a") == "http://www.qingtong.example/zwgk/a"


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.7\n<html>", b"PK\x03\x04<a href=x>", b"\xd0\xcf\x11\xe0", b"\x89PNG\r\n", b"\xff\xd8\xff", b"Rar!"],
)
def test_files_have_no_words_and_no_links(body):
    found = Page(URL, body, "text/html")
    assert found.is_file
    assert (found.text, found.is_markup, found.tree, dict(found.metas)) == ("", False, None, {})


@pytest.mark.parametrize("body", [b"", b" \n", b"null", b"[]", b'{"a": "<b>"}', b"true", b"no markup"])
def test_what_is_neither_file_nor_markup_is_read_without_error(body):
    found = Page(URL, body)
    assert not found.is_file
    assert not found.is_markup
    assert (found.title, dict(found.metas)) == ("", {})


@given(st.binary(max_size=300), st.sampled_from([None, "text/html", "text/html; charset=gbk", "charset=\0", "x"]))
def test_any_bytes_are_a_page(body, told):
    found = Page(URL, b"<" + body, told)
    assert isinstance(found.text, str)
    assert isinstance(found.title, str)
    assert isinstance(found.absolute("x"), str | None)


@given(st.text(max_size=100))
def test_any_text_is_an_address_or_none(text):
    found = join(URL, text)
    assert found is None or found.startswith(("http://", "https://"))


def test_of_endless_markup_only_the_beginning_is_looked_at():
    found = Page(URL, b"<p>" + b"x" * (MOST_BYTES + 1000))
    assert len(found.text) <= MOST_BYTES


def test_words_have_their_blanks_put_right():
    tree = parse("<p> 年\n<b>报 </b>\xa0专栏</p>")
    assert words_of(tree) == "年 报 专栏"


def test_what_stands_after_the_end_of_a_page_is_read_as_browsers_read_it():
    """Templates put whole documents into one another."""
    found = page("<html><body><p>一</p></body></html><html><body><a href='/nb/'>年报</a></body></html>")
    assert "年报" in words_of(found.tree)
