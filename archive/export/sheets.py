"""Public tables to flat sheets: which columns each file of an export has, and the query that gives its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archive.export.dictionary import Column, parts, tables

_MACHINERY = frozenset(("seal", "record_id"))  # of no use outside the archive
_SHORT = ("url", "fetched_at", "sha256")  # provenance in each row; reports has the rest of it
_WHO = ("key", "issuer", "issuer_kind", "scope", "division_code", "province", "city", "county", "township", "year")
# the first capture that was read as the current version is; CROSS JOIN keeps reports outermost, and by id, so that rows stream
CURRENT = """
    FROM reports NOT INDEXED
    CROSS JOIN snapshots AS own ON own.id = (
        SELECT snapshot_id FROM readings JOIN snapshots ON snapshots.id = snapshot_id
        WHERE readings.record_id = reports.record_id ORDER BY fetched_at, snapshot_id LIMIT 1)
    CROSS JOIN snapshots AS stored ON stored.id = coalesce(own.revisit_of, own.id)"""
_PLACES = {
    "snapshot_id": "own.id",
    "payload_record_id": "stored.warc_record_id",
    "warc_file": "stored.warc_file",
    "warc_offset": "stored.warc_offset",
}

Chosen = Sequence[tuple[str, Column]]  # an expression of SQL, and what it gives


@dataclass(frozen=True, slots=True)
class Sheet:
    """`source` follows SELECT columns; `{condition}` in it stands for what is selected of `reports`."""

    name: str
    columns: tuple[Column, ...]
    expressions: tuple[str, ...]
    source: str

    def query(self, condition: str) -> str:
        """The SQL of its rows."""
        return f"SELECT {', '.join(self.expressions)} {self.source.format(condition=condition)}"


def reports() -> Sheet:
    """A row a report: its facts, and where they come from."""
    return _sheet("reports", [*_of("reports"), *provenance()], f"{CURRENT} WHERE {{condition}} ORDER BY reports.id")


def wide_reports() -> Sheet:
    """The same with all figures."""
    chosen = [*_of("reports"), *provenance(), *_figures()]
    return _sheet("reports", chosen, _joined("figures", "reports.id"))


def figures() -> Sheet:
    """A row a report: whose it is, where it comes from, and all figures."""
    chosen = [_report_id(), *_of("reports", _WHO), *provenance(_SHORT), *_figures()]
    return _sheet("figures", chosen, _joined("figures", "reports.id"))


def cells() -> Sheet:
    """A row a cell, with its status."""
    return _sheet("cells", _beside("cells"), _joined("cells", "reports.id"))


def checks() -> Sheet:
    return _sheet("checks", _beside("checks"), _joined("checks", "reports.id, rule, place"))


def texts() -> Sheet:
    return _sheet("texts", _beside("report_text"), _joined("report_text", "reports.id"))


def versions() -> Sheet:
    """A row a version, with the first capture of its text."""
    captured = [(f"snapshots.{column.name}", column) for column in _named(parts()["provenance"].columns, _SHORT)]
    chosen = [*_of("versions"), ("reports.key", _column("reports", "key")), *captured]
    return _sheet("versions", chosen, _seen("versions", "versions.id"))


def sightings() -> Sheet:
    """A row a report and address, with the last capture there."""
    captured = [(f"snapshots.{column.name}", column) for column in _named(parts()["provenance"].columns, _SHORT[1:])]
    chosen = [*_of("sightings"), ("reports.key", _column("reports", "key")), *captured]
    return _sheet("sightings", chosen, _seen("sightings", "sightings.url"))


def lookalikes() -> Sheet:
    """A row a pair of reports that are both selected, with where the first one comes from."""
    joined = f"{CURRENT} CROSS JOIN lookalikes ON lookalikes.report_id = reports.id WHERE {{condition}}"
    both = "other_report_id IN (SELECT reports.id FROM reports WHERE {condition})"
    chosen = [*_of("lookalikes"), *provenance(_SHORT)]
    return _sheet("lookalikes", chosen, f"{joined} AND {both} ORDER BY reports.id, other_report_id")


def coverage() -> Sheet:
    """A row a body and year; its `{condition}` is one on `coverage`."""
    captured = [
        (f"(SELECT own.{column.name} {CURRENT} WHERE reports.id = coverage.report_id)", replace(column, nullable=True))
        for column in _named(parts()["provenance"].columns, _SHORT[1:])
    ]
    chosen = [*_of("coverage"), *captured]
    return _sheet("coverage", chosen, "FROM coverage WHERE {condition} ORDER BY area, position")


def provenance(names: Iterable[str] | None = None) -> Chosen:
    """Where a report comes from, for queries that read `CURRENT`."""
    columns = parts()["provenance"].columns
    wanted = columns if names is None else _named(columns, names)
    return [(_PLACES.get(column.name, f"own.{column.name}"), column) for column in wanted]


def public(table: str) -> tuple[Column, ...]:
    """The columns of a table that mean something outside of the archive."""
    return tuple(column for column in tables()[table].columns if column.name not in _MACHINERY)


def _of(table: str, names: Iterable[str] | None = None) -> Chosen:
    columns = public(table) if names is None else _named(public(table), names)
    return [(f"{table}.{column.name}", column) for column in columns]


def _beside(table: str) -> Chosen:
    """A table's own columns after the report's id and key, and before where it comes from."""
    own = [one for one in _of(table) if one[1].name != "report_id"]
    return [_report_id(), ("reports.key", _column("reports", "key")), *own, *provenance(_SHORT)]


def _figures() -> Chosen:
    return [one for one in _of("figures") if one[1].name != "report_id"]


def _report_id() -> tuple[str, Column]:
    return "reports.id", _column("figures", "report_id")


def _column(table: str, name: str) -> Column:
    return next(column for column in tables()[table].columns if column.name == name)


def _named(columns: Iterable[Column], names: Iterable[str]) -> list[Column]:
    known = {column.name: column for column in columns}
    return [known[name] for name in names]


def _joined(table: str, order: str) -> str:
    join = f"CROSS JOIN {table} ON {table}.report_id = reports.id"
    return f"{CURRENT} {join} WHERE {{condition}} ORDER BY {order}"


def _seen(table: str, order: str) -> str:
    join = f"CROSS JOIN {table} ON {table}.report_id = reports.id"
    captured = f"CROSS JOIN snapshots ON snapshots.id = {table}.snapshot_id"
    return f"FROM reports {join} {captured} WHERE {{condition}} ORDER BY reports.id, {order}"


def _sheet(name: str, chosen: Chosen, source: str) -> Sheet:
    expressions, columns = zip(*chosen, strict=True)
    return Sheet(name, columns, expressions, source)
