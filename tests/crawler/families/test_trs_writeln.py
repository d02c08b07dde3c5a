"""Lists that scripts write row by row; places are made up."""

import pytest

from crawler.families import families
from crawler.families.trs_writeln import FAMILY
from tests.crawler.families.reading import page

COLUMN = "http://www.qingtong.example/zwgk/nb/"
TITLE = "白鹭镇2023年政府信息公开工作年度报告"

ROWS = [
    # the link in pieces, the address without quotes
    (
        'var url="./202602/t20260214_{n}.shtml"; var title="{title}"; document.writeln("<li><a href="+url+">"); '
        'document.writeln(title); document.writeln("</a>"); document.writeln("2026-02-14 17:32</li>");'
    ),
    (
        "var title='{title}';\nvar url='./202602/t20260214_{n}.shtml';\n"
        "document.write('<li><a href=\"' + url + '\" title=\"' + title + '\">' + title.substring(0, 9) + '…</a></li>');"
    ),
    'url = "./202602/t20260214_{n}.shtml"; var title="{title}"; document.writeln("<a href=\\""+url+"\\" target=_blank>"+title+"</a>");',
]


def column(row, count, tail=""):
    scripts = "".join(f"<script>{row.replace('{n}', str(n)).replace('{title}', TITLE)}</script>" for n in range(count))
    return page(f"<html><head><title>年报</title></head><body><ul>{scripts}</ul>{tail}</body></html>", COLUMN)


@pytest.mark.parametrize("row", ROWS)
def test_written_rows_are_read(row):
    shown = column(row, 3)
    assert FAMILY.recognises(shown)
    listing = FAMILY.read(shown)[0]
    assert [one.ask.url for one in listing.items] == [f"{COLUMN}202602/t20260214_{n}.shtml" for n in range(3)]
    assert {one.text for one in listing.items} == {TITLE}
    assert (listing.next, listing.name) == (None, "年报")


def test_all_rows_in_one_script():
    script = "".join(ROWS[0].replace("{n}", str(n)).replace("{title}", TITLE) for n in range(20))
    assert len(FAMILY.read(column(script, 1))[0].items) == 20


def test_a_row_may_lead_off_the_portal():
    row = ROWS[0].replace("./202602/t20260214_{n}.shtml", "https://mp.weixin.example/s/AbC")
    assert FAMILY.read(column(row, 1))[0].items[0].ask.url == "https://mp.weixin.example/s/AbC"


def test_the_pager_is_that_of_the_platform_and_no_entry():
    pager = (
        "<script>var countnum=5; var currentPage=0; var countPage=2; var nextPage=currentPage+1;"
        'document.write("<a href=\\"index_"+nextPage+".shtml\\">下一页</a>")</script>'
    )
    listing = FAMILY.read(column(ROWS[0], 3, pager))[0]
    assert len(listing.items) == 3
    assert listing.next is not None
    assert (listing.next.url, listing.declared, listing.pages) == (f"{COLUMN}index_1.shtml", 5, 2)


def test_one_platform_answers_for_such_a_page():
    shown = column(ROWS[0], 3, "<script>createPageHTML(2,0,'index','shtml')</script>")
    assert FAMILY.recognises(shown)
    assert not families()["trs"].recognises(shown)


@pytest.mark.parametrize(
    "script",
    [
        "document.writeln('<a href=\"/\">首页</a>')",
        'document.write("<a href=\\"index_"+nextPage+".html\\">")',
        "document.write(",
        'document.writeln("<a href="+url',
        "",
    ],
)
def test_scripts_that_write_no_list(script):
    shown = page(f"<script>{script}</script>", COLUMN)
    assert not FAMILY.recognises(shown)
    assert FAMILY.read(shown) == ()
