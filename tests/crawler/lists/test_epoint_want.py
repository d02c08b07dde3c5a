"""Which page of Epoint's list comes next, and how to ask again."""

from crawler.lists.epoint_want import Want, remembered
from tests.crawler.families.listpages import list_page

WANT = Want("003", endpoint="/x", step=2, size=20)


def test_what_a_question_keeps_is_remembered():
    want = Want(
        "003", "QT01", "年报", 2, wrapped=True, index=3, size=20, site="s", endpoint="/x", tries=1, is_last=True
    )
    assert remembered(want.entries(list_page("")).memo) == want


def test_pages_are_counted_up_to_the_total():
    assert WANT.after(20, 42).index == 2
    assert Want("003", index=3, size=20).after(2, 42) is None


def test_a_first_page_that_is_short_tells_how_much_a_server_gives():
    assert Want("003", size=100).after(15, 42).size == 15


def test_without_a_total_the_list_goes_on_until_nothing_comes():
    assert WANT.after(20, None).index == 2


def test_questions_come_to_an_end():
    want, count = WANT, 0
    while want := want.again(None):
        count += 1
    assert count == 2
    assert WANT.again(0) is None
