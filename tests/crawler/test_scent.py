"""Words of links, as portals write them, to whether they are followed."""

import pytest

from crawler.scent import leads_to_reports


@pytest.mark.parametrize(
    "words",
    [
        "政府信息公开",
        "信息公开年报",
        "政府信息公开年报",
        "政府信息公开指南",
        "2024年政府信息公开工作年度报告",
        "青禾县柳泉镇人民政府2023年政府信息公开工作年度报告",
        "年度报告",
        "下一页",
        "下一页 >",
    ],
)
def test_words_on_the_way_to_a_report_are_followed(words):
    assert leads_to_reports(words)


@pytest.mark.parametrize(
    "words", ["信 息 公 开", "年\u3000度\u3000报\u3000告", "信息\n\t公开", "\xa0下一 页\xa0", "年\u2003报"]
)
def test_words_spaced_out_for_looks_are_read_together(words):
    assert leads_to_reports(words)


@pytest.mark.parametrize(
    "words",
    ["", " ", "县城天气预报", "今日要闻", "首页", "上一页", "信息中心", "公开招聘", "2024", "报告", "index.html"],
)
def test_other_words_are_not(words):
    assert not leads_to_reports(words)


@pytest.mark.parametrize("words", ["中国青年报：乡村集市照常开放", "北京青年报"])
def test_the_youth_newspaper_is_no_annual_report(words):
    assert not leads_to_reports(words)
