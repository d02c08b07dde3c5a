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
        ("0390—5550103/5550104", ["0390-5550103", "0390-5550104"]),
        ("0390-5550103、5550104", ["0390-5550103", "0390-5550104"]),
        ("0390-5550103，5550104", ["0390-5550103", "0390-5550104"]),
        ("0390-5550103/04", ["0390-5550103", "0390-5550104"]),
        ("0390-5550103或5550104", ["0390-5550103", "0390-5550104"]),
        ("0390-5550103—5550104", ["0390-5550103", "0390-5550104"]),
        ("039085550116", ["0390-85550116"]),
        ("03905550103", ["0390-5550103"]),
        ("01088886666", ["010-88886666"]),
        ("85550152", ["85550152"]),
        ("（0390）5550103", ["0390-5550103"]),
        ("(010)8888 6666", ["010-88886666"]),
        ("0531-82345678-8001", ["0531-82345678-8001"]),
        ("0531-82345678转8001", ["0531-82345678-8001"]),
        ("85550166-6509", ["85550166-6509"]),
        ("400-123-4567", ["400-123-4567"]),
        ("１３８００１３８０００", ["13800138000"]),
        ("138-0013-8000", ["13800138000"]),
        ("+86-390-5550103", ["0390-5550103"]),
        ("0390一5550103", ["0390-5550103"]),
        ("0390 5550103", ["0390-5550103"]),
        ("0390-5550103 13800138000", ["0390-5550103", "13800138000"]),
        ("0390-5550103；0395-5550204", ["0390-5550103", "0395-5550204"]),
    ],
)
def test_printed_numbers(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "12345",
        "099102",
        "2021-01-22",
        "0390-555010",
        "140123199001011234",
        "12.5550103",
        "2020年1月1日",
        "共42条",
        "jb@5550103.com",
    ],
)
def test_other_figures(text):
    assert numbers(text) == []


@given(
    st.sampled_from(["010", "021", "0390", "0396", "0931"]),
    st.integers(2_000_000, 9_999_999),
    st.sampled_from(["{}-{}", "{}—{}", "{}－{}", "({}){}", "（{}） {}", "{}{}", "{} {}", "{}--{}", "+86 {}-{}"]),
)
def test_any_number_in_any_form(area, rest, form):
    number = f"{rest}8" if len(area) == 3 else str(rest)
    assert numbers(form.format(area, number)) == [f"{area}-{number}"]


def test_a_number_knows_where_it_stands_and_whether_it_can_be_anything_else():
    phone, other = phones_in("电话0390-5550103，85550152")
    assert (phone.start, phone.end, phone.sure) == (2, 14, True)
    assert other.number == "0390-85550152"
    assert [phone.sure for phone in phones_in("85550152")] == [False]
