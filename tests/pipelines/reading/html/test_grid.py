"""Table elements to cells in their places, as browsers put them."""

import pytest

from pipelines.document import UnreadableError
from pipelines.reading.html.grid import source_table
from pipelines.reading.html.tree import parse


def placed(markup: str) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, rows and columns of each cell."""
    table = next(parse(markup).iter("table"))
    return [
        ("".join(slot.element.itertext()).strip()[:1], slot.row, slot.column, slot.rowspan, slot.colspan)
        for slot in source_table(table, frozenset()).slots
    ]


def test_spans_push_later_cells_aside():
    markup = "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>"
    assert placed(markup) == [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 1, 1), ("d", 1, 2, 1, 1)]


def test_a_span_that_is_too_long_ends_with_the_table_or_its_section():
    # clerks delete rows of the official form and leave the spans as they were
    assert placed("<table><tr><td rowspan=22>a<td>b<tr><td>c</table>")[0] == ("a", 0, 0, 2, 1)
    assert placed("<table><thead><tr><td rowspan=9>a<td>b</thead><tbody><tr><td>c<td>d</table>")[2] == ("c", 1, 0, 1, 1)
    assert placed("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>")[0] == ("a", 0, 0, 3, 1)


def test_a_span_that_pushes_values_out_of_place_does_so_here_too():
    # one row too many: the browser shows the next group's first label in the wrong column
    cells = placed("<table><tr><td rowspan=3>a<td>b<tr><td>c<tr><td>d<td>e</table>")
    assert cells[3:] == [("d", 2, 1, 1, 1), ("e", 2, 2, 1, 1)]


def test_no_cell_lies_over_another():
    cells = placed("<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e</table>")
    assert cells[3:] == [("d", 1, 0, 1, 1), ("e", 1, 3, 1, 1)]
    taken = [
        (row, column)
        for _, first, left, down, across in cells
        for row in range(first, first + down)
        for column in range(left, left + across)
    ]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d</TABLE>",
        "<table><tbody><tr><th>a</th><th>b</th></tr></tbody><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
        "<table><form><tr><td>a</td><td>b</td></tr></form><tr><td>c</td><td>d</td></tr></table>",
        "<table><tr><td>a</td><td>b</td></tr><td>c</td><td>d</td></table>",
        "<table><td>a</td><td>b</td><tr><td>c</td><td>d</td></tr></table>",
        "<table><tr><td><span>a<td><span>b<tr><td><b>c<td><font>d</table>",
        "<table><colgroup><col><col></colgroup><tr><td>a<p>x</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "<table><tr><td>a</td><!-- x --><td>b</td></tr><tr><td>c</td><td><table><tr><td>d</td></tr></table></td></table>",
    ],
)
def test_sloppy_tags_make_the_same_table(markup):
    assert placed(markup) == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1), ("c", 1, 0, 1, 1), ("d", 1, 1, 1, 1)]


def test_hidden_cells_and_rows_take_no_place():
    root = parse("<table><tr><td>a<td id=x>b<td>c<tr id=y><td>d<tr><td>e</table>")
    hidden = frozenset(root.xpath("//*[@id]"))
    slots = source_table(next(root.iter("table")), hidden).slots
    assert [(slot.element.text, slot.row, slot.column) for slot in slots] == [("a", 0, 0), ("c", 0, 1), ("e", 1, 0)]


def test_what_stands_between_the_cells_is_named():
    source = source_table(
        next(parse("<table><caption>x</caption><p>y</p><tr><td>a</table>").iter("table")), frozenset()
    )
    assert [stray.text for stray in source.strays] == ["x", "y"]


def test_absurd_spans_are_cut():
    cells = placed("<table><tr>" + "<td colspan=1000000 rowspan=1000000>a" * 200 + "</table>")
    assert len(cells) == 200
    assert max(column + across for *_, column, _, across in [(c[0], c[2], c[3], c[4]) for c in cells]) < 2000


def test_more_cells_than_any_report_has():
    with pytest.raises(UnreadableError) as caught:
        placed("<table><tr>" + "<td>" * 20_001 + "</table>")
    assert caught.value.kind == "too_large"
