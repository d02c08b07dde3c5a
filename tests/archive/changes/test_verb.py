"""`changes` on a real archive: what people read, what programs read, and what is refused."""

import argparse
import csv
import io
import json
from dataclasses import replace

import pytest

from archive.changes.verb import add_options, moment_of, run
from archive.database import DATABASE_NAME
from archive.errors import ArchiveDamagedError, UsageError
from archive.listing import width
from archive.store import Store
from archive.verbs import DONE, ArchiveSettings
from tests.archive.changes.nights import PAGE, REPORT, TWIN, Nights, counts, says

NUMBER = "青政发〔2025〕9号"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An edit on 2 February, a vanishing on 3 February, each at two in the morning in China."""
    folder = tmp_path_factory.mktemp("archive")
    with Store(folder) as store:
        nights = Nights(store)
        with nights.night():
            nights.reads(REPORT)
            nights.reads(REPORT, TWIN)
        with nights.night() as run_id:
            nights.reads(replace(counts(7, says("\x1b[31m另公开3条。")), document_number=NUMBER))
            nights.gone(run_id, TWIN)
        with nights.night() as run_id:
            nights.gone(run_id)
    return folder


@pytest.fixture
def printed(archive, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")

    def call(*words, folder=archive):
        parser = argparse.ArgumentParser()
        add_options(parser)
        assert run(parser.parse_args(words), ArchiveSettings(folder, 1000)) == DONE
        return capsys.readouterr()

    return call


def objects(printed, *words):
    return json.loads(printed(*words, "--format", "json").out)


def test_people_read_one_line_a_change_the_newest_first_in_chinas_time(printed):
    header, *lines = printed().out.splitlines()
    assert header.split() == ["at", "kind", "issuer", "year", "what", "confirmed", "url"]
    assert [line[:26].split() for line in lines] == [
        ["2025-02-03", "02:00", "vanished"],
        ["2025-02-02", "02:00", "edited"],
    ]
    assert lines[0].split()[3:] == ["青禾县第1镇人民政府", "2024", "gone", "(404)", "no", PAGE]
    assert "1 cell, section overview, document_number" in lines[1]


def test_programs_read_all_fields(printed):
    vanished, edited = objects(printed)
    assert (edited["kind"], edited["url"], edited["run_id"], edited["confirmed"]) == ("edited", PAGE, 2, None)
    assert edited["at"].startswith("2025-02-01T18:00:")
    assert edited["old_snapshot"] < edited["new_snapshot"]
    assert (vanished["how"], vanished["http_status"], vanished["confirmed"]) == ("gone", 404, False)
    assert "difference" not in edited
    first, second = csv.DictReader(io.StringIO(printed("--format", "csv").out))
    assert (first["kind"], second["kind"]) == ("vanished", "edited")
    assert second["title"] == REPORT.title


def test_json_holds_both_texts(printed):
    vanished, edited = objects(printed, "--texts")
    assert vanished["difference"] is None
    assert edited["difference"]["fields"] == [{"name": "document_number", "old": REPORT.document_number, "new": NUMBER}]
    (cell,) = edited["difference"]["cells"]
    assert (cell["table"], cell["row"], cell["column"]) == ("requests", "new_requests", "total")
    assert cell["new"] == {"value": 7, "raw": "7", "status": "number"}
    (section,) = edited["difference"]["sections"]
    assert section["key"] == "overview"
    assert section["old"] == REPORT.sections["overview"]
    assert section["new"].endswith("另公开3条。")
    assert [line["old"] for line in section["lines"]] == [None]


def test_csv_holds_what_differs_as_a_text(printed):
    _, edited = csv.DictReader(io.StringIO(printed("--texts", "--format", "csv").out))
    lines = edited["difference"].splitlines()
    assert lines[0] == f"document_number: {REPORT.document_number or 'not there'} -> {NUMBER}"
    assert lines[1].startswith("requests/new_requests/total: ")
    assert lines[2:] == ["overview:", "+ \x1b[31m另公开3条。"]


@pytest.mark.parametrize("columns", [40, 61, 100])
def test_people_see_both_texts_side_by_side_within_their_terminal(printed, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    out = printed("--texts").out
    assert max(map(width, out.splitlines())) <= columns
    squeezed = "".join(out.split())
    assert f"->{NUMBER}" in squeezed
    assert "->7" in squeezed
    assert "\x1b" not in out, "a report must not steer the terminal"
    marked = [line for line in out.splitlines() if " > " in line]
    assert marked
    assert "[31m" in marked[0]


def test_kinds_are_chosen(printed):
    def kinds(*words):
        return [one["kind"] for one in objects(printed, *words)]

    assert kinds("--all") == ["vanished", "moved", "edited"]
    assert kinds("--kind", "edited") == ["edited"]
    assert kinds("--kind", "edited", "--kind", "moved") == ["moved", "edited"]
    assert kinds("--kind", "vanished", "--all") == ["vanished", "moved"]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2025-02-02", 2),
        ("2025-02-03", 1),  # in China: 18:00 of 2 February in UTC is two in the morning there
        ("2025-02-02T17:59:00Z", 1),
        ("2025-02-03T01:59", 1),
        ("2025-02-03T03:00+08:00", 0),
        ("2025-02-04", 0),
    ],
)
def test_since_is_a_date_in_china_or_a_moment(printed, since, expected):
    assert len(objects(printed, "--since", since)) == expected


@pytest.mark.parametrize("since", ["", "31.1.2025", "2025-02-30", "yesterday", "0999-01-01", "9999-12-31T23:00-12:00"])
def test_what_is_no_date_is_refused(printed, since):
    with pytest.raises(UsageError, match="no date such as 2025-01-31") as caught:
        printed("--since", since)
    assert "\n" not in str(caught.value)


def test_a_leap_day_is_a_date():
    assert moment_of("2028-02-29") == "2028-02-28T16:00:00.000000Z"


@pytest.mark.parametrize(("form", "empty"), [("table", ""), ("json", "[]\n")])
def test_that_nothing_changed_is_said_to_people_and_no_failure(printed, form, empty):
    found = printed("--since", "2030-01-01", "--format", form)
    assert found.out == empty
    assert found.err == "nothing has changed since 2030-01-01\n"
    assert printed("--since", "2030-01-01", "--format", "csv").out.startswith("at,kind,report_id,")


def test_without_an_archive_it_says_so(printed, tmp_path):
    with pytest.raises(UsageError, match="no archive"):
        printed(folder=tmp_path / "nowhere")


def test_a_damaged_archive_is_one_line(printed, tmp_path):
    (tmp_path / DATABASE_NAME).write_bytes(b"no database " * 1000)
    with pytest.raises(ArchiveDamagedError):
        printed(folder=tmp_path)
