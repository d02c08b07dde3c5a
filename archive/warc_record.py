"""Headers and a block to one record as a gzip member; what no reader would take is refused before anything is written."""

import hashlib
import re
import zlib
from collections.abc import Mapping
from uuid import uuid4

from archive.errors import WarcError
from archive.message import end_of_head
from archive.record import Exchange

VERSION_LINE = "WARC/1.1"
HEAD_LIMIT, PAYLOAD_LIMIT = 1 << 20, 256 << 20  # what a reader of ours takes, and more than any report needs

_ADDRESS = re.compile(r"^[!-~]+\Z")  # http://www.example.cn/a.html?id=1
_ADDRESS_LIMIT = 8 << 10
_MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\Z")  # times are compared as text
_END_OF_RECORD = b"\r\n\r\n"
_GZIP_WINDOW = 31
_LARGE, _SAMPLE, _DENSE = 1 << 20, 1 << 16, 0.97  # dense: what is left of a sample that packing hardly makes smaller


def refuse_what_no_reader_would_take(url: str, moment: str, payload_bytes: int) -> None:
    """Raises WarcError where address, moment or size could not be read back."""
    if not _ADDRESS.match(url) or len(url) > _ADDRESS_LIMIT:
        raise WarcError(f"{url[:200]!r}: only printable ASCII without blanks is an address")
    if not _MOMENT.match(moment):
        raise WarcError(f"{url!r}: {moment!r} is not a moment such as 2026-01-31T02:00:00.000000Z")
    if payload_bytes > PAYLOAD_LIMIT:
        raise WarcError(f"{url!r}: the answer is beyond all measure")


def refuse_heads_beyond_measure(exchange: Exchange) -> None:
    """Raises WarcError where a head is no head, or too large to be read back."""
    if end_of_head(exchange.response_head) != len(exchange.response_head):
        raise WarcError(f"{exchange.url!r}: the answer's head does not end with its first blank line")
    if len(exchange.response_head) > HEAD_LIMIT:
        raise WarcError(f"{exchange.url!r}: the answer is beyond all measure")
    if len(exchange.request) > HEAD_LIMIT:
        raise WarcError(f"{exchange.url!r}: the request is beyond all measure")


def new_record_id() -> str:
    """An id that nobody can have known before."""
    return f"<urn:uuid:{uuid4()}>"


def packed_record(headers: Mapping[str, str], block: bytes) -> bytes:
    """One record as one gzip member."""
    complete = {
        "WARC-Record-ID": new_record_id(),
        **headers,
        "WARC-Block-Digest": f"sha256:{hashlib.sha256(block).hexdigest()}",
        "Content-Length": str(len(block)),
    }
    head = [VERSION_LINE]
    for name, value in complete.items():
        if "\r" in value or "\n" in value or not value.isascii():
            raise WarcError(f"{value!r} cannot stand in {name}: only ASCII without line breaks can")
        head.append(f"{name}: {value}")
    deflate = zlib.compressobj(0 if _is_dense(block) else 6, zlib.DEFLATED, _GZIP_WINDOW)
    text = ("\r\n".join(head) + "\r\n\r\n").encode()
    return b"".join(
        (deflate.compress(text), deflate.compress(block), deflate.compress(_END_OF_RECORD), deflate.flush())
    )


def _is_dense(block: bytes) -> bool:
    """Whether a large block, such as a scanned report, would gain nothing by being packed, at length."""
    middle = len(block) // 2
    sample = block[middle : middle + _SAMPLE]
    return len(block) > _LARGE and len(zlib.compress(sample, 1)) > _DENSE * len(sample)
