"""WARC files packed in every way, odd and damaged: their records, each with its place, or a word for what is wrong."""

import gzip
import io
import zlib

import pytest

from pipelines.ingest import records as reading
from pipelines.ingest.records import Damage, RawRecord, records
from tests.pipelines.ingest.programs import members, record

BIG = b"x" * 200_000


def read(data: bytes) -> list[RawRecord | Damage]:
    return list(records(io.BytesIO(data)))


def kinds(data: bytes) -> list[str]:
    return [part.reason if isinstance(part, Damage) else part.kind for part in read(data)]


RECORDS = (record("warcinfo", b"software: x\r\n", url=None), record("response", BIG), record("request", b"GET"))


@pytest.mark.parametrize(
    "data",
    [b"".join(RECORDS), members(*RECORDS), gzip.compress(b"".join(RECORDS)), members(*RECORDS) + b"\0" * 512],
    ids=["plain", "members", "one member for all", "filled up with zeros"],
)
def test_all_ways_of_packing_give_the_same_records(data):
    found = read(data)
    assert [part.kind for part in found] == ["warcinfo", "response", "request"]
    assert found[1].block == BIG


def test_places_lead_back_to_the_records():
    data = members(*RECORDS)
    place = int(read(data)[1].place)
    assert zlib.decompressobj(31).decompress(data[place:]).startswith(b"WARC/1.0\r\nWARC-Type: response")
    plain = b"".join(RECORDS)
    assert plain[int(read(plain)[2].place) :] == RECORDS[2]
    assert read(gzip.compress(plain))[2].place == f"0+{plain.index(RECORDS[2])}"


def test_old_files_and_folded_headers_and_bare_line_ends():
    """WARC/0.18 of early Heritrix; headers that go on in the next line; a hand-made file with bare line feeds."""
    old = record(
        "response", b"a", "X-Note: one\r\n two", "WARC-Concurrent-To: <1>", "WARC-Concurrent-To: <2>", version="0.18"
    )
    bare = b"WARC/1.0\nWARC-Type: response\nContent-Length: 1\n\nb\n\n"
    first, second = read(old + bare)
    assert first.headers["x-note"] == "one two"
    assert first.headers["warc-concurrent-to"] == "<1> <2>"
    assert (first.block, second.block) == (b"a", b"b")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", []),
        (b"hello", ["cut off in the middle of a record"]),
        (b"hello\n" * 100, ["bytes that are no WARC record"]),
        (RECORDS[1][:-100], ["cut off in the middle of a record"]),
        (members(RECORDS[1])[:-20], ["the gzip member is cut off"]),
        (members(RECORDS[2]) + b"garbage", ["request", "bytes that are no gzip member"]),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", ["a record that does not tell its length"]),
        (record("x", b"").replace(b"Length: 0", b"Length: -5"), ["a record that does not tell its length"]),
        (record("x", b"").replace(b"Length: 0", b"Length: 9" + b"9" * 14), ["cut off in the middle of a record"]),
        (record("x", b"abc").replace(b"Length: 3", b"Length: 1"), ["a record longer than it says"]),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 1000, ["a record whose head has no end"]),
        (b"WARC/1.0\r\n" + b"A" * 100_000, ["bytes that are no WARC record"]),
        (b"\x1f\x8b\x08garbage that is no gzip", ["not a gzip member"]),
    ],
)
def test_damage_is_told_and_ends_what_cannot_be_trusted(data, told):
    found = kinds(data)
    assert len(found) == len(told)
    assert all(one.startswith(expected) for one, expected in zip(found, told, strict=True))


def test_after_damage_only_records_count_that_name_the_files_own_warcinfo():
    """A server cannot know that id, so it cannot have made such a record up."""
    info = record("warcinfo", b"", "WARC-Record-ID: <urn:uuid:own>", url=None)
    made_up = record("response", b"made up")
    own = record("response", b"own", "WARC-Warcinfo-ID: <urn:uuid:own>")
    for broken in (
        info + b"\x00damaged\r\n" + made_up + own,
        members(info) + b"\x1f\x8b\x08damaged" + members(made_up, own),
    ):
        assert [part.block for part in read(broken) if isinstance(part, RawRecord)] == [b"", b"own"]
    without_id = record("warcinfo", b"", url=None) + b"\x00damaged\r\n" + made_up
    assert kinds(without_id) == ["warcinfo", "bytes that are no WARC record"]


def test_what_is_larger_than_any_report_is_stepped_over(monkeypatch):
    monkeypatch.setattr(reading, "_MOST_OF_A_BLOCK", 1000)
    found = read(members(*RECORDS))
    assert [part.block for part in found][1:] == [None, b"GET"]


def test_a_bomb_is_put_down(monkeypatch):
    """A few hundred kilobytes that unpack to hundreds of megabytes."""
    monkeypatch.setattr("pipelines.ingest.unpacked._MOST_AT_ONCE", 1 << 18)
    bomb = gzip.compress(record("response", b"\0" * (8 << 20)), 9)
    assert kinds(bomb) == ["unpacks to beyond all measure"]
