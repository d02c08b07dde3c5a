"""Hanweb JPaaS: a page whose units are filled by build/unit, or an answer of that, to lists."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.families.family import Family, Listing
from crawler.lists.script import lenient_json
from crawler.lists.shared import column_of, query, rows, whole_number
from crawler.pages.asking import Ask, Lead, lead
from crawler.pages.page import Element, Page, parse, words_of

_NAME = "jpaas"
_ENDPOINT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_USUAL_ROWS = 15
_FIRST_ROWS = 50  # asked for where nothing says how many a page holds; servers that cut it say so
_MOST_UNITS = 3
_STEPS_UP = 4
_LONGEST_HEADING = 40
_MORE = re.compile(r"\s*(?:更多|查看更多|more|MORE|\+|>+|»|…)+\s*$")  # 政府信息公开年报 更多>>


@dataclass(frozen=True, slots=True)
class _Pagination:
    """What the element under a list says of it; `list` holds both."""

    count: int | None
    rows: int
    unit: str
    list: Element


@dataclass(frozen=True, slots=True)
class _Walk:
    """Which page of a list is asked for, and the first entry of all."""

    page: str
    name: str
    address: str
    number: int
    rows: int
    first: str = ""

    def ask(self) -> Ask:
        """Parameters outside of paramJson are not heeded."""
        wanted = json.dumps({"pageNo": self.number, "pageSize": self.rows}, separators=(",", ":"))
        memo = json.dumps([getattr(self, name) for name in self.__slots__], ensure_ascii=False)
        url = query(self.address, paramJson=wanted)
        return Ask(url, referer=self.page, family=_NAME, memo=(memo,), script=True)

    def after(self, items: Sequence[Lead], turner: _Pagination | None) -> "_Walk | None":
        """The page after one with these entries; None where it was the last, or where the first came again."""
        if not items or (self.number > 1 and items[0].ask.url == self.first):
            return None
        held = turner.rows if turner else self.rows
        count = turner.count if turner else None
        if self.number == 1 and count is not None and len(items) < min(held, count):
            held = len(items)  # cut to fewer than was asked for, though the answer repeats the wish
        if (len(items) < held) if count is None else (self.number * held >= count):
            return None
        first = self.first or items[0].ask.url
        return replace(self, number=self.number + 1, rows=held, first=first)


def recognises(page: Page) -> bool:
    return "jpaas-publish-server" in page.text or "xxgk_more" in page.text


def read(page: Page) -> Sequence[Listing]:
    if page.ask.family == _NAME:
        return [_answered(page)]
    tree = page.tree
    if tree is None:
        return ()
    name = column_of(page)
    listings = [_unit(page, name, *unit) for unit in _units(page, tree)] or list(_static(page, name, tree))
    leads = tuple(_more(page, name, tree))
    if leads:
        listings.append(Listing(leads=leads, name=name))
    return listings


def _units(page: Page, tree: Element) -> Iterator[tuple[Element, str]]:
    """The units that may hold lists, with the address that fills them; of those with tell-tale names these alone."""
    found = []
    for element in tree.xpath("//*[@querydata]"):
        told = lenient_json(element.get("querydata"))
        address = page.absolute(element.get("url") or _ENDPOINT)
        if not isinstance(told, dict) or not address:
            continue
        tag = str(told.get("tagId") or "").lower()
        if not any(word in tag for word in _words()["furniture"]):
            given = {name: str(value) for name, value in told.items() if value is not None}
            is_list = any(word in tag for word in _words()["list_units"])
            found.append((is_list, element, query(address, **given)))
    best = [unit for unit in found if unit[0]] or found
    yield from ((element, address) for _, element, address in best[:_MOST_UNITS])


def _unit(page: Page, name: str, element: Element, address: str) -> Listing:
    turner = _pagination(element)
    items = rows(page, element if turner is None else turner.list)
    walk = _Walk(page.url, name, address, 1, _FIRST_ROWS)
    if not items:
        return Listing((), walk.ask(), name=name)
    return _listing(items, walk.after(items, turner) if turner else None, turner, name)


def _static(page: Page, name: str, tree: Element) -> Iterator[Listing]:
    """A first page that was made beforehand: only its pagination tells where the others are."""
    turner = _pagination(tree)
    if turner:
        items = rows(page, turner.list)
        address = page.absolute(turner.unit)
        following = _Walk(page.url, name, address, 1, turner.rows).after(items, turner) if address else None
        yield _listing(items, following, turner, name)


def _answered(page: Page) -> Listing:
    try:
        told: list[Any] = json.loads(page.ask.memo[0])
        walk = _Walk(*told)
    except (ValueError, TypeError, IndexError):
        return Listing()
    fragment = parse(_markup(page))
    column = Page(walk.page, b"")  # the links of an answer are meant from the page that shows them
    items = rows(column, fragment) if fragment is not None else ()
    turner = _pagination(fragment) if fragment is not None else None
    return _listing(items, walk.after(items, turner), turner, walk.name)


def _listing(items: Sequence[Lead], following: _Walk | None, turner: _Pagination | None, name: str) -> Listing:
    return Listing(items, following.ask() if following else None, turner.count if turner else None, name=name)


def _markup(page: Page) -> str:
    """What lies in {"data":{"html":"…"}}; in older versions data is the markup itself."""
    told = lenient_json(page.text)
    data = told.get("data") if isinstance(told, dict) else None
    html = data.get("html") if isinstance(data, dict) else data
    return html if isinstance(html, str) else ""


def _pagination(element: Element) -> _Pagination | None:
    for found in element.xpath(".//*[@count and (@pageno or @rows)]"):
        count, held = whole_number(found.get("count")), whole_number(found.get("rows")) or _USUAL_ROWS
        parent = found.getparent()
        return _Pagination(count, held, found.get("uniturl") or "", element if parent is None else parent)
    return None


def _more(page: Page, name: str, tree: Element) -> Iterator[Lead]:
    """Pages that gather several columns show five rows of each, and beside its name the link to all of them."""
    for link in tree.xpath("//a[contains(@class, 'xxgk_more')][@href]"):
        url, heading, above = page.absolute(link.get("href")), "", link
        for _ in range(_STEPS_UP):
            above = above.getparent()
            if above is None or heading:
                break
            words = _MORE.sub("", words_of(above))
            heading = words if len(words) <= _LONGEST_HEADING else ""
        if url:
            yield lead(url, heading or words_of(link), name)


@cache
def _words() -> dict[str, list[str]]:
    data: dict[str, list[str]] = json.loads(files(__package__).joinpath("jpaas.json").read_text("utf-8"))
    return data


FAMILY = Family(_NAME, recognises, read)
