"""One portal from its home page to its reports: takes answers and failures, gives errands, ends with an outcome."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from twisted.python.failure import Failure

from archive.ledger import PortalOutcome
from archive.record import Exchange, Snapshot
from crawler.hunting.backlog import Backlog
from crawler.hunting.budget import Budget
from crawler.hunting.chains import Chains
from crawler.hunting.desk import Desk
from crawler.hunting.errand import Errand
from crawler.hunting.mishaps import Mishaps
from crawler.hunting.objections import Objections
from crawler.hunting.portal_log import PortalLog
from crawler.hunting.reports_found import ReportsFound
from crawler.hunting.tally import Tally, outcome_of
from crawler.hunting.trail import Trail
from crawler.hunting.units import Units
from crawler.obstacles.blocked import hindrance
from crawler.pages.addresses import key_of, netloc
from crawler.pages.answer import Answer
from crawler.pages.looking import Look, is_list_of_reports, look
from crawler.pages.page import Page
from crawler.pages.scent import FOLLOW, Where, is_annual
from crawler.portals.belonging import Hosts
from crawler.portals.register import Portal
from crawler.rendering.renderings import Renderings
from crawler.transport.gate import refusal
from crawler.transport.robots import Robots

_MOST_WEAK_TRIED = 40
_PASSING = ("fetched", "not_due", "redirect", "retried")  # results after which nothing is missing yet
_MATTERS = ("home", "report", "column", "list", "data", "file")


class Hunt:
    """One portal in one night. `next` gives what to fetch; `arrived` and `failed` take what became of it."""

    def __init__(self, portal: Portal, desk: Desk, told: Callable[[Portal, PortalOutcome], None]) -> None:
        self.portal = portal
        self.tally = Tally()
        self.log = PortalLog(portal, desk.ledger, desk.run_id)
        self.candidates = self.log.candidates
        self.chains = Chains()
        self.units = Units()
        self.hosts = Hosts(portal)
        self.trail = Trail(self.hosts, self.candidates, allow_private=desk.rules.allow_private)
        self.budget = Budget(desk.rules.max_pages, desk.rules.max_seconds)
        self._desk = desk
        self._told = told
        self._backlog = Backlog()
        self._at_work = 0
        self._families: Counter[str] = Counter()
        self.visited: set[str] = set()
        self._mishaps = Mishaps(self, desk)
        self._objections = Objections(self, desk, self._mishaps)
        self._reports = ReportsFound(self, desk)
        self.renderings = Renderings(self, desk)

    def begin(self) -> None:
        """Sets out from the home page."""
        errand = self.trail.start(self.portal.url)
        self.add(errand)
        if against := refusal(errand.url, allow_private=self._desk.rules.allow_private):
            self._backlog.clear()
            self._mishaps.given_up(errand, against)

    def next(self, is_free: Callable[[str], bool]) -> Errand | None:
        """The best that can be fetched now from a host that is free."""
        while not self.tally.over and (errand := self._backlog.take(is_free)):
            errand = self._by_its_scheme(errand)
            if against := self._objections.to(errand):
                self.settle(errand, against)
                continue
            self.tally.over = self.budget.exceeded(self._desk.clock())
            if not self.tally.over:
                return self.counted(errand)
            self._backlog.add(errand)
        return None

    def counted(self, errand: Errand) -> Errand:
        """An errand that is under way from now on."""
        self.budget.spend(self._desk.clock())
        self._at_work += 1
        return errand

    def put_back(self, errand: Errand) -> None:
        """An errand that cannot be done yet after all."""
        self.budget.pages -= 1
        self._at_work -= 1
        self._backlog.add(errand)

    @property
    def hosts_waited_for(self) -> tuple[str, ...]:
        return () if self.tally.over else self._backlog.hosts

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do; where no column of reports was found, weaker links are tried before."""
        if self.tally.over:
            self.renderings.stop()
        if self._at_work or self._reports.waiting or self.renderings.waiting:
            return False
        if self.tally.over or len(self._backlog):
            return bool(self.tally.over)
        has_found = self.tally.has_column and self.tally.reports
        if self.trail.weak and not has_found and not self.tally.home_state:
            weak, self.trail.weak = self.trail.weak, []
            untried = [errand for errand in weak if key_of(errand.ask) not in self.visited]
            for errand in sorted(untried, key=lambda one: -one.score)[:_MOST_WEAK_TRIED]:
                self.add(errand)
            return not untried
        return True

    def add(self, errand: Errand | None) -> None:
        if errand is not None:
            self._backlog.add(errand)
            self.log.found(errand)

    def arrived(self, errand: Errand, exchange: Exchange, stored: Snapshot | None = None) -> None:
        """Takes an answer; `stored` is its snapshot where it was captured before."""
        self._at_work -= 1
        answer = Answer(exchange)
        snapshot = stored or self._desk.store.capture(exchange)
        server = self._desk.servers.of(errand.url)
        server.cookies.take(errand.url, answer.headers)
        if exchange.transport:
            self.tally.note(f"{server.name}: {exchange.transport}")
        if errand.kind == "part":
            self.renderings.arrived(errand, answer, snapshot)
            return
        page = Page(errand.url, answer.body, answer.header("content-type"), errand.ask)
        if errand.kind == "robots" and answer.location is None:
            self._mishaps.rules(errand, Robots.from_answer(answer.status, answer.body))
        elif self._mishaps.is_bounced(errand, answer, snapshot):
            server.answered()
        elif found := hindrance(answer.status, answer.headers, answer.body, page.text):
            self._mishaps.by(errand, answer, snapshot, found)
            if errand.ask.family and found.state in ("gone", "empty"):
                self._turn_pages(errand, page, look(page, self._where(errand)))
        elif answer.location is not None:
            server.answered()
            self._mishaps.redirected(errand, answer, snapshot, page.absolute(answer.location))
        else:
            server.answered()
            self._took(errand, page, answer, snapshot)

    def rendered(self, errand: Errand, answer: Answer, snapshot: Snapshot) -> None:
        """Takes what a browser made of a page that had nothing in it."""
        page = Page(errand.url, answer.body, answer.header("content-type"), errand.ask)
        seen = look(page, self._where(errand), is_candidate=errand.kind == "report")
        if not self._mishaps.is_other_page(errand, seen, snapshot):
            self._use(errand, page, seen, answer, snapshot)

    def failed(self, errand: Errand, kind: str, failure: Failure) -> None:
        """Takes the news that no answer came."""
        self._at_work -= 1
        self._mishaps.broke(errand, kind, failure)

    def crashed(self, errand: Errand) -> None:
        """Takes the news that our own code failed on an answer."""
        self._mishaps.given_up(errand, "crashed")

    def settle(
        self, errand: Errand, result: str, answer: Answer | None = None, snapshot: Snapshot | None = None
    ) -> None:
        """Notes what became of an errand."""
        self.log.visited(errand, result, answer, snapshot)
        if result in _PASSING:
            return
        if errand.kind in ("report", "file"):
            self.candidates.refuse(errand.url, errand.text, result)
        if errand.kind == "picture":
            self._reports.pictured(errand, None)
        if errand.kind == "part":
            self.renderings.lost(errand)
        if errand.chain:
            self.chains.broken(errand.chain)

    def matters(self, errand: Errand) -> bool:
        """Whether something may be missed when an errand fails."""
        if errand.kind not in _MATTERS and not errand.in_column:
            return False
        standing = self.hosts.standing(errand.url)  # a city's platform stays unknown, as does a dead link to a stranger
        has_answered = self._desk.servers.of(errand.url).answers > 0
        return errand.kind == "home" or standing == "ours" or (standing == "unknown" and has_answered)

    def finish(self) -> None:
        """Writes the portal's outcome, and what was left."""
        for errand in self._backlog.clear():
            if errand.kind in ("report", "file"):
                self.candidates.refuse(errand.url, errand.text, self.tally.over or "not_needed")
        outcome, reason = outcome_of(self.tally, missing_entries=self.chains.is_missing_some)
        row = PortalOutcome(
            *(self._desk.run_id, self.portal.url, outcome, self.budget.pages, len(self.tally.reports)),
            declared_total=self.chains.declared_total,
            reason=reason,
            notes="; ".join(self.tally.notes) or None,
        )
        self.log.finished(row, self._families.most_common(1)[0][0] if self._families else None)
        self._told(self.portal, row)

    def _by_its_scheme(self, errand: Errand) -> Errand:
        """The errand by http or https, as its host answers."""
        scheme = self._desk.servers.of(errand.url).scheme
        if scheme is None or errand.url.startswith(f"{scheme}:"):
            return errand
        return replace(errand, ask=replace(errand.ask, url=f"{scheme}:{errand.url.partition(':')[2]}"))

    def _where(self, errand: Errand) -> Where:
        """The place that an errand's page is expected to be."""
        if errand.in_column:
            return "column"
        if errand.unit:
            return "unit"
        if errand.kind == "home":
            return "home"
        return "disclosure" if errand.kind == "portal" and errand.score >= FOLLOW else "portal"

    def _took(self, errand: Errand, page: Page, answer: Answer, snapshot: Snapshot) -> None:
        self.visited.add(key_of(errand.ask))
        if not self._belongs(errand, page):
            self.settle(errand, "foreign_host", answer, snapshot)
            return
        if errand.kind == "home":
            self.tally.home_state = None
        if page.is_file or errand.kind in ("file", "picture"):
            self.settle(errand, "fetched", answer, snapshot)
            if errand.kind in ("report", "file", "picture") or errand.in_column:
                self._reports.read(errand, answer, snapshot)
            return
        seen = look(page, self._where(errand), is_candidate=errand.kind == "report")
        if seen.needs_rendering and self.renderings.begin(errand, answer, snapshot):
            self.settle(errand, "fetched", answer, snapshot)
            return
        if self._mishaps.is_other_page(errand, seen, snapshot):
            return
        self.settle(errand, "fetched", answer, snapshot)
        self._use(errand, page, seen, answer, snapshot)

    def _use(self, errand: Errand, page: Page, seen: Look, answer: Answer, snapshot: Snapshot) -> None:
        self._families.update(seen.platforms)
        if seen.redirect:
            self._mishaps.sent_on(errand, seen.redirect)
            return
        leads_on = self._follow(errand, page, seen)
        is_candidate = errand.kind == "report" and not seen.is_list_of_reports
        # where 2023年 leads to no list, it leads to the report itself, or to its file
        is_end = errand.kind == "column" and seen.where == "column" and not leads_on and not seen.needs_rendering
        if seen.is_report or is_candidate or is_end:
            self._reports.read(errand, answer, snapshot)

    def _belongs(self, errand: Errand, page: Page) -> bool:
        if errand.kind == "home" and netloc(errand.url) != netloc(self.portal.url):
            return self.hosts.moved(self.portal.url, page) == "ours"
        return self.hosts.judge(page, from_disclosure=errand.kind != "report") != "foreign"

    def _follow(self, errand: Errand, page: Page, seen: Look) -> bool:
        """Takes up what a page leads to; whether there is anything new in it, or a list."""
        if seen.needs_rendering and (errand.score >= FOLLOW or self.matters(errand)):
            self.tally.states["needs_rendering"] += 1
        if seen.where == "column" or seen.is_list_of_reports:
            self.tally.has_column = True
            self.units.column_found(errand.unit)
        taken = [found for way in seen.ways if (found := self.trail.followed(way, errand, seen.where))]
        for found in taken:
            self.add(found)
        self._turn_pages(errand, page, seen)
        return bool(taken) or any(listing.items or listing.next for listing in seen.listings)

    def _turn_pages(self, errand: Errand, page: Page, seen: Look) -> None:
        """Goes on with the lists that are of annual reports."""
        if errand.chain and not any(listing.items or listing.next for listing in seen.listings):
            last = [key_of(way.ask) for way in seen.ways if way.scent.kind == "report"]
            self.chains.of(errand.chain).take(last, None, None)  # the last page may hold too little to look like a list
            return
        for number, listing in enumerate(seen.listings):
            key = errand.chain if errand.chain and number == 0 else f"{key_of(page.ask)} {number}"
            chain = self.chains.of(key)
            chain.is_annual = chain.is_annual or is_list_of_reports(listing, seen.where) or is_annual(errand.text)
            is_new = chain.take([key_of(item.ask) for item in listing.items], listing.declared, listing.pages)
            if listing.next and chain.is_annual and (is_new or not listing.items) and chain.may_go_on:
                further = self.trail.further(listing.next, errand, key)
                if further:
                    chain.is_broken = False  # the platform knows another way to what it was refused
                    self.add(replace(further, in_column=seen.where == "column"))
