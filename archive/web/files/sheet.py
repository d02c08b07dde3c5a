"""Rows to a CSV text that Excel opens rightly: a byte-order mark, CRLF, and no cell that would be reckoned as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Value = str | int | float | bytes | None

BYTE_ORDER_MARK = "\ufeff"
MEDIA_TYPE = "text/csv; charset=utf-8"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?\Z", re.ASCII)  # -3.5


def sheet(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """The whole text; what is absent is an empty cell, numbers stay numbers."""
    return BYTE_ORDER_MARK + lines([heads]) + lines(rows)


def lines(rows: Iterable[Sequence[Value]]) -> str:
    """Some of the rows, for what is sent piece by piece."""
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(value) for value in row] for row in rows)
    return out.getvalue()


def _harmless(value: Value) -> Value:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it, as one types it there.

    >>> _harmless("=1+1"), _harmless("-3"), _harmless(-3), _harmless("年报")
    ("'=1+1", '-3', -3, '年报')
    """
    if not isinstance(value, str) or not value.startswith(_FORMULA) or _NUMBER.match(value):
        return value
    return f"'{value}"
