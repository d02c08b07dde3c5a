"""Exchanges and rendered pages to WARC/1.1 files: append-only, one gzip member a record, rolled at a set size."""

import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive.clock import now, time_now
from archive.errors import StorageError
from archive.record import Exchange, Rendering, SavedFile
from archive.warc_record import (
    new_record_id,
    packed_record,
    refuse_heads_beyond_measure,
    refuse_what_no_reader_would_take,
)

SOFTWARE = "nianbao"
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
READ_ONLY = 0o444
RENDERED_TYPE = "text/html; charset=utf-8"
UNKNOWN_TYPE = "application/octet-stream"
TRANSPORT = "X-Nianbao-Transport"  # how the connection fell short of the strict rules; a header of ours
ORIGIN = "X-Nianbao-Origin"  # what a capture was taken from that another program made; a header of ours
OWN_NAME = re.compile(r"^\d{8}-\d{6}-[0-9a-f]{12}-\d{5}\.warc\.gz\Z")  # 20261121-020000-3f9ac2d10b7e-00001.warc.gz

_sync = getattr(os, "fdatasync", os.fsync)  # macOS has no fdatasync


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record lies: read `length` bytes at `offset` of `file` and unpack them."""

    file: str
    offset: int
    length: int
    record_id: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Original:
    """The earlier capture of the same payload that a revisit record points to."""

    record_id: str
    url: str
    fetched_at: str


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """A finished file, its size and the digest of all its bytes."""

    file: str
    bytes: int
    sha256: str


class WarcWriter:
    """Appends to one file after another in `folder`; no file is ever opened a second time for writing."""

    def __init__(self, folder: Path, roll_bytes: int, about: Mapping[str, str]) -> None:
        self._folder = folder
        self._roll_bytes = roll_bytes
        self._about = about
        self._series = f"{time_now():%Y%m%d-%H%M%S}-{secrets.token_hex(6)}"
        self._number = 0
        self._file: _OpenFile | None = None

    @property
    def current_file(self) -> str | None:
        return self._file.name if self._file else None

    @property
    def must_roll(self) -> bool:
        return self._file is not None and self._file.size >= self._roll_bytes

    @property
    def size(self) -> int:
        """The length of the current file: all of it is whole records."""
        return self._file.size if self._file else 0

    def write(self, exchange: Exchange, payload_sha256: str, original: Original | None) -> Position:
        """Appends the request, if it is known, and then the response, or a revisit where `original` has the payload."""
        refuse_what_no_reader_would_take(exchange.url, exchange.fetched_at, len(exchange.payload))
        refuse_heads_beyond_measure(exchange)
        is_first = self._file is None
        file = self._file or self._start_file()
        response_id = new_record_id()
        request = self._request(file, exchange, response_id) if exchange.request else b""
        response = packed_record(
            {"WARC-Warcinfo-ID": file.info_id, **_response_headers(exchange, response_id, payload_sha256, original)},
            exchange.response_head if original else exchange.response_head + exchange.payload,
        )
        start = file.append(request + response)
        return Position(file.name, start + len(request), len(response), response_id, is_first)

    def write_resource(self, url: str, rendering: Rendering, sha256: str, page_id: str, note: str | None) -> Position:
        """Appends what a browser made of a page; `page_id` is the record of the answer that it began with."""
        about = {"WARC-Concurrent-To": page_id, "Content-Type": RENDERED_TYPE, **({TRANSPORT: note} if note else {})}
        return self._resource(url, rendering.rendered_at, rendering.document, sha256, about)

    def write_saved(self, saved: SavedFile, sha256: str) -> Position:
        """Appends a document that was saved with nothing of the answer that brought it."""
        about = {"Content-Type": saved.media_type or UNKNOWN_TYPE, ORIGIN: saved.origin}
        return self._resource(saved.url, saved.saved_at, saved.document, sha256, about)

    def _resource(self, url: str, moment: str, document: bytes, sha256: str, about: Mapping[str, str]) -> Position:
        refuse_what_no_reader_would_take(url, moment, len(document))
        is_first = self._file is None
        file = self._file or self._start_file()
        record_id = new_record_id()
        headers = {
            "WARC-Type": "resource",
            "WARC-Record-ID": record_id,
            "WARC-Warcinfo-ID": file.info_id,
            "WARC-Target-URI": url,
            "WARC-Date": moment,
            "WARC-Payload-Digest": f"sha256:{sha256}",
            **about,
        }
        record = packed_record(headers, document)
        return Position(file.name, file.append(record), len(record), record_id, is_first)

    @staticmethod
    def _request(file: "_OpenFile", exchange: Exchange, response_id: str) -> bytes:
        headers = {
            "WARC-Type": "request",
            "WARC-Warcinfo-ID": file.info_id,
            "WARC-Target-URI": exchange.url,
            "WARC-Date": exchange.fetched_at,
            "WARC-Concurrent-To": response_id,
            "Content-Type": "application/http; msgtype=request",
        }
        return packed_record(headers, exchange.request)

    def sync(self) -> None:
        """Returns when everything written is on the disk."""
        if self._file:
            self._file.sync()

    def close_file(self) -> ClosedFile | None:
        """Ends the current file for good; the next record starts another."""
        if self._file is None:
            return None
        closed = self._file.close()
        self._file = None
        return closed

    def abandon(self) -> None:
        """Lets go of the file after a failed write; recovery finds what it holds."""
        if self._file:
            self._file.abandon()
            self._file = None

    def _start_file(self) -> "_OpenFile":
        self._number += 1
        name = f"{self._series}-{self._number:05d}.warc.gz"
        fields = {"software": SOFTWARE, "format": "WARC File Format 1.1", **self._about}
        block = "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode()
        self._file = _OpenFile(self._folder / name)
        headers = {
            "WARC-Type": "warcinfo",
            "WARC-Record-ID": self._file.info_id,
            "WARC-Date": now(),
            "WARC-Filename": name,
            "Content-Type": "application/warc-fields",
        }
        self._file.append(packed_record(headers, block))
        return self._file


class _OpenFile:
    """A file of whole records: what cannot be written whole is taken back."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.size = 0
        self.info_id = new_record_id()  # stands in every record of the file, and no server can have known it
        self._path = path
        self._digest = hashlib.sha256()
        try:
            self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            sync_folder(path.parent)
        except OSError as error:
            raise storage_error(path, error) from None

    def append(self, data: bytes) -> int:
        start, view = self.size, memoryview(data)
        try:
            while view:
                view = view[os.write(self._handle, view) :]
        except OSError as error:
            os.ftruncate(self._handle, start)
            raise storage_error(self._path, error) from None
        self._digest.update(data)
        self.size += len(data)
        return start

    def sync(self) -> None:
        try:
            _sync(self._handle)
        except OSError as error:
            raise storage_error(self._path, error) from None

    def close(self) -> ClosedFile:
        self.sync()
        with suppress(OSError):  # some file systems know no permissions
            os.fchmod(self._handle, READ_ONLY)
        os.close(self._handle)
        return ClosedFile(self.name, self.size, self._digest.hexdigest())

    def abandon(self) -> None:
        os.close(self._handle)


def storage_error(path: Path, error: OSError) -> StorageError:
    """The one line for a disk that refuses."""
    return StorageError(f"cannot write {path}: {error.strerror}; what was stored before is safe, make room and go on")


def sync_folder(folder: Path) -> None:
    """Returns when the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _response_headers(
    exchange: Exchange, record_id: str, payload_sha256: str, original: Original | None
) -> dict[str, str]:
    headers = {
        "WARC-Type": "revisit" if original else "response",
        "WARC-Record-ID": record_id,
        "WARC-Target-URI": exchange.url,
        "WARC-Date": exchange.fetched_at,
        "WARC-Payload-Digest": f"sha256:{payload_sha256}",
        "Content-Type": "application/http; msgtype=response",
    }
    if exchange.ip:
        headers["WARC-IP-Address"] = exchange.ip
    if exchange.transport:
        headers[TRANSPORT] = exchange.transport
    if exchange.origin:
        headers[ORIGIN] = exchange.origin
    if original:
        headers["WARC-Profile"] = REVISIT_PROFILE
        headers["WARC-Refers-To"] = original.record_id
        headers["WARC-Refers-To-Target-URI"] = original.url
        headers["WARC-Refers-To-Date"] = original.fetched_at
    return headers
