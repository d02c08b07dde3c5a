"""Rows to a CSV text that a browser keeps and Excel opens rightly, written as the exports write theirs."""

from collections.abc import Iterable, Sequence

from archive.export.csv_files import csv_line
from archive.projection import SqlValue

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the text for one in the code page of its machine
MEDIA_TYPE = "text/csv; charset=utf-8"


def sheet(heads: Sequence[str], rows: Iterable[Sequence[SqlValue]]) -> str:
    """The whole text; what is absent is an empty cell, numbers stay numbers."""
    return BYTE_ORDER_MARK + csv_line(heads) + lines(rows)


def lines(rows: Iterable[Sequence[SqlValue]]) -> str:
    """Some of the rows, for what is sent piece by piece."""
    return "".join(map(csv_line, rows))
