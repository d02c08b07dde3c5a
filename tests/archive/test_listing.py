"""Rows as table, CSV and JSON: what each reader of them gets."""

import csv
import io
import json

import pytest

from archive.listing import FORMATS, write_rows

COLUMNS = ("body", "year", "late")
ROWS = [("青桐县教育局", 2024, None), ("白鹭镇", 2023, True)]


def written(form, rows=ROWS):
    out = io.StringIO()
    write_rows(COLUMNS, iter(rows), form, out)
    return out.getvalue()


def test_a_table_stands_below_each_other_though_chinese_is_wide():
    assert written("table") == "body          year  late\n青桐县教育局  2024\n白鹭镇        2023  yes\n"


def test_what_could_steer_a_terminal_or_break_a_line_is_taken_out_of_a_table():
    assert written("table", [("青\x1b[31m桐\n县", 1, None)]).splitlines()[1].startswith("青[31m桐 县")


def test_csv_reads_back():
    text = written("csv")
    assert list(csv.reader(io.StringIO(text))) == [
        list(COLUMNS),
        ["青桐县教育局", "2024", ""],
        ["白鹭镇", "2023", "True"],
    ]


def test_json_is_one_array_with_an_object_a_line():
    text = written("json")
    assert json.loads(text) == [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    assert len(text.splitlines()) == len(ROWS) + 2


@pytest.mark.parametrize("form", FORMATS)
def test_no_rows_are_no_error(form):
    assert written(form, []).strip() in ("body  year  late", "body,year,late", "[]")
