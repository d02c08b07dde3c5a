"""Texts and figures to digests: one for what reads the same on another page, another for what changes the sense."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.identity import content_sha256
from archive.record import Cell
from tests.archive.made_up import record


def digest(text, **changes):
    return content_sha256(record(text=text, **changes))


@pytest.mark.parametrize(
    "same",
    [
        "全年公开信息12条。新收申请3件。",
        "全年公开\n信息12条。\r\n\r\n新收申请3件。\n",
        "全年公开信息 12 条。\t新收申请 3 件。",
        "全年公开信息１２条。新收申请３件。",
        "全年公開信息12條。新收申請3件。",
        "全年公开\u200b信息12条。新收申请3件。\ufeff",
        "全年公开信息12条。\n- 3 -\n新收申请3件。",
        "全年公开信息12条。\r\n-3-\r\n新收申请3件。",
        "全年公开信息12条。\n  — 13 —  \n新收申请3件。",
        "全年公开信息12条。\n– 3 –\n\n新收申请3件。\n– 4 –",
        "全年公开信息12条。\n第 3 页\n新收申请3件。",
        "第3页 共12页\n全年公开信息12条。\n第３页，共１２页\n新收申请3件。",
        "全年公开信息\n- 3 -\n12条。新收申请3件。",
    ],
)
def test_the_page_around_a_text_does_not_change_its_digest(same):
    assert digest(same) == digest("全年公开信息12条。新收申请3件。")


@pytest.mark.parametrize("mark", ["－ ３ －", "－3－", "―3―"])
def test_a_page_mark_in_full_width_does_not_change_the_digest(mark):
    assert digest(f"公开12条。\n{mark}\n新收3件。") == digest("公开12条。新收3件。")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公开12条", "公开13条"),
        ("公开12条", "公开12条。"),
        ("总计 1 11", "总计 11 1"),
        ("总计\t1\t11", "总计\t11\t1"),
        ("总计 1 11", "总计 111"),
        ("总计\n1\n11", "总计\n111"),
        ("增减 -1 2", "增减 -12"),
        ("金额 1.5 2", "金额 1.52"),
        ("金额 1 .5", "金额 1.5"),
        ("见第3页。", "见。"),
        ("目录见第3页\n结束", "目录见\n结束"),
        ("第1. 5件", "第1.5件"),
        ("同比-3-件", "同比件"),
        ("公开\n- 2024 -\n结束", "公开\n结束"),
        ("word doc", "worddoc"),
        ("开门", "关门"),
    ],
)
def test_what_changes_the_sense_changes_the_digest(one, other):
    assert digest(one) != digest(other)


@settings(deadline=None)
@given(st.lists(st.integers(0, 200), min_size=1, max_size=6), st.lists(st.integers(0, 200), min_size=1, max_size=6))
def test_rows_of_numbers_have_one_digest_exactly_when_they_are_equal(one, other):
    assume(one != other)
    row, same_row = "\t".join(map(str, one)), "\n ".join(map(str, one))
    assert digest(f"总计\t{row}\t件") == digest(f"总计 {same_row}\n件")
    assert digest(f"总计\t{row}\t件") != digest("总计\t{}\t件".format("\t".join(map(str, other))))


def test_a_record_without_text_is_told_by_its_figures_and_sections():
    cell = Cell("requests", "granted", "total", 1, "1", "number")
    bare = digest("", cells=(cell,), sections={"overview": "公开"})
    assert bare == digest(" \n- 1 -\n", cells=(cell,), sections={"overview": "公开"})
    assert bare != digest("", cells=(replace(cell, value=2),), sections={"overview": "公开"})
    assert bare != digest("", cells=(cell,), sections={"overview": "不公开"})


def test_where_there_is_text_only_the_text_is_digested():
    assert digest("公开12条", title="甲", year=2019) == digest("公开12条", title="乙", year=2024)
