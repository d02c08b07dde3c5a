"""Lists of systems that nobody has a name for, and what only looks like a list."""

import pytest

from crawler.families import families
from crawler.families.fallback import FAMILY
from crawler.pages.page import Page
from tests.crawler.families.listpages import HOME, list_page, next_url, only, rows

URL = f"{HOME}/gongkai/list.jsp?cat_id=15971"
TEN = f"<ul>{rows(range(10))}</ul>"


@pytest.mark.parametrize(
    ("pager", "following"),
    [
        ("<a href='list.jsp?cat_id=15971&cur_page=2'>下一页</a>", "list.jsp?cat_id=15971&cur_page=2"),
        ("<a href='index_2.html'>下页&gt;</a><a href='index_9.html'>尾页</a>", "index_2.html"),
        ("<div><a href='list-1.html' class='on'>1</a><a href='list-2.html'>2</a></div>", "list-2.html"),
        ("<div><b>1</b><a href='?page=2'>2</a><a href='?page=3'>3</a></div>", "list.jsp?page=2"),
        ("<div><a href='?page=2'>2</a><a href='?page=2'>&gt;</a></div>", "list.jsp?page=2"),
        ("<a href='javascript:void(0)' onclick=\"location.href='list2.html'\">下一页</a>", "list2.html"),
        (
            "<a href='javascript:go(2)'>下一页</a><script>function go(n){location.href='?page='+n}</script>",
            "list.jsp?page=2",
        ),
        (
            "<ul class='fy'><li class='active'>1</li><li><a href='/p/2'>2</a></li><li><a href='/p/3'>3</a></li></ul>",
            "/p/2",
        ),
        # layui draws the pager, and the page only says how much there is
        (
            "<script>laypage({count:25,limit:10,curr:1,jump:function(o){location.href='?page='+o.curr}})</script>",
            "list.jsp?page=2",
        ),
        # the last page: its own link, a dead one, or none
        ("<a href='list.jsp?cat_id=15971'>下一页</a>", None),
        ("<a class='disabled' href='?page=2'>下一页</a>", None),
        ("<span>下一页</span> 3/3", None),
    ],
)
def test_the_next_page(pager, following):
    found = [listing for listing in FAMILY.read(list_page(f"{TEN}<div class='x'>{pager}</div>", URL)) if listing.items]
    if following is None and not found:
        return
    wanted = (
        None if following is None else f"{HOME}{following}" if following[0] == "/" else f"{HOME}/gongkai/{following}"
    )
    assert next_url(found) == wanted
    assert len(found[0].items) == 10


@pytest.mark.parametrize(
    ("words", "declared", "pages"),
    [
        ("共52条 1/6", 52, 6),
        ("共 6 页 52 条", 52, 6),
        ("共有 52 条记录 第1页/共6页", 52, 6),
        ("总记录数：52 每页 10 条", 52, None),
        ("52条记录 每页10条 当前页:1", 52, None),
        ("每页 10 条 共 6 页", None, 6),
        ("发布于2024/01 第3届", None, None),
    ],
)
def test_what_a_pager_says_of_the_length(words, declared, pages):
    found = only(FAMILY.read(list_page(f"{TEN}<div class='page'>{words} <a href='?page=2'>下一页</a></div>", URL)))
    assert (found.declared, found.pages) == (declared, pages)


@pytest.mark.parametrize(
    "content",
    [
        # reports speak of numbers of entries, and turn to their neighbours
        "<p>全年主动公开信息共52条，共14页。</p><p>上一篇：<a href='/x.html'>某通知</a> 下一篇：<a href='/y.html'>某通知</a></p>",
        "<p>总数 3000 条</p>" * 3,
        # a visitors' counter
        f"{TEN}<script>var totalCount = 99812;</script>",
        # a path with signs and a year
        f"<div class='path'><a href='/'>首页</a> <span>&gt;</span> <a href='/nb/'>2023年</a></div>{TEN}",
        # a slide show with numbers that lead to its articles
        f"<div><a href='/t1_8812.html'>1</a><a href='/t2_9310.html'>2</a><a href='/t3_7001.html'>3</a></div>{TEN}",
        # a calendar
        f"<table>{''.join(f'<td><a href=?day={day}>{day}</a></td>' for day in range(1, 32))}</table>{TEN}",
    ],
)
def test_what_only_looks_like_a_pager(content):
    assert not [one for one in FAMILY.read(list_page(content, URL)) if one.next or one.declared or one.pages]


def test_a_total_smaller_than_the_rows_belongs_to_something_else():
    page = list_page(f"{TEN}<div class='page'>共3条 <a href='?page=2'>下一页</a></div>", URL)
    assert only(FAMILY.read(page)).declared is None


def test_rows_that_are_clicked_are_entries():
    # tables whose rows open a window, with a number and a date beside the title
    lines = "".join(
        f"<tr onclick=\"window.open('/show.php?id={one}')\"><td>QT-{one}</td><td>白鹭镇20{one}年年度报告</td><td>2024-01-16</td></tr>"
        for one in range(10, 20)
    )
    found = only(
        FAMILY.read(list_page(f"<table>{lines}</table><div>共12条记录 <a href='list-2.html'>下一页</a></div>", URL))
    )
    assert found.declared == 12
    assert (found.items[0].ask.url, found.items[0].text) == (f"{HOME}/show.php?id=10", "白鹭镇2010年年度报告")


def test_links_in_scripts_are_told():
    script = (
        "<script>var data=[{title:'白鹭镇2023年年报',url:'/a/1.html'},{title:'南桥街道2023年年报',url:'/a/2.html'}];"
        "document.write('<li><a href=\"/a/3.html\">青桐县2023年年报</a></li>');</script>"
    )
    leads = {lead.text: lead.ask.url for lead in only(FAMILY.read(list_page(script, URL))).leads}
    assert leads == {
        "白鹭镇2023年年报": f"{HOME}/a/1.html",
        "南桥街道2023年年报": f"{HOME}/a/2.html",
        "青桐县2023年年报": f"{HOME}/a/3.html",
    }


def test_units_that_a_select_leads_to_are_told():
    select = "<select onchange=\"location.href='list.jsp?dept='+this.value\"><option value='1'>白鹭镇<option value='2'>南桥街道</select>"
    leads = [(lead.text, lead.ask.url) for lead in only(FAMILY.read(list_page(TEN + select, URL))).leads]
    assert leads == [("白鹭镇", f"{HOME}/gongkai/list.jsp?dept=1"), ("南桥街道", f"{HOME}/gongkai/list.jsp?dept=2")]


def test_an_answer_of_json_is_a_list():
    body = '{"code":0,"data":{"total":"25","rows":[{"title":"白鹭镇2023年年报","url":"/a/1.html"}]}}'
    found = only(FAMILY.read(Page(f"{HOME}/api/list?page=1", body.encode(), "application/json")))
    assert (found.declared, found.next.url) == (25, f"{HOME}/api/list?page=2")
    assert found.items[0].text == "白鹭镇2023年年报"


def test_it_comes_last():
    assert list(families())[-1] == FAMILY.name
