"""Exports as people run them: manifest, README, filters, a writer at work, limits of the machine, and what they print."""

import csv
import hashlib
import json
import os
import resource
from zipfile import ZipFile

import pytest

import nianbao
from archive.export.exporting import WRITERS, export
from archive.export.verb import FORMATS
from archive.selection import Selection
from archive.store import Store
from tests.archive.captures import keep, rows, town_report
from tests.calling import process, refused

SELECTIONS = {
    "a year": (Selection(years=((2023, 2023),)), {2}),
    "years": (Selection(years=((2022, 2023),)), {2, 7}),
    "a place by code": (Selection(places=("990101002",)), {3}),
    "a place by name": (Selection(places=("第1镇",)), {1, 2}),
    "a kind": (Selection(kinds=("department",)), {4, 5, 7}),
    "broken sums": (Selection(violated=True), {7}),
    "edited": (Selection(changed=True), {1}),
    "several": (Selection(years=((2024, 2024),), places=("990101",), kinds=("township_government",)), {1, 3}),
    "none": (Selection(years=((1999, 1999),)), set()),
}


def table(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_format_that_can_be_asked_for_can_be_written():
    assert tuple(WRITERS) == FORMATS


@pytest.mark.parametrize("form", FORMATS)
def test_the_manifest_proves_every_file(exported, form):
    folder = exported(form)
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    listed = {file["name"]: file for file in told["files"]}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert listed.keys() == there - {"manifest.json"}
    for name, file in listed.items():
        content = (folder / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    assert {"README.md", "DICTIONARY.md", "dictionary.json"} <= listed.keys()


def test_manifest_and_readme_tell_which_archive_it_was(exported, nasty):
    told = json.loads((exported("csv") / "manifest.json").read_text("utf-8"))
    snapshots, last = rows(nasty, "SELECT count(*), max(fetched_at) FROM snapshots")[0]
    state = told["archive"]
    assert (state["reports"], state["selected"], state["snapshots"], state["last_capture"]) == (7, 7, snapshots, last)
    assert told["format"] == "csv"
    readme = (exported("csv") / "README.md").read_text("utf-8")
    assert "7 reports of 7" in readme
    assert "公式" in readme
    assert f"| reports.csv | 7 | {(exported('csv') / 'reports.csv').stat().st_size:,} |" in readme


@pytest.mark.parametrize("name", SELECTIONS)
def test_only_what_is_selected_is_in_any_file(nasty, tmp_path, name):
    selection, expected = SELECTIONS[name]
    export(nasty, tmp_path / "csv", "csv", selection)
    assert {int(row["id"]) for row in table(tmp_path / "csv" / "reports.csv")} == expected
    for file in ("figures", "checks", "cells", "versions", "sightings"):
        assert {int(row["report_id"]) for row in table(tmp_path / "csv" / f"{file}.csv")} <= expected
    export(nasty, tmp_path / "jsonl", "jsonl", selection)
    lines = (tmp_path / "jsonl" / "reports.jsonl").read_bytes().splitlines()
    assert {json.loads(line)["archive"]["report_id"] for line in lines} == expected


@pytest.mark.parametrize(
    ("selection", "bodies"),
    [
        (Selection(), {"青禾县第1镇人民政府", "青禾县水务局"}),
        (Selection(years=((2023, 2023),)), {"青禾县水务局"}),
        (Selection(kinds=("township_government",)), {"青禾县第1镇人民政府"}),
        (Selection(places=("第1镇",)), {"青禾县第1镇人民政府"}),
        (Selection(places=("青禾县",)), {"青禾县第1镇人民政府", "青禾县水务局"}),
        (Selection(places=("青禾省",)), {"青禾县第1镇人民政府", "青禾县水务局"}),
        (Selection(places=("98",)), set()),
    ],
)
def test_what_is_missing_is_told_of_the_selected_places_years_and_kinds(nasty, tmp_path, selection, bodies):
    export(nasty, tmp_path / "out", "csv", selection)
    assert {row["body"] for row in table(tmp_path / "out" / "coverage.csv")} == bodies


@pytest.mark.parametrize("selection", [Selection(violated=True), Selection(changed=True)])
def test_nothing_is_said_to_be_missing_where_only_marked_reports_are_asked_for(nasty, tmp_path, selection):
    export(nasty, tmp_path / "out", "csv", selection)
    assert not (tmp_path / "out" / "coverage.csv").exists()


def test_an_export_beside_a_writer_is_of_one_moment(tmp_path):
    with Store(tmp_path / "data") as store:
        for town in range(1, 4):
            keep(store, town_report(town), f"http://example.cn/{town}")
        store.flush()
        written = []

        def meanwhile(name: str, _rows: int) -> None:
            """A night goes on after each file of the export."""
            if name not in written:
                written.append(name)
                keep(store, town_report(100 + len(written)), f"http://example.cn/later/{len(written)}")
                keep(store, town_report(1, text=f"改了第{len(written)}次"), "http://example.cn/1", name.encode())
                store.flush()

        export(tmp_path / "data", tmp_path / "out", "csv", Selection(), meanwhile)
    assert len(written) > 4
    assert len(rows(tmp_path / "data", "SELECT id FROM reports")) > 3
    for file in ("figures", "checks", "cells", "versions", "sightings"):
        assert {row["report_id"] for row in table(tmp_path / "out" / f"{file}.csv")} == {"1", "2", "3"}
    assert [row["version_count"] for row in table(tmp_path / "out" / "reports.csv")] == ["1", "1", "1"]
    assert len(table(tmp_path / "out" / "versions.csv")) == 3


def test_the_captures_come_with_a_list_of_their_reports(exported):
    folder = exported("wacz")
    with ZipFile(folder / "reports-001.wacz") as bundle:
        listed = [json.loads(line) for line in bundle.read("pages/pages.jsonl").splitlines()[1:]]
    titled = {row["url"] for row in table(folder / "reports.csv") if row["title"]}
    assert len(titled) == 6
    assert titled <= {page["url"] for page in listed}


def test_the_same_archive_gives_the_same_files(nasty, exported, tmp_path):
    for form, names in (
        ("csv", ("cells.csv", "reports.csv")),
        ("corpus", ("metadata.csv",)),
        ("jsonl", ("reports.jsonl",)),
    ):
        export(nasty, tmp_path / form, form, Selection())
        for name in names:
            assert (tmp_path / form / name).read_bytes() == (exported(form) / name).read_bytes()


@pytest.mark.usefixtures("elsewhere")
def test_the_verb_tells_what_stands_where(nasty, tmp_path, capsys):
    words = [
        "export",
        str(tmp_path / "out"),
        "--data",
        str(nasty),
        "--format",
        "csv",
        "--year",
        "2024",
        "--place",
        "990101",
    ]
    assert nianbao.main(words) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"{tmp_path / 'out' / 'reports.csv'}: 0.0 MB, 5 rows" in printed.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["out", "--format", "docx"], "docx"),
        (["out", "--year", "20x4"], "20x4"),
        (["out", "--place", "1"], "2, 4, 6, 9 or 12 digits"),
        ([""], "must name a folder"),
        (["a\0b"], "must name a folder"),
        (["out", "--data", "nowhere"], "no archive"),
    ],
)
@pytest.mark.usefixtures("elsewhere")
def test_what_does_not_fit_is_one_line_and_makes_no_folder(nasty, capsys, words, complaint):
    assert complaint in refused(capsys, "export", "--data", str(nasty), *words)
    assert not os.path.lexists("out")


@pytest.fixture
def small_files():
    """As on a full disk, no file can grow; what SQLite makes beside an archive to read it has room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files", "elsewhere")
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "sqlite", "corpus"])
def test_a_disk_that_takes_no_more_is_one_line_and_leaves_nothing(nasty, capsys, form):
    assert "out" in refused(capsys, "export", "out", "--data", str(nasty), "--format", form)
    assert not os.path.lexists("out")


def test_a_terminal_that_knows_no_chinese_is_no_obstacle(nasty, tmp_path):
    done = process("export", str(tmp_path / "年报"), "--data", str(nasty), variables={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "年报" / "reports.jsonl").exists()
