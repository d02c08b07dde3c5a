"""Raw HTTP/1 answers to head and payload, chunked framing undone in the way that WARC readers expect."""

import re

from archive.message import end_of_head

_CHUNKED = re.compile(rb"^transfer-encoding:.*\bchunked\b", re.IGNORECASE | re.MULTILINE)
_TRANSFER_ENCODING = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]*\r?\n")  # 1f4;name=value


def undo_framing(raw: bytes) -> tuple[bytes, bytes]:
    r"""Head and payload. A chunked answer keeps its header under another name and gains the length of its payload.

    >>> head, payload = undo_framing(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
    >>> payload, b"X-Crawler-Transfer-Encoding: chunked\r\nContent-Length: 3" in head
    (b'abc', True)
    """
    raw = _after_interim_answers(raw)
    end = end_of_head(raw)
    if end is None:
        return raw.rstrip(b"\r\n") + b"\r\n\r\n", b""
    head, body = raw[:end], raw[end:]
    if not _CHUNKED.search(head):
        return head, body
    payload = _unchunked(body)
    head = _TRANSFER_ENCODING.sub(b"X-Crawler-Transfer-Encoding:", head).rstrip(b"\r\n")
    return b"%s\r\nContent-Length: %d\r\n\r\n" % (head, len(payload)), payload


def _after_interim_answers(raw: bytes) -> bytes:
    """Skips 100 Continue and 103 Early Hints, which come before the answer itself."""
    while re.match(rb"HTTP/\S+ 1\d\d", raw) and (end := end_of_head(raw)):
        raw = raw[end:]
    return raw


def _unchunked(body: bytes) -> bytes:
    parts, position = [], 0
    while match := _CHUNK_SIZE.match(body, position):
        size = int(match.group(1), 16)
        if size == 0:
            break
        parts.append(body[match.end() : match.end() + size])
        position = match.end() + size
        position += len(re.match(rb"\r?\n?", body[position : position + 2]).group())  # type: ignore[union-attr]
    return b"".join(parts)
