"""The rows of a list among all the links of a page."""

import pytest

from crawler.lists.entries import entries
from tests.crawler.families.listpages import list_page, rows

PAGER = "<p class='pager'><a href='?page=2'>下一页</a></p>"


def found(content):
    page = list_page(content + PAGER)
    (pager,) = page.tree.xpath("//*[@class='pager']")
    return [one.ask.url.rpartition("/")[2] for one in entries(page, pager)]


@pytest.mark.parametrize(
    "content",
    [
        f"<ul>{rows(range(4))}</ul>",
        # five rows to a <ul>, for the blank line between
        f"<ul class='l'>{rows(range(2))}</ul><ul class='l'>{rows(range(2, 4))}</ul>",
        "<table>" + "".join(
            f"<tr><td>QT-{one}</td><td><a href='/info/1025/{one}.htm'>白鹭镇{one}组年度报告</a></td><td>2024-01-16</td></tr>" for one in range(4)
        ) + "</table>",
        "".join(f"<div><a href='/info/1025/{one}.htm'>白鹭镇{one}组2023年年度报告</a><i>2024-01-16</i></div>" for one in range(4)),
        # the column's own link before the title
        "<ul>" + "".join(
            f"<li><a href='/lm{one}/'>[年报]</a><a href='/info/1025/{one}.htm'>白鹭镇{one}组年度报告</a> 01-16</li>" for one in range(4)
        ) + "</ul>",
        # names of units, short and without dates
        "<ul>" + "".join(f"<li><a href='/info/1025/{one}.htm'>某{one}镇</a></li>" for one in range(4)) + "</ul>",
    ],
)  # fmt: skip
def test_each_row_is_an_entry(content):
    assert found(content) == [f"{one}.htm" for one in range(4)]


def test_a_last_page_with_one_row():
    assert found(f"<ul>{rows([7])}</ul>") == ["7.htm"]


def test_the_list_beside_the_pager_goes_before_a_longer_one():
    page = list_page(f"<div><ul>{rows(range(3))}</ul>{PAGER}</div><div><ul>{rows(range(50, 90))}</ul></div>")
    assert len(entries(page, page.tree.xpath("//*[@class='pager']")[0])) == 3
    assert len(entries(page)) == 40


def test_a_page_without_a_list_has_no_entries():
    assert entries(list_page("<p>暂无信息</p>").__class__("http://a.example/", b"<p>x</p>", "text/html")) == ()
