"""A reader's words as the index is asked them: operators, limits, and that nothing typed is ever a mistake of SQL."""

import re
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import UsageError
from archive.search.functions import register_search
from archive.search.query import MOST_CHARACTERS, MOST_TERMS, NOTHING, NothingToFindError, expression, parse


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("信访", '"信访"'),
        ("信", '"信" *'),
        ("行政复议", '"行政 政复 复议"'),
        ("2020年", '"2020 年"'),
        ("2020 年 信访", '"2020 年" AND "信访"'),
        ("2020年度", '"2020 年 年度"'),
        ("收到3件", '"收到 到 3 件"'),
        ("98", '"98"'),
        ("政府信息公開", '"政府 府信 信息 息公 公开"'),
        ("公开，不公开", '"公开 开 不公 公开"'),
        ("公开，年", '"公开 开 年" *'),
        ("（二）", '"二" *'),
        ("信访 OR 拆迁", '("信访" OR "拆迁")'),
        ("信访|拆迁", '("信访" OR "拆迁")'),
        ("信访 or 拆迁", '"信访" AND "or" AND "拆迁"'),
        ("信访 OR ， 培训", '"信访" AND "培训"'),
        ("信访 -培训 -拆迁", '("信访") NOT ("培训" OR "拆迁")'),
        ("信访 － 培训", '"信访" AND "培训"'),
        ('"行政 复议', '"行政 政复 复议"'),
        ("”行政复议”", '"行政 政复 复议"'),
        ('"依法“放管服”改革"', '"依法 法 放管 管服 服 改革"'),
        ("依法“放管服”改革", '"依法 法 放管 管服 服 改革"'),
        ("ＮＥＡＲ(信访 x)", '"near 信访" AND "x"'),
        ("title:信访", '"title 信访"'),
        ("'); drop table reports; --", '"drop" AND "table" AND "reports"'),
        ("信\0访\ud800", '"信访"'),
    ],
)
def test_words_become_phrases_of_the_index(words, asked):
    assert parse(words).expression == expression(words) == asked


@pytest.mark.parametrize("words", ["", " ", "，。", '"', "-", "OR", "\ud800\0", "“”", "-培训", "()*^:"])
def test_words_that_hold_nothing_are_refused_in_the_terminal_and_find_nothing_in_sql(words):
    with pytest.raises(NothingToFindError, match="nothing to look for"):
        parse(words)
    assert expression(words) == NOTHING


def test_words_to_leave_out_alone_are_told_apart():
    with pytest.raises(NothingToFindError, match="leave out"):
        parse("-培训 -信访")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("公" * (MOST_CHARACTERS + 1), "201 characters, at most 200"),
        (" ".join(f"词{n}" for n in range(MOST_TERMS + 1)), "17 terms, at most 16"),
        ("的 了 是 -在", "more than 3 single characters"),
    ],
)
def test_too_much_at_once_is_refused(words, told):
    with pytest.raises(UsageError, match=told):
        parse(words)
    assert expression(words) == NOTHING


def test_as_much_as_is_allowed_is_asked():
    assert parse("公" * MOST_CHARACTERS).terms
    assert len(parse(" ".join(f"词{n}" for n in range(MOST_TERMS))).terms) == MOST_TERMS
    assert len(parse("的 了 是 2 a").wanted) == 5


@pytest.fixture(scope="module")
def index():
    with closing(sqlite3.connect(":memory:")) as connection:
        register_search(connection)
        connection.execute("CREATE VIRTUAL TABLE texts USING fts5(title, body, tokenize='ascii')")
        connection.execute("INSERT INTO texts VALUES ('2020 年 年度 度', '信访 访 or not and near')")
        yield connection


ODD = st.sampled_from(
    ['"', "“", "”", "*", "^", "-", "NEAR(", ")", "title:", "OR", "AND", "NOT", "|", "{", "+", "\0", "\\"]
)
TYPED = st.lists(st.text(max_size=5) | ODD | st.sampled_from(["信访", "2020 年", "年", " ", "　", "\ud800"])).map(
    "".join
)


@settings(deadline=None, max_examples=400)
@given(TYPED)
def test_nothing_typed_is_a_mistake_of_sql(index, words):
    asked = expression(words)
    assert not set("^:+{}\\\0") & set(asked)
    assert len(re.findall('"', asked)) % 2 == 0
    index.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (asked,)).fetchall()
    index.execute("SELECT count(*) FROM texts WHERE title MATCH ?", (asked,)).fetchall()


@settings(deadline=None)
@given(TYPED)
def test_the_functions_of_sql_never_fail(index, words):
    typed = words.encode("utf-8", "replace").decode()
    for call in ("zh_query(:w)", "escape_fts(:w)", "zh_snippet(:w, :w)", "zh_snippet('信访2020年', :w, 20)"):
        assert isinstance(index.execute(f"SELECT {call}", {"w": typed}).fetchone()[0], str)


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ("zh_query(NULL)", NOTHING),
        ("zh_query(2020)", '"2020"'),
        ("zh_snippet(NULL, '信访')", None),
        ("zh_snippet(x'ff', '信访')", None),
        ("zh_snippet('受理信訪案件', NULL)", "受理信訪案件"),
        ("zh_snippet('受理信訪案件', '信访')", "受理【信訪】案件"),
        ("zh_snippet('受理信訪案件', '信访', 'x')", "受理【信訪】案件"),
        ("zh_snippet('受理信訪案件', '信访', -5)", "…【信訪】…"),
    ],
)
def test_the_functions_of_sql_take_any_value(index, call, answer):
    assert index.execute(f"SELECT {call}").fetchone()[0] == answer
