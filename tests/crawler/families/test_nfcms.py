"""Columns of NFCMS, counted from 1; places are made up."""

import pytest

from crawler.families.nfcms import FAMILY
from tests.crawler.families.reading import page, read_to_end

COLUMN = "http://www.qingtong.example/zwgk/zjgb/zfxxgkgzndbgbm/"
ROWS = 20


def links(number, pages):
    return (
        "".join(f'<a href="{COLUMN}index_{n}.html">{n}</a>' for n in range(2, pages + 1))
        + f'<a href="index_{pages}.html">尾页</a>'
    )


def only_next(number, pages):
    return f'<a href="index_{min(number + 1, pages)}.html">下一页</a><span>{number}/{pages}</span>'


def only_next_until_the_last(number, pages):
    return (
        f'<a href="index_{number + 1}.html" class="next">下一页</a>'
        if number < pages
        else '<a href="index_1.html">1</a>'
    )


def in_words(number, pages):
    return f'<a href="index_2.html">2</a><em>共 {pages} 页</em>'


def scripted(number, pages):
    return f"<script>createPageHTML({pages}, {number}, 'index', 'html')</script>"


def column(number, total, pager):
    rows = "".join(
        f'<li><a href="{COLUMN}content/post_{n}.html">白鹭镇{n}号政府信息公开工作年度报告</a><span>2024-01-16</span></li>'
        for n in range((number - 1) * ROWS, min(total, number * ROWS))
    )
    return f'<ul class="news">{rows}</ul><div class="page">{pager(number, -(-total // ROWS))}</div>'


@pytest.mark.parametrize("pager", [links, only_next, only_next_until_the_last, in_words, scripted])
@pytest.mark.parametrize("total", [21, 40, 97])
def test_a_column_is_read_to_its_end(pager, total):
    def server(ask):
        return column(int(ask.url.removeprefix(COLUMN + "index_").removesuffix(".html")), total, pager)

    seen, asked = read_to_end(FAMILY, page(column(1, total, pager), COLUMN), server)
    assert seen == {f"{COLUMN}content/post_{n}.html" for n in range(total)}
    assert len(asked) == -(-total // ROWS) - 1


def test_articles_and_pages_without_a_pager_are_no_lists():
    assert FAMILY.read(page('<a href="index_2.html">下一页</a> NFCMS', COLUMN + "content/post_1.html")) == ()
    assert FAMILY.read(page('<a href="/content/post_1.html">x</a>', COLUMN)) == ()
    assert FAMILY.read(page("", COLUMN)) == ()


def test_pagers_of_other_columns_are_not_followed():
    shown = page('<a href="/xw/index_2.html">下一页</a><a href="content/post_1.html">年报</a>', COLUMN)
    assert FAMILY.read(shown) == ()


def test_pages_of_others():
    assert not FAMILY.recognises(page("<p>青桐县</p>"))
