"""Reports made in bulk are what the archive would have made of their records, and the same each time."""

import sqlite3
from contextlib import closing

import pytest

from archive.forms import figure_units
from archive.projection import project
from archive.reports import unpack
from archive.search.find import count
from archive.search.query import parse
from archive.selection import Selection
from archive.words import segment
from tests.bench.many_bodies import many_bodies
from tests.bench.many_reports import YEARS, make

REPORTS = 40


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("bench"), REPORTS)


@pytest.fixture
def connection(made):
    with closing(sqlite3.connect(made / "archive.db")) as opened:
        yield opened


def test_each_record_has_the_rows_that_the_projection_makes_of_it(connection):
    figures = ", ".join(figure_units())
    rows = connection.execute(
        "SELECT reports.id, records.body, narrative, full_text FROM reports"
        " JOIN records ON records.id = record_id JOIN report_text ON report_id = reports.id"
    ).fetchall()
    assert len(rows) == REPORTS
    for report_id, body, narrative, text in rows:
        projection = project(unpack(body))
        assert (projection.narrative, projection.full_text) == (narrative, text)
        columns = ", ".join(projection.report)
        stored = connection.execute(f"SELECT {columns} FROM reports WHERE id = ?", (report_id,)).fetchone()
        assert stored == tuple(projection.report.values())
        stored = connection.execute(f"SELECT {figures} FROM figures WHERE report_id = ?", (report_id,)).fetchone()
        assert stored == tuple(projection.figures.get(name) for name in figure_units())


def test_the_index_holds_the_tokens_of_the_words(connection):
    texts = connection.execute("SELECT title || '。' || narrative FROM reports JOIN report_text ON report_id = id")
    expected = sum(" 信访 " in f" {segment(text)} " for (text,) in texts)
    assert count(connection, parse("信访"), Selection()) == expected > 0


def test_years_kinds_faults_and_second_texts_are_mixed(connection):
    assert [year for (year,) in connection.execute("SELECT DISTINCT year FROM reports ORDER BY 1")] == [*YEARS]
    assert connection.execute("SELECT count(DISTINCT issuer_kind) FROM reports").fetchone()[0] > 1
    assert connection.execute("SELECT count(*) FROM checks WHERE fault = 'source'").fetchone()[0]
    assert connection.execute("SELECT count(*) FROM reports WHERE version_count = 2").fetchone()[0]
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()


def test_what_is_whole_is_kept_and_what_is_not_is_made_anew(made):
    written = (made / "archive.db").stat().st_mtime_ns
    assert make(made.parent, REPORTS) == made
    assert (made / "archive.db").stat().st_mtime_ns == written
    (made / "whole").unlink()
    with closing(sqlite3.connect(made / "archive.db")) as opened:
        before = opened.execute("SELECT id, key, title FROM reports").fetchall()
        opened.execute("DELETE FROM report_text")
        opened.commit()
    make(made.parent, REPORTS)
    with closing(sqlite3.connect(made / "archive.db")) as opened:
        assert opened.execute("SELECT id, key, title FROM reports").fetchall() == before
        assert opened.execute("SELECT count(*) FROM report_text").fetchone() == (REPORTS,)


def test_bodies_are_spread_over_the_country():
    bodies = many_bodies(200)
    assert len({body.division.province for body in bodies}) > 20
    assert many_bodies(50) == bodies[:50]
    with pytest.raises(ValueError, match="the list yields"):
        many_bodies(1_000_000)
