"""Pages from the portal, its city, its neighbours and its copyists to the hosts that belong to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.page import Page
from crawler.portals.belonging import Hosts, host_of
from crawler.portals.register import Portal
from tests.crawler.site_pages import site_page

HOME = "http://www.qingtong.gov.cn/"
CODE, CITY, OTHER = "1234560001", "1234000003", "1234570001"
LOCAL = "http://127.0.0.1:8001/"


def hosts(home=HOME, name="青桐县人民政府", division="123456"):
    return Hosts(Portal(home, name, division))


def judged(url, name=None, code=None, *, known=None, from_disclosure=True, body="<p>栏目</p>"):
    known = known or hosts()
    page = site_page(url, name, code, body=body)
    standing = known.judge(page, from_disclosure=from_disclosure)
    return standing, known.reason(url)


def test_home_is_ours_with_and_without_www_and_by_either_scheme():
    known = hosts()
    for url in (HOME, "https://www.qingtong.gov.cn/zwgk/", "http://qingtong.gov.cn:80/", "http://QINGTONG.gov.cn./"):
        assert known.standing(url) == "ours"
        assert known.may_ask(url, from_disclosure=False)
    assert judged(HOME, "青桐县人民政府", CODE, known=known) == ("ours", "home")


@pytest.mark.parametrize(
    ("url", "of_disclosure", "elsewhere"),
    [
        ("http://xxgk.qingtong.gov.cn/", True, True),  # a host of its own for disclosure
        ("http://gk.qizhou.gov.cn/year.aspx?dept=126", True, False),  # the prefecture's platform
        ("http://qingtong-news.com/", True, False),
        ("https://mp.weixin.qq.com/s/abc", False, False),
        ("https://weibo.com/qingtong", False, False),
        ("http://www.gov.cn/zhengce/", False, False),
        ("https://www.zj.gov.cn/", False, False),
        ("http://www.ndrc.gov.cn/", False, False),
        ("http://bszs.conac.cn/sitename", False, False),
        ("http:///x", False, False),
    ],
)
def test_who_may_be_asked(url, of_disclosure, elsewhere):
    assert hosts().may_ask(url, from_disclosure=True) is of_disclosure
    assert hosts().may_ask(url, from_disclosure=False) is elsewhere


def test_a_province_is_asked_on_its_own_behalf_only():
    assert hosts("http://www.zj.gov.cn/", "浙江省", "33").may_ask("https://www.zj.gov.cn/x", from_disclosure=False)
    # counties under a province's domain are neighbours, not one site
    known = hosts("http://www.qingtong.zj.gov.cn/")
    assert not known.may_ask("http://www.lvshui.zj.gov.cn/", from_disclosure=False)
    assert known.may_ask("http://xxgk.qingtong.zj.gov.cn/", from_disclosure=False)


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("青桐县教育局", "1234560015", ("ours", "same_code")),
        (None, CODE, ("ours", "same_code")),
        ("青桐县人民政府", None, ("ours", "same_domain")),
        (None, None, ("ours", "same_domain")),
        ("白鹭镇人民政府", None, ("ours", "same_domain")),
        ("齐州市政务公开平台", CITY, ("ours", "city_code")),
        ("绿水县人民政府", OTHER, ("foreign", "other_code")),
        ("青桐县人民政府", OTHER, ("foreign", "other_code")),
        ("绿水县人民政府", None, ("foreign", "other_name")),
        ("齐州市绿水县人民政府", CITY, ("foreign", "other_name")),
        ("生态环境部", "bm17000001", ("foreign", "other_code")),
    ],
)
@pytest.mark.parametrize(
    ("home", "url"), [(HOME, "http://xxgk.qingtong.gov.cn/"), (LOCAL, "http://127.0.0.1:8002/zwgk/")]
)
def test_hosts_of_one_domain_and_ports_of_one_address(home, url, name, code, expected):
    for from_disclosure in (True, False):
        assert judged(url, name, code, known=hosts(home), from_disclosure=from_disclosure) == expected


@pytest.mark.parametrize(
    ("url", "name", "code", "expected"),
    [
        ("http://gk.qizhou.gov.cn/", "齐州市人民政府", CITY, ("ours", "city_code")),
        ("http://gk.qizhou.gov.cn/", None, CITY, ("ours", "city_code")),
        ("http://gk.qizhou.gov.cn/", "齐州市绿水县", CITY, ("foreign", "other_name")),
        ("http://www.qtx-gk.com/", "青桐县人民政府", CODE, ("ours", "same_code")),
        ("http://www.qtx.gov.cn/", "青桐县人民政府", None, ("ours", "same_name")),
        ("http://www.lvshui.gov.cn/", "绿水县人民政府", OTHER, ("foreign", "other_code")),
        ("http://www.lvshui.gov.cn/", "绿水县人民政府", None, ("foreign", "other_name")),
        ("http://www.lvshui.gov.cn/", "绿水县人民政府", CODE, ("foreign", "other_name")),
        # copies of real reports, with the right text, on domains that were let go
        ("http://www.qtxzf.com/", "青桐县人民政府", OTHER, ("foreign", "other_code")),
        ("http://www.qtxzf.com/", "青桐县人民政府", None, ("foreign", "no_code")),
        ("http://127.0.0.9:8001/", "青桐县人民政府", None, ("foreign", "no_code")),
        ("http://www.qizhou-news.com/", None, None, ("unknown", "nothing_said")),
        ("http://mp.weixin.qq.com/s/x", "青桐县人民政府", CODE, ("foreign", "stranger")),
    ],
)
def test_hosts_of_other_domains_prove_themselves(url, name, code, expected):
    assert judged(url, name, code) == expected


def test_a_page_of_another_domain_that_came_by_another_way_is_not_believed():
    known = hosts()
    assert judged("http://www.qtx.gov.cn/", "青桐县", CODE, known=known, from_disclosure=False) == (
        "foreign",
        "unasked",
    )
    assert judged("http://www.qtx.gov.cn/", "青桐县", CODE, known=known) == ("ours", "same_code")


def test_on_the_citys_platform_each_page_is_judged():
    known, url = hosts(), "http://gk.qizhou.gov.cn/"
    assert judged(url, "齐州市政务公开", CITY, known=known) == ("ours", "city_code")
    assert known.standing(url) == "unknown"
    assert known.may_ask(f"{url}x", from_disclosure=False)
    assert judged(url, "绿水县", OTHER, known=known) == ("foreign", "other_code")
    assert judged(url, "青桐县", CODE, known=known) == ("ours", "same_code")
    assert judged(url, known=known) == ("ours", "city_code")
    assert known.may_ask(f"{url}x", from_disclosure=False)


def test_the_city_is_known_by_name_where_the_division_is_known():
    known = hosts("https://www.xtx.gov.cn/", "湘潭县人民政府", "430321")
    assert judged("http://gk.xiangtan.gov.cn/", "湘潭市人民政府", known=known) == ("ours", "city_name")
    assert judged("http://www.lvshui.gov.cn/", "绿水市人民政府", known=known) == ("foreign", "other_name")


def test_a_host_is_judged_once_it_has_proved_itself():
    known, url = hosts(), "http://xxgk.qingtong.gov.cn/"
    assert judged(url, known=known) == ("ours", "same_domain")
    assert known.standing(url) == "unknown", "its page said nothing of whose it is"
    assert judged(url, "青桐县", CODE, known=known) == ("ours", "same_code")
    assert known.standing(url) == "ours"
    other = "http://lvshui.qingtong.gov.cn/"
    judged(other, "绿水县", OTHER, known=known)
    assert known.standing(other) == "foreign"
    assert not known.may_ask(other, from_disclosure=True)


def test_a_silent_host_is_asked_a_few_times_and_files_are_no_silence():
    known, url = hosts(), "http://www.qizhou-news.com/"
    for _ in range(5):
        assert known.judge(Page(f"{url}a.pdf", b"%PDF-1.5"), from_disclosure=True) == "unknown"
        assert known.judge(Page(f"{url}a.json", b"{}"), from_disclosure=True) == "unknown"
    assert [judged(url, known=known)[0] for _ in range(3)] == ["unknown", "unknown", "foreign"]
    assert not known.may_ask(url, from_disclosure=True)


def test_without_a_division_the_home_page_teaches_its_code():
    known = hosts(division=None)
    assert judged("http://www.a.gov.cn/", None, OTHER, known=hosts(division=None))[0] == "unknown"
    judged(HOME, "青桐县人民政府", CODE, known=known)
    assert judged("http://www.qtx-gk.com/", None, CODE, known=known) == ("ours", "same_code")
    assert judged("http://www.a.gov.cn/", None, OTHER, known=known) == ("foreign", "other_code")


def test_a_home_page_in_other_hands_teaches_nothing():
    known = hosts()
    judged(HOME, "绿水县人民政府", OTHER, known=known)
    assert judged("http://www.qtxzf.com/", None, OTHER, known=known) == ("foreign", "other_code")


def test_codes_that_were_given_up_are_still_on_the_sites():
    known = hosts("http://www.gongzhuling.gov.cn/", "公主岭市人民政府", "220184")
    assert judged("http://xxgk.gongzhuling.gov.cn/", None, "2203810001", known=known) == ("ours", "same_code")


def test_districts_of_beijing_belong_to_the_whole_of_it():
    known = hosts("https://www.bjmy.gov.cn/", "密云区人民政府", "110118")
    assert judged("http://gk.beijing-gk.gov.cn/", None, "1100000088", known=known) == ("ours", "city_code")


@pytest.mark.parametrize(
    ("url", "name", "code", "title", "expected"),
    [
        ("http://www.gzqt.gov.cn/", "青桐县人民政府", CODE, "", "ours"),
        ("http://www.gzqt.gov.cn/", "青桐县人民政府", None, "", "ours"),
        ("http://www.gzqt.gov.cn/", None, None, "青桐县人民政府门户网站", "ours"),
        ("http://new.qingtong.gov.cn/", None, None, "", "ours"),
        ("http://www.qizhou.gov.cn/qtx/", "青桐县人民政府", CITY, "", "ours"),
        ("http://www.gzqt.gov.cn/", None, None, "", "foreign"),
        ("http://www.gzqt.gov.cn/", "绿水县人民政府", None, "", "foreign"),
        ("http://www.gzqt.gov.cn/", "青桐县人民政府", OTHER, "", "foreign"),
        ("http://www.lucky-casino.com/", None, None, "青桐县人民政府", "foreign"),
        ("http://mp.weixin.qq.com/", "青桐县人民政府", CODE, "", "foreign"),
    ],
)
def test_homes_move(url, name, code, title, expected):
    known = hosts()
    assert known.moved(HOME, site_page(url, name, code, title=title)) == expected
    assert known.may_ask(f"{url}zwgk/", from_disclosure=False) is (expected == "ours")


def test_a_new_home_has_its_own_siblings():
    known = hosts()
    assert known.moved(HOME, site_page("http://www.gzqt.gov.cn/", "青桐县", CODE)) == "ours"
    assert known.standing("http://www.gzqt.gov.cn/") == "ours"
    assert known.may_ask("http://xxgk.gzqt.gov.cn/", from_disclosure=False)
    assert known.moved("http://www.elsewhere.gov.cn/", site_page("http://b.gov.cn/", "青桐县", CODE)) == "foreign"


@given(st.text(), st.binary())
def test_nothing_raises(url, body):
    known = hosts()
    for address in (url, f"http://{url}/"):
        host_of(address)
        known.may_ask(address, from_disclosure=True)
        known.judge(Page(address, body), from_disclosure=True)
        known.moved(HOME, Page(address, body))
