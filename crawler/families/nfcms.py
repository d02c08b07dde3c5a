"""NFCMS, the portals of Guangdong beside gkmlpt, whose columns are index.html, index_2.html and so on: page in, its list out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from crawler.families.family import Family, Listing
from crawler.lists.entries import entries
from crawler.lists.shared import column_of
from crawler.lists.static_pager import listing_of, static_pager
from crawler.pages.asking import Ask
from crawler.pages.page import Element, Page, words_of

_MARKS = ("content/post_", "NFCMS")
_NEXT = ("下一页", "下页", "后一页", "»", ">")
_NUMBERED = re.compile(r"index_(\d{1,5})\.s?html?")  # index_2.html, the second page
_OF_PAGES = re.compile(r"共\s{0,3}(\d{1,5})\s{0,3}页|(?<!\d)\d{1,5}\s?/\s?(\d{1,5})(?!\d)")  # 共 5 页, 1/5
_MOST_OF_A_PAGER = 500


def recognises(page: Page) -> bool:
    return any(mark in page.text for mark in _MARKS)


def read(page: Page) -> Sequence[Listing]:
    if "/content/" in page.path or page.tree is None:
        return ()
    name, pager = column_of(page), static_pager(page)
    if pager is not None:
        # on a page in the middle a number does not say whether it counts from 0 or from 1
        return (listing_of(page, replace(pager, starts_at=min(1, pager.current)), name),)
    return _linked(page, page.tree, name)


def _linked(page: Page, tree: Element, name: str) -> Sequence[Listing]:
    """A column whose pager stands in the page as links: to numbers, or only to the next page."""
    current = _number(page.url, page) or 1
    numbered: dict[int, Element] = {}
    following: str | None = None
    for link in tree.iter("a"):
        url = page.absolute(link.get("href"))
        number = _number(url, page) if url else None
        if url and number is not None:
            numbered[number] = link
            following = url if words_of(link) in _NEXT and number > current else following
    if not numbered:
        return ()
    last = max(*numbered, current)
    beside = [words_of(one)[:_MOST_OF_A_PAGER] for one in islice(numbered[max(numbered)].iterancestors(), 2)]
    said = next((match for words in beside if (match := _OF_PAGES.search(words))), None)
    pages = max(last, int(said[1] or said[2])) if said else last
    if current < pages and following is None:
        following = page.absolute(f"index_{current + 1}.{page.path.rpartition('.')[2] if '.' in page.path else 'html'}")
    items = [replace(one, around=name) for one in entries(page, numbered[max(numbered)])]
    return (
        Listing(
            items, Ask(following) if following and current < pages else None, None, pages if said else None, (), name
        ),
    )


def _number(url: str, page: Page) -> int | None:
    """Which page of this column an address is; None for what is none."""
    folder, _, file = url.partition("?")[0].rpartition("/")
    match = _NUMBERED.fullmatch(file)
    if not match or folder.partition("://")[2] != page.url.partition("?")[0].rpartition("/")[0].partition("://")[2]:
        return None
    return int(match[1])


FAMILY = Family("nfcms", recognises, read)
