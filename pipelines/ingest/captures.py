"""The records of one WARC file to captures, each with its request; what is left out is told by a word and an address."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from archive.message import plain, transport_note
from archive.warc import ORIGIN, TRANSPORT
from pipelines.ingest.digests import Agreement, agreement
from pipelines.ingest.hosts import clean_address, clean_ip
from pipelines.ingest.moments import moment_of
from pipelines.ingest.records import Damage, RawRecord

Skip = Literal[
    "no_capture",  # dns, metadata, what a crawler notes of itself
    "text_only",  # WET and WAT: what others took from pages, not the pages
    "no_time",
    "too_large",
    "cut_short",
    "wrong_digest",
    "no_answer",
]
_CAPTURES = ("response", "revisit", "resource")
_MOST_OF_A_NAME = 120
_LONGEST_ID, _LONGEST_ADDRESS = 100, 8000


@dataclass(frozen=True, slots=True)
class Reference:
    """The capture that a revisit says it repeats, as far as it says so."""

    record_id: str | None
    url: str | None
    fetched_at: str | None
    payload_digest: str | None


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture as a file of others has it: `block` is that of its record, `request` empty where there is none."""

    kind: Literal["response", "revisit", "resource"]
    url: str
    fetched_at: str
    ip: str | None
    request: bytes
    block: bytes
    media_type: str | None
    record_id: str | None
    payload_digest: str | None
    origin: str
    unproved: bool  # no digest that could be checked
    repeats: Reference | None = None
    not_modified: bool = False
    transport: str | None = None  # how the connection fell short, of captures that this program made


@dataclass(frozen=True, slots=True)
class Skipped:
    why: Skip
    url: str
    place: str


def captures(parts: Iterable[RawRecord | Damage], source: str) -> Iterator[Capture | Skipped | Damage]:
    """`source` says which file it is, in the words that stay with each capture."""
    software = ""
    for part, request in _with_requests(parts):
        if isinstance(part, Damage):
            yield part
        elif part.kind == "warcinfo":
            software = _software(part) or software
        elif part.kind != "request":
            yield _capture(part, request, f"{source}; {software}" if software else source)


def _with_requests(parts: Iterable[RawRecord | Damage]) -> Iterator[tuple[RawRecord | Damage, RawRecord | None]]:
    """Each record with its request, which stands before it or behind it, as the program likes."""
    before: RawRecord | None = None
    waiting: RawRecord | None = None
    for part in parts:
        if isinstance(part, RawRecord) and part.kind == "request":
            if waiting and _belong(part, waiting):
                yield waiting, part
                waiting = None
            else:
                before = part
            continue
        if waiting:
            yield waiting, None
            waiting = None
        if isinstance(part, Damage) or part.kind not in _CAPTURES:
            yield part, None
        elif before and (_belong(before, part) or _same_address(before, part)):
            yield part, before
            before = None
        else:
            waiting = part
    if waiting:
        yield waiting, None


def _belong(request: RawRecord, answer: RawRecord) -> bool:
    ids = (request.headers.get("warc-record-id"), answer.headers.get("warc-record-id"))
    named = (answer.headers.get("warc-concurrent-to", ""), request.headers.get("warc-concurrent-to", ""))
    return any(own and own in other for own, other in zip(ids, named, strict=True))


def _same_address(request: RawRecord, answer: RawRecord) -> bool:
    """For programs that write the request first and tie it to nothing."""
    tied = "warc-concurrent-to" in request.headers or "warc-concurrent-to" in answer.headers
    return not tied and request.headers.get("warc-target-uri") == answer.headers.get("warc-target-uri")


def _software(info: RawRecord) -> str:
    for line in (info.block or b"").decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "software":
            return f"made by {plain(value)[:_MOST_OF_A_NAME]}"
    return ""


def _capture(record: RawRecord, request: RawRecord | None, source: str) -> Capture | Skipped:
    headers, stated = record.headers, record.headers.get("warc-target-uri", "")
    url, fetched_at = _address(record, stated), moment_of(headers.get("warc-date", ""))
    block = agreement(headers.get("warc-block-digest"), () if record.block is None else (record.block,))
    why = _left_out(record, url) or _unfit(record, fetched_at, block)
    if why or url is None or fetched_at is None or record.block is None:
        return Skipped(why or "no_capture", url or stated, record.place)
    record_id = headers.get("warc-record-id", "")[:_LONGEST_ID] or None
    profile = headers.get("warc-profile", "").lower()
    return Capture(
        _kind(record),
        url,
        fetched_at,
        clean_ip(headers.get("warc-ip-address")),
        request.block or b"" if request else b"",
        record.block,
        headers.get("content-type"),
        record_id,
        headers.get("warc-payload-digest"),
        f"{source}; record {record_id or 'without an id'} at {record.place}{_origin(headers)}",
        block != "right",
        _reference(headers, url) if record.kind == "revisit" else None,
        "not-modified" in profile,
        transport_note(headers.get(TRANSPORT.lower())),
    )


def _address(record: RawRecord, stated: str) -> str | None:
    """That of a page; or of a file, where this program kept a saved page whose own address was unknown."""
    is_file = record.kind == "resource" and ORIGIN.lower() in record.headers and stated.startswith("file:///")
    return stated[:_LONGEST_ADDRESS] if is_file and stated.isascii() and " " not in stated else clean_address(stated)


def _origin(headers: Mapping[str, str]) -> str:
    """Where a capture came from before it came to the archive that this file is of."""
    before = plain(headers.get(ORIGIN.lower(), ""))
    return f"; there from {before}" if before else ""


def _left_out(record: RawRecord, url: str | None) -> Skip | None:
    if record.kind == "conversion" or (record.kind == "metadata" and _is_json(record.headers)):
        return "text_only"
    is_capture = record.kind in _CAPTURES and url is not None
    return None if is_capture and (record.kind == "resource" or _is_http(record.headers)) else "no_capture"


def _unfit(record: RawRecord, fetched_at: str | None, block: Agreement) -> Skip | None:
    if fetched_at is None:
        return "no_time"
    if record.block is None:
        return "too_large"
    if "warc-truncated" in record.headers and record.kind != "revisit":  # there it says that the body was left out
        return "cut_short"
    return "wrong_digest" if block == "wrong" else None


def _kind(record: RawRecord) -> Literal["response", "revisit", "resource"]:
    if record.kind == "revisit":
        return "revisit"
    return "resource" if record.kind == "resource" and not _is_http(record.headers) else "response"


def _reference(headers: Mapping[str, str], url: str) -> Reference:
    return Reference(
        headers.get("warc-refers-to"),
        clean_address(headers.get("warc-refers-to-target-uri", "")) or url,
        moment_of(headers.get("warc-refers-to-date", "")),
        headers.get("warc-payload-digest"),
    )


def _is_http(headers: Mapping[str, str]) -> bool:
    # a revisit may hold nothing at all, and then some programs leave its type out
    stated = headers.get("content-type", "").lower()
    return stated.startswith("application/http") or (not stated and headers.get("warc-type") == "revisit")


def _is_json(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").lower().startswith("application/json")
