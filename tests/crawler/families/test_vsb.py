"""Boda's VSB, whose pages are numbered downwards and whose links are meant from the page they stand on."""

import pytest

from crawler.families.vsb import FAMILY
from tests.crawler.families.listpages import HOME, list_page, next_url, only, rows
from tests.crawler.families.reading import read_to_end

COLUMN = f"{HOME}/zfxxgk/zfxxgknb"


def pager(current, pages, total, following):
    turn = (
        f'<span class="p_next p_fun"><a href="{following}">下页</a></span>'
        if following
        else ('<span class="p_next_d p_fun_d">下页</span>')
    )
    return (
        f'<div class="pb_sys_common pb_sys_normal pb_sys_style1"><span class="p_t">共{total}条</span>'
        f'<span class="p_pages"><span class="p_first_d p_fun_d">首页</span><span class="p_no_d">{current}</span>{turn}'
        f'<span class="p_last p_fun"><a href="1.htm">尾页</a></span></span><span class="p_t">{current}/{pages}</span></div>'
    )


def served(ask):
    """Pages 2 and 3 of 3: on all but the first the links are relative to /zfxxgknb/."""
    first = 16 if ask.url.endswith("/2.htm") else 31
    turn = pager(2, 3, 40, "1.htm") if first == 16 else pager(3, 3, 40, None)
    return list_page(f"<ul>{rows(range(first, min(first + 15, 41)))}</ul>{turn}").text


def test_a_list_is_read_down_to_its_last_page():
    first = list_page(f"<ul>{rows(range(1, 16))}</ul>{pager(1, 3, 40, 'zfxxgknb/2.htm')}", f"{COLUMN}.htm")
    seen, asked = read_to_end(FAMILY, first, served)
    assert len(seen) == 40
    assert [ask.url for ask in asked] == [f"{COLUMN}/2.htm", f"{COLUMN}/1.htm"]


def test_what_the_pager_says_is_told():
    found = only(FAMILY.read(list_page(f"<ul>{rows(range(15))}</ul>{pager(1, 11, 152, 'zfxxgknb/10.htm')}")))
    assert (found.declared, found.pages, found.name) == (152, 11, "政府信息公开年报")
    assert found.items[0].text == "白鹭镇0组2023年政府信息公开工作年度报告"


# a pager drawn without links, as by a box to type a page into
@pytest.mark.parametrize(
    ("url", "place", "following"),
    [
        (f"{COLUMN}.htm", "1/11", f"{COLUMN}/10.htm"),
        (f"{COLUMN}/10.htm", "2/11", f"{COLUMN}/9.htm"),
        (f"{COLUMN}/1.htm", "11/11", None),
        (
            f"{HOME}/xxgk.jsp?urltype=tree.TreeTempUrl&wbtreeid=1025",
            "1/4",
            f"{HOME}/xxgk.jsp?urltype=tree.TreeTempUrl&wbtreeid=1025&PAGENUM=2&totalpage=4",
        ),
    ],
)
def test_without_a_link_the_next_number_is_counted_down(url, place, following):
    box = f'<div class="pb_sys_common"><span class="p_t">共160条</span><span class="p_t">{place}</span></div>'
    assert next_url(FAMILY.read(list_page(f"<ul>{rows(range(15))}</ul>{box}", url))) == following


def test_the_same_pager_over_and_under_a_list_is_one_list():
    turn = pager(1, 3, 40, "zfxxgknb/2.htm")
    assert len(FAMILY.read(list_page(f"{turn}<ul>{rows(range(15))}</ul>{turn}", f"{COLUMN}.htm"))) == 1


def test_a_report_is_no_list():
    # articles turn to their neighbours
    body = '<div id="vsb_content">全年共52条信息</div><a href="644671.htm">上一条：某通知</a><a href="3.htm">下一条：某通知</a>'
    assert FAMILY.read(list_page(f"{body}<a href='/x.jsp?wbtreeid=1025'>返回</a>", f"{HOME}/info/1025/10755.htm")) == ()
