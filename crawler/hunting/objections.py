"""An errand whose turn has come to why it is not done after all: what was learnt since it was put in."""

from typing import TYPE_CHECKING

from crawler.hunting.desk import Desk
from crawler.hunting.errand import Errand
from crawler.hunting.mishaps import Mishaps
from crawler.hunting.reports_found import ReportsFound
from crawler.pages.addresses import key_of, main_copy
from crawler.pages.asking import Ask
from crawler.pages.scent import is_side_door

_SEVERAL = 8  # reports: a column with fewer may be of one body alone, and its neighbours lead to the others

if TYPE_CHECKING:
    from crawler.hunting.hunt import Hunt


class Objections:
    """The half of a hunt that says no."""

    def __init__(self, hunt: "Hunt", desk: Desk, mishaps: Mishaps, reports: ReportsFound) -> None:
        self._hunt = hunt
        self._desk = desk
        self._mishaps = mishaps
        self._reports = reports

    def to(self, errand: Errand) -> str | None:
        """Why an errand is not done after all; what that means for the outcome is noted."""
        server = self._desk.servers.of(errand.url)
        if server.shut:
            self._mishaps.shut_out(errand, server)
            return server.shut
        if errand.kind != "home" and self._hunt.hosts.standing(errand.url) == "foreign":
            return "foreign_host"
        if server.robots and not server.robots.allows(errand.url, self._desk.rules.agent):
            self._mishaps.forbidden(errand)
            return "robots"
        main = main_copy(errand.url)
        if main != errand.url and key_of(Ask(main)) in self._hunt.visited:
            return "copy"
        if self._is_needless(errand):
            return "not_needed"
        return "not_due" if self._is_known_report(errand) else None

    def _is_needless(self, errand: Errand) -> bool:
        if errand.kind == "part":
            return not self._hunt.renderings.wants(errand)
        if errand.kind == "unit" and not errand.tries and not errand.hops:
            if self._hunt.units.are_barren:
                return True
            self._hunt.units.visit(errand.url)
        if errand.kind == "portal" and errand.unit:
            return errand.unit in self._hunt.units.with_column
        has_several = self._hunt.tally.has_column and len(self._hunt.tally.reports) >= _SEVERAL
        return errand.kind in ("portal", "data") and has_several and is_side_door(errand.text)

    def _is_known_report(self, errand: Errand) -> bool:
        if errand.kind not in ("report", "file"):
            return False
        report_id = self._hunt.memory.known_report(errand)
        if report_id is None:
            return False
        self._reports.known(errand, [report_id])
        return True
