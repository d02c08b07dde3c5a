"""Huilan's eportal: a page of a column to its list, turned by next(2) and a form with the number of the page."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.families.family import Family, Listing
from crawler.lists.entries import entries
from crawler.lists.form_pager import asked_number, next_call, turned
from crawler.lists.pagers import pager_of
from crawler.lists.plain_list import plain_listing, trusted
from crawler.lists.shared import column_of, parameter, query, whole_number
from crawler.pages.asking import Ask
from crawler.pages.page import Page

_NAME = "huilan"
_PAGE = "currentPage"


def recognises(page: Page) -> bool:
    return "javascript:next(" in page.text or "/eportal/" in page.text


def read(page: Page) -> Sequence[Listing]:
    current = whole_number(parameter(page.url, _PAGE)) or asked_number(page)
    call = next_call(page, current)
    if call is None and asked_number(page) is None:
        listing = plain_listing(page)
        return () if listing is None else (listing,)
    pager = pager_of(page)
    items = entries(page, call[0] if call else pager.place)
    ask: Ask | None = None
    if call and not (pager.pages is not None and (current or 1) >= pager.pages):
        # the form is often left out of what is published; the address takes the number all the same
        ask = turned(page, call[1], call[2], _NAME) or Ask(query(page.url, **{_PAGE: call[2]}), referer=page.url)
        ask = replace(ask, family=_NAME, memo=(str(call[2]),))
    declared = trusted(pager.declared, len(items), is_only_page=call is None and current is None)
    return (Listing(items, ask, declared, pager.pages, name=column_of(page)),) if items or ask else ()


FAMILY = Family(_NAME, recognises, read)
