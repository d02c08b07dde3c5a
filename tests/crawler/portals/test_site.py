"""Tags, feet and names of sites to the place whose site it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.page import Page
from crawler.portals.site import Site, agree, names_a_city, place_of, site_of
from tests.crawler.site_pages import site_page

URL = "http://www.qingtong.example/"


def test_the_standard_tags_are_read_whatever_their_case_and_order():
    body = b"<META CONTENT='\xe9\x9d\x92\xe6\xa1\x90\xe5\x8e\xbf' NAME='sitename'><meta content=1234560001 name=SITEIDCODE>"
    page = Page(URL, body + b'<meta name="SiteDomain" content="www.qingtong.example">')
    assert site_of(page) == Site("青桐县", "1234560001", "www.qingtong.example")
    assert site_of(page).county == "123456"


@pytest.mark.parametrize(
    "foot",
    [
        "主办单位：青桐县人民政府办公室　网站标识码：1234560001",
        "<span>主办单位:</span> 青桐县人民政府办公室 承办单位：青桐县大数据局</p><p>政府网站标识码：<a href='x'>1234560001</a>",
        "主办：青桐县人民政府办公室&nbsp;版权所有<br>网站标识码&nbsp;1234560001",
    ],
)
def test_a_foot_tells_where_tags_are_missing(foot):
    site = site_of(Page(URL, f"<html><p>栏目</p><p>{foot}</p></html>".encode()))
    assert (site.name, site.id_code) == ("青桐县人民政府办公室", "1234560001")


@pytest.mark.parametrize("residue", ["null", "", "0000000000", "请填写", "12345", "12345600012345"])
def test_the_residue_of_templates_is_no_code(residue):
    assert site_of(site_page(URL, "青桐县", residue)).id_code is None
    assert site_of(site_page(URL, None, residue, body="网站标识码：1234560001")).id_code == "1234560001"


def test_a_ministry_has_a_code_but_no_county():
    site = site_of(site_page("http://www.mee.example/", "生态部", "BM17000001"))
    assert (site.id_code, site.county) == ("bm17000001", None)


@pytest.mark.parametrize("body", [b"", b"%PDF-1.5", b"{}", b"<", b"\xff\xfe\x00"])
def test_what_is_no_page_says_nothing(body):
    assert site_of(Page(URL, body)) == Site()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("青桐县", "青桐县"),
        ("青桐县人民政府", "青桐县"),
        ("青桐县政府门户网站", "青桐县"),
        ("欢迎访问青桐县人民政府网站", "青桐县"),
        ("中国·青桐", "青桐"),
        ("齐州市青桐县人民政府办公室", "青桐县"),
        ("荆州市沙市区", "沙市区"),
        ("东乡族自治县人民政府", "东乡族自治县"),
        ("临夏回族自治州", "临夏回族自治州"),
        ("齐州市郊区人民政府", "郊区"),
        ("青桐县政务公开专区", "青桐县"),
        ("", ""),
    ],
)
def test_places_in_names_of_portals(name, place):
    assert place_of(name) == place


@pytest.mark.parametrize(
    ("name", "ours", "expected"),
    [
        ("青桐县人民政府", "青桐县政府门户网站", True),
        ("青桐县教育局", "青桐县人民政府", True),
        ("齐州市青桐县政务公开", "青桐县", True),
        ("中国青桐", "青桐县", True),
        ("青桐县人民政府", "中国青桐", None),
        ("青桐经济开发区管委会", "青桐县", True),
        ("青桐县工业园区", "青桐县", True),
        ("三都县人民政府", "三都水族自治县", True),
        ("绿水县人民政府", "青桐县", False),
        ("齐州市绿水县", "青桐县", False),
        ("齐州市绿水县", "齐州市", False),
        ("齐州市人民政府", "青桐县", False),
        # a city and the county around it have one name
        ("湘潭市人民政府", "湘潭县", None),
        ("茌平区人民政府", "茌平县", None),
        ("白鹭镇人民政府", "青桐县", None),
        ("南桥街道办事处", "青桐县", None),
        ("市场监督管理局", "青桐县", None),
        ("政务公开平台", "青桐县", None),
        ("绿水湖景区", "青桐县", None),
        ("", "青桐县", None),
        ("青桐县", "", False),
    ],
)
def test_names_of_one_place_agree(name, ours, expected):
    assert agree(name, ours) is expected


def test_cities_are_told_from_counties():
    assert names_a_city("齐州市政务公开平台")
    assert not names_a_city("齐州市青桐县")


@given(st.text(), st.text())
def test_no_name_raises(name, ours):
    assert agree(name, ours) in (True, False, None)


@pytest.mark.parametrize("unit", ["市", "青桐县", "网站标识码", "主办单位：<", "中国", "网站"])
def test_hostile_pages_take_no_time(unit):
    started = time.process_time()
    site_of(site_page(URL, unit * 50_000, body=unit * 50_000))
    agree(unit * 50_000, "青桐县")
    assert time.process_time() - started < 1
