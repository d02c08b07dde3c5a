"""The columns of Hebei's counties under /columns/ and a UUID: a page to its list, in the markup or in a script."""

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.families.family import Family, Listing
from crawler.lists.pagers import Pager
from crawler.lists.plain_list import is_article, plain_listing
from crawler.lists.shared import column_of
from crawler.pages.hidden_links import in_scripts
from crawler.pages.page import Page

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# /columns/0772e821-5733-421d-82e7-f545c5729b9e/index_2.html
_COLUMN = re.compile(rf"(/columns/{_UUID})/?(?:index(?:_(\d{{1,4}}))?\.html)?(?=\?|$)", re.IGNORECASE)
_ARTICLE = re.compile(rf"/columns/{_UUID}/\d{{6}}/\d{{2}}/{_UUID}\.html", re.IGNORECASE)


def recognises(page: Page) -> bool:
    return "/columns/" in page.url or "/columns/" in page.text


def read(page: Page) -> Sequence[Listing]:
    listing = plain_listing(page, _counted)
    if (listing and listing.items) or is_article(page):
        return () if listing is None else (listing,)
    written = tuple(one for one in in_scripts(page) if _ARTICLE.search(one.ask.url))
    if not written:
        return () if listing is None else (listing,)
    return (replace(listing or Listing(name=column_of(page)), items=written),)


def _counted(page: Page, pager: Pager) -> str | None:
    match = _COLUMN.search(page.url)
    number = int(match[2] or 1) if match else 0
    if not match or not pager.pages or number >= pager.pages:
        return None
    return f"{page.url[: match.end(1)]}/index_{number + 1}.html"


FAMILY = Family("hebei", recognises, read)
