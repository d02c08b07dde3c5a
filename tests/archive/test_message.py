"""HTTP answers as stored: heads of every make, and the document in a payload, whatever it was packed in."""

import functools
import gzip
import hashlib
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import message
from archive.message import DOCUMENT_LIMIT, DocumentDigest, ResponseHead, document, end_of_head, parse_head

try:
    from compression import zstd  # Python 3.14 and newer
except ImportError:
    from backports import zstd

DOCUMENT = "全年公开信息12条。\n".encode() * 40
LINES = "".join(f"第{n * 7919 % 5000}号：{'' if n % 3 else '不'}予公开\n" for n in range(5000)).encode()
MANY_BLOCKS = "".join(hashlib.sha256(b"%d" % n).hexdigest() for n in range(5000)).encode()
MEBIBYTE = 1 << 20
A_LITTLE = 80 * MEBIBYTE  # a piece of 16 KiB unpacks to 16 MiB at most, and zlib copies while it grows


def bare_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": functools.partial(gzip.compress, mtime=0),
    "x-gzip": functools.partial(gzip.compress, mtime=0),
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def packed(data, *encodings):
    for encoding in encodings:
        data = PACKERS[encoding](data)
    return data


def unpacked(payload, *encodings):
    return document(ResponseHead(200, "text/html", encodings), payload)


def fed(payload, encodings, size):
    digest = DocumentDigest(encodings)
    for start in range(0, len(payload), size):
        digest.feed(payload[start : start + size])
    return digest


def assert_digest_is_of(content, payload, encodings, sizes):
    for size in sizes:
        digest = fed(payload, encodings, size)
        assert digest.document_sha256 == hashlib.sha256(content).hexdigest(), size
        assert digest.document_bytes == len(content)
        assert digest.payload_sha256 == hashlib.sha256(payload).hexdigest()


@pytest.mark.parametrize(
    ("head", "length"),
    [
        (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n", 30),
        (b"HTTP/1.1 200 OK\nServer: x\n\n", 27),
        (b"HTTP/1.1 200 OK\nServer: x\n\r\n", 28),
        (b"HTTP/1.1 200 OK\r\nServer: x\r\n\n", 29),
        (b"HTTP/1.1 200 OK\r\n\r\n", 19),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<html>", b"\r\n\r\n", b"\n\n"])
def test_a_head_ends_with_its_blank_line_however_lines_are_broken(head, length, body):
    assert end_of_head(head + body) == length
    assert end_of_head(bytearray(head + body)) == length


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r", b"\r\n"])
def test_a_head_without_its_blank_line_has_not_ended(start):
    assert end_of_head(start) is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gb2312\r\n\r\n", (200, "text/html", ())),
        (b"HTTP/1.0 404\nCONTENT-TYPE:Text/HTML\n\n", (404, "text/html", ())),
        (b"HTTP/2 302 \r\n\r\n", (302, None, ())),
        (
            b"HTTP/1.1 412 Precondition Failed\r\ncontent-type : application/x-pdf+v1.2\r\n\r\n",
            (412, "application/x-pdf+v1.2", ()),
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Type: html\r\n\r\n", (200, None, ())),
        (b"HTTP/1.1 200 OK\r\nContent-Type:\r\nContent-Encoding:\r\n\r\n", (200, None, ())),
        (b"HTTP/1.1 200 OK\r\nX-Content-Type: text/html\r\nServer: Content-Encoding: gzip\r\n\r\n", (200, None, ())),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: GZIP\r\n\r\n", (200, None, ("gzip",))),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, br\r\n\r\n", (200, None, ("gzip", "br"))),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Encoding: gzip\r\n\r\n",
            (200, None, ("deflate", "gzip")),
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: identity, ,gzip\r\n\r\n", (200, None, ("gzip",))),
        (b"HTTP/1.1 200 OK\r\nServer: \xb9\xab\xbf\xaa\r\nContent-Type: text/plain\r\n\r\n", (200, "text/plain", ())),
        (b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Type: text/plain\r\n\r\n", (200, "text/plain", ())),
        (b"HTTP/1.1 2000 OK\r\n\r\n", (0, None, ())),
        (b"HTTP/1.1 OK\r\n\r\n", (0, None, ())),
        (b"Server: x\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n", (0, "text/html", ("gzip",))),
        (b"\r\nHTTP/1.1 200 OK\r\n\r\n", (0, None, ())),
        (b"", (0, None, ())),
    ],
)
def test_a_head_tells_status_media_type_and_encodings(head, expected):
    assert parse_head(head) == ResponseHead(*expected)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_head_is_too_broken_to_be_read(head):
    assert 0 <= parse_head(head).status <= 999


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
def test_of_a_truncated_payload_what_had_come_is_the_document(encodings):
    payload = packed(MANY_BLOCKS, *encodings)
    cut = payload[: len(payload) * 9 // 10]
    part = unpacked(cut, *encodings)
    assert MANY_BLOCKS.startswith(part)
    assert len(MANY_BLOCKS) // 2 < len(part) < len(MANY_BLOCKS)
    assert_digest_is_of(part, cut, encodings, (1, 1000, len(cut)))


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


def bomb(encoding, mebibytes=300):
    """So many MiB of nought, packed piece by piece: the test itself must not take the memory that it measures."""
    if encoding == "gzip":
        packer = zlib.compressobj(9, wbits=31)
        pack, end = packer.compress, packer.flush
    elif encoding == "br":
        packer = brotli.Compressor(quality=1)
        pack, end = packer.process, packer.finish
    else:
        packer = zstd.ZstdCompressor(level=1)
        pack, end = packer.compress, packer.flush
    piece = bytes(MEBIBYTE)
    return b"".join([pack(piece) for _ in range(mebibytes)] + [end()])


def most_memory(work):
    """The result of some work, and the bytes that it held at its worst."""
    tracemalloc.start()
    try:
        result = work()
        return result, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_a_bomb_is_kept_packed_and_fills_no_memory(encoding):
    payload = bomb(encoding)
    assert len(payload) < 2 * MEBIBYTE
    for size in (len(payload), 1000):
        digest, memory = most_memory(functools.partial(fed, payload, (encoding,), size))
        assert digest.document_sha256 == hashlib.sha256(payload).hexdigest()
        assert digest.document_bytes == len(payload)
        assert memory < A_LITTLE
    content, memory = most_memory(functools.partial(unpacked, payload, encoding))
    assert content == payload
    assert memory < DOCUMENT_LIMIT + A_LITTLE


@pytest.mark.parametrize("inner", ["br", "zstd"])
@pytest.mark.parametrize("outer", ["gzip", "br", "zstd"])
def test_a_bomb_inside_a_packing_fills_no_memory(inner, outer):
    assert_bomb_inside_is_harmless(inner, outer)


@pytest.mark.parametrize("outer", ["gzip", "deflate", "br", "zstd"])
def test_a_gzip_bomb_inside_a_packing_fills_no_memory(outer):
    assert_bomb_inside_is_harmless("gzip", outer)


def assert_bomb_inside_is_harmless(inner, outer):
    payload = packed(bomb(inner, 100), outer)
    digest, memory = most_memory(functools.partial(fed, payload, (inner, outer), len(payload)))
    assert digest.document_bytes == len(payload)
    assert memory < A_LITTLE


@st.composite
def payloads(draw):
    """A payload as some server might send it: well packed, or cut, spoilt, prolonged, labelled wrongly."""
    labels = st.lists(st.sampled_from((*PACKERS, "utf-8")), max_size=4)
    encodings = tuple(draw(labels))
    content = draw(st.binary(max_size=60)) * draw(st.sampled_from((1, 3, 2000)))
    payload = packed(content, *(encoding for encoding in encodings if encoding in PACKERS))
    damages = ["none", "cut", "mislabelled"]
    if "zstd" not in encodings:  # see test_what_follows_a_zstandard_frame_...: lift this with its mark
        damages += ["spoilt", "prolonged"]
    damage = draw(st.sampled_from(damages))
    if damage == "cut":
        payload = payload[: draw(st.integers(0, len(payload)))]
    elif damage == "spoilt" and payload:
        place = draw(st.integers(0, len(payload) - 1))
        payload = payload[:place] + bytes([payload[place] ^ draw(st.integers(1, 255))]) + payload[place + 1 :]
    elif damage == "prolonged":
        payload += draw(st.binary(min_size=1, max_size=5) | st.just(payload))
    elif damage == "mislabelled":
        encodings = tuple(one for one in draw(labels) if one != "zstd")
    return encodings, payload


@settings(deadline=None, max_examples=300)
@given(payloads(), st.lists(st.integers(1, 50), min_size=1, max_size=5))
def test_the_digest_is_that_of_the_document_however_it_is_fed(sent, sizes):
    encodings, payload = sent
    content = unpacked(payload, *encodings)
    digest, start = DocumentDigest(encodings), 0
    while start < len(payload):
        size = sizes[0] if len(payload) < 1000 else 17 * sizes[0]
        digest.feed(payload[start : start + size])
        start, sizes = start + size, [*sizes[1:], sizes[0]]
    assert digest.document_sha256 == hashlib.sha256(content).hexdigest()
    assert digest.document_bytes == len(content)
    assert digest.payload_sha256 == hashlib.sha256(payload).hexdigest()
