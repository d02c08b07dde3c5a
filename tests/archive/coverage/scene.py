"""A made-up county in a real archive: nights on its portal, reports read there, and the coverage that follows."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import quote

from archive.clock import clock_set_to, now
from archive.coverage.areas import asked_for
from archive.coverage.coverage import coverage, today_in_china, years_asked
from archive.ledger import Address, Candidate, Ledger, PortalOutcome, PortalRow, Visit
from archive.presence import Gone
from archive.record import Division, Issuer
from archive.runs import RunCounts
from archive.seals import put
from archive.standing import Standing
from tests.archive.captures import keep
from tests.archive.made_up import division, record

PORTAL = "http://www.qinghe.example.cn/"


def at(day):
    """Six in the evening in UTC, two at night of the next day in China."""
    return datetime.combine(day, datetime.min.time().replace(hour=18), UTC)


class Scene:
    def __init__(self, store, portal=PORTAL, code="990101", name="青禾县"):
        self.store, self.portal, self.ledger = store, portal, Ledger(store)
        self.add_portal(portal, code, name)

    def add_portal(self, url, code, name):
        self.ledger.register([PortalRow(url, name, code)])

    @contextmanager
    def night(self, day, outcome="complete", reason=None, portal=None):
        with clock_set_to(at(day)):
            run = self.store.begin_run()
            yield run
            self.ledger.put_outcome(PortalOutcome(run, portal or self.portal, outcome, 1, 1, None, reason))
            self.store.finish_run(0, RunCounts())

    def look(self, day, outcome="complete", reason=None, portal=None):
        with self.night(day, outcome, reason, portal):
            pass

    def reads(self, name, kind, year, *, scope="own", place=None, url=None, portal=None, **dates):
        """A report at an address of the portal, as of now."""
        issuer = Issuer(name, kind, place or division(), "stated")
        title = f"{name}{year}年政府信息公开工作年度报告"
        url = url or page_of(name, year, portal or self.portal)
        page = record(title=title, year=year, issuer=issuer, scope=scope, text=f"{title}。{scope}", **dates)
        kept = keep(self.store, replace(page, source=replace(page.source, sha256="")), url)
        self.address(url, "report", title, portal)
        return kept

    def address(self, url, kind, words, portal=None, result="fetched"):
        visit = Visit(1, now(), result)
        self.ledger.note(1, [Address(portal or self.portal, url, "", kind, words, 1, 1, visit)])

    def candidate(self, text, verdict, reason):
        self.ledger.put_candidates([Candidate(self.portal, f"{self.portal}{text}", text, verdict, reason)])

    def notice(self, name, year, standing, run=1):
        names = {"portal_url": self.portal, "source_url": f"{self.portal}notice", "name": name, "year": year}
        with self.store.changing() as connection:
            put(connection, "named_bodies", names | {"standing": standing, "snapshot_id": None, "run_id": run})

    def gone(self, url, run):
        Standing(self.store).gone(Gone(url, now(), "gone", 404, None, run))

    def areas(self, today, *, year=None, asked=None):
        with clock_set_to(at(today)):
            wanted, day = asked_for(asked), today_in_china()
            years = years_asked(self.store.query, wanted, year, day)
            return list(coverage(self.store.query, wanted, years, day))

    def rows(self, today, **asked):
        return [row for area in self.areas(today, **asked) for row in area.rows]

    def states(self, today, **asked):
        """Body and year to state and reason."""
        return {(row.body, row.year): (row.state, row.reason) for row in self.rows(today, **asked)}


def page_of(name, year, portal=PORTAL):
    return f"{portal}{quote(name)}/{year}"


def town(code, name, county="青禾县"):
    return Division(code, "青禾省", "南浦市", county, name)


def day(text):
    return date.fromisoformat(text)
