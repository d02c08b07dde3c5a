"""Scripts that build an address when something is clicked or chosen."""

import pytest

from crawler.pages.handlers import leads_to, own_values, scripts_of, sinks
from crawler.pages.page import Page


@pytest.mark.parametrize(
    ("handler", "scripts", "address"),
    [
        ("location.href='/a.html'", "", "/a.html"),
        ("javascript:window.open('/a.html','_blank')", "", "/a.html"),
        ("go('7')", "function go(id){window.location.href = '/a/' + id + '.html';}", "/a/7.html"),
        ("go('x', 7)", "function go(kind, id){location='/a/'+kind+'/'+id}", "/a/x/7"),
        ("go(7)", "var base='/b/';\nfunction go(id){var u = base + id; location.assign(u)}", "/b/7"),
        ("go(this)", "function go(){location.href='/c/'}", "/c/"),
        # a longer name, an unknown part, a request in place of a page, a function of another file
        ("go(7)", "function goOn(id){location='/a/'+id}", None),
        ("go(7)", "function go(id){location.href='/s?q='+keyword}", None),
        ("xhr.open('GET','/a.json')", "", None),
        ("go(7)", "", None),
        ("", "", None),
    ],
)
def test_where_a_handler_leads(handler, scripts, address):
    assert leads_to(handler, scripts, own_values({}, None)) == address


def test_comparisons_are_no_assignments():
    assert not list(sinks("if(location.href=='/a.html'){}"))


def test_comments_are_left_out_of_scripts():
    page = Page(
        "http://a.example/", b"<script>a();/* b(); */c();// d()\nvar u='http://x/';</script><script>e()</script>"
    )
    assert "".join(scripts_of(page).split()) == "a();c();varu='http://x/';e()"


@pytest.mark.parametrize(
    "script",
    [
        "location.href='" * 9000,
        "location.href=a+" * 9000,
        "function go(" * 9000,
        "/*" * 20000,
        "location.href=" + "(" * 20000,
    ],
)
def test_hostile_scripts_are_read_in_no_time(script):
    leads_to("go(1);" * 500, script, own_values({}, "2021"))
