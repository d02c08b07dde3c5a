"""Forms as a browser sends them."""

from crawler.pages.forms import fields, submitted
from crawler.pages.page import Page

URL = "http://www.qingtong.example/list.aspx?dept=126"


def page_and_form(source):
    page = Page(URL, source.encode(), "text/html; charset=utf-8")
    return page, page.tree.find(".//form")


def test_what_is_sent_of_each_kind_of_field():
    page, form = page_and_form(
        "<form><input name=a value=1><input type=hidden name=b><input type=submit name=c value=go>"
        "<input type=checkbox name=d value=1><input type=radio name=e value=2 checked>"
        "<select name=f><option value=x>X<option value=y selected>Y</select><select name=g><option>Z</select>"
        "<select name=h></select><textarea name=i>t</textarea><input value=nameless></form><input type=hidden name=j value=9>"
    )
    assert fields(page, form) == {"a": "1", "b": "", "e": "2", "f": "y", "g": "Z", "i": "t", "j": "9"}


def test_a_form_without_a_method_asks_by_its_address():
    page, form = page_and_form("<form action='/s.jsp?old=1'><input name=page value=1></form>")
    ask = submitted(page, form, {"page": "2"})
    assert (ask.url, ask.body) == ("http://www.qingtong.example/s.jsp?page=2", None)


def test_a_post_without_an_address_goes_to_its_own_page():
    page, form = page_and_form("<form method=POST><input name=page value=1></form>")
    ask = submitted(page, form, {"page": "2"}, "postback")
    assert (ask.url, ask.body, ask.family, ask.referer) == (URL, "page=2", "postback", URL)


def test_what_is_too_large_is_not_sent():
    page, form = page_and_form("<form method=post></form>")
    assert submitted(page, form, {"__VIEWSTATE": "x" * (3 << 20)}) is None
