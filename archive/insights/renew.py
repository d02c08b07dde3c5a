"""An archive after changes to what follows from many of its reports at once: coverage, and reports that look alike."""

from collections.abc import Callable
from dataclasses import dataclass

from archive.insights.coverage_table import Covered, renew_coverage
from archive.insights.lookalike_table import Compared, renew_lookalikes, stale_reports
from archive.store import Store
from archive.talk import counted


@dataclass(frozen=True, slots=True)
class Renewed:
    """What was made anew."""

    coverage: Covered
    lookalikes: Compared

    def line(self) -> str:
        """The same in words."""
        areas, reports = counted(self.coverage.areas, "area"), counted(self.lookalikes.reports, "report")
        return f"coverage of {areas} made anew; {reports} compared, {counted(self.lookalikes.pairs, 'pair')} alike"


def renew(store: Store, run_id: int | None, tell: Callable[[str], None]) -> Renewed:
    """Brings both tables up to date, in short transactions; `tell` is given how far it has come.

    `run_id` is the run whose portals were seen; None where reports have come in another way. Coverage goes first: that
    a report has changed is told by its sketch.
    """
    covered = renew_coverage(store, run_id, stale_reports(store.query), tell)
    compared = renew_lookalikes(store, tell)
    store.flush()
    return Renewed(covered, compared)
