"""The disclosure platform of Guangdong; places are made up."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.families.gkmlpt import FAMILY
from tests.crawler.families.reading import page, read_to_end

INDEX = "http://www.qingtong.example/bailu/gkmlpt/index"
CONFIG = (
    "window._CONFIG = window._CONFIG || {};\nwindow._CONFIG = { SID: '662021', NAME:'白鹭镇人民政府', TREE: [{\"id\":721,"
    '"name":"法定主动公开内容","parent":0,"post_count":0,"jump_url":"","children":[{"id":725,"name":"规划","children":[]}]},\n'
    ' {"id":733,"name":"政府信息公开年报","jump_url":"%s","children":[]}], SERVICE_AREA_ID: 12, DETAIL: {"name":"x","url":"/y"} };'
)


def index(jump=""):
    return page(
        f"<html><head><script>{CONFIG % jump}</script></head><body><div id='postList'></div></body></html>", INDEX
    )


def annual(jump=""):
    assert FAMILY.recognises(index(jump))
    (listing,) = FAMILY.read(index(jump))
    assert listing.name == "白鹭镇人民政府"
    return {one.text: one for one in listing.leads}


def test_each_column_of_the_tree_has_a_list():
    leads = annual()
    assert set(leads) == {"法定主动公开内容", "规划", "政府信息公开年报"}
    ask = leads["政府信息公开年报"].ask
    assert ask.url == "http://www.qingtong.example/bailu/gkmlpt/api/all/733?page=1&sid=662021"
    assert (ask.family, ask.script, ask.referer) == ("gkmlpt", True, INDEX)
    assert leads["规划"].around == "白鹭镇人民政府 法定主动公开内容"


def test_a_column_may_lead_away_from_the_platform():
    # the annual reports very often do
    ask = annual("http://www.qingtong.example/zwgk/xxgknb/")["政府信息公开年报"].ask
    assert (ask.url, ask.family) == ("http://www.qingtong.example/zwgk/xxgknb/", None)
    assert annual("//xxgk.qingtong.example/nb/")["政府信息公开年报"].ask.url == "http://xxgk.qingtong.example/nb/"


@pytest.mark.parametrize(("total", "requests"), [(0, 0), (100, 0), (101, 1), (145, 1), (300, 2)])
def test_a_list_is_read_to_its_end(total, requests):
    def answer(url):
        number = max(1, int(parse_qs(urlsplit(url).query)["page"][0]))  # page 0 is page 1
        articles = [
            {
                "id": n,
                "title": f"%u767D%u9E6D{n}年度报告",
                "post_url": "",
                "url": f"http://www.qingtong.example/gkmlpt/post_{n}.html",
            }
            for n in range((number - 1) * 100, min(total, number * 100))
        ]
        told = {
            "classify": {"id": 733, "name": "政府信息公开年报", "post_count": total},
            "total": str(total),
            "articles": articles,
        }
        return "\ufeff" + json.dumps(told)

    first = annual()["政府信息公开年报"].ask
    seen, asked = read_to_end(FAMILY, page(answer(first.url), first.url, first), lambda ask: answer(ask.url))
    assert len(seen) == total
    assert len(asked) == requests


def test_titles_with_escapes_are_read_and_totals_told():
    ask = annual()["政府信息公开年报"].ask
    told = '{"classify":{"name":"政府信息公开年报","post_count":145},"articles":[{"title":"%u767D%u9E6D镇","url":"/a.html"}]}'
    (listing,) = FAMILY.read(page(told, ask.url, ask))
    assert (listing.items[0].text, listing.declared, listing.name) == ("白鹭镇", 145, "政府信息公开年报")


@pytest.mark.parametrize("body", ["", "<html>404</html>", "[]", "{}", '{"classify":3,"articles":null}'])
def test_answers_without_a_list(body):
    ask = annual()["政府信息公开年报"].ask
    assert all(not one.items and one.next is None for one in FAMILY.read(page(body, ask.url, ask)))


@pytest.mark.parametrize(
    "script", ["", "window._CONFIG = ", "window._CONFIG = {TREE: 3}", "window._CONFIG={TREE:[1,[2]]}"]
)
def test_pages_without_a_tree(script):
    assert FAMILY.read(page(f"<script>{script}</script>", INDEX)) == ()


def test_pages_of_others():
    assert not FAMILY.recognises(page("<p>青桐县</p>", "http://www.qingtong.example/"))
