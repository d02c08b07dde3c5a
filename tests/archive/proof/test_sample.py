"""The sample: silent on a whole archive, sees what it looks at, and gives everything the same chance."""

import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from archive.insights.renew import renew
from archive.ledger import Ledger, PortalRow
from archive.proof.finding import Tally
from archive.proof.sample import Chosen, choose, random_ids
from archive.seals import SEALED, put_all
from archive.store import RunCounts, Store
from archive.verify import sampled
from tests.archive.captures import damaged_database, exchange, keep, town_report


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    with Store(folder, roll_bytes=3000) as store:
        store.begin_run()
        Ledger(store).register([PortalRow("http://www.qingtong.example/", "青桐县")])
        for town in range(1, 9):
            keep(store, town_report(town), f"http://example.cn/{town}", f"town {town}".encode() * 2000)
            store.capture(exchange(f"http://example.cn/list/{town}", b"list", posted=b"page=%d" % town))
        store.finish_run(0, RunCounts(pages=16))
    return folder


@pytest.fixture
def folder(made, tmp_path):
    shutil.copytree(made, tmp_path / "data")
    return tmp_path / "data"


def told(folder, count=100):
    return [str(finding) for finding in sampled(folder, count, Tally(), lambda text: None)]


def test_a_sample_of_a_whole_archive_is_silent_and_counts_what_it_proved(folder):
    tally = Tally()
    assert list(sampled(folder, 3, tally, print)) == []
    assert (tally["snapshot"], tally["report"]) == (3, 3)
    assert tally["WARC record"] in range(6, 10)  # requests are proved with their answers, and heads of files
    assert told(folder) == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE reports SET year = 2019 WHERE id = 2", "report 2: its rows in reports do not follow"),
        ("UPDATE report_text SET full_text = '' WHERE report_id = 2", "report 2: its rows in report_text"),
        ("UPDATE readings SET content_sha256 = 'x'", "readings 1 : the row does not match its seal"),
        ("UPDATE runs SET pages = 4", "runs 1: the row does not match its seal"),
        ("UPDATE portals SET name = '白鹭镇'", "portals http://www.qingtong.example/: the row does not match its seal"),
        ("UPDATE sightings SET gone_at = 'x'", "sightings 3 http://example.cn/3: the row does not"),
        ("UPDATE records SET sha256 = 'x' WHERE id = 1", "record 1: does not match its digest"),
        ("UPDATE snapshots SET url = 'http://example.cn/0' WHERE id = 1", "snapshot 1"),
        ("UPDATE snapshots SET posted = NULL WHERE id = 2", "digest of what was sent"),
        ("UPDATE snapshots SET warc_offset = 1 WHERE id = 2", "snapshot 2: no record at"),
        ("UPDATE snapshots SET warc_length = warc_length + 5 WHERE id = 2", "length is"),
        ("UPDATE snapshots SET warc_length = 1 WHERE id = 2", "are damaged (cut off"),
        ("UPDATE snapshots SET warc_file = 'x.warc.gz' WHERE id = 2", "'x.warc.gz' is unknown"),
        ("DELETE FROM snapshots WHERE id = 2", "without a row"),
        ("DELETE FROM form_cells WHERE position = 3", "form_cells: does not list"),
        ("DROP INDEX readings_index_1", "readings_index_1: is not as this version makes it"),
        (
            "INSERT INTO reports_fts(reports_fts) VALUES ('delete-all')",
            "report 1: the full-text index does not find it by its own words",
        ),
    ],
)
def test_damage_of_what_is_looked_at_is_named(folder, damage, words):
    with closing(damaged_database(folder)) as connection:
        connection.execute(damage)
    assert any(words in line for line in told(folder)), told(folder)


def test_each_byte_of_a_file_has_its_turn(folder):
    file = max((folder / "warc").iterdir(), key=lambda path: path.stat().st_size)
    file.chmod(0o644)
    content = file.read_bytes()
    for position in range(0, len(content), max(1, len(content) // 40)):
        flipped = bytearray(content)
        flipped[position] ^= 1 << (position % 8)
        file.write_bytes(flipped)
        assert any(file.name in line for line in told(folder)), position


def test_files_are_missed_whichever_captures_are_chosen(folder):
    first, second, *_ = sorted((folder / "warc").iterdir())
    first.unlink()
    second.chmod(0o644)
    second.write_bytes(second.read_bytes()[:-1])
    lines = told(folder, 1)
    assert any(line.startswith(f"{first.name}: missing, and with it") for line in lines)
    assert any(line.startswith(f"{second.name}: 1 of its") for line in lines)


def test_a_sample_is_taken_while_a_writer_is_at_work(folder):
    with Store(folder) as store:
        store.capture(exchange("http://example.cn/new", b"new"))
        assert told(folder) == []


def test_every_sealed_table_begins_with_a_key_that_a_sample_knows():
    known = {"url", "portal_url", "run_id", "id", "snapshot_id", "report_id", "area"}
    assert {keys[0] for keys, _ in SEALED.values()} <= known


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE coverage SET body = '白鹭镇'", "coverage 990101 0: the row does not match its seal"),
        ("UPDATE lookalikes SET likeness = 1.5", "lookalikes 1 2: the row does not match its seal"),
        ("UPDATE sketches SET record_id = 99", "sketches 1: the row does not match its seal"),
    ],
)
def test_what_follows_from_many_reports_is_looked_at_too(folder, damage, words):
    with Store(folder) as store:
        renew(store, None, lambda _: None)
        with store.changing() as connection:
            put_all(connection, "lookalikes", [(1, 2, "near_text", 0.95, None)])
    assert told(folder) == []
    with closing(damaged_database(folder)) as connection:
        connection.execute(damage)
    assert words in told(folder)


def test_an_empty_archive_has_nothing_to_choose(tmp_path):
    with Store(tmp_path) as store:
        assert choose(store._connection, 10) == Chosen([], [], [], [])
    assert told(tmp_path) == []


def table_of(ids):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE snapshots(id INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO snapshots VALUES (?)", [(one,) for one in ids])
    return closing(connection)


@pytest.mark.parametrize("ids", [range(1, 401), [*range(1, 300), *range(340, 441)]])
def test_every_id_has_the_same_chance(ids):
    dice = random.Random("chances")
    with table_of(ids) as connection:
        nights = [random_ids(connection, "snapshots", 20, dice.randrange) for _ in range(1000)]
    assert all(len(set(night)) == 20 for night in nights)
    seen = Counter(one for night in nights for one in night)
    assert seen.keys() == set(ids)
    assert max(seen.values()) < 2 * 50
    assert min(seen.values()) > 50 / 2.5


def test_an_id_far_out_hides_no_other():
    with table_of([*range(100), 1 << 62]) as connection:
        assert len(random_ids(connection, "snapshots", 20)) == 20
