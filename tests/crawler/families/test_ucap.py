"""Columns, lists and trees of UCAP; places are made up."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.families.ucap import FAMILY
from tests.crawler.families.reading import page, read_to_end

COLUMN = "http://www.qingtong.example/dyxxxgk/c102429/"
CHANNEL = "90da02ee81d7436a916a1815a4004b51"
META = f'<meta name="channelId" content="{CHANNEL}"><title>年度报告</title>'
SEARCH = f"http://www.qingtong.example/common/search/{CHANNEL}"


def rows(first, last):
    return "".join(
        f'<li><a href="/dyxxxgk/c102429/202401/{n:032x}.shtml" title="白鹭镇{n}号政府信息公开工作年度报告">白鹭镇…</a>'
        '<span class="time">2024-01-12</span></li>'
        for n in range(first, last)
    )


def static(number, total, size=15):
    pages = -(-total // size)
    first = (number - 1) * size
    return (
        f'<html><body><ul class="newsList">{rows(first, min(total, first + size))}</ul><div id="page_div"></div>'
        f"<script>createPageHTML('page_div',{pages}, {number},'xxgk_list','shtml',{total});</script></body></html>"
    )


@pytest.mark.parametrize(("total", "requests"), [(1, 0), (15, 0), (23, 1), (149, 9)])
def test_static_pages_are_read_to_the_last(total, requests):
    def server(ask):
        return static(int(ask.url.removeprefix(COLUMN + "xxgk_list_").removesuffix(".shtml")), total)

    first = page(static(1, total), COLUMN + "xxgk_list.shtml")
    seen, asked = read_to_end(FAMILY, first, server)
    assert (len(seen), len(asked)) == (total, requests)
    assert (FAMILY.read(first)[0].declared, FAMILY.read(first)[0].pages) == (total, -(-total // 15))
    assert all(ask.more == "" for ask in asked)


def answer(url, total):
    given = parse_qs(urlsplit(url).query)
    assert (given["_isAgg"], given["_isJson"]) == (["true"], ["true"])
    size = min(18, int(given["_pageSize"][0]))
    first = (int(given["page"][0]) - 1) * size
    results = [
        {
            "title": f"白鹭镇{n}号年度报告", "subTitle": "", "url": f"//www.qingtong.example/dyxxxgk/c102429/202401/{n:032x}.shtml",
            "channelName": "年度报告", "domainMetaList": [{"resultList": [{"key": "indexnumber", "value": "x"}]}],
        }
        for n in range(first, min(total, first + size))
    ]  # fmt: skip
    return json.dumps(
        {"data": {"page": 1, "rows": size, "channelId": CHANNEL, "total": str(total), "results": results}}
    )


SCRIPTS = [
    "",
    f"var url='/common/search/{CHANNEL}?_isAgg=true&_isJson=true&_pageSize=18&_template=index&_channelName=&page=1';",
    "$.getJSON('/common/search/' + channelId + '?_isAgg=true&_isJson=true&page=' + n)",
    "var id = $('meta[name=channelId]').attr('content'); $.getJSON('/common/search/' + id + '?_pageSize=18&page=' + n)",
    f"$.ajax({{url:'/common/search/{CHANNEL}', data:{{_isAgg:true,_isJson:true,_pageSize:100,page:n}}}})",
]


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("total", [1, 18, 149])
def test_a_list_in_json_is_read_to_its_end(script, total):
    shell = page(
        f"<html><head>{META}</head><body><ul id='list'></ul><script>{script}</script></body></html>",
        COLUMN + "list.shtml",
    )
    seen, asked = read_to_end(FAMILY, shell, lambda ask: answer(ask.url, total))
    assert len(seen) == total
    assert len(asked) == -(-total // 18)
    assert all(ask.url.startswith(SEARCH + "?") and ask.script and ask.family == "ucap" for ask in asked)


def test_rows_beside_a_shell_are_no_entries():
    shell = page(
        f"<html><head>{META}</head><body><ul>{rows(0, 4)}</ul><script>{SCRIPTS[1]}</script></body></html>", COLUMN
    )
    (listing,) = FAMILY.read(shell)
    assert listing.items == ()
    assert listing.next is not None
    assert "page=1" in listing.next.url


def test_what_the_page_shows_itself_is_not_asked_for_again():
    shell = page(
        f"<html><head>{META}</head><body><ul>{rows(0, 18)}</ul><script>{SCRIPTS[1]}</script></body></html>", COLUMN
    )
    seen, asked = read_to_end(FAMILY, shell, lambda ask: answer(ask.url, 40))
    assert len(seen) == 40
    assert ["page=2" in ask.url for ask in asked] == [True, False]


def test_a_page_that_shows_rows_and_asks_for_nothing_has_no_more():
    assert FAMILY.read(page(f"<html><head>{META}</head><body><ul>{rows(0, 9)}</ul></body></html>", COLUMN)) == ()


def test_a_search_box_is_no_list():
    script = "location.href = '/search/index.html?word=' + word"
    shown = page(f"<html><head>{META}</head><body><ul>{rows(0, 9)}</ul><script>{script}</script></body></html>", COLUMN)
    assert FAMILY.read(shown) == ()


def test_a_list_of_files_is_asked_for_by_form():
    shell = page(f"<html><head>{META}</head><script>$.post('/getFileListByCodeId', data)</script></html>", COLUMN)
    ask = FAMILY.read(shell)[0].next
    assert ask is not None
    assert (ask.url, ask.body) == (
        "http://www.qingtong.example/getFileListByCodeId", f"channelId={CHANNEL}&page=1&size=20"
    )  # fmt: skip
    told = {
        "code": 200,
        "results": {"data": {"page": 1, "rows": 1, "total": 2, "results": [{"title": "年报", "url": "/a.shtml"}]}},
    }
    following = FAMILY.read(page(json.dumps(told), ask.url, ask))[0].next
    assert following is not None
    assert following.body == f"channelId={CHANNEL}&page=2&size=20"


def test_the_variant_with_a_channel_in_a_variable():
    script = "var channel_id='a1-b2'; $.post('/szinf/xxgk/interfacesWebZcwj/loadData?pageSize=15', d)"
    ask = FAMILY.read(page(f"<html><script>{script}</script></html>", COLUMN))[0].next
    assert ask is not None
    assert ask.body == "pageIndex=1&channel_id=a1-b2"
    told = {"data": {"allRow": 16, "totalPage": 2, "list": [{"TITLE": "年报", "URL": "/a.shtml"}]}}
    listing = FAMILY.read(page(json.dumps(told), ask.url, ask))[0]
    assert (listing.declared, listing.pages, listing.items[0].text) == (16, 2, "年报")
    assert listing.next is not None
    assert listing.next.body == "pageIndex=2&channel_id=a1-b2"


@pytest.mark.parametrize(
    "script",
    [
        "$.getJSON('/common/getChannelList?channelCode=c102429&websiteCodeName=dyxxxgk', draw)",
        "$.getJSON('/common/getChannelList', {channelCode: code, websiteCodeName: site}, draw)",
    ],
)
def test_the_tree_of_columns_is_asked_for_and_read(script):
    shell = page(
        f"<html><head>{META}</head><body><ul>{rows(0, 3)}</ul><script>{script}</script></body></html>",
        COLUMN + "list.shtml",
    )
    (tree,) = FAMILY.read(shell)[0].leads
    given = parse_qs(urlsplit(tree.ask.url).query)
    assert given == {"channelCode": ["c102429"], "websiteCodeName": ["dyxxxgk"]}
    told = {"results": {"displayName": "公开", "children": [
        {"channelId": CHANNEL, "displayName": "年度报告", "children": [{"channelId": "x", "displayName": "白鹭镇", "url": "/bl/list.shtml"}]},
    ]}}  # fmt: skip
    (listing,) = FAMILY.read(page(json.dumps(told), tree.ask.url, tree.ask))
    annual, town = listing.leads
    assert (annual.text, annual.around, annual.ask.family) == ("年度报告", "公开", "ucap")
    assert annual.ask.url.startswith(SEARCH + "?_isAgg=true&_isJson=true")
    assert (town.text, town.around, town.ask.url) == (
        "白鹭镇",
        "公开 年度报告",
        "http://www.qingtong.example/bl/list.shtml",
    )


def test_articles_are_of_the_platform_but_are_no_lists():
    article = page(
        f"<html><head>{META}</head><UCAPCONTENT>一、</UCAPCONTENT></html>", f"{COLUMN}202401/{CHANNEL}.shtml"
    )
    assert FAMILY.recognises(article)
    assert FAMILY.read(article) == ()
    assert FAMILY.read(page("<html></html>", COLUMN + "202301/c01_592213.shtml")) == ()


@pytest.mark.parametrize("markup", ["<p>青桐县</p>", "<script>createPageHTML(3,0,'index','html')</script>"])
def test_pages_of_others(markup):
    assert not FAMILY.recognises(page(markup, "http://www.qingtong.example/index.html"))


@pytest.mark.parametrize("body", ["", "{", "[]", "3", '{"data":null}', '{"results":{"children":[null,3]}}'])
def test_answers_without_a_list(body):
    for url in (f"{SEARCH}?page=1", "http://www.qingtong.example/common/getChannelList"):
        assert all(not one.items and one.next is None and not one.leads for one in FAMILY.read(page(body, url)))
