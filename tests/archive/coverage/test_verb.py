"""The verb on a real archive: its forms, its options, and what it refuses."""

import argparse
import csv
import io
import json
from datetime import date
from typing import get_args

import pytest

from archive.clock import clock_set_to
from archive.coverage.matrix import State
from archive.coverage.telling import COLUMNS
from archive.coverage.verb import _STATES, add_options, run
from archive.errors import UsageError
from archive.verbs import ArchiveSettings
from tests.archive.coverage.scene import Scene, at, day


@pytest.fixture
def archive(store, tmp_path):
    scene = Scene(store)
    scene.add_portal("http://www.bailu.example.cn/", "990102", "白鹭县")
    for year, when in ((2022, date(2023, 1, 20)), (2023, date(2024, 4, 20))):
        with scene.night(when):
            scene.reads("青禾县教育局", "department", year, written_date=when)
    scene.look(day("2025-04-10"))
    store.flush()
    return tmp_path


def told(folder, capsys, *words):
    parser = argparse.ArgumentParser()
    add_options(parser)
    with clock_set_to(at(day("2025-04-15"))):
        assert run(parser.parse_args(words), ArchiveSettings(folder, 10**9)) == 0
    return capsys.readouterr().out


def test_people_get_bodies_by_years_and_a_line_a_year(archive, capsys):
    lines = told(archive, capsys).splitlines()
    assert lines[2:4] == ["body          2022  2023  2024", "青禾县教育局  ok    +80   -"]
    assert lines[5:8] == ["白鹭县  990102  http://www.bailu.example.cn/ never run", "", "no body is known here yet"]
    assert [line.split()[:4] for line in lines[10:13]] == [
        ["2022", "1", "1", "100%"],
        ["2023", "1", "1", "100%"],
        ["2024", "1", "0", "0%"],
    ]
    assert lines[-1].startswith("-  ")


def test_csv_and_json_have_a_row_a_body_and_year_with_the_same_values(archive, capsys):
    as_csv = list(csv.reader(io.StringIO(told(archive, capsys, "--format", "csv"))))
    as_json = json.loads(told(archive, capsys, "--format", "json"))
    assert as_csv[0] == list(COLUMNS) == list(as_json[0])
    assert len(as_csv) == 1 + len(as_json) == 4
    assert [row["state"] for row in as_json] == ["published", "published", "not_found"]
    assert [row["late"] for row in as_json] == [False, True, None]
    assert as_json[0]["published_on"] == "2023-01-20"


def test_options_narrow_what_is_told(archive, capsys):
    def rows(*words):
        return json.loads(told(archive, capsys, "--format", "json", *words))

    assert [row["year"] for row in rows("--year", "2023")] == [2023]
    assert [row["year"] for row in rows("--state", "not_found")] == [2024]
    assert [row["year"] for row in rows("--state", "not_found", "--state", "published", "--division", "99")] == [
        2022,
        2023,
        2024,
    ]
    assert rows("--division", "990102") == []


def test_every_state_may_be_asked_for():
    assert get_args(State) == _STATES


def test_a_summary_counts_by_area_and_year(archive, capsys):
    rows = json.loads(told(archive, capsys, "--summary", "--format", "json"))
    assert [(row["area"], row["year"], row["bodies"], row["late"], row["not_found"]) for row in rows] == [
        ("青禾县", 2022, 1, 0, 0),
        ("青禾县", 2023, 1, 1, 0),
        ("青禾县", 2024, 1, 0, 1),
    ]
    assert told(archive, capsys, "--summary").splitlines()[-1].split()[:3] == ["all", "2024", "1"]


@pytest.mark.parametrize("words", [["--division", "98"], ["--year", "1999"], ["--summary", "--state", "published"]])
@pytest.mark.parametrize("form", ["table", "csv"])
def test_what_does_not_fit_is_refused_before_anything_is_printed(archive, capsys, words, form):
    with pytest.raises(UsageError):
        told(archive, capsys, "--format", form, *words)
    assert capsys.readouterr().out == ""


def test_an_empty_archive_is_told_without_a_body(store, tmp_path, capsys):
    store.flush()
    assert told(tmp_path, capsys, "--format", "json") == "[]\n"
    assert told(tmp_path, capsys).splitlines()[0].startswith("year")


def test_no_archive_is_one_line(tmp_path, capsys):
    with pytest.raises(UsageError, match="no archive"):
        told(tmp_path / "nowhere", capsys)
