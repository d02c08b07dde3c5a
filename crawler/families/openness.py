"""Meetfine's openness, both generations: pages of lists, of frames with lists and of annual reports, to lists."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from crawler.families.family import Family, Listing
from crawler.lists.shared import column_of, parameter, query, rows, whole_number
from crawler.pages.asking import Ask, Lead, lead
from crawler.pages.page import Element, Page, words_of

_NAME = "openness"
_BODY = "branch_id"
_COLUMN = "政府信息公开年报"  # what the platform's pages of annual reports are for
_FULL_PAGE = 10
_TABLES = "//table[contains(@class, 'is-xxgkTable') or contains(@class, 'is-xxgktable')]"
_PANES = "//*[contains(@class, 'pag') or contains(@id, 'pag')]"
_MOST_OF_A_PANE = 300

# /openness/detail/content/5dbb.html, /OpennessContent/show/3475175.html, /xxgkAnnualReport/detail/61f1.html
_ENTRY = re.compile(r"/(?:openness(?:content)?|(?:openness|xxgk)annualreport)/(?:detail|show)/", re.IGNORECASE)
_ANNUAL = re.compile(r"annualreport", re.IGNORECASE)
_ANNUAL_NAME = re.compile("年报|年度报告")
_CODE = re.compile(r"[0-9a-f]{24}", re.IGNORECASE)  # 54014be15837eedf9b7dd15a
_PAGES = re.compile(r"共\s{0,9}(\d{1,5})\s{0,9}页|\d{1,4}\s{0,9}/\s{0,9}(\d{1,4})\s{0,9}页")  # 共 3 页, 1/3页
_COUNT = re.compile(r"共有?\s{0,9}(\d{1,7})\s{0,9}条")  # 共41条


def recognises(page: Page) -> bool:
    text, url = page.text, page.url
    return (
        "branch_id=" in text
        or "is-xxgkTable" in text
        or "AnnualReport/" in text
        or "branch_id=" in url
        or "AnnualReport/" in url
        or "/openness" in url
    )


def read(page: Page) -> Sequence[Listing]:
    tree = page.tree
    if tree is None:
        return ()
    name = _COLUMN if _ANNUAL.search(page.url) else column_of(page)
    is_annual = bool(_ANNUAL_NAME.search(name))
    listings = [] if _ENTRY.search(page.path) else [_list(page, tree, name)]
    leads = (*(_frames(page, tree) if is_annual else ()), *_bodies(page, tree, is_annual=is_annual))
    if leads:
        listings.append(Listing(leads=leads, name=_COLUMN))
    return [listing for listing in listings if listing.items or listing.leads]


def _frames(page: Page, tree: Element) -> Iterator[Lead]:
    """The list of a column lies in a frame of its own, which has no words to tell what it holds."""
    for frame in tree.iter("iframe", "frame"):
        url = page.absolute(frame.get("src"))
        if url and ("openness" in url.lower() or parameter(url, _BODY)):
            yield lead(url, _COLUMN)


def _list(page: Page, tree: Element, name: str) -> Listing:
    items = _items(page, tree)
    if not items:
        return Listing()
    said = [words for pane in tree.xpath(_PANES) if 0 < len(words := words_of(pane)) <= _MOST_OF_A_PANE]
    pages, declared = _first(_PAGES, said), _first(_COUNT, said)
    return Listing(items, _next(page, tree, len(items), pages), declared, pages, name=name)


def _items(page: Page, tree: Element) -> tuple[Lead, ...]:
    found: dict[str, Lead] = {}
    for table in tree.xpath(_TABLES):
        for item in rows(page, table):
            found.setdefault(item.ask.url, item)
    if not found:
        found = {item.ask.url: item for item in rows(page, tree) if _ENTRY.search(item.ask.url)}
    return tuple(found.values())


def _first(pattern: re.Pattern[str], said: Sequence[str]) -> int | None:
    match = next((match for words in said if (match := pattern.search(words))), None)
    return whole_number(next(group for group in match.groups() if group)) if match else None


def _next(page: Page, tree: Element, count: int, pages: int | None) -> Ask | None:
    """The following page by a link to it, by the number of pages, or as long as pages without a pager are full."""
    stated = whole_number(parameter(page.url, "page"))
    number = stated or 1
    if pages is not None and number >= pages:
        return None
    turns = [
        url for link in tree.iter("a") if (url := page.absolute(link.get("href"))) and _is_same_list(page.url, url)
    ]
    for url in turns:
        if parameter(url, "page") == str(number + 1):
            return Ask(url, referer=page.url)
    is_open = pages is not None or (not turns and stated is not None and count >= _FULL_PAGE)
    return Ask(query(page.url, page=number + 1), referer=page.url) if is_open else None


def _is_same_list(own: str, other: str) -> bool:
    body, here = parameter(other, _BODY), parameter(own, _BODY)
    return bool(parameter(other, "page")) and urlsplit(own).path == urlsplit(other).path and body in (here, None)


def _bodies(page: Page, tree: Element, *, is_annual: bool) -> Iterator[Lead]:
    """The annual reports of each body that a page names, at the address that it gives for one of them or is itself."""
    links = [(page.absolute(link.get("href")) or "", words_of(link)) for link in tree.iter("a")]
    model = page.url if is_annual and parameter(page.url, _BODY) else ""
    model = model or next((url for url, _ in links if _ANNUAL.search(url) and parameter(url, _BODY)), "")
    if not model:
        return
    model, own = query(model, page=None), parameter(page.url, _BODY)
    named: dict[str, str] = {}
    for url, text in links:
        code = parameter(url, _BODY) or ""
        if _CODE.fullmatch(code) and text and urlsplit(url).netloc == urlsplit(model).netloc:
            named.setdefault(code, text)
    for option in tree.iter("option"):
        value = (option.get("value") or "").strip()
        code = parameter(value, _BODY) or value
        if _CODE.fullmatch(code):
            named.setdefault(code, words_of(option))
    for code, text in named.items():
        if code != own:
            yield lead(query(model, **{_BODY: code}), text, _COLUMN)


FAMILY = Family(_NAME, recognises, read)
