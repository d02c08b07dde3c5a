"""The tables, columns, cells and queries of docs/archive.md: those of an archive, and every query finds something."""

import ast
import re
import sqlite3

import pytest

from archive.database import open_for_reading
from archive.forms import figure_units, form_tables
from archive.search.functions import register_search
from archive.store import Store
from tests.docs.markdown import bare, blocks, page, sections, tables

CALL = re.compile(r"`(\w+)\(")  # `zh_query(words)`


@pytest.fixture(scope="module")
def columns(tmp_path_factory) -> dict[str, list[str]]:
    """Tables and views of a fresh archive, with their columns."""
    folder = tmp_path_factory.mktemp("fresh")
    Store(folder).close()
    connection = open_for_reading(folder).conn
    ours = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    names = [name for (name,) in connection.execute(ours)]
    found = {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}
    connection.close()
    return found


def told_cells() -> set[tuple[str, str, str, str]]:
    """Form, table, row and column of each cell that docs/archive.md lists under `figures`."""
    cells = set()
    for table, section in sections(sections(page("docs/archive.md"), 3)["figures"], 4).items():
        rows, table_columns = tables(section)
        for row, _, *in_forms in rows:
            for form, listed in zip(("2019_trial", "2021_revised"), in_forms, strict=True):
                named = [column for column, _, _ in table_columns] if listed == "all" else listed.split()
                cells |= {(form, table, bare(row), bare(column)) for column in named}
    return cells


def test_every_table_and_column_is_told_of_and_no_other(columns):
    told = {}
    for name, section in sections(page("docs/archive.md"), 3).items():
        rows = tables(section.split("\n#### ")[0])[0]
        assert all(meaning for _, meaning in rows), name
        told[name] = [bare(column) for column, _ in rows]
    rule = told["figures"].index("table__row__column")
    told["figures"][rule:] = {"__".join(cell[1:]) for cell in told_cells()}
    assert {name: sorted(listed) for name, listed in told.items()} == {
        name: sorted(listed) for name, listed in columns.items()
    }


def test_the_cells_of_the_forms_are_those_of_the_program():
    known = {(cell.form, cell.table, cell.row, cell.column) for cells in form_tables().values() for cell in cells}
    assert told_cells() == known
    assert f"{len(figure_units())} columns" in sections(page("docs/archive.md"), 3)["figures"]


def test_the_labels_and_units_of_the_forms_are_those_printed():
    forms = ast.literal_eval(page("archive/forms.json"))
    lists = {
        table: tables(body) for table, body in sections(sections(page("docs/archive.md"), 3)["figures"], 4).items()
    }
    for form in forms.values():
        for table in form["tables"]:
            rows, table_columns = lists[table["key"]]
            printed = {bare(key): text for key, text, *_ in [*rows, *table_columns]}
            units = {bare(key): unit for key, _, unit in table_columns}
            for entry in table["rows"]:
                assert entry["label"] in printed[entry["key"]]
            for key, entry in table["columns"].items():
                assert entry["label"] in printed[key]
                assert units[key] == entry["unit"]


@pytest.mark.parametrize("query", blocks(page("docs/archive.md"), "sql"))
def test_a_query_finds_something_in_the_archive_of_the_demo(query, demo):
    database = (demo.folder / "demo-data" / "archive.db").as_uri()
    connection = sqlite3.connect(f"{database}?mode=ro", uri=True)  # as any client opens it, without our functions
    try:
        assert connection.execute(query).fetchall()
    finally:
        connection.close()


def test_every_function_that_only_the_program_has_is_told_with_who_has_it(demo):
    (told,) = tables(sections(page("docs/archive.md"), 2)["Functions that only the program has"])
    named = [(CALL.findall(calls), who) for calls, who, _ in told]
    own = functions(sqlite3.connect(":memory:"))
    always = functions(open_for_reading(demo.folder / "demo-data").conn) - own
    connection = open_for_reading(demo.folder / "demo-data").conn
    register_search(connection)
    served = functions(connection) - own - {"escape_fts"}  # the last is Datasette's name for zh_query
    assert {name for names, who in named for name in names if who.startswith("every connection")} == always
    assert {name for names, _ in named for name in names} == served


def functions(connection: sqlite3.Connection) -> set[str]:
    try:
        return {name for (name,) in connection.execute("SELECT name FROM pragma_function_list")}
    finally:
        connection.close()


def test_every_way_to_ask_for_words_finds_them(demo):
    (table,) = [t for t in tables(sections(page("docs/archive.md"), 3)["reports_fts"]) if t[0][0].endswith("公开")]
    connection = sqlite3.connect(demo.folder / "demo-data" / "archive.db")
    try:
        for _, asked in table:
            found = connection.execute("SELECT count(*) FROM reports_fts WHERE reports_fts MATCH ?", [bare(asked)])
            assert found.fetchone()[0], asked
    finally:
        connection.close()
