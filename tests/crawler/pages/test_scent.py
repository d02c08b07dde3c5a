"""Words of links, as portals write them, to what they lead to and whether they are followed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.scent import (
    EXPLORE,
    FOLLOW,
    is_annual,
    is_further,
    is_report_title,
    is_side_door,
    scent,
    smells_path,
)

PLACES = ("home", "portal", "disclosure", "unit", "column")


def smell(text, where="portal", around="", path="/x/1.html"):
    return scent(text, around, path, where)


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize(
    "text",
    [
        "青桐县人民政府2023年政府信息公开工作年度报告",
        "白鹭镇2023年政府信息公开工作年度报告",
        "青桐县教育局2021年度政府信息公开年报",
        "2020年政府信息公开年度报告",
        "青桐县2023年政务公开工作年度报告",
        "二〇二三年政府信息公开工作年度报告",
        "二○二一年政府信息公开工作年度报告",
        "南桥街道办事处２０２２年政府信息公开工作年度报告",  # full width
        "白 鹭 镇 2023 年 政 府 信 息 公 开 工 作 年 度 报 告",
        "青桐县卫健局2023年政府信息公开工作年度报告（图片版）",
        "县委编制办2023年政府信息公开工作年度报告",  # a body whose name has a word of refusal in it
    ],
)
def test_a_title_of_a_report_is_followed_wherever_it_stands(text, where):
    found = smell(text, where)
    assert (found.kind, found.against) == ("report", "")
    assert found.score >= FOLLOW
    assert is_report_title(text)


def test_one_paper_for_both_duties_is_a_report():
    found = smell("2023年政府信息公开和政府网站工作年度报告")
    assert (found.kind, found.against) == ("report", "")


@pytest.mark.parametrize("text", ["白鹭镇2023年年度报告", "2022年年报", "南桥街道2021年工作年报", "2023年", "2023"])
def test_in_a_column_of_reports_less_is_enough(text):
    assert smell(text, "column").score >= FOLLOW


def test_a_cut_title_is_followed():
    for text in ("青桐县教育局2023年政府信息公开…", "青桐县教育局2023年政府信息公开..."):
        assert smell(text).kind == "report"
        assert smell(text).score >= FOLLOW


@pytest.mark.parametrize(
    "text",
    [
        "2023年政府网站工作年度报表",
        "青桐县2023年度法治政府建设年度报告",
        "2024年政府工作报告",
        "青桐县财政局2023年度部门决算公开年度报告",
        "2023年企业年报",
        "2023年生态环境质量年度报告",
    ],
)
def test_look_alikes_are_refused_by_name(text):
    found = smell(text, "column")
    assert (found.score, found.against) == (0, "look_alike")


@pytest.mark.parametrize(
    "text",
    [
        "关于做好2023年政府信息公开工作年度报告编制工作的通知",
        "一图读懂青桐县2023年政府信息公开工作年度报告",
        "青桐县2023年政府信息公开工作年度报告解读",
        "2023年政府信息公开工作年度报告模板",
        "政府信息公开工作培训会议2023年召开",
    ],
)
def test_what_only_speaks_of_reports_is_refused_by_name(text):
    found = smell(text)
    assert (found.score, found.against) == (0, "about_reports")


@pytest.mark.parametrize(
    "text",
    ["政府信息公开年报", "信息公开年度报告", "政府信息公开工作年度报告", "县政府信息公开年报", "政务公开年报汇总"],
)
def test_the_name_of_the_column_is_followed_from_anywhere(text):
    for where in PLACES:
        found = smell(text, where)
        assert (found.kind, found.against) == ("column", "")
        assert found.score >= FOLLOW


@pytest.mark.parametrize("text", ["年度报告", "年报", "历年年报", "公开年报", "年 度 报 告"])
def test_its_short_name_is_too(text):
    assert smell(text, "home").kind == smell(text, "column").kind == "column"
    assert FOLLOW <= smell(text, "home").score <= smell(text, "disclosure").score


def test_the_column_of_another_body_is_not():
    assert smell("省政府信息公开年报").against == "other_body"
    assert smell("国务院部门信息公开年报").against == "other_body"


@pytest.mark.parametrize(
    "text", ["2023年", "县直部门", "乡镇街道", "各部门年报", "历年年报", "教育局", "白鹭镇人民政府", "南桥街道"]
)
def test_a_column_has_folders_of_years_kinds_and_units(text):
    assert smell(text, "column").kind == "column"
    assert smell(text, "column").score >= FOLLOW


@pytest.mark.parametrize(
    "text", ["政务公开", "政府信息公开", "信息公开", "政府信息公开目录", "法定主动公开内容", "政府信息公开指南"]
)
def test_the_way_into_disclosure_is_followed(text):
    for where in PLACES[:4]:
        assert smell(text, where).score >= FOLLOW
        assert smell(text, where).score < smell("政府信息公开年报", where).score


@pytest.mark.parametrize("text", ["青桐县教育局", "白鹭镇人民政府", "南桥街道办事处", "县政府办公室"])
def test_units_matter_inside_disclosure_and_less_at_home(text):
    inside, at_home = smell(text, "disclosure"), smell(text, "home")
    assert inside.kind == at_home.kind == "unit"
    assert at_home.score < FOLLOW <= inside.score


@pytest.mark.parametrize("text", ["部门信息公开", "乡镇街道", "各部门", "县直单位", "部门及乡镇信息公开目录"])
def test_directories_of_units_are_followed(text):
    assert smell(text, "disclosure").score >= FOLLOW


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "县城天气预报",
        "今日要闻",
        "中国青年报：乡村集市照常开放",
        "北京青年报",
        "公开招聘公告",
        "网上投诉",
        "首页",
        "县长在白鹭镇调研",
    ],
)
def test_other_words_are_not(text):
    assert smell(text, "home").score < FOLLOW


def test_an_article_that_names_a_unit_is_no_unit():
    assert smell("县长到白鹭镇检查春耕生产", "disclosure").score < EXPLORE


@pytest.mark.parametrize("text", ["下一页", "尾页", "2", "15", ">>", "上 一 页"])
def test_words_that_turn_pages_are_left_to_the_platforms(text):
    assert is_further(text)
    for where in PLACES:
        assert smell(text, where).score == 0


def test_more_takes_the_scent_of_what_it_stands_under():
    assert smell("更多>>", around="政府信息公开年报").kind == "column"
    assert smell("更多", around="青桐县2023年政府信息公开工作年度报告").kind == "column"
    assert smell("更多", around="今日要闻").score < FOLLOW
    assert smell("", around="政府信息公开年报").kind == "column"
    assert smell("县长调研", around="政府信息公开年报").score < FOLLOW


@pytest.mark.parametrize("path", ["/zwgk/zfxxgk/zfxxgknb/", "/xxgknb/index.html", "/gk/nb2023/", "/openness/ndbg/"])
def test_a_path_may_name_the_column_where_words_do_not(path):
    assert smells_path(path)
    assert smell("点击这里", path=path).kind == "column"


@pytest.mark.parametrize("path", ["/xw/", "/nbsj/", "/nbjy/index.html", "/gk/mineral/"])
def test_other_paths_do_not(path):
    assert not smells_path(path)


def test_side_doors_are_of_use_only_until_the_column_is_found():
    assert is_side_door("政府信息公开制度")
    assert is_side_door("依申请公开")
    assert not is_side_door("政府信息公开")
    assert not is_side_door("政务公开")
    assert not is_side_door("政府信息公开年报")


def test_names_of_columns():
    for name in ("政府信息公开年报", "年度报告", "信息公开工作年度报告", "2023年政府信息公开年报"):
        assert is_annual(name)
    for name in ("", "青年报", "网站工作年度报告", "政府工作报告", "信息公开指南", "政府信息公开"):
        assert not is_annual(name)


@given(st.text(max_size=200), st.text(max_size=50), st.sampled_from(PLACES))
def test_any_words_get_a_score_within_bounds(text, around, where):
    found = smell(text, where, around)
    assert 0 <= found.score <= 100
    assert not (found.against and found.score)


@pytest.mark.parametrize("piece", ["部门", "年报", "局", "2023年", "〇", "(", "信息公开", "更多", "县", " "])
def test_long_words_cost_no_time(piece):
    began = time.perf_counter()
    for where in PLACES:
        smell(piece * 20_000, where, piece * 20_000, "/" + piece * 2000)
        is_annual(piece * 1000)
    assert time.perf_counter() - began < 1


def test_an_account_of_who_published_may_link_to_all_of_them():
    """Some counties publish once a year which bodies' reports are out, with links."""
    found = smell("关于2023年政府信息公开工作年度报告公布情况的通报")
    assert (found.kind, found.against) == ("column", "")
    assert FOLLOW <= found.score < smell("政府信息公开年报").score


@pytest.mark.parametrize("words", ["查看", "进入", "更多>>"])
def test_a_bare_word_beside_a_name_leads_where_the_name_says(words):
    """Guides list the bodies of a county in a table, each with a link to its pages."""
    found = scent(words, "白鹭镇人民政府", "/dw/1/", "disclosure")
    assert (found.kind, found.score >= FOLLOW) == ("unit", True)
    assert scent(words, "", "/dw/1/", "disclosure").score < EXPLORE
