"""What the archive holds already of what is brought to it: captures, readings, and where revisits lead to."""

from dataclasses import dataclass, field

from archive.message import document, parse_head
from archive.store import Store
from pipelines.ingest.captures import Capture
from pipelines.ingest.digests import agreement
from pipelines.ingest.found import keys_of

_MOST_OF_AN_ADDRESS = 30  # captures of one address that are looked through for a digest


@dataclass(frozen=True, slots=True)
class KnownCapture:
    """A capture of the archive, and whether it was read."""

    snapshot_id: int
    was_read: bool


@dataclass(frozen=True, slots=True)
class Repeated:
    """The payload of the capture that a revisit repeats, and the document in it."""

    payload: bytes
    document: bytes


@dataclass(slots=True)
class Known:
    """Answers from the archive, and from what was met in the files."""

    store: Store
    _kept: dict[str, int] = field(default_factory=dict)
    _left_out: set[int] = field(default_factory=set)  # hashes: a file may hold millions of captures

    def capture(self, url: str, at: str, payload_sha256: str) -> KnownCapture | None:
        """The same payload of the same address and moment."""
        rows = self.store.query(_CAPTURE, url, at, payload_sha256)
        return KnownCapture(rows[0][0], bool(rows[0][1])) if rows else None

    def is_gone(self, url: str, at: str) -> bool:
        """Whether an address is known to be gone since before a moment."""
        return bool(self.store.query(_GONE, url, at))

    def keep(self, keys: tuple[str, ...], snapshot_id: int) -> None:
        """A capture of the files that is in the archive."""
        self._kept.update(dict.fromkeys(keys, snapshot_id))

    def leave_out(self, keys: tuple[str, ...]) -> None:
        """A capture of the files that is no report."""
        self._left_out.update(map(hash, keys))

    def repeated(self, capture: Capture) -> Repeated | str:
        """What a revisit repeats; or the word for why that is not to be had."""
        reference = capture.repeats
        if reference is None:
            return "unresolved"
        keys = keys_of(reference.record_id, reference.url, reference.fetched_at, reference.payload_digest)
        for key in keys:
            if key in self._kept:
                return self._read(self._kept[key])
        if any(hash(key) in self._left_out for key in keys):
            return "repeats_no_report"
        return self._in_archive(capture) or "unresolved"

    def _in_archive(self, capture: Capture) -> Repeated | None:
        reference = capture.repeats
        assert reference
        rows = self.store.query(_OF_ADDRESS, reference.url, _MOST_OF_AN_ADDRESS)
        for snapshot_id, at, origin in rows:
            is_named = bool(reference.record_id) and f"record {reference.record_id} " in (origin or "")
            if is_named or (reference.fetched_at and at[:19] == reference.fetched_at[:19]):
                return self._read(snapshot_id)
        if reference.fetched_at is None and reference.payload_digest:
            for snapshot_id, _, _ in rows:
                found = self._read(snapshot_id)
                if agreement(reference.payload_digest, (found.payload, found.document)) == "right":
                    return found
        return None

    def _read(self, snapshot_id: int) -> Repeated:
        exchange = self.store.exchange(snapshot_id)
        return Repeated(exchange.payload, document(parse_head(exchange.response_head), exchange.payload))


# a page of pictures is read when its pictures are, too
_CAPTURE = """
    SELECT id, EXISTS (SELECT 1 FROM readings WHERE snapshot_id = snapshots.id
                       AND (reason <> 'pictures_only' OR EXISTS (
                           SELECT 1 FROM readings WHERE snapshot_id = snapshots.id AND part = 'pictures')))
    FROM snapshots
    WHERE url = ? AND fetched_at = ? AND coalesce(payload_sha256, sha256) = ? ORDER BY id LIMIT 1"""
_GONE = "SELECT 1 FROM vanishings WHERE url = ? AND gone_at < ? AND back_at IS NULL"
_OF_ADDRESS = """
    SELECT id, fetched_at, origin FROM snapshots WHERE url = ? AND http_status > 0 ORDER BY fetched_at DESC LIMIT ?"""
