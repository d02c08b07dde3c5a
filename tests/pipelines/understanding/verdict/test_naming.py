"""Titles to what they say of a document. All of them are made up."""

import pytest

from pipelines.understanding.verdict.naming import UNKNOWN, read_name, refusals
from pipelines.understanding.verdict.reasons import reasons


@pytest.mark.parametrize(
    ("example", "refusal"), [(example, refusal) for refusal in refusals() for example in refusal.examples]
)
def test_each_refusal_refuses_its_examples(example, refusal):
    name = read_name(example)
    assert (name.kind, name.reason, name.soft) == ("refused", refusal.reason, refusal.soft)


def test_each_refusal_has_a_listed_reason():
    assert {refusal.reason for refusal in refusals()} <= set(reasons()["not_report"])


@pytest.mark.parametrize(
    "title",
    [
        "东柳泉乡 2020 年政府信息公开工作年度 报 告",
        "柳泉镇人民政府 2020 年度政府 信息公开年度报告",
        "青禾县规划和自然资源局2021年政府信息公开工作年度报告",
        "青禾县审计局二○一九年度政府信息公开工作报告",
        "青禾县公安局2020年警务公开和政府信息公开工作年度报告",
        "中共青禾县委党校2020年政府信息公开工作年度报告",
        "柳泉镇２０２３年政府信息公开工作年度报告.docx",
        "柳泉镇政府信息公开工作告年度报",
        "首页>政务公开>政府信息公开年报>柳泉镇2020年政府信息公开年度报告",
        "青禾县标准化管理委员会2018年政府信息公开报告",
        "关于2015年度柳泉镇政府信息公开工作年度报告",
    ],
)
def test_titles_of_reports(title):
    assert (read_name(title).kind, read_name(title).sure) == ("report", True)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("柳泉镇2012年政务公开情况", "summary"),
        ("2010年信息公开工作总结", "summary"),
        ("2020年年报", "yearly"),
        ("政府信息公开年报_青禾县人民政府", "report"),
        ("政府信息主动公开情况", "unknown"),
        ("县城天气预报", "unknown"),
        ("", "unknown"),
        ("_" * 10_000, "unknown"),
    ],
)
def test_other_kinds(title, kind):
    assert read_name(title).kind == kind
    assert not read_name(title).sure


@pytest.mark.parametrize(
    "title",
    [
        "四季青镇2020年政府信息公开工作年度报告",
        "三个庄子镇2020年政府信息公开工作年度报告",
        "学院街道2020年政府信息公开工作年度报告",
        "青禾县人民政府法制办公室2017年政府信息公开年度报告",
        "青禾县统计局政府信息公开年报",
        "青禾县督查考核局2020年政府信息公开工作年度报告",
        "青禾县烟草专卖局(公司)2020年政府信息公开年度报告",
    ],
)
def test_names_of_bodies_are_no_refusals(title):
    assert read_name(title).kind == "report"


def test_what_a_title_tells_besides():
    assert read_name("柳泉镇二○一九年度信息公开年报").year == 2019
    assert read_name("××镇20××年政府信息公开工作年度报告").gap
    assert read_name("柳泉镇2022年政务公开工作报告").account
    assert not read_name("柳泉镇2022年度政府信息公开工作年度报告").account
    assert read_name("（图片版）") == UNKNOWN
