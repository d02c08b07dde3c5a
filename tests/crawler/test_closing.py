"""The end of a night: what is done in all of them, what in those of the timer, and what a person is told of it."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.clock import CHINA, clock_set_to
from archive.ledger import Ledger, PortalOutcome, PortalRow
from archive.runs import RunCounts
from archive.store import Store
from crawler.closing import Closing
from crawler.health.examine import write
from crawler.health.report import NightReport
from crawler.portals.register import Portal
from crawler.settings import Settings, load
from tests.archive.captures import damaged_database, findings, keep, rows, town_report

PORTAL = Portal("http://www.qingtong.example/", "青桐县人民政府", "990101")
FIRST = datetime(2025, 6, 10, 2, tzinfo=CHINA)  # out of season


class Nights:
    """Nights of one portal; `said` is what the last one told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []
        loaded = load(None, {})
        self.settings: Settings = replace(
            loaded,
            archive=replace(loaded.archive, data=folder / "data"),
            night=replace(loaded.night, verify_sample=3),
        )

    def close(self, at: datetime = FIRST, *, nightly: bool = True, towns: int = 2) -> NightReport:
        self.said = []
        with ExitStack() as stack:
            stack.enter_context(clock_set_to(at))
            store = stack.enter_context(Store(self.settings.archive.data))
            run_id, ledger = store.begin_run(), Ledger(store)
            ledger.register([PortalRow(PORTAL.url, PORTAL.name, PORTAL.division)])
            for town in range(towns):
                keep(store, town_report(town), f"{PORTAL.url}nb/{town}.html")
            ledger.put_outcome(PortalOutcome(run_id, PORTAL.url, "complete", 5, towns))
            report = Closing(self.settings, [PORTAL], self.said.append, nightly=nightly).close(store, run_id)
            assert store.query("SELECT finished_at FROM runs WHERE id = ?", run_id) == [(None,)]
            store.finish_run(0, RunCounts())
            write(report, self.settings.archive.data)
        return report

    def set_night(self, **night: object) -> None:
        self.settings = replace(self.settings, night=replace(self.settings.night, **night))


@pytest.fixture
def nights(elsewhere) -> Nights:
    return Nights(elsewhere)


def names(report: NightReport) -> set[str]:
    return {finding.rule for finding in report.findings}


def test_a_call_of_a_person_keeps_house_and_neither_proves_nor_copies(nights, elsewhere):
    nights.set_night(backups=elsewhere / "copies")
    done = nights.close(nightly=False).housekeeping
    assert (done.proven, done.damage, done.backup, done.backup_failure) == (None, (), None, None)
    assert done.free_bytes
    index, renewed = done.notes
    assert index.startswith("search index: ")
    assert renewed == "coverage of 1 area made anew; 2 reports compared, 0 pairs alike"
    assert rows(nights.settings.archive.data, "SELECT count(*) FROM coverage") != [(0,)]
    assert nights.said == []
    assert not (elsewhere / "copies").exists()


def test_what_follows_from_all_reports_may_fail_and_the_night_goes_on(nights, monkeypatch):
    """Whatever it is, a mistake of ours too: it can be made anew any night, the night's captures cannot."""

    def broken(*_):
        raise KeyError("area")

    monkeypatch.setattr("crawler.closing.renew", broken)
    report = nights.close(towns=4)
    assert report.housekeeping.notes[1] == "coverage and look-alikes were not made anew: 'area'"
    assert nights.said[0] == report.housekeeping.notes[1]
    assert (report.housekeeping.proven, report.housekeeping.damage) == (4, ())
    assert findings(nights.settings.archive.data) == []


def test_a_night_of_the_timer_proves_a_sample_and_copies(nights, elsewhere):
    nights.set_night(backups=elsewhere / "copies", keep_backups=2)
    nights.close(towns=9)
    report = nights.close(FIRST + timedelta(days=1), towns=0)
    assert nights.said[0] == "proving up to 3 captures and reports"
    assert nights.said[1].startswith(f"copied to {elsewhere / 'copies' / 'archive-2025-06-11.db'}: archive.db as of ")
    assert report.housekeeping.proven == 3
    assert report.housekeeping.backup == nights.said[1].removeprefix("copied to ")
    assert report.housekeeping.damage == ()
    nights.close(FIRST + timedelta(days=2), towns=0)
    copies = sorted(path.name for path in (elsewhere / "copies").iterdir())
    assert copies == ["archive-2025-06-11.db", "archive-2025-06-12.db"]


@pytest.mark.parametrize(
    ("days", "is_whole"),
    [
        ((0,), [True]),  # the first of all
        ((0, 1), [True, False]),
        ((0, 20.9), [True, False]),  # 30 June, nearly midnight in China
        ((0, 20.93), [True, True]),  # 1 July in China, 30 June in UTC
        ((0, 52, 53), [True, True, False]),  # July missed, with its first day
        ((0, 365), [True, True]),  # the same month of another year
        ((0, -40, 0.1), [True, True, False]),  # the clock was set back, and right again
    ],
)
def test_the_whole_is_proved_in_the_first_night_of_a_month_in_china(nights, days, is_whole):
    told = []
    for number, after in enumerate(days):
        report = nights.close(FIRST + timedelta(days=after), towns=0 if number else 5)
        told.append(nights.said[0] == "proving the whole archive")
        assert report.housekeeping.proven == (5 if told[-1] else 3)
    assert told == is_whole


def test_neither_a_persons_call_nor_a_night_that_was_broken_off_takes_the_proof_of_the_month_away(nights):
    nights.close(nightly=False)
    with clock_set_to(FIRST + timedelta(hours=9)), Store(nights.settings.archive.data) as store:
        store.begin_run()
    nights.close(FIRST + timedelta(days=1))
    assert nights.said[0] == "proving the whole archive"
    nights.close(FIRST + timedelta(days=2))
    assert nights.said[0] != "proving the whole archive"


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"housekeeping": 3}', b"{"])
def test_a_report_that_cannot_be_read_proves_nothing(nights, damage):
    nights.close()
    for file in (nights.settings.archive.data / "reports").glob("*.json"):
        file.write_bytes(damage)
    nights.close(FIRST + timedelta(days=1))
    assert nights.said[0] == "proving the whole archive"


def test_where_no_sample_is_wanted_the_whole_is_proved_all_the_same(nights):
    nights.set_night(verify_sample=0)
    assert nights.close().housekeeping.proven == 2
    report = nights.close(FIRST + timedelta(days=1))
    assert (report.housekeeping.proven, nights.said) == (None, [])
    assert "archive_damaged" not in names(report)


def test_damage_is_told_and_needs_a_person_and_ends_nothing(nights, elsewhere):
    nights.close(towns=4)
    connection = damaged_database(nights.settings.archive.data)
    connection.execute("UPDATE sightings SET last_seen = first_seen || ' '")
    connection.close()
    nights.set_night(backups=elsewhere / "copies")
    report = nights.close(FIRST + timedelta(days=30), towns=0)
    told = [line for line in nights.said if line.startswith("damage: ")]
    assert [f"damage: {one}" for one in report.housekeeping.damage] == told != []
    assert report.needs_person
    assert "archive_damaged" in names(report)
    assert nights.said[-1].startswith("copied to "), "the night goes on to its end"


def test_of_much_damage_the_report_lists_some(nights, monkeypatch):
    monkeypatch.setattr("crawler.closing._MOST_FINDINGS", 2)
    nights.close(towns=4)
    connection = damaged_database(nights.settings.archive.data)
    connection.execute("UPDATE sightings SET last_seen = first_seen || ' '")
    connection.close()
    report = nights.close(FIRST + timedelta(days=30), towns=0)
    assert len(report.housekeeping.damage) == 2
    assert len([line for line in nights.said if line.startswith("damage: ")]) >= 4


def test_a_copy_that_cannot_be_made_is_told_and_is_no_end(nights, elsewhere):
    (elsewhere / "copies").write_text("a file where a folder should be")
    nights.set_night(backups=elsewhere / "copies")
    report = nights.close()
    assert report.housekeeping.backup is None
    assert report.housekeeping.backup_failure
    assert nights.said[-1] == f"no copy: {report.housekeeping.backup_failure}"
    assert str(elsewhere / "copies") in nights.said[-1]
    assert report.needs_person
    assert "backup_failed" in names(report)
    assert findings(nights.settings.archive.data) == []


def test_reports_that_are_late_are_counted_in_nights_of_the_timer_only(nights):
    assert nights.close(nightly=False).counters.overdue_departments is None
    nightly = nights.close(FIRST + timedelta(days=1)).counters
    assert nightly.overdue_departments is not None
    assert nightly.overdue_governments is not None


def test_the_report_is_of_this_run_and_names_what_it_brought(nights):
    nights.close(towns=2)
    report = nights.close(FIRST + timedelta(days=1), towns=3)
    assert (report.run.id, report.counters.new_reports, report.counters.portals) == (2, 1, 1)
    assert report.counters.complete == 1
