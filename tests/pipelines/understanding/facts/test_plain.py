"""The forms of a text: what patterns read keeps every place, what records print loses only marks and layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.understanding.facts.plain import legible, plain, squeezed


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("（２０２０）：．，；＠", "(2020):.,;@"),
        ("0390—5550103–04－05―06−07", "0390-5550103-04-05-06-07"),
        ("二○二○年", "二〇二〇年"),
        ("柳泉鎮　政府", "柳泉镇 政府"),
        ("E-MAIL", "e-mail"),
        ("﹝2021﹞", "〔2021〕"),
    ],
)
def test_one_width_one_dash_one_case(text, read):
    assert plain(text) == read


@given(st.text(st.characters(codec="utf-8")))
def test_every_place_stays_where_it_was(text):
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("### **一、总体情况**", "一、总体情况"),
        ("[bookmark: _GoBack]柳泉镇", "柳泉镇"),
        ("柳\u200b泉\ufeff镇", "柳泉镇"),
        ("- 1、信息", "1、信息"),
        ("0390-5550103", "0390-5550103"),
        ("2 * 3", "2 * 3"),
    ],
)
def test_the_marks_of_converters_are_dropped(text, printed):
    assert legible(text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("柳泉镇 2020 年\t报　告", "柳泉镇2020年报告"),
        ("Open Data 2020 年", "Open Data2020年"),
        ("（ 2020 ）", "（2020）"),
    ],
)
def test_blanks_of_the_layout_are_dropped(text, printed):
    assert squeezed(text) == printed
