"""Lines to prose: without rows of flattened tables, page numbers, signatures and page furniture."""

import pytest

from pipelines.understanding.prose.narrative import closing_lines, closing_start, is_row, prose, signed_at


@pytest.mark.parametrize(
    "line",
    [
        "第二十条第（一）项",
        "第二十一条第（五）项",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "一、本年新收政府信息公开申请数量",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "7. 属于行政执法案卷 0 0 0 0 0 0 0",
        "规章\t0\t0\t0",
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
        ",,,自然人,法人或其他组织,,,,,总计",
        "结 果 维 持",
        "（单位：件）",
    ],
)
def test_rows(line):
    assert is_row(line)


@pytest.mark.parametrize(
    "line", ["我镇公开信息12条。", "（一）主动公开", "行政许可信息公开情况", "其他工作", "3月15日", ""]
)
def test_no_rows(line):
    assert not is_row(line)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["规章", "0", "0", "行政许可", "/", "无", "见附表。"], ["见附表。"]),
        (["其他对外管理", "服务事项", "12"], ["其他对外管理", "服务事项"]),
        (["行政处罚", "0", "其他对外管理", "服务事项", "12"], []),
        (["行政许可", "全年办理许可31件。"], ["行政许可", "全年办理许可31件。"]),
        (["无"], ["无"]),
        (["我镇公开", "- 12 -", "第3页 共8页", "信息。"], ["我镇公开", "信息。"]),
        ([], []),
    ],
)
def test_prose(lines, kept):
    assert prose(lines) == kept


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        (["无。", "柳泉镇人民政府", "2021年1月15日"], 1),
        (["无。", "柳泉镇人民政府2021年1月15日"], 1),
        (["无。", "附件：统计表", "2021-01-15"], 1),
        (
            [
                "附件：统计表",
                "我镇公开信息12条，其中政策类信息5条，业务动态类信息7条，均已上网。",
                "二〇二一年元月五日",
            ],
            2,
        ),
        (["今后将加强服务中心建设。"], 1),
        (["今后将加强，", "建设服务中心，"], 2),
        ([], 0),
    ],
)
def test_closing(lines, start):
    assert closing_start(lines) == start


def test_a_signature_ends_the_report_whatever_follows():
    lines = ["无。", "柳泉镇人民政府", "2021年1月15日", "监督电话：12345，欢迎来电。", "一、总体情况"]
    assert signed_at(lines, 0) == 1
    assert closing_lines(lines[1:]) == ["柳泉镇人民政府", "2021年1月15日"]
    assert signed_at(["柳泉镇人民政府", "我镇公开信息。"], 0) is None
    assert signed_at(lines, 2) is None
