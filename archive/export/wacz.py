"""Selected reports to WACZ files: their WARC records, an index, the list of pages, and digests over all of it."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from archive.clock import now
from archive.export.cdxj import INDEX_NAME, IndexEntry, packed_index
from archive.export.evidence_records import Evidence, evidence, records
from archive.selection import Selection
from archive.warc import SOFTWARE
from archive.warc_record import packed_record
from archive.warc_scan import ScannedRecord

WACZ_VERSION = "1.1.1"

_MOST_BYTES = 1_500_000_000  # below what needs the longer headers of ZIP64, with which players reckon wrongly
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "application/pdf")
_OK = 200
_SHOWN = (_OK, 0)  # what a browser made of a page, or somebody saved, is no answer of a server


@dataclass(frozen=True, slots=True)
class Packed:
    """What a WACZ file holds."""

    captures: int
    records: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Member:
    path: str
    sha256: str
    bytes: int


def write_wacz(
    connection: sqlite3.Connection,
    warc_folder: Path,
    selection: Selection,
    target: Callable[[int], Path],
    note: Callable[[int], None] = lambda _: None,
) -> Iterator[Packed]:
    """Writes one file after the other, each at `target(number)`; `note` hears how many captures each holds so far.

    What is missing or damaged in the WARC files is a WarcError.
    """
    for number, some in enumerate(_in_files(evidence(connection, selection)), start=1):
        with ZipFile(target(number), "w", ZIP_STORED) as bundle:
            packing = _Packing(bundle, warc_folder)
            try:
                for one in some:
                    packing.add(one)
                    note(packing.captures)
            finally:
                packing.close_warc()  # also after a failure, which the bundle would hide otherwise
            packing.finish()
        yield Packed(packing.captures, packing.records, packing.pages)


def _in_files(found: Iterable[Evidence]) -> Iterator[list[Evidence]]:
    """What goes into each file, its records below the size from which a ZIP file has other headers."""
    some: list[Evidence] = []
    size = 0
    for one in found:
        size += one.end - one.start
        if some and size > _MOST_BYTES:
            yield some
            some, size = [], one.end - one.start
        some.append(one)
    yield some


class _Packing:
    """A WACZ file being filled: the WARC file first, as its records come, and then what tells of them."""

    def __init__(self, bundle: ZipFile, warc_folder: Path) -> None:
        self.captures = self.records = self.pages = 0
        self._bundle = bundle
        self._folder = warc_folder
        self._members: list[_Member] = []
        self._entries: list[IndexEntry] = []
        self._pages: list[str] = []
        self._warc = _WarcMember(bundle)

    def add(self, one: Evidence) -> None:
        for record, data in records(self._folder, one):
            place = self._warc.append(data)
            self.records += 1
            if record.offset == one.offset:
                self._entries.append(_entry(one, record, data, self._warc.name, place))
        self.captures += 1
        if one.title and one.http_status in _SHOWN and one.media_type in _PAGE_TYPES:
            self.pages += 1
            self._pages.append(_page(one))

    def close_warc(self) -> None:
        self._members.append(self._warc.close())

    def finish(self) -> None:
        index = packed_index(self._entries)
        self._write(f"indexes/{INDEX_NAME}", index.lines, ZIP_STORED)
        self._write("indexes/index.idx", index.parts, ZIP_STORED)
        head = json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Reports"})
        self._write("pages/pages.jsonl", "".join(f"{line}\n" for line in (head, *self._pages)).encode())
        package = json.dumps(self._package(), ensure_ascii=False, indent=2).encode()
        self._bundle.writestr("datapackage.json", package, ZIP_DEFLATED)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
        self._bundle.writestr("datapackage-digest.json", json.dumps(digest, indent=2), ZIP_DEFLATED)

    def _write(self, path: str, content: bytes, method: int = ZIP_DEFLATED) -> None:
        self._bundle.writestr(path, content, method)
        self._members.append(_Member(path, hashlib.sha256(content).hexdigest(), len(content)))

    def _package(self) -> dict[str, object]:
        return {
            "profile": "data-package",
            "wacz_version": WACZ_VERSION,
            "title": "政府信息公开工作年度报告 / Annual reports on government information disclosure",
            "software": SOFTWARE,
            "created": now(),
            "resources": [
                {
                    "name": Path(member.path).name,
                    "path": member.path,
                    "hash": f"sha256:{member.sha256}",
                    "bytes": member.bytes,
                }
                for member in self._members
            ],
        }


class _WarcMember:
    """The WARC file within the bundle, written record by record."""

    def __init__(self, bundle: ZipFile) -> None:
        self.name = "nianbao.warc.gz"
        self.size = 0
        self._digest = hashlib.sha256()
        # not force_zip64: behind its longer header players look for the file in the wrong place
        self._file = bundle.open(f"archive/{self.name}", "w")
        self.append(_info_record(self.name))

    def append(self, data: bytes) -> int:
        """Returns where the data begins."""
        start = self.size
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)
        return start

    def close(self) -> _Member:
        self._file.close()
        return _Member(f"archive/{self.name}", self._digest.hexdigest(), self.size)


def _info_record(file: str) -> bytes:
    block = f"software: {SOFTWARE}\r\nformat: WARC File Format 1.1\r\ndescription: records copied unchanged\r\n"
    headers = {
        "WARC-Type": "warcinfo",
        "WARC-Date": now(),
        "WARC-Filename": file,
        "Content-Type": "application/warc-fields",
    }
    return packed_record(headers, block.encode())


def _entry(one: Evidence, record: ScannedRecord, data: bytes, file: str, offset: int) -> IndexEntry:
    mime = "warc/revisit" if one.repeats else one.media_type or "application/octet-stream"
    stated = record.headers.get("warc-payload-digest", "").removeprefix("sha256:")
    status = one.http_status or _OK  # a page that a browser made has no answer of its own
    return IndexEntry(
        one.url, one.fetched_at, mime, status, stated, hashlib.sha256(data).hexdigest(), file, offset, len(data)
    )


def _page(one: Evidence) -> str:
    page = {"id": str(one.snapshot_id), "url": one.url, "title": one.title, "ts": one.fetched_at}
    return json.dumps(page, ensure_ascii=False)
