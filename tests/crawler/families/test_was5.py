"""Lists of TRS WAS5: shells, trees and pseudo-JSON; places are made up."""

from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.families.was5 import FAMILY
from tests.crawler.families.reading import page, read_to_end

SHELL = "http://www.qingtong.example/xjwz/zwgk/zfxxgkzl/ndbg/"
SEARCH = "/was5/web/search?channelid=290792&templet=docs.jsp&sortfield=-docorderpri%2C-docreltime"
TREE = (
    'var zNodes=[{id:"20235",pId:"0",name:"主动公开基本目录",file:"http://www.qingtong.example/xxgkml/"},'
    '{id:"5727",pId:"20235",name:"年度报告"},];'
)


def shell(script):
    return page(
        f"<html><head><title>年度报告-青桐县</title></head><body><script>{script}</script></body></html>", SHELL
    )


def docs(first, last, total):
    rows = ",".join(
        f'{{"title":"白鹭镇"{n}"年政府信息公开…","title2":"x","url":"http://www.qingtong.example/t20230118_{n}.htm",'
        f'"chnldocurl":"","time":"2023-01-18","docid":"{n}"}}'
        for n in range(first, min(last, total))
    )
    # two values in single quotes, unescaped quotes in titles, an ending of the last row that was left over
    return (
        f'\ufeff\n{{"count":"{total}","chnlname":"年度报告","pagenum":"15","searchtime":"0.01",'
        f'"py":\'###pypy###\',"dy":\'###dydy###\',\n"docs":[{rows},]}}'
    )


@pytest.mark.parametrize("total", [1, 15, 16, 212])
def test_a_list_is_read_to_its_end(total):
    def server(ask):
        given = parse_qs(urlsplit(ask.url).query)
        assert (given["classsql"], given["prepage"], given["templet"]) == (["chnlid=5727"], ["15"], ["docs.jsp"])
        first = (int(given["page"][0]) - 1) * 15
        return docs(first, first + 15, total)

    script = f"$.get('{SEARCH}&classsql=chnlid%3D5727&random='+Math.random()+'&prepage=15&page='+page, show);"
    seen, asked = read_to_end(FAMILY, shell(script), server)
    assert len(seen) == total
    assert len(asked) == -(-total // 15)
    assert {ask.family for ask in asked} == {"was5"}
    assert not any("random" in ask.url for ask in asked)


def test_an_answer_says_its_name_and_its_total():
    ask = FAMILY.read(shell(f"var u = '{SEARCH}&classsql=chnlid%3D1&page=1'"))[0].next
    assert ask is not None
    listing = FAMILY.read(page(docs(0, 2, 2), ask.url, ask))[0]
    assert (listing.name, listing.declared, listing.next) == ("年度报告", 2, None)
    assert listing.items[0].text == '白鹭镇"0"年政府信息公开…'


@pytest.mark.parametrize(
    "script",
    [
        f"var chnlid=5727; var url = '{SEARCH}&classsql=' + encodeURIComponent('chnlid=' + chnlid) + '&page=' + n;",
        "var chnlid=5727; $.ajax({url:'/was5/web/search', data:{channelid:290792, templet:'docs.jsp', classsql:'chnlid=5727', page: n}})",
    ],
)
def test_the_request_is_put_together(script):
    ask = FAMILY.read(shell(script))[0].next
    assert ask is not None
    given = parse_qs(urlsplit(ask.url).query)
    assert (given["channelid"], given["classsql"], given["page"]) == (["290792"], ["chnlid=5727"], ["1"])


def test_a_tree_of_columns_leads_to_pages_and_to_lists():
    listing = FAMILY.read(
        shell(f"{TREE} function load(id) {{ $.get('{SEARCH}&classsql=chnlid%3D' + id + '&page=1') }}")
    )[0]
    assert listing.next is None  # which column is shown is for the reader to choose
    first, second = listing.leads
    assert (first.text, first.ask.url, first.ask.family) == (
        "主动公开基本目录",
        "http://www.qingtong.example/xxgkml/",
        None,
    )
    assert (second.text, second.around, second.ask.family) == ("年度报告", "主动公开基本目录", "was5")
    assert parse_qs(urlsplit(second.ask.url).query)["classsql"] == ["chnlid=5727"]


def test_a_tree_whose_request_is_in_another_script():
    listing = FAMILY.read(shell(f"var channelid = 203958; {TREE}"))[0]
    assert listing.next is not None
    assert "channelid=203958" in listing.next.url
    assert len(listing.leads) == 2


@pytest.mark.parametrize(
    "markup",
    [
        '<form action="/was5/web/search"><input name="channelid" value="203958"><input name="searchword"></form>',
        '<a href="/was5/web/search?channelid=203958">检索</a>',
        "<script>var u='/was5/web/search?channelid=1&searchword='+word</script>",
        "",
    ],
)
def test_a_search_box_is_no_list(markup):
    assert FAMILY.read(page(f"<html><body>{markup}</body></html>", SHELL)) == ()


@pytest.mark.parametrize("body", ["", "{", "<html>查无结果</html>", "[]", '{"docs":3,"count":[]}', "null"])
def test_answers_that_are_none(body):
    ask = FAMILY.read(shell(f"var u = '{SEARCH}&page=1'"))[0].next
    assert ask is not None
    assert all(not one.items and one.next is None for one in FAMILY.read(page(body, ask.url, ask)))
