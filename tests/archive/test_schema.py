"""Migrations: an older archive is brought up to date with all it holds, a newer one is refused."""

import sqlite3

import pytest
from sqlite_utils import Database

from archive.database import open_for_reading
from archive.errors import ArchiveDamagedError, ArchiveVersionError, NianbaoError, UsageError
from archive.ledger import Address, Ledger, Visit
from archive.migrations import migrations
from archive.proof.finding import Tally
from archive.schema import migrate, register_functions
from archive.seals import seal
from archive.store import Store
from archive.verify import verify
from tests.archive.captures import damaged_database, exchange, keep, rows, town_report

STARTED = "2025-01-01T00:00:00.000000Z"


def older_archive(folder, stop_before):
    folder.mkdir(exist_ok=True)
    db = Database(folder / "archive.db")
    register_functions(db.conn)
    migrations.apply(db, stop_before=stop_before)
    db.conn.execute("INSERT INTO runs VALUES (1, ?, NULL, NULL, 0, 0, 0, 0, 0)", [STARTED])
    db.conn.commit()
    db.conn.close()


@pytest.mark.parametrize(
    "stop_before",
    [
        *("m0002_reports", "m0003_figures", "m0004_search", "m0006_crawl", "m0007_nights"),
        *("m0008_cross_year", "m0009_origin", "m0010_insights", "m0011_listing"),
    ],
)
def test_an_older_archive_is_migrated_and_keeps_its_rows(tmp_path, stop_before):
    older_archive(tmp_path, stop_before)
    with pytest.raises(ArchiveVersionError, match="older version"):
        open_for_reading(tmp_path)
    with Store(tmp_path) as store:
        store.capture(exchange("http://example.cn/1"))
    assert rows(tmp_path, "SELECT id FROM runs") == [(1,)]
    lines = [str(finding) for finding in verify(tmp_path, Tally(), print)]
    assert lines == ["runs 1: the row does not match its seal"], "all but the row made by hand is as it should be"


def test_rows_that_get_a_column_more_are_sealed_anew_and_damaged_ones_stay_damaged(tmp_path):
    older_archive(tmp_path, "m0006_crawl")
    connection = damaged_database(tmp_path)
    connection.execute("UPDATE runs SET seal = ?", [seal([1, STARTED, None, None, 0, 0, 0, 0])])
    for number, portal in enumerate(("http://a.example/", "http://b.example/")):
        sealed = seal([portal, "青桐县", None, None, None])
        connection.execute("INSERT INTO portals VALUES (?, '青桐县', NULL, NULL, NULL, ?)", (portal, sealed))
        fared = (1, portal, "incomplete", 9, 3, 40, "declared_more")
        connection.execute("INSERT INTO portal_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*fared, seal(fared) + number))
    connection.close()
    with Store(tmp_path) as store:
        assert [outcome.notes for outcome in Ledger(store).outcomes(1)] == [None, None]
    lines = [str(finding) for finding in verify(tmp_path, Tally(), print)]
    assert lines == ["portal_runs 1 http://b.example/: the row does not match its seal"]


def test_addresses_of_an_older_archive_get_what_nights_note_of_them_and_damaged_ones_stay_damaged(tmp_path):
    older_archive(tmp_path, "m0007_nights")
    connection = damaged_database(tmp_path)
    connection.execute("UPDATE runs SET seal = ?", [seal([1, STARTED, None, None, 0, 0, 0, 0])])
    portal = "http://a.example/"
    visited = (1, STARTED, "fetched", 200, 7, '"a"', None)
    for path, visit, damage in (("", visited, 0), ("nb/", (None,) * 7, 0), ("nb/1.html", visited, 1)):
        row = (portal, portal + path, "", "column", "年报", 98, 2, 1, *visit)
        connection.execute(f"INSERT INTO addresses VALUES ({', '.join('?' * 16)})", (*row, seal(row) + damage))
    connection.close()
    with Store(tmp_path) as store:
        known = {address.url.removeprefix(portal): address for address in Ledger(store).known(portal)}
    assert known["nb/"] == Address(portal, f"{portal}nb/", "", "column", "年报", 98, 2)
    assert known[""].visit == Visit(*visited, visits=0)
    lines = [str(finding) for finding in verify(tmp_path, Tally(), print)]
    assert lines == [f"addresses {portal} {portal}nb/1.html : the row does not match its seal"]


def test_two_years_of_a_body_in_an_older_archive_are_held_against_each_other(tmp_path):
    with Store(tmp_path) as store:
        for year in (2023, 2024):
            keep(store, town_report(1, year), f"http://example.cn/{year}")
    across = "SELECT rule, place, verdict FROM checks WHERE rule LIKE '%carried_over' ORDER BY rule, place"
    expected = rows(tmp_path, across)
    assert expected
    connection = damaged_database(tmp_path)
    connection.execute("DELETE FROM checks WHERE rule LIKE '%carried_over'")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0008_cross_year'")
    connection.close()
    with Store(tmp_path):
        pass
    assert rows(tmp_path, across) == expected
    assert list(verify(tmp_path, Tally(), print)) == []


def test_captures_of_an_older_archive_were_made_without_a_body_over_plain_connections(tmp_path):
    with Store(tmp_path) as store:
        store.capture(exchange("http://example.cn/1"))
    connection = damaged_database(tmp_path)
    for change in (
        *(f"ALTER TABLE snapshots DROP COLUMN {column}" for column in ("posted", "transport", "origin")),
        *("ALTER TABLE portal_runs DROP COLUMN notes", "DROP TABLE addresses"),
        *(f"DROP TABLE {table}" for table in ("confirmations", "vanishings", "named_bodies")),
        "DELETE FROM _sqlite_migrations WHERE name IN ('m0006_crawl', 'm0007_nights', 'm0009_origin')",
    ):
        connection.execute(change)
    connection.close()
    with Store(tmp_path) as store:
        assert Ledger(store).exchange(1).payload == b"<p>page</p>"
    assert rows(tmp_path, "SELECT posted, transport FROM snapshots") == [(None, None)]
    assert list(verify(tmp_path, Tally(), print)) == []


def test_a_newer_archive_is_refused_by_reader_and_writer(tmp_path):
    with Store(tmp_path):
        pass
    connection = damaged_database(tmp_path)
    connection.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('nianbao', 'm0099_later', 'now')"
    )
    connection.close()
    for opening in (Store, open_for_reading):
        with pytest.raises(ArchiveVersionError, match=r"newer version .*m0099_later.*update nianbao"):
            opening(tmp_path)


def test_a_migration_that_fails_changes_nothing(tmp_path):
    older_archive(tmp_path, "m0003_figures")
    connection = damaged_database(tmp_path)
    connection.execute("CREATE TABLE form_cells(x)")
    connection.close()
    db = Database(tmp_path / "archive.db")
    register_functions(db.conn)
    with pytest.raises(sqlite3.OperationalError):
        migrate(db)
    assert "figures" not in db.table_names()
    assert [migration.name for migration in migrations.applied(db)] == ["m0001_captures", "m0002_reports"]
    db.conn.close()


def test_a_database_of_another_program_is_not_touched(tmp_path):
    connection = damaged_database(tmp_path)
    connection.execute("CREATE TABLE customers(name)")
    connection.close()
    for opening in (Store, open_for_reading):
        with pytest.raises(ArchiveDamagedError, match="no archive of nianbao"):
            opening(tmp_path)
    connection = damaged_database(tmp_path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("customers",)]
    connection.close()


def test_a_file_that_is_no_database_is_one_line(tmp_path):
    (tmp_path / "archive.db").write_text("hello " * 1000)
    for opening in (Store, open_for_reading):
        with pytest.raises(ArchiveDamagedError, match="not an SQLite database"):
            opening(tmp_path)


def test_looking_makes_no_archive(tmp_path):
    with pytest.raises(UsageError, match="no archive in"):
        open_for_reading(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM _sqlite_migrations",
        "UPDATE _sqlite_migrations SET name = NULL",
        "UPDATE _sqlite_migrations SET applied_at = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_damaged_list_of_migrations_is_one_line(tmp_path, damage):
    with Store(tmp_path):
        pass
    connection = damaged_database(tmp_path)
    connection.execute(damage)
    connection.close()
    with pytest.raises(NianbaoError):
        Store(tmp_path)
    with pytest.raises(NianbaoError):
        open_for_reading(tmp_path)
