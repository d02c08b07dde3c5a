"""From bare home pages to every report, by what a browser with scripts would do and the words of links alone."""

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlencode, urljoin, urlsplit

import pytest

from crawler.sample.answer import Request
from crawler.sample.pages import PLANS, PLATFORM, sites
from crawler.sample.truth import PortalTruth, truth_of

BASES = {plan.name: f"http://127.0.0.1:{8610 + index}" for index, plan in enumerate(PLANS)}
NIGHTS = {night: sites(BASES, night) for night in (1, 2)}
PORTALS = {
    (portal.platform, night): portal
    for night, shown in NIGHTS.items()
    for portal in truth_of(shown).portals
    if portal.reports
}
SCENT = re.compile(r"年报|年度报告|信息公开|政务公开|县政府|部门|乡镇|人民政府|[局镇乡]$|^\d{4}年?$|^\d$|^下一?页$")
STALE = re.compile(r"网站|法治|通知|通报|解读|动态|日历|图片版|申请|镜像|旧版|资料库|指南|制度|法定|手机|打印|（\d+）$")
LINK = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>')
TITLE = re.compile(r'title="([^"]*)"')
TAG = re.compile(r"<[^>]+>")
FRAME = re.compile(r'<iframe[^>]* src="([^"]*)"')
SHELL = re.compile(r"^<script>window\.location\.href='([^']*)'</script>")
TRS_PAGER = re.compile(r'createPageHTML\((\d+), \d+, "index", "html"\)')
UCAP_PAGER = re.compile(r"createPageHTML\('page_div',(\d+), 1,'xxgk_list'")
GROUP = re.compile(r'<nextgroup><!\[CDATA\[<a href="([^"]*)"')
CONFIG = re.compile(r"_CONFIG = (\{.*?\});</script>")
SEARCH = re.compile(r'\$\.get\("([^"]*)"')
VIEWER = re.compile(r'showVsbpdfIframe\("([^"]*)"')
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" id="\w+" value="([^"]*)"')
POSTBACK = re.compile(r"__doPostBack\('(\w+)','(\d+)'\)")


class Walker:
    """Follows links with scent from a home page; counts what it asks for."""

    def __init__(self, night: int, hosts: tuple[str, ...]) -> None:
        self.sites = {BASES[name]: NIGHTS[night][name] for name in hosts}
        self.asked: dict[tuple[str, str], None] = {}
        self.cookie = ""

    def walk(self, home: str) -> None:
        waiting = [(home, "", "")]
        while waiting:
            url, body, referer = waiting.pop(0)
            if (url, body) not in self.asked and self._base(url) in self.sites:
                waiting += [
                    (urljoin(url, unescape(next_url)), form, url) for next_url, form in self._found(url, body, referer)
                ]

    def _base(self, url: str) -> str:
        return urlsplit(url)._replace(path="", query="", fragment="").geturl()

    def _found(self, url: str, body: str, referer: str) -> Iterator[tuple[str, str]]:
        self.asked[url, body] = None
        base = self._base(url)
        headers = {"cookie": self.cookie, "referer": referer}
        target = url.removeprefix(base)
        answer = self.sites[base].answer(Request("POST" if body else "GET", target, headers, body.encode()))
        if answer.status == 302:
            self.cookie = next(value for name, value in answer.headers if name == "Set-Cookie").partition(";")[0]
            answer = self.sites[base].answer(Request("GET", target, {**headers, "cookie": self.cookie}))
        assert answer.status == 200, url
        if answer.content_type.startswith("application/json"):
            yield from self._from_json(json.loads(answer.body))
        elif answer.content_type.startswith("text/"):
            text = answer.body.decode(self.sites[base].charset)
            yield from ((address, "") for address in links(text))
            yield from self._by_script(text, url)

    def _from_json(self, told: dict) -> Iterator[tuple[str, str]]:
        entries = told["articles"] if "articles" in told else told["data"]["results"]
        yield from ((one["url"], "") for one in entries)
        data = told.get("data")
        if data and data["page"] * data["rows"] < data["total"]:
            yield f"/common/search/{data['channelId']}?_pageSize={data['rows']}&page={data['page'] + 1}", ""

    def _by_script(self, text: str, url: str) -> Iterator[tuple[str, str]]:
        for pattern in (FRAME, SHELL, GROUP, SEARCH, VIEWER):
            yield from ((found[1], "") for found in pattern.finditer(text))
        if "viewer.html?file=" in url:
            yield unquote(url.partition("?file=")[2]), ""
        if pager := TRS_PAGER.search(text):
            yield from ((f"index_{page}.html", "") for page in range(1, int(pager[1])))
        if pager := UCAP_PAGER.search(text):
            yield from ((f"xxgk_list_{page}.shtml", "") for page in range(2, int(pager[1]) + 1))
        if config := CONFIG.search(text):
            told = json.loads(config[1])
            (node,) = [one for one in told["TREE"] if one["name"] == "政府信息公开年报"]
            yield node["jump_url"] or f"api/all/{node['id']}?page=1&sid={told['SID']}", ""
        for found in POSTBACK.finditer(text):
            form = {**dict(HIDDEN.findall(text)), "__EVENTTARGET": found[1], "__EVENTARGUMENT": found[2]}
            yield url, urlencode(form)


def links(text: str) -> Iterator[str]:
    for found in LINK.finditer(text):
        title = TITLE.search(found[2])
        words = unescape(title[1] if title else TAG.sub("", found[3])).strip()
        if SCENT.search(words) and not STALE.search(words) and not found[1].startswith("javascript:"):
            yield found[1]


def walked(portal: PortalTruth, night: int) -> set[str]:
    hosts = (portal.platform, PLATFORM) if portal.platform == "openness" else (portal.platform,)
    walker = Walker(night, hosts)
    if portal.platform == "declared":
        walker.asked[portal.url + "hdx/c1001/xxgk_list_3.shtml", ""] = None  # which is gone
    walker.walk(portal.url)
    return {url for url, _ in walker.asked} | {f"{url} {body}" for url, body in walker.asked if body}


@pytest.mark.parametrize(("platform", "night"), PORTALS)
def test_every_report_is_reached_from_the_home_page_with_few_requests(platform, night):
    portal = PORTALS[platform, night]
    seen = walked(portal, night)
    missed = [(one.issuer, one.year) for one in portal.reports if not seen & set(one.addresses)]
    assert missed == []
    assert len(seen) <= 3 * len(portal.reports) or len(portal.reports) < 15
    assert len(seen) <= 60


def test_the_second_address_of_a_report_is_reached_too():
    portal = PORTALS["trs", 2]
    (report,) = [one for one in portal.reports if (one.issuer, one.year) == ("青禾县教育局", 2023)]
    assert next(url for url in report.addresses if "/bmgk/" in url) in walked(portal, 2)
