"""HTTP answers as stored: heads of every make, and one digest of a document in whatever pieces its payload comes."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.message import DocumentDigest, ResponseHead, end_of_head, parse_head, posted_sha256, transport_note
from tests.archive.packing import PACKERS, packed, unpacked


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


@pytest.mark.parametrize("body", [b"page=2", b"\r\n\r\n", b"{}", bytes(300)])
def test_what_was_sent_is_digested_without_its_head(body):
    assert posted_sha256(b"POST / HTTP/1.1\r\nHost: example.cn\r\n\r\n" + body) == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize("request_", [b"", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: example.cn"])
def test_a_request_without_a_body_has_no_digest(request_):
    assert posted_sha256(request_) is None


@pytest.mark.parametrize("words", [None, "", " \r\n", "\x00\x1b", "\u2028"])
def test_a_note_that_says_nothing_is_none(words):
    assert transport_note(words) is None


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_note_becomes_one_short_line_of_printable_ascii(words):
    note = transport_note(words)
    assert note is None or (note.isascii() and note.isprintable() and note == note.strip() and 0 < len(note) <= 200)
    assert transport_note(note) == note
