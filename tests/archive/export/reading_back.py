"""What an archive says, asked of its own tables, in the shape in which exports are read back."""

from pathlib import Path

from archive.export.dictionary import Column, parts, tables
from tests.archive.captures import rows

OWN_PROVENANCE = ("versions", "sightings")  # rows that tell of a capture of their own
_ORDER = {
    "reports": "id",
    "figures": "report_id",
    "checks": "report_id, rule, place",
    "cells": "report_id, table_name, row_key, column_key",
    "report_text": "report_id",
    "versions": "id",
    "sightings": "report_id, url",
    "lookalikes": "report_id",
    "coverage": "area, position",
}


def columns(table: str) -> list[Column]:
    """All columns that an export must have of a table."""
    return [column for column in tables()[table].columns if column.name not in ("seal", "record_id")]


def archived(folder: Path, table: str) -> list[dict[str, object]]:
    """Every row of a table, by column."""
    names = [column.name for column in columns(table)]
    found = rows(folder, f"SELECT {', '.join(names)} FROM {table} ORDER BY {_ORDER[table]}")
    return [dict(zip(names, row, strict=True)) for row in found]


def captured(folder: Path) -> dict[int, dict[str, object]]:
    """By report, the capture that the current version was read from: the first one with its text."""
    names = [column.name for column in parts()["provenance"].columns]
    sql = """
        SELECT reports.id, url, fetched_at, snapshots.sha256, media_type, bytes, snapshots.id, warc_record_id,
               warc_record_id, warc_file, warc_offset, origin
        FROM reports JOIN versions ON report_id = reports.id AND versions.record_id = reports.record_id
        JOIN snapshots ON snapshots.id = snapshot_id"""
    return {report_id: dict(zip(names, row, strict=True)) for report_id, *row in rows(folder, sql)}


def in_order(table: str, found: list[dict[str, object]]) -> list[dict[str, object]]:
    """Rows that were read back, with only the archive's columns, in its order."""
    names = [column.name for column in columns(table)]
    keys = _ORDER[table].split(", ")
    return sorted([{name: row[name] for name in names} for row in found], key=lambda row: [row[key] for key in keys])
