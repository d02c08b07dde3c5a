"""Documents found in other programs' files to captures and readings in the archive: read first, kept if worth it."""

import re
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from hashlib import sha256

from archive.errors import RecordError, WarcError
from archive.places.regions import region_name
from archive.record import Exchange, Record
from archive.store import Store
from pipelines.hints import Hints
from pipelines.ingest.albums import MOST_PICTURES, PART, Album, Albums
from pipelines.ingest.found import Found
from pipelines.ingest.hosts import Hosts, host_of, place_in
from pipelines.ingest.known import Known
from pipelines.ingest.links import Links, is_telling
from pipelines.ingest.tally import Tally
from pipelines.workers.job import Job
from pipelines.workers.pool import Workers

_MOST_WAITING, _MOST_BYTES_WAITING = 64, 128 << 20
_LEADS_TO_A_REPORT = ("attachment_only", "pictures_only")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|webp)(?:$|\?)", re.IGNORECASE)  # /a/1.jpg?v=2


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document at the readers, and what is done with its records."""

    records: "Future[tuple[Record, ...]]"
    size: int
    done: Callable[[tuple[Record, ...]], None]


@dataclass(slots=True)
class Taking:
    """Takes documents in; `finish` returns when all of them are kept or left out."""

    store: Store
    workers: Workers
    hosts: Hosts
    links: Links
    tally: Tally
    everything: bool
    known: Known
    albums: Albums = field(default_factory=Albums)
    _waiting: deque[_Waiting] = field(default_factory=deque)
    _bytes: int = 0

    def take(self, found: Found) -> None:
        """Has one document read, unless the archive knows it; it is kept when its records have come."""
        if not self._is_worth_reading(found):
            return
        before = self.known.capture(found.url, found.at, sha256(found.payload).hexdigest())
        if before and before.was_read:
            self.tally.known += 1
            self.known.keep(found.keys, before.snapshot_id)
            return
        self._send(found.document, found, lambda records: self._came(found, records))

    def picture(self, found: Found) -> None:
        """Takes one picture of a report; with the last of a page the report is read."""
        if not self.albums.wants(found.url):
            return
        snapshot_id = self._captured(found)
        if snapshot_id is None:
            return
        for album, bundle in self.albums.take(found.url, found.document):
            self._read_album(album, bundle)

    @property
    def is_waiting(self) -> bool:
        """Whether something is still being read."""
        return bool(self._waiting)

    def finish(self) -> None:
        """Waits for the readers."""
        while self._waiting:
            self._settle_first()

    def _is_worth_reading(self, found: Found) -> bool:
        why = None
        if not found.is_page:
            why = "status"
        elif not found.has_document and not (found.is_picture and self.links.words_to(found.url)):
            why = "no_document"
        if why is None:
            return True
        if self.everything and self._captured(found) is not None:
            return False
        self.tally.skipped[why] += 1
        self.known.leave_out(found.keys)
        return False

    def _send(self, data: bytes, found: Found, done: Callable[[tuple[Record, ...]], None]) -> None:
        words = self.links.words_to(found.url)
        url = None if found.url.startswith("file:") else found.url
        job = Job(data, found.name, url, found.media_type, found.content_type, self._hints(found.url, words))
        self._wait_for(self.workers.submit(job), len(data), done)

    def _wait_for(
        self, records: "Future[tuple[Record, ...]]", size: int, done: Callable[[tuple[Record, ...]], None]
    ) -> None:
        self._waiting.append(_Waiting(records, size, done))
        self._bytes += size
        while self._waiting and (
            len(self._waiting) > _MOST_WAITING or self._bytes > _MOST_BYTES_WAITING or self._waiting[0].records.done()
        ):
            self._settle_first()

    def _settle_first(self) -> None:
        waiting = self._waiting.popleft()
        self._bytes -= waiting.size
        waiting.done(waiting.records.result())

    def _came(self, found: Found, records: tuple[Record, ...]) -> None:
        words = self.links.words_to(found.url)
        best = min(records, key=lambda record: record.verdict != "report")
        is_listed = best.verdict == "unreadable" and words is not None and is_telling(words)
        if not (self.everything or best.verdict == "report" or best.reason in _LEADS_TO_A_REPORT or is_listed):
            self.tally.skipped[best.verdict] += 1
            self.known.leave_out(found.keys)
            return
        snapshot_id = self._captured(found)
        if snapshot_id is None:
            return
        self.known.keep(found.keys, snapshot_id)
        for record in records:
            self._keep(found.url, record, snapshot_id, "" if len(records) == 1 else _part(record))
        if best.reason == "pictures_only":
            self._open_album(found, best, snapshot_id, words)

    def _captured(self, found: Found) -> int | None:
        """The capture's row; a new one, unless the archive holds the same payload of the same moment."""
        before = self.known.capture(found.url, found.at, sha256(found.payload).hexdigest())
        if before:
            self.tally.known += 1
            return before.snapshot_id
        try:
            item = found.item
            snapshot = self.store.capture(item) if isinstance(item, Exchange) else self.store.capture_saved(item)
        except WarcError:
            self.tally.skipped["refused"] += 1
            return None
        self.tally.stored += 1
        self.tally.unproved += found.unproved
        self.tally.no_address += found.url.startswith("file:")
        return snapshot.id

    def _keep(self, url: str, record: Record, snapshot_id: int, part: str) -> None:
        try:
            kept = self.store.keep(record, snapshot_id, part)
        except RecordError as error:
            self.tally.broken[url] = str(error)
            return
        if record.verdict == "report":
            self.tally.outcomes[kept.outcome] += 1

    def _open_album(self, page: Found, record: Record, snapshot_id: int, words: str | None) -> None:
        pictures = list(dict.fromkeys(one.url for one in record.attachments if _PICTURE.search(one.url)))
        if 0 < len(pictures) <= MOST_PICTURES and all(self.hosts.takes(host_of(url)) for url in pictures):
            self.albums.open(Album(page.url, snapshot_id, words or record.title, pictures))

    def _read_album(self, album: Album, bundle: bytes) -> None:
        def came(records: tuple[Record, ...]) -> None:
            self._keep(album.url, records[0], album.snapshot_id, PART)

        job = Job(bundle, None, album.url, "application/zip", None, self._hints(album.url, album.words))
        self._wait_for(self.workers.submit(job), len(bundle), came)

    def _hints(self, url: str, words: str | None) -> Hints:
        portal = self.hosts.area_of(url)
        if portal is None or portal.division is None:
            return Hints(words)
        return Hints(words, portal.division, region_name(portal.division) or place_in(portal.name))


def _part(record: Record) -> str:
    """The name of a file inside a bundle."""
    file = record.source.file or ""
    return file.partition("#")[2] or file
