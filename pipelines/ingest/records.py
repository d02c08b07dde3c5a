"""A WARC file of any program to its records, each with its place; what is damaged is told and never guessed at."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from pipelines.ingest.unpacked import DamagedError, Unpacked
from pipelines.workers.job import MOST_BYTES

_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\s*\Z")  # WARC/1.0, WARC/0.18
_LONGEST_LINE, _MOST_LINES = 1 << 16, 500
_MOST_OF_A_BLOCK = MOST_BYTES + (2 << 20)
_LENGTH = re.compile(r"\d{1,15}\Z")  # 12345
_INFO, _INFO_ID = "warc-record-id", "warc-warcinfo-id"


@dataclass(frozen=True, slots=True)
class RawRecord:
    """Headers by their names in small letters; `block` is None where it is larger than any report."""

    place: str
    headers: Mapping[str, str]
    block: bytes | None

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "").lower()


@dataclass(frozen=True, slots=True)
class Damage:
    """A place from which on bytes are no records."""

    place: str
    reason: str


def records(file: BinaryIO) -> Iterator[RawRecord | Damage]:
    """All records in their order.

    After damage only those count that name the warcinfo at the beginning of the file, whose id no server can know:
    the bytes of a broken record may hold records that a server made up.
    """
    try:
        stream = Unpacked(file)
    except DamagedError as error:
        yield Damage("0", str(error))
        return
    info_id: str | None = None
    was_damaged = False
    while True:
        place = stream.place
        try:
            record = _record(stream)
        except DamagedError as error:
            if not was_damaged:
                yield Damage(place, str(error))
            was_damaged = True
            if info_id is None or not _can_resume(stream):
                return
            continue
        if record is None:
            return
        if record.kind == "warcinfo" and info_id is None and not was_damaged:
            info_id = record.headers.get(_INFO)
        if not was_damaged or record.headers.get(_INFO_ID) == info_id:
            was_damaged = False
            yield record


def _can_resume(stream: Unpacked) -> bool:
    try:
        return stream.resume()
    except DamagedError:
        return False


def _record(stream: Unpacked) -> RawRecord | None:
    while (begins := stream.peek(2)) and begins[:1] in (b"\r", b"\n"):
        stream.skip(1)
    place = stream.place
    if not begins:
        if stream.has_ended:
            return None
        raise stream.shortage()
    if not _VERSION.match(_line(stream)):
        raise DamagedError("bytes that are no WARC record")
    headers = _headers(stream)
    length = headers.get("content-length", "")
    if not _LENGTH.match(length):
        raise DamagedError("a record that does not tell its length")
    if int(length) > _MOST_OF_A_BLOCK:
        stream.skip(int(length))
        block = None
    else:
        block = stream.read(int(length))
    if stream.peek(1) not in (b"", b"\r", b"\n"):
        raise DamagedError("a record longer than it says")
    return RawRecord(place, headers, block)


def _headers(stream: Unpacked) -> dict[str, str]:
    headers: dict[str, str] = {}
    name = ""
    for _ in range(_MOST_LINES):
        line = _line(stream)
        if not line:
            return headers
        text = line.decode("utf-8", "replace")
        if text[0] in " \t" and name:  # a header may go on in lines that start with a blank
            headers[name] += f" {text.strip()}"
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        # a record may name several that it belongs to
        headers[name] = f"{headers[name]} {value.strip()}" if name in headers else value.strip()
    raise DamagedError("a record whose head has no end")


def _line(stream: Unpacked) -> bytes:
    size = 256
    while True:
        data = stream.peek(size)
        end = data.find(b"\n")
        if end >= 0:
            stream.skip(end + 1)
            return data[:end].rstrip(b"\r")
        if len(data) < size:
            raise stream.shortage()
        if size >= _LONGEST_LINE:
            raise DamagedError("bytes that are no WARC record")
        size *= 2
