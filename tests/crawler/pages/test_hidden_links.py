"""Links that are no plain links."""

import pytest

from crawler.pages.hidden_links import clicked, in_json, in_scripts, words_of_row
from crawler.pages.page import Page

BASE = "http://www.qingtong.example"


def page(source):
    return Page(f"{BASE}/nb/", source.encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("<li data-href='/a/1.html'>白鹭镇</li>", "/a/1.html"),
        ("<tr onclick=\"window.open('/show.php?id=1')\"><td>白鹭镇</td></tr>", "/show.php?id=1"),
        ("<a href='javascript:void(0)' onclick=\"location.href='1.html'\">白鹭镇</a>", "/nb/1.html"),
        ("<a href=\"javascript:view('7')\">白鹭镇</a><script>function view(i){location='/v/'+i}</script>", "/v/7"),
        # a function of another file, called with a whole address
        ("<div onclick=\"openPage('/info/1025/10755.htm', 1)\">白鹭镇</div>", "/info/1025/10755.htm"),
        ("<a href='/plain.html' onclick=\"location.href='/x.html'\">白鹭镇</a>", None),
        ("<a href='#' onclick=\"return false\">白鹭镇</a>", None),
        ("<button onclick=\"location.href='/s?q='+$('#q').val()\" value='搜索'>搜索</button>", None),
    ],
)
def test_what_a_click_leads_to(source, address):
    found = [url for _, url in clicked(page(f"<table>{source}</table>" if source.startswith("<tr") else source))]
    assert found == ([] if address is None else [BASE + address])


def test_the_words_of_a_row_are_those_of_its_longest_cell():
    row = page(
        "<table><tr onclick='x()'><td>12</td><td>白鹭镇2023年年度报告</td><td>2024-01-16</td></tr></table>"
    ).tree.find(".//tr")
    assert words_of_row(row) == "白鹭镇2023年年度报告"


@pytest.mark.parametrize(
    "source",
    [
        "<script>var a=[{title:'白鹭镇2023年年报',url:'/a/1.html'}]</script>",
        '<script>var a=[{"Name":"\\u767d\\u9e6d\\u9547\\u0032\\u0030\\u0032\\u0033\\u5e74\\u5e74\\u62a5","href":"\\/a\\/1.html"}]</script>',
        '<script>var a=[["白鹭镇2023年年报","/a/1.html","2024-01-16"]]</script>',
        "<script>document.write('<li><a href=\"/a/1.html\">白鹭镇2023年年报</a></li>')</script>",
        '<script>s="<a href=\\"/a/1.html\\" title=\\"白鹭镇2023年年报\\">白鹭镇…<\\/a>"</script>',
        "<xml><record><![CDATA[<li><a href='/a/1.html'>白鹭镇2023年年报</a></li>]]></record></xml>",
    ],
)
def test_links_in_the_strings_of_scripts(source):
    assert [(one.ask.url, one.text) for one in in_scripts(page(source))] == [(f"{BASE}/a/1.html", "白鹭镇2023年年报")]


@pytest.mark.parametrize(
    "source",
    [
        "<script>a='<a href=\"'+url+'\">'+title+'</a>'</script>",
        "<script>m={name:'首页',url:'/'}</script>",
        "<script>{{{[[[</script>",
    ],
)
def test_what_is_no_link_in_a_script(source):
    assert in_scripts(page(source)) == ()


def test_entries_are_found_anywhere_in_an_answer():
    answer = {
        "data": {"list": [{"docpuburl": "/a.html", "DocTitle": "白鹭镇年报"}, {"url": "", "title": "无地址"}, 7, None]}
    }
    assert list(in_json(answer)) == [("/a.html", "白鹭镇年报")]
