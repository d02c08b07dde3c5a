"""What a portal no longer shows: known reports that nothing leads to are looked for, and those that are gone are noted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archive.clock import now
from archive.ledger import Address
from archive.presence import Gone, How
from archive.record import Snapshot
from archive.talk import counted
from crawler.hunting.desk import Desk
from crawler.hunting.errand import Errand, errand_to
from crawler.hunting.mishaps import MOST_TRIES_AFTER_ERRORS
from crawler.pages.addresses import key_of
from crawler.pages.answer import Answer
from crawler.pages.asking import Ask
from crawler.revisits.schedule import HAS_ITS_PAGE

if TYPE_CHECKING:
    from crawler.hunting.hunt import Hunt

_SAYS_SO = "gone"  # 404 or 410
# what makes a report that is on no list any more unreachable; a refusal or a firewall does not: it may still be there
_OTHER_PAGE = frozenset({"soft_404", "not_report", "empty"})
_NO_PAGE = frozenset({"server_error", "timeout", "reset", "refused", "cut_off", "bad_answer", "other"})
_LOST = frozenset({"gone", "soft_404", "foreign_host", "unresolvable"})
_WAYS = ("home", "portal", "unit", "column", "list", "data")


@dataclass(frozen=True, slots=True)
class _Missed:
    """A known address of a report that did not show it."""

    result: str
    status: int | None
    snapshot_id: int | None


class Absences:
    """The half of a hunt that deals with what was there before."""

    def __init__(self, hunt: "Hunt", desk: Desk) -> None:
        self._hunt = hunt
        self._desk = desk
        self._missed: dict[str, _Missed] = {}
        self._unlisted: set[str] = set()
        self._checked: set[str] = set()
        self._read: set[str] = set()
        self._has_lost_its_way = False

    def answered(self, errand: Errand) -> None:
        """A page came tonight. A portal that shows nothing but its home page does not answer."""
        if errand.kind not in ("home", "robots"):
            self._read.add(key_of(errand.ask))

    @property
    def has_answers(self) -> bool:
        """Whether the portal showed anything tonight."""
        return bool(self._read)

    def missed(self, errand: Errand, result: str, answer: Answer | None, snapshot: Snapshot | None) -> None:
        """Takes the news that an address did not give what it should."""
        hunt = self._hunt
        if hunt.log.is_silent:
            return  # it was not asked
        if errand.url in hunt.memory.reports or errand.url in hunt.memory.gone:
            status = answer.status if answer else None
            self._missed[errand.url] = _Missed(result, status, snapshot.id if snapshot else None)
            if result == _SAYS_SO and (report_id := hunt.memory.reports.get(errand.url)) is not None:
                self.look_again(report_id)
        elif result in _LOST and self.was_there(errand):
            self._has_lost_its_way = True

    def was_there(self, errand: Errand) -> bool:
        """Whether an address that leads on had its page when it was last asked in an earlier night."""
        before = self._hunt.memory.before(errand)
        return errand.kind in _WAYS and before is not None and before.result in HAS_ITS_PAGE

    def look_again(self, report_id: int) -> None:
        """Something happened to a report at one address: the others are looked at in the same night."""
        for address in self._hunt.memory.at(self._desk.standing.addresses_of(report_id)):
            self._check(address)

    @property
    def must_begin_anew(self) -> bool:
        """Whether the site changed so that the way through it is to be found again."""
        return self._has_lost_its_way and self._hunt.memory.trusts_ways and not self._hunt.tally.home_state

    def checks(self) -> list[Errand]:
        """Known reports and lists that nothing led to tonight, and vanished reports that may be back."""
        hunt = self._hunt
        if hunt.tally.home_state:
            return []
        if not self._read:
            return self._others() if self._missed else []
        unmet = [one for one in hunt.memory.unmet(hunt.met, hunt.visited) if one.url not in self._checked]
        # a list that did not come tonight says nothing of what is on it
        self._unlisted.update(one.url for one in unmet if key_of(Ask(one.parent)) in self._read)
        back = (one for one in hunt.memory.gone_and_due() if key_of(errand_to(one).ask) not in hunt.met)
        # two tries: with more, one address that does not answer would shut its host
        looked_for = [replace(one, tries=MOST_TRIES_AFTER_ERRORS - 2) for one in self._errands([*unmet, *back])]
        return [*looked_for, *self._errands(hunt.memory.lists_due(hunt.met))]

    def _others(self) -> list[Errand]:
        """Pages that tell whether the portal answers otherwise, where nothing but missing reports was asked for."""
        known = self._hunt.memory.at(self._missed)
        parents = self._hunt.memory.at({address.parent for address in known})
        return self._errands([one for one in parents if one.kind in _WAYS])

    def record(self) -> None:
        """Writes what is gone, on a portal that otherwise answers."""
        if not self._read:
            return
        unsure = 0
        for url, missed in self._missed.items():
            how = self._how(url, missed.result)
            if how:
                gone = Gone(url, now(), how, missed.status, missed.snapshot_id, self._desk.run_id)
                self._desk.standing.gone(gone)
            else:
                unsure += missed.result in _OTHER_PAGE and url in self._hunt.memory.reports
        if unsure:
            self._hunt.tally.note(f"{counted(unsure, 'known report')} on a list still, and another page in its place")

    def _how(self, url: str, result: str) -> How | None:
        if result == _SAYS_SO:
            return "gone"
        if url not in self._unlisted and url not in self._hunt.memory.gone:
            return None
        is_host_well = not self._desk.servers.of(url).shut
        return "unlisted" if result in _OTHER_PAGE or (result in _NO_PAGE and is_host_well) else None

    def _check(self, address: Address) -> None:
        for errand in self._errands([address]):
            self._hunt.add(errand)

    def _errands(self, addresses: Iterable[Address]) -> list[Errand]:
        found = []
        for address in addresses:
            if address.url not in self._checked and address.visit and address.visit.run_id != self._desk.run_id:
                self._checked.add(address.url)
                self._hunt.memory.must_visit(address.url)
                found.append(errand_to(address))
        return found
