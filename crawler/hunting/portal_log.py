"""What a hunt leaves in the archive beside captures: its addresses, its candidates, its outcome."""

from archive.ledger import Address, Ledger, PortalOutcome, PortalRow
from archive.record import Snapshot
from crawler.hunting.candidates import Candidates
from crawler.hunting.errand import Errand
from crawler.pages.answer import Answer
from crawler.portals.register import Portal
from crawler.revisits.memory import Memory


class PortalLog:
    """Writes through the ledger, so that everything is safe when the captures before it are.

    `is_silent` while an answer of an earlier night is taken: it is no visit.
    """

    def __init__(self, portal: Portal, ledger: Ledger, run_id: int, memory: Memory) -> None:
        self.candidates = Candidates(portal.url)
        self._portal = portal
        self._ledger = ledger
        self._run_id = run_id
        self._memory = memory
        self.is_silent = False

    def found(self, errand: Errand) -> None:
        """An address that is to be visited."""
        self._ledger.note(self._run_id, [self._address(errand)])

    def visited(
        self, errand: Errand, result: str, answer: Answer | None, snapshot: Snapshot | None, leads: str | None
    ) -> None:
        """What became of it."""
        if not self.is_silent:
            self._note(self._memory.visited(self._address(errand), result, answer, snapshot, leads))

    def report_changed(self, errand: Errand) -> None:
        """Its report has another text than before."""
        self._note(self._memory.report_changed(errand))

    def finished(self, outcome: PortalOutcome, family: str | None) -> None:
        """How the portal fared."""
        portal = self._portal
        self._ledger.put_candidates(self.candidates.take_rows())
        self._ledger.put_portal(PortalRow(portal.url, portal.name, portal.division, family, outcome.outcome))
        self._ledger.put_outcome(outcome)

    def _note(self, address: Address | None) -> None:
        if address is not None:
            self._ledger.note(self._run_id, [address])

    def _address(self, errand: Errand) -> Address:
        ask = errand.ask
        place = (self._portal.url, ask.url, ask.more, errand.kind, errand.text, errand.score, errand.depth)
        return Address(*place, parent=errand.parent, in_column=errand.in_column)
