"""Raw HTTP/1 answers to head and payload, framing undone in the way that WARC readers expect."""

import re

from archive.message import end_of_head

# a header may go on in lines that start with a blank
_CHUNKED = re.compile(rb"^transfer-encoding:(?:[^\r\n]|\r?\n[ \t])*\bchunked\b", re.IGNORECASE | re.MULTILINE)
_CONTENT_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_FRAMING_HEADER = re.compile(rb"^(?=(?:transfer-encoding|content-length):)", re.IGNORECASE | re.MULTILINE)
_CHUNK_SIZE = re.compile(rb"\s*0*([0-9a-fA-F]{1,8})(?![0-9a-fA-F])[^\r\n]*\r?\n")  # 1f4;name=value
_INTERIM_ANSWER = re.compile(rb"HTTP/\S+ 1\d\d\b")  # 100 Continue, 103 Early Hints
_MOST_INTERIM_ANSWERS = 10
_LINE_END = re.compile(rb"\r?\n?")


def undo_framing(raw: bytes) -> tuple[bytes, bytes]:
    r"""Head and payload. A chunked answer keeps its framing headers under other names and gains its real length.

    >>> head, payload = undo_framing(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
    >>> payload, b"X-Crawler-Transfer-Encoding: chunked\r\nContent-Length: 3" in head
    (b'abc', True)
    """
    raw = raw[start_of_answer(raw) :]
    end = end_of_head(raw)
    if end is None:
        return raw.rstrip(b"\r\n") + b"\r\n\r\n", b""
    head, body = raw[:end], raw[end:]
    if _CHUNKED.search(head):
        payload = _unchunked(body)
        head = _FRAMING_HEADER.sub(b"X-Crawler-", head).rstrip(b"\r\n")
        return b"%s\r\nContent-Length: %d\r\n\r\n" % (head, len(payload)), payload
    length = _CONTENT_LENGTH.search(head)
    return head, body[: int(length.group(1))] if length else body


def start_of_answer(raw: bytes | bytearray) -> int:
    """Where the answer itself begins, after all interim answers."""
    start = 0
    for _ in range(_MOST_INTERIM_ANSWERS):
        end = end_of_head(raw, start) if _INTERIM_ANSWER.match(raw, start) else None
        if end is None:
            break
        start = end
    return start


def _unchunked(body: bytes) -> bytes:
    parts, position = [], 0
    while match := _CHUNK_SIZE.match(body, position):
        size = int(match.group(1), 16)
        if size == 0:
            break
        parts.append(body[match.end() : match.end() + size])
        position = match.end() + size
        line_end = _LINE_END.match(body, position)
        position = line_end.end() if line_end else position
    return b"".join(parts)
