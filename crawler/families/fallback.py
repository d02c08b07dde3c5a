"""Any list that no platform file knows: a page to its entries, its next page and what it says of its length."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crawler.families.family import Family, Listing
from crawler.lists.pagers import next_by_query
from crawler.lists.plain_list import is_article, plain_listing, trusted
from crawler.lists.shared import column_of, whole_number
from crawler.pages.asking import Ask, Lead, lead
from crawler.pages.hidden_links import clicked, in_json, in_scripts, words_of_row
from crawler.pages.page import Page
from crawler.pages.year_switch import units_in

_TOTALS = ("total", "totalCount", "totalcount", "count", "totalRecord", "recordCount", "totalElements", "allRow")
_SHORTEST_TITLE = 6
_DEEPEST = 4


def recognises(page: Page) -> bool:
    text = page.text
    return "页" in text or "<script" in text or "onclick" in text or "page" in text or text[:1] in ("{", "[")


def read(page: Page) -> Sequence[Listing]:
    if page.json is not None:
        return _of_json(page)
    if page.tree is None:
        return ()
    listing = plain_listing(page)
    hidden = () if is_article(page) else (*_hidden(page), *units_in(page))
    if listing is None:
        return (Listing(leads=hidden, name=column_of(page)),) if hidden else ()
    if not listing.items:
        items = tuple(one for one in hidden if len(one.text) >= _SHORTEST_TITLE)
        return (replace(listing, items=items, leads=hidden),) if items or listing.next else ()
    return (replace(listing, leads=hidden),)


def _hidden(page: Page) -> tuple[Lead, ...]:
    """The links that are no plain links."""
    found = {url: lead(url, text) for element, url in clicked(page) if (text := words_of_row(element))}
    for one in in_scripts(page):
        found.setdefault(one.ask.url, one)
    return tuple(found.values())


def _of_json(page: Page) -> Sequence[Listing]:
    """An answer of JSON, as some home-made lists load."""
    pairs = [(page.absolute(address), title) for address, title in in_json(page.json)]
    items = tuple({url: lead(url, title) for url, title in pairs if url}.values())
    if not items:
        return ()
    declared = trusted(_total(page.json), len(items), is_only_page=False)
    url = next_by_query(page.url) if declared and declared > len(items) else None
    following = Ask(url, referer=page.ask.referer, family=FAMILY.name, script=True) if url else None
    return (Listing(items, following, declared, name=column_of(page)),)


def _total(value: object, depth: int = 0) -> int | None:
    if not isinstance(value, Mapping) or depth > _DEEPEST:
        return None
    own = next((found for name in _TOTALS if (found := whole_number(value.get(name))) is not None), None)
    if own is not None:
        return own
    return next((found for one in value.values() if (found := _total(one, depth + 1)) is not None), None)


FAMILY = Family("fallback", recognises, read, is_last_resort=True)
