"""The half of a hunt that takes pages: what each is, where it leads, how its lists go on."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from archive.record import Snapshot
from crawler.hunting.desk import Desk
from crawler.hunting.errand import Errand
from crawler.hunting.mishaps import Mishaps
from crawler.hunting.reports_found import ReportsFound
from crawler.pages.addresses import key_of, netloc
from crawler.pages.answer import Answer
from crawler.pages.looking import Look, is_list_of_reports, leads_sha256, look
from crawler.pages.page import Page
from crawler.pages.scent import FOLLOW, Where, is_annual
from crawler.rendering.renderings import Renderings

if TYPE_CHECKING:
    from crawler.hunting.hunt import Hunt


class Ways:
    """Takes what came for errands; `families` counts the platforms that its pages showed."""

    def __init__(
        self, hunt: "Hunt", desk: Desk, mishaps: Mishaps, reports: ReportsFound, renderings: Renderings
    ) -> None:
        self._hunt = hunt
        self._desk = desk
        self._mishaps = mishaps
        self._reports = reports
        self._renderings = renderings
        self.families: Counter[str] = Counter()

    def took(self, errand: Errand, page: Page, answer: Answer, snapshot: Snapshot) -> None:
        """Takes a page or a file that nothing stood in the way of."""
        hunt = self._hunt
        hunt.visited.add(key_of(errand.ask))
        if not self._belongs(errand, page):
            hunt.settle(errand, "foreign_host", answer, snapshot)
            return
        if errand.kind == "home":
            hunt.tally.home_state = None
        if page.is_file or errand.kind in ("file", "picture"):
            self._settle(errand, answer, snapshot)
            if errand.kind in ("report", "file", "picture") or errand.in_column:
                self._reports.read(errand, answer, snapshot)
            return
        seen = look(page, self.where(errand), is_candidate=errand.kind == "report")
        if seen.needs_rendering and self._is_rendered(errand, answer, snapshot):
            self._settle(errand, answer, snapshot)
            return
        if self._mishaps.is_other_page(errand, seen, snapshot):
            return
        leads = leads_sha256(seen)
        self._compare(errand, leads)
        if self._is_emptied(errand, seen):
            hunt.tally.states["pages_failed"] += 1
            hunt.tally.note(f"{errand.url}: shows no entries any more")
            hunt.settle(errand, "empty", answer, snapshot)
        else:
            self._settle(errand, answer, snapshot, leads)
        self.use(errand, page, seen, answer, snapshot)

    def use(self, errand: Errand, page: Page, seen: Look, answer: Answer, snapshot: Snapshot) -> None:
        """Goes on from what was seen on a page."""
        self.families.update(seen.platforms)
        if seen.redirect:
            self._mishaps.sent_on(errand, seen.redirect)
            return
        leads_on = self._follow(errand, page, seen)
        is_candidate = errand.kind == "report" and not seen.is_list_of_reports
        # where 2023年 leads to no list, it leads to the report itself, or to its file
        is_end = errand.kind == "column" and seen.where == "column" and not leads_on and not seen.needs_rendering
        if seen.is_report or is_candidate or is_end:
            self._reports.read(errand, answer, snapshot)

    def where(self, errand: Errand) -> Where:
        """The place that an errand's page is expected to be."""
        if errand.in_column:
            return "column"
        if errand.unit:
            return "unit"
        if errand.kind == "home":
            return "home"
        return "disclosure" if errand.kind == "portal" and errand.score >= FOLLOW else "portal"

    def turn_pages(self, errand: Errand, page: Page, seen: Look) -> None:
        """Goes on with the lists that are of annual reports."""
        hunt = self._hunt
        if errand.chain and not any(listing.items or listing.next for listing in seen.listings):
            last = [key_of(way.ask) for way in seen.ways if way.scent.kind == "report"]
            hunt.chains.of(errand.chain).take(last, None, None)  # the last page may hold too little to look like a list
            return
        for number, listing in enumerate(seen.listings):
            key = errand.chain if errand.chain and number == 0 else f"{key_of(page.ask)} {number}"
            chain = hunt.chains.of(key)
            chain.is_annual = chain.is_annual or is_list_of_reports(listing, seen.where) or is_annual(errand.text)
            is_new = chain.take([key_of(item.ask) for item in listing.items], listing.declared, listing.pages)
            if listing.next and chain.is_annual and (is_new or not listing.items) and chain.may_go_on:
                further = hunt.trail.further(listing.next, errand, key)
                if further:
                    chain.is_broken = False  # the platform knows another way to what it was refused
                    hunt.add(replace(further, in_column=seen.where == "column", is_further=chain.entries > 0))

    def _settle(self, errand: Errand, answer: Answer, snapshot: Snapshot, leads: str | None = None) -> None:
        if not self._hunt.log.is_silent:
            self._hunt.absences.answered(errand)
        self._hunt.settle(errand, "fetched", answer, snapshot, leads)

    def _is_rendered(self, errand: Errand, answer: Answer, snapshot: Snapshot) -> bool:
        if self._hunt.log.is_silent:
            return self._renderings.recall(errand, snapshot)
        return self._renderings.begin(errand, answer, snapshot)

    def _belongs(self, errand: Errand, page: Page) -> bool:
        hosts = self._hunt.hosts
        if errand.kind == "home" and netloc(errand.url) != netloc(self._hunt.portal.url):
            return hosts.moved(self._hunt.portal.url, page) == "ours"
        return hosts.judge(page, from_disclosure=errand.kind != "report") != "foreign"

    def _is_emptied(self, errand: Errand, seen: Look) -> bool:
        """Whether a list that led to reports has nothing on it tonight: its database did not answer, most likely."""
        if errand.kind not in ("column", "list", "data") or self._hunt.log.is_silent or seen.redirect:
            return False
        shows_any = seen.is_report or seen.ways or any(one.items or one.next or one.leads for one in seen.listings)
        return not shows_any and self._hunt.memory.had_reports(errand)

    def _compare(self, errand: Errand, leads: str) -> None:
        """Where the first page of a list leads elsewhere than before, its further pages have moved on too."""
        before = self._hunt.memory.before(errand)
        if before and before.leads_sha256 not in (None, leads):
            self._hunt.memory.freshen(errand)

    def _follow(self, errand: Errand, page: Page, seen: Look) -> bool:
        """Takes up what a page leads to; whether there is anything new in it, or a list."""
        hunt = self._hunt
        if seen.needs_rendering and (errand.score >= FOLLOW or hunt.matters(errand)):
            hunt.tally.states["needs_rendering"] += 1
        if seen.where == "column" or seen.is_list_of_reports:
            hunt.tally.has_column = True
            hunt.units.column_found(errand.unit)
        taken = [found for way in seen.ways if (found := hunt.trail.followed(way, errand, seen.where))]
        for found in taken:
            hunt.add(found)
        self.turn_pages(errand, page, seen)
        return bool(taken) or any(listing.items or listing.next for listing in seen.listings)
