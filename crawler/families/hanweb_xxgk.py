"""Hanweb's disclosure module: catalogue pages, answers of search.jsp and pages of xxgkAnnualReport.jsp to lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.families.family import Family, Listing
from crawler.lists.script import call_arguments
from crawler.lists.shared import column_of, plain, query, rows, whole_number
from crawler.lists.tree_nodes import nodes
from crawler.lists.variables import value_of
from crawler.pages.asking import Ask, Lead, lead
from crawler.pages.page import Element, Page, words_of

_NAME = "hanweb_xxgk"
_MODULE = "/module/xxgk/"
_REPORT = "xxgkAnnualReport.jsp"
_COLUMN = "政府信息公开年报"  # what the platform's page of annual reports is for, whatever its title says
_CATALOGUE = "政府信息公开目录"
_NEAR = 700
_FULL_PAGE = 10
_MOST_NODES = 400
_SORTED = ",createdatetime:0,orderid:0"
_ANSWER_ROWS = "//*[contains(@class, 'tr_main_value_')] | //*[contains(@class, 'zfxxgk_zdgkc')]//li"
_IN_ADDRESS = {  # parameters of a page's own address, and what search.jsp calls them
    "area": "area",
    "vc_xxgkarea": "area",
    "infotypeId": "infotypeId",
    "number": "infotypeId",
    "jdid": "jdid",
    "divid": "divid",
}
_ADDRESS_KEYS = ("url", "href", "link", "file")

# infotypeId=A0212, 'jdid':'3096', area=11370829004333646D
_SETTING = re.compile(r"""\b(infotypeId|jdid|area|divid)["']?\s{0,9}[:=]\s{0,9}["']?([\w-]{1,60})""")
_PAGES = re.compile(r"共\s{0,9}(\d{1,5})\s{0,9}页")  # 共 14 页
_COUNT = re.compile(r"共有?\s{0,9}(\d{1,7})\s{0,9}条")  # 共 212 条
_COLUMN_NUMBER = re.compile(r"/col/col(\d{1,20})/")  # /col/col26753/index.html
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*年?度?\s*")  # 2023年
_BODY_CODE = re.compile(r"[0-9A-Z]{18}|\d{8}-?[0-9A-Z]")  # 11370829004333646D, 002482429
# as in location.href='xxgkAnnualReport.jsp?area=11370829004333646D&fbtime='+this.value
_SWITCH = re.compile(r"""["']([^"'\s<>]{0,400}xxgkAnnualReport\.jsp\?[^"'\s<>]{0,200}=)["']\s{0,9}\+""")
# funclick('A0212','div123')">政府信息公开年报</a>; each county's script names the function as it likes
_CLICK = re.compile(
    r"""\b[a-zA-Z]{2,30}\(\s{0,9}\\?["']([a-zA-Z]\w{1,39})\\?["'][^()<>]{0,200}\)[^<>]{0,80}>\s{0,9}([^<>]{1,60})<"""
)
_CLICKED = re.compile(r"""\(\s{0,9}\\?["']([a-zA-Z]\w{1,39})\\?["']""")


def recognises(page: Page) -> bool:
    return _MODULE in page.url or _MODULE in page.text or _REPORT in page.text


def read(page: Page) -> Sequence[Listing]:
    if page.ask.family == _NAME and page.ask.body is not None:
        return [_found(page, dict(parse_qsl(page.ask.body, keep_blank_values=True)))]
    listings = []
    if page.tree is not None and (_REPORT in page.url or _REPORT in page.text):
        listings.append(Listing(leads=(*_years(page, page.tree), *_bodies(page, page.tree)), name=_COLUMN))
    if "tree.jsp" in page.path:
        listings.append(Listing(leads=tuple(_nodes(page)), name=column_of(page)))
    elif "xxgk/search.jsp" in page.text or "tree.jsp" in page.text:
        listings.append(_catalogue(page))
    return [listing for listing in listings if listing.items or listing.leads or listing.next]


def _years(page: Page, tree: Element) -> Iterator[Lead]:
    """A page shows one year's report; the others are behind a choice of years."""
    for select in tree.iter("select"):
        switch = _SWITCH.search(select.get("onchange") or "")
        address = page.absolute(unescape(switch[1])) if switch else None
        if not address and _REPORT not in page.url:
            continue
        for option in select.iter("option"):
            year = _YEAR.fullmatch(option.get("value") or "") or _YEAR.fullmatch(words_of(option))
            url = f"{address}{year[1]}" if address and year else query(page.url, fbtime=year and year[1])
            if year and url != page.url:
                yield lead(url, f"{year[1]}年", _COLUMN)


def _bodies(page: Page, tree: Element) -> Iterator[Lead]:
    """The departments and townships whose reports the same page shows."""
    for link in tree.iter("a"):
        href = link.get("href") or ""
        url = page.absolute(href) if _REPORT in href and "area=" in href else None
        if url:
            yield lead(url, words_of(link) or link.get("title") or "", _COLUMN)
    if _REPORT in page.url:
        for option in tree.iter("option"):
            code = (option.get("value") or "").strip()
            if _BODY_CODE.fullmatch(code):
                yield lead(query(page.url, area=code, fbtime=None), words_of(option), _COLUMN)


def _catalogue(page: Page) -> Listing:
    """A page of the catalogue is a shell: its list comes from search.jsp, the choice of kinds from tree.jsp."""
    name, items, pages = column_of(page), _rows(page), _number(_PAGES, page)
    frames = page.tree.iter("iframe", "frame") if page.tree is not None else ()
    trees = [page.absolute(frame.get("src")) for frame in frames if "tree.jsp" in (frame.get("src") or "")]
    leads = tuple(lead(url, _CATALOGUE, name) for url in trees if url)
    if _REPORT in page.url or "dataproxy.jsp" in page.text or (items and (pages or 1) == 1):
        return Listing(items, None, None, pages, leads, name)
    own = _COLUMN_NUMBER.search(page.url)
    search = _search(page, _settings(page), 2 if items else 1, (name, own[1] if own else ""))
    return Listing(items, search, None, pages, leads, name)


def _settings(page: Page) -> dict[str, str]:
    """What the script of a page tells search.jsp, wherever it stands."""
    found: dict[str, str] = {}
    for place in (page.text.find("search.jsp"), page.text.find("tree.jsp")):
        if place >= 0:
            near = unescape(page.text[max(0, place - _NEAR) : place + _NEAR])
            for match in _SETTING.finditer(near):
                found.setdefault(match[1], match[2])
    for called in call_arguments(page.text, "loadDynamic")[:1]:
        told = dict(zip(("", "divid", "infotypeId", "", "", "jdid"), called, strict=False))
        found |= {key: value for key, value in told.items() if key and re.fullmatch(r"[\w-]{1,60}", value)}
    for box in page.tree.iter("input") if page.tree is not None else ():
        if (box.get("name") or box.get("id")) in ("infotypeId", "jdid", "area", "divid") and box.get("value"):
            found.setdefault(box.get("name") or box.get("id"), box.get("value"))
    own = dict(parse_qsl(urlsplit(page.url).query))
    for name, key in _IN_ADDRESS.items():
        if own.get(name):
            found[key] = own[name]
    return found


def _search(page: Page, settings: Mapping[str, str], number: int, memo: tuple[str, str]) -> Ask | None:
    """`memo` are the names of the list and of the column whose articles it is to hold."""
    address = page.absolute(f"{_MODULE}search.jsp")
    if not address:
        return None
    free = {"vc_title": "", "vc_number": "", "sortfield": _SORTED, "currpage": number}
    rest = {"vc_filenumber": "", "vc_all": "", "texttype": "0", "fbtime": "-1"}
    told = {name: settings.get(name, "") for name in ("infotypeId", "jdid", "area", "divid")}
    url = f"{address}?{urlencode({'standardXxgk': 1, 'isAllList': 1, **rest, **free}, safe=',:')}"
    body = urlencode({**told, **free, **rest}, safe=",:")
    return Ask(url, body, referer=page.ask.referer or page.url, family=_NAME, memo=memo, script=True)


def _found(page: Page, sent: Mapping[str, str]) -> Listing:
    """An answer of search.jsp, which pays no heed to the column: rows of others are no entries of this one."""
    name, column = page.ask.memo if len(page.ask.memo) == 2 else ("", "")  # noqa: PLR2004  # as _search gives it
    everything = _rows(page) or (rows(page, page.tree) if page.tree is not None else ())
    items = tuple(item for item in everything if f"art_{column}_" in item.ask.url) if column else everything
    others = tuple(item for item in everything if item not in items)
    number, pages = whole_number(sent.get("currpage")) or 1, _number(_PAGES, page)
    is_last = not everything or (number >= pages if pages is not None else len(everything) < _FULL_PAGE)
    following = None if is_last else _search(page, sent, number + 1, (name, column))
    if others:
        return Listing(items, following, leads=others, name=name)
    return Listing(items, following, _number(_COUNT, page), pages, name=name)


def _rows(page: Page) -> tuple[Lead, ...]:
    found: dict[str, Lead] = {}
    for row in page.tree.xpath(_ANSWER_ROWS) if page.tree is not None else ():
        for item in rows(page, row):
            found.setdefault(item.ask.url, item)
    return tuple(found.values())


def _number(pattern: re.Pattern[str], page: Page) -> int | None:
    if page.tree is None or "共" not in page.text:
        return None
    match = pattern.search(words_of(page.tree))
    return int(match[1]) if match else None


def _nodes(page: Page) -> Iterator[Lead]:
    """The kinds of information, and the bodies, of the catalogue's tree."""
    kinds = {match[1]: match[2] for match in _CLICK.finditer(page.text)}
    for name, code, address in _tree_nodes(page.text):
        clicked, url = _CLICKED.search(address), page.absolute(address)
        if clicked:
            kinds.setdefault(clicked[1], name)
        elif url:
            yield lead(url, name)
        elif _BODY_CODE.fullmatch(code):
            yield lead(page.absolute(f"{_MODULE}{_REPORT}?area={code}") or "", name, _COLUMN)
        elif code:
            kinds.setdefault(code, name)
    settings = _settings(page)
    for kind, name in list(kinds.items())[:_MOST_NODES]:
        title = " ".join(name.split())
        search = _search(page, {**settings, "infotypeId": kind}, 1, (title, ""))
        if search:
            yield Lead(search, title)


def _tree_nodes(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, code and address of each node, as d.add(1, 0, 'name', 'address') or zNodes = [{id:…, name:…}] give them."""
    for called in ("d.add", "tree.add", "dTree.add"):
        for arguments in call_arguments(text, called):
            if len(arguments) > 3:  # noqa: PLR2004
                yield plain(arguments[2]), "", arguments[3]
    for node in nodes(value_of(text, "zNodes")):
        yield node.name, node.first(("id",)), node.first(_ADDRESS_KEYS)


FAMILY = Family(_NAME, recognises, read)
