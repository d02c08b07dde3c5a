"""Lists of TRS IRS, asked for by POST of JSON; places are made up."""

import json

import pytest

from crawler.families.irs import FAMILY
from crawler.pages.asking import JSON
from tests.crawler.families.reading import page, read_to_end

URL = "http://www.qingtong.example/zwgk/nb/index.html"
REQUEST = (
    '{"pageNo":1,"pageSize":15,"tenantId":71,"tableName":"t_179d132472b",'
    '"searchFields":[{"fieldName":"f_2022118461091","searchWord":"2021"}],'
    '"sorts":[{"sortField":"save_time","sortOrder":"DESC"}],"isPage":true,'
    '"customFilter":{"operator":"or","properties":[{"property":"f_202163742494","operator":"eq","value":"5901201"}]}}'
)
WHOLE = json.loads(REQUEST)


def shell(script, markup=""):
    return page(f"<html><head><title>年报</title></head><body>{markup}<script>{script}</script></body></html>", URL)


def asked(script, markup=""):
    ask = FAMILY.read(shell(script, markup))[0].next
    assert ask is not None
    assert (ask.media_type, ask.family, ask.script, ask.referer) == (JSON, "irs", True, URL)
    return ask.url, json.loads(ask.body or "")


@pytest.mark.parametrize(
    "script",
    [
        f"$.ajax({{url:'/irs/front/list',type:'POST',data:JSON.stringify({REQUEST})}})",
        f"var params = {REQUEST}; params.pageNo = n; $.post('/irs/front/list', JSON.stringify(params))",
        # bare keys, single quotes, values in variables
        "var tenantId = 71, tableName = 't_179d132472b'; var n = page();"
        "axios.post('/irs/front/list', {pageNo: n, pageSize: 15, tenantId: tenantId, tableName: tableName, isPage: true,"
        + REQUEST.partition(',"isPage":true,')[2].removesuffix("}")
        + ","
        + REQUEST.partition('"t_179d132472b",')[2].partition(',"isPage"')[0]
        + "});",
    ],
)
def test_the_request_is_found(script):
    url, body = asked(script)
    assert url == "http://www.qingtong.example/irs/front/list"
    assert body == WHOLE


def test_a_request_that_is_nowhere_in_one_piece():
    url, body = asked(
        "$.post(base + '/irs/front/list?orderBy=startTime_desc', build())",
        '<div data-tenantid="71" data-tablename="t_9"></div>',
    )
    assert url.endswith("/irs/front/list?orderBy=startTime_desc")
    assert body == {"tenantId": 71, "tableName": "t_9", "pageNo": 1, "pageSize": 15}


def test_the_variant_with_a_code_in_place_of_the_tenant():
    body = asked("post('/irs/front/list', {code:'181aedab55d', tableName:'t_1', pageNo: 4, pageSize: 10})")[1]
    assert body == {"code": "181aedab55d", "tableName": "t_1", "pageNo": 1, "pageSize": 10}


@pytest.mark.parametrize("total", [1, 15, 16, 212])
def test_a_list_is_read_to_its_end(total):
    def server(ask):
        given = json.loads(ask.body or "")
        assert {**given, "pageNo": 1} == WHOLE
        first = (given["pageNo"] - 1) * 10  # the server gives ten, whatever was asked for
        rows = [
            {"f_1": f"白鹭镇{n}年政府信息公开工作年度报告", "doc_pub_url": f"//www.qingtong.example/t20240116_{n}.html"}
            for n in range(first, min(total, first + 10))
        ]
        pager = {"total": str(total), "pageNo": given["pageNo"], "pageSize": 15}
        return json.dumps({"success": True, "data": {"list": rows, "pager": pager}})

    seen, requests = read_to_end(FAMILY, shell(f"post('/irs/front/list', {REQUEST})"), server)
    assert len(seen) == total
    assert len(requests) == -(-total // 10)


def test_other_years_and_units_are_places_to_go_to():
    markup = (
        '<select><option value="2021">2021</option><option value="2022">2022年</option></select>'
        "<ul><li><a href=\"javascript:load('5901201')\">县政府</a></li><li onclick=\"load('5901202')\">白鹭镇</li>"
        '<li data-code="5901203">南桥街道</li><li data-id="12">其他</li></ul>'
    )
    leads = FAMILY.read(shell(f"post('/irs/front/list', {REQUEST})", markup))[0].leads
    bodies = {one.text: json.loads(one.ask.body or "") for one in leads}
    assert set(bodies) == {"2022年", "白鹭镇", "南桥街道"}
    assert bodies["2022年"]["searchFields"][0]["searchWord"] == "2022"
    assert bodies["白鹭镇"]["customFilter"]["properties"][0]["value"] == "5901202"
    assert bodies["白鹭镇"]["tableName"] == "t_179d132472b"
    assert {one.around for one in leads} == {"年报"}


def test_igs_is_asked_by_get():
    ask = FAMILY.read(shell("$.getJSON('/igs/front/search.jhtml?code=78&siteId=34&pageNumber=1', show)"))[0].next
    assert ask is not None
    assert (ask.body, ask.url.partition("/igs")[2]) == (None, "/front/search.jhtml?code=78&siteId=34&pageNumber=1")
    told = json.dumps({"page": {"content": [{"title": "年报", "url": "/t1.html"}], "total": 2, "totalPages": 2}})
    following = FAMILY.read(page(told, ask.url, ask))[0].next
    assert following is not None
    assert following.url.endswith("pageNumber=2")


def test_a_tree_in_an_answer_leads_on():
    ask = FAMILY.read(shell("$.getJSON('/igs/front/term/type.jhtml?code=78&siteId=34', show)"))[0].next
    told = json.dumps({"children": [{"name": "政府信息公开年报", "children": [{"name": "乡镇", "url": "/xz/"}]}]})
    leads = FAMILY.read(page(told, ask.url if ask else URL, ask))[0].leads
    assert [(one.text, one.ask.url) for one in leads] == [("乡镇", "http://www.qingtong.example/xz/")]


@pytest.mark.parametrize(
    "script", ["", "post('/irs/front/list')", "{tableName", "tableName: '', tenantId: ''", '"' * 1000]
)
def test_pages_without_a_request(script):
    assert FAMILY.read(shell(script)) == ()


@pytest.mark.parametrize("body", ["", "{", '{"success":false,"data":null}', "[]", "[[]]", "错误"])
def test_answers_without_a_list(body):
    ask = FAMILY.read(shell(f"post('/irs/front/list', {REQUEST})"))[0].next
    listing = FAMILY.read(page(body, ask.url if ask else URL, ask))[0]
    assert (listing.items, listing.next) == ((), None)
