"""Rows to typed Parquet files in row groups, whatever the rows are of; and the sheets of an export as such files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from archive.clock import time_of
from archive.errors import UsageError
from archive.export import sheets
from archive.export.dictionary import Column
from archive.export.folder import Files
from archive.export.source import Source
from archive.projection import SqlValue

_VALUES_A_GROUP = 150_000
_MOST_ROWS, _MOST_TEXTS = 50_000, 200  # a text may be long, and a group is held in memory


def write_parquet_files(source: Source, files: Files) -> None:
    """Every sheet as a file of its own; a report's facts and figures stand in one row."""
    about = {
        "title": "政府信息公开工作年度报告 / Annual reports on government information disclosure",
        "source": "public government information; see README.md for its limits",
        "created": source.state.taken_at,
    }
    for make in _SHEETS:
        sheet = make()
        if source.has(sheet):
            name = f"{sheet.name}.parquet"
            files.count(name, write_parquet(files.path(name), sheet.columns, source.rows(sheet), about))


def write_parquet(
    path: Path, columns: Sequence[Column], rows: Iterable[Sequence[SqlValue]], about: Mapping[str, str]
) -> int:
    """Writes rows, which are never all held at once, and returns how many there were.

    Dates are dates, moments are timestamps in UTC, words of closed lists are dictionaries, and figures are doubles,
    as a count may have been printed with a fraction.
    """
    arrow, parquet = _libraries()
    schema = arrow.schema([_field(arrow, column) for column in columns], metadata=dict(about))
    convert = [_CONVERT.get(column.kind) for column in columns]
    has_texts = any(column.name in ("full_text", "narrative") for column in columns)
    size = min(_MOST_TEXTS if has_texts else _MOST_ROWS, _VALUES_A_GROUP // len(columns))
    number = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(iter(rows), size):
            arrays = [
                arrow.array(
                    values if change is None else [None if one is None else change(one) for one in values], kind
                )
                for values, change, kind in zip(zip(*group, strict=True), convert, schema.types, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
            number += len(group)
    return number


def _groups(rows: Iterator[Sequence[SqlValue]], size: int) -> Iterator[list[Sequence[SqlValue]]]:
    while group := list(islice(rows, size)):
        yield group


def _field(arrow: Any, column: Column) -> Any:
    kinds = {
        "INTEGER": arrow.float64() if column.forms else arrow.int64(),
        "NUMERIC": arrow.float64(),
        "REAL": arrow.float64(),
        "DATE": arrow.date32(),
        "MOMENT": arrow.timestamp("us", tz="UTC"),
        "TEXT": arrow.dictionary(arrow.int32(), arrow.string()) if column.values else arrow.string(),
    }
    about = {"zh": column.meaning.zh, "en": column.meaning.en}
    return arrow.field(column.name, kinds[column.kind], nullable=column.nullable, metadata=about)


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise UsageError("--format parquet needs pyarrow: pip install 'nianbao[parquet]'") from None
    return pa, parquet


# neighbouring rows tell of one capture
_CONVERT: Mapping[str, Any] = {"DATE": lru_cache(date.fromisoformat), "MOMENT": lru_cache(time_of)}
_SHEETS = (
    *(sheets.wide_reports, sheets.cells, sheets.checks, sheets.texts, sheets.versions, sheets.sightings),
    *(sheets.lookalikes, sheets.coverage),
)
