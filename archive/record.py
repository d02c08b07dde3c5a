"""The nouns of the archive as frozen dataclasses; `Record` turns into the JSON of one report and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from archive.codec import ADDED_LATER, from_plain, to_plain
from archive.errors import RecordError

Verdict = Literal["report", "not_report", "blocked", "unreadable"]
FormName = Literal["2019_trial", "2021_revised", "stat_2014", "free_form", "tables_absent"]
IssuerKind = Literal[
    "township_government",
    "subdistrict_office",
    "county_government",
    "county_government_office",
    "department",
    "development_zone",
    "city_government",
    "province_government",
    "other_authorised",
]
Scope = Literal["own", "aggregate"]
Status = Literal[
    "number", "zero", "blank", "not_applicable", "row_absent", "table_absent", "unit_unknown", "unreadable"
]
CheckVerdict = Literal["ok", "violated", "not_assessable"]
Fault = Literal["source", "reading"]
DivisionSource = Literal["stated", "inferred"]
Value = int | float | None


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read: `sha256` and `bytes` are of the document itself, as a reader would save it."""

    file: str | None
    url: str | None
    media_type: str | None
    sha256: str
    bytes: int
    reader: str | None
    charset: str | None


@dataclass(frozen=True, slots=True)
class Period:
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Division:
    code: str
    province: str | None
    city: str | None
    county: str | None
    township: str | None


@dataclass(frozen=True, slots=True)
class Issuer:
    name: str | None
    kind: IssuerKind | None
    division: Division | None
    division_source: DivisionSource | None


@dataclass(frozen=True, slots=True)
class Contact:
    office: str | None = None
    address: str | None = None
    postcode: str | None = None
    phones: tuple[str, ...] = ()
    fax: str | None = None
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a form; `value` is null unless `status` is number or zero."""

    table: str
    row: str
    column: str
    value: Value
    raw: str
    status: Status


@dataclass(frozen=True, slots=True)
class Check:
    """One identity or rule, at one place of the tables, with both sides.

    `fault` of a violated one: `source` where each operand was read at a printed label, `reading` where it may be ours.
    """

    rule: str
    at: str
    verdict: CheckVerdict
    left: Value
    right: Value
    fault: Fault | None = field(default=None, metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure of a scan that may be misread: the one value with which its row and its column would both be right.

    Never applied: the cell keeps what was read.
    """

    table: str
    row: str
    column: str
    read: Value
    proposed: Value


@dataclass(frozen=True, slots=True)
class Attachment:
    url: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the document that a fact was read from."""

    text: str


@dataclass(frozen=True, slots=True)
class ReadError:
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one document. `text` is all that a reader sees of it, its tables included."""

    source: Source
    verdict: Verdict
    reason: str
    title: str | None = None
    year: int | None = None
    period: Period | None = None
    issuer: Issuer | None = None
    document_number: str | None = None
    index_number: str | None = None
    signer: str | None = None
    written_date: date | None = None
    print_date: date | None = None
    publish_date: date | None = None
    contact: Contact = Contact()
    scope: Scope | None = None
    form: FormName | None = None
    cells: tuple[Cell, ...] = ()
    checks: tuple[Check, ...] = ()
    proposals: tuple[Proposal, ...] = field(default=(), metadata=ADDED_LATER)
    sections: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    text: str = ""
    error: ReadError | None = None

    @property
    def tables(self) -> dict[str, dict[str, dict[str, Value]]]:
        """The cells as plain values: table, row, column."""
        tables: dict[str, dict[str, dict[str, Value]]] = {}
        for cell in self.cells:
            tables.setdefault(cell.table, {}).setdefault(cell.row, {})[cell.column] = cell.value
        return tables

    def to_json(self) -> dict[str, Any]:
        """The record in the published shape: `tables` before the cells, `error` and `proposals` only where there are any."""
        plain = to_plain(self)
        for rare in ("error", "proposals"):
            if not plain[rare]:
                del plain[rare]
        ordered: dict[str, Any] = {}
        for key, value in plain.items():
            if key == "cells":
                ordered["tables"] = self.tables
            ordered[key] = value
        return ordered

    @classmethod
    def from_json(cls, data: Any) -> "Record":
        """The inverse of to_json; `tables` must agree with `cells`."""
        if not isinstance(data, dict):
            raise RecordError(f"record: {data!r} is not an object")
        plain = {"error": None, **data}
        tables = plain.pop("tables", None)
        record = from_plain(cls, plain)
        if tables != record.tables:
            raise RecordError("record.tables: does not agree with record.cells")
        return record

    def dumps(self) -> str:
        """One line of JSON, the same for equal records."""
        return json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def loads(cls, line: str | bytes) -> "Record":
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise RecordError(f"record: not JSON ({error})") from None
        return cls.from_json(data)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request, head and body, and its answer as they went over the wire, chunked framing undone.

    `transport` says how the connection fell short of the strict rules, such as "unverified: self-signed certificate";
    `origin` what it was taken from, where another program captured it. That one may not have kept the request.
    """

    url: str
    fetched_at: str
    ip: str | None
    request: bytes
    response_head: bytes
    payload: bytes
    transport: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a browser made of a page that is built by scripts: no answer of a server, and kept as what it is.

    `software` names the browser. The document is UTF-8, and begins with the mark that says so.
    """

    rendered_at: str
    document: bytes
    software: str


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A document that people or programs saved without the answer that brought it; `origin` says where it lay.

    The address is one of a file where nobody knows the true one.
    """

    url: str
    saved_at: str
    media_type: str | None
    document: bytes
    origin: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where one capture lies in the WARC files, and what it is; `posted` is the digest of what was sent.

    That of a rendering has status 0, and its `transport` names the browser and the record of the page rendered. So has
    that of a saved file; its `origin`, and that of each answer which another program captured, tells what it is from.
    """

    id: int
    url: str
    fetched_at: str
    http_status: int
    media_type: str | None
    sha256: str
    payload_sha256: str | None
    bytes: int
    warc_file: str
    warc_offset: int
    warc_length: int
    revisit_of: int | None
    run_id: int | None
    warc_record_id: str
    posted: str | None = None
    transport: str | None = None
    origin: str | None = None
