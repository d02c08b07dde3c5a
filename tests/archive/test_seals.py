"""Seals: a row says by its own checksum whether it is still what was written."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.schema import migrate, register_functions
from archive.seals import SEALED, put, seal

ROW = {
    "started_at": "2025-01-01T00:00:00.000000Z",
    "finished_at": None,
    "exit_status": None,
    "pages": 3,
    "new_reports": 2,
    "changed_reports": 0,
    "gone_reports": 0,
}
VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=8) | st.floats(allow_nan=False)


@pytest.fixture
def connection():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        register_functions(opened)
        migrate(Database(opened))
        yield opened


@pytest.mark.parametrize("table", SEALED)
def test_the_columns_of_a_sealed_table_are_sealed_one_and_all(connection, table):
    keys, others = SEALED[table]
    info = connection.execute(f"SELECT name, pk FROM pragma_table_info('{table}')").fetchall()
    assert {name for name, _ in info} == {*keys, *others, "seal"}
    assert [name for name, rank in sorted(info, key=lambda column: column[1]) if rank] == list(keys)


def test_every_table_with_a_seal_is_known(connection):
    tables = connection.execute(
        "SELECT tables.name FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns "
        "WHERE tables.type = 'table' AND columns.name = 'seal'"
    )
    assert {name for (name,) in tables} == SEALED.keys()


def test_a_row_is_put_with_the_seal_of_its_values_in_the_order_of_the_table(connection):
    put(connection, "runs", dict(reversed({"id": 7, **ROW}.items())))
    columns = ", ".join((*SEALED["runs"][0], *SEALED["runs"][1], "seal"))
    *values, sealed = connection.execute(f"SELECT {columns} FROM runs").fetchone()
    assert values == [7, *ROW.values()]
    assert sealed == seal(values)


def test_a_row_put_again_replaces_the_row_of_its_key_alone(connection):
    put(connection, "runs", {"id": 1, **ROW})
    put(connection, "runs", {"id": 2, **ROW})
    put(connection, "runs", {"id": 1, **ROW, "pages": 4})
    rows = connection.execute("SELECT id, pages, seal FROM runs ORDER BY id").fetchall()
    sealed = [seal([number, *{**ROW, "pages": pages}.values()]) for number, pages in ((1, 4), (2, 3))]
    assert rows == [(1, 4, sealed[0]), (2, 3, sealed[1])]


def test_a_key_of_two_columns_is_a_key_as_a_whole(connection):
    put(connection, "runs", {"id": 1, **ROW})
    for url in ("http://a.cn/", "http://b.cn/"):
        put(connection, "portals", {"url": url, "name": "", "division_code": None, "family": None, "state": None})
        for pages in (1, 2):
            facts = {"outcome": "complete", "pages": pages, "reports": 0, "declared_total": None}
            put(connection, "portal_runs", {"run_id": 1, "portal_url": url, **facts, "reason": None, "notes": None})
    rows = connection.execute("SELECT portal_url, pages FROM portal_runs ORDER BY portal_url").fetchall()
    assert rows == [("http://a.cn/", 2), ("http://b.cn/", 2)]


def test_a_row_with_a_column_left_out_is_not_put(connection):
    with pytest.raises(KeyError, match="gone_reports"):
        put(connection, "runs", {"id": 1, **{name: ROW[name] for name in ROW if name != "gone_reports"}})
    assert connection.execute("SELECT count(*) FROM runs").fetchone() == (0,)


def test_a_seal_is_the_same_on_every_machine_and_in_every_version():
    assert seal(["http://example.cn/", "青禾县", None, 3, 1.5]) == 1823501410


def test_the_order_in_which_values_are_sealed_stays_or_every_archive_would_look_damaged():
    order = [name for table, (keys, others) in SEALED.items() for name in (table, *keys, *others)]
    assert seal(order) == 1485578589


@settings(deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=5), st.data())
def test_any_other_value_gives_another_seal(values, data):
    place = data.draw(st.integers(0, len(values) - 1))
    other = data.draw(VALUES.filter(lambda value: repr(value) != repr(values[place])))
    assert seal([*values[:place], other, *values[place + 1 :]]) != seal(values)


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii"), min_size=1, max_size=60), st.data())
def test_one_flipped_bit_in_a_text_always_gives_another_seal(text, data):
    raw = bytearray(text.encode())
    bit = data.draw(st.integers(0, 8 * len(raw) - 1))
    raw[bit // 8] ^= 1 << bit % 8
    assert seal([1, raw.decode("utf-8", "surrogateescape")]) != seal([1, text])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([None], [""]),
        ([0], [None]),
        ([1], ["1"]),
        ([1], [1.0]),
        (["a", "b"], ["b", "a"]),
        (["a,b"], ["a", "b"]),
        (["ab", ""], ["a", "b"]),
        ([], [None]),
        (["a"], [b"a"]),
    ],
)
def test_values_that_look_alike_have_seals_of_their_own(one, other):
    assert seal(one) != seal(other)
