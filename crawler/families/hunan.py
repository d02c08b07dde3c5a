"""The numbered columns of Hunan's counties: /9932/9938/index.htm to its list, index_2.htm and so on."""

import re
from collections.abc import Sequence

from crawler.families.family import Family, Listing
from crawler.lists.pagers import Pager
from crawler.lists.plain_list import plain_listing
from crawler.pages.page import Page

_COLUMN = re.compile(
    r"://[^/]{1,200}(?:/[\w-]{1,40}){0,2}/\d{2,8}/\d{2,8}/(?:index(?:_\d{1,4})?\.s?html?)?(?:\?|$)"
)  # /9932/9938/
_START = re.compile(r"/(?:index(?:_(\d{1,4}))?(\.s?html?))?(?=\?|$)")  # /index_2.htm


def recognises(page: Page) -> bool:
    return "content_" in page.text and bool(_COLUMN.search(page.url))


def read(page: Page) -> Sequence[Listing]:
    listing = plain_listing(page, _counted)
    return () if listing is None else (listing,)


def _counted(page: Page, pager: Pager) -> str | None:
    match = _START.search(page.url)
    number = int(match[1] or 1) if match else 0
    if not match or not pager.pages or number >= pager.pages:
        return None
    return f"{page.url[: match.start()]}/index_{number + 1}{match[2] or '.htm'}"


FAMILY = Family("hunan", recognises, read)
