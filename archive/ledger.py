"""What the crawl knows of portals, addresses and captures: written with the captures, read back to go on from there."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain

from archive.changes.events import changed_reports, gone_reports
from archive.record import Exchange, Snapshot
from archive.runs import RunCounts
from archive.seals import SEALED, SqlValue, put_all, seal
from archive.store import Store

_Rows = Sequence[Sequence[SqlValue]]

_OF_THE_LINK = ("kind", "words", "score", "depth", "parent", "in_column")
_OF_THE_VISIT = ("visits", "changes", "first_visit", "leads_sha256")
_NO_VISIT = (None,) * 7
_LARGEST = (1 << 63) - 1  # what SQLite holds; some portals declare nonsense


@dataclass(frozen=True, slots=True)
class PortalRow:
    """A portal: as in the register, with the platform that it runs on and its state, once they are known."""

    url: str
    name: str
    division_code: str | None = None
    family: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What became of an address when it was last asked, and how often it was; `result` is a word of the crawl's.

    `changes` counts the visits that found what it leads to (`leads_sha256`), or its report, other than the one before.
    """

    run_id: int
    at: str
    result: str
    http_status: int | None = None
    snapshot_id: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    visits: int = 1
    changes: int = 0
    first_visit: str | None = None
    leads_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A place that a portal leads to: `more` is what is asked beside the address, empty for a plain GET.

    `parent` is the page where its link stood; `in_column` whether that belongs to a column of annual reports.
    """

    portal_url: str
    url: str
    more: str
    kind: str
    words: str
    score: int
    depth: int
    visit: Visit | None = None
    parent: str = ""
    in_column: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that may lead to a report, and what became of it."""

    portal_url: str
    url: str
    link_text: str | None
    verdict: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PortalOutcome:
    """How a portal fared in a run; `notes` are short sentences that are worth telling whatever the outcome."""

    run_id: int
    portal_url: str
    outcome: str
    pages: int
    reports: int
    declared_total: int | None = None
    reason: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body that a page of a portal names; `standing` is what the page says of it."""

    portal_url: str
    source_url: str
    name: str
    year: int | None
    standing: str
    snapshot_id: int | None
    run_id: int


class Ledger:
    """The crawl's side of an archive. What is written here is safe when the captures before it are."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def register(self, portals: Iterable[PortalRow]) -> None:
        """Takes the portals of the register in; what was learnt of one earlier stays."""
        rows = []
        for row in portals:
            known = self.portal(row.url) or row
            rows.append(replace(row, family=row.family or known.family, state=row.state or known.state))
        self._put("portals", [_values(row) for row in rows])

    def put_portal(self, row: PortalRow) -> None:
        """The whole row anew."""
        self._put("portals", [_values(row)])

    def portal(self, url: str) -> PortalRow | None:
        rows = self._store.query(_PORTAL, url)
        return PortalRow(*rows[0]) if rows else None

    def note(self, run_id: int, addresses: Iterable[Address]) -> None:
        """Addresses found or visited; one seen again keeps its visit, and its first run, unless a new visit comes."""
        rows = [_address_row(run_id, address) for address in addresses]
        self._write(rows, _note)

    def known(self, portal_url: str) -> Iterator[Address]:
        """All that is known of a portal, the most promising first."""
        for portal, url, more, kind, words, score, depth, parent, in_column, *visited in self._store.query(
            _KNOWN, portal_url
        ):
            visit = Visit(*visited) if visited[0] is not None else None
            yield Address(portal, url, more, kind, words, score, depth, visit, parent, bool(in_column))

    def put_candidates(self, candidates: Iterable[Candidate]) -> None:
        """Links as they were judged; a later word on one takes the place of the earlier."""
        self._put("candidates", [_values(candidate) for candidate in candidates])

    def put_named(self, bodies: Iterable[NamedBody]) -> None:
        """Bodies that a page names; what the page said of one before is replaced."""
        self._put("named_bodies", [_values(body) for body in bodies])

    def put_outcome(self, outcome: PortalOutcome) -> None:
        """How a portal fared; a later word on the same run and portal takes the place of the earlier."""
        total = outcome.declared_total
        if total is not None and not 0 <= total <= _LARGEST:
            outcome = replace(outcome, declared_total=None)
        self._put("portal_runs", [_values(outcome)])

    def outcomes(self, run_id: int) -> list[PortalOutcome]:
        return [PortalOutcome(*row) for row in self._store.query(_OUTCOMES, run_id)]

    def captured(self, run_id: int, url: str, posted: str | None) -> Snapshot | None:
        """The newest answer of an address in a run, no rendering; `posted` is the digest of the body that was sent there."""
        rows = self._store.query(_CAPTURED, url, run_id, posted)
        return Snapshot(*rows[0]) if rows else None

    def snapshot(self, snapshot_id: int) -> Snapshot | None:
        rows = self._store.query(_SNAPSHOT, snapshot_id)
        return Snapshot(*rows[0]) if rows else None

    def renderings(self, page: Snapshot) -> list[Snapshot]:
        """What a browser made of a captured page, in the order in which it turned."""
        return [Snapshot(*row) for row in self._store.query(_RENDERINGS, page.url, f"%{page.warc_record_id}%")]

    def exchange(self, snapshot_id: int) -> Exchange:
        """A capture as it went over the wire, its request left out; WarcError where its record is lost."""
        return self._store.exchange(snapshot_id)

    def portals_begun(self) -> set[str]:
        """The portals on which the newest run that was broken off had begun."""
        return {row[0] for row in self._store.query(_PORTALS_BEGUN)}

    def run_counts(self, run_id: int) -> RunCounts:
        """What a run brought, whether or not it was broken off in between."""
        pages, new = self._store.query(_RUN_COUNTS, run_id)[0]
        with self._store.changing() as connection:
            return RunCounts(pages, new, changed_reports(connection, run_id), gone_reports(connection, run_id))

    def _put(self, table: str, rows: _Rows) -> None:
        self._write(rows, lambda connection, values: put_all(connection, table, values))

    def _write(self, rows: _Rows, put: Callable[[sqlite3.Connection, _Rows], None]) -> None:
        with self._store.changing() as connection:
            try:
                put(connection, rows)
            except UnicodeEncodeError:  # a page may write half of a surrogate pair in its JSON
                put(connection, [[_encodable(value) for value in row] for row in rows])


def _values(row: PortalRow | Candidate | NamedBody | PortalOutcome) -> Sequence[SqlValue]:
    """The values of a row whose fields stand in the order of SEALED."""
    return [getattr(row, field.name) for field in fields(row)]


def _address_row(run_id: int, address: Address) -> Sequence[SqlValue]:
    own = (address.portal_url, address.url, address.more, address.kind, address.words, address.score, address.depth)
    link = (address.parent, int(address.in_column))
    visit = address.visit
    if visit is None:
        return (*own, run_id, *_NO_VISIT, *link, 0, 0, None, None)
    answer = (visit.http_status, visit.snapshot_id, visit.etag, visit.last_modified)
    pace = (visit.visits, visit.changes, visit.first_visit, visit.leads_sha256)
    return (*own, run_id, visit.run_id, visit.at, visit.result, *answer, *link, *pace)


def _note(connection: sqlite3.Connection, rows: _Rows) -> None:
    connection.executemany(_NOTE, ((*row, seal(row)) for row in rows))


def _encodable(value: SqlValue) -> SqlValue:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _upsert() -> str:
    """Each row with its seal; where the row is there already, the seal is that of what the two make together."""
    keys, others = SEALED["addresses"]
    columns = (*keys, *others)
    visit = (*others[others.index("visited_run") : others.index("parent")], *_OF_THE_VISIT)
    merged = {name: f"excluded.{name}" for name in _OF_THE_LINK}
    merged |= {"found_run": "found_run"}
    merged |= {name: f"iif(excluded.visited_run IS NULL, {name}, excluded.{name})" for name in visit}
    sealed = ", ".join(chain(keys, (merged[name] for name in others)))
    changes = ", ".join(f"{name} = {value}" for name, value in merged.items())
    differs = " OR ".join(f"{name} <> excluded.{name}" for name in _OF_THE_LINK)
    return (
        f"INSERT INTO addresses ({', '.join(columns)}, seal) VALUES ({', '.join('?' * len(columns))}, ?) "
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}, seal = row_seal({sealed}) "
        f"WHERE excluded.visited_run IS NOT NULL OR {differs}"
    )


_NOTE = _upsert()
_PORTAL = "SELECT url, name, division_code, family, state FROM portals WHERE url = ?"
_KNOWN = """
    SELECT portal_url, url, more, kind, words, score, depth, parent, in_column, visited_run, visited_at, result,
           http_status, snapshot_id, etag, last_modified, visits, changes, first_visit, leads_sha256
    FROM addresses WHERE portal_url = ? ORDER BY score DESC, url, more"""
_OUTCOMES = f"SELECT {', '.join(field.name for field in fields(PortalOutcome))} FROM portal_runs WHERE run_id = ?"
_SNAPSHOT = f"SELECT {', '.join(field.name for field in fields(Snapshot))} FROM snapshots WHERE id = ?"
_RENDERINGS = f"""
    SELECT {", ".join(field.name for field in fields(Snapshot))} FROM snapshots
    WHERE url = ? AND http_status = 0 AND transport LIKE ? ORDER BY id"""
_CAPTURED = f"""
    SELECT {", ".join(field.name for field in fields(Snapshot))} FROM snapshots
    WHERE url = ? AND run_id = ? AND posted IS ? AND http_status > 0 ORDER BY fetched_at DESC, id DESC LIMIT 1"""
_PORTALS_BEGUN = """
    SELECT DISTINCT portal_url FROM addresses
    WHERE visited_run = (SELECT max(id) FROM runs WHERE finished_at IS NULL)"""
# by way of the files, as there is an index of snapshots by file and none by run; what is new is told by runs, as the
# clock of one may have been wrong
_RUN_COUNTS = """
    WITH tonight AS (SELECT id, run_id, http_status FROM snapshots
                     WHERE warc_file IN (SELECT name FROM warc_files WHERE run_id = ?))
    SELECT (SELECT count(*) FROM tonight WHERE http_status > 0),
           (SELECT count(DISTINCT report_key) FROM tonight JOIN readings AS new ON new.snapshot_id = tonight.id
            WHERE report_key NOT NULL AND NOT EXISTS (
                SELECT 1 FROM readings AS old JOIN snapshots ON snapshots.id = old.snapshot_id
                WHERE old.report_key = new.report_key
                  AND coalesce(snapshots.run_id, 0) < tonight.run_id))"""
