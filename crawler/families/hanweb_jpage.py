"""Hanweb JCMS: a column page with its records in an island, or an answer of dataproxy.jsp, to lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

from crawler.families.family import Family, Listing
from crawler.lists.jpage import Island, Pager, islands, pagers, paired
from crawler.lists.jpage_walk import Walk, recalled, walk_from, went_on
from crawler.lists.shared import column_of, parameter, query, rows
from crawler.pages.asking import Lead
from crawler.pages.page import Page

_NAME = "hanweb"
_NEAR = 1200

# an address in quotes: "/module/web/jpage/morecolumndataproxy.jsp?page=1&columnid=26753&unitid=423656&keyWordCount=30"
_ADDRESS = re.compile(r"""["'](?:[^"'\s<>]{0,300}/)?\w{0,20}dataproxy\.jsp\?[^"'\s<>]{1,900}""")
_JOINED = re.compile(
    r"""["']\s{0,9}\+\s{0,9}[\w.]{1,40}\s{0,9}(?:\+\s{0,9}["'])?"""
)  # "?page=" + number + "&columnid=1"


def recognises(page: Page) -> bool:
    text = page.text
    return ("dataproxy.jsp" in text or "<datastore" in text or "InitData" in text) and "getMessage.do" not in text


def read(page: Page) -> Sequence[Listing]:
    walk = recalled(page.ask) if page.ask.family == _NAME else None
    found = islands(page.text)
    if walk:
        return [_further(walk, found[0] if found else Island())]
    name, calls = column_of(page), pagers(page.text)
    listings = [_first(page, name, island, call) for island, call in paired(found, calls)]
    if not any(listing.items or listing.next for listing in listings):
        listings += _by_bare_address(page, name)
    return [listing for listing in listings if listing.items or listing.next]


def _first(page: Page, name: str, island: Island, call: Pager) -> Listing:
    island = replace(island, further=page.absolute(island.further) or "")
    walk = walk_from(page.url, name, island, replace(call, proxy=page.absolute(call.proxy) or ""))
    return Listing(_items(page, island), walk.ask(_NAME), walk.total, name=name)


def _further(walk: Walk, answer: Island) -> Listing:
    column = Page(walk.page, b"")  # the links of an answer are meant from the page that shows them
    walk, is_wanted = went_on(walk, replace(answer, further=column.absolute(answer.further) or ""))
    return Listing(_items(column, answer) if is_wanted else (), walk.ask(_NAME), walk.total, name=walk.name)


def _items(page: Page, island: Island) -> tuple[Lead, ...]:
    return rows(page, f"<div>{''.join(island.records)}</div>") if island.records else ()


def _by_bare_address(page: Page, name: str) -> Iterator[Listing]:
    """Pages whose own script asks for more: $.get("/module/…/morecolumndataproxy.jsp?page=" + page + "&columnid=1")."""
    place = page.text.find("dataproxy.jsp?")
    if place < 0:
        return
    start = max(0, place - _NEAR // 3)
    near = _JOINED.sub("", page.text[start : place + _NEAR])
    address = _ADDRESS.search(near)
    further = page.absolute(unescape(address[0][1:])) if address else None
    if further:
        further = further if parameter(further, "page") else query(further, page=1)
        walk = walk_from(page.url, name, Island(further=further), Pager())
        yield Listing((), walk.ask(_NAME), name=name)


FAMILY = Family(_NAME, recognises, read)
