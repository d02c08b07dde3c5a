"""Lines to headings: as offices, converters and recognition of pictures write them, and what only looks like one."""

import pytest

from pipelines.understanding.prose.headings import numbering, read_heading

INTRODUCTION = (
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况等组成。"
)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("一、总体情况", "overview"),
        ("# 一、总体情况", "overview"),
        ("**一、总体情况**", "overview"),
        ("[bookmark: _GoBack]一、总体情况", "overview"),
        ("一、 总 体 情 况", "overview"),
        ("一．总体情况：", "overview"),
        ("第一部分　概述", "overview"),
        ("一总体情况", "overview"),
        ("一、總體情況", "overview"),
        ("-、总体情况", "overview"),
        ("一、总休情况", "overview"),
        ("１、概述", "overview"),
        ("二、主动公开政府信息悄况", "proactive"),
        ("（二）政府信息主动公开情况", "proactive"),
        ("三、收到和处埋政府信息公井申请情况", "requests"),
        ("三、依申请公开政府信息及咨询受理情况", "requests"),
        ("三、收到和处理政府信息公开申请情况......2", "requests"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "review_litigation"),
        ("五、政府信息公开复议、诉讼情况", "review_litigation"),
        ("五、政府信息公开工作中存在的主要问题及改进情况", "problems"),
        ("七、主要问题和改进措施", "problems"),
        ("六、其它需要报告的事项（无）", "other"),
        ("八、需要说明的事项与附表", "other"),
        ("四、政府信息公开支出与收费", "fees"),
        ("五、政府信息公开咨询处理情况", "consultation"),
    ],
)
def test_headings(line, key):
    assert read_heading(line).key == key


@pytest.mark.parametrize(
    "line",
    [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果",
        "四、结转下年度继续办理",
        "行政复议",
        "其他",
        "主动公开政府信息数",
        "一是主动公开",
        "第一条 总则",
        "二、主动公开力度不断加大，全年发布信息",
        "三、加强依申请公开工作",
        "全文由概述、主动公开政府信息情况、依申请公开情况组成",
        "一、总体要求",
        "（一）主动公开。2020年，我镇公开信息12条。",
        INTRODUCTION,
        "一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；四、存在的主要问题及改进情况。",
    ],
)
def test_no_headings(line):
    assert read_heading(line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、总体情况", ("chapter", 1)),
        ("十、其他", ("chapter", 10)),
        ("第三部分依申请公开", ("chapter", 3)),
        ("=、主动公开", ("chapter", None)),
        ("(二)主动公开", ("part", None)),
        ("2.主动公开", ("item", None)),
        ("2020年主动公开", ("plain", None)),
        ("##总体情况", ("plain", None)),
    ],
)
def test_numbering(text, expected):
    assert numbering(text)[:2] == expected


def test_official_words_are_surer_than_others():
    scores = [
        read_heading(line).score for line in ("一、总体情况", "一、总体情况：我镇", "一、概述", "一、总体工作情况")
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_a_very_long_line_costs_nothing():
    assert read_heading("一、总体情况。" + "我镇公开信息，" * 100_000).key == "overview"
