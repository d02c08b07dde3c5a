"""Rows for people and programs: as an aligned table, as CSV, as a JSON array with an object a line."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TextIO
from unicodedata import east_asian_width

Format = Literal["table", "csv", "json"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json")
Value = str | int | float | bool | None

_GAP = "  "


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Value]], form: Format, out: TextIO) -> None:
    """All rows in one form; a table must know them all before the first, the others stream."""
    write = {"table": _write_table, "csv": _write_csv, "json": _write_json}[form]
    write(columns, rows, out)


def width(text: str) -> int:
    """The columns that a text takes on a terminal.

    >>> width("a年")
    3
    """
    return sum(1 + (east_asian_width(letter) in "WF") for letter in text)


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines whose cells stand below each other."""
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    for cells in rows:
        yield _GAP.join(cell + " " * (room - width(cell)) for cell, room in zip(cells, widths, strict=True)).rstrip()


def _write_table(columns: Sequence[str], rows: Iterable[Sequence[Value]], out: TextIO) -> None:
    shown = [list(columns), *([_shown(value) for value in row] for row in rows)]
    out.writelines(f"{line}\n" for line in aligned(shown))


def _shown(value: Value) -> str:
    if value is None:
        return ""
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return " ".join(text.split()) if text.isprintable() else " ".join("".join(filter(_is_shown, text)).split())


def _is_shown(letter: str) -> bool:
    return letter.isprintable() or letter.isspace()


def _write_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def _write_json(columns: Sequence[str], rows: Iterable[Sequence[Value]], out: TextIO) -> None:
    between = "["
    for row in rows:
        out.write(f"{between}\n{json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)}")
        between = ","
    out.write("\n]\n" if between == "," else "[]\n")
