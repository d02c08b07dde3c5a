"""The writer as keeper of captures: what goes in comes out byte for byte, and one at a time may write."""

import gzip
import stat
import time

import pytest

from archive.database import open_for_reading
from archive.documents import read_document
from archive.errors import ArchiveBusyError, StorageError
from archive.ledger import Ledger, PortalRow
from archive.store import RunCounts, Store
from tests.archive.captures import exchange, findings, keep, rows, town_report


def test_a_capture_is_read_back_byte_for_byte(tmp_path, store):
    document = bytes(range(256)) * 20
    snapshot = store.capture(exchange("http://example.cn/a", document))
    store.flush()
    connection = open_for_reading(tmp_path).conn
    assert read_document(connection, tmp_path / "warc", snapshot.id) == document
    connection.close()
    assert rows(tmp_path, "SELECT bytes, http_status, media_type FROM snapshots") == [(5120, 200, "text/html")]


def test_a_packed_document_is_known_by_what_it_unpacks_to(tmp_path, store):
    packed = gzip.compress(b"<p>report</p>", mtime=0)
    snapshot = store.capture(exchange("http://example.cn/a", packed, ["Content-Encoding: gzip"]))
    plain = store.capture(exchange("http://example.cn/b", b"<p>report</p>"))
    assert snapshot.sha256 == plain.sha256
    assert snapshot.bytes == len(b"<p>report</p>")
    assert plain.revisit_of is None, "other bytes on the wire are no revisit, even of the same document"


def test_a_known_payload_becomes_a_revisit_of_its_first_capture(tmp_path, store):
    first = store.capture(exchange("http://example.cn/a", b"same"))
    second = store.capture(exchange("http://example.cn/b", b"same"))
    third = store.capture(exchange("http://example.cn/a", b"same"))
    assert (second.revisit_of, third.revisit_of) == (first.id, first.id)
    store.flush()
    connection = open_for_reading(tmp_path).conn
    assert read_document(connection, tmp_path / "warc", third.id) == b"same"
    connection.close()


def test_nothing_is_no_revisit_of_nothing(store):
    store.capture(exchange("http://example.cn/a", b""))
    assert store.capture(exchange("http://example.cn/b", b"")).revisit_of is None


def test_files_roll_at_the_set_size_and_are_closed_for_good(tmp_path):
    with Store(tmp_path, roll_bytes=3000) as store:
        for number in range(20):
            store.capture(exchange(f"http://example.cn/{number}", f"{number}".encode() * 400))
    files = sorted((tmp_path / "warc").iterdir())
    assert len(files) > 3
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o444 for file in files)
    assert rows(tmp_path, "SELECT count(*) FROM warc_files WHERE sha256 IS NULL") == [(0,)]
    assert findings(tmp_path) == []


def test_a_run_owns_its_captures_and_its_files(tmp_path, store):
    run = store.begin_run()
    assert store.capture(exchange("http://example.cn/a")).run_id == run
    store.finish_run(3, RunCounts(pages=1))
    assert store.begin_run() == run + 1
    store.capture(exchange("http://example.cn/b", b"other"))
    store.finish_run(0, RunCounts(pages=1, new_reports=2, changed_reports=3, gone_reports=4))
    assert rows(tmp_path, "SELECT id, exit_status, pages, gone_reports FROM runs") == [(1, 3, 1, 0), (2, 0, 1, 4)]
    assert rows(tmp_path, "SELECT count(DISTINCT warc_file), count(*) FROM snapshots") == [(2, 2)]


def test_a_timer_may_flush_what_is_old_and_nothing_else(tmp_path, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("archive.store.time.monotonic", lambda: clock[0])
    count = "SELECT count(*) FROM snapshots"
    with Store(tmp_path) as store:
        store.capture(exchange("http://example.cn/1"))
        store.flush_when_due()
        assert rows(tmp_path, count) == [(0,)]
        clock[0] = 1.5
        store.flush_when_due()
        assert rows(tmp_path, count) == [(1,)]
        monkeypatch.setattr(store, "flush", pytest.fail)
        clock[0] = 60.0
        store.flush_when_due()
        monkeypatch.undo()


def test_what_the_crawl_notes_waits_for_a_flush_like_a_capture(tmp_path, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("archive.store.time.monotonic", lambda: clock[0])
    with Store(tmp_path) as store:
        Ledger(store).register([PortalRow("http://www.qingtong.example/", "青桐县")])
        assert rows(tmp_path, "SELECT name FROM portals") == []
        clock[0] = 1.5
        store.flush_when_due()
        assert rows(tmp_path, "SELECT name FROM portals") == [("青桐县",)]


def test_a_second_writer_gets_one_line_and_harms_nothing(tmp_path, store):
    with pytest.raises(ArchiveBusyError, match="is being written by process"):
        Store(tmp_path)
    assert keep(store, town_report()).outcome == "new_report"


def test_readers_see_the_last_flush_and_hinder_no_one(tmp_path, store):
    keep(store, town_report(1), "http://example.cn/1")
    store.flush()
    reader = open_for_reading(tmp_path).conn
    count = "SELECT count(*) FROM reports"
    reader.execute("BEGIN")
    assert reader.execute(count).fetchone() == (1,)
    keep(store, town_report(2), "http://example.cn/2")
    store.flush()
    assert reader.execute(count).fetchone() == (1,), "a reader in the middle keeps its moment"
    reader.execute("COMMIT")
    assert reader.execute(count).fetchone() == (2,)
    reader.close()


def test_an_interruption_in_the_middle_of_a_write_leaves_nothing_half_done(tmp_path, monkeypatch):
    with Store(tmp_path) as store:
        store.capture(exchange("http://example.cn/1", b"one"))
        store.flush()
        written = store._warc.write

        def write_and_be_interrupted(*arguments):
            written(*arguments)
            raise KeyboardInterrupt

        monkeypatch.setattr(store._warc, "write", write_and_be_interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.capture(exchange("http://example.cn/2", b"two"))
        with pytest.raises(StorageError, match="open the archive again"):
            store.flush()
    with Store(tmp_path) as store:
        assert store.recovered.restored == 1
    assert findings(tmp_path) == []
    assert rows(tmp_path, "SELECT count(*) FROM snapshots") == [(2,)]


def test_a_reader_at_work_does_not_hold_up_the_end(tmp_path):
    store = Store(tmp_path)
    keep(store, town_report())
    store.flush()
    reader = open_for_reading(tmp_path).conn
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM reports").fetchone()
    keep(store, town_report(2), "http://example.cn/2")
    started = time.monotonic()
    store.close()
    assert time.monotonic() - started < 5
    reader.close()
