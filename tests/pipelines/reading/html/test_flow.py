"""Elements to the lines that a browser sets."""

import pytest

from pipelines.document import Grid
from pipelines.reading.html import page as html
from pipelines.reading.html.flow import flow
from pipelines.reading.html.pieces import Line, as_blocks
from pipelines.reading.html.tree import parse
from tests.pipelines.reading.made_pages import outline


def lines(markup: str) -> list[str]:
    return [piece.text for piece in flow(parse(markup), frozenset()).pieces if isinstance(piece, Line)]


def test_elements_inside_a_line_do_not_break_it():
    # the year in a span of its own, as Word and WPS leave it
    markup = "<p>截至<span>2</span><span lang=EN-US>020</span><b>年<o:p></o:p></b><st1:chsdate>1<!-- x -->2</st1:chsdate>月</p>"
    assert lines(markup) == ["截至2020年12月"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>一<br>二<br/>三</p>", ["一", "二", "三"]),
        ("<div>一<p>二</p>三</div>", ["一", "二", "三"]),
        ("一<center>二</center><ul><li>三</ul>", ["一", "二", "三"]),
        ('<span style="display:block">一</span>二', ["一", "二"]),
        ("<p>　　青禾县 \n</p><p>&nbsp;&nbsp;</p><p></p>", ["青禾县"]),
        ("<p>政府信息\n      公开 Nian\n  bao</p>", ["政府信息公开 Nian bao"]),
        ("<p>政\u200b府\u200c信\ufeff息</p>", ["政府信息"]),
        ("<h1>青禾县<br>年度报告</h1>", ["青禾县", "年度报告"]),
        ("<p>&#150;&#147;1&#148;&lt;a&gt;</p>", ["–“1”<a>"]),
    ],
)
def test_lines(markup, expected):
    assert lines(markup) == expected


def test_numbers_of_lists_are_seen():
    markup = (
        "<ol style='list-style-type: cjk-ideographic'><li><p>总体情况</p><p>全年</p></li><li>主动公开</li></ol>"
        "<ol start=3><li>甲<li>4.乙</ol><ol style='list-style:none'><li>丙</ol><ol type=a><li>丁</ol><ul><li>戊</ul>"
    )
    assert lines(markup) == ["一、总体情况", "全年", "二、主动公开", "3.甲", "4.乙", "丙", "a.丁", "戊"]


def test_typed_text_keeps_its_lines_and_tabs():
    assert lines("<pre>一\n\n二\t3\n</pre>四\n五") == ["一", "", "二\t3", "四五"]
    assert lines('<div style="white-space: pre-wrap">一\n二</div>') == ["一", "二"]


def test_text_whose_line_ends_were_typed_is_not_run_together():
    typed = "<div>柳泉镇年度报告如下：\n　　一、总体情况\n　　全年公开12条。\n　　二、主动公开政府信息情况\n　　详见附表。\n</div>"
    assert lines(typed)[1:3] == ["一、总体情况", "全年公开12条。"]
    wrapped = "<div>本报告由柳泉镇\n人民政府按照条\n例的要求编制，\n全文包括六个部\n分内容。\n</div>"
    assert lines(wrapped) == ["本报告由柳泉镇人民政府按照条例的要求编制，全文包括六个部分内容。"]


def test_lines_of_gaps_and_tabs_become_rows():
    # columns by blanks, as typed by people who were not given a table
    markup = (
        "<p>规章&nbsp;&nbsp;&nbsp;&nbsp;1&nbsp;&nbsp;&nbsp;2</p><p>行政许可&emsp;&emsp;3&emsp;&emsp;4</p>"
        "<p>地址：青禾县&nbsp;&nbsp;&nbsp;邮编：990100</p>"
    )
    blocks = list(as_blocks(flow(parse(markup), frozenset()).pieces))
    assert outline(blocks) == ["规章", "1", "2", "行政许可", "3", "4", "地址：青禾县邮编：990100"]
    assert len(blocks) == 2


def test_how_much_of_a_line_is_links():
    pieces = flow(
        parse("<p><a href=x>政务公开栏目</a> 年</p><p>见<a href=y>网站</a>所载各项内容</p>"), frozenset()
    ).pieces
    assert [piece.is_link for piece in pieces] == [True, False]


def test_a_struck_figure_is_gone_and_a_footnote_is_no_digit():
    page = (
        b"<table><tr><td>a</td><td><s>88</s>1201</td><td><strike>5</strike>6</td><td>823<sup>1</sup></td></tr></table>"
    )
    (grid,) = [block for block in html.read(page).blocks if isinstance(block, Grid)]
    assert [cell.text for cell in grid.cells] == ["a", "1201", "6", "823¹"]
