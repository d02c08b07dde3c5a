"""Bits flipped anywhere in the database: whatever changes an answer that a user could get, the proof finds."""

import random
import shutil
import sqlite3
import zlib

import pytest

from archive.errors import NianbaoError
from archive.ledger import Address, Ledger, PortalOutcome, PortalRow, Visit
from archive.proof.finding import Tally
from archive.schema import register_functions
from archive.store import RunCounts, Store
from archive.verify import verify
from tests.archive.captures import PUBLISHED, damaged_database, exchange, town_report

TABLES = tuple(table for table in PUBLISHED if table != "records")
PORTAL = "http://example.cn/"
SEARCHES = ("公开", "青禾", '"年度 度报 报告"', "信访", "2024")
LOOKUPS = (
    "SELECT id FROM reports WHERE division_code = '990101003' AND year = 2024",
    "SELECT id FROM reports WHERE year = 2024 AND province = '青禾省'",
    "SELECT id FROM snapshots WHERE url = 'http://example.cn/2'",
    "SELECT report_id FROM checks WHERE verdict = 'violated'",
)


def answers(folder):
    """All that a user can ask the database; an answer that fails is an answer too."""
    connection = damaged_database(folder)
    connection.text_factory = bytes
    register_functions(connection)
    try:
        told = [sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in TABLES]
        # packed bytes may differ and still unpack to the same
        told += [sorted(zlib.decompress(body) for (body,) in connection.execute("SELECT body FROM records"))]
        told += [repr(connection.execute(f"SELECT * FROM {table} LIMIT 0").description) for table in TABLES]
        search = "SELECT rowid FROM reports_fts WHERE reports_fts MATCH ?"
        told += [sorted(connection.execute(search, (words,))) for words in SEARCHES]
        told += [sorted(connection.execute(lookup)) for lookup in LOOKUPS]
    except (sqlite3.Error, zlib.error, TypeError, UnicodeDecodeError, OverflowError) as error:
        return repr(error)
    finally:
        connection.close()
    return told


def found(folder):
    try:
        return any(verify(folder, Tally(), lambda text: None))
    except NianbaoError:
        return True  # refused with one line


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "data"
    with Store(folder) as store:
        run, ledger = store.begin_run(), Ledger(store)
        ledger.register([PortalRow(PORTAL, "青禾县", "990101")])
        for number in range(12):
            snapshot = store.capture(exchange(f"http://example.cn/{number}", f"page {number % 9}".encode() * 40))
            record = town_report(number % 7 + 1)
            store.keep(town_report(number % 7 + 1, text=f"{record.text}{number % 2}"), snapshot.id)
            visit = Visit(run, snapshot.fetched_at, "read", 200, snapshot.id, f'"{number}"')
            ledger.note(run, [Address(PORTAL, snapshot.url, "", "page", f"第{number}镇年报", number, 1, visit)])
        ledger.put_outcome(PortalOutcome(run, PORTAL, "complete", 12, 7, 7, notes="legacy tls"))
        store.finish_run(0, RunCounts(pages=12, new_reports=7))
    return folder


def flip_and_look(whole, tmp_path, flips, seed):
    dice, truth = random.Random(seed), answers(whole)
    content = (whole / "archive.db").read_bytes()
    assert not found(whole)
    mattered = 0
    for _ in range(flips):
        folder = tmp_path / "flipped"
        shutil.copytree(whole, folder)
        position, bit = dice.randrange(len(content)), 1 << dice.randrange(8)
        flipped = bytearray(content)
        flipped[position] ^= bit
        (folder / "archive.db").write_bytes(flipped)
        noticed = found(folder)
        changed = answers(folder) != truth
        mattered += changed
        assert noticed or not changed, f"bit {bit} of byte {position}"
        shutil.rmtree(folder)
    return mattered


def test_flips_in_the_database_are_found(whole, tmp_path):
    assert flip_and_look(whole, tmp_path, 40, seed=1) > 5


@pytest.mark.soak
def test_two_thousand_flips_in_the_database_are_found(whole, tmp_path):
    assert flip_and_look(whole, tmp_path, 2000, seed=2) > 500


def test_flips_in_the_log_of_a_killed_writer_are_found(tmp_path):
    """All but those in its last commit, which look like the end of an interrupted write."""
    killed, untouched = tmp_path / "killed", tmp_path / "untouched"
    with Store(tmp_path / "data") as store:
        for town in (1, 2, 3):
            store.keep(town_report(town), store.capture(exchange(f"http://example.cn/{town}")).id)
            store.flush()
        shutil.copytree(tmp_path / "data", killed)
        shutil.copytree(tmp_path / "data", untouched)
    assert not found(untouched)
    content, dice = (killed / "archive.db-wal").read_bytes(), random.Random(3)
    for position in [*range(0, 32, 5), *(dice.randrange(32, len(content) - 3 * 4120) for _ in range(30))]:
        folder = tmp_path / "flipped"
        shutil.copytree(killed, folder)
        flipped = bytearray(content)
        flipped[position] ^= 1 << (position % 8)
        (folder / "archive.db-wal").write_bytes(flipped)
        assert found(folder), position
        assert found(folder), "and a second look finds it again"
        shutil.rmtree(folder)
