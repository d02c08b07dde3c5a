"""Documents to the measures of their verdict."""

import pytest

from pipelines.document import Document, Grid, GridCell, Paragraph
from pipelines.understanding.prose.sections import split
from pipelines.understanding.verdict.weight import Weight, weigh


def weight_of(*lines: str, grid: Grid | None = None, has_form: bool = False) -> Weight:
    document = Document("html", (*map(Paragraph, lines), *((grid,) if grid else ())))
    return weigh(document, split(document), has_form=has_form)


def row(*cells: str) -> Grid:
    return Grid(tuple(GridCell(cell, 0, place) for place, cell in enumerate(cells)))


def test_only_sentences_count():
    weight = weight_of(
        "柳泉镇年报", "我镇认真做好公开工作，成效明显。", "一、总体情况", "全年主动公开信息12条，内容丰富。", "导航"
    )
    assert (weight.prose, weight.told) == (33, 17)


def test_headings_that_every_account_has_do_not_count():
    heads = ["一、基本情况", "二、存在的问题", "三、其他事项"]
    assert weight_of(*heads).sections == 0
    assert weight_of(*heads[:1], "二、主动公开情况", *heads[1:]).sections > 0


@pytest.mark.parametrize(
    ("grid", "lines", "filled"),
    [
        (row("规章", "0", "2", "3件", "1,234", "6.02万元"), (), True),
        (row("规章", "", "", "", "", ""), (), False),
        (row("1.属于国家秘密", "2.其他", "3.其他", "4.", "5."), (), False),
        (None, ("规章", "0", "0", "0", "0", "1"), True),
        (None, tuple(f"规章{n} 0 0 0" for n in range(5)), True),
    ],
)
def test_figures_fill_a_form(grid, lines, filled):
    assert weight_of(*lines, grid=grid, has_form=True).filled is filled
    assert not weight_of(*lines, grid=grid).filled


def test_titles_in_a_list_are_counted_once():
    lines = [f"{place}镇2020年政府信息公开工作年度报告 2021-01-20" for place in "东西南东"]
    assert weight_of(*lines).listed == 3


def test_openings_and_news():
    assert weight_of("本报告根据条例编制，统计期限自2020年1月1日起。").opens
    assert weight_of("近日，青禾县公布了年度报告，欢迎查阅。").news
    assert not weight_of("请于1月31日前发布，本年公开信息12条。").news
