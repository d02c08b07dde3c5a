"""Opening an archive after a crash: what was whole is kept, what was torn is cut off, what is lost is named."""

import gzip
import hashlib
import shutil

import pytest

from archive.proof.finding import Tally
from archive.store import Store
from archive.verify import verify
from tests.archive.captures import damaged_database, dump, exchange, rows, town_report

URLS = "SELECT url FROM snapshots ORDER BY id"


def whole(folder):
    return list(verify(folder, Tally(), print)) == []


def fill(folder, count=3, **options):
    with Store(folder, **options) as store:
        for number in range(count):
            store.capture(exchange(f"http://example.cn/{number}", f"page {number}".encode() * 50))


def crashed(folder, *, acknowledged, unacknowledged):
    """An archive as a kill leaves it: the file open, some records flushed, some only written."""
    with Store(folder) as store:
        for number in range(acknowledged):
            store.capture(exchange(f"http://example.cn/{number}", f"page {number}".encode() * 50))
        store.flush()
        for number in range(acknowledged, acknowledged + unacknowledged):
            store.capture(exchange(f"http://example.cn/{number}", f"page {number % 3}".encode() * 50))
        copy = folder.with_name("crashed")
        shutil.copytree(folder, copy)
    return copy


def only_file(folder):
    (file,) = (folder / "warc").iterdir()
    return file


def test_records_without_a_row_get_their_row_again(tmp_path):
    folder = crashed(tmp_path / "a", acknowledged=3, unacknowledged=4)
    with Store(folder) as store:
        assert store.recovered.restored == 4
        assert [*store.recovered.lines()] == ["4 snapshots found in WARC files without a row: rows restored"]
    assert rows(folder, URLS) == [(f"http://example.cn/{n}",) for n in range(7)]
    assert rows(folder, "SELECT id, revisit_of FROM snapshots WHERE id > 3") == [(4, 1), (5, 2), (6, 3), (7, 1)]
    assert whole(folder)
    with Store(folder) as store:
        assert [*store.recovered.lines()] == []


def test_a_torn_last_record_is_cut_off_wherever_it_was_torn(tmp_path):
    folder = crashed(tmp_path / "a", acknowledged=1, unacknowledged=2)
    size = only_file(folder).stat().st_size
    (known,) = rows(folder, "SELECT bytes FROM warc_files")[0]
    for length in range(known, size, 37):
        torn = tmp_path / "torn"
        shutil.copytree(folder, torn)
        with only_file(torn).open("r+b") as file:
            file.truncate(length)
        with Store(torn) as store:
            assert not store.recovered.problems
            assert bool(store.recovered.cut) == (only_file(torn).stat().st_size < length)
        assert whole(torn), length
        assert ("http://example.cn/0",) in rows(torn, URLS)
        shutil.rmtree(torn)


def test_the_whole_index_is_made_again_from_the_files(tmp_path):
    with Store(tmp_path / "a", roll_bytes=2000) as store:
        for number in range(9):
            packed = gzip.compress(b"packed", mtime=0)
            payload, headers = (packed, ["Content-Encoding: gzip"]) if number % 4 == 0 else (b"%d" % (number % 3), [])
            asked = {"posted": b"page=%d" % number, "transport": "legacy tls"} if number % 3 == 0 else {}
            store.capture(exchange(f"http://example.cn/{number}", payload, headers, "404 Not Found", **asked))
    before = dump(tmp_path / "a")
    (tmp_path / "b").mkdir()
    shutil.copytree(tmp_path / "a" / "warc", tmp_path / "b" / "warc")
    with Store(tmp_path / "b") as store:
        assert store.recovered.restored == 9
    assert dump(tmp_path / "b") == before
    told = rows(tmp_path / "b", "SELECT count(posted), count(transport), count(revisit_of) FROM snapshots")
    assert told == [(3, 3, 5)], "what was sent and how comes back too, of revisits as of first captures"


def test_damage_in_an_unindexed_file_costs_only_the_damaged_record(tmp_path):
    fill(tmp_path, count=5)
    offsets = rows(tmp_path, "SELECT warc_offset FROM snapshots ORDER BY id")
    (tmp_path / "archive.db").unlink()
    file = only_file(tmp_path)
    file.chmod(0o644)
    content = bytearray(file.read_bytes())
    content[offsets[2][0] + 30] ^= 0xFF
    file.write_bytes(content)
    with Store(tmp_path) as store:
        assert store.recovered.restored == 4
        assert len(store.recovered.problems) == 1
        assert f"{file.name} at {offsets[2][0]}" in store.recovered.problems[0]
    assert file.stat().st_size == len(content), "what follows the damage is never cut off"


def test_a_file_of_another_program_is_left_alone(tmp_path):
    fill(tmp_path)
    foreign = tmp_path / "warc" / "other.warc.gz"
    record = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 14\r\n\r\nsoftware: wget\r\n\r\n"
    foreign.write_bytes(gzip.compress(record) + b"torn")
    with Store(tmp_path) as store:
        assert "nianbao ingest" in store.recovered.problems[0]
    assert foreign.read_bytes().endswith(b"torn")


@pytest.mark.parametrize("content", [b"", gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")[:30], bytes(4096)])
def test_a_file_of_ours_that_only_began_is_removed(tmp_path, content):
    fill(tmp_path)
    began = tmp_path / "warc" / "20260101-000000-abcdef012345-00001.warc.gz"
    began.write_bytes(content)
    with Store(tmp_path) as store:
        assert store.recovered.cut == [f"{began.name}: holds no whole record: removed"]
    assert not began.exists()


def test_rows_without_a_record_are_reported_and_kept(tmp_path):
    fill(tmp_path, count=2)
    file = only_file(tmp_path)
    size = file.stat().st_size
    file.chmod(0o644)
    with file.open("r+b") as handle:
        handle.truncate(size - 5)
    with Store(tmp_path) as store:
        assert store.recovered.problems == [
            f"{file.name} has {size - 5} of {size} bytes: 1 snapshot without their record"
        ]
    file.unlink()
    with Store(tmp_path) as store:
        assert store.recovered.problems == [f"{file.name} is missing: 2 snapshots without their record"]
    assert len(rows(tmp_path, URLS)) == 2


def test_a_revisit_finds_its_original_in_a_file_that_sorts_after_it(tmp_path):
    """As when the clock was set back between two runs."""
    for year, url in ((2027, "http://example.cn/first"), (2026, "http://example.cn/again")):
        with Store(tmp_path) as store:
            store._warc._series = f"{year}0101-000000-abcdef012345"
            store.capture(exchange(url, b"same"))
    (tmp_path / "archive.db").unlink()
    with Store(tmp_path) as store:
        assert store.recovered.restored == 2
        assert not store.recovered.problems
    assert rows(tmp_path, "SELECT url FROM snapshots WHERE revisit_of IS NOT NULL") == [("http://example.cn/again",)]
    assert whole(tmp_path)


def test_a_copy_of_a_file_under_another_name_is_not_taken_in(tmp_path):
    fill(tmp_path)
    file = only_file(tmp_path)
    for name in (f"backup of {file.name}", file.name.replace("-00001", "-00009")):
        shutil.copy(file, file.with_name(name))
    with Store(tmp_path) as store:
        assert len(store.recovered.problems) == 2
        assert all("not written here by this program" in problem for problem in store.recovered.problems)
    assert len(rows(tmp_path, URLS)) == 3


def test_a_file_whose_first_record_is_damaged_is_taken_in_all_the_same(tmp_path):
    fill(tmp_path)
    (tmp_path / "archive.db").unlink()
    file = only_file(tmp_path)
    file.chmod(0o644)
    content = bytearray(file.read_bytes())
    content[40] ^= 1
    file.write_bytes(content)
    with Store(tmp_path) as store:
        assert store.recovered.restored == 3
        assert f"{file.name} at 0" in store.recovered.problems[0]


def test_the_end_of_a_closed_file_is_never_cut_off(tmp_path):
    fill(tmp_path)
    (tmp_path / "archive.db").unlink()
    file = only_file(tmp_path)
    content = file.read_bytes()
    for damaged in (content[:-20] + b"x" + content[-19:], content[:-5]):
        file.chmod(0o644)
        file.write_bytes(damaged)
        file.chmod(0o444)
        with Store(tmp_path) as store:
            assert not store.recovered.cut
            assert len(store.recovered.problems) == 1
        assert file.read_bytes() == damaged
        (tmp_path / "archive.db").unlink()


def test_a_server_cannot_smuggle_records_in_through_a_torn_one(tmp_path):
    with Store(tmp_path / "elsewhere") as store:
        store.capture(exchange("http://www.example.cn/forged", b"forged"))
    forged = only_file(tmp_path / "elsewhere").read_bytes()
    with Store(tmp_path / "a") as store:
        store.capture(exchange("http://example.cn/1", b"one"))
        store.flush()
        # noise does not pack, so the forged record stands in the file as it is, now and then even in one piece
        noise = b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(2000))
        bait = noise + b"".join(forged + noise[n : n + 9000] for n in range(0, 50_000, 997))
        store.capture(exchange("http://example.cn/bait", bait))
        shutil.copytree(tmp_path / "a", tmp_path / "b")
    with only_file(tmp_path / "b").open("r+b") as file:
        file.truncate(file.seek(0, 2) - 500)
    assert forged in only_file(tmp_path / "b").read_bytes()
    with Store(tmp_path / "b") as store:
        assert store.recovered.restored == 0
    assert rows(tmp_path / "b", URLS) == [("http://example.cn/1",)]
    assert whole(tmp_path / "b")


def test_what_is_left_of_a_database_that_was_moved_away_is_not_read(tmp_path):
    folder = crashed(tmp_path / "a", acknowledged=3, unacknowledged=1)
    assert (folder / "archive.db-wal").stat().st_size > 0
    (folder / "archive.db").unlink()
    with Store(folder) as store:
        assert store.recovered.restored == 4
    assert whole(folder)
    assert (folder / "archive.db-wal.set-aside").exists()


def test_a_payload_whose_file_is_lost_is_stored_again(tmp_path):
    fill(tmp_path, count=1)
    only_file(tmp_path).unlink()
    with Store(tmp_path) as store:
        snapshot = store.capture(exchange("http://example.cn/0", b"page 0" * 50))
        assert snapshot.revisit_of is None


def test_odd_things_in_the_folder_do_not_keep_the_archive_from_opening(tmp_path):
    fill(tmp_path)
    warc = tmp_path / "warc"
    (warc / "folder.warc.gz").mkdir()
    (warc / "._hidden.warc.gz").write_bytes(b"x")
    (warc / ".DS_Store").write_bytes(b"x")
    with Store(tmp_path) as store:
        assert not store.recovered.problems
    assert [finding.place for finding in verify(tmp_path, Tally(), print)] == ["folder.warc.gz"]


def test_restored_captures_keep_their_run(tmp_path):
    with Store(tmp_path / "a") as store:
        run = store.begin_run()
        store.capture(exchange("http://example.cn/1"))
        shutil.copytree(tmp_path / "a", tmp_path / "b")
    with Store(tmp_path / "b") as store:
        assert store.recovered.restored == 1
    assert rows(tmp_path / "b", "SELECT run_id FROM snapshots") == [(run,)]


def test_an_index_of_an_older_segmenter_is_made_anew(tmp_path):
    with Store(tmp_path) as store:
        snapshot = store.capture(exchange("http://example.cn/1"))
        store.keep(town_report(), snapshot.id)
    connection = damaged_database(tmp_path)
    connection.execute("UPDATE archive_info SET value = 'older'")
    connection.execute("INSERT INTO reports_fts(reports_fts) VALUES ('delete-all')")
    connection.close()
    assert not whole(tmp_path)
    with Store(tmp_path):
        pass
    assert whole(tmp_path)
