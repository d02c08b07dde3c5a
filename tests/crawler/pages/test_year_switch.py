"""Pages that show one year at a time, and how they are switched to the others."""

import pytest

from crawler.pages.page import Page
from crawler.pages.year_switch import units_in, years_in

BASE = "http://www.qingtong.example/module/xxgk/"
URL = f"{BASE}nb.jsp?area=11"
OPTIONS = '<option value="2022">2022</option><option>2021</option>'


def page(source, url=URL):
    return Page(url, f"<title>政府信息公开年报</title>{source}".encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "source",
    [
        f"<select onchange=\"location.href='nb.jsp?area=11&fbtime='+this.value\">{OPTIONS}</select>",
        f"<select onchange=\"window.location='nb.jsp?area=11&fbtime='+this.options[this.selectedIndex].value\">{OPTIONS}</select>",
        (
            f"<select onchange='turn(this.value)'>{OPTIONS}</select>"
            "<script>function turn(year){ window.open('nb.jsp?area=11&fbtime=' + year, '_self') }</script>"
        ),
        (
            f"<select id='fbtime' onchange='turn()'>{OPTIONS}</select><script>var area='11'; function turn(){{"
            "var y=$('#fbtime').val(); location.href='nb.jsp?area='+area+'&fbtime='+encodeURIComponent(y); }</script>"
        ),
        (
            f"<select id='fbtime'>{OPTIONS}</select>"
            "<script>$('#fbtime').change(function(){location.href='nb.jsp?area=11&fbtime='+$(this).val()})</script>"
        ),
        f"<form action='nb.jsp'><input type='hidden' name='area' value='11'><select name='fbtime'>{OPTIONS}</select></form>",
        (
            "<select onchange='location=this.value'><option value='nb.jsp?area=11&fbtime=2022'>2022年</option>"
            "<option value='nb.jsp?area=11&fbtime=2021'>2021年度报告</option></select>"
        ),
        (
            "<ul><li onclick=\"turn('2022')\">2022</li><li onclick=\"turn('2021')\">2021年</li></ul>"
            "<script>function turn(year){location.href='nb.jsp?area=11&fbtime='+year}</script>"
        ),
        (
            "<a href='javascript:turn(2022)'>2022年</a><a href='#' onclick='turn(2021)'>2021</a>"
            "<script>var turn = function(year){location.href='nb.jsp?area=11&fbtime='+year}</script>"
        ),
        (
            "<ul class='y'><li data-year='2022'>2022</li><li data-year='2021'>2021</li></ul><script>$('.y li').click("
            "function(){location.href='nb.jsp?area=11&fbtime='+$(this).attr('data-year')})</script>"
        ),
        "<span data-url='./nb.jsp?area=11&fbtime=2022'>2022年</span><span data-url='./nb.jsp?area=11&fbtime=2021'>2021年</span>",
    ],
)
def test_the_years_of_a_page(source):
    found = years_in(page(source))
    assert [lead.ask.url for lead in found] == [f"{URL}&fbtime=2022", f"{URL}&fbtime=2021"]
    assert [lead.text[:5] for lead in found] == ["2022年", "2021年"]
    assert {lead.around for lead in found} == {"政府信息公开年报"}


def test_a_select_that_posts_its_page_sends_all_of_it():
    # ASP.NET's AutoPostBack
    source = (
        "<form method='post' action='nb.aspx'><input type='hidden' name='__VIEWSTATE' value='a+/='>"
        "<select name='year' onchange=\"javascript:setTimeout('__doPostBack(\\'year\\',\\'\\')',0)\">"
        f"{OPTIONS}</select></form>"
    )
    assert [lead.ask.body for lead in years_in(page(source))] == [
        "__VIEWSTATE=a%2B%2F%3D&year=2022&__EVENTTARGET=year",
        "__VIEWSTATE=a%2B%2F%3D&year=2021&__EVENTTARGET=year",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<select onchange='sort(this.value)'><option value='2022'>按时间</option></select>",
        f"<select>{OPTIONS}</select>",
        f"<select onchange='unknown(this.value)'>{OPTIONS}</select>",
        "<a href='/2022/'>2022年</a>",  # a plain link is read as any other
        "<li onclick=\"share('2022')\">2022年白鹭镇政府信息公开工作年度报告</li>",
        f"<select onchange=\"location.href='nb.jsp?area=11'\">{OPTIONS}</select>",  # leads to this very page
    ],
)
def test_what_switches_no_year(source):
    assert years_in(page(source)) == ()


def test_units_in_a_select_are_told_with_their_names():
    source = (
        "<select onchange=\"location.href='nb.aspx?dept='+this.value\"><option value=''>请选择</option>"
        "<option value='126'>白鹭镇</option><option value='127'>南桥街道</option></select>"
    )
    assert {lead.text: lead.ask.url for lead in units_in(page(source))} == {
        "白鹭镇": f"{BASE}nb.aspx?dept=126",
        "南桥街道": f"{BASE}nb.aspx?dept=127",
    }


def test_the_selects_of_a_search_are_no_units():
    source = "<form action='s.jsp'><select name='sort'><option value='1'>按相关度</option><option value='2'>按时间</option></select></form>"
    assert units_in(page(source)) == ()
