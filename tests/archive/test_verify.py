"""The proof: silent on a whole archive, and one line for each thing that is wrong, with its place."""

import random
import shutil
import tracemalloc

import pytest

from archive.proof.finding import Tally
from archive.store import RunCounts, Store
from archive.verify import verify
from tests.archive.captures import damaged_database, exchange, findings, keep, rows, town_report


@pytest.fixture
def folder(tmp_path):
    with Store(tmp_path) as store:
        store.begin_run()
        for town in (1, 2):
            snapshot = store.capture(exchange(f"http://example.cn/{town}", f"town {town}".encode() * 100))
            store.keep(town_report(town), snapshot.id)
        note = "legacy tls"
        store.capture(exchange("http://example.cn/again", b"town 1" * 100, posted=b"page=2", transport=note))
        store.finish_run(0, RunCounts(pages=3))
    return tmp_path


def test_a_whole_archive_is_whole_and_the_tally_says_what_was_seen(folder):
    tally = Tally()
    assert list(verify(folder, tally, print)) == []
    assert tally == {"WARC file": 1, "WARC record": 7, "snapshot": 3, "record": 2, "report": 2}


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE reports SET year = 2019 WHERE id = 2", "report 2: its rows in reports do not follow"),
        ("UPDATE reports SET contact_phones = '0' WHERE id = 1", "report 1: its rows in reports do not follow"),
        ("UPDATE figures SET requests__granted__total = 0 WHERE report_id = 1", "report 1: its rows in figures"),
        ("UPDATE report_text SET full_text = full_text || ' '", "report 1: its rows in report_text"),
        ("UPDATE cell_states SET statuses = replace(statuses, 'z', 'b')", "report 1: its rows in cell_states"),
        ("UPDATE checks SET verdict = 'violated'", "report 1: its rows in checks"),
        ("UPDATE versions SET first_seen = '2020-01-01T00:00:00.000000Z'", "report 1: its rows in versions"),
        ("DELETE FROM versions WHERE report_id = 2", "report 2: its rows in versions"),
        ("UPDATE sightings SET gone_at = '2020-01-01T00:00:00.000000Z'", "does not match its seal"),
        ("UPDATE runs SET pages = 4", "runs 1: the row does not match its seal"),
        ("UPDATE readings SET content_sha256 = 'x'", "reading of snapshot 1: does not follow from record 1"),
        ("DELETE FROM readings WHERE snapshot_id = 2", "report 2: no snapshot was read as this"),
        ("UPDATE records SET sha256 = 'x' WHERE id = 1", "record 1: does not match its digest"),
        ("UPDATE snapshots SET url = 'http://example.cn/0' WHERE id = 1", "snapshot 1"),
        ("UPDATE snapshots SET fetched_at = '' WHERE id = 2", "time is"),
        ("UPDATE snapshots SET sha256 = 'x' WHERE id = 2", "document digest is"),
        ("UPDATE snapshots SET bytes = 1 WHERE id = 2", "size is 600"),
        ("UPDATE snapshots SET http_status = 404 WHERE id = 2", "status is 200"),
        ("UPDATE snapshots SET media_type = NULL WHERE id = 2", "media type is"),
        ("UPDATE snapshots SET run_id = NULL WHERE id = 2", "run is 1"),
        ("UPDATE snapshots SET warc_offset = 1 WHERE id = 2", "no record at"),
        ("UPDATE snapshots SET warc_length = 1 WHERE id = 2", "length is"),
        ("UPDATE snapshots SET warc_file = 'x.warc.gz' WHERE id = 2", "'x.warc.gz' is unknown"),
        ("UPDATE snapshots SET revisit_of = 2 WHERE id = 3", "address of the capture it repeats"),
        ("UPDATE snapshots SET revisit_of = NULL WHERE id = 3", "address of the capture it repeats"),
        ("UPDATE snapshots SET posted = NULL WHERE id = 3", "digest of what was sent is"),
        ("UPDATE snapshots SET posted = 'x' WHERE id = 1", "digest of what was sent is None"),
        ("UPDATE snapshots SET transport = NULL WHERE id = 3", "note on the connection is 'legacy tls'"),
        ("UPDATE snapshots SET transport = 'x' WHERE id = 2", "note on the connection is None"),
        ("DELETE FROM snapshots WHERE id = 3", "without a row"),
        ("DELETE FROM form_cells WHERE position = 3", "form_cells: does not list"),
        (
            "INSERT INTO reports_fts(reports_fts) VALUES ('delete-all')",
            "reports_fts: the full-text index does not match the texts",
        ),
        ("DELETE FROM sqlite_sequence", "would give an id a second time"),
        ("DROP INDEX readings_index_1", "readings_index_1: is not as this version makes it"),
        ("ALTER TABLE reports RENAME COLUMN signer TO signed", "table reports: is not as this version makes it"),
    ],
)
def test_each_damage_of_the_database_is_named(folder, damage, told):
    connection = damaged_database(folder)
    connection.execute(damage)
    connection.close()
    assert any(told in line for line in findings(folder)), findings(folder)


def test_each_flipped_byte_of_a_warc_file_is_named(folder):
    (file,) = (folder / "warc").iterdir()
    file.chmod(0o644)
    content = file.read_bytes()
    for position in range(0, len(content), 23):
        flipped = bytearray(content)
        flipped[position] ^= 1 << (position % 8)
        file.write_bytes(flipped)
        lines = findings(folder)
        assert any(file.name in line for line in lines), position


def test_a_missing_a_short_and_a_long_file_are_told_apart(folder):
    (file,) = (folder / "warc").iterdir()
    file.chmod(0o644)
    content = file.read_bytes()
    file.write_bytes(content[:-9])
    assert any("9 of its" in line for line in findings(folder))
    file.write_bytes(content + b"more")
    assert any("4 bytes follow its last record" in line for line in findings(folder))
    file.unlink()
    assert any("missing, and with it 3 snapshots" in line for line in findings(folder))


def test_a_stranger_in_the_folder_is_named(folder):
    (folder / "warc" / "notes.txt").write_text("hello")
    assert findings(folder) == ["notes.txt: not a file of this program"]


def test_it_proves_the_last_flush_while_a_writer_is_at_work(folder):
    notes: list[str] = []
    with Store(folder) as store:
        store.capture(exchange("http://example.cn/new", b"new"))
        store.flush()
        store.capture(exchange("http://example.cn/newer", b"newer"))
        assert list(verify(folder, Tally(), notes.append)) == []
    assert notes == []
    assert findings(folder) == []


def test_the_index_is_proved_beside_a_writer_who_waits_for_nothing(folder):
    with Store(folder) as store:
        store._connection.execute("PRAGMA busy_timeout = 0")
        store._connection.execute("INSERT INTO reports_fts(rowid, title, narrative) VALUES (1, '幽灵 灵', '')")
        store.flush()
        for finding in verify(folder, Tally(), print):
            assert str(finding) == "reports_fts: the full-text index does not match the texts"
            break
        else:
            raise AssertionError("the phantom was not found")
        keep(store, town_report(3), "http://example.cn/3")
        store.flush()


def test_each_part_of_the_index_is_proved(folder, tmp_path):
    for number, damage in enumerate(
        (
            "DELETE FROM reports_fts_docsize WHERE id = 2",
            "UPDATE reports_fts_docsize SET sz = x'0101' WHERE id = 2",
            "DELETE FROM reports_fts_data WHERE id > 10",
            "UPDATE reports_fts_data SET block = substr(block, 1, length(block) - 9) || zeroblob(9) WHERE id > 10",
        )
    ):
        shutil.copytree(folder, tmp_path / f"copy-{number}" / "data", ignore=lambda *_: [f"copy-{n}" for n in range(9)])
        connection = damaged_database(tmp_path / f"copy-{number}" / "data")
        connection.execute(damage)
        connection.close()
        assert any("reports_fts" in line for line in findings(tmp_path / f"copy-{number}" / "data")), damage


def test_memory_does_not_grow_with_the_archive(tmp_path):
    def peak(folder, count):
        with Store(folder) as store:
            for number in range(count):
                store.capture(exchange(f"http://example.cn/{number}", random.Random(number).randbytes(10_000)))
        tracemalloc.start()
        assert findings(folder) == []
        measured = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return measured

    small, large = peak(tmp_path / "small", 200), peak(tmp_path / "large", 2000)
    assert large < small * 1.2


def test_a_large_record_is_streamed(tmp_path):
    with Store(tmp_path) as store:
        store.capture(exchange("http://example.cn/large", bytes(40 << 20)))
    tracemalloc.start()
    assert findings(tmp_path) == []
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()
    assert rows(tmp_path, "SELECT bytes FROM snapshots") == [(40 << 20,)]


def test_after_a_kill_what_the_next_run_takes_in_is_a_note_and_no_finding(tmp_path):
    with Store(tmp_path / "a") as store:
        store.capture(exchange("http://example.cn/1", b"one"))
        store.flush()
        store.capture(exchange("http://example.cn/2", b"two"))
        shutil.copytree(tmp_path / "a", tmp_path / "killed")
    notes: list[str] = []
    assert list(verify(tmp_path / "killed", Tally(), notes.append)) == []
    assert len(notes) == 1
    assert "the next run takes them in" in notes[0]
    (tmp_path / "killed" / "archive.db").unlink()
    (tmp_path / "killed" / "archive.db-wal").unlink(missing_ok=True)
    with Store(tmp_path / "new"):
        pass
    shutil.copy(tmp_path / "new" / "archive.db", tmp_path / "killed")
    notes.clear()
    assert list(verify(tmp_path / "killed", Tally(), notes.append)) == []
    assert "is not in the index; the next run takes it in" in notes[0]
