"""LonSun EX9: pages of /public/column/ and answers of /site/label/ to lists, and to the same column of other bodies."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from crawler.families.family import Family, Listing
from crawler.lists.script import lenient_json
from crawler.lists.shared import column_of, parameter, query, rows, whole_number
from crawler.lists.tree_nodes import nodes
from crawler.lists.variables import Values, value_of, values_of, worth
from crawler.pages.asking import Ask, Lead, lead
from crawler.pages.page import Element, Page, words_of

_NAME = "lonsun"
_LABEL = "site/label/"
_COLUMN = "政府信息公开年报"  # what the platform's columns of type 3 are for
_USUAL_SIZE = 15
_MOST_CALLS = 4
_NEAR = 1500
_FEWEST_BODIES = 2  # a page that names fewer is no directory of them
_BOXES = "//*[contains(@class, 'xxgk_nav_list') or contains(@class, 'xxgk_navli')]"
_PANES = "//*[contains(@class, 'pagination') or starts-with(@id, 'page_')]"

_BODY = re.compile(r"^(.*?/public/column/)(\d{1,20})(?=[/?]|$)")  # /public/column/2000003131?type=3
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*年?度?\s*")  # 2021年
_CODE = re.compile(r"\d{4,20}")  # 2000003131
# Ls.pagination is told {currPage:1,pageCount:3,dataCount:41}
_TOLD = re.compile(r"""\b(currPage|pageCount|dataCount)["']?\s{0,9}:\s{0,9}["']?(\d{1,7})""")


def recognises(page: Page) -> bool:
    text = page.text
    return "/public/column/" in page.url or "/public/column/" in text or _LABEL in text or "Ls.pagination" in text


def read(page: Page) -> Sequence[Listing]:
    if page.ask.family == _NAME:
        return [_answered(page)]
    if page.tree is None:
        return ()
    is_annual = parameter(page.url, "type") == "3"
    name = _COLUMN if is_annual else column_of(page)
    listings = [*_lists(page, page.tree, name)]
    leads = (*(_years(page, page.tree) if is_annual else ()), *_bodies(page, page.tree))
    if leads:
        listings.append(Listing(leads=leads, name=_COLUMN))
    kinds = tuple(_kinds(page))
    if kinds:
        listings.append(Listing(leads=kinds, name=name))
    return listings


def _lists(page: Page, tree: Element, name: str) -> Iterator[Listing]:
    """The list that a page shows already, or those that its script fetches."""
    told = _told(page.text)
    items = _shown(page, tree)
    calls = list(_calls(page))
    if items:
        number, pages = told.get("currPage") or _number(page.url), told.get("pageCount")
        following = None
        if pages is not None and number < pages:
            following = _ask(page, calls[0] if calls else page.url, number + 1, name, is_label=bool(calls))
        yield Listing(items, following, told.get("dataCount"), pages, name=name)
        return
    for call in calls or _usual_call(page, tree):
        yield Listing((), _ask(page, call, 1, name, is_label=True), name=name)


def _shown(page: Page, tree: Element) -> tuple[Lead, ...]:
    boxes = tree.xpath(_BOXES)
    if not boxes and "Ls.pagination" in page.text:
        boxes = [pane.getparent() for pane in tree.xpath(_PANES) if pane.getparent() is not None][:1]
    found: dict[str, Lead] = {}
    for box in boxes:
        for item in rows(page, box):
            found.setdefault(item.ask.url, item)
    return tuple(found.values())


def _calls(page: Page) -> Iterator[str]:
    """Addresses of label calls, as strings with variables between or with an object of their parameters."""
    values = values_of(page.text)
    found: set[str] = set()
    place = page.text.find(_LABEL)
    while place >= 0 and len(found) < _MOST_CALLS:
        start = max(page.text.rfind(quote, max(0, place - 300), place) for quote in ("'", '"'))
        address = worth(page.text, start, values).text.replace("&amp;", "&") if start >= 0 else ""
        if address and "?" not in address:
            address = _with_object(page, address, place, values)
        url = page.absolute(address) if parameter(address, "labelName") else None
        if url and "list" in url.lower() and query(url, pageIndex=None) not in found:
            found.add(query(url, pageIndex=None))
            yield url
        place = page.text.find(_LABEL, place + len(_LABEL))


def _with_object(page: Page, address: str, place: int, values: Values) -> str:
    """$.get("/site/label/8888", {labelName: "publicInfoList", organId: 21731}, …)."""
    before = page.text.rfind("{", max(0, place - _NEAR), place)
    after = page.text.find("{", place, place + _NEAR)
    for start in (after, before):
        near = page.text[start : start + _NEAR] if start >= 0 else ""
        nested = near.find("{", 1)
        for begin in (0, nested):
            told = lenient_json(near[begin:], values) if begin >= 0 and "labelName" in near[begin:] else None
            if isinstance(told, dict) and told.get("labelName"):
                plain = {key: str(value) for key, value in told.items() if isinstance(value, str | int | float)}
                return f"{address}?{urlencode(plain)}"
    return address


def _usual_call(page: Page, tree: Element) -> Iterator[str]:
    """The call that the platform's own script makes, for pages that leave it to a script file."""
    own = _BODY.match(page.url)
    if not own or not (tree.xpath(_BOXES) or tree.xpath(_PANES)) or parameter(page.url, "action") == "detail":
        return
    site = page.metas.get("siteid") or value_of(page.text, "siteId") or ""
    told = {
        "IsAjax": 1,
        "dataType": "html",
        "labelName": "publicInfoList",
        "siteId": site,
        "pageSize": _USUAL_SIZE,
        "pageIndex": 1,
        "action": "list",
        "isDate": "true",
        "dateFormat": "yyyy-MM-dd",
        "length": 80,
        "organId": own[2],
        "type": parameter(page.url, "type") or "4",
        "catId": parameter(page.url, "catId") or "",
    }
    yield f"{own[1].removesuffix('public/column/')}{_LABEL}8888?{urlencode(told)}"


def _ask(page: Page, address: str, number: int, name: str, *, is_label: bool) -> Ask:
    url = query(address, pageIndex=number)
    if not is_label:
        return Ask(url, referer=page.url)
    return Ask(url, referer=page.ask.referer or page.url, family=_NAME, memo=(name,), script=True)


def _answered(page: Page) -> Listing:
    """A fragment: the rows of a list, and under them the call that draws its pager."""
    items = rows(Page(page.ask.referer or page.url, b""), page.tree) if page.tree is not None else ()
    told, asked = _told(page.text), page.ask.url
    name = page.ask.memo[0] if page.ask.memo else ""
    number, pages = _number(asked), told.get("pageCount")
    size = whole_number(parameter(asked, "pageSize")) or _USUAL_SIZE
    is_last = not items or (number >= pages if pages is not None else len(items) < size)
    following = None if is_last else _ask(page, asked, number + 1, name, is_label=True)
    return Listing(items, following, told.get("dataCount"), pages, name=name)


def _told(text: str) -> Mapping[str, int]:
    place = text.find("pageCount")
    near = text[max(0, place - _NEAR) : place + _NEAR] if place >= 0 else ""
    return {match[1]: int(match[2]) for match in _TOLD.finditer(near)}


def _number(url: str) -> int:
    return whole_number(parameter(url, "pageIndex")) or 1


def _years(page: Page, tree: Element) -> Iterator[Lead]:
    """A detail page shows one year's report; title names another."""
    for option in tree.iter("option"):
        year = _YEAR.fullmatch(option.get("value") or "") or _YEAR.fullmatch(words_of(option))
        url = query(page.url, action="detail", title=year[1]) if year else page.url
        if year and url != page.url:
            yield lead(url, f"{year[1]}年", _COLUMN)


def _bodies(page: Page, tree: Element) -> Iterator[Lead]:
    """The column of annual reports of each body that a page names, made after the one that it links to or is."""
    links = [(page.absolute(link.get("href")) or "", words_of(link)) for link in tree.iter("a")]
    own = _BODY.match(page.url)
    model = next(
        (url for url, _ in ((page.url, ""), *links) if _BODY.match(url) and parameter(url, "type") == "3"), None
    )
    if not model:
        return
    model = query(model, title=None, action="list" if parameter(model, "action") else None, pageIndex=None)
    here, _, tail = _parts(model)
    named: dict[str, tuple[str, str]] = {}
    for url, text in links:
        place, code, _ = _parts(url)
        if code and text:
            named.setdefault(code, (place, text))
    for option in tree.iter("option"):
        code = (option.get("value") or "").strip()
        if _CODE.fullmatch(code) and not _YEAR.fullmatch(code):
            named.setdefault(code, (here, words_of(option)))
    if own:
        named.pop(own[2], None)
    if len(named) >= _FEWEST_BODIES:
        for code, (place, text) in named.items():
            yield lead(f"{place}{code}{tail}", text, _COLUMN)


def _parts(url: str) -> tuple[str, str, str]:
    """An address up to the code of a body, the code, and the rest."""
    body = _BODY.match(url)
    return (body[1], body[2], url[body.end() :]) if body else ("", "", "")


def _kinds(page: Page) -> Iterator[Lead]:
    """The catalogue's tree: its nodes are kinds of information of the same body."""
    own = _BODY.match(page.url)
    if not own or "zNodes" not in page.text:
        return
    for node in nodes(value_of(page.text, "zNodes")):
        address, code = node.first(("url", "href", "link")), node.first(("catId", "id"))
        url = page.absolute(address) if address else query(page.url, type=4, catId=code, action="list", title=None)
        if url and (address or code):
            yield lead(url, node.name, node.around)


FAMILY = Family(_NAME, recognises, read)
