"""Static columns of TRS, walked from the first page to the last; places are made up."""

import pytest

from crawler.families.trs_static import FAMILY
from tests.crawler.families.reading import page, read_to_end

COLUMN = "http://www.qingtong.example/zwgk/zfxxgk/zfxxgknb/"
ROWS = 15


def column(number, total, pager=None, stub=""):
    """A column between a menu and a box of news, which have links in rows as well."""
    pages = -(-total // ROWS)
    rows = "".join(
        f'<li><a href="./202401/t20240116_{n:07}.html" target="_blank" title="白鹭镇{n}号政府信息公开工作年度报告">白鹭镇{n}号…</a>'
        "<span>2024-01-16</span></li>"
        for n in range(number * ROWS, min(total, (number + 1) * ROWS))
    )
    written = pager or f'createPageHTML({pages}, {number}, "index", "html");'
    menu = "".join(f'<li><a href="/zwgk/{n}/">栏目{n}</a></li>' for n in range(20))
    news = "".join(
        f'<li><a href="/xw/t20250101_{n}.html">新闻动态第{n}条</a><span>2025-01-01</span></li>' for n in range(25)
    )
    return (
        f'<html><head><meta name="ColumnName" content="政府信息公开年报"></head><body><ul class="menu">{menu}</ul>'
        f'<div class="side"><ul>{news}</ul></div><div class="main"><ul class="gl-list">{rows}</ul>'
        f'<div class="page"><script>{written}</script></div></div></body></html>'
    )


def walk(total, pager=None, **more):
    def server(ask):
        file = ask.url.removeprefix(COLUMN)
        return column(int(file.removeprefix("index_").removesuffix(".html")), total, pager)

    return read_to_end(FAMILY, page(column(0, total, pager), COLUMN, **more), server)


@pytest.mark.parametrize(("total", "requests"), [(1, 0), (15, 0), (16, 1), (41, 2), (200, 13)])
def test_every_entry_of_every_page_and_not_a_page_more(total, requests):
    seen, asked = walk(total)
    assert seen == {f"{COLUMN}202401/t20240116_{n:07}.html" for n in range(total)}
    assert len(asked) == requests


def test_the_next_page_is_a_plain_address():
    asked = walk(16)[1]
    assert (asked[0].url, asked[0].more) == (f"{COLUMN}index_1.html", "")


def test_the_list_says_its_name_its_pages_and_whole_titles():
    listing = FAMILY.read(page(column(0, 41), COLUMN))[0]
    assert (listing.name, listing.pages, listing.declared) == ("政府信息公开年报", 3, None)
    assert listing.items[0].text == "白鹭镇0号政府信息公开工作年度报告"
    assert {one.around for one in listing.items} == {"政府信息公开年报"}


def test_a_number_of_entries_written_out_in_the_page_is_declared():
    # a pager written out in the page; far pages may be stubs, so that fewer are seen than are declared
    listing = FAMILY.read(page(column(0, 41, "var countnum=634; var currentPage=0; var countPage=43;"), COLUMN))[0]
    assert (listing.declared, listing.pages) == (634, 43)


def test_a_short_last_page_beside_a_long_box_of_news():
    listing = FAMILY.read(page(column(2, 31), COLUMN + "index_2.html"))[0]
    assert [one.ask.url for one in listing.items] == [f"{COLUMN}202401/t20240116_0000030.html"]


def test_articles_are_of_the_platform_but_are_no_lists():
    article = page('<div class="TRS_Editor"><p>一、总体情况</p></div>', COLUMN + "202401/t20240116_1.html")
    assert FAMILY.recognises(article)
    assert FAMILY.read(article) == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<p>青桐县</p>",
        "createPageHTML('page_div',10, 1,'xxgk_list','shtml',149);",
        '<a href="/t2024.html">',
    ],
)
def test_pages_of_others(markup):
    assert not FAMILY.recognises(page(f"<html><script>{markup}</script></html>", COLUMN))


@pytest.mark.parametrize("body", ["", "<", "<script>createPageHTML(3,0", "createPage" * 1000, "\0" * 50])
def test_nothing_that_comes_raises(body):
    FAMILY.recognises(page(body))
    FAMILY.read(page(body))
