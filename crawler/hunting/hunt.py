"""One portal from its home page to its reports: takes answers and failures, gives errands, ends with an outcome."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from twisted.python.failure import Failure

from archive.ledger import PortalOutcome
from archive.record import Exchange, Snapshot
from crawler.hunting.absences import Absences
from crawler.hunting.backlog import Backlog
from crawler.hunting.budget import Budget
from crawler.hunting.chains import Chains
from crawler.hunting.desk import Desk
from crawler.hunting.errand import Errand
from crawler.hunting.mishaps import Mishaps
from crawler.hunting.objections import Objections
from crawler.hunting.opening import Opening
from crawler.hunting.portal_log import PortalLog
from crawler.hunting.reports_found import ReportsFound
from crawler.hunting.tally import Tally, outcome_of
from crawler.hunting.trail import Trail
from crawler.hunting.units import Units
from crawler.hunting.ways import Ways
from crawler.live_table import AT_WORK, PortalLine, seconds_left
from crawler.pages.addresses import key_of
from crawler.pages.answer import Answer
from crawler.pages.looking import look
from crawler.pages.page import Page
from crawler.portals.belonging import Hosts
from crawler.portals.register import Portal
from crawler.rendering.renderings import Renderings
from crawler.revisits.memory import Memory, Remembered
from crawler.transport.gate import refusal

_MOST_WEAK_TRIED = 40
_PASSING = (
    "fetched",
    "unchanged",
    "not_due",
    "redirect",
    "diverted",
    "retried",
)  # results after which nothing is missing yet
_MATTERS = ("home", "report", "column", "list", "data", "file")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a portal does next: an errand to be carried out, or one whose answer is remembered."""

    errand: Errand
    remembered: Remembered | None = None


class Hunt:
    """One portal in one night. `next` gives what to fetch; `arrived` and `failed` take what became of it."""

    def __init__(
        self, portal: Portal, desk: Desk, memory: Memory, told: Callable[[Portal, PortalOutcome | None], None]
    ) -> None:
        self.portal = portal
        self.memory = memory
        self.tally = Tally()
        self.log = PortalLog(portal, desk.ledger, desk.run_id, memory)
        self.candidates = self.log.candidates
        self.hosts = Hosts(portal)
        self.budget = Budget(desk.rules.max_pages, desk.rules.max_seconds)
        self._desk = desk
        self._told = told
        self._backlog = Backlog()
        self._at_work = 0
        self.errors = 0
        self.absences = Absences(self, desk)
        self._mishaps = Mishaps(self, desk)
        self._reports = ReportsFound(self, desk)
        self._objections = Objections(self, desk, self._mishaps, self._reports)
        self.renderings = Renderings(self, desk)
        self._ways = Ways(self, desk, self._mishaps, self._reports, self.renderings)
        self._opening = Opening(self, desk, self._mishaps, self._ways)
        self._know_nothing()

    def _know_nothing(self) -> None:
        """What a walk through the site finds out on its way."""
        self.chains = Chains()
        self.units = Units()
        self.trail = Trail(self.hosts, self.candidates, allow_private=self._desk.rules.allow_private)
        self.visited: set[str] = set()
        self.met: set[str] = set()

    def begin(self) -> None:
        """Sets out from the home page."""
        errand = self.trail.start(self.portal.url)
        self.add(errand)
        if against := refusal(errand.url, allow_private=self._desk.rules.allow_private):
            self._backlog.clear()
            self._mishaps.given_up(errand, against)

    def next(self, is_free: Callable[[str], bool]) -> Turn | None:
        """The best that can be done now, asking none but a host that is free."""
        while not self.tally.over and (errand := self._backlog.take(is_free)):
            errand = self._by_its_scheme(errand)
            if against := self._objections.to(errand):
                self.settle(errand, against)
                continue
            turn = self.turn(errand)
            if turn:
                return turn
            self._backlog.add(errand)
        return None

    def turn(self, errand: Errand) -> Turn | None:
        """An errand that is under way from now on; None where the portal's budget is used up."""
        remembered = self.memory.recall(errand)
        if remembered is None:
            self.tally.over = self.budget.exceeded(self._desk.clock())
            if self.tally.over:
                return None
        if remembered is None or remembered.was_asked:
            self.budget.spend(self._desk.clock())
        self._at_work += 1
        return Turn(errand, remembered)

    def put_back(self, errand: Errand) -> None:
        """An errand that cannot be done yet after all."""
        self.budget.pages -= 1
        self._at_work -= 1
        self._backlog.add(errand)

    @property
    def hosts_waited_for(self) -> tuple[str, ...]:
        return () if self.tally.over else self._backlog.hosts

    def line(self, state: str) -> PortalLine:
        """How far the portal has come, for people."""
        budget, waiting = self.budget, len(self._backlog) + self._at_work
        now = self._desk.clock()
        pace = (now - budget.started) / budget.pages if budget.started is not None and budget.pages else None
        left = budget.most_pages - budget.pages
        seconds = None
        if state == AT_WORK:
            seconds = seconds_left(budget.pages, waiting, pace, left, budget.minutes_left(now))
        return PortalLine(self.portal.name, state, budget.pages, len(self.tally.reports), self.errors, seconds)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do. Before it is, weaker links are tried, and reports that nothing led to."""
        if self.tally.over:
            self.renderings.stop()
        if self._at_work or self._reports.waiting or self.renderings.waiting:
            return False
        if self.tally.over or len(self._backlog):
            return bool(self.tally.over)
        if self.absences.must_begin_anew:
            self.memory.distrust_ways()
            self._know_nothing()
            self.begin()
            return False
        further = self._weak_links() or self.absences.checks()
        for errand in further:
            self.add(errand)
        return not further

    def add(self, errand: Errand | None) -> None:
        if errand is not None:
            self.met.add(key_of(errand.ask))
            self._backlog.add(errand)
            self.log.found(errand)

    def arrived(self, errand: Errand, exchange: Exchange, remembered: Remembered | None = None) -> None:
        """Takes an answer; `remembered` where it lay in the archive."""
        self._at_work -= 1
        answer = Answer(exchange)
        self.log.is_silent = remembered is not None and not remembered.is_of_tonight
        try:
            self._opening.take(errand, answer, remembered)
        finally:
            self.log.is_silent = False

    def rendered(self, errand: Errand, answer: Answer, snapshot: Snapshot) -> None:
        """Takes what a browser made of a page that had nothing in it."""
        page = Page(errand.url, answer.body, answer.header("content-type"), errand.ask)
        seen = look(page, self._ways.where(errand), is_candidate=errand.kind == "report")
        if not self._mishaps.is_other_page(errand, seen, snapshot):
            self._ways.use(errand, page, seen, answer, snapshot)

    def failed(self, errand: Errand, kind: str, failure: Failure) -> None:
        """Takes the news that no answer came."""
        self._at_work -= 1
        self.errors += 1
        self._mishaps.broke(errand, kind, failure)

    def crashed(self, errand: Errand) -> None:
        """Takes the news that our own code failed on an answer."""
        self._mishaps.given_up(errand, "crashed")

    def settle(
        self,
        errand: Errand,
        result: str,
        answer: Answer | None = None,
        snapshot: Snapshot | None = None,
        leads: str | None = None,
    ) -> None:
        """Notes what became of an errand."""
        self.log.visited(errand, result, answer, snapshot, leads)
        if result in _PASSING:
            return
        self.absences.missed(errand, result, answer, snapshot)
        if errand.kind in ("report", "file"):
            self.candidates.refuse(errand.url, errand.text, result)
        if errand.kind == "picture":
            self._reports.pictured(errand, None)
        if errand.kind == "part":
            self.renderings.lost(errand)
        if errand.chain:
            self.chains.broken(errand.chain)

    def validators(self, errand: Errand) -> tuple[str | None, str | None]:
        """The ETag and the Last-Modified by which a server can tell that nothing has changed; None where that says nothing."""
        known = self.memory.original(errand) if self._desk.render else None
        if known and self._desk.ledger.renderings(known.snapshot):
            return None, None  # the page stays the same whatever its scripts show
        return self.memory.validators(errand)

    def matters(self, errand: Errand) -> bool:
        """Whether something may be missed when an errand fails."""
        if errand.kind not in _MATTERS and not errand.in_column:
            return False
        standing = self.hosts.standing(errand.url)  # a city's platform stays unknown, as does a dead link to a stranger
        has_answered = self._desk.servers.of(errand.url).answers > 0
        return errand.kind == "home" or standing == "ours" or (standing == "unknown" and has_answered)

    def finish(self) -> None:
        """Writes the portal's outcome, what is gone, and what was left."""
        for errand in self._backlog.clear():
            if errand.kind in ("report", "file"):
                self.candidates.refuse(errand.url, errand.text, self.tally.over or "not_needed")
        self._judge_host()
        if not self.budget.pages and not self.tally.home_state:
            self._told(self.portal, None)  # all of it was remembered: nothing was asked, so that nothing can be said
            return
        outcome, reason = outcome_of(self.tally, missing_entries=self.chains.is_missing_some)
        if outcome in ("complete", "incomplete"):
            self.absences.record()
        row = PortalOutcome(
            *(self._desk.run_id, self.portal.url, outcome, self.budget.pages, len(self.tally.reports)),
            declared_total=self.chains.declared_total,
            reason=reason,
            notes="; ".join(self.tally.notes) or None,
        )
        self.log.finished(row, next((name for name, _ in self._ways.families.most_common(1)), None))
        self._told(self.portal, row)

    def _judge_host(self) -> None:
        """Where the portal's own host gave nothing at all tonight, that counts, not what is remembered of it."""
        shut = self._desk.servers.of(self.portal.url).shut
        if shut and not self.absences.has_answers and not self.tally.home_state:
            self.tally.home_state = shut

    def _weak_links(self) -> list[Errand]:
        """Links that promise little, where what promised more brought nothing."""
        has_found = self.tally.has_column and self.tally.reports
        if not self.trail.weak or has_found or self.tally.home_state:
            return []
        weak, self.trail.weak = self.trail.weak, []
        untried = [errand for errand in weak if key_of(errand.ask) not in self.visited]
        return sorted(untried, key=lambda one: -one.score)[:_MOST_WEAK_TRIED]

    def _by_its_scheme(self, errand: Errand) -> Errand:
        """The errand by http or https, as its host answers."""
        scheme = self._desk.servers.of(errand.url).scheme
        if scheme is None or errand.url.startswith(f"{scheme}:"):
            return errand
        return replace(errand, ask=replace(errand.ask, url=f"{scheme}:{errand.url.partition(':')[2]}"))
