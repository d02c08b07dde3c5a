"""CSV files read back by pandas, DuckDB and Python to every value of the archive, and nothing in them is a formula."""

import csv

import duckdb
import pandas as pd
import pytest

from archive.export.csv_files import csv_line, field, original
from tests.archive.export.nasty import FORMULA
from tests.archive.export.reading_back import OWN_PROVENANCE, archived, captured, columns, in_order

TABLES = ("reports", "figures", "checks", "cells", "versions", "sightings", "lookalikes", "coverage")
TEXTS = ("TEXT", "DATE", "MOMENT")


def value(kind: str, cell: str | None) -> object:
    """A cell as the README says that it is to be understood."""
    if kind in TEXTS:
        return None if cell is None else original(cell)
    return None if not cell else float(cell) if "." in cell else int(cell)


def with_pandas(path) -> list[dict[str, str | None]]:
    frame = pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def with_duckdb(path) -> list[dict[str, str | None]]:
    query = f"""SELECT * FROM read_csv('{path}', all_varchar = true, header = true, quote = '"', escape = '"',
                delim = ',', allow_quoted_nulls = false, auto_detect = false, strict_mode = true,
                columns = {{{", ".join(f"'{name}': 'VARCHAR'" for name in header(path))}}})"""
    found = duckdb.sql(query)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def header(path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("read", [with_pandas, with_duckdb])
def test_every_value_is_that_of_the_archive(exported, nasty, table, read):
    kinds = {column.name: column.kind for column in columns(table)}
    found = [
        {name: value(kinds.get(name, "TEXT"), cell) for name, cell in row.items() if name in kinds}
        for row in read(exported("csv") / f"{table}.csv")
    ]
    expected = archived(nasty, table)
    if read is with_pandas:  # pandas makes no difference between nothing and an empty text
        blank = [name for name, kind in kinds.items() if kind in TEXTS]
        expected = [{name: cell or "" if name in blank else cell for name, cell in row.items()} for row in expected]
    assert in_order(table, found) == expected
    assert expected


@pytest.mark.parametrize("table", [table for table in TABLES if table not in ("coverage", *OWN_PROVENANCE)])
def test_every_row_names_address_time_and_digest_of_its_report(exported, nasty, table):
    of_reports = captured(nasty)
    for row in with_duckdb(exported("csv") / f"{table}.csv"):
        source = of_reports[int(row.get("report_id") or row["id"] or 0)]
        for name in ("url", "fetched_at", "sha256"):
            assert row[name] == source[name]


def test_the_list_of_reports_leads_to_the_bytes(exported, nasty):
    of_reports = captured(nasty)
    for row in with_duckdb(exported("csv") / "reports.csv"):
        assert {name: row[name] for name in of_reports[1]} == {
            name: None if cell is None else str(cell) for name, cell in of_reports[int(row["id"] or 0)].items()
        }


def test_what_is_not_published_has_no_capture(exported):
    published, missing = with_duckdb(exported("csv") / "coverage.csv")
    assert published["sha256"]
    assert (missing["state"], missing["report_id"], missing["sha256"]) == ("not_found", None, None)


def test_a_blank_cell_a_nought_and_an_empty_print_stay_three_things(exported):
    cells = [row for row in with_duckdb(exported("csv") / "cells.csv") if row["report_id"] == "5"]
    assert [(row["value"], row["raw"], row["status"]) for row in cells[:7]] == [
        (None, "", "blank"),
        (None, "/", "not_applicable"),
        ("6.02", "6.02", "number"),
        ("1.5", "1.5", "number"),
        (None, "'＝", "unreadable"),
        ("0", "", "zero"),
        ("-3", "'-3", "number"),
    ]


def test_sums_over_figures_as_pandas_reads_them_by_itself_are_the_archives(exported, nasty):
    frame = pd.read_csv(exported("csv") / "figures.csv", encoding="utf-8-sig")
    figures = archived(nasty, "figures")
    for column in columns("figures")[1:]:
        known = [row[column.name] for row in figures if row[column.name] is not None]
        assert frame[column.name].sum() == pytest.approx(sum(known))
        assert frame[column.name].count() == len(known)


def test_spreadsheets_see_utf8_crlf_and_no_formula(exported):
    content = (exported("csv") / "reports.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,")
    assert content.endswith(b"\r\n")
    with (exported("csv") / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "＝"))]
    assert f"'{FORMULA}" in [cell for row in rows for cell in row]


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "'=1", "＝1", "－", "公开", "a'=", "''"]
)
def test_the_guard_can_be_undone(text):
    (cell,) = next(csv.reader([field(text)]))
    assert original(cell) == text
    assert cell[0] not in "=+-@\t\r\n＝＋－＠"


def test_a_row_ends_as_the_standard_wants():
    assert csv_line([1, None, "", -2.5, 'a"b', "x\ny"]) == '1,,"",-2.5,"a""b","x\ny"\r\n'
