"""The rule of search: what counts as the same text, its tokens, and that a phrase is found exactly where it stands."""

import re
import sqlite3
from contextlib import closing
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.words import normalise, segment

HAN = "政府信息公开年度报告䶮𠮷𫖮〇"
TRADITIONAL = "開門長風縣鎮訪報"
MARKS = "，。、（）—-_/·\t"
INVISIBLE = "\u200b\u200d\u2060\ufeff\u00ad\u202c\x07"
HAN_RUN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")

han_words = st.text(st.sampled_from(HAN + TRADITIONAL), min_size=1, max_size=8)
texts = st.lists(
    han_words | st.text(st.sampled_from("0123456789abＡ５"), min_size=1, max_size=3) | st.sampled_from(MARKS),
    max_size=12,
).map("".join)


def phrase(words):
    """The tokens to look for: where a run ends in a pair, its lone last character says no more than the pair."""
    tokens = segment(words).split()
    return tokens[:-1] if len(tokens) > 1 and tokens[-2].endswith(tokens[-1]) else tokens


def stands_in(text, words):
    tokens, wanted = segment(text).split(), phrase(words)
    return any(tokens[n : n + len(wanted)] == wanted for n in range(len(tokens)))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("２０２０年ＡＢＣ", "2020年abc"),
        ("Word", "word"),
        ("政府信息公開", "政府信息公开"),
        ("臺灣縣長", "台湾县长"),
        ("⽂化⼀门", "文化一门"),
        ("\uf9d1", "六"),
        ("2020 年", "2020年"),
        ("结 果 维\n\n持", "结果维持"),
        ("共　收到 3 件", "共收到3件"),
        ("政\u200b府\ufeff信\u00ad息", "政府信息"),
        ("年 \u200b 度", "年度"),
        ("Word 文档", "word 文档"),
        ("3 5", "3 5"),
        ("公开 。", "公开 。"),
        ("", ""),
    ],
)
def test_a_text_is_normalised_to_what_a_searcher_means(text, meant):
    assert normalise(text) == meant


@settings(deadline=None)
@given(st.text(st.sampled_from(HAN + TRADITIONAL + MARKS + INVISIBLE + " 2０aＡ"), max_size=40))
def test_what_is_normalised_is_normal(text):
    assert normalise(normalise(text)) == normalise(text)


def test_every_traditional_character_meets_its_simplified_one():
    pairs = files("archive").joinpath("simplified.txt").read_text("utf-8").split()
    assert [pair for pair in pairs if normalise(pair[0]) != normalise(pair[1])] == []


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("政府信息", "政府 府信 信息 息"),
        ("年", "年"),
        ("2020年", "2020 年"),
        ("2020年度", "2020 年 年度 度"),
        ("２０２０　年度", "2020 年 年度 度"),
        ("第20号", "第 20 号"),
        ("收到20件", "收到 到 20 件"),
        ("abc公司", "abc 公 公司 司"),
        ("6.02万元", "6 02 万 万元 元"),
        ("a_b", "a b"),
        ("公开，为常态", "公开 开 为常 常态 态"),
        ("公开\n。报告", "公开 开 报告 告"),
        ("（二）", "二"),
        ("開門", "开门 门"),
        ("𠮷林䶮", "𠮷林 林䶮 䶮"),
        ("二〇二〇年", "二〇 〇二 二〇 〇年 年"),
        ("政\u200b府", "政府 府"),
        ("Straße", "strasse"),
        ("公\ud840开", "公 开"),
        ("，。！", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_text_has_these_tokens(text, tokens):
    assert segment(text) == tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020年度报告", "2020年"),
        ("2020 年度报告", "2020年度"),
        ("青府发〔2021〕20号文", "〔2021〕20号"),
        ("共收到20件，均答复", "收到20件"),
        ("公开为常态，不公开为例外", "常态、不公开"),
        ("主动公開 政府信息", "公开政府"),
        ("扶贫ＡＢＣ项目", "abc项目"),
    ],
)
def test_a_phrase_over_numbers_marks_and_blanks_is_found(text, words):
    assert stands_in(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("198起", "98起"),
        ("2020年", "202"),
        ("公开。政府", "开政"),
        ("公开3府", "开府"),
        ("政府公开", "公开政府"),
        ("政", "政府"),
    ],
)
def test_what_does_not_stand_there_is_not_found(text, words):
    assert not stands_in(text, words)


@settings(deadline=None)
@given(texts, st.data())
def test_any_han_words_of_a_text_are_found_as_a_phrase(text, data):
    runs = [run for run in HAN_RUN.findall(text) if len(run) > 1]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 2))
    end = data.draw(st.integers(start + 2, len(run)))
    assert stands_in(text, run[start:end])


@settings(deadline=None)
@given(texts, st.text(st.sampled_from("政府信息"), min_size=2, max_size=4))
def test_han_words_are_found_only_in_a_run_that_holds_them(text, words):
    assert stands_in(text, words) == any(words in run for run in HAN_RUN.findall(normalise(text)))


@settings(deadline=None)
@given(
    st.lists(st.tuples(han_words, st.text(st.sampled_from(" \n　" + INVISIBLE), max_size=3)), max_size=6),
)
def test_layout_between_characters_changes_no_token(pieces):
    assert segment("".join(word + layout for word, layout in pieces)) == segment("".join(word for word, _ in pieces))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_tokens_hold_nothing_that_a_query_could_trip_over(text):
    tokens = segment(text)
    assert tokens == " ".join(tokens.split())
    assert re.fullmatch(r"[0-9a-z ]*", "".join(filter(str.isascii, tokens)))


@pytest.mark.parametrize("mark", ["\u0013", "\u007f", "\ufe00", "\U000e0100"])
def test_marks_that_no_one_sees_do_not_part_a_word(mark):
    assert segment(f"葛{mark}城") == segment("葛城")


@pytest.fixture(scope="module")
def index():
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE texts USING fts5(body, tokenize='ascii')")
        yield connection


def hits(index, texts, query):
    index.execute("DELETE FROM texts")
    index.executemany("INSERT INTO texts(rowid, body) VALUES (?, ?)", enumerate(map(segment, texts)))
    return [row for (row,) in index.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid", (query,))]


def asked(words):
    """One character may stand first in a pair, so it is asked for as a beginning."""
    tokens = phrase(words)
    return f'"{" ".join(tokens)}"{" *" if len(words) == 1 else ""}'


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("信访", [0, 1]),
        ("信訪", [0, 1]),
        ("访", [0, 1]),
        ("理信访", [0]),
        ("案件", [0]),
        ("2020年", [1]),
        ("2020年信", [1]),
        ("𠮷", [2]),
        ("𠮷林", [2]),
        ("访案", [0]),
        ("结束", []),
        ("束", []),
    ],
)
def test_the_full_text_index_of_sqlite_finds_words_where_they_stand(index, words, found):
    texts = ["办理信访案件。", "２０２０ 年信\n訪", "𠮷林县"]
    assert hits(index, texts, asked(words)) == found


@settings(deadline=None)
@given(texts, st.text(st.sampled_from("政府𠮷開年"), min_size=1, max_size=3))
def test_the_full_text_index_of_sqlite_agrees_with_plain_reading(index, text, words):
    stands = any(normalise(words) in run for run in HAN_RUN.findall(normalise(text)))
    assert hits(index, [text], asked(words)) == ([0] if stands else [])
