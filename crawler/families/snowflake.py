"""Shaanxi's city platforms: articles named by numbers of 19 digits, lists by 1.html, 2.html; a page to its list."""

import re
from collections.abc import Sequence

from crawler.families.family import Family, Listing
from crawler.lists.pagers import Pager
from crawler.lists.plain_list import plain_listing
from crawler.pages.page import Page

_ARTICLE = re.compile(r"/\d{17,20}\.html")  # /2023n/1752504210521403394.html
_NUMBER = re.compile(r"/(\d{1,4})\.html(?=\?|$)")  # /zfxxgknb/2.html


def recognises(page: Page) -> bool:
    return ".html" in page.text and bool(_ARTICLE.search(page.text))


def read(page: Page) -> Sequence[Listing]:
    listing = None if _ARTICLE.search(page.path) else plain_listing(page, _counted)
    return () if listing is None else (listing,)


def _counted(page: Page, pager: Pager) -> str | None:
    """The next number; a column's own address is that of its first page."""
    base = page.url.partition("?")[0]
    match = _NUMBER.search(base)
    number = int(match[1]) if match else 1
    if not pager.pages or number >= pager.pages or not (match or base.endswith(("/", "/index.html"))):
        return None
    return f"{base[: match.start()] if match else base.rpartition('/')[0]}/{number + 1}.html"


FAMILY = Family("snowflake", recognises, read)
