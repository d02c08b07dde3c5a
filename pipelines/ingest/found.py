"""A capture of another program to what can be kept and read of it, or to the word for why it is left out."""

from dataclasses import dataclass

from archive.message import plain
from archive.record import Exchange, SavedFile
from pipelines.ingest.captures import Capture
from pipelines.ingest.digests import agreement
from pipelines.ingest.folder import Saved
from pipelines.ingest.http_answer import HttpAnswer, http_answer

_MOST_OF_A_HEAD = 1 << 20
_PAGES = (200, 203, 206)
# what a page is drawn with; fonts, films and sounds beside it
_NO_DOCUMENTS = ("image/", "font/", "video/", "audio/", "text/css", "text/javascript", "application/javascript")


@dataclass(frozen=True, slots=True)
class Found:
    """What can be kept, and the document in it, as a reader would save it; `keys` are the names that revisits use."""

    item: Exchange | SavedFile
    document: bytes
    media_type: str | None
    content_type: str | None
    name: str | None
    is_page: bool
    unproved: bool
    keys: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return self.item.url

    @property
    def at(self) -> str:
        return self.item.fetched_at if isinstance(self.item, Exchange) else self.item.saved_at

    @property
    def payload(self) -> bytes:
        return self.item.payload if isinstance(self.item, Exchange) else self.item.document

    @property
    def has_document(self) -> bool:
        """Whether this is what a report may be, and not what pages are drawn with."""
        return not (self.media_type or "").startswith(_NO_DOCUMENTS)

    @property
    def is_picture(self) -> bool:
        return (self.media_type or "").startswith("image/")


def found_of(capture: Capture) -> Found | str:
    """The answer or the resource of a record; revisits are resolved elsewhere."""
    if capture.kind == "resource":
        return _resource(capture)
    answer = http_answer(capture.block)
    if answer is None or len(answer.head) > _MOST_OF_A_HEAD:
        return "no_answer"
    if not answer.is_whole:
        return "cut_short"
    if not answer.payload:
        return "empty"
    stated = agreement(capture.payload_digest, (answer.body, answer.payload, answer.document))
    if stated == "wrong":
        return "wrong_digest"
    return _found(capture, answer, answer.payload, answer.document, unproved=capture.unproved and stated != "right")


def repeated(capture: Capture, head: HttpAnswer, payload: bytes, document: bytes) -> Found | str:
    """A revisit with the payload of the capture that it repeats."""
    if agreement(capture.payload_digest, (payload, document)) == "wrong":
        return "wrong_digest"
    return _found(capture, head, payload, document, unproved=capture.unproved)


def found_in_folder(saved: Saved) -> Found:
    """A saved file as it is."""
    file = saved.file
    name = file.url.rpartition("/")[2] if file.url.startswith("file:") else None
    return Found(file, file.document, file.media_type, None, name, is_page=True, unproved=False)


def keys_of(record_id: str | None, url: str | None, at: str | None, digest: str | None) -> tuple[str, ...]:
    """The names by which a capture can be meant, the surest first; times are compared by the second."""
    return (
        *([f"id {record_id}"] if record_id else []),
        *([f"at {url} {at[:19]}"] if url and at else []),
        *([f"digest {digest.lower()}"] if digest else []),
    )


def _resource(capture: Capture) -> Found | str:
    if not capture.block:
        return "empty"
    stated = agreement(capture.payload_digest, (capture.block,))
    if stated == "wrong":
        return "wrong_digest"
    media_type = plain((capture.media_type or "").partition(";")[0]).lower()[:100] or None
    file = SavedFile(capture.url, capture.fetched_at, media_type, capture.block, capture.origin)
    unproved = capture.unproved and stated != "right"
    return Found(file, capture.block, media_type, capture.media_type, None, True, unproved, _keys(capture))  # noqa: FBT003  # a resource has no status


def _found(capture: Capture, answer: HttpAnswer, payload: bytes, document: bytes, *, unproved: bool) -> Found:
    request = capture.request if len(capture.request) <= _MOST_OF_A_HEAD else b""
    exchange = Exchange(
        capture.url,
        capture.fetched_at,
        capture.ip,
        request,
        answer.head,
        payload,
        capture.transport,
        capture.origin,
    )
    return Found(
        exchange,
        document,
        answer.media_type,
        answer.content_type,
        None,
        answer.status in _PAGES,
        unproved,
        _keys(capture),
    )


def _keys(capture: Capture) -> tuple[str, ...]:
    return keys_of(capture.record_id, capture.url, capture.fetched_at, capture.payload_digest)
