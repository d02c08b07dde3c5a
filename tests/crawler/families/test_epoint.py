"""Epoint's EWB: shells that know their column, a script that knows the site, a server with two dialects."""

import json

import pytest

from crawler.families.epoint import FAMILY
from crawler.pages.asking import Ask
from crawler.pages.page import Page
from tests.crawler.families.listpages import HOME, list_page, next_url, only, rows
from tests.crawler.families.reading import read_to_end

URL = f"{HOME}/dynamic/zwgk/govInfoPub.html?categorynum=003001003&deptcode="
SHELL = '<script src="/js/webBuilderCommon.js"></script><ul id="list"></ul>'
SITE = "7eb5f7f1-6f6b-4f43-8a11-0a1b2c3d4e5f"


class Server:
    """Answers as a site does: `script` is its file, `wrapped` its dialect, `base` the number of its first page."""

    def __init__(self, script, total, *, wrapped=False, base=1, cap=1000):
        self.script, self.total, self.wrapped, self.base, self.cap = script, total, wrapped, base, cap

    def __call__(self, ask):
        if ask.body is None:
            return self.script if ask.url.endswith("/js/webBuilderCommon.js") else "var ajax = {};"
        assert ask.media_type == "application/json"
        told = json.loads(ask.body)
        told = told.get("params") if self.wrapped else told
        if not told or told.get("siteGuid") != SITE or told.get("categorynum") != "003001003":
            return json.dumps({"custom": {}, "status": {"code": 0, "text": "参数错误"}})
        start = (told["pageIndex"] - self.base) * told["pageSize"]
        stop = min(start + min(told["pageSize"], self.cap), self.total)
        data = [
            {"infourl": f"/003/003001/20240116/{number}.html", "title": "<font>年报…</font>",
             "realtitle": f"南桥街道{number}号2023年年度报告", "deptname": "南桥街道"}
            for number in range(start, stop) if start >= 0
        ]  # fmt: skip
        return json.dumps({"custom": {"total": str(self.total), "data": data}, "status": {"code": 1}})


INFO = f'var siteInfo={{"siteGuid":"{SITE}","projectName":"/EWB-FRONT"}};'


@pytest.mark.parametrize(
    "server",
    [
        Server(INFO, 42),
        Server(INFO, 212),
        Server(INFO, 212, cap=20),
        Server(INFO, 42, base=0),
        Server(INFO, 150, base=0),
        Server(INFO.replace("EWB-FRONT", "EWB_YK_Mid"), 42, wrapped=True, base=0),
        Server(INFO.replace("EWB-FRONT", "EWB_YK_Mid"), 212, wrapped=True, base=0, cap=20),
        Server(INFO, 42, wrapped=True, base=0),
        Server(INFO, 42, wrapped=True, base=1),
    ],
)
def test_every_dialect_is_read_to_its_end(server):
    seen, asked = read_to_end(FAMILY, list_page(SHELL, URL), server)
    assert len(seen) == server.total
    assert asked[0].url == f"{HOME}/js/webBuilderCommon.js"
    assert all(ask.family == FAMILY.name and ask.script and ask.referer for ask in asked)


def test_an_empty_list_is_asked_for_once():
    _, asked = read_to_end(FAMILY, list_page(SHELL, URL), Server(INFO, 0))
    assert len(asked) == 2


def test_a_server_that_never_answers_is_left_alone_soon():
    _, asked = read_to_end(FAMILY, list_page(SHELL, URL), lambda ask: INFO if ask.body is None else "{}")
    assert len(asked) <= 4


def test_the_other_script_of_the_site_is_tried_when_the_first_is_silent():
    def server(ask):
        return Server(INFO, 5)(Ask(f"{HOME}/js/webBuilderCommon.js")) if "ajaxReq" in ask.url else "var a=1;"

    first = only(FAMILY.read(list_page(SHELL, URL))).next
    second = only(FAMILY.read(Page(first.url, server(first).encode(), None, first))).next
    assert second.url == f"{HOME}/js/ajaxReq.js"
    third = only(FAMILY.read(Page(second.url, server(second).encode(), None, second))).next
    assert third.url == f"{HOME}/EWB-FRONT/rest/lightfrontaction/getgovinfolist"


def test_a_shell_that_tells_all_is_asked_for_its_list_at_once():
    script = f"<script>var siteGuid='{SITE}'; var url='/EWB_YK_Mid/rest/lightfrontaction/getgovinfolist';</script>"
    found = only(FAMILY.read(list_page(script, URL))).next
    assert found.url == f"{HOME}/EWB_YK_Mid/rest/lightfrontaction/getgovinfolist"
    assert json.loads(found.body)["params"]["pageIndex"] == 0


def test_entries_and_total_are_told():
    shell = list_page(f"{SHELL}<script>var siteGuid='{SITE}'</script>", URL)
    ask = only(FAMILY.read(shell)).next
    found = only(FAMILY.read(Page(ask.url, Server(INFO, 42)(ask).encode(), "application/json", ask)))
    assert (found.declared, found.name, found.next) == (42, "政府信息公开年报", None)
    assert (found.items[0].text, found.items[0].around) == ("南桥街道0号2023年年度报告", "南桥街道")


def test_columns_and_units_of_a_shell_are_told():
    tree = (
        "<a onclick=\"load('003001004')\">政府信息公开指南</a>"
        "<select id='deptcode'><option value=''>全部</option><option value='QT01'>白鹭镇</option></select>"
    )
    leads = {lead.text: lead.ask.url for lead in only(FAMILY.read(list_page(SHELL + tree, URL))).leads}
    assert leads == {
        "政府信息公开指南": URL.replace("003001003", "003001004"),
        "白鹭镇": f"{URL}QT01",
    }


def test_columns_published_whole_go_on_by_number():
    turn = '<div class="ewb-page">共42条 1/3</div>'
    page = list_page(f"<ul>{rows(range(15))}</ul>{turn}", f"{HOME}/zwgk/003001/moreinfo.html")
    assert FAMILY.recognises(page)
    assert next_url(FAMILY.read(page)) == f"{HOME}/zwgk/003001/2.html"


@pytest.mark.parametrize("memo", [(), ("",), ("[]",), ('{"step": 2}',), ('{"size": "x", "step": 2, "index": [1]}',)])
def test_a_spoilt_memory_does_no_harm(memo):
    ask = Ask(f"{HOME}/x", "{}", family="epoint", memo=memo)
    FAMILY.read(Page(ask.url, b'{"custom":{"total":5,"data":[{"infourl":"/a.html","title":"t"}]}}', None, ask))
