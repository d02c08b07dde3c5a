"""Boda's VSB: a page of a column to its list, whose further pages are numbered downwards."""

import re
from collections.abc import Sequence

from crawler.families.family import Family, Listing
from crawler.lists.entries import entries
from crawler.lists.pagers import Pager
from crawler.lists.plain_list import plain_listing, trusted
from crawler.lists.shared import column_of, parameter, query, whole_number
from crawler.pages.asking import Ask
from crawler.pages.page import Element, Page, words_of

# /zfxxgk/zfxxgknb.htm is the first page, /zfxxgk/zfxxgknb/10.htm one of the others
_FURTHER = re.compile(r"(.{1,400})/(\d{1,4})\.htm", re.DOTALL)
_FIRST = re.compile(r"(.{1,400})\.htm", re.DOTALL)
_SHOWN = re.compile(r"共\s?(\d{1,6})\s?条")  # 共52条
_PLACE = re.compile(r"(?<!\d)(\d{1,4})/(\d{1,4})(?!\d)")  # 1/11


def recognises(page: Page) -> bool:
    return "pb_sys_" in page.text or "wbtreeid=" in page.text


def read(page: Page) -> Sequence[Listing]:
    """The lists of a page; several stand on one where each has a pager of its own."""
    if page.tree is None:
        return ()
    boxes = [one for one in page.tree.iter("div", "span", "td") if "pb_sys_common" in (one.get("class") or "")]
    if not boxes:
        listing = plain_listing(page, _counted_down)
        return () if listing is None else (listing,)
    # the same pager often stands over the list and under it
    found = {listing: None for box in boxes if (listing := _read_box(page, box))}
    return tuple(found)


def _read_box(page: Page, box: Element) -> Listing | None:
    text = words_of(box)
    place, shown = _PLACE.search(text), _SHOWN.search(text)
    current, pages = (int(place[1]), int(place[2])) if place else (None, None)
    items = entries(page, box)
    links = [one for one in box.iter("a") if words_of(one) in ("下页", "下一页") and one.get("href")]
    url = page.absolute(links[0].get("href")) if links else None
    pager = Pager(box, None, current, pages)
    if url is None and not pager.is_last:
        url = _counted_down(page, pager)
    is_more = url is not None and url != page.url and not pager.is_last
    declared = trusted(int(shown[1]) if shown else None, len(items), is_only_page=not is_more and pages in (None, 1))
    ask = Ask(url, referer=page.url) if url and is_more else None
    return Listing(items, ask, declared, pages, name=column_of(page)) if items or ask else None


def _counted_down(page: Page, pager: Pager) -> str | None:
    """The next page by its number: the second of eleven is 10.htm, and the last 1.htm."""
    if not pager.pages:
        return None
    base, mark, _ = page.url.partition("?")
    if mark and parameter(page.url, "wbtreeid"):
        current = pager.current or whole_number(parameter(page.url, "PAGENUM")) or 1
        return query(page.url, PAGENUM=current + 1, totalpage=pager.pages) if current < pager.pages else None
    current = pager.current or 1
    further = _FURTHER.fullmatch(base)
    if further and int(further[2]) == pager.pages - current + 1:
        return f"{further[1]}/{int(further[2]) - 1}.htm" if int(further[2]) > 1 else None
    first = _FIRST.fullmatch(base)
    return f"{first[1]}/{pager.pages - 1}.htm" if first and current == 1 < pager.pages else None


FAMILY = Family("vsb", recognises, read)
