"""A list that is plain markup, to its Listing: the entries, the next page and what it says of its length."""

from collections.abc import Callable

from crawler.families.family import Listing
from crawler.lists.entries import entries
from crawler.lists.pagers import Pager, pager_of
from crawler.lists.shared import column_of
from crawler.pages.asking import Ask
from crawler.pages.page import Page

_ENOUGH_ROWS = 5
_LONG = 10  # characters of a title
_NEIGHBOURS = ("上一篇", "下一篇", "上一条", "下一条")


def plain_listing(page: Page, further: Callable[[Page, Pager], str | None] | None = None) -> Listing | None:
    """The list of a page; None where nothing tells that there is more of it, or how much.

    `further` gives the address of the next page where the page only says that there is one.
    """
    pager = pager_of(page)
    if pager == Pager():
        return None
    items = entries(page, pager.place)
    if is_article(page) and (pager.declared is None or sum(len(one.text) >= _LONG for one in items) < _ENOUGH_ROWS):
        return None
    following = pager.next
    if following is None and further is not None and not pager.is_last:
        following = further(page, pager)
    declared = trusted(pager.declared, len(items), is_only_page=following is None and (pager.pages or 1) == 1)
    if not items and following is None:
        return None
    ask = Ask(following, referer=page.url) if following and following != page.url else None
    return Listing(items, ask, declared, pager.pages, name=column_of(page))


def trusted(declared: int | None, seen: int, *, is_only_page: bool) -> int | None:
    """The number of entries that a page says there are, where what is seen does not speak against it.

    A number smaller than the rows belongs to something else; one far above the rows of an only page does too, since
    no list says that it is at its end with most of it missing.

    >>> trusted(52, 15, is_only_page=False), trusted(3, 15, is_only_page=False), trusted(9000, 4, is_only_page=True)
    (52, None, None)
    """
    if not declared or not seen or declared < seen:
        return None
    return None if is_only_page and declared > 10 * seen else declared


def is_article(page: Page) -> bool:
    """Whether a page is one text and no list: its neighbours are turned to by 上一篇 and 下一条."""
    return bool(page.metas.get("articletitle")) or any(one in page.text for one in _NEIGHBOURS)
