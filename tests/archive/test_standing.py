"""Reports confirmed, read again, gone and back, to their rows; and what `verify` says once these are damaged."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.clock import now
from archive.ledger import Address, Ledger, PortalRow
from archive.presence import Gone
from archive.schema import register_functions
from archive.standing import Read, Sighted, Standing
from archive.store import Store
from tests.archive.captures import damaged_database, exchange, findings, town_report
from tests.archive.changes.nights import FIRST, PAGE, PDF, REPORT, Nights, says

PORTAL = "http://qingtong.example/"
BYTES = REPORT.text.encode()


@pytest.fixture
def nights(store) -> Nights:
    return Nights(store)


def first_and_last(store, table: str) -> list[tuple[str, str]]:
    """The days of the month on which the rows were seen first and last."""
    rows = store.query(f"SELECT first_seen, last_seen FROM {table} ORDER BY first_seen")
    return [(first[:10], last[:10]) for first, last in rows]


def date(night: int) -> str:
    return f"{FIRST + timedelta(days=night - 1):%Y-%m-%d}"


def confirmed(nights: Nights, snapshot_id: int) -> None:
    with nights.night() as run_id:
        Standing(nights.store).confirm(snapshot_id, run_id, now())


def test_what_a_server_confirms_was_seen_that_night_everywhere(nights, tmp_path):
    with nights.night():
        snapshot = nights.reads(REPORT)
    confirmed(nights, snapshot.id)
    for table in ("sightings", "versions", "reports"):
        assert first_and_last(nights.store, table) == [(date(1), date(2))], table
    confirmed(nights, snapshot.id)
    assert first_and_last(nights.store, "sightings") == [(date(1), date(3))]
    assert nights.store.query("SELECT count(*), max(run_id) FROM confirmations") == [(1, 3)]
    assert nights.store.query("SELECT count(*) FROM snapshots") == [(1,)], "nothing new was captured"
    assert findings(tmp_path) == []


def test_of_several_texts_and_places_only_the_confirmed_one_was_seen(nights, tmp_path):
    with nights.night():
        page, file = nights.reads(REPORT), nights.reads(says("另"), PDF)
    with nights.night():
        nights.reads(says("改"))
    confirmed(nights, file.id)
    seen = dict(nights.store.query("SELECT url, substr(last_seen, 1, 10) FROM sightings"))
    assert seen == {PAGE: date(2), PDF: date(3)}
    lasts = nights.store.query("SELECT snapshot_id, substr(last_seen, 1, 10) FROM versions ORDER BY snapshot_id")
    assert lasts == [(page.id, date(1)), (file.id, date(3)), (file.id + 1, date(2))]
    assert findings(tmp_path) == []


def test_the_confirmation_of_a_page_that_is_no_report_is_not_kept(nights):
    with nights.night() as run_id:
        snapshot = nights.refused()
        Standing(nights.store).confirm(snapshot.id, run_id, now())
    assert nights.store.query("SELECT * FROM confirmations") == []


def test_the_same_bytes_again_are_read_as_they_were(nights, tmp_path):
    with nights.night():
        first = nights.store.capture(exchange(PAGE, BYTES))
        for town in (1, 2):
            nights.store.keep(town_report(town), first.id, f"{town}.docx")
    with nights.night():
        second = nights.store.capture(exchange(PAGE, BYTES))
        Standing(nights.store).read_again(first.id, second.id)
        Standing(nights.store).read_again(first.id, second.id)
    standing = Standing(nights.store)
    assert standing.read_as(second.id) == standing.read_as(first.id)
    assert len(standing.read_as(first.id)) == 2
    assert nights.store.query("SELECT DISTINCT snapshot_id FROM sightings") == [(second.id,)]
    assert first_and_last(nights.store, "versions") == [(date(1), date(2))] * 2
    assert nights.store.query("SELECT count(*) FROM records") == [(2,)], "each text is kept once"
    assert findings(tmp_path) == []


def test_what_a_capture_was_read_as_is_told(nights):
    with nights.night():
        report, other = nights.reads(REPORT), nights.refused()
    standing = Standing(nights.store)
    assert standing.read_as(report.id) == [Read("report", REPORT.reason, 1)]
    assert standing.read_as(other.id) == [Read("blocked", "challenge", None)]
    assert standing.read_as(99) == []


def vanished(nights: Nights, url: str = PAGE) -> None:
    with nights.night() as run_id:
        Standing(nights.store).gone(Gone(url, now(), "gone", 404, None, run_id))


def test_gone_confirmed_and_back_by_what_is_read_or_confirmed(nights, tmp_path):
    standing = Standing(nights.store)
    with nights.night():
        page = nights.reads(REPORT)
        nights.reads(REPORT, PDF)
    for back in (lambda: nights.reads(says("改")), None):
        vanished(nights)
        assert standing.addresses_of(1) == [PDF]
        vanished(nights)
        if back:
            with nights.night():
                back()
        else:
            confirmed(nights, page.id)
        assert sorted(standing.addresses_of(1)) == [PAGE, PDF]
    told = nights.store.query("SELECT gone_at, confirmed_at, back_at FROM vanishings ORDER BY gone_at")
    assert [[moment[:10] for moment in row] for row in told] == [
        [date(2), date(3), date(4)],
        [date(5), date(6), date(7)],
    ]
    assert findings(tmp_path) == []


def test_the_same_bytes_at_an_address_that_was_gone_bring_it_back(nights, tmp_path):
    with nights.night():
        first = nights.reads(REPORT)
    vanished(nights)
    with nights.night():
        second = nights.store.capture(exchange(PAGE, BYTES))
        Standing(nights.store).read_again(first.id, second.id)
    assert nights.store.query("SELECT gone_at FROM sightings") == [(None,)]
    assert findings(tmp_path) == []


def test_an_old_capture_read_as_another_report_makes_a_sighting_that_is_gone(nights, tmp_path):
    """A better reader finds another year in it, long after the page went."""
    with nights.night():
        snapshot = nights.reads(REPORT)
    vanished(nights)
    with nights.night():
        nights.store.keep(replace(REPORT, year=2019), snapshot.id)
    gone = nights.store.query("SELECT year, substr(gone_at, 1, 10) FROM sightings JOIN reports ON id = report_id")
    assert gone == [(2019, date(2))]
    assert findings(tmp_path) == []


def test_all_that_stands_on_a_portal_is_told_and_nothing_of_others(nights):
    ledger = Ledger(nights.store)
    with nights.night() as run_id:
        ledger.register([PortalRow(PORTAL, "青桐县")])
        ledger.note(run_id, [Address(PORTAL, url, "", "report", "", 100, 1) for url in (PAGE, f"{PORTAL}x.html")])
        nights.reads(REPORT)
        nights.reads(REPORT, PDF)
    key = nights.store.query("SELECT key FROM reports")[0][0]
    assert Standing(nights.store).sighted(PORTAL) == [Sighted(PAGE, 1, None, key, 2024)]
    vanished(nights)
    assert [one.gone_at is None for one in Standing(nights.store).sighted(PORTAL)] == [False]
    assert Standing(nights.store).sighted("http://bailu.example/") == []


@pytest.fixture
def archive(tmp_path):
    """One report that was confirmed, one that is gone."""
    with Store(tmp_path) as store:
        nights = Nights(store)
        with nights.night():
            page = nights.reads(REPORT)
            nights.reads(town_report(2), PDF)
        confirmed(nights, page.id)
        vanished(nights, PDF)
    assert findings(tmp_path) == []
    return tmp_path


DAMAGE = {
    "UPDATE sightings SET gone_at = NULL WHERE gone_at IS NOT NULL": ["sightings"],
    "UPDATE sightings SET gone_at = '2025-06-01T00:00:00.000000Z' WHERE gone_at IS NULL": ["sightings"],
    "UPDATE vanishings SET back_at = '2025-06-01T00:00:00.000000Z'": ["vanishings", "sightings"],
    "UPDATE vanishings SET how = 'unlisted'": ["vanishings"],
    "UPDATE vanishings SET confirmed_at = gone_at": ["vanishings"],
    "DELETE FROM vanishings": ["sightings"],
    "UPDATE confirmations SET confirmed_at = '2025-06-01T00:00:00.000000Z'": ["confirmations", "versions", "reports"],
    "UPDATE confirmations SET run_id = 77": ["confirmations"],
    "DELETE FROM confirmations": ["versions", "sightings", "reports"],
}


@pytest.mark.parametrize("change", DAMAGE)
def test_what_was_changed_by_hand_is_found(archive, change):
    connection = damaged_database(archive)
    assert connection.execute(change).rowcount == 1
    connection.close()
    told = findings(archive)
    assert [table for table in DAMAGE[change] if not any(table in line for line in told)] == []


@pytest.mark.parametrize("change", ["sightings SET gone_at = NULL", "sightings SET last_seen = first_seen"])
def test_a_sighting_that_does_not_follow_is_found_though_its_seal_is_right(archive, change):
    connection = damaged_database(archive)
    register_functions(connection)
    connection.execute(f"UPDATE {change}")
    sealed = "report_id, url, snapshot_id, first_seen, last_seen, gone_at"
    connection.execute(f"UPDATE sightings SET seal = row_seal({sealed})")
    connection.close()
    (told,) = findings(archive)
    assert told.endswith("its rows in sightings do not follow from what was read")
