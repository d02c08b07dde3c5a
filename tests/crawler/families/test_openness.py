"""Meetfine's openness: lists in frames and pages, bodies by branch_id, both generations; all of it made up."""

import pytest

from crawler.families.openness import FAMILY
from crawler.pages.asking import Ask
from tests.crawler.families.reading import page, read_to_end

HOST = "http://zwgk.nanpu.example"
OWN, OTHER, THIRD = "54014be15837eedf9b7dd15a", "54014be15837eedf9b7dd15b", "54014be15837eedf9b7dd15c"
COLUMN = f"{HOST}/opennessContent/?branch_id={OWN}&column_code=250400"
FRAME = f"{HOST}/opennessContent/iframe/?branch_id={OWN}&column_code=250400&page={{}}"
TOTAL = 37
HEAD = '<html><head><meta name="ColumnName" content="政府信息公开年报"></head><body>'


def table(first: int, last: int) -> str:
    lines = "".join(
        f'<tr class="is-td"><td>QT001-202401-{number:04}</td><td><div class="is-tda">'
        f'<a href="/openness/detail/content/{number:024x}.html">白鹭镇{number}年政府信息公开工作年度报告</a></div></td>'
        "<td>2024-01-16</td></tr>"
        for number in range(first, min(last, TOTAL) + 1)
    )
    return f'<table class="is-xxgkTable"><tr><th>索引号</th><th>名称</th></tr>{lines}</table>'


def framed(number: int, pager: str = "") -> str:
    return f"<html><body>{table((number - 1) * 15 + 1, number * 15)}{pager}</body></html>"


def number_of(ask: Ask) -> int:
    return int(ask.url.rpartition("page=")[2])


PAGERS = {
    "links": lambda number: (
        '<div class="pagination">'
        + "".join(f'<a href="?branch_id={OWN}&column_code=250400&page={n}">{n}</a>' for n in (1, 2, 3) if n != number)
        + "</div>"
    ),
    "script": lambda number: (
        f'<div class="page">共 {TOTAL} 条 第 {number} 页 共 3 页 <a href="javascript:go(2)">下一页</a></div>'
    ),
    "fraction": lambda number: f'<span id="pager">{number}/3页</span>',
    "none": lambda _: "",
}


@pytest.mark.parametrize("kind", PAGERS)
def test_every_entry_of_a_frame_is_found(kind: str) -> None:
    pager = PAGERS[kind]
    source = f'{HEAD}<iframe id="list" src="{FRAME.format(1).replace("&", "&amp;")}"></iframe></body></html>'
    (outside,) = FAMILY.read(page(source, COLUMN))
    (frame,) = outside.leads
    assert (frame.ask.url, frame.text, outside.name) == (FRAME.format(1), "政府信息公开年报", "政府信息公开年报")
    first = page(framed(1, pager(1)), frame.ask.url)
    found, asked = read_to_end(FAMILY, first, lambda ask: framed(number_of(ask), pager(number_of(ask))))
    assert len(found) == TOTAL
    assert [ask.url for ask in asked] == [FRAME.format(number) for number in (2, 3)]


def test_frames_of_other_columns_are_left_to_their_names() -> None:
    source = f'<title>信息公开目录</title><iframe src="{FRAME.format(1)}"></iframe>'
    assert list(FAMILY.read(page(source, f"{HOST}/opennessContent/?branch_id={OWN}"))) == []


def test_the_last_page_says_so() -> None:
    for kind, pager in PAGERS.items():
        (listing,) = FAMILY.read(page(framed(3, pager(3)), FRAME.format(3)))
        assert listing.next is None, kind
        assert len(listing.items) == 7


def test_the_total_is_taken_from_the_pager_alone() -> None:
    (listing,) = FAMILY.read(page(framed(1, PAGERS["script"](1)), FRAME.format(1)))
    assert (listing.declared, listing.pages) == (TOTAL, 3)
    (untold,) = FAMILY.read(page(framed(1, "<p>2023年共收到申请，共 3 条</p>"), FRAME.format(1)))
    assert (untold.declared, untold.pages) == (None, None)


def test_a_list_in_the_page_itself_turns_by_its_links() -> None:
    pager = (
        f'<div class="is-page"><a href="/opennessContent/?branch_id={OWN}&column_code=250400&page=2">下一页</a></div>'
    )
    (listing,) = FAMILY.read(page(f"{HEAD}{table(1, 15)}{pager}", COLUMN))
    assert listing.next is not None
    assert listing.next.url == f"{COLUMN}&page=2"
    (short,) = FAMILY.read(page(f"{HEAD}{table(1, 12)}", COLUMN))
    assert (len(short.items), short.next, short.name) == (12, None, "政府信息公开年报")


BODIES = (
    f'<ul><li><a href="/opennessContent/?branch_id={OWN}">县政府办</a></li>'
    f'<li><a href="/opennessContent/?branch_id={OTHER}">白鹭镇</a> <a href="/opennessGuide/?branch_id={OTHER}">指南</a></li>'
    f'<li><a href="http://jyj.qingtong.example/" target="_blank">县教育局</a></li></ul>'
    f'<select><option value="">请选择</option><option value="{THIRD}">南桥街道</option></select>'
)


def test_each_body_has_its_own_page_of_annual_reports() -> None:
    model = f'{BODIES}<a href="/opennessAnnualReport/?branch_id={OWN}">政府信息公开年报</a>'
    (listing,) = FAMILY.read(page(model, f"{HOST}/opennessTarget/?branch_id={OWN}"))
    assert [(lead.text, lead.ask.url) for lead in listing.leads] == [
        ("白鹭镇", f"{HOST}/opennessAnnualReport/?branch_id={OTHER}"),
        ("南桥街道", f"{HOST}/opennessAnnualReport/?branch_id={THIRD}"),
    ]
    assert {lead.around for lead in listing.leads} == {listing.name} == {"政府信息公开年报"}


def test_a_column_of_annual_reports_is_a_model_too() -> None:
    found, leads = FAMILY.read(page(f"{HEAD}{table(1, 5)}{BODIES}", f"{COLUMN}&page=2"))
    assert len(found.items) == 5
    assert [lead.ask.url for lead in leads.leads] == [
        f"{HOST}/opennessContent/?branch_id={OTHER}&column_code=250400",
        f"{HOST}/opennessContent/?branch_id={THIRD}&column_code=250400",
    ]


def test_other_columns_are_no_model() -> None:
    assert list(FAMILY.read(page(BODIES, f"{HOST}/opennessContent/?branch_id={OWN}&column_code=1"))) == []


@pytest.mark.parametrize(
    "entry",
    [
        "/OpennessContent/show/3475175.html",
        "/openness/OpennessAnnualReport/show/9.html",
        "/XxgkAnnualReport/show/4933.html",
        "/xxgkAnnualReport/detail/61f1f0ed886688e3278b4568.html",
    ],
)
def test_entries_of_the_second_generation_are_known_by_their_addresses(entry: str) -> None:
    source = f"<ul><li><a href='{entry}' title='白鹭镇2023年政府信息公开工作年度报告'>白鹭镇…</a></li></ul><a href='/'>首页</a>"
    assert FAMILY.recognises(page(f"{source}<!--AnnualReport/-->", f"{HOST}/xxgk/"))
    (listing,) = FAMILY.read(page(source, f"{HOST}/OpennessAnnualReport/index.html"))
    assert [(item.text, item.ask.url) for item in listing.items] == [
        ("白鹭镇2023年政府信息公开工作年度报告", f"{HOST}{entry}")
    ]
    assert (listing.name, listing.next) == ("政府信息公开年报", None)


def test_a_report_is_no_list_of_its_neighbours() -> None:
    source = "<div id=zoom></div>下一篇：<a href='/openness/detail/content/5dbbf2fc7f8b9a17788b4573.html'>白鹭镇</a>"
    assert list(FAMILY.read(page(source, f"{HOST}/openness/detail/content/5dbbf2fc7f8b9a17788b4572.html"))) == []


def test_other_pages_are_none_of_its() -> None:
    assert not FAMILY.recognises(page("<a href='/module/xxgk/xxgkAnnualReport.jsp'>年报</a>", f"{HOST}/"))
    assert list(FAMILY.read(page("", f"{HOST}/opennessContent/"))) == []
