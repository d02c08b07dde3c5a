"""HTTP answers as stored bytes: where the head ends, what it says, and the document inside the payload."""

import hashlib
import re
from dataclasses import dataclass

from archive.unpacking import Unpacking

DOCUMENT_LIMIT = 64 << 20  # a document that unpacks to more is kept and digested packed, as it was sent

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"^HTTP/\S+\s+(\d{3})\b")  # HTTP/1.1 200 OK
_MEDIA_TYPE = re.compile(r"^\s*([\w.+-]+/[\w.+-]+)")  # text/html; charset=gb2312

# a header may go on in lines that start with a blank
_CHUNKED = re.compile(rb"^transfer-encoding:(?:[^\r\n]|\r?\n[ \t])*\bchunked\b", re.IGNORECASE | re.MULTILINE)
_FRAMING_HEADER = re.compile(rb"^(?=(?:transfer-encoding|content-length):)", re.IGNORECASE | re.MULTILINE)
_NOTE_LIMIT, _ORIGIN_LIMIT = 200, 600


@dataclass(frozen=True, slots=True)
class ResponseHead:
    status: int
    media_type: str | None
    encodings: tuple[str, ...]


def end_of_head(block: bytes | bytearray, start: int = 0) -> int | None:
    r"""The length of the head, its blank line included; None while that line has not come.

    >>> end_of_head(b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<html>")
    30
    """
    match = _END_OF_HEAD.search(block, start)
    return match.end() if match else None


def is_chunked(head: bytes) -> bool:
    """Whether a head tells of an answer in chunks."""
    return _CHUNKED.search(head) is not None


def unframed(head: bytes, length: int) -> bytes:
    r"""The head as it goes with a payload of that length.

    A chunked answer keeps its framing headers under other names and gains its real length.

    >>> unframed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 3)
    b'HTTP/1.1 200 OK\r\nX-Crawler-Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n'
    """
    if not is_chunked(head):
        return head
    return b"%s\r\nContent-Length: %d\r\n\r\n" % (_FRAMING_HEADER.sub(b"X-Crawler-", head).rstrip(b"\r\n"), length)


def posted_sha256(request: bytes) -> str | None:
    r"""The digest of a request's body; None for a request without one.

    >>> posted_sha256(b"GET / HTTP/1.1\r\nHost: example.cn\r\n\r\n")
    """
    body = request[end_of_head(request) or len(request) :]
    return hashlib.sha256(body).hexdigest() if body else None


def transport_note(words: str | None) -> str | None:
    r"""A note as it can stand in a header: one short line of printable ASCII; None where nothing is said.

    Names in a certificate are the server's own words.

    >>> transport_note("unverified:\r\nWARC-Type: 青桐县")
    'unverified: WARC-Type: \\u9752\\u6850\\u53bf'
    """
    return plain(words or "")[:_NOTE_LIMIT].strip() or None


def origin_note(words: str) -> str:
    """A note on where a capture comes from, by the same rule; files and programs choose their names as they like."""
    return plain(words)[:_ORIGIN_LIMIT].strip()


def plain(words: str) -> str:
    r"""Words as one line of printable ASCII.

    >>> plain("年报\n1.warc")
    '\\u5e74\\u62a5 1.warc'
    """
    visible = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(visible.split()).encode("ascii", "backslashreplace").decode()


def parse_head(head: bytes) -> ResponseHead:
    """Status, media type and content encodings; a head without a status line has status 0."""
    match = _STATUS_LINE.match(head)
    media_type, encodings = None, []
    for line in head[match.end() if match else 0 :].splitlines():
        name, _, value = line.partition(b":")
        text = value.decode("latin-1").strip()
        if name.strip().lower() == b"content-type" and (found := _MEDIA_TYPE.match(text)):
            media_type = found.group(1).lower()
        elif name.strip().lower() == b"content-encoding":
            encodings += [item.strip().lower() for item in text.split(",")]
    return ResponseHead(
        int(match.group(1)) if match else 0,
        media_type,
        tuple(item for item in encodings if item not in ("", "identity")),
    )


def resource_head(media_type: str) -> ResponseHead:
    """What stands in for the head of a document that is no answer.

    >>> resource_head("text/html; charset=utf-8")
    ResponseHead(status=0, media_type='text/html', encodings=())
    """
    found = _MEDIA_TYPE.match(media_type)
    return ResponseHead(0, found.group(1).lower() if found else None, ())


class DocumentDigest:
    """Digests of a payload fed in pieces: of its bytes as sent, and of the document that they unpack to.

    Where the encoding is unknown, broken, cut short or unpacks beyond the limit, the document is the payload as sent.
    """

    def __init__(self, encodings: tuple[str, ...]) -> None:
        self._payload = hashlib.sha256()
        self._payload_bytes = 0
        self._unpacking = Unpacking(encodings) if encodings else None
        self._document = hashlib.sha256()
        self._document_bytes = 0

    def feed(self, data: bytes) -> None:
        self._payload.update(data)
        self._payload_bytes += len(data)
        if self._unpacking is None:
            return
        for part in self._unpacking.feed(data):
            self._document.update(part)
            self._document_bytes += len(part)
            if self._document_bytes > DOCUMENT_LIMIT:
                self._unpacking = None
                return
        if not self._unpacking.whole:
            self._unpacking = None

    @property
    def _is_unpacked(self) -> bool:
        return self._unpacking is not None and self._unpacking.ended()

    @property
    def payload_sha256(self) -> str:
        return self._payload.hexdigest()

    @property
    def document_sha256(self) -> str:
        return self._document.hexdigest() if self._is_unpacked else self._payload.hexdigest()

    @property
    def document_bytes(self) -> int:
        return self._document_bytes if self._is_unpacked else self._payload_bytes


def document(head: ResponseHead, payload: bytes) -> bytes:
    """The document inside a payload, by the same rule as DocumentDigest."""
    if not head.encodings:
        return payload
    unpacking, data = Unpacking(head.encodings), bytearray()
    for part in unpacking.feed(payload):
        data += part
        if len(data) > DOCUMENT_LIMIT:
            return payload
    return bytes(data) if unpacking.ended() else payload
