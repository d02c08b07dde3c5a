"""Printed cells to values and statuses: every way in which offices write a figure, and what must not pass for one."""

import pytest

from pipelines.understanding.tables.values import Reading, kind, read_amount, read_count


@pytest.mark.parametrize("raw", ["0", "０", "〇", "零", "0件", "0 件", "0项", "0元", "0.0", " 0\n"])
def test_nought_in_all_its_spellings(raw):
    assert read_count(raw) == Reading(0, "zero")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("1，234", 1234),
        ("12件", 12),
        ("12 项", 12),
        ("12（件）", 12),
        ("3.00", 3),
    ],
)
def test_counts(raw, value):
    assert read_count(raw) == Reading(value, "number")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("+98", 98),
        ("＋98", 98),
        ("增98", 98),
        ("新增98项", 98),
        ("↑3", 3),
        ("-3", -3),
        ("－3", -3),
        ("减3", -3),
        ("减少 3", -3),
    ],
)
def test_only_a_change_may_carry_a_sign(raw, value):
    assert read_count(raw, signed=True) == Reading(value, "number")
    assert read_count(raw).status == "unreadable"


@pytest.mark.parametrize("raw", ["/", "—", "——", "－", "-", "无", "不适用", "\\"])
def test_a_dash_is_no_nought(raw):
    assert read_count(raw) == read_amount(raw, "万元") == Reading(None, "not_applicable")


@pytest.mark.parametrize("raw", ["", " ", "\u3000", "\u00a0", "\n"])
def test_a_blank_is_no_nought(raw):
    assert read_count(raw) == read_amount(raw, None) == Reading(None, "blank")


@pytest.mark.parametrize(
    "raw",
    [
        "0,0",
        "00",
        "007",
        "O",
        "o",
        "l",
        "I",
        "1 2",
        "1\n2",
        "12,34",
        "3.5",
        "约12",
        "5①",
        "5²",
        "12(含上年3件)",
        "1.234",
        "12%",
        "一",
    ],
)
def test_what_is_not_plainly_one_number_is_unreadable(raw):
    assert read_count(raw).status == "unreadable"


def test_in_a_scan_a_lone_stroke_is_a_one_and_a_lone_ring_is_nought():
    assert read_count("l", recognised=True) == Reading(1, "number")
    assert read_count("O", recognised=True) == Reading(0, "zero")
    assert read_count("lO", recognised=True).status == "unreadable"


@pytest.mark.parametrize(
    ("raw", "unit", "value"),
    [
        ("6.02 万元", None, 6.02),
        ("6.02万", None, 6.02),
        ("248200元", None, 24.82),
        ("1.5亿元", None, 15000),
        ("人民币248200元整", None, 24.82),
        ("￥12", "元", 0.0012),
        ("12.5", "万元", 12.5),
        ("483.7", "万元", 483.7),
    ],
)
def test_amounts_come_in_ten_thousand_yuan(raw, unit, value):
    assert read_amount(raw, unit) == Reading(value, "number")


def test_an_amount_without_any_unit_stays_unknown_unless_it_is_nought():
    assert read_amount("8040", None) == Reading(None, "unit_unknown")
    assert read_amount("0", None) == Reading(0, "zero")


@pytest.mark.parametrize("raw", ["规章", "7属于行政执法案卷", "1.属于国家秘密", "其他", "2021年", "总计", "申请人情况"])
def test_words_do_not_stand_for_figures(raw):
    assert kind(raw) == "words"


@pytest.mark.parametrize("raw", ["0", "6.02万元", "/", "1 2", "O", "约12件", "12(含上年3件)"])
def test_odd_figures_keep_their_place(raw):
    assert kind(raw) == "value"
