"""The data dictionary holds every public column of the real schema and of the docs, in both languages."""

import json
from contextlib import closing
from typing import get_args

import pytest

from archive import record
from archive.coverage import deadlines, expected
from archive.database import open_for_reading
from archive.export import dictionary
from archive.forms import figure_units, form_tables
from archive.store import Store
from tests.docs.markdown import bare, page, sections
from tests.docs.markdown import tables as tables_of

TABLES = dictionary.tables()
ALL = {**TABLES, **dictionary.parts()}


@pytest.fixture(scope="module")
def schema(tmp_path_factory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("fresh")
    Store(folder).close()
    with closing(open_for_reading(folder).conn) as connection:
        return {
            name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            for (name,) in connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main'")
        }


def documented(part: str) -> dict[str, list[str]]:
    found = {}
    for name, section in sections(sections(page("docs/archive.md"), 2)[part], 3).items():
        found[name] = [bare(column) for column, _ in tables_of(section.split("\n#### ")[0])[0]]
    return found


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_the_schema_is_told_of_in_its_order_and_no_other(table, schema):
    assert [column.name for column in TABLES[table].columns] == schema[table]


def test_every_table_that_the_docs_call_public_is_told_of_and_no_machinery():
    public = documented("Tables you may build on")
    assert sorted(TABLES) == sorted(public)
    for name, listed in public.items():
        if name != "figures":
            assert sorted(column.name for column in TABLES[name].columns) == sorted(listed), name
    assert not TABLES.keys() & documented("Tables the program keeps for itself").keys()


@pytest.mark.parametrize("table", ALL)
def test_every_meaning_stands_in_both_languages(table):
    for meaning in (ALL[table].meaning, *(column.meaning for column in ALL[table].columns)):
        assert meaning.zh.strip(), table
        assert meaning.en.strip(), table
        assert not set(meaning.zh) <= set(map(chr, range(128))), meaning


def test_types_are_those_of_the_schema_or_say_more_of_a_text():
    known = {"INTEGER", "NUMERIC", "REAL", "TEXT", "DATE", "MOMENT"}
    for table in TABLES.values():
        for column in table.columns:
            assert column.kind in known, (table.name, column.name)
    kinds = {column.name: column.kind for column in TABLES["reports"].columns}
    assert (kinds["first_seen"], kinds["publish_date"], kinds["year"]) == ("MOMENT", "DATE", "INTEGER")


def test_nullable_is_what_the_schema_says():
    nullable = {column.name for column in TABLES["reports"].columns if column.nullable}
    assert {"issuer", "year", "form"} <= nullable
    assert nullable.isdisjoint({"id", "key", "first_seen", "version_count"})


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("reports", "issuer_kind", record.IssuerKind),
        ("reports", "scope", record.Scope),
        ("reports", "form", record.FormName),
        ("cells", "status", record.Status),
        ("checks", "verdict", record.CheckVerdict),
        ("checks", "fault", record.Fault),
        ("coverage", "kind", record.IssuerKind),
        ("coverage", "date_basis", deadlines.DateBasis),
        ("coverage", "deadline_basis", deadlines.Basis),
        ("coverage", "expected_from", expected.Source),
    ],
)
def test_closed_lists_are_those_of_the_program(table, column, words):
    (found,) = [one for one in TABLES[table].columns if one.name == column]
    assert sorted(found.values) == sorted(get_args(words))


def test_every_figure_has_its_printed_label_unit_and_forms():
    figures = {column.name: column for column in TABLES["figures"].columns}
    assert list(figures) == ["report_id", *figure_units()]
    for cells in form_tables().values():
        for cell in cells:
            column = figures[cell.figure]
            assert cell.row_label in column.meaning.zh
            assert cell.column_label in column.meaning.zh
            assert column.unit
            assert column.unit.zh == cell.unit
            assert cell.form in column.forms


def test_columns_of_gives_each_column_in_the_language_asked_for():
    assert dictionary.columns_of("cells", "zh")["status"] == "单元格的状态：空白不是零"
    assert dictionary.columns_of("snapshots", "en")["bytes"] == "size of the document (bytes)"
    assert list(dictionary.columns_of("figures", "en")) == ["report_id", *figure_units()]


def test_both_printed_forms_hold_every_column():
    told = json.loads(dictionary.as_json())
    assert {(table["table"], column["name"]) for table in told for column in table["columns"]} == {
        (name, column.name) for name, table in ALL.items() for column in table.columns
    }
    printed = sections(dictionary.as_markdown(), 2)
    for name, table in ALL.items():
        assert [bare(row[0]) for row in tables_of(printed[name])[0]] == [column.name for column in table.columns]
