"""One page to all that it leads to: links with their scent, lists, years, frames, and what kind of page it is itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from crawler.families import families
from crawler.families.family import Family, Listing
from crawler.pages.addresses import path_of
from crawler.pages.asking import Ask, Lead
from crawler.pages.links import anchors, caption
from crawler.pages.page import Page
from crawler.pages.scent import EXPLORE, FOLLOW, Scent, Where, is_annual, is_further, is_report_title, scent
from crawler.pages.shells import frames_in, needs_rendering, redirect_in
from crawler.pages.year_switch import units_in, years_in

_PARTS_OF_A_REPORT = (
    re.compile(r"总体情况"),
    re.compile(r"主动公开政府信息"),
    re.compile(r"收到和处理政府信息公开申请"),
    re.compile(r"政府信息公开行政复议|被申请行政复议|提起行政诉讼"),
    re.compile(r"存在的?主要问题|存在的?问题"),
    re.compile(r"其他需要报告|其它需要报告"),
)
_LEAST_PARTS = 3
_LEAST_TITLES = 3  # links to reports by which a page is a list of them
_LONGEST_LIST_NAME = 40
_SHORTEST_TITLE = 8  # characters
_ENTRY = 52  # the score of an entry of a list of reports whose words say nothing: its title may be cut short


@dataclass(frozen=True, slots=True)
class Smelled:
    """A way on, and what it probably leads to; `of_list` marks the entry of a list."""

    ask: Ask
    text: str
    around: str
    scent: Scent
    of_list: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a page is and leads to. `where` is the place it turned out to be."""

    where: Where
    ways: Sequence[Smelled] = ()
    listings: Sequence[Listing] = ()
    platforms: Sequence[str] = ()
    redirect: str | None = None
    needs_rendering: bool = False
    is_report: bool = False
    is_list_of_reports: bool = False


def look(page: Page, where: Where, *, is_candidate: bool = False) -> Look:
    """`where` is the place the page is expected to be, by the link that led to it."""
    redirect = redirect_in(page) if page.is_markup and page.ask.family is None else None
    if redirect:
        return Look(where, redirect=redirect)
    is_report = is_candidate_text(page)
    is_article = is_candidate and is_report  # it was linked as a report and is one: no list, whatever its platform
    platforms = [] if is_article else [family for family in families().values() if _is_of(family, page)]
    listings = _listings(platforms, page)
    if page.is_markup and not is_candidate and not is_report and where != "column" and _names_a_column(page):
        where = "column"
    if is_candidate:  # what stands around a report is the site, not its column
        where = "portal" if is_report or not _is_folder(listings) else "column"
    ways = list(_ways(page, listings, where))
    titles = sum(way.scent.kind == "report" and way.scent.score > 0 for way in ways)
    is_empty = not ways and not any(one.items or one.next or one.leads for one in listings)
    names = tuple(family.name for family in platforms if not family.is_last_resort)
    is_shell = is_empty and page.is_markup and needs_rendering(page)
    return Look(where, ways, listings, names, None, is_shell, is_report, titles >= _LEAST_TITLES and not is_report)


def leads_sha256(seen: Look) -> str:
    """The digest of what a page leads to, as far as it matters: the same from night to night, whatever stands around."""
    ways = {f"{way.ask.url} {way.text}" for way in seen.ways if way.scent.score >= FOLLOW}
    entries = {f"{item.ask.url} {item.text}" for listing in seen.listings for item in listing.items}
    counts = {f"{listing.declared} {listing.pages}" for listing in seen.listings}
    return sha256("\n".join(sorted(ways | entries | counts)).encode("utf-8", "replace")).hexdigest()


def is_candidate_text(page: Page) -> bool:
    """Whether a page has most of the parts of a report."""
    if not page.is_markup or "总体情况" not in page.text:
        return False
    return sum(bool(part.search(page.text)) for part in _PARTS_OF_A_REPORT) >= _LEAST_PARTS


def is_list_of_reports(listing: Listing, where: Where) -> bool:
    """Whether a list is one of annual reports, so that all of it is wanted."""
    if where == "column" or is_annual(listing.name):
        return True
    titles = sum(is_report_title(item.text) for item in listing.items)
    return 0 < len(listing.items) <= 2 * titles


def _is_of(family: Family, page: Page) -> bool:
    if page.ask.family:
        return page.ask.family == family.name
    return page.is_markup and family.recognises(page)


def _listings(platforms: Sequence[Family], page: Page) -> list[Listing]:
    """The lists of a page, each once, though several platforms may read it; the last resort only where none can."""
    found: list[Listing] = []
    for family in platforms:
        if family.is_last_resort and any(listing.items or listing.next for listing in found):
            break
        for listing in family.read(page):
            twin = next((number for number, one in enumerate(found) if _is_same(one, listing)), None)
            if twin is None:
                found.append(listing)
            else:
                found[twin] = _joined(found[twin], listing)
    return found


def _is_folder(listings: Sequence[Listing]) -> bool:
    """Whether what was linked like a report holds a list of bodies, as 2023年政府信息公开年报 over their names."""
    for listing in listings:
        scores = [_smelled(item, "column", of_list=True).scent.score for item in listing.items]
        if len(scores) >= _LEAST_TITLES and sum(score >= FOLLOW for score in scores) * 2 > len(scores):
            return True
    return False


def _is_same(one: Listing, other: Listing) -> bool:
    if one.next and other.next and one.next.url == other.next.url and one.next.body == other.next.body:
        return True
    shared = {item.ask.url for item in one.items} & {item.ask.url for item in other.items}
    return 2 * len(shared) > min(len(one.items), len(other.items)) > 0


def _joined(one: Listing, other: Listing) -> Listing:
    """What both say; the one with more entries knows the list better."""
    best, rest = (one, other) if len(one.items) >= len(other.items) else (other, one)
    return Listing(
        best.items,
        best.next or rest.next,
        rest.declared if best.declared is None else best.declared,
        rest.pages if best.pages is None else best.pages,
        [*best.leads, *rest.leads],
        best.name or rest.name,
    )


def _names_a_column(page: Page) -> bool:
    name = page.metas.get("columnname", "")
    if is_annual(name):
        return True
    title = re.split(r"[-_|—–]", page.title)[0].strip()  # 政府信息公开年报-青桐县人民政府
    return len(title) <= _LONGEST_LIST_NAME and is_annual(title) and not is_report_title(title)


def _ways(page: Page, listings: Sequence[Listing], where: Where) -> Iterator[Smelled]:
    known: set[str] = set()
    for found in _listed(listings, where):
        known.add(found.ask.url)
        yield found
    if not page.is_markup or page.ask.family is not None:
        return
    for item in (*years_in(page), *units_in(page), *frames_in(page)):
        found = _smelled(item, where, of_list=False)
        known.add(found.ask.url)
        yield found
    for anchor in anchors(page):
        if anchor.url in known:
            continue
        way = _link(anchor.url, anchor.text, "", where)
        if way is None and len(anchor.text) <= 6:  # noqa: PLR2004  # 查看详情>>
            around = caption(anchor.element)
            way = _link(anchor.url, anchor.text, around, where) if around else None
        if way:
            yield way


def _listed(listings: Sequence[Listing], where: Where) -> Iterator[Smelled]:
    for listing in listings:
        place: Where = "column" if is_annual(listing.name) else where
        for item, of_list in [*((one, True) for one in listing.items), *((one, False) for one in listing.leads)]:
            found = _smelled(item, place, of_list=of_list)
            is_title = of_list and place == "column" and len(item.text) >= _SHORTEST_TITLE
            if is_title and not found.scent.score and not found.scent.against and not is_further(item.text):
                found = replace(found, scent=Scent("report", _ENTRY))
            if found.scent.score >= EXPLORE or found.scent.against:
                yield found


@lru_cache(maxsize=1 << 14)
def _link(url: str, text: str, around: str, where: Where) -> Smelled | None:
    """A plain link, if it leads anywhere; most links of a page stand on the pages beside it too."""
    smell = scent(text, around, path_of(url), where)
    return Smelled(Ask(url), text, around, smell) if smell.score >= EXPLORE or smell.against else None


def _smelled(item: Lead, where: Where, *, of_list: bool) -> Smelled:
    smell = scent(item.text, item.around, path_of(item.ask.url), where)
    return Smelled(item.ask, item.text, item.around, smell, of_list)
