"""Lines to rows of tables, where their fields are parted, and to prose where they only look so."""

import pytest

from pipelines.document import Grid, Paragraph, UnreadableError
from pipelines.reading.plain.text_rows import blocks
from tests.pipelines.reading.made_pages import rows


def shapes(*lines: str) -> list[object]:
    """Paragraphs as text, grids as rows."""
    return [rows(block) if isinstance(block, Grid) else block.text for block in blocks(lines)]


def test_tabs_make_fields_and_each_keeps_its_number():
    # how page images come out of recognition: labels missing, blanks at the end
    lines = (
        "第二十条第（五）项\t\t\t",
        "信息内容\t上一年项目数量\t本年增/减\t处理决定数量",
        "行政许可\t0\t\t12",
        "\t1\t2\t",
    )
    (grid,) = blocks(lines)
    assert isinstance(grid, Grid)
    assert not grid.exact
    assert rows(grid) == [
        ["第二十条第（五）项", "", "", ""],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "0", "", "12"],
        ["", "1", "2", ""],
    ]
    assert [cell.column for cell in list(grid.rows())[2]] == [0, 1, 2, 3]


def test_a_row_of_blank_cells_is_a_row():
    assert shapes("结果维持\t结果纠正\t总计", "\t\t") == [[["结果维持", "结果纠正", "总计"], ["", "", ""]]]
    assert shapes("一", "\t\t", "二") == ["一", "二"]


@pytest.mark.parametrize(
    "line",
    [
        "\t我镇高度重视政府信息公开工作",
        "\t\t\t柳泉镇人民政府",
        "1.\t加强组织领导，明确责任分工",
        "（一）\t主动公开情况",
        "总体来看\t，全年工作平稳有序，主动公开的各类信息较上年有所增加，群众反映良好。",
        "目　　录",
        "青 禾 县  柳 泉 镇",
        "地址：青禾县柳泉镇    邮编：990100    电话：0990-8650000",
        "签发人：张三      柳政发〔2024〕1号",
        "2024年1月16日      柳泉镇人民政府",
        "首页 | 政务公开 | 正文",
        "A|B",
        "——",
    ],
)
def test_prose_with_stray_gaps(line):
    assert all(isinstance(block, Paragraph) for block in blocks([line]))


def test_columns_by_blanks():
    lines = (
        "信息内容    本年制发件数    现行有效件数",
        "规章            0      3",
        "行政规范性文件　　1　　2",
        "以上合计六件。",
    )
    assert shapes(*lines) == [
        [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "3"], ["行政规范性文件", "1", "2"]],
        "以上合计六件。",
    ]


def test_tables_of_markdown():
    lines = ("| 信息内容 | 本年制发件数 |", "|:---|---:|", "| 规章 | |", "| 行政许可 | 3 |", "", "规章 | 0 | 1 | 2")
    assert shapes(*lines) == [
        [["信息内容", "本年制发件数"], ["规章", ""], ["行政许可", "3"]],
        [["规章", "0", "1", "2"]],
    ]


def test_tables_drawn_with_characters():
    lines = (
        "┌──────┬───┐",
        "│其他对外│ 85 │",
        "│管理事项│    │",
        "├──────┼───┤",
        "│行政许可│ 21 │",
        "└──────┴───┘",
        "+---+---+",
        "| 规章 | 0 |",
        "+===+===+",
        "| 合计 | 1 |",
    )
    assert shapes(*lines) == [
        [["其他对外\n管理事项", "85"], ["行政许可", "21"], ["规章", "0"], ["合计", "1"]],
    ]


def test_bars_and_rules_that_run_over_rows_do_not_join_them():
    lines = ("━━━━━━", "┃规章┃0┃", "┃行政许可┃5┃", "━━━━━━")
    assert shapes(*lines) == [[["规章", "0"], ["行政许可", "5"]]]


def test_one_cell_a_line():
    # Apache Tika's dump of a Word file
    lines = [
        "二、主动公开",
        "\t信息内容",
        "\t数量",
        "\t备注",
        "",
        "\t其他对外管理",
        "服务事项",
        "\t85",
        "\t",
        "",
        "",
        "三、收到",
    ]
    assert shapes(*lines) == [
        "二、主动公开",
        [["信息内容", "数量", "备注"], ["其他对外管理\n服务事项", "85", ""]],
        "三、收到",
    ]


def test_paragraphs_that_begin_with_a_tab_are_no_dump():
    lines = [f"\t第{number}，我镇全年主动公开各类政府信息，并及时更新公开指南和目录。" for number in range(12)]
    assert all(isinstance(block, Paragraph) for block in blocks(lines))


def test_a_table_without_end_is_refused():
    with pytest.raises(UnreadableError) as caught:
        list(blocks(["1\t2\t3"] * 10_000))
    assert caught.value.kind == "too_large"
