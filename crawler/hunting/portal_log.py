"""What a hunt leaves in the archive beside captures: its addresses, its candidates, its outcome."""

from archive.clock import now
from archive.ledger import Address, Ledger, PortalOutcome, PortalRow, Visit
from archive.record import Snapshot
from crawler.hunting.candidates import Candidates
from crawler.hunting.errand import Errand
from crawler.pages.answer import Answer
from crawler.portals.register import Portal


class PortalLog:
    """Writes through the ledger, so that everything is safe when the captures before it are."""

    def __init__(self, portal: Portal, ledger: Ledger, run_id: int) -> None:
        self.candidates = Candidates(portal.url)
        self._portal = portal
        self._ledger = ledger
        self._run_id = run_id

    def found(self, errand: Errand) -> None:
        """An address that is to be visited."""
        self._note(errand, None)

    def visited(self, errand: Errand, result: str, answer: Answer | None, snapshot: Snapshot | None) -> None:
        """What became of it."""
        status = answer.status if answer else None
        tags = (answer.header("etag"), answer.header("last-modified")) if answer else (None, None)
        self._note(errand, Visit(self._run_id, now(), result, status, snapshot.id if snapshot else None, *tags))

    def finished(self, outcome: PortalOutcome, family: str | None) -> None:
        """How the portal fared."""
        portal = self._portal
        self._ledger.put_candidates(self.candidates.take_rows())
        self._ledger.put_portal(PortalRow(portal.url, portal.name, portal.division, family, outcome.outcome))
        self._ledger.put_outcome(outcome)

    def _note(self, errand: Errand, visit: Visit | None) -> None:
        ask = errand.ask
        place = (self._portal.url, ask.url, ask.more, errand.kind, errand.text)
        self._ledger.note(self._run_id, [Address(*place, errand.score, errand.depth, visit)])
