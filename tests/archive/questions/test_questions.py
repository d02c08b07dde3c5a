"""The questions as data: complete in both languages, defaults that agree with the SQL, values checked."""

import re
from dataclasses import fields

import pytest

from archive.questions.asking import MOST_ROWS, ValueRefusedError, ask, bound
from archive.questions.questions import Both, columns, question, questions, themes
from archive.store import Store
from archive.words import segment

QUESTIONS = questions()
_NAMED = re.compile(r":([a-z_]+)")  # :division
_DEFAULT = re.compile(r"coalesce\(nullif\(:([a-z_]+), ''\), '([^']*)'\)")  # coalesce(nullif(:least, ''), '20')
_MATCH = re.compile(r"-- (\S+)\n  SELECT '[a-z]+' AS theme[^\n]*\n[^\n]*MATCH 'narrative : \(([^)]*)\)'")
HOSTILE = ("' OR 1=1 --", "9" * 40, "-1", "1e9", "٣", "\x00", "990101; DROP TABLE reports", "NaN", "%", "一")


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("empty")) as store:
        yield store._connection


def every_text(one):
    for field in fields(one):
        value = getattr(one, field.name)
        if isinstance(value, Both):
            yield value
        for part in value if isinstance(value, tuple) else (value,):
            if hasattr(part, "__dataclass_fields__") and not isinstance(part, Both):
                yield from every_text(part)


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.name)
def test_a_question_is_complete(one, empty):
    assert all(bool(text.zh) == bool(text.en) for text in every_text(one))
    assert one.title.zh
    assert one.reading.en
    assert one.limits.zh
    assert one.theme in themes()
    sql = "\n".join(line for line in one.sql.splitlines() if not line.startswith("--"))
    assert set(_NAMED.findall(sql)) == {parameter.name for parameter in one.parameters}
    in_sql = set(_DEFAULT.findall(sql))
    assert len({name for name, _ in in_sql}) == len(in_sql), "one default a parameter"
    told = {(parameter.name, parameter.default) for parameter in one.parameters if parameter.default}
    assert told == {pair for pair in in_sql if pair not in {("first_year", "0"), ("last_year", "9999")}}
    answer = ask(empty, one, {})
    names = {column.name for column in answer.columns}
    if one.chart:
        assert {one.chart.x, *one.chart.y, *one.chart.split} <= names


def test_every_column_told_is_used(empty):
    used = {column.name for one in QUESTIONS for column in ask(empty, one, {}).columns}
    assert used == columns().keys()


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.name)
def test_hostile_values_are_refused_before_the_database(one, value):
    for parameter in one.parameters:
        with pytest.raises(ValueRefusedError) as caught:
            bound(one, {parameter.name: value})
        assert caught.value.parameter == parameter


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.name)
def test_empty_text_as_datasette_binds_it_asks_nothing(one, empty):
    cursor = empty.execute(one.sql, {parameter.name: "" for parameter in one.parameters})
    assert cursor.fetchall() == list(ask(empty, one, {}).rows)


def test_codes_lose_their_filling_zeros_and_limits_hold():
    asked = question("01-published")
    assert asked
    assert bound(asked, {"division": "990100", "limit": "5"})["division"] == "9901"
    for limit in ("0", str(MOST_ROWS + 1)):
        with pytest.raises(ValueRefusedError):
            bound(asked, {"limit": limit})


def test_more_rows_than_may_be_shown_are_told(store):
    asked = question("06-refusals")
    assert asked
    store._connection.executescript(
        "INSERT INTO records(id, sha256, body) VALUES (1, 'x', x'00');"
        "INSERT INTO reports(id, key, identified, scope, issuer_kind, division_code, year, first_seen, last_seen,"
        " version_count, record_id) VALUES (1, 'k', 1, 'aggregate', 'county_government', '990101', 2024, '', '', 1, 1);"
        "INSERT INTO figures(report_id, requests__results_total__total, requests__denied_state_secret__total)"
        " VALUES (1, 30, 3)"
    )
    answer = ask(store._connection, asked, {}, most=0)
    assert answer.more
    assert answer.rows == ()


def test_the_words_of_the_themes_are_cut_as_the_index_cuts_them():
    asked = question("16-problems")
    assert asked
    found = _MATCH.findall(asked.sql)
    assert len(found) == 8
    for words, expression in found:
        phrases = [" ".join(token for token in segment(word).split() if len(token) > 1) for word in words.split("、")]
        assert expression == " OR ".join(f'"{phrase}"' for phrase in phrases)


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.name)
def test_an_area_is_found_by_an_index_and_no_table_of_figures_is_read_whole(one, empty):
    plan = [row[3] for row in empty.execute(f"EXPLAIN QUERY PLAN {one.sql}", bound(one, {}))]
    assert not {"SCAN figures", "SCAN checks", "SCAN snapshots", "SCAN coverage"} & set(plan)
    begins_elsewhere = {"01-published", "02-coverage", "03-changed", "10-identities", "11-carried-over"}
    begins_elsewhere |= {"12-lookalikes", "14-normative"}
    by_area = any(step.startswith("SEARCH reports USING INDEX reports_index_1") for step in plan)
    assert by_area == (one.name not in begins_elsewhere)
