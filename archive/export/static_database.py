"""Selected reports to one SQLite file for publication: public tables and the full-text index, readable by any client."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from archive.database import database_errors
from archive.export import sheets
from archive.export.dictionary import Column, Table, parts, tables
from archive.export.folder import Files
from archive.export.source import Source
from archive.words import segment

NAME, METADATA = "nianbao.db", "metadata.json"

_SELECTED = "SELECT reports.id FROM reports WHERE {condition}"
_OF_REPORTS = f"""
    SELECT snapshot_id FROM versions WHERE report_id IN ({_SELECTED})
    UNION SELECT snapshot_id FROM sightings WHERE report_id IN ({_SELECTED})
    UNION SELECT own.id {sheets.CURRENT} WHERE {{condition}}"""
# which rows of a table are taken; all of those that are not here
_ROWS = {
    "reports": "WHERE {condition}",
    **dict.fromkeys(
        ("figures", "report_text", "checks", "versions", "sightings", "cell_states"),
        f"WHERE report_id IN ({_SELECTED})",
    ),
    "snapshots": f"WHERE id IN ({_OF_REPORTS} UNION SELECT revisit_of FROM snapshots WHERE id IN ({_OF_REPORTS}))",
    "candidates": f"WHERE url IN (SELECT url FROM sightings WHERE report_id IN ({_SELECTED}))",
    "lookalikes": f"WHERE report_id IN ({_SELECTED}) AND other_report_id IN ({_SELECTED})",
}
_COPIED = (
    *("reports", "figures", "report_text", "checks", "versions", "sightings", "snapshots", "lookalikes"),
    *("portals", "runs", "portal_runs", "candidates"),
)
_FOR_CELLS = ("form_cells", "cell_states")  # what the view `cells` is made of
_VIEWS = ("cells", "same_text")
_INDEXES = (
    *("reports(year, province)", "reports(division_code, year)", "checks(verdict, rule)", "versions(report_id)"),
    *("versions(content_sha256)", "versions(snapshot_id)", "sightings(url)", "sightings(snapshot_id)"),
    *("snapshots(url, fetched_at)", "lookalikes(other_report_id)", "coverage(year, state)", "coverage(report_id)"),
)
_SOURCES = """
    CREATE VIEW sources AS
    SELECT provenance.report_id, key, issuer, year, scope, title, {columns}
    FROM reports JOIN provenance ON provenance.report_id = reports.id"""


def write_database(source: Source, files: Files) -> None:
    """The file, and metadata with which a plain Datasette finds its index and explains its columns."""
    path = files.path(NAME)
    with database_errors(path), closing(sqlite3.connect(path, isolation_level=None)) as target:
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):  # what is broken off is thrown away
            target.execute(f"PRAGMA {pragma}")
        target.execute("BEGIN")
        _fill(source, target)
        target.execute("COMMIT")
        target.execute("ANALYZE")
        target.execute("VACUUM")
        target.execute("PRAGMA journal_mode = DELETE")
    files.count(NAME, source.state.selected)
    files.path(METADATA).write_text(json.dumps(_metadata(), ensure_ascii=False, indent=1) + "\n", "utf-8")


def _fill(source: Source, target: sqlite3.Connection) -> None:
    for table in _COPIED:
        _copy(source, target, table)
    _coverage(source, target)
    _provenance(source, target)
    for table in _FOR_CELLS:
        (sql,) = source.connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        target.execute(sql)
        _insert(target, table, _selected(source, table, "*"))
    for view in _VIEWS:
        (sql,) = source.connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (view,)).fetchone()
        target.execute(sql)
    columns = ", ".join(column.name for column in parts()["provenance"].columns)
    target.execute(_SOURCES.format(columns=columns))
    _index(target)
    for number, indexed in enumerate(_INDEXES, start=1):
        target.execute(f"CREATE INDEX {indexed.partition('(')[0]}_index_{number} ON {indexed}")


def _copy(source: Source, target: sqlite3.Connection, table: str) -> None:
    columns = sheets.public(table)
    _create(target, table, columns, _keys(source.connection, table))
    _insert(target, table, _selected(source, table, ", ".join(column.name for column in columns)))


def _coverage(source: Source, target: sqlite3.Connection) -> None:
    columns = sheets.public("coverage")
    _create(target, "coverage", columns, _keys(source.connection, "coverage"))
    sheet = sheets.coverage()
    if source.has(sheet):
        _insert(target, "coverage", (row[: len(columns)] for row in source.rows(sheet)))


def _provenance(source: Source, target: sqlite3.Connection) -> None:
    chosen = sheets.provenance()
    columns = [column for _, column in chosen]
    _create(target, "provenance", [tables()["figures"].columns[0], *columns], ["report_id"])
    expressions = ", ".join(["reports.id", *(place for place, _ in chosen)])
    query = f"SELECT {expressions} {sheets.CURRENT} WHERE {source.condition} ORDER BY reports.id"
    _insert(target, "provenance", source.query(NAME, query, source.values))


def _selected(source: Source, table: str, columns: str) -> Iterable[tuple[Any, ...]]:
    rows = _ROWS.get(table, "")
    if table == "candidates" and source.condition == "1":
        rows = ""  # of a whole archive, what led to no report is worth knowing too
    query = f"SELECT {columns} FROM {table} {rows.format(condition=source.condition)}"
    return source.query(NAME, query, source.values * rows.count("{condition}"))


def _create(target: sqlite3.Connection, table: str, columns: Sequence[Column], keys: Sequence[str]) -> None:
    lines = [_declared(column, keys) for column in columns]
    if len(keys) > 1:
        lines.append(f"PRIMARY KEY ({', '.join(keys)})")
    target.execute(f"CREATE TABLE {table}({', '.join(lines)})")


def _declared(column: Column, keys: Sequence[str]) -> str:
    kind = "TEXT" if column.kind in ("DATE", "MOMENT") else column.kind
    if [column.name] == list(keys):
        return f"{column.name} {kind} PRIMARY KEY"
    return f"{column.name} {kind}{'' if column.nullable else ' NOT NULL'}"


def _keys(connection: sqlite3.Connection, table: str) -> list[str]:
    columns = connection.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk ORDER BY pk")
    return [name for (name,) in columns]


def _insert(target: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    statement = ""
    for row in rows:
        statement = statement or f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})"
        target.execute(statement, row)


def _index(target: sqlite3.Connection) -> None:
    """Without content of its own: nothing in it needs a function that a plain client lacks."""
    target.execute("CREATE VIRTUAL TABLE reports_fts USING fts5(title, narrative, content='', tokenize='ascii')")
    texts = "SELECT id, title, narrative FROM reports JOIN report_text ON report_id = id ORDER BY id"
    for number, title, narrative in target.execute(texts):
        target.execute(
            "INSERT INTO reports_fts(rowid, title, narrative) VALUES (?, ?, ?)",
            (number, segment(title), segment(narrative)),
        )
    target.execute("INSERT INTO reports_fts(reports_fts) VALUES ('optimize')")


def _metadata() -> dict[str, Any]:
    told = {
        name: {"description": f"{table.meaning.zh} {table.meaning.en}", "columns": _columns(table)}
        for name, table in tables().items()
    }
    told |= {name: {"columns": _columns(parts()["provenance"])} for name in ("provenance", "sources")}
    told["reports"] |= {"fts_table": "reports_fts", "fts_pk": "id", "label_column": "title"}
    hidden = {name: {"hidden": True} for name in (*_FOR_CELLS, "reports_fts")}
    database = Path(NAME).stem
    return {"title": "政府信息公开工作年度报告 / Annual reports", "databases": {database: {"tables": told | hidden}}}


def _columns(table: Table) -> dict[str, str]:
    return {column.name: f"{column.told('zh')} / {column.told('en')}" for column in table.columns}
