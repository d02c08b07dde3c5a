"""Tables to grids of data, and to boxes whose text is read on."""

from pipelines.document import Paragraph
from tests.pipelines.reading.made_pages import grids, outline, page, read, rows

PROSE = "镇政府高度重视政府信息公开工作，成立领导小组，明确专人负责，严格落实保密审查制度，按时更新各栏目内容。" * 3


def body(markup: str):
    return read(page(f'<div id="zoom"><p>二、主动公开政府信息情况</p>{markup}</div>', above=""))


def test_a_wrapper_of_each_value_is_no_table():
    # an editor that puts a table of one cell into every cell
    wrap = "<table><tr><td>{}</td></tr></table>".format
    document = body(
        f"<table><tr><td>{wrap('规章')}</td><td>{wrap('1')}</td></tr><tr><td>{wrap('行政许可')}</td><td>{wrap('')}</td></tr></table>"
    )
    assert [rows(grid) for grid in grids(document)] == [[["规章", "1"], ["行政许可", ""]]]


def test_a_table_around_tables_is_read_on():
    inner = "<table><tr><td>规章</td><td>1</td></tr><tr><td>行政许可</td><td>2</td></tr></table>"
    document = body(f"<table><tr><td>左栏</td><td><p>前言</p>{inner}<p>后记</p></td></tr></table>")
    assert outline(document.blocks) == [
        "二、主动公开政府信息情况",
        "左栏",
        "前言",
        "规章",
        "1",
        "行政许可",
        "2",
        "后记",
    ]
    assert len(grids(document)) == 1


def test_prose_in_a_table_is_prose_and_the_rows_around_it_are_rows():
    markup = (
        "<table><tr><td>规章</td><td>1</td></tr>"
        f"<tr><td colspan=2><p>{PROSE}</p><p>以上为主动公开情况。</p></td></tr>"
        "<tr><td>行政许可</td><td>2</td></tr></table>"
    )
    document = body(markup)
    assert [rows(grid) for grid in grids(document)] == [[["规章", "1"]], [["行政许可", "2"]]]
    assert document.paragraphs[1:] == [PROSE, "以上为主动公开情况。"]


def test_a_heading_in_a_row_of_its_own_is_a_paragraph():
    markup = (
        "<table><tr><td>规章</td><td>1</td></tr><tr><td colspan=2>三、收到和处理政府信息公开申请情况</td></tr>"
        "<tr><td>三、本年度办理结果</td><td></td></tr><tr><td>总计</td><td>2</td></tr></table>"
    )
    document = body(markup)
    assert document.paragraphs == ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]
    assert rows(grids(document)[1]) == [["三、本年度办理结果", ""], ["总计", "2"]]


def test_a_table_of_one_column_is_lines():
    document = body("<table><tr><td>一是加强领导。</td></tr><tr><td>二是加强培训。</td></tr></table>")
    assert document.blocks[1:] == (Paragraph("一是加强领导。"), Paragraph("二是加强培训。"))


def test_long_labels_stay_in_their_rows():
    label = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    document = body(
        f"<table><tr><td>{label}</td><td>0</td><td>3</td></tr><tr><td>3.其他</td><td>1</td><td>2</td></tr></table>"
    )
    assert rows(grids(document)[0])[0] == [label, "0", "3"]


def test_columns_that_only_the_drawing_has_are_left_out():
    # Word splits columns where rows are drawn by hand; headings then span more columns than there are
    markup = (
        "<table><tr><td colspan=99>第二十条第（一）项</td></tr>"
        "<tr><td colspan=2>规章</td><td colspan=3>1</td></tr><tr><td colspan=2>行政许可</td><td colspan=3>2</td></tr></table>"
    )
    grid = grids(body(markup))[0]
    assert [(cell.text, cell.column, cell.colspan) for cell in grid.cells][:3] == [
        ("第二十条第（一）项", 0, 2),
        ("规章", 0, 1),
        ("1", 1, 1),
    ]


def test_what_a_cell_shows():
    markup = (
        "<table><tr><td><p>其他对外管理</p><p>服务事项</p></td><td><ul><li>1</li></ul></td><td>2<br>3</td></tr>"
        '<tr><td> 行 政\n许可 </td><td><img src=a.png alt="零"></td><td><input value="7"><input type=hidden value=9></td></tr></table>'
    )
    assert rows(grids(body(markup))[0]) == [["其他对外管理\n服务事项", "1", "2\n3"], ["行 政许可", "", "7"]]


def test_a_blank_form_keeps_its_blank_cells():
    markup = (
        "<table><tr><td>规章</td><td>&nbsp;</td><td></td></tr><tr><td>行政许可</td><td>　</td><td>0</td></tr></table>"
    )
    assert rows(grids(body(markup))[0]) == [["规章", "", ""], ["行政许可", "", "0"]]
