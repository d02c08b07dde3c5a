"""Where pages are turned, and where this page stands."""

import pytest

from crawler.lists.pagers import next_by_query, pager_of
from tests.crawler.families.listpages import list_page, rows

URL = "http://www.qingtong.example/nb/list.jsp?page=2"


def pager(content):
    return pager_of(list_page(f"<ul>{rows(range(10))}</ul><div class='turn'>{content}</div>", URL))


@pytest.mark.parametrize(
    ("content", "current"),
    [
        ("<a href='?page=1'>1</a><b>2</b><a href='?page=3'>3</a>", 2),
        ("<a href='?page=1'>1</a> 2 <a href='?page=3'>3</a>", 2),
        ("<a href='p1.html'>1</a><a class='on' href='p2.html'>2</a><a href='p3.html'>3</a>", 2),
        ("<a href='?page=1'>1</a><a href='list.jsp?page=2'>2</a><a href='?page=3'>3</a>", 2),
        # the number of pages in an element of its own is not that of this page
        ("<b>2</b><a href='?page=1'>1</a><a href='?page=3'>3</a> 共<em>5</em>页", 2),
    ],
)
def test_the_number_of_this_page(content, current):
    assert pager(content).current == current


def test_words_beside_a_pager_that_shares_a_box_with_the_list():
    content = f"<ul>{rows(range(10))}</ul><a href='?page=3'>下一页</a> <span>共 3 页</span> 25 条"
    found = pager_of(list_page(content, URL))
    assert (found.pages, found.current) == (3, 2)


def test_a_page_that_says_it_is_the_last_has_no_next():
    found = pager("<a href='?page=3'>下一页</a> 2/2")
    assert (found.is_last, found.next) == (True, None)


def test_numbers_go_on_without_a_word():
    assert pager("<a href='?page=1'>1</a><b>2</b><a href='?page=3'>3</a>").next == URL.replace("2", "3")


def test_addresses_without_a_page_are_not_counted_up():
    assert next_by_query("http://a.example/list.jsp?id=2") is None
