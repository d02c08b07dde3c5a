"""The static database read back by a plain SQLite client: every public value, the index, the views, and no machinery."""

import json
import sqlite3
from contextlib import closing

import pytest

from archive.export.exporting import export
from archive.selection import Selection
from tests.archive.captures import rows
from tests.archive.export.nasty import CHINESE
from tests.archive.export.reading_back import archived, captured, in_order

TABLES = (*("reports", "figures", "checks", "cells", "report_text", "versions", "sightings", "lookalikes", "coverage"),)


@pytest.fixture(scope="module")
def plain(exported):
    """As it is published: never to be written, and no function of ours."""
    path = (exported("sqlite") / "nianbao.db").as_uri()
    with closing(sqlite3.connect(f"{path}?immutable=1", uri=True)) as connection:
        yield connection


def asked(connection, sql) -> list[dict[str, object]]:
    cursor = connection.execute(sql)
    return [dict(zip([column[0] for column in cursor.description], row, strict=True)) for row in cursor]


@pytest.mark.parametrize("table", TABLES)
def test_every_value_is_that_of_the_archive(plain, nasty, table):
    assert in_order(table, asked(plain, f"SELECT * FROM {table}")) == archived(nasty, table)


@pytest.mark.parametrize("table", ["portals", "runs", "portal_runs", "candidates", "same_text", "snapshots"])
def test_the_rest_of_the_contract_can_be_asked(plain, table):
    plain.execute(f"SELECT * FROM {table}").fetchall()


def test_nothing_is_there_that_only_the_program_needs(plain):
    names = {name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    assert names.isdisjoint(
        {"addresses", "readings", "records", "sketches", "confirmations", "named_bodies", "reports_seg"}
    )
    assert "seal" not in {row[1] for name in names for row in plain.execute(f"PRAGMA table_info({name})")}


def test_only_captures_of_the_selected_reports_are_told_of(plain, nasty):
    kept = {number for (number,) in plain.execute("SELECT id FROM snapshots")}
    assert len(kept) == len(rows(nasty, "SELECT id FROM snapshots")) - 1


def test_the_index_answers_a_client_without_our_functions(plain, nasty):
    (number,) = [row["report_id"] for row in archived(nasty, "report_text") if row["narrative"] == f"{CHINESE}\n'一"]
    for words in ('"公开 开目 目录"', "narrative : 办理", "title : hyperlink"):
        found = plain.execute("SELECT rowid FROM reports_fts WHERE reports_fts MATCH ?", [words]).fetchall()
        assert (number,) in found, words
    assert found == [(number,)]


def test_the_view_sources_tells_where_each_report_comes_from(plain, nasty):
    of_reports = captured(nasty)
    for row in asked(plain, "SELECT * FROM sources"):
        assert {name: row[name] for name in of_reports[1]} == of_reports[row["report_id"]]


def test_the_file_is_whole_and_stands_alone(plain, exported):
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain.execute("PRAGMA journal_mode").fetchone() != ("wal",)
    assert not list(exported("sqlite").glob("nianbao.db-*"))


def test_metadata_lets_datasette_find_index_and_meanings(exported):
    told = json.loads((exported("sqlite") / "metadata.json").read_text("utf-8"))["databases"]["nianbao"]["tables"]
    assert (told["reports"]["fts_table"], told["reports"]["fts_pk"]) == ("reports_fts", "id")
    assert told["cells"]["columns"]["raw"] == "原文所印 / what was printed"
    assert told["form_cells"] == {"hidden": True}


def test_a_selection_leaves_nothing_of_the_others(nasty, tmp_path):
    export(nasty, tmp_path / "out", "sqlite", Selection(years=((2023, 2023),)))
    with closing(sqlite3.connect(tmp_path / "out" / "nianbao.db")) as connection:
        assert connection.execute("SELECT id, year FROM reports").fetchall() == [(2, 2023)]
        for table in ("figures", "report_text", "checks", "versions", "sightings", "cell_states", "provenance"):
            assert connection.execute(f"SELECT DISTINCT report_id FROM {table}").fetchall() == [(2,)], table
        assert connection.execute("SELECT body, year FROM coverage").fetchall() == [("青禾县水务局", 2023)]
        assert connection.execute("SELECT count(*) FROM reports_fts_docsize").fetchone() == (1,)
        assert connection.execute("SELECT count(*), (SELECT count(*) FROM lookalikes) FROM snapshots").fetchone() == (
            1,
            0,
        )
