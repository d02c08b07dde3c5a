"""Boxes that look like tables, and boxes that do not."""

from tests.pipelines.reading.made_pages import grids, page, read, rows


def body(markup: str):
    return read(page(f'<div id="zoom"><p>二、主动公开政府信息情况</p>{markup}</div>', above=""))


def line(*texts: str, box: str = "div", cell: str = "div") -> str:
    return f"<{box}>{''.join(f'<{cell}><span>{text}</span></{cell}>' for text in texts)}</{box}>"


def test_boxes_in_rows_are_a_table_and_blank_ones_count():
    (grid,) = grids(body(f"<div>{line('规章', '', '3')}{line('行政许可', '7', '')}</div><p>三、其他</p>"))
    assert rows(grid) == [["规章", "", "3"], ["行政许可", "7", ""]]
    assert grid.exact


def test_rows_of_unequal_length_are_not_exact():
    (grid,) = grids(body(f"<div>{line('第二十条第（一）项')}{line('规章', '0', '3')}{line('行政许可', '7')}</div>"))
    assert rows(grid) == [["第二十条第（一）项"], ["规章", "0", "3"], ["行政许可", "7"]]
    assert not grid.exact


def test_a_heading_row_brings_its_figures():
    # the third table has one row of figures, and no label in it
    markup = f"<div>{line('结果维持', '结果纠正', '总计')}{line('0', '1', '1')}</div>"
    assert rows(grids(body(markup))[0]) == [["结果维持", "结果纠正", "总计"], ["0", "1", "1"]]


def test_lists_and_definitions():
    markup = f"<div>{line('规章', '0', box='ul', cell='li')}{line('行政许可', '7', box='ul', cell='li')}</div>"
    assert rows(grids(body(markup))[0]) == [["规章", "0"], ["行政许可", "7"]]
    assert rows(grids(body("<dl><dt>规章</dt><dd>5</dd></dl>"))[0]) == [["规章", "5"]]


def test_one_value_a_paragraph_stays_so():
    document = body("<p>规章</p><p>0</p><p>3</p><p>行政许可</p><p>7</p>")
    assert grids(document) == []
    assert document.paragraphs[1:] == ["规章", "0", "3", "行政许可", "7"]


def test_labels_in_a_menu_are_no_table():
    document = body("<ul><li>行政许可</li><li>行政处罚</li><li>行政强制</li></ul>")
    assert grids(document) == []
    assert len(document.paragraphs) == 4


def test_places_after_a_table_of_boxes_stay_right():
    markup = f"<div>{line('规章', '1', '3')}{line('行政许可', '7', '2')}</div><p>三、收到和处理政府信息公开申请情况</p><p>无。</p>"
    document = body(markup)
    assert document.paragraphs[-2:] == ["三、收到和处理政府信息公开申请情况", "无。"]
    assert "ICP备99000001号" in document.surroundings
