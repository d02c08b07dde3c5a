"""A portal to every address that a reader with a browser reaches: links, frames, choices, and what the scripts ask for."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, unquote, unquote_plus, urlencode, urljoin, urlsplit

from tests.crawler.zoo.ground import Answer, Host, Request
from tests.crawler.zoo.portal import Portal, normal

_HREF = re.compile(
    r"""(?:href|src|file|value|url|jump_url|post_url|doc_pub_url|infourl)["']?\s*[=:]\s*\\?["']([^"'<>\s\\]+)"""
)
_GOES = re.compile(r"window\.location\.href='([^'+]+)'<")
_DULL = re.compile(r"^/(?:xw|rili|hd|zj|zt|fw|css|images|tzgg|tz|wza|yw|news)\b|^/js/jquery|\.js$|^/static/")
_FAR = re.compile(r"page=\d{3}")  # deeper than any true list
_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class Seen:
    url: str
    text: str


Fetch = Callable[..., str]


class Reader:
    """Walks one portal in this process, without a network, and keeps to its hosts."""

    def __init__(self, portal: Portal) -> None:
        self.hosts: dict[str, Host] = {urlsplit(site.host.home).netloc: site.host for site in portal.sites}
        self.seen: set[str] = set()
        self.good: set[str] = set()
        self.left = [portal.home]

    def walk(self) -> set[str]:
        while self.left and len(self.seen) < _LIMIT:
            url = self.left.pop().partition("#")[0]
            parts = urlsplit(url)
            if url in self.seen or parts.netloc not in self.hosts or _DULL.search(parts.path) or _FAR.search(url):
                continue
            self.seen.add(url)
            self._take(url, self.fetch(url))
        return self.good

    def fetch(self, url: str, data: object = None, referer: str = "http://127.0.0.1/") -> str:
        parts = urlsplit(url)
        host = self.hosts.get(parts.netloc)
        if host is None:
            return ""
        body = b"" if data is None else data.encode() if isinstance(data, str) else urlencode(data).encode()  # type: ignore[arg-type]
        form = dict(parse_qsl(body.decode(), keep_blank_values=True)) if body[:1] != b"{" else {}
        headers = {"referer": referer, "user-agent": "browser", "cookie": "CT6T=1"}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        answer: Answer = host.answer(
            Request("POST" if body else "GET", unquote(parts.path), query, form, body, headers)
        )
        location = dict(answer.headers).get("Location")
        if location:
            self.left.append(urljoin(url, location))
        if answer.status == 200:
            self.good.add(url)
        return answer.body if isinstance(answer.body, str) and answer.status == 200 else ""

    def _take(self, url: str, text: str) -> None:
        for link in (*_HREF.findall(text), *_GOES.findall(text)):
            self.left.append(urljoin(url, unescape(link)))
        for rule in RULES:
            for more in rule(Seen(url, text), self.fetch):
                if more.startswith(("http://", "https://")):
                    self.left.append(more)
                else:
                    self._links(url, more)

    def _links(self, url: str, text: str) -> None:
        self.left += [urljoin(url, unescape(link)) for link in _HREF.findall(text)]


def _number(pattern: str, text: str, otherwise: int = 0) -> int:
    found = re.search(pattern, text)
    return int(found[1]) if found else otherwise


def _static(page: Seen, _: Fetch) -> Iterator[str]:
    for pages, stem, ending in re.findall(r'createPage(?:HTML)?\((\d+), ?\d+, ?"(\w+)", ?"(\w+)"\)', page.text):
        yield from (urljoin(page.url, f"{stem}_{number}.{ending}") for number in range(1, int(pages)))
    for pages, stem, ending in re.findall(r"createPageHTML\('\w+',(\d+), ?\d+,'(\w+)','(\w+)',\d+\)", page.text):
        yield from (urljoin(page.url, f"{stem}_{number}.{ending}") for number in range(2, int(pages) + 1))
    yield from (
        urljoin(page.url, f"index_{number}.shtml") for number in range(1, _number(r"var countPage=(\d+)", page.text))
    )
    yield from (urljoin(page.url, link) for link in re.findall(r'var url="([^"]+)"', page.text))
    for told in re.findall(r'<div id="pages">([A-Za-z0-9+/=]+)</div>', page.text):
        yield unquote_plus(base64.b64decode(told).decode())
    for viewed in re.findall(r"viewer\.html\?file=([^\"&]+)", page.text):
        yield urljoin(page.url, unquote(viewed))
    for base, extra in re.findall(r"location\.href='([^']+)'(\+this\.value)", page.text):
        assert extra
        yield from (urljoin(page.url, base + value) for value in re.findall(r'<option value="(\d+)"', page.text))


def _was(page: Seen, fetch: Fetch) -> Iterator[str]:
    for call in re.findall(r"'(/was5/web/search\?[^']+&random=)'", page.text):
        told, number = "", 1
        while number == 1 or (number - 1) * 15 < _number(r'"count":"(\d+)"', told):
            told = fetch(urljoin(page.url, f"{call}0.5&prepage=15&page={number}"))
            yield told
            number += 1


def _irs(page: Seen, fetch: Fetch) -> Iterator[str]:
    for told in re.findall(r"var params = (\{.+\});", page.text):
        asked, number, total = json.loads(told), 1, 1
        while (number - 1) * 15 < total:
            answer = fetch(urljoin(page.url, "/irs/front/list"), json.dumps(asked | {"pageNo": number}))
            total = json.loads(answer)["data"]["pager"]["total"]
            yield answer
            number += 1


def _jpage(page: Seen, fetch: Fetch) -> Iterator[str]:
    total, size = _number(r"totalRecord:(\d+)", page.text), _number(r"perPage:(\d+)", page.text, 15)
    proxy = re.search(r"proxyUrl:'([^']+)'", page.text)
    if proxy and "InitData" in page.text:
        asked = dict(re.findall(r"(\w+):'?([^',}]*)'?", re.search(r"ajaxParam:\{([^}]*)\}", page.text)[1]))  # type: ignore[index]
        for start in range(1, total + 1, size):
            yield fetch(
                urljoin(page.url, f"{proxy[1]}?startrecord={start}&endrecord={start + size - 1}&perpage={size}"), asked
            )
    if proxy and "getMessage.do" in proxy[1]:
        column = re.search(r"columnId:'([^']+)'", page.text)
        for start in range(1, total + 1, size):
            query = f"startrecord={start}&endrecord={start + size - 1}&perpage={size}&columnId={column[1] if column else ''}&callback=cb"
            answer = fetch(urljoin(page.url, f"{proxy[1]}?{query}"), referer=page.url)
            yield json.loads(answer[3:-1])["result"] if answer else ""


def _search(page: Seen, fetch: Fetch) -> Iterator[str]:
    for target, data in re.findall(r"url:'(/module/xxgk/search\.jsp[^']+)',data:'([^']+)'", page.text):
        first = fetch(urljoin(page.url, target), data)
        for number in range(1, _number(r"共 (\d+) 页", first) + 1):
            yield fetch(urljoin(page.url, target), data.replace("currpage=1", f"currpage={number}"))


def _jpaas(page: Seen, fetch: Fetch) -> Iterator[str]:
    for address, told in re.findall(r'class="page-unit" url="([^"]+)" queryData="(\{[^"]+\})"', page.text):
        asked, number, total = json.loads(told.replace("'", '"')), 1, 1
        while (number - 1) * 15 < total:
            query = urlencode(asked | {"paramJson": json.dumps({"pageNo": number, "pageSize": 15})})
            html = json.loads(fetch(urljoin(page.url, f"{address}?{query}")))["data"]["html"]
            total = _number(r'count="(\d+)"', html)
            yield html
            number += 1


def _gkmlpt(page: Seen, fetch: Fetch) -> Iterator[str]:
    tree = re.search(r"SID: '(\w+)'.*?TREE: (\[.*\]), SERVICE", page.text)
    if not tree:
        return
    for number in re.findall(r'"id": (\d+)', tree[2]):
        told = fetch(urljoin(page.url, f"api/all/{number}?page=1&sid={tree[1]}"))
        yield from (article["url"] for article in json.loads(told)["articles"])


def _ucap(page: Seen, fetch: Fetch) -> Iterator[str]:
    channels = re.findall(r"/common/search/(\w{32})\?", page.text)
    for call in re.findall(r"'(/common/getChannelList\?[^']+)'", page.text):
        channels += re.findall(r'"channelId": "(\w{32})"', fetch(urljoin(page.url, call)))
    for channel in channels:
        number, total = 1, 1
        while (number - 1) * 18 < total:
            data = json.loads(
                fetch(
                    urljoin(page.url, f"/common/search/{channel}?_isAgg=true&_isJson=true&_pageSize=18&page={number}")
                )
            )["data"]
            total = data["total"]
            yield from (urljoin(page.url, row["url"]) for row in data["results"])
            number += 1


def _label(page: Seen, fetch: Fetch) -> Iterator[str]:
    for address, told in re.findall(r'\$\.get\("(/site/label/8888)",\{(.+?)\},function', page.text):
        asked = {name: value.strip('"') for name, value in re.findall(r'(\w+):("[^"]*"|[^,]+)', told)}
        number, pages = 1, 1
        while number <= pages:
            answer = fetch(urljoin(page.url, f"{address}?{urlencode(asked | {'pageIndex': number})}"))
            pages = _number(r"pageCount:(\d+)", answer)
            yield answer
            number += 1


def _epoint(page: Seen, fetch: Fetch) -> Iterator[str]:
    category = re.search(r'var categorynum="(\w*)"', page.text)
    if not category:
        return
    told = fetch(urljoin(page.url, "/js/webBuilderCommon.js"))
    guid, project = re.findall(r':"([^"]+)"', told)
    wrapped = '"params"' in page.text
    number, total = 0, 1
    while number * 20 < total:
        asked: dict[str, object] = {
            "deptcode": "",
            "categorynum": category[1],
            "pageIndex": number if wrapped else number + 1,
            "pageSize": 20,
            "siteGuid": guid,
        }
        answer = fetch(
            urljoin(page.url, f"{project}/rest/lightfrontaction/getgovinfolist"),
            json.dumps({"token": "", "params": asked} if wrapped else asked),
        )
        total = json.loads(answer)["custom"]["total"]
        yield from (urljoin(page.url, row["infourl"]) for row in json.loads(answer)["custom"]["data"])
        number += 1


def _forms(page: Seen, fetch: Fetch) -> Iterator[str]:
    base = page.url.partition("?")[0]
    yield from (f"{base}?currentPage={number}" for number in re.findall(r"javascript:next\((\d+)\)", page.text))
    yield from (fetch(page.url, {"cpage": number}) for number in re.findall(r"javascript:page\('(\d+)'\)", page.text))
    for target, number in re.findall(r"__doPostBack\('(\w+)','(\d+)'\)", page.text):
        hidden = dict(re.findall(r'name="(__\w+)" value="([^"]*)"', page.text))
        yield fetch(page.url, hidden | {"__EVENTTARGET": target, "__EVENTARGUMENT": number})


RULES = (_static, _was, _irs, _jpage, _search, _jpaas, _gkmlpt, _ucap, _label, _epoint, _forms)


def unseen(portal: Portal, seen: set[str]) -> list[str]:
    """The reachable reports at none of whose addresses the reader came by."""
    known = {normal(url) for url in seen}
    return [
        item.title for item in portal.reports if item.reachable and not any(normal(url) in known for url in item.urls)
    ]
