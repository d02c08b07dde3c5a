"""Cells after a label to columns: by their number, by the header, by the other rows; never by a guess."""

from pipelines.understanding.tables.lines import Token
from pipelines.understanding.tables.slots import Column, Guide, place
from pipelines.understanding.tables.values import kind

HEADER = tuple(Column(3 + n, 1) for n in range(4))


def zone(*texts: str, start: int = 3) -> list[Token]:
    return [Token(text, kind(text), start + n, 1, sure=True) for n, text in enumerate(texts)]


def texts(slots):
    return None if slots is None else [slot.text if slot else None for slot in slots]


def test_as_many_cells_as_columns_are_the_columns():
    assert texts(place(zone("1", "", "3", "4"), 4, Guide())) == ["1", "", "3", "4"]


def test_surplus_blanks_are_dropped_where_only_one_way_keeps_all_figures():
    assert texts(place(zone("", "1", "2", "3", "4"), 4, Guide())) == ["1", "2", "3", "4"]


def test_where_there_are_two_ways_nothing_is_told():
    assert place(zone("", "1", "2", "3", ""), 4, Guide()) is None


def test_the_header_tells_which_way():
    assert texts(place(zone("", "1", "2", "3", "", start=2), 4, Guide(HEADER))) == ["1", "2", "3", ""]


def test_the_rows_beside_it_tell_which_way():
    assert texts(place(zone("", "1", "2", "3", ""), 4, Guide(usual_start=4))) == ["1", "2", "3", ""]


def test_too_few_cells_are_placed_by_the_header_or_not_at_all():
    few = [
        Token("1", "value", 3, 1, sure=True),
        Token("9", "value", 4, 2, sure=True),
        Token("4", "value", 6, 1, sure=True),
    ]
    assert texts(place(few, 4, Guide(HEADER))) == ["1", None, None, "4"]
    assert place(few, 4, Guide()) is None


def test_a_row_that_stands_beside_a_header_that_others_obey_is_not_trusted_with_a_blank_at_its_edge():
    row = zone("", "2", "3", "4", start=2)
    assert place(row, 4, Guide(HEADER, regular=True)) is None
    assert texts(place(row, 4, Guide(HEADER))) == ["", "2", "3", "4"]
    assert texts(place(zone("1", "2", "3", "4", start=2), 4, Guide(HEADER, regular=True))) == ["1", "2", "3", "4"]


def test_a_figure_outside_the_columns_spoils_the_row():
    assert place([*zone("1", "2"), *zone("7", start=9)], 4, Guide(HEADER)) is None


def test_blanks_only_are_blanks_whatever_their_number():
    assert texts(place(zone("", "", "", "", "", ""), 4, Guide())) == ["", "", "", ""]
