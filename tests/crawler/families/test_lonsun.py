"""LonSun's columns: lists that a label call fills, years behind a title, bodies by their codes; all of it made up."""

from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.families.lonsun import FAMILY
from crawler.pages.asking import Ask
from tests.crawler.families.reading import page, read_to_end

HOST = "https://www.qingtong.example"
LIST = f"{HOST}/public/column/21731?type=3&action=list&nav=3"
DETAIL = f"{HOST}/public/column/21731?type=3&action=detail&nav=3&title=2023"
TOTAL = 41
PAGER = '<div class="pagination" id="page_public_info"></div>'
TOLD = (
    "IsAjax=1&dataType=html&_=0.609&labelName=publicInfoList&siteId=6788721&pageSize=15&pageIndex={}&action=list"
    "&fuzzySearch=true&fromCode=title&keyWords=&sortType=0&isDate=true&dateFormat=yyyy-MM-dd&length=80&organId=21731"
    "&type=3&catIds=&cId=&result=%E6%9A%82%E6%97%A0&file=%2Fxxgk%2FpublicInfoList_newest2020&catId=32710531"
)


def entries(first: int, last: int) -> str:
    lines = "".join(
        f'<li><a href="/public/21731/{55426590 + number}.html" title="白鹭镇{number}年政府信息公开工作年度报告" '
        f'target="_blank">白鹭镇{number}…</a><span class="date">2024-01-16</span></li>'
        for number in range(first, min(last, TOTAL) + 1)
    )
    return f'<ul class="clearfix xxgk_nav_list">{lines}</ul>'


def drawn(number: int, pages: int = 3, count: int = TOTAL) -> str:
    return (
        f'{PAGER}<script>Ls.pagination("#page_public_info",function(i){{load(i)}},'
        f"{{currPage:{number},pageCount:{pages},dataCount:{count}}})</script>"
    )


def label(ask: Ask) -> str:
    told = {name: values[0] for name, values in parse_qs(urlsplit(ask.url).query).items()}
    assert urlsplit(ask.url).path.endswith("/site/label/8888")
    assert (told["organId"], told["labelName"], told["type"]) == ("21731", "publicInfoList", "3")
    assert ask.script
    number, size = int(told["pageIndex"]), int(told["pageSize"])
    return entries((number - 1) * size + 1, number * size) + drawn(number)


def shell(script: str) -> str:
    return f'<html><head><title>白鹭镇-青桐县</title></head><body><div id="list">{PAGER}</div><script>{script}</script></body></html>'


CALLS = {
    "whole": f'$.get("/site/label/8888?{TOLD.format(1)}", show)',
    "joined": f'function load(i){{ $("#list").load("/site/label/8888?{TOLD.format("")}".replace(/x/,"") ) }}',
    "put together": (
        "var organId = '21731'; function load(i){$.ajax({url: '/site/label/8888?IsAjax=1&dataType=html&labelName="
        "publicInfoList&siteId=6788721&pageSize=15&pageIndex=' + i + '&action=list&organId=' + organId + '&type=3',"
        "success: show})}"
    ),
    "object": (
        "var siteId=6788721;function load(i){$.get('/site/label/8888', {IsAjax: 1, dataType: 'html', labelName: "
        "'publicInfoList', siteId: siteId, pageSize: 15, pageIndex: i, action: 'list', organId: 21731, type: 3}, show)}"
    ),
    "object before": (
        "$.ajax({data: {IsAjax: 1, labelName: 'publicInfoList', pageSize: 15, pageIndex: 1, action: 'list', "
        "organId: 21731, type: '3'}, url: '/site/label/8888', success: show})"
    ),
    "nowhere": "",
}


@pytest.mark.parametrize("kind", CALLS)
def test_every_entry_is_found(kind: str) -> None:
    found, asked = read_to_end(FAMILY, page(shell(CALLS[kind]), LIST), label)
    assert len(found) == TOTAL
    assert len(asked) == 3
    assert {ask.referer for ask in asked} == {LIST}


def test_the_call_goes_where_the_page_lies() -> None:
    # 黄山: the whole platform lies in a folder of the site
    (listing,) = FAMILY.read(page(shell(""), LIST.replace("/public/", "/zwgk/public/")))
    assert listing.next is not None
    assert listing.next.url.startswith(f"{HOST}/zwgk/site/label/8888?")


def test_total_pages_and_name_are_told() -> None:
    (listing,) = FAMILY.read(page(shell(CALLS["whole"]), LIST))
    assert listing.next is not None
    (answer,) = FAMILY.read(page(label(listing.next), listing.next.url, listing.next))
    assert (answer.declared, answer.pages, answer.name) == (TOTAL, 3, "政府信息公开年报")
    assert answer.items[0].text == "白鹭镇1年政府信息公开工作年度报告"


def test_a_first_page_in_the_source_goes_on_by_the_call() -> None:
    source = shell(CALLS["whole"]).replace(PAGER, entries(1, 15) + drawn(1))
    found, asked = read_to_end(FAMILY, page(source, LIST), label)
    assert (len(found), len(asked)) == (TOTAL, 2)


def test_plain_columns_turn_by_their_address() -> None:
    url = f"{HOST}/content/column/6795?pageIndex=1"

    def server(number: int) -> str:
        inside = entries((number - 1) * 15 + 1, number * 15).replace("xxgk_nav_list", "doc_list")
        return f"<div class=navjz>{inside}{drawn(number)}</div>"

    (first,) = FAMILY.read(page(server(1), url))
    assert first.next is not None
    assert (first.next.url, first.next.family) == (f"{HOST}/content/column/6795?pageIndex=2", None)
    assert len(first.items) == 15
    (last,) = FAMILY.read(page(server(3), f"{HOST}/content/column/6795?pageIndex=3"))
    assert (len(last.items), last.next) == (11, None)


@pytest.mark.parametrize("answer", ["", "暂无相关信息", "<div class=tips>暂无相关信息</div>", "{}", "\x00"])
def test_empty_answers_end_the_list(answer: str) -> None:
    found, asked = read_to_end(FAMILY, page(shell(CALLS["whole"]), LIST), lambda _: answer)
    assert (len(found), len(asked)) == (0, 1)


def test_without_a_pager_a_short_answer_is_the_last() -> None:
    found, asked = read_to_end(FAMILY, page(shell(CALLS["whole"]), LIST), lambda _: entries(1, 9))
    assert (len(found), len(asked)) == (9, 1)


def test_other_years_stand_behind_a_title() -> None:
    options = "".join(f"<option value={year}>{year}年</option>" for year in (2023, 2022, 2021))
    (listing,) = FAMILY.read(page(f"<select>{options}</select><div class=wzcon></div>", DETAIL))
    assert [(lead.text, lead.ask.url) for lead in listing.leads] == [
        ("2022年", DETAIL.replace("2023", "2022")),
        ("2021年", DETAIL.replace("2023", "2021")),
    ]
    assert {lead.around for lead in listing.leads} == {listing.name} == {"政府信息公开年报"}
    assert listing.next is None


def test_the_same_column_of_other_bodies_is_a_lead() -> None:
    source = (
        "<a href='/public/column/21731?type=2&nav=1'>指南</a><a href='/public/column/21740?type=4&action=list'>白鹭镇</a>"
        "<a href='//zwgk.qingtong.example/public/column/21741'>南桥街道</a>"
        "<select><option value=21731>县政府</option><option value=21742>县财政局</option></select>"
    )
    (listing,) = FAMILY.read(page(source, DETAIL))
    assert [(lead.text, lead.ask.url) for lead in listing.leads] == [
        ("白鹭镇", f"{HOST}/public/column/21740?type=3&action=list&nav=3"),
        ("南桥街道", "https://zwgk.qingtong.example/public/column/21741?type=3&action=list&nav=3"),
        ("县财政局", f"{HOST}/public/column/21742?type=3&action=list&nav=3"),
    ]


def test_a_directory_without_any_column_of_reports_shows_none() -> None:
    source = "<a href='/public/column/21740?type=4'>白鹭镇</a><a href='/public/column/21741?type=4'>南桥街道</a>"
    assert list(FAMILY.read(page(source, f"{HOST}/site/tpl/88"))) == []
    panel = f"{source}<a href='/public/column/21740?type=3&action=list&nav=3'>年报</a>"
    (listing,) = FAMILY.read(page(panel, f"{HOST}/site/tpl/88"))
    assert [lead.text for lead in listing.leads] == ["白鹭镇", "南桥街道"]


def test_kinds_of_the_catalogue_are_leads() -> None:
    tree = '<script>var zNodes=[{id:"32710531",pId:0,name:"政府信息公开年报"},{id:"7",pId:"32710531",name:"2023年"}];</script>'
    (listing,) = FAMILY.read(page(tree, f"{HOST}/public/column/21731?type=4&catId=1&action=list"))
    assert [(lead.text, lead.around, lead.ask.url) for lead in listing.leads] == [
        ("政府信息公开年报", "", f"{HOST}/public/column/21731?type=4&catId=32710531&action=list"),
        ("2023年", "政府信息公开年报", f"{HOST}/public/column/21731?type=4&catId=7&action=list"),
    ]


def test_other_pages_are_none_of_its() -> None:
    assert not FAMILY.recognises(page("<ul><li>县情</li></ul>", f"{HOST}/"))
    assert list(FAMILY.read(page("<p>/public/column/</p>", f"{HOST}/"))) == []
