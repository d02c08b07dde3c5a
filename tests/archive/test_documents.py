"""Captures read back: an exchange as it was, and one line for a record that is lost, moved or damaged."""

import gzip
import hashlib
from dataclasses import replace

import pytest

from archive.errors import UsageError, WarcError
from archive.store import Store
from tests.archive.captures import damaged_database, exchange

PACKED = gzip.compress(b"<p>report</p>" * 9, mtime=0)
EXCHANGES = {
    "plain": exchange("http://example.cn/a", b"<p>page</p>"),
    "packed": exchange("http://example.cn/b", PACKED, ["Content-Encoding: gzip"]),
    "empty": exchange("http://example.cn/c", b"", status="204 No Content"),
    "binary": exchange("http://example.cn/d", bytes(range(256)) * 50, ["X: \xe9"]),
    "over a weak connection": replace(exchange("https://example.cn/e", transport="legacy tls"), ip=None),
}


def only_file(folder):
    (file,) = (folder / "warc").iterdir()
    file.chmod(0o644)
    return file


@pytest.mark.parametrize("name", EXCHANGES)
def test_an_exchange_comes_back_as_it_was_before_it_is_flushed_and_after(tmp_path, name):
    whole = EXCHANGES[name]
    with Store(tmp_path) as store:
        snapshot = store.capture(whole)
        assert store.exchange(snapshot.id) == replace(whole, request=b"")
    with Store(tmp_path) as store:
        assert store.exchange(snapshot.id) == replace(whole, request=b"")


@pytest.mark.parametrize("packed", [True, False])
def test_a_revisit_has_its_own_head_and_the_payload_of_the_first(store, packed):
    payload, headers = (PACKED, ["Content-Encoding: gzip"]) if packed else (b"same", [])
    store.capture(exchange("http://example.cn/a", payload, headers))
    again = exchange("http://example.cn/b", payload, [*headers, "X-Number: 2"], "203 Non-Authoritative")
    snapshot = store.capture(again)
    assert snapshot.revisit_of
    assert store.exchange(snapshot.id) == replace(again, request=b"")


def test_a_snapshot_that_is_not_there_is_told(store):
    with pytest.raises(UsageError, match="no snapshot 7 in the archive"):
        store.exchange(7)


def test_a_file_that_is_gone_is_told(tmp_path, store):
    snapshot = store.capture(exchange("http://example.cn/a"))
    only_file(tmp_path).unlink()
    with pytest.raises(WarcError, match=r"snapshot 1 of http://example.cn/a: .*\.warc\.gz is missing"):
        store.exchange(snapshot.id)


def test_a_record_that_was_damaged_is_told(tmp_path):
    with Store(tmp_path) as store:
        snapshot = store.capture(exchange("http://example.cn/a", b"page" * 100))
    file = only_file(tmp_path)
    content = bytearray(file.read_bytes())
    content[snapshot.warc_offset + snapshot.warc_length // 2] ^= 1
    file.write_bytes(content)
    with Store(tmp_path) as store, pytest.raises(WarcError, match=rf"{file.name} at {snapshot.warc_offset}"):
        store.exchange(snapshot.id)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE snapshots SET sha256 = 'x' WHERE id = 1", "does not hold its payload"),
        ("UPDATE snapshots SET warc_record_id = 'x' WHERE id = 1", "holds another record"),
        ("UPDATE snapshots SET warc_file = '../archive.db' WHERE id = 1", "lies outside the archive"),
        ("UPDATE snapshots SET warc_length = 9 WHERE id = 1", "not one whole record"),
    ],
)
def test_a_row_that_contradicts_its_record_is_told(tmp_path, damage, told):
    with Store(tmp_path) as store:
        store.capture(exchange("http://example.cn/a"))
    connection = damaged_database(tmp_path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(damage)
    connection.close()
    with Store(tmp_path) as store, pytest.raises(WarcError, match=told):
        store.exchange(1)


def test_what_was_sent_and_over_what_connection_stands_in_the_row(store):
    note = "unverified: self-signed certificate"
    snapshot = store.capture(exchange("http://example.cn/a", posted=b"page=2&rows=15", transport=note))
    assert snapshot.posted == hashlib.sha256(b"page=2&rows=15").hexdigest()
    assert snapshot.transport == note
    plain = store.capture(exchange("http://example.cn/b"))
    assert (plain.posted, plain.transport) == (None, None)
