"""The block of a response record to the head and the payload of the answer, its chunks put together."""

import re
from dataclasses import dataclass

from archive.message import document, end_of_head, is_chunked, parse_head, unframed

_CHUNK_HEAD = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")  # 1f40\r\n
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^content-type:([^\r\n]{1,200})", re.IGNORECASE | re.MULTILINE)
_RANGE = re.compile(rb"^content-range:[ \t]*bytes 0-(\d{1,12})/(\d{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_LINE_END = re.compile(rb"\r?\n")
_PARTIAL = 206
_CUT_OFF = 1 << 20  # where Common Crawl ended what was longer, for years without a word of it


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """`body` is what the record holds behind the head, `payload` the same with its chunks put together."""

    status: int
    media_type: str | None
    content_type: str | None
    head: bytes
    body: bytes
    payload: bytes
    document: bytes
    is_whole: bool


def http_answer(block: bytes) -> HttpAnswer | None:
    """None where the block does not begin with the head of an answer."""
    end = end_of_head(block)
    if end is None or not block.startswith(b"HTTP/"):
        return None
    head, body = block[:end], block[end:]
    told = parse_head(head)
    chunked = is_chunked(head)
    payload = _unchunked(body) if chunked else None
    # many programs put the chunks together and leave the header standing
    whole = _is_whole(head, body, told.status) if not chunked else payload is not None or not _CHUNK_HEAD.match(body)
    payload = body if payload is None else payload
    stated = _TYPE.search(head)
    content_type = stated[1].decode("latin-1").strip() if stated else None
    framed = unframed(head, len(payload))
    return HttpAnswer(told.status, told.media_type, content_type, framed, body, payload, document(told, payload), whole)


def _is_whole(head: bytes, body: bytes, status: int) -> bool:
    if status == _PARTIAL:
        span = _RANGE.search(head)
        return span is not None and int(span[1]) + 1 == int(span[2]) == len(body)
    length = _LENGTH.search(head)
    if len(body) == _CUT_OFF:
        return length is not None and int(length[1]) == _CUT_OFF
    return length is None or len(body) >= int(length[1])


def _unchunked(body: bytes) -> bytes | None:
    """The chunks put together; None where they do not fit each other to the last."""
    parts: list[bytes] = []
    position = 0
    while found := _CHUNK_HEAD.match(body, position):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts)
        start = found.end()
        part = body[start : start + size]
        position = start + size
        ending = _LINE_END.match(body, position)
        if len(part) < size or ending is None:
            return None
        parts.append(part)
        position = ending.end()
    return None
