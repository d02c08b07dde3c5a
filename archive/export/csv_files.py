"""Sheets to CSV that spreadsheets open and programs read back: byte-order mark, CRLF, no cell that is a formula."""

import re
from collections.abc import Iterable
from functools import lru_cache

from archive.export import sheets
from archive.export.folder import Files
from archive.export.source import Source
from archive.projection import SqlValue

# what spreadsheets take for the beginning of a formula, full-width marks too; an apostrophe, so that one can be undone
_BEGINS_FORMULA = re.compile(r"^['=+\-@\t\r\n＝＋－＠]")  # =1+1, '=1+1, -公开
_NEEDS_QUOTES = re.compile(r'[",\r\n]')
BOM = "utf-8-sig"

_CELLS_REMEMBERED = 4096  # neighbouring rows tell of one report, and most numbers are noughts


def write_csv_files(source: Source, files: Files) -> None:
    """Every sheet as a file of its own."""
    for make in _SHEETS:
        sheet = make()
        if source.has(sheet):
            _write(source, files, sheet)


def write_reports(source: Source, files: Files) -> None:
    """The list of the reports alone."""
    _write(source, files, sheets.reports())


def csv_line(values: Iterable[SqlValue]) -> str:
    """One row, with the line end that the standard wants."""
    return ",".join(map(field, values)) + "\r\n"


@lru_cache(_CELLS_REMEMBERED, typed=True)
def field(value: SqlValue) -> str:
    """One cell: nothing for NULL, two quotes for an empty text, a number as it is, and no text that is a formula.

    >>> field(None), field(""), field(6.02), field(-3), field("-3"), field("a,b")
    ('', '""', '6.02', '-3', "'-3", '"a,b"')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return repr(value)
    if not value:
        return '""'
    text = f"'{value}" if _BEGINS_FORMULA.match(value) else value
    if _NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def original(text: str) -> str:
    """The text that stands behind a cell of a text column, once a reader of CSV has undone the quotes.

    >>> original("'=1+1"), original("''tis"), original("公开")
    ('=1+1', "'tis", '公开')
    """
    return text.removeprefix("'")


def _write(source: Source, files: Files, sheet: sheets.Sheet) -> None:
    name, number = f"{sheet.name}.csv", 0
    with files.path(name).open("w", encoding=BOM, newline="") as file:
        file.write(csv_line([column.name for column in sheet.columns]))
        for row in source.rows(sheet):
            file.write(csv_line(row))
            number += 1
    files.count(name, number)


_SHEETS = (
    *(sheets.reports, sheets.figures, sheets.checks, sheets.cells, sheets.versions, sheets.sightings),
    *(sheets.lookalikes, sheets.coverage),
)
