"""TRS WCM, static columns whose pages are index.html, index_1.html and so on: page in, its list and the next page out."""

from collections.abc import Sequence

from crawler.families.family import Family, Listing
from crawler.families.trs_writeln import is_written
from crawler.lists.shared import column_of
from crawler.lists.static_pager import listing_of, static_pager
from crawler.pages.page import Page

_MARKS = ("TRS_", "trs_editor_view", "countPage")


def recognises(page: Page) -> bool:
    return (any(mark in page.text for mark in _MARKS) or _has_own_pager(page)) and not is_written(page)


def _has_own_pager(page: Page) -> bool:
    """Pagers of the same name that are written into a named box are of another platform."""
    if "createPage" not in page.text:
        return False
    pager = static_pager(page)
    return pager is not None and pager.box is None


def read(page: Page) -> Sequence[Listing]:
    pager = static_pager(page)
    if pager is None or pager.box is not None:
        return ()
    return (listing_of(page, pager, column_of(page)),)


FAMILY = Family("trs", recognises, read)
