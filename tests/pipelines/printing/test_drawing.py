"""Chinese and Latin texts to lines whose right edges stand below one another."""

import pytest

from pipelines.printing.drawing import Box, Row, draw, printable, shortened, width, wrapped


def plainly(text: str) -> str:
    return text


def test_boxes_and_the_lines_between_them():
    rows = [
        Row((Box("规章", margin=1), Box("7", align="right", margin=1))),
        Row((Box("abc", align="center"), Box("12", align="right"))),
    ]
    assert list(draw(rows, [6, 4], plainly)) == [
        "┌──────┬────┐",
        "│ 规章 │  7 │",
        "├──────┼────┤",
        "│ abc  │  12│",
        "└──────┴────┘",
    ]


def test_boxes_over_several_columns_and_without_a_line_below():
    rows = [
        Row((Box("", open=True), Box("申请人", 2, "center"))),
        Row((Box("a"), Box("b"), Box("c")), ruled=False),
        Row((Box("总计", 2), Box("0"))),
    ]
    assert list(draw(rows, [3, 3, 3], plainly)) == [
        "┌───┬───────┐",
        "│   │申请人 │",
        "│   ├───┬───┤",
        "│a  │b  │c  │",
        "│总计   │0  │",
        "└───────┴───┘",
    ]


def test_a_long_text_takes_several_lines():
    (_, *lines, _) = draw([Row((Box("社会公益组织", margin=1), Box("1", align="right")))], [7, 2], plainly)
    assert lines == ["│ 社会公│ 1│", "│ 益组织│  │"]


def test_what_is_marked_is_painted_and_stays_in_its_place():
    rows = [Row((Box("5!", align="right", marked=True), Box("", marked=True), Box("6")))]
    assert list(draw(rows, [4, 1, 2], lambda text: f"<{text}>"))[1] == "│  <5!>│ │6 │"


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("年报", 4), ("２０", 4), ("e\u0301", 1), ("“三安全”", 8), ("ｱ", 1)]
)
def test_columns_that_a_text_takes(text, columns):
    assert width(text) == columns


@pytest.mark.parametrize("most", range(2, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(most):
    text = "属于三类内部事务信息ABC及12345其他（不含附件）"
    lines = wrapped(text, most)
    assert all(width(line) <= most for line in lines)
    assert "".join(lines) == text


def test_a_character_wider_than_the_line_stands_alone():
    assert wrapped("年报", 1) == ["年", "报"]


def test_blanks_do_not_open_a_line():
    assert wrapped("ab cd", 2) == ["ab", "cd"]


def test_a_text_that_does_not_fit_says_so():
    assert shortened("一、总体情况", 12) == "一、总体情况"
    assert shortened("一、总体情况", 11) == "一、总体情…"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n\tb\u3000c", "a b c"),
        ("\x1b[31mred\x07", "[31mred"),
        ("\u202eabc\u2066", "abc"),
        ("\x9b5A\x7f", "5A"),
        ("\udcff年", "年"),
    ],
)
def test_a_document_gives_the_terminal_no_orders(text, shown):
    assert printable(text) == shown
