"""Pages of lists as answers in JSON, and the requests for the next ones."""

import json

import pytest

from crawler.lists.answers import listing, memo
from crawler.pages.asking import JSON, Ask
from tests.crawler.families.reading import page

URL = "http://www.qingtong.example/api?page=1&size=2"


def answer(count, **more):
    return {"list": [{"title": f"年报{number}", "url": f"/t{number}.html"} for number in range(count)], **more}


def read(told, ask=None):
    ask = ask or Ask(URL, family="any", memo=memo("年报"), script=True)
    return listing(page(json.dumps(told), ask.url, ask), told)


def test_the_next_page_is_asked_for_as_the_first_was():
    found = read(answer(2, total="5"))
    assert (found.declared, found.name, len(found.items)) == (5, "年报", 2)
    assert found.next == Ask(
        "http://www.qingtong.example/api?page=2&size=2", family="any", memo=("年报", "2"), script=True
    )


def test_the_last_page_is_known_by_the_entries_and_not_by_the_size():
    # a server that caps the size: two a page though ten were asked for
    ask = Ask("http://www.qingtong.example/api?page=3&size=10", family="any", memo=("年报", "4"))
    assert read(answer(1, total=5), ask).next is None
    assert read(answer(1, total=6), ask).next is not None


def test_an_empty_page_is_the_last():
    assert read(answer(0, total=100)).next is None


def test_without_a_total_the_number_of_pages_decides():
    assert read(answer(2, totalPage=2)).next is not None
    assert read(answer(2, totalPage=1)).next is None
    assert read(answer(2)).next is None


def test_page_nought_is_the_first_page():
    found = read(answer(2, total=5), Ask("http://www.qingtong.example/api?page=0"))
    assert found.next is not None
    assert found.next.url.endswith("page=1") is False


@pytest.mark.parametrize(
    ("ask", "body"),
    [
        (Ask(URL, '{"pageNo":1,"q":"年"}', JSON), '{"pageNo":2,"q":"年"}'),
        (Ask(URL, '{"pageNo":"1"}', JSON), '{"pageNo":"2"}'),
        (Ask("http://a.example/x", "channelId=7&page=1&size=20"), "channelId=7&page=2&size=20"),
    ],
)
def test_a_page_that_was_asked_for_in_a_body_is_turned_there(ask, body):
    found = read(answer(2, total=5), ask)
    assert found.next is not None
    assert (found.next.body, found.next.url) == (body, ask.url)


@pytest.mark.parametrize("told", [None, 3, "x", {}, [], {"list": 3}, {"total": {}}])
def test_what_is_no_list_is_an_empty_one(told):
    found = read(told)
    assert (found.items, found.next) == ((), None)
