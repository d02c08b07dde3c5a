"""What earlier nights left of one portal: which addresses need no visit tonight, and what they answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from archive.clock import now
from archive.errors import WarcError
from archive.ledger import Address, Ledger, Visit
from archive.record import Exchange, Snapshot
from archive.standing import Standing
from crawler.hunting.errand import Errand
from crawler.pages.addresses import key_of
from crawler.pages.answer import Answer
from crawler.pages.asking import Ask, ask_from
from crawler.revisits.lists import LISTS, Lists
from crawler.revisits.schedule import HAS_ITS_PAGE, Known, Schedule, state_of

_PARTS = ("picture", "part")  # of a page that is looked at as a whole
_NEVER_DUE = ("robots", *_PARTS)  # by themselves
_SAYS_NOTHING = frozenset({"not_needed", "copy", "not_due", "unreachable"})  # decided anew each night
_NOT_ASKED = _SAYS_NOTHING | {"robots", "foreign_host"}


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer from the archive; `is_of_tonight` where it came in this very night.

    `is_repeat` where it was taken before in this process: it is no request then, and was one before a night was broken
    off.
    """

    exchange: Exchange
    snapshot: Snapshot
    is_of_tonight: bool
    is_repeat: bool = False

    @property
    def was_asked(self) -> bool:
        """Whether it counts among the requests of the night."""
        return self.is_of_tonight and not self.is_repeat


class Memory:
    """One portal's addresses by key. `reports` are the live ones by address, `gone` those that have vanished."""

    def __init__(
        self,
        ledger: Ledger,
        standing: Standing,
        portal_url: str,
        run_id: int,
        schedule: Schedule,
        *,
        is_resumed: bool,
    ) -> None:
        self._ledger = ledger
        self._run_id = run_id
        self._schedule = schedule
        self._is_resumed = is_resumed
        self._replayed: set[int] = set()
        self._must_visit: set[str] = set()
        self._fresh_lists: set[str] = set()
        self._noted: set[str] = set()
        self._trusts_ways = True
        self._known: dict[str, Address] = {}
        self._files: dict[str, list[Address]] = {}
        self._before: dict[str, Visit] = {}
        self._has_new = False
        for address in ledger.known(portal_url):
            self._take(address)
        sighted = standing.sighted(portal_url)
        self.reports = {one.url: one.report_id for one in sighted if one.gone_at is None}
        self.gone = {one.url: one.report_id for one in sighted if one.gone_at is not None}
        self._lists = Lists(self._known.values(), sighted, schedule.newest_year)

    @property
    def is_anything_due(self) -> bool:
        """Whether the portal is worth a request tonight."""
        if self._has_new or not self._known:
            return True
        return any(
            self._schedule.is_due(self._as_known(one, one.visit))
            for one in self._known.values()
            if one.visit and one.kind not in _NEVER_DUE
            if one.kind == "home" or one.visit.result not in _SAYS_NOTHING
        )

    def is_due(self, errand: Errand) -> bool:
        """Whether an address is to be visited tonight, as far as earlier nights tell."""
        key = key_of(errand.ask)
        known = self._known.get(key)
        if known is None or known.visit is None or key in self._must_visit or _start_of(errand) in self._fresh_lists:
            return True
        if not self._trusts_ways and errand.kind not in ("report", "file"):
            return True
        return self._schedule.is_due(self._as_known(known, known.visit, is_further=errand.is_further))

    def recall(self, errand: Errand) -> Remembered | None:
        """The answer that needs not be asked for: given earlier tonight, or still good enough."""
        if self._is_resumed and (captured := self._captured_tonight(errand)):
            return captured
        key = key_of(errand.ask)
        known = self._known.get(key)
        if known is None or known.visit is None or errand.kind == "part":
            return None
        is_of_tonight = known.visit.run_id == self._run_id
        if is_of_tonight and (errand.tries or known.visit.result not in HAS_ITS_PAGE):
            return None
        # of a report in pictures each page is looked at as it is now
        if not is_of_tonight and (errand.kind == "picture" or self.is_due(errand)):
            return None
        return self._stored(known.visit, is_of_tonight=is_of_tonight, is_repeat=key in self._noted)

    def original(self, errand: Errand) -> Remembered | None:
        """The last capture of an address, for a server that says that it still holds."""
        visit = self.last_visit(errand)
        return self._stored(visit, is_of_tonight=False) if visit and visit.result in HAS_ITS_PAGE else None

    def last_visit(self, errand: Errand) -> Visit | None:
        known = self._known.get(key_of(errand.ask))
        return known.visit if known else None

    def before(self, errand: Errand) -> Visit | None:
        """The last visit of an earlier night."""
        return self._before.get(key_of(errand.ask))

    def validators(self, errand: Errand) -> tuple[str | None, str | None]:
        """The ETag and the Last-Modified of the last capture, where asking by them can save its bytes."""
        visit = self.last_visit(errand)
        if visit is None or errand.tries or visit.snapshot_id is None or visit.result not in HAS_ITS_PAGE:
            return None, None
        return visit.etag, visit.last_modified

    def known_report(self, errand: Errand) -> int | None:
        """The report that is known to stand at an address which need not be visited tonight."""
        report_id = self.reports.get(errand.url)
        visit = self.last_visit(errand)
        if report_id is None or visit is None or visit.run_id == self._run_id or self.is_due(errand):
            return None
        return report_id

    def had_page(self, errand: Errand) -> bool:
        """Whether an address gave a page of its own in any earlier night."""
        before = self.before(errand)
        return before is not None and (before.leads_sha256 is not None or before.result in HAS_ITS_PAGE)

    def had_reports(self, errand: Errand) -> bool:
        """Whether an address led to reports in earlier nights."""
        return self._lists.had_reports(errand.url)

    def files_of(self, url: str) -> list[Address]:
        """What hangs on a page that is not read tonight."""
        return self._files.get(url, [])

    def unmet(self, met: set[str], read: set[str]) -> Iterator[Address]:
        """Live reports that nothing led to tonight; what hangs on a page that was not read is taken to be there."""
        for url in self.reports:
            known = self._known.get(key_of(Ask(url)))
            if known is None or key_of(Ask(url)) in met:
                continue
            if known.parent in self.reports and key_of(Ask(known.parent)) not in read:
                continue
            yield known

    def lists_due(self, met: set[str]) -> Iterator[Address]:
        """Lists that may show a new report, and to which nothing led tonight."""
        for key, known in self._known.items():
            if key in met or known.kind not in LISTS or known.visit is None or known.visit.leads_sha256 is None:
                continue
            if state_of(known.visit.result) in ("gone", "shut"):
                continue
            if self._lists.may_show_new(known) and self._schedule.is_due(self._as_known(known, known.visit)):
                yield known

    def gone_and_due(self) -> Iterator[Address]:
        """Vanished reports of which it is time to see whether they are back."""
        for url in self.gone:
            known = self._known.get(key_of(Ask(url)))
            if known and known.visit and self._schedule.is_due(self._as_known(known, known.visit)):
                yield known

    def at(self, urls: Iterable[str]) -> list[Address]:
        """The addresses that are known of these."""
        found = (self._known.get(key_of(Ask(url))) for url in urls)
        return [one for one in found if one is not None]

    def must_visit(self, url: str) -> None:
        """Something happened for which an address is looked at tonight, due or not."""
        key = key_of(Ask(url))
        known = self._known.get(key)
        if known is None or known.visit is None or known.visit.run_id != self._run_id:
            self._must_visit.add(key)

    def freshen(self, errand: Errand) -> None:
        """A page of a list changed: its further pages have as well."""
        self._fresh_lists.add(_start_of(errand) or key_of(errand.ask))

    def distrust_ways(self) -> None:
        """A page that we relied on is gone: the site may be another one, so it is walked through anew."""
        self._trusts_ways = False

    @property
    def trusts_ways(self) -> bool:
        return self._trusts_ways

    def visited(
        self, address: Address, result: str, answer: Answer | None, snapshot: Snapshot | None, leads: str | None
    ) -> Address | None:
        """An address with what became of it tonight; None where that says nothing new."""
        key = key_of(ask_from(address.url, address.more))
        known = self._known.get(key)
        earlier = known.visit if known else None
        was_asked = answer is not None or snapshot is not None or result not in _NOT_ASKED
        if earlier and not was_asked and (result in _SAYS_NOTHING or state_of(earlier.result) == "there"):
            return None  # what is known of it stays
        visit = self._next_visit(earlier, result, answer, snapshot, leads)
        noted = replace(address, visit=visit)
        self._known[key] = noted
        self._noted.add(key)
        return noted

    def report_changed(self, errand: Errand) -> Address | None:
        """An address with one change more: its report has another text."""
        known = self._known.get(key_of(errand.ask))
        if known is None or known.visit is None:
            return None
        self._known[key_of(errand.ask)] = noted = replace(
            known, visit=replace(known.visit, changes=known.visit.changes + 1)
        )
        return noted

    def _take(self, address: Address) -> None:
        if address.visit is None:
            self._has_new = self._has_new or address.kind not in _NEVER_DUE
            return
        key = key_of(ask_from(address.url, address.more))
        other = self._known.get(key)  # the same page by the other scheme
        if other is None or other.visit is None or other.visit.at <= address.visit.at:
            self._known[key] = address
            if address.visit.run_id != self._run_id:
                self._before[key] = address.visit
        if address.kind == "file" and address.parent:
            self._files.setdefault(address.parent, []).append(address)

    def _as_known(self, address: Address, visit: Visit, *, is_further: bool = False) -> Known:
        kind, words = address.kind, self._lists.words_of(address)
        return Known(address.url, words, kind, visit, is_further, self._lists.may_show_new(address))

    def _stored(self, visit: Visit, *, is_of_tonight: bool, is_repeat: bool = False) -> Remembered | None:
        snapshot = self._ledger.snapshot(visit.snapshot_id) if visit.snapshot_id is not None else None
        if snapshot is None:
            return None
        try:
            return Remembered(self._ledger.exchange(snapshot.id), snapshot, is_of_tonight, is_repeat)
        except WarcError:
            return None  # its record is lost: it is asked for again

    def _captured_tonight(self, errand: Errand) -> Remembered | None:
        """What this run captured before it was broken off; each capture once, as an error may have been tried again."""
        body = errand.ask.body
        posted = None if body is None else sha256(body.encode()).hexdigest()
        snapshot = self._ledger.captured(self._run_id, errand.url, posted)
        if snapshot is None or snapshot.id in self._replayed:
            return None
        self._replayed.add(snapshot.id)
        try:
            return Remembered(self._ledger.exchange(snapshot.id), snapshot, is_of_tonight=True)
        except WarcError:
            return None

    def _next_visit(
        self, earlier: Visit | None, result: str, answer: Answer | None, snapshot: Snapshot | None, leads: str | None
    ) -> Visit:
        at = now()
        status = answer.status if answer else None
        tags = (answer.header("etag"), answer.header("last-modified")) if answer else (None, None)
        visit = Visit(self._run_id, at, result, status, snapshot.id if snapshot else None, *tags, first_visit=at)
        if earlier is None:
            return replace(visit, leads_sha256=leads)
        if result == "unchanged" or (answer is None and snapshot is None):
            kept = (earlier.snapshot_id, visit.etag or earlier.etag, visit.last_modified or earlier.last_modified)
            visit = replace(visit, snapshot_id=kept[0], etag=kept[1], last_modified=kept[2])
        is_same_night = earlier.run_id == self._run_id
        has_changed = leads is not None and earlier.leads_sha256 is not None and leads != earlier.leads_sha256
        visit = replace(visit, leads_sha256=leads or earlier.leads_sha256)
        before, after = state_of(earlier.result), state_of(result)
        if before and after and before != after and not is_same_night:
            return replace(visit, changes=1)  # it is watched anew
        return replace(
            visit,
            visits=earlier.visits + (not is_same_night),
            changes=earlier.changes + has_changed,
            first_visit=earlier.first_visit or earlier.at,
        )


def _start_of(errand: Errand) -> str:
    """The key of the page where the list of an errand begins; empty where it is of none."""
    return errand.chain.rpartition(" ")[0]
