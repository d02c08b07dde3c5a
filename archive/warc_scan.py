"""WARC files read as a stream: every record with its place, its headers and the digests of what it really holds."""

import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from archive.errors import WarcError
from archive.message import DocumentDigest, ResponseHead, end_of_head, parse_head, resource_head
from archive.warc_record import PAYLOAD_LIMIT

RECORD_LIMIT = PAYLOAD_LIMIT + (2 << 20)  # what claims more is damage or an attack
CAPTURES = ("response", "revisit", "resource")  # the kinds of record that are snapshots

_CHUNK, _BUFFER = 1 << 14, 1 << 18
_HEAD_LIMIT = 1 << 20
_BLANK_LINE = 4
_GZIP_WINDOW = 31
_GZIP_MAGIC = b"\x1f\x8b\x08"
_VERSION = re.compile(rb"^WARC/1\.[01]\r\n")
_ID = "warc-record-id"
_END_OF_RECORD = b"\r\n\r\n"
_CUT_OFF = "cut off in the middle of a record"


@dataclass(frozen=True, slots=True)
class ScannedRecord:
    """A record as it lies in the file; the digests are computed, not quoted.

    `posted_sha256` is of the body that was sent: of a request its own, of an answer that of the request before it.
    """

    offset: int
    length: int
    headers: Mapping[str, str]
    block_sha256: str
    head: ResponseHead | None
    payload_sha256: str | None
    document_sha256: str | None
    document_bytes: int | None
    posted_sha256: str | None

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "")

    def broken_digests(self) -> Iterator[str]:
        """The names of the digest headers that the record's own bytes contradict."""
        if self.headers.get("warc-block-digest", "") != f"sha256:{self.block_sha256}":
            yield "WARC-Block-Digest"
        payload = self.headers.get("warc-payload-digest")
        if self.kind in ("response", "resource") and payload != f"sha256:{self.payload_sha256}":
            yield "WARC-Payload-Digest"


@dataclass(frozen=True, slots=True)
class BrokenPart:
    """Bytes that are no record: `torn` when nothing whole follows them, `cut_off` when they are a record's beginning."""

    offset: int
    length: int
    reason: str
    torn: bool
    cut_off: bool


def scan(path: Path, start: int = 0, end: int | None = None) -> Iterator[ScannedRecord | BrokenPart]:
    """All records from `start` (a record's offset) to `end`, in order; broken parts are stepped over.

    After a broken part only records that name the warcinfo of this file count: the bytes of a broken record may
    hold records that a server made up.
    """
    with path.open("rb", buffering=_BUFFER) as file:
        end = path.stat().st_size if end is None else end
        offset, info_id = start, _info_id_at_start(file, end)
        request: ScannedRecord | None = None
        while offset < end:
            try:
                record = _scan_member(file, offset, end)
            except WarcError as error:
                resumed = _next_record(file, offset + 1, end, info_id)
                cut_off = str(error) == _CUT_OFF
                yield BrokenPart(offset, (resumed or end) - offset, str(error), resumed is None, cut_off)
                if resumed is None:
                    return
                offset = resumed
            else:
                request = record if record.kind == "request" else request
                yield _answer_to(request, record)
                offset += record.length


def _answer_to(request: ScannedRecord | None, record: ScannedRecord) -> ScannedRecord:
    if request and request.posted_sha256 and request.headers.get("warc-concurrent-to") == record.headers.get(_ID):
        return replace(record, posted_sha256=request.posted_sha256)
    return record


def read_block(path: Path, offset: int, length: int) -> tuple[dict[str, str], bytes]:
    """Headers and block of the one record at `offset`, its digest checked."""
    with path.open("rb") as file:
        file.seek(offset)
        packed = file.read(length)
    inflate = zlib.decompressobj(_GZIP_WINDOW)
    try:
        unpacked = inflate.decompress(packed, RECORD_LIMIT)
    except zlib.error as error:
        raise WarcError(f"{path.name} at {offset}: {error}") from None
    head, _, rest = unpacked.partition(b"\r\n\r\n")
    if not inflate.eof or inflate.unused_data or not _VERSION.match(unpacked) or not rest.endswith(_END_OF_RECORD):
        raise WarcError(f"{path.name} at {offset}: not one whole record")
    headers, block = _parse_headers(head), rest[: -len(_END_OF_RECORD)]
    if headers.get("warc-block-digest") != f"sha256:{hashlib.sha256(block).hexdigest()}":
        raise WarcError(f"{path.name} at {offset}: the record does not match its digest")
    return headers, block


def _scan_member(file: BinaryIO, offset: int, end: int) -> ScannedRecord:
    reader, inflate = _RecordReader(), zlib.decompressobj(_GZIP_WINDOW)
    file.seek(offset)
    taken = 0
    while not inflate.eof:
        packed = file.read(min(_CHUNK, end - offset - taken))
        if not packed:
            raise WarcError(_CUT_OFF)
        taken += len(packed)
        try:
            while packed and not inflate.eof:
                reader.feed(inflate.decompress(packed, _CHUNK))
                packed = inflate.unconsumed_tail
        except zlib.error as error:
            raise WarcError(f"not a gzip member ({error})") from None
    return reader.finish(offset, taken - len(inflate.unused_data))


def _info_id_at_start(file: BinaryIO, end: int) -> str | None:
    """The id of the warcinfo that the file begins with; of one that is broken, as the record after it names it."""
    try:
        return _scan_member(file, 0, end).headers.get("warc-record-id")
    except WarcError:
        second = _next_record(file, 1, end, None)
        return None if second is None else _scan_member(file, second, end).headers.get("warc-warcinfo-id")


def _next_record(file: BinaryIO, start: int, end: int, info_id: str | None) -> int | None:
    """The offset of the first whole record at or after `start` that belongs to the file."""
    position = start
    while position < end:
        file.seek(position)
        window = file.read(min(_CHUNK, end - position))
        found = window.find(_GZIP_MAGIC)
        while found >= 0:
            if _is_record_of(file, position + found, end, info_id):
                return position + found
            found = window.find(_GZIP_MAGIC, found + 1)
        position += max(1, len(window) - len(_GZIP_MAGIC) + 1)
    return None


def _is_record_of(file: BinaryIO, offset: int, end: int, info_id: str | None) -> bool:
    try:
        record = _scan_member(file, offset, end)
    except WarcError:
        return False
    return info_id is None or record.headers.get("warc-warcinfo-id") == info_id


def _parse_headers(head: bytes) -> dict[str, str]:
    lines = head.decode("utf-8", "replace").split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


class _RecordReader:
    """Takes the unpacked bytes of one record in pieces and keeps nothing of them but heads and digests."""

    def __init__(self) -> None:
        self._start = bytearray()
        self._headers: dict[str, str] | None = None
        self._left = 0
        self._tail = bytearray()
        self._block = hashlib.sha256()
        self._http_start: bytearray | None = None
        self._is_request = False
        self._head: ResponseHead | None = None
        self._body: DocumentDigest | None = None
        self._unpacked = 0

    def feed(self, data: bytes) -> None:
        self._unpacked += len(data)
        if self._unpacked > RECORD_LIMIT:
            raise WarcError("a record beyond all measure")
        if self._headers is None:
            self._start += data
            end = self._start.find(b"\r\n\r\n")
            if end < 0:
                if len(self._start) > _HEAD_LIMIT or not b"WARC/1.".startswith(bytes(self._start[:7])):
                    raise WarcError("not a WARC record")
                return
            data = bytes(self._start[end + 4 :])
            self._begin_block(bytes(self._start[:end]))
        block = data[: self._left]
        self._left -= len(block)
        self._block.update(block)
        self._feed_http(block)
        self._tail += data[len(block) :]
        if len(self._tail) > len(_END_OF_RECORD):
            raise WarcError("longer than its Content-Length")

    def finish(self, offset: int, length: int) -> ScannedRecord:
        if self._headers is None or self._left or bytes(self._tail) != _END_OF_RECORD:
            raise WarcError("shorter than its Content-Length")
        request, answer = (self._body, None) if self._is_request else (None, self._body)
        return ScannedRecord(
            offset,
            length,
            self._headers,
            self._block.hexdigest(),
            self._head,
            answer.payload_sha256 if answer else None,
            answer.document_sha256 if answer else None,
            answer.document_bytes if answer else None,
            request.payload_sha256 if request and request.document_bytes else None,
        )

    def _begin_block(self, head: bytes) -> None:
        if not _VERSION.match(head + b"\r\n"):
            raise WarcError("not a WARC record")
        self._headers = _parse_headers(head)
        length = self._headers.get("content-length", "")
        if not length.isdecimal():
            raise WarcError("no Content-Length")
        self._left = int(length)
        media_type = self._headers.get("content-type", "")
        self._is_request = media_type.startswith("application/http; msgtype=request")
        if self._headers.get("warc-type") == "resource":
            self._head = resource_head(media_type)
            self._body = DocumentDigest(())
        elif self._is_request or media_type.startswith("application/http; msgtype=response"):
            self._http_start = bytearray()

    def _feed_http(self, block: bytes) -> None:
        if self._body:
            self._body.feed(block)
        elif self._http_start is not None:
            seen = max(0, len(self._http_start) - _BLANK_LINE)
            self._http_start += block
            end = end_of_head(self._http_start, seen)
            if end is None and len(self._http_start) > _HEAD_LIMIT + _CHUNK:
                raise WarcError("an answer whose head has no end")
            if end is not None:
                self._head = None if self._is_request else parse_head(bytes(self._http_start[:end]))
                self._body = DocumentDigest(self._head.encodings if self._head else ())
                self._body.feed(bytes(self._http_start[end:]))
