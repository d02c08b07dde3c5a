"""The writer: what goes in comes out once, and the same again changes nothing."""

import gzip
import stat
import time
from contextlib import suppress
from dataclasses import replace

import pytest

from archive.database import open_for_reading
from archive.documents import read_document
from archive.errors import ArchiveBusyError, RecordError, StorageError, UsageError
from archive.proof.finding import Tally
from archive.readings import Kept
from archive.store import RunCounts, Store
from archive.verify import verify
from archive.words import segment
from tests.archive.captures import dump, exchange, rows, town_report


def findings(folder):
    return [str(finding) for finding in verify(folder, Tally(), lambda text: None)]


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


def keep(store, record, url="http://example.cn/1", payload=None) -> Kept:
    snapshot = store.capture(exchange(url, payload if payload is not None else record.text.encode()))
    return store.keep(record, snapshot.id)


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


def test_outcomes_of_keeping(store):
    record = town_report()
    edited = replace(record, text=record.text + "更正")
    assert keep(store, record).outcome == "new_report"
    assert keep(store, record).outcome == "seen_again"
    assert keep(store, record, "http://example.cn/copy").outcome == "new_sighting"
    assert keep(store, edited).outcome == "new_version"
    assert keep(store, town_report(2)).outcome == "new_report"
    assert keep(store, replace(record, verdict="not_report", reason="list")).outcome == "not_a_report"


def test_the_same_again_changes_not_one_row(tmp_path):
    record = town_report()
    with Store(tmp_path) as store:
        snapshot = store.capture(exchange("http://example.cn/1"))
        first = store.keep(record, snapshot.id)
    before = dump(tmp_path)
    with Store(tmp_path) as store:
        assert store.keep(record, snapshot.id) == Kept("unchanged", first.report_id)
    assert dump(tmp_path) == before


def test_an_edit_is_a_new_version_and_leaves_the_old(tmp_path, store):
    old = town_report(text="公开旧文")
    new = replace(old, text="公开新文", sections={"overview": "公开新文"})
    keep(store, old)
    report_id = keep(store, new).report_id
    store.flush()
    assert rows(tmp_path, "SELECT version_count FROM reports") == [(2,)]
    assert rows(tmp_path, "SELECT full_text FROM report_text") == [("公开新文",)]
    kept = rows(
        tmp_path, "SELECT body FROM versions JOIN records ON records.id = record_id WHERE report_id = ?", report_id
    )
    assert len(kept) == 2


def test_a_version_that_comes_back_is_the_old_version(tmp_path, store):
    old, new = town_report(text="甲"), town_report(text="乙")
    for record in (old, new, old):
        keep(store, record)
    store.flush()
    assert rows(tmp_path, "SELECT version_count FROM reports") == [(2,)]
    assert rows(tmp_path, "SELECT full_text FROM report_text") == [("甲",)]


def test_equal_text_under_two_keys_is_linked_and_never_merged(tmp_path, store):
    one, other = town_report(1, text="同文"), town_report(2, text="同文")
    keep(store, one, "http://example.cn/1")
    keep(store, other, "http://example.cn/2")
    store.flush()
    assert rows(tmp_path, "SELECT report_id, other_report_id FROM same_text") == [(1, 2)]


def test_an_incomplete_key_is_never_merged(tmp_path, store):
    record = town_report()
    nameless = replace(record, issuer=replace(record.issuer, division=None))
    keep(store, nameless, "http://example.cn/1")
    keep(store, nameless, "http://example.cn/2")
    assert keep(store, nameless, "http://example.cn/2").outcome == "seen_again"
    store.flush()
    assert rows(tmp_path, "SELECT count(*), sum(identified) FROM reports") == [(2, 0)]


def test_two_parts_of_a_bundle_are_two_reports(tmp_path, store):
    snapshot = store.capture(exchange("http://example.cn/all.zip"))
    store.keep(town_report(1), snapshot.id, "one.docx")
    store.keep(town_report(2), snapshot.id, "two.docx")
    store.flush()
    assert rows(tmp_path, "SELECT count(*) FROM reports") == [(2,)]
    assert findings(tmp_path) == []


def test_a_better_reading_replaces_what_the_snapshot_said(tmp_path, store):
    wrong = town_report(1)
    snapshot = store.capture(exchange("http://example.cn/1"))
    store.keep(wrong, snapshot.id)
    assert store.keep(town_report(2), snapshot.id).outcome == "reread"
    store.flush()
    assert rows(tmp_path, "SELECT township FROM reports") == [("第2镇",)]
    assert rows(tmp_path, "SELECT count(*) FROM records") == [(1,)]
    assert findings(tmp_path) == []


def test_a_failed_reading_does_not_take_a_good_one_away(tmp_path, store):
    record = town_report()
    snapshot = store.capture(exchange("http://example.cn/1"))
    report_id = store.keep(record, snapshot.id).report_id
    failed = replace(record, verdict="unreadable", reason="timeout")
    assert store.keep(failed, snapshot.id) == Kept("kept_earlier", report_id)
    store.keep(replace(record, verdict="not_report", reason="list"), snapshot.id)
    store.flush()
    assert rows(tmp_path, "SELECT count(*) FROM reports") == [(0,)], "a verdict of the reader does take it away"
    assert findings(tmp_path) == []


def test_cells_tell_blank_nought_and_absence_apart(tmp_path, store):
    record = town_report()
    statuses = {0: ("blank", ""), 1: ("not_applicable", "/"), 2: ("row_absent", ""), 3: ("unit_unknown", "8040")}
    cells = tuple(
        replace(cell, value=None, status=statuses[n][0], raw=statuses[n][1]) if n in statuses else cell
        for n, cell in enumerate(record.cells)
    )
    spoken = replace(cells[5], value=6.5, raw="6.5 万元", status="number")
    record = replace(record, cells=(*cells[:5], spoken, *cells[6:]))
    keep(store, record)
    store.flush()
    columns = "table_name, row_key, column_key, value, raw, status"
    stored = rows(tmp_path, f"SELECT {columns} FROM cells")
    expected = [(cell.table, cell.row, cell.column, cell.value, cell.raw, cell.status) for cell in record.cells]
    assert sorted(stored, key=repr) == sorted(expected, key=repr)
    figures = rows(tmp_path, "SELECT proactive__regulations__issued, proactive__normative_docs__in_force FROM figures")
    assert figures == [(None, 6.5)]


def test_checks_are_rows(tmp_path, store):
    record = town_report()
    keep(store, record)
    store.flush()
    stored = rows(tmp_path, "SELECT rule, place, verdict, left_value, right_value FROM checks")
    assert sorted(stored) == sorted((c.rule, c.at, c.verdict, c.left, c.right) for c in record.checks)


def test_the_index_follows_the_current_text(tmp_path, store):
    old = replace(town_report(text="甲"), sections={"overview": "举办信访培训"})
    keep(store, old)
    keep(store, replace(old, text="乙", sections={"overview": "更新目录"}))
    store.flush()
    search = "SELECT rowid FROM reports_fts WHERE reports_fts MATCH ?"
    assert rows(tmp_path, search, f'"{segment("信访").split()[0]}"') == []
    assert rows(tmp_path, search, '"目录"') == [(1,)]
    assert rows(tmp_path, search, '"年度 度报 报告"') == [(1,)]


def test_a_record_that_no_form_fits_leaves_nothing_behind(tmp_path, store):
    record = town_report()
    snapshot = store.capture(exchange("http://example.cn/1"))
    with pytest.raises(RecordError, match="no known form"):
        store.keep(replace(record, cells=record.cells[1:]), snapshot.id)
    store.keep(town_report(2), snapshot.id)
    store.flush()
    assert rows(tmp_path, "SELECT count(*) FROM records") == [(1,)]


def test_text_that_is_no_text_is_refused(store):
    snapshot = store.capture(exchange("http://example.cn/1"))
    with pytest.raises(RecordError, match="text"):
        store.keep(town_report(text="\ud800"), snapshot.id)


def test_an_unknown_snapshot_is_refused(store):
    with pytest.raises(UsageError, match="no snapshot 7"):
        store.keep(town_report(), 7)


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


def test_parts_of_a_bundle_that_name_nobody_stay_apart(tmp_path, store):
    nameless = replace(town_report(), issuer=None)
    snapshot = store.capture(exchange("http://example.cn/all.zip"))
    store.keep(nameless, snapshot.id, "a.doc")
    store.keep(replace(nameless, text="another"), snapshot.id, "b.doc")
    store.flush()
    assert rows(tmp_path, "SELECT count(*) FROM reports") == [(2,)]


@pytest.mark.parametrize("code", ["", "x", "62292", "6229261", "６２２９２６", "622926214 "])
def test_a_code_that_is_none_identifies_nobody(tmp_path, store, code):
    record = town_report()
    division = replace(record.issuer.division, code=code)
    keep(store, replace(record, issuer=replace(record.issuer, division=division)))
    store.flush()
    assert rows(tmp_path, "SELECT identified FROM reports") == [(0,)]


def test_layout_blanks_do_not_make_an_old_text_the_longer_one(tmp_path, store):
    edited = town_report(text="更新目录" * 100)
    keep(store, replace(edited, text=" ".join("旧目录" * 100)), "http://example.cn/pdf")
    keep(store, edited, "http://example.cn/page")
    store.flush()
    assert rows(tmp_path, "SELECT full_text FROM report_text") == [(edited.text,)]


@pytest.mark.parametrize("change", [{"scope": "both"}, {"year": "2024"}, {"form": 3}])
def test_a_record_of_the_wrong_types_is_refused_and_the_next_one_is_kept(store, change):
    snapshot = store.capture(exchange("http://example.cn/1"))
    with suppress(RecordError):
        store.keep(replace(town_report(), **change), snapshot.id)
    assert store.keep(town_report(2), snapshot.id).report_id
    store.flush()


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
