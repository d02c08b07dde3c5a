"""Functions that send a form with the number of a page."""

import pytest

from crawler.lists.form_pager import asked_number, next_call, turned
from crawler.pages.asking import Ask
from tests.crawler.families.listpages import list_page

URL = "http://www.qingtong.example/list.do"


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<form method=post><input name=cpage value=1></form>", "cpage=2"),
        # the field by the function that sets it, by name or by id
        (("<form method=post><input name=page value=1><input name=no value=1></form>"
         "<script>function page(n){document.forms[0].no.value=n;document.forms[0].submit()}</script>"), "page=1&no=2"),
        (("<form method=post><input id=dq name=start value=1></form>"
         "<script>function page(n){$('#dq').val(n);$('form').submit()}</script>"), "start=2"),
        # the form that has such a field, not the search
        ("<form action=/s><input name=q></form><form method=post><input name=pageNo value=1></form>", "pageNo=2"),
        ("<form method=post><input name=q value=''></form>", "q=&cpage=2"),
    ],
)  # fmt: skip
def test_the_form_is_sent_with_the_number(content, body):
    ask = turned(list_page(content, URL), "page", 2, "postback")
    assert (ask.url, ask.body, ask.memo) == (URL, body, ("2",))


def test_without_a_form_there_is_nothing_to_send():
    assert turned(list_page("<p>x</p>", URL), "page", 2, "postback") is None


def test_the_call_that_turns_to_the_next_page():
    links = "<a href='javascript:page(1)'>1</a><a href='javascript:page(2)'>2</a><a href=\"javascript:page('3')\">3</a>"
    assert next_call(list_page(links), 2)[1:] == ("page", 3)
    assert next_call(list_page(links + "<a onclick='page(2)'>下一页</a>"))[1:] == ("page", 2)
    assert next_call(list_page("<a href='javascript:show(2)'>白鹭镇</a>")) is None


@pytest.mark.parametrize(("memo", "number"), [(("3",), 3), ((), None), (("x",), None), (("99999999",), None)])
def test_the_number_that_was_asked_for(memo, number):
    assert asked_number(list_page("", URL, Ask(URL, "x", memo=memo))) == number
