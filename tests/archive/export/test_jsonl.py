"""JSONL read back to the very records of the archive, and to where each of them comes from."""

import json

from archive.record import Record
from archive.reports import stored_record
from tests.archive.captures import rows
from tests.archive.export.reading_back import archived, captured


def lines(folder) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "reports.jsonl").read_bytes().split(b"\n")[:-1]]


def test_each_line_without_its_last_key_is_the_record_of_the_current_version(exported, nasty, connected):
    connection = connected(nasty)
    found = lines(exported("jsonl"))
    expected = rows(nasty, "SELECT id, record_id FROM reports ORDER BY id")
    assert len(found) == len(expected) == 7
    for line, (report_id, record_id) in zip(found, expected, strict=True):
        assert list(line)[-1] == "archive"
        told = line.pop("archive")
        assert told["report_id"] == report_id
        assert Record.from_json(line) == stored_record(connection, record_id)


def test_the_last_key_tells_which_report_it_is_and_where_it_comes_from(exported, nasty):
    of_reports = captured(nasty)
    facts = ("key", "identified", "first_seen", "last_seen", "version_count")
    for line, report in zip(lines(exported("jsonl")), archived(nasty, "reports"), strict=True):
        told = line["archive"]
        assert {name: told[name] for name in facts} == {name: report[name] for name in facts}
        assert {name: told[name] for name in of_reports[1]} == of_reports[report["id"]]


def test_every_address_is_told_with_when_it_was_seen(exported, nasty):
    for line in lines(exported("jsonl")):
        told = line["archive"]
        sql = "SELECT url, first_seen, last_seen, gone_at FROM sightings WHERE report_id = ? ORDER BY first_seen, url"
        assert [tuple(one.values()) for one in told["sightings"]] == rows(nasty, sql, told["report_id"])
    assert max(len(line["archive"]["sightings"]) for line in lines(exported("jsonl"))) == 2
