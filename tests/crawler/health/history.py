"""Made-up nights in a real archive: what portals came to, night by night, each examined before its run ends."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from archive.clock import CHINA, clock_set_to
from archive.ledger import Ledger, PortalOutcome, PortalRow
from archive.store import RunCounts, Store
from crawler.health.examine import examine, write
from crawler.health.report import NightReport
from crawler.settings import HealthSettings

NOBODY_TOLD = HealthSettings("trouble", "", "", "", "localhost", 25, "none", "", "")
WELL = ("complete", 40, 20, None)
DEAD = ("failed", 3, 0, "unreachable")
FIREWALL = ("blocked", 2, 0, "challenge")
NOT_FOUND = ("incomplete", 30, 0, "not_found")
BROKEN = ("incomplete", 30, 18, "pages_failed")
FEW = ("complete", 12, 9, None)

Outcome = tuple[str, int, int, str | None]


def url_of(name: str) -> str:
    return f"http://{name}.example/"


def names(number: int) -> list[str]:
    return [f"青桐{n}县" for n in range(number)]


@dataclass
class History:
    """An archive to which nights are added; `register` are the portals that are wanted, all that were ever asked."""

    folder: Path
    store: Store
    register: dict[str, str] = field(default_factory=dict)

    def night(self, day: str, outcomes: dict[str, Outcome], during=None, *, new_reports=0, **told) -> NightReport:
        """A night at two in China; `during` is called with the run's number before it is examined."""
        start = datetime.fromisoformat(day).replace(hour=2, tzinfo=CHINA)
        with clock_set_to(start):
            run_id = self.store.begin_run()
            ledger = Ledger(self.store)
            ledger.register(PortalRow(url_of(name), name) for name in outcomes)
            self.register |= {url_of(name): name for name in outcomes}
            if during:
                during(run_id)
            for name, (outcome, pages, reports, reason) in outcomes.items():
                ledger.put_portal(PortalRow(url_of(name), name, None, None, outcome))
                ledger.put_outcome(PortalOutcome(run_id, url_of(name), outcome, pages, reports, None, reason))
        with clock_set_to(start + timedelta(hours=1)):
            report = examine(self.store.query, run_id, **{"data": self.folder, "register": self.register} | told)
            write(report, self.folder)
            is_done = all(outcome[0] == "complete" for outcome in outcomes.values())
            self.store.finish_run(0 if is_done else 3, RunCounts(0, new_reports, 0, 0))
        return report

    def nights(self, first: str, number: int, outcomes: dict[str, Outcome], **told) -> list[NightReport]:
        """Nights in a row, all alike."""
        begin = datetime.fromisoformat(first)
        return [self.night(f"{begin + timedelta(days=n):%Y-%m-%d}", outcomes, **told) for n in range(number)]


def told(report: NightReport, *, new: bool | None = None) -> set[tuple[str, str | None]]:
    """The findings by rule and portal."""
    return {(one.rule, one.name) for one in report.findings if new is None or one.is_new == new}


def rules_of(report: NightReport) -> set[str]:
    return {finding.rule for finding in report.findings}
