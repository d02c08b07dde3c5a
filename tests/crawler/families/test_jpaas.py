"""Lists of Hanweb JPaaS against servers with the habits of real ones; addresses and places are made up."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.families.jpaas import FAMILY
from crawler.pages.asking import Ask
from tests.crawler.families.reading import page, read_to_end

URL = "https://www.qingtong.example/col/18073_668815/index.html"
TOTAL = 212
BUILD = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def entry(number: int) -> str:
    # addresses leave the scheme away, titles are cut in the text
    return (
        f'<li class="clearfix"><a class="bt-left" title="白鹭镇{number}年政府信息公开工作年度报告" '
        f'href="//www.qingtong.example/art/2024/art_{number:032x}.html">白鹭镇{number}…</a>'
        '<span class="bt-right">2024-01-23</span></li>'
    )


def entries(first: int, last: int, total: int = TOTAL) -> str:
    return f'<ul class="page-content">{"".join(map(entry, range(first, min(last, total) + 1)))}</ul>'


def turner(number: int, rows: int, count: int = TOTAL, unit: str = BUILD) -> str:
    return f'<div class="pagination" pageNo="{number}" rows="{rows}" count="{count}" unitUrl="{unit}"></div>'


def unit(tag: str, inside: str = "") -> str:
    told = (
        f"{{'parseType':'bulidstatic','webId':'3185','tplSetId':'quSyqDUrFfjv1nGRQhEEH','pageType':'column','tagId':'{tag}',"
        "'editType':'null','pageId':'1229114055'}"
    )
    return f'<div class="page-unit" url="{BUILD}" queryData="{told}">{inside}</div>'


def column(*units: str) -> str:
    return f'<html><head><meta name="ColumnName" content="政府信息公开年报"></head><body>{"".join(units)}</body></html>'


SHELL = column(unit("导航栏"), unit("当前位置"), unit("信息列表"), unit("页脚"))


def told(ask: Ask) -> tuple[int, int]:
    values = parse_qs(urlsplit(ask.url).query)
    assert values["tagId"] == ["信息列表"]
    assert values["parseType"] == ["bulidstatic"]  # sic
    wanted = json.loads(values["paramJson"][0])
    return wanted["pageNo"], wanted["pageSize"]


def wrapped(html: str) -> str:
    return json.dumps({"success": True, "code": "200", "data": {"html": html}}, ensure_ascii=False)


def heeds_all(ask: Ask) -> str:
    number, size = told(ask)
    return wrapped(entries((number - 1) * size + 1, number * size) + turner(number, size))


def heeds_number_only(ask: Ask) -> str:
    number, _ = told(ask)
    return wrapped(entries((number - 1) * 15 + 1, number * 15) + turner(number, 15))


def cuts_but_repeats_the_wish(ask: Ask) -> str:
    number, size = told(ask)
    held = min(size, 20)
    return wrapped(entries((number - 1) * held + 1, number * held) + turner(number, size))


def answers_data_alone(ask: Ask) -> str:
    return json.dumps({"data": json.loads(heeds_all(ask))["data"]["html"]})


@pytest.mark.parametrize("server", [heeds_all, heeds_number_only, cuts_but_repeats_the_wish, answers_data_alone])
@pytest.mark.parametrize(
    "source", [SHELL, column(unit("信息列表", entries(1, 15) + turner(1, 15)))], ids=["shell", "first page made"]
)
def test_every_entry_is_found(server: Callable[[Ask], str], source: str) -> None:
    found, asked = read_to_end(FAMILY, page(source, URL), server)
    assert len(found) == TOTAL
    assert all(address.startswith("https://www.qingtong.example/art/2024/art_") for address in found)
    assert all(ask.script and ask.referer == URL for ask in asked)
    assert len(asked) <= 15


def test_a_server_that_always_gives_its_first_page_is_given_up() -> None:
    # pages made beforehand are all that is served abroad
    found, asked = read_to_end(FAMILY, page(SHELL, URL), lambda _: wrapped(entries(1, 15) + turner(1, 15)))
    assert len(found) == 15
    assert len(asked) == 2


def test_the_total_is_told() -> None:
    (shell,) = FAMILY.read(page(SHELL, URL))
    assert shell.next is not None
    assert (shell.items, shell.declared, shell.name) == ((), None, "政府信息公开年报")
    (answer,) = FAMILY.read(page(heeds_all(shell.next), shell.next.url, shell.next))
    assert (answer.declared, answer.name) == (TOTAL, "政府信息公开年报")
    assert answer.items[0].text == "白鹭镇1年政府信息公开工作年度报告"


def test_a_short_list_asks_for_nothing() -> None:
    (made,) = FAMILY.read(page(column(unit("信息列表", entries(1, 9, 9) + turner(1, 15, 9))), URL))
    assert (len(made.items), made.declared, made.next) == (9, 9, None)
    (static,) = FAMILY.read(page(column(unit("信息列表", entries(1, 9, 9))), URL))
    assert (len(static.items), static.declared, static.next) == (9, None, None)


def test_a_first_page_without_unit_goes_on_by_its_pagination() -> None:
    address = (
        f"{BUILD}?parseType=bulidstatic&amp;webId=3185&amp;tagId=%E4%BF%A1%E6%81%AF%E5%88%97%E8%A1%A8&amp;pageId=12"
    )
    source = column(f"<div>{entries(1, 15)}{turner(1, 15, unit=address)}</div>")
    found, _ = read_to_end(FAMILY, page(source, URL), heeds_all)
    assert len(found) == TOTAL


def test_furniture_is_not_asked_for() -> None:
    listings = FAMILY.read(page(column(unit("导航栏"), unit("当前位置"), unit("页脚")), URL))
    assert list(listings) == []
    unnamed = FAMILY.read(page(column(unit("导航栏"), unit("zfxxgk_2020")), URL))
    assert [("zfxxgk_2020" in listing.next.url) for listing in unnamed if listing.next] == [True]


def test_gathering_pages_lead_to_each_column() -> None:
    block = (
        '<div class="box"><div class="tit"><span>{}</span><a class="xxgk_more" href="//www.qingtong.example/{}">更多&gt;&gt;'
        f"</a></div>{entries(1, 5)}</div>"
    )
    source = column(
        unit("信息列表", entries(1, 5)), block.format("政府信息公开年报", "col/a"), block.format("政策", "b")
    )
    *_, gathered = FAMILY.read(page(source, URL))
    assert [(lead.text, lead.ask.url) for lead in gathered.leads] == [
        ("政府信息公开年报", "https://www.qingtong.example/col/a"),
        ("政策", "https://www.qingtong.example/b"),
    ]


@pytest.mark.parametrize(
    "answer", ["", "null", "[]", '{"data":null}', '{"data":{"html":""}}', "<h1>403</h1>", '{"data":']
)
def test_odd_answers_end_the_list(answer: str) -> None:
    found, asked = read_to_end(FAMILY, page(SHELL, URL), lambda _: answer)
    assert (len(found), len(asked)) == (0, 1)


@pytest.mark.parametrize("memo", [(), ("[]",), ("7",)])
def test_a_spoilt_memo_harms_nothing(memo: tuple[str, ...]) -> None:
    (listing,) = FAMILY.read(page(wrapped(entries(1, 5)), URL, Ask(URL, family="jpaas", memo=memo)))
    assert listing.next is None


def test_other_pages_are_none_of_its() -> None:
    assert not FAMILY.recognises(page("<ul><li>县情</li></ul>", URL))
    assert list(FAMILY.read(page(column(f'<div queryData="none">{BUILD}</div>'), URL))) == []
