"""Days in all their printed forms; what is none, or lost a digit, is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.understanding.facts.days import dates_in, day_in

THE_DAY = date(2021, 1, 15)
HAN = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    "text",
    [
        "2021年1月15日",
        "2021 年 01 月 15 日",
        "2021. 1. 15",
        "2021.01.15",
        "2021-1-15",
        "2021/01/15",
        "２０２１年１月１５日",
        "二〇二一年一月十五日",
        "二○二一年元月十五日",
        "二零二一年一月十五日",
        "2021年1月15号",
        "2021-01-15 10:20:33",
        "2021—1—15",
    ],
)
def test_one_day_in_all_its_forms(text):
    assert [day for day, *_ in dates_in(text)] == [THE_DAY]


@pytest.mark.parametrize(
    "text",
    [
        "2021年2月30日",
        "2021年13月1日",
        "202119日",
        "20211月15日",
        "2021年1月",
        "1998年1月1日",
        "2021-1.15",
        "12021-1-15",
        "2021年 月 日",
    ],
)
def test_no_day(text):
    assert not dates_in(text)


def in_han(number):
    tens, ones = divmod(number, 10)
    return ("" if tens < 1 else "十" if tens == 1 else HAN[tens] + "十") + (HAN[ones] if ones else "")


@given(st.dates(date(2008, 1, 1), date(2035, 12, 31)))
def test_any_day_in_digits_and_in_han(day):
    year = "".join(HAN[int(digit)] for digit in str(day.year))
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{year}年{in_han(day.month)}月{in_han(day.day)}日",
        day.isoformat(),
    ):
        assert [found for found, *_ in dates_in(text)] == [day]


@pytest.mark.parametrize(
    "value", ["2021-01-15 10:20", "20210115", "20210115102030", "2021年1月15日 星期五", "2021-01-15T10:20:00+08:00"]
)
def test_the_day_of_a_value(value):
    assert day_in(value) == THE_DAY


@pytest.mark.parametrize("value", ["", "长期", "20211315", "2021年", "10:20"])
def test_a_value_without_a_day(value):
    assert day_in(value) is None


@pytest.mark.parametrize(
    "text",
    ["2 0 2 4 年 1 月 1 2 日", "2024年1月 1 2日", "二 〇 二 四 年 一 月 十 二 日", "２ ０ ２ ４年０ １月 １２日"],
)
def test_digits_set_apart_in_a_signature(text):
    assert [day for day, *_ in dates_in(text)] == [date(2024, 1, 12)]


def test_a_last_digit_behind_a_blank_is_not_left_out():
    assert dates_in("2024.1.1 2") == ()
    assert [day for day, *_ in dates_in("2024-01-12 9:20")] == [date(2024, 1, 12)]
