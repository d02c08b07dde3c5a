"""What another program captured: kept with a word on where it is from, which comes back from the files and is proved."""

import shutil
from dataclasses import replace

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.record import SavedFile
from archive.store import Store
from tests.archive.captures import damaged_database, dump, exchange, findings, keep, rows, town_report

URL = "http://www.qinghe.gov.cn/1.html"
ORIGIN = 'file "old.warc.gz" sha256:0123; made by Wget/1.21; record <urn:uuid:1> at 512'
SAVED = SavedFile(URL, "2021-03-04T05:06:07.000000Z", "application/pdf", b"%PDF-1.4", ORIGIN)


def filled(store):
    taken = store.capture(replace(exchange(URL, b"page"), origin=ORIGIN, request=b""))
    repeated = store.capture(replace(exchange(f"{URL}?2", b"page"), origin=ORIGIN))
    return taken, repeated, store.capture_saved(SAVED)


def test_the_origin_stands_in_the_record_and_in_the_row(tmp_path):
    with Store(tmp_path) as store:
        found = filled(store)
    assert [one.origin for one in found] == [ORIGIN] * 3
    assert rows(tmp_path, "SELECT DISTINCT origin, run_id FROM snapshots") == [(ORIGIN, None)]
    (file,) = (tmp_path / "warc").iterdir()
    with file.open("rb") as stream:
        told = [(one.rec_type, one.rec_headers.get_header("X-Nianbao-Origin")) for one in ArchiveIterator(stream)]
    assert told == [
        ("warcinfo", None),
        ("response", ORIGIN),  # the program before kept no request, so there is none
        ("request", None),
        ("revisit", ORIGIN),
        ("resource", ORIGIN),
    ]
    assert findings(tmp_path) == []


def test_the_words_of_others_cannot_break_a_header(tmp_path):
    with Store(tmp_path) as store:
        taken = store.capture(replace(exchange(URL), origin="年报\r\nWARC-Type: x" + "y" * 5000))
        assert taken.origin.startswith("\\u5e74\\u62a5 WARC-Type: x")
        assert len(taken.origin) == 600
    assert findings(tmp_path) == []


def test_a_saved_file_is_read_back_as_it_was(tmp_path):
    with Store(tmp_path) as store:
        saved = store.capture_saved(SAVED)
        assert (saved.http_status, saved.media_type, saved.fetched_at) == (0, "application/pdf", SAVED.saved_at)
        assert store.exchange(saved.id).payload == SAVED.document


def test_origins_come_back_from_the_files(tmp_path):
    with Store(tmp_path / "a") as store:
        filled(store)
    shutil.copytree(tmp_path / "a" / "warc", tmp_path / "b" / "warc")
    with Store(tmp_path / "b"):
        pass
    assert dump(tmp_path / "b")["snapshots"] == dump(tmp_path / "a")["snapshots"]
    assert findings(tmp_path / "b") == []


@pytest.mark.parametrize("change", ["NULL", "'made up'"])
def test_the_proof_tells_an_origin_that_was_changed(tmp_path, change):
    with Store(tmp_path) as store:
        filled(store)
    damaged_database(tmp_path).execute(f"UPDATE snapshots SET origin = {change} WHERE id = 2")
    assert [finding for finding in findings(tmp_path) if "note on its origin is" in finding]


def test_older_captures_that_come_later_put_the_past_before_the_present(tmp_path):
    """What was seen of a report before the archive began: first seen earlier, shown text unchanged."""
    old = replace(exchange(URL, b"old"), fetched_at="2019-01-01T00:00:00.000000Z", origin=ORIGIN)
    mirror = replace(old, url="http://mirror.gov.cn/1.html", payload=b"mirrored")
    now, before = town_report(text="新的全文。" * 40), town_report(text="旧的全文。" * 40)
    with Store(tmp_path) as store:
        keep(store, now, URL)
        for one in (old, mirror):
            kept = store.keep(before, store.capture(one).id)
    assert kept.report_id is not None
    ((first, last, versions),) = rows(tmp_path, "SELECT first_seen, last_seen, version_count FROM reports")
    assert (first, versions) == ("2019-01-01T00:00:00.000000Z", 2)
    assert last > "2020"
    assert rows(tmp_path, "SELECT full_text FROM report_text") == [(now.text,)]
    found = rows(tmp_path, "SELECT url, first_seen < '2020', last_seen < '2020' FROM sightings ORDER BY url")
    assert found == [("http://mirror.gov.cn/1.html", 1, 1), (URL, 1, 0)]
    assert findings(tmp_path) == []
