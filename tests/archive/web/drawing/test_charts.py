"""Charts: what is missing is shown as missing, names are escaped, nothing is drawn outside, and nothing needs a script."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from archive.web.drawing.axes import axis, mark_texts, shortened, wide
from archive.web.drawing.charts import MOST_BARS, Series, bar_chart, line_chart
from archive.web.language import Words

ZH, EN = Words("zh"), Words("en")
YEARS = ["2019", "2020", "2021", "2022"]
DRAWERS = (line_chart, bar_chart)
_X = re.compile(r"[ML](-?[\d.]+) ")  # M23.0 140.5


def tree(chart):
    return html.fragment_fromstring(str(chart))


def table(figure):
    return [[cell.text_content() for cell in row] for row in figure.xpath(".//tbody/tr")]


def test_a_line_is_broken_where_a_figure_is_missing():
    figure = tree(line_chart("收到申请", YEARS, [Series("新收", [3, 4, None, 0])], ZH, "件"))
    (line,) = figure.xpath(".//svg[@role='img']/path[contains(@class, 'line')]/@d")
    assert line.count("M") == 2  # the second stroke is a lone point, which its mark shows
    assert len(figure.xpath(".//path[contains(@class, 'cross')]")) == 1
    assert table(figure) == [["2019", "3"], ["2020", "4"], ["2021", "缺"], ["2022", "0"]]
    assert "不是零" in figure.text_content()
    assert figure.xpath("string(figcaption)") == "收到申请（单位：件）"


def test_a_bar_of_nought_differs_from_one_that_is_missing():
    figure = tree(bar_chart("Fees", ["a", "b"], [Series("fees", [0, None])], EN))
    assert len(figure.xpath(".//rect")) == 1
    assert [text.text for text in figure.xpath(".//svg/text")] == ["a", "0", "b", "× missing"]


def test_series_differ_by_mark_and_dash_and_not_by_colour_alone():
    series = [Series(f"s{number}", [number, number + 1]) for number in range(7)]
    figure = tree(line_chart("t", ["1", "2"], series, EN))
    lines = figure.xpath(".//svg[@role='img']/path[contains(@class, 'line')]/@class")
    assert len(set(lines)) == 7
    assert [item.text_content() for item in figure.xpath(".//ul/li")] == [one.name for one in series]


@pytest.mark.parametrize("draw", DRAWERS)
def test_a_chart_is_named_described_and_needs_neither_script_nor_style(draw):
    figure = tree(draw('<b>"&', YEARS, [Series("<script>alert(1)</script>", [1, None, 3, 4])], EN))
    (svg,) = figure.xpath(".//svg[@role='img']")
    title, desc = svg.find("title"), svg.find("desc")
    assert title.get("id") == svg.get("aria-labelledby")
    assert title.text == '<b>"&'
    assert "from 1 to 4, 1 missing" in desc.text
    assert not figure.xpath("//script|//@style|//b")


@pytest.mark.parametrize("draw", DRAWERS)
@pytest.mark.parametrize("values", [[None, None], []])
def test_without_a_figure_nothing_is_drawn(draw, values):
    figure = tree(draw("t", ["x"] * len(values), [Series("a", values)], EN))
    assert not figure.xpath(".//svg")
    assert "There is no figure to draw." in figure.text_content()


def test_of_many_bars_the_first_are_drawn_and_the_table_has_all():
    labels = [f"第{number}镇" for number in range(MOST_BARS + 5)]
    figure = tree(bar_chart("t", labels, [Series("a", list(range(len(labels))))], ZH))
    assert len(figure.xpath(".//rect")) == MOST_BARS
    assert len(table(figure)) == MOST_BARS + 5
    assert str(MOST_BARS + 5) in figure.xpath("string(p)")


def test_labels_never_touch_and_the_last_one_is_there():
    years = [str(year) for year in range(1990, 2025)]
    figure = tree(line_chart("t", years, [Series("a", [1.0] * len(years))], EN))
    shown = [(float(text.get("x")), text.text) for text in figure.xpath(".//text[@text-anchor='middle']")]
    assert shown[-1][1] == "2024"
    for (x, text), (following, other) in pairwise(shown):
        assert x + wide(text) / 2 < following - wide(other) / 2


@pytest.mark.parametrize("draw", DRAWERS)
@given(
    values=st.lists(
        st.none()
        | st.floats(-1e308, 1e308)
        | st.sampled_from([math.nan, math.inf, -math.inf])
        | st.integers(-(10**18), 10**18),
        min_size=1,
        max_size=30,
    )
)
def test_whatever_the_figures_all_lies_inside(draw, values):
    figure = tree(draw("t", [str(number) for number in range(len(values))], [Series("a", values)], EN))
    for svg in figure.xpath(".//svg[@role='img']"):
        _, _, width, height = map(float, svg.get("viewbox").split())
        for line in svg.xpath("./path[contains(@class, 'line')]/@d"):
            assert all(0 <= float(x) <= width for x in _X.findall(line))
        for box in svg.xpath("./rect"):
            x, y, across = (float(box.get(name)) for name in ("x", "y", "width"))
            assert x >= -0.1
            assert x + across <= width
            assert y < height


@pytest.mark.parametrize("draw", DRAWERS)
def test_what_is_no_number_is_missing(draw):
    figure = tree(draw("t", ["a", "b", "c"], [Series("a", [math.nan, math.inf, 1])], ZH))
    assert [row[1] for row in table(figure)] == ["缺", "缺", "1"]


def test_series_and_labels_must_fit():
    with pytest.raises(ValueError, match="each label"):
        line_chart("t", YEARS, [Series("a", [1])], EN)


@given(st.lists(st.floats(-1e300, 1e300), min_size=1))
def test_an_axis_holds_its_values_and_nought(values):
    marks = axis(values).marks
    assert marks[0] <= 0 <= marks[-1]
    assert len(marks) <= 8
    assert list(marks) == sorted(set(marks))


def test_counts_have_no_broken_marks_and_large_ones_are_told_short():
    assert axis([1, 2]).marks == (0, 1, 2)
    assert mark_texts((0, 200_000_000), ZH) == ["0", "2亿"]
    assert mark_texts((0, 200_000_000), EN) == ["0", "200m"]
    assert shortened("青禾县", 100) == "青禾县"
