"""Telephone numbers in every printed form to one; other figures are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.understanding.phones import phones_in


def numbers(text):
    return [phone.number for phone in phones_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0358—7840003/7840004", ["0358-7840003", "0358-7840004"]),
        ("0358-7840003、7840004", ["0358-7840003", "0358-7840004"]),
        ("0358-7840003，7840004", ["0358-7840003", "0358-7840004"]),
        ("0358-7840003/04", ["0358-7840003", "0358-7840004"]),
        ("0358-7840003或7840004", ["0358-7840003", "0358-7840004"]),
        ("0358-7840003—7840004", ["0358-7840003", "0358-7840004"]),
        ("052784368216", ["0527-84368216"]),
        ("03587840003", ["0358-7840003"]),
        ("01088886666", ["010-88886666"]),
        ("83126452", ["83126452"]),
        ("（0358）7840003", ["0358-7840003"]),
        ("(010)8888 6666", ["010-88886666"]),
        ("0531-82345678-8001", ["0531-82345678-8001"]),
        ("0531-82345678转8001", ["0531-82345678-8001"]),
        ("65911166-6509", ["65911166-6509"]),
        ("400-123-4567", ["400-123-4567"]),
        ("１３８００１３８０００", ["13800138000"]),
        ("138-0013-8000", ["13800138000"]),
        ("+86-358-7840003", ["0358-7840003"]),
        ("0358一7840003", ["0358-7840003"]),
        ("0358 7840003", ["0358-7840003"]),
        ("0358-7840003 13800138000", ["0358-7840003", "13800138000"]),
        ("0358-7840003；0359-6840004", ["0358-7840003", "0359-6840004"]),
    ],
)
def test_printed_numbers(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "12345",
        "032302",
        "2021-01-22",
        "0358-784000",
        "140123199001011234",
        "12.7840003",
        "2020年1月1日",
        "共42条",
        "jb@7840003.com",
    ],
)
def test_other_figures(text):
    assert numbers(text) == []


@given(
    st.sampled_from(["010", "021", "0358", "0635", "0931"]),
    st.integers(2_000_000, 9_999_999),
    st.sampled_from(["{}-{}", "{}—{}", "{}－{}", "({}){}", "（{}） {}", "{}{}", "{} {}", "{}--{}", "+86 {}-{}"]),
)
def test_any_number_in_any_form(area, rest, form):
    number = f"{rest}8" if len(area) == 3 else str(rest)
    assert numbers(form.format(area, number)) == [f"{area}-{number}"]


def test_a_number_knows_where_it_stands_and_whether_it_can_be_anything_else():
    phone, other = phones_in("电话0358-7840003，83126452")
    assert (phone.start, phone.end, phone.sure) == (2, 14, True)
    assert other.number == "0358-83126452"
    assert [phone.sure for phone in phones_in("83126452")] == [False]
