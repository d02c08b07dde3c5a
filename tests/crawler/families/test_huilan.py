"""Huilan's eportal: next(2) and a form with the number of the page, which is not always kept up to date."""

from crawler.families.huilan import FAMILY
from tests.crawler.families.listpages import HOME, list_page, next_url, only, rows
from tests.crawler.families.reading import read_to_end

URL = f"{HOME}/qtxrmzf/zwfw/zfxxgk/qtzf69/2291822/index.html"
FORM = '<form id="pageForm" method="get"><input name="currentPage" value="1"></form>'


def content(numbers, following):
    turn = f'<a href="javascript:next({following})">下一页</a>' if following else "<span>下一页</span>"
    return f"<ul>{rows(numbers, '{}/index.html')}</ul>{turn}{FORM}"


def served(ask):
    page = int(ask.url.rpartition("=")[2])
    return list_page(content(range(page * 10 - 10, min(page * 10, 24)), page + 1 if page < 3 else None)).text


def test_a_list_is_read_to_its_end():
    seen, asked = read_to_end(FAMILY, list_page(content(range(10), 2), URL), served)
    assert [ask.url for ask in asked] == [f"{URL}?currentPage=2", f"{URL}?currentPage=3"]
    assert len(seen) == 24


def test_the_number_in_the_address_goes_before_the_one_in_the_form():
    assert next_url(FAMILY.read(list_page(content(range(10), 3), f"{URL}?currentPage=2"))) == f"{URL}?currentPage=3"


def test_a_link_that_leads_nowhere_further_ends_the_list():
    found = only(FAMILY.read(list_page(content(range(4), 3), f"{URL}?currentPage=3")))
    assert found.next is None
    assert len(found.items) == 4


def test_without_its_form_the_address_takes_the_number():
    page = list_page(content(range(10), 2).replace(FORM, ""), URL)
    assert next_url(FAMILY.read(page)) == f"{URL}?currentPage=2"


def test_lists_published_whole_have_plain_links():
    page = list_page(f"<ul>{rows(range(10))}</ul><a href='index_2.html'>下一页</a><i>/eportal/</i>", URL)
    assert FAMILY.recognises(page)
    assert next_url(FAMILY.read(page)) == URL.replace("index", "index_2")
