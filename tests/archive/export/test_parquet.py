"""Parquet files read back by polars, DuckDB and pyarrow to every value of the archive, with types that say what they are."""

import builtins
from datetime import date, datetime

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

from archive.clock import moment
from archive.errors import UsageError
from archive.export.dictionary import Column, Meaning
from archive.export.exporting import export
from archive.export.parquet import write_parquet
from archive.selection import Selection
from tests.archive.export.reading_back import OWN_PROVENANCE, archived, captured, in_order

# what is read back: the file and the table of the archive
READ = {
    "reports": "reports",
    "figures": "reports",
    "checks": "checks",
    "cells": "cells",
    "report_text": "texts",
    "versions": "versions",
    "sightings": "sightings",
    "lookalikes": "lookalikes",
    "coverage": "coverage",
}


def with_polars(path) -> list[dict[str, object]]:
    return pl.read_parquet(path).to_dicts()


def with_pyarrow(path) -> list[dict[str, object]]:
    return parquet.read_table(path).to_pylist()


def with_duckdb(path) -> list[dict[str, object]]:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    found = connection.sql(f"SELECT * FROM '{path}'")
    moments = [name for name, kind in zip(found.columns, found.types, strict=True) if "TIME ZONE" in str(kind)]
    as_text = ", ".join(f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%fZ') AS {name}" for name in moments)
    found = connection.sql(f"SELECT * REPLACE ({as_text}) FROM '{path}'" if moments else f"SELECT * FROM '{path}'")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def plain(value: object) -> object:
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("table", READ)
@pytest.mark.parametrize("read", [with_polars, with_pyarrow, with_duckdb])
def test_every_value_is_that_of_the_archive(exported, nasty, table, read):
    found = [
        {name: plain(value) for name, value in row.items()}
        for row in read(exported("parquet") / f"{READ[table]}.parquet")
    ]
    if table == "figures":
        found = [{**row, "report_id": row["id"]} for row in found]
    expected = archived(nasty, table)
    assert in_order(table, found) == expected
    assert expected


@pytest.mark.parametrize("file", sorted({*READ.values()} - {"coverage", *OWN_PROVENANCE}))
def test_every_row_names_address_time_and_digest_of_its_report(exported, nasty, file):
    of_reports = captured(nasty)
    for row in with_polars(exported("parquet") / f"{file}.parquet"):
        source = of_reports[row.get("report_id") or row["id"]]
        assert [plain(row[name]) for name in ("url", "fetched_at", "sha256")] == [
            source[name] for name in ("url", "fetched_at", "sha256")
        ]


def test_types_say_what_the_values_are(exported):
    schema = parquet.read_schema(exported("parquet") / "reports.parquet")
    assert schema.field("publish_date").type == pa.date32()
    assert schema.field("first_seen").type == pa.timestamp("us", tz="UTC")
    assert schema.field("issuer_kind").type == pa.dictionary(pa.int32(), pa.string())
    assert schema.field("year").type == pa.int64()
    assert schema.field("requests__new_requests__total").type == pa.float64()
    assert not schema.field("key").nullable
    assert schema.field("signer").nullable
    assert schema.metadata[b"title"].decode().startswith("政府信息公开工作年度报告")
    assert schema.field("signer").metadata == {b"zh": "签发人".encode(), b"en": b"who signed"}


def test_rows_are_written_in_groups_and_a_file_without_rows_has_its_columns(tmp_path):
    column = Column("report_id", "INTEGER", nullable=False, meaning=Meaning("年报", "the report"))
    written = write_parquet(tmp_path / "long", [column], ((n,) for n in range(120_000)), {})
    assert (written, parquet.ParquetFile(tmp_path / "long").num_row_groups) == (120_000, 3)
    assert write_parquet(tmp_path / "none", [column], iter(()), {}) == 0
    assert parquet.read_table(tmp_path / "none").column_names == ["report_id"]


def test_without_the_extra_one_line_names_it(nasty, tmp_path, monkeypatch):
    load = builtins.__import__

    def absent(name, *rest, **options):
        if name.split(".")[0] == "pyarrow":
            raise ImportError(name)
        return load(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(UsageError, match=r"nianbao\[parquet\]"):
        export(nasty, tmp_path / "out", "parquet", Selection())
    assert not (tmp_path / "out").exists()
