"""Captures to the index of a WACZ file: a line of CDXJ each, in the order in which players look addresses up."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

INDEX_NAME = "index.cdx.gz"

_LINES_A_PART = 2048
_STAMP_DIGITS = 14
_WWW = re.compile(r"^www\d*\.")  # www.example.cn, www2.example.cn


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One capture, and where its record lies in a WARC file of the WACZ."""

    url: str
    fetched_at: str
    mime: str
    status: int
    payload_sha256: str
    record_sha256: str
    file: str
    offset: int
    length: int

    def line(self) -> str:
        about = {  # numbers as text, as other indexers write them: players rely on it
            "url": self.url,
            "mime": self.mime,
            "status": str(self.status),
            "digest": f"sha256:{self.payload_sha256}",
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.file,
            "recordDigest": f"sha256:{self.record_sha256}",
        }
        return f"{lookup_key(self.url)} {stamp(self.fetched_at)} {json.dumps(about, ensure_ascii=False)}\n"


@dataclass(frozen=True, slots=True)
class PackedIndex:
    """The lines in packed parts, and the list of the parts by which a player finds the one it needs."""

    lines: bytes
    parts: bytes


def lookup_key(url: str) -> str:
    """An address as players sort it: host backwards, one case, no www, parameters in order.

    >>> lookup_key("http://www.Example.gov.cn:8080/A.html?b=2&a=1")
    'cn,gov,example:8080)/a.html?a=1&b=2'
    """
    parts = urlsplit(url.lower())
    if parts.scheme not in ("http", "https"):
        return url
    host = ",".join(reversed(_WWW.sub("", parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port and parts.port != {"http": 80, "https": 443}[parts.scheme] else ""
    asked = "&".join(sorted(parts.query.split("&")))
    return f"{host}{port}){parts.path or '/'}" + (f"?{asked}" if asked else "")


def stamp(moment: str) -> str:
    """A moment to the second, as an index writes it.

    >>> stamp("2025-01-31T02:00:07.123456Z")
    '20250131020007'
    """
    return "".join(letter for letter in moment if letter.isdigit())[:_STAMP_DIGITS]


def packed_index(entries: Iterable[IndexEntry]) -> PackedIndex:
    """All lines, sorted, in parts that can be unpacked one by one."""
    lines = sorted(entry.line() for entry in entries)
    packed, parts = bytearray(), [f'!meta 0 {{"format": "cdxj-gzip-1.0", "filename": "{INDEX_NAME}"}}\n']
    for some in _in_parts(lines):
        part = gzip.compress("".join(some).encode(), mtime=0)
        key = " ".join(some[0].split(" ", 2)[:2])
        place = {"offset": len(packed), "length": len(part), "digest": f"sha256:{hashlib.sha256(part).hexdigest()}"}
        parts.append(f"{key} {json.dumps({**place, 'filename': INDEX_NAME})}\n")
        packed += part
    return PackedIndex(bytes(packed), "".join(parts).encode())


def _in_parts(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(lines), _LINES_A_PART):
        yield lines[start : start + _LINES_A_PART]
