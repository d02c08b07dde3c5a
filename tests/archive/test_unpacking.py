"""Payloads packed in any encodings, cut short, spoilt or labelled wrongly, to the one document that each of them is."""

import hashlib
import zlib

import pytest

from archive import message
from archive.message import DocumentDigest
from tests.archive.packing import DOCUMENT, assert_digest_is_of, bare_deflate, packed, unpacked

LINES = "".join(f"第{n * 7919 % 5000}号：{'' if n % 3 else '不'}予公开\n" for n in range(5000)).encode()
MANY_BLOCKS = "".join(hashlib.sha256(b"%d" % n).hexdigest() for n in range(5000)).encode()
ENCODINGS = [
    (),
    ("gzip",),
    ("x-gzip",),
    ("deflate",),
    ("br",),
    ("zstd",),
    ("gzip", "br"),
    ("br", "gzip"),
    ("deflate", "zstd"),
    ("gzip", "gzip"),
    ("zstd", "gzip", "deflate"),
]


@pytest.mark.parametrize("encodings", ENCODINGS, ids=", ".join)
@pytest.mark.parametrize("content", [b"", b"x", DOCUMENT, bytes(300_000)], ids=["empty", "tiny", "page", "long"])
def test_a_document_comes_out_of_whatever_it_was_packed_in(encodings, content):
    payload = packed(content, *encodings)
    assert unpacked(payload, *encodings) == content
    assert_digest_is_of(content, payload, encodings, (1 + len(payload) // 50, len(payload) + 1))


@pytest.mark.parametrize("encodings", ENCODINGS[1:6], ids=", ".join)
def test_a_document_comes_out_of_pieces_of_every_size(encodings):
    payload = packed(DOCUMENT, *encodings)
    assert_digest_is_of(DOCUMENT, payload, encodings, range(1, len(payload) + 1))


def test_deflate_without_its_header_is_understood():
    payload = bare_deflate(DOCUMENT)
    assert unpacked(payload, "deflate") == DOCUMENT
    assert_digest_is_of(DOCUMENT, payload, ("deflate",), range(1, len(payload) + 1))


@pytest.mark.parametrize("level", [0, 1, 6, 9])
@pytest.mark.parametrize("window", [9, 12, 15])
def test_deflate_is_understood_at_every_level_and_window(level, window):
    for bits in (window, -window):
        packer = zlib.compressobj(level, wbits=bits)
        assert unpacked(packer.compress(DOCUMENT) + packer.flush(), "deflate") == DOCUMENT


def test_gzip_members_in_a_row_are_one_document_in_pieces_of_every_size():
    payload = b"".join(packed(part, "gzip") for part in (DOCUMENT, b"", b"second", DOCUMENT))
    whole = DOCUMENT + b"second" + DOCUMENT
    assert unpacked(payload, "gzip") == whole
    assert_digest_is_of(whole, payload, ("gzip",), range(1, len(payload) + 1))


@pytest.mark.parametrize("rest", [b"\0", b"\0" * 20, b"\r\n", b"\x1f", b"junk", b"\x1f\x00 junk"])
@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_follows_the_end_is_left_out_in_pieces_of_every_size(encoding, rest):
    payload = packed(DOCUMENT, encoding) + rest
    assert unpacked(payload, encoding) == DOCUMENT
    assert_digest_is_of(DOCUMENT, payload, (encoding,), range(1, len(payload) + 1))


def test_what_follows_a_zstandard_frame_counts_the_same_in_pieces_of_every_size():
    payload = packed(DOCUMENT, "zstd") + b"\r\n"
    assert_digest_is_of(unpacked(payload, "zstd"), payload, ("zstd",), range(1, len(payload) + 1))


def test_zstandard_frames_in_a_row_are_one_document():
    assert unpacked(packed(DOCUMENT, "zstd") + packed(b"second", "zstd"), "zstd") == DOCUMENT + b"second"


@pytest.mark.parametrize("encodings", ENCODINGS[1:7], ids=", ".join)
def test_a_truncated_payload_is_kept_as_it_was_sent(encodings):
    payload = packed(MANY_BLOCKS, *encodings)
    for length in (len(payload) * 9 // 10, len(payload) - 1, 1):
        cut = payload[:length]
        assert unpacked(cut, *encodings) == cut
        assert_digest_is_of(cut, cut, encodings, (1000, len(cut)))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("damage", ["start", "middle", "plain text"])
def test_a_corrupt_payload_is_kept_as_it_was_sent(encoding, damage):
    payload = packed(LINES, encoding)
    middle = len(payload) // 2
    spoilt = {
        "start": b"\xff\xff\xff\xff" + payload[4:],
        "middle": payload[:middle] + bytes(2000) + payload[middle + 2000 :],
        "plain text": "<p>政府信息公开</p>".encode() * 40,
    }[damage]
    assert unpacked(spoilt, encoding) == spoilt
    assert_digest_is_of(spoilt, spoilt, (encoding,), (7, 1000, len(spoilt)))


def test_a_checksum_that_does_not_fit_makes_a_payload_corrupt():
    for encoding, place in (("gzip", -8), ("gzip", -4), ("deflate", -1)):
        payload = bytearray(packed(DOCUMENT, encoding))
        payload[place] ^= 1
        assert unpacked(bytes(payload), encoding) == payload
        assert_digest_is_of(payload, bytes(payload), (encoding,), (1, len(payload)))


@pytest.mark.parametrize("encodings", [("compress",), ("gzip", "utf-8"), ("utf-8", "gzip"), ("none",)], ids=", ".join)
def test_a_payload_in_an_unknown_encoding_is_kept_as_it_was_sent(encodings):
    payload = packed(DOCUMENT, "gzip")
    assert unpacked(payload, *encodings) == payload
    assert_digest_is_of(payload, payload, encodings, (1, 10, len(payload)))


def test_encodings_without_end_are_not_followed():
    three, four = packed(DOCUMENT, *["gzip"] * 3), packed(DOCUMENT, *["gzip"] * 4)
    assert unpacked(three, *["gzip"] * 3) == DOCUMENT
    assert unpacked(four, *["gzip"] * 4) == four
    assert_digest_is_of(four, four, ("gzip",) * 4, (1, len(four)))


@pytest.mark.parametrize("encodings", ENCODINGS, ids=", ".join)
def test_an_empty_payload_is_an_empty_document(encodings):
    assert unpacked(b"", *encodings) == b""
    digest = DocumentDigest(encodings)
    assert (digest.document_bytes, digest.document_sha256) == (0, hashlib.sha256(b"").hexdigest())
    digest.feed(b"")
    assert (digest.document_bytes, digest.document_sha256) == (0, hashlib.sha256(b"").hexdigest())


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize(("size", "fits"), [(100_000, True), (100_001, False)])
def test_the_limit_is_the_last_size_that_is_unpacked(encoding, size, fits, monkeypatch):
    monkeypatch.setattr(message, "DOCUMENT_LIMIT", 100_000)
    content = bytes(size)
    payload = packed(content, encoding)
    expected = content if fits else payload
    assert unpacked(payload, encoding) == expected
    assert_digest_is_of(expected, payload, (encoding,), (1, len(payload)))


def test_a_payload_that_is_not_packed_has_no_limit(monkeypatch):
    monkeypatch.setattr(message, "DOCUMENT_LIMIT", 10)
    assert unpacked(DOCUMENT) == DOCUMENT
    assert_digest_is_of(DOCUMENT, DOCUMENT, (), (7, len(DOCUMENT)))
