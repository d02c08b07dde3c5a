"""Files with bytes changed, lost and doubled: whatever they have become, reading them ends and raises nothing."""

import io
import random

import pytest

from pipelines.ingest.captures import Capture, captures
from pipelines.ingest.found import found_of
from pipelines.ingest.records import records
from pipelines.ingest.saved_page import stated_inside
from tests.pipelines.ingest.programs import answer, members, record, response, sha1

BLOCK = answer(b"5\r\nabcde\r\n0\r\n\r\n", "Transfer-Encoding: chunked", "Content-Encoding: gzip")
PLAIN = (
    record("warcinfo", b"software: Wget/1.21\r\n", "WARC-Record-ID: <urn:uuid:0>", url=None),
    record("request", b"GET / HTTP/1.1\r\n\r\n", "WARC-Concurrent-To: <urn:uuid:1>"),
    response(b"abc", f"WARC-Payload-Digest: {sha1(b'abc')}", "WARC-Warcinfo-ID: <urn:uuid:0>"),
    record("response", BLOCK, "Content-Type: application/http", "WARC-Warcinfo-ID: <urn:uuid:0>"),
    record("revisit", b"", "WARC-Profile: x", "WARC-Refers-To-Date: 2020-01-01T00:00:00Z"),
)


def mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randrange(1, 6)):
        at, size = dice.randrange(len(changed)), dice.randrange(1, 40)
        what = dice.randrange(4)
        if what == 0:
            changed[at] = dice.randrange(256)
        elif what == 1:
            del changed[at : at + size]
        elif what == 2:
            changed[at:at] = changed[at : at + size]
        else:
            changed[at:at] = dice.choice([b"\r\n\r\n", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"99999999999", b"\xff\xfe\0"])
        changed = changed or bytearray(b"W")
    return bytes(changed)


@pytest.mark.parametrize("packed", [False, True])
def test_reading_ends_and_raises_nothing(packed):
    dice = random.Random(1)
    data = members(*PLAIN) if packed else b"".join(PLAIN)
    for _ in range(400):
        found = list(captures(records(io.BytesIO(mutated(data, dice))), "x"))
        for one in found:
            if isinstance(one, Capture) and one.kind != "revisit":
                found_of(one)


def test_a_saved_page_of_any_bytes_is_looked_at():
    dice = random.Random(2)
    for _ in range(400):
        stated_inside(mutated(b"<!DOCTYPE html><!-- saved from url=(0014)http://a.gov.cn/ --><html></html>", dice))
