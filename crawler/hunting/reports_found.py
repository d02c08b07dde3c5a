"""Captured candidates to records in the archive: sends them to the readers, keeps what comes back, follows their files."""

import logging
import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.cut_short import CUT_SHORT
from archive.errors import RecordError, StorageError
from archive.ledger import NamedBody
from archive.record import Attachment, Record, Snapshot
from archive.standing import Read
from crawler.hunting.albums import MOST_PICTURES, Album
from crawler.hunting.desk import Desk
from crawler.hunting.errand import Errand
from crawler.pages.addresses import canonical
from crawler.pages.answer import Answer
from crawler.pages.scent import TWIN, is_annual
from crawler.portals.site import place_of
from pipelines.hints import Hints
from pipelines.understanding.notices import read_notice

if TYPE_CHECKING:
    from crawler.hunting.hunt import Hunt

_log = logging.getLogger(__name__)
_WANTED_FILE = 96  # the report is in it
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_MOST_FILES = 20
_ALBUM = "pictures"  # the part of a page's snapshot that its pictures are


class ReportsFound:
    """The half of a hunt that deals with what may be reports. `waiting` counts what the readers still have."""

    def __init__(self, hunt: "Hunt", desk: Desk) -> None:
        self._hunt = hunt
        self._desk = desk
        self._albums: dict[str, Album] = {}
        self.waiting = 0

    def read(self, errand: Errand, answer: Answer, snapshot: Snapshot) -> None:
        """Has a captured document read; its records come later."""
        if errand.kind == "picture":
            self.pictured(errand, answer.body)
            return
        if self._was_read(errand, snapshot):
            return
        content_type = answer.header("content-type")
        self._send(errand, answer.body, content_type, lambda records: self._came(errand, snapshot, records))

    def known(self, errand: Errand, report_ids: Iterable[int]) -> None:
        """Counts reports that stand at an address and need no reading, and takes up what hangs on its page."""
        for report_id in report_ids:
            self._hunt.tally.found(report_id)
            self._hunt.units.report_found(errand.unit)
        for file in self._hunt.memory.files_of(errand.url):
            self._hunt.add(self._hunt.trail.file(file.url, file.words, errand, file.score))

    def _was_read(self, errand: Errand, snapshot: Snapshot) -> bool:
        """Whether a document is known from an earlier night; then it needs no reading."""
        standing = self._desk.standing
        reads = standing.read_as(snapshot.id) if self._hunt.log.is_silent else self._read_before(errand, snapshot)
        if not reads:
            return False
        self.known(errand, [read.report_id for read in reads if read.report_id is not None])
        return True

    def _read_before(self, errand: Errand, snapshot: Snapshot) -> list[Read]:
        """What the very same bytes were read as when they were last captured here; nothing where that is worth a retry."""
        before = self._hunt.memory.before(errand)
        if before is None or before.snapshot_id in (None, snapshot.id):
            return []
        earlier = self._desk.ledger.snapshot(before.snapshot_id)
        if earlier is None or earlier.sha256 != snapshot.sha256:
            return []
        reads = self._desk.standing.read_as(earlier.id)
        if any(read.verdict == "unreadable" for read in reads):
            return []
        self._desk.standing.read_again(earlier.id, snapshot.id)
        return reads

    def pictured(self, errand: Errand, picture: bytes | None) -> None:
        """Takes one picture of a report, None for one that cannot be had; with the last of them the report is read."""
        album = self._albums.get(errand.url)
        if album is None:
            return
        album.take(errand.url, picture)
        bundle = album.bundle() if album.is_whole else None
        if bundle:
            self._send(album.page, bundle, "application/zip", lambda records: self._album_came(album, records))

    def _send(
        self, errand: Errand, data: bytes, content_type: str | None, done: Callable[[tuple[Record, ...]], None]
    ) -> None:
        self.waiting += 1
        portal = self._hunt.portal
        hints = Hints(errand.text or errand.around or None, portal.division, place_of(portal.name) or None)
        self._desk.read(data, errand.url, content_type, hints, lambda records: self._take(errand, records, done))

    def _take(self, errand: Errand, records: tuple[Record, ...], done: Callable[[tuple[Record, ...]], None]) -> None:
        """Takes what was read; a record that our own code fails on costs its page."""
        self.waiting -= 1
        try:
            done(records)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001  # whatever it is, it is told and noted
            _log.exception("failed on the records of %r", errand.url)
            self._hunt.crashed(errand)

    def _came(self, errand: Errand, snapshot: Snapshot, records: tuple[Record, ...]) -> None:
        kept = [self._keep(errand, snapshot, record, "" if len(records) == 1 else _part(record)) for record in records]
        best = min(records, key=lambda record: record.verdict != "report")
        if best.verdict != "report" and errand.url in self._hunt.memory.reports:
            self._hunt.absences.missed(errand, "not_report", None, snapshot)
        if any(kept):
            self._hunt.candidates.judge(errand.url, errand.text, best.verdict, best.reason)
        self._note_named(errand, snapshot, records)
        if best.reason == "empty_shell" and errand.kind == "report":
            self._hunt.tally.states["needs_rendering"] += 1
        if errand.kind != "file":
            for record in records:
                self._follow_files(errand, snapshot, record)

    def _note_named(self, errand: Errand, snapshot: Snapshot, records: Iterable[Record]) -> None:
        """The bodies that a notice of who has published names, each as the gravest of what the notice says of it."""
        named: dict[str, NamedBody] = {}
        for record in records:
            notice = read_notice(record.title, record.text) if record.verdict == "not_report" else None
            if notice is None:
                continue
            for name, standing in notice.gravest():
                place = (self._hunt.portal.url, errand.url, name)
                named[name] = NamedBody(*place, notice.year, standing, snapshot.id, self._desk.run_id)
        self._desk.ledger.put_named(named.values())

    def _album_came(self, album: Album, records: tuple[Record, ...]) -> None:
        record = records[0]
        source = replace(record.source, file=None, media_type=album.snapshot.media_type)
        if self._keep(album.page, album.snapshot, replace(record, source=source), _ALBUM):
            self._hunt.candidates.judge(album.page.url, album.page.text, record.verdict, record.reason)

    def _keep(self, errand: Errand, snapshot: Snapshot, record: Record, part: str) -> bool:
        try:
            kept = self._desk.store.keep(record, snapshot.id, part)
        except RecordError as error:
            self._hunt.candidates.judge(errand.url, errand.text, "unreadable", "crashed")
            self._hunt.tally.note(f"{errand.url}: {error}")
            return False
        if kept.outcome == "held_back":
            self._hunt.settle(errand, CUT_SHORT, None, snapshot)
            self.known(errand, self._known_there(errand))
            return False
        if record.verdict == "report" and kept.report_id is not None:
            self._hunt.tally.found(kept.report_id)
            self._hunt.units.report_found(errand.unit)
            if kept.outcome == "new_version" and self._hunt.memory.before(errand):
                self._hunt.log.report_changed(errand)
                self._hunt.absences.look_again(kept.report_id)
        return True

    def _known_there(self, errand: Errand) -> list[int]:
        report_id = self._hunt.memory.reports.get(errand.url)
        return [] if report_id is None else [report_id]

    def _follow_files(self, errand: Errand, snapshot: Snapshot, record: Record) -> None:
        """A page whose report lies in a file has it fetched; a copy of the report for downloading, if time is left."""
        attachments = record.attachments[:_MOST_FILES]
        documents = [one for one in attachments if not _is_picture(one.url)]
        is_wanted = record.reason == "attachment_only" or record.form == "tables_absent"
        if is_wanted or record.verdict == "report":
            for one in documents:
                words = one.text or posixpath.basename(urlsplit(one.url).path)
                if is_wanted or is_annual(words) or len(documents) == 1:
                    score = _WANTED_FILE if is_wanted else TWIN
                    self._hunt.add(self._hunt.trail.file(one.url, words, errand, score))
        elif record.reason == "pictures_only":
            self._open_album(errand, snapshot, [one for one in record.attachments if _is_picture(one.url)])

    def _open_album(self, errand: Errand, snapshot: Snapshot, pictures: Sequence[Attachment]) -> None:
        errands = [
            self._hunt.trail.file(one.url, errand.text, errand, _WANTED_FILE, "picture")
            for one in pictures[:MOST_PICTURES]
        ]
        found = [one for one in errands if one is not None]
        if not found or len(found) < len(pictures):
            return  # some are strangers' or known already: not the pages of one report
        album = Album(errand, snapshot, [canonical(one.url) for one in found])
        for one in found:
            self._albums[one.url] = album
            self._hunt.add(one)


def _part(record: Record) -> str:
    """The name of a file inside a bundle."""
    file = record.source.file or ""
    return file.partition("#")[2] or file


def _is_picture(url: str) -> bool:
    return urlsplit(url).path.lower().endswith(_PICTURES)
