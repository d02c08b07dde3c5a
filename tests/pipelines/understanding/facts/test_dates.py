"""The days of a document: signature, imprint and page apart, and none that prose or a site's clock names."""

from datetime import date

import pytest

from pipelines.document import Document, Grid, GridCell, Paragraph
from pipelines.understanding.facts.dates import read_print_date, read_publish_date, read_written_date
from pipelines.understanding.facts.excerpts import excerpts_of
from tests.pipelines.understanding.letters import BODY, TITLE, page, report

THE_DAY = date(2021, 1, 15)


def written(made, title_end=1):
    found = read_written_date(made, excerpts_of(made), title_end)
    return found and found.value


def printed(made):
    found = read_print_date(made, excerpts_of(made), 1)
    return found and found.value


def published(made, title_end=1):
    found = read_publish_date(made, excerpts_of(made), title_end)
    return found and found.value


@pytest.mark.parametrize(
    "end",
    [
        ("柳泉镇人民政府", "2021年1月15日"),
        ("柳泉镇人民政府 2021年1月15日",),
        ("柳泉镇人民政府（盖章）", "2021. 1. 15"),
        ("2021年1月15日",),
        ("（2021年1月15日）",),
        ("柳泉镇人民政府", "二〇二一年一月十五日", "附件：统计表", "主办：青禾县人民政府"),
        ("柳泉镇人民政府", "2021年1月15日", "今天是2026年3月1日 星期日"),
        ("柳泉镇人民政府", "2021年1月15日", "柳泉镇党政办公室 2021年1月22日印发"),
        ("柳泉镇人民政府", "2021年1月15日", "2021年3月1日"),
        ("柳泉镇人民政府", "2 0 2 1 年 1 月 1 5 日"),
        ("柳泉镇人民政府", "日期：2021年1月15日"),
        ("填报日期：2021年1月15日",),
    ],
)
def test_the_day_under_the_signature(end):
    assert written(report(TITLE, "引言。", end=end)) == THE_DAY


@pytest.mark.parametrize(
    "end",
    [
        ("截至2020年12月31日，我镇主动公开政府信息42条。",),
        ("2020年1月1日至2020年12月31日",),
        ("今天是2026年3月1日",),
        ("打印时间：2026年3月1日",),
        ("2021年1月22日印发",),
        ("2021年1月",),
        ("柳泉镇人民政府",),
    ],
)
def test_no_signature(end):
    assert written(report(TITLE, "引言。", end=end)) is None


def test_the_end_of_the_period_signs_where_it_stands_alone():
    assert written(report(TITLE, "引言。", end=("柳泉镇人民政府", "2020年12月31日"))) == date(2020, 12, 31)


@pytest.mark.parametrize("text", ["2021-01-15", "2021/1/15", "2021年01月15日"])
def test_a_day_that_a_site_sets_at_the_end_is_no_signature(text):
    assert written(page(TITLE, "引言。", body=(*BODY, text))) is None
    assert written(page(TITLE, "引言。", body=(*BODY, "柳泉镇人民政府", text))) == THE_DAY


def test_name_and_day_under_the_title():
    assert written(report(TITLE, "柳泉镇人民政府", "2021年1月15日", "引言。")) == THE_DAY
    assert written(report(TITLE, "柳泉镇人民政府 2021年1月15日", "引言。")) == THE_DAY


def test_a_signature_set_as_a_table():
    signature = Grid((GridCell("柳泉镇人民政府", 0, 0), GridCell("2021年1月15日", 1, 0)))
    made = Document("docx", (*(Paragraph(line) for line in (TITLE, *BODY)), signature))
    assert written(made) == THE_DAY


def test_a_day_under_the_title_is_the_offices_where_it_is_written_out():
    assert written(report(TITLE, "（2021年1月15日）", "引言。")) == THE_DAY
    bare = report(TITLE, "2021-01-15", "引言。")
    assert written(bare) is None
    assert published(bare) == THE_DAY


def test_the_box_names_the_day_of_writing_where_nobody_signed():
    assert written(page(TITLE, facts={"成文日期": "2021-01-15", "发布日期": "2021-01-22"})) == THE_DAY
    assert written(page(TITLE, facts={"生成日期": "2021年01月15日", "发布日期": "2021-01-22"})) == THE_DAY


@pytest.mark.parametrize(
    "end",
    [
        ("柳泉镇党政综合办公室", "2021年1月15日印发"),
        ("柳泉镇党政综合办公室　　　　2021年1月15日 印发",),
        ("印发日期：2021年1月15日",),
        ("抄送：县政府办公室", "柳泉镇党政办公室 二〇二一年一月十五日印"),
        ("柳泉镇人民政府", "2021年1月10日", "柳泉镇党政办公室 2021年1月15日印发"),
    ],
)
def test_the_day_of_printing(end):
    assert printed(report(TITLE, "引言。", end=end)) == THE_DAY


def test_the_imprint_is_read_and_citations_are_not():
    assert printed(report(TITLE, "引言。", end=("柳泉镇党政办公室", "2021年1月15日印发"))) == THE_DAY
    assert printed(report(TITLE, "引言。", end=("县政府2020年3月1日印发的《要点》已经落实。",))) is None


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2021-01-15 10:20",
        "发布日期：2021年01月15日 来源：柳泉镇 浏览次数：12",
        "来源：柳泉镇人民政府 时间：2021-01-15 字号：大 中 小",
        "信息来源: 青禾县柳泉镇人民政府 发布日期: 2021-01-15 浏览次数: 次",
        "2021-01-15 10:20",
        "2021年01月15日来源：1",
        "2021-01-15 发布：柳泉镇人民政府 点击数：",
        "【发布时间】2021-01-15 【来源】柳泉镇",
        "日期：2021-01-15",
        "公开日期：2021/1/15",
    ],
)
def test_the_line_of_source_and_day_above_the_text(line):
    assert published(page(TITLE, line, "引言。")) == THE_DAY


@pytest.mark.parametrize(
    "line",
    [
        "更新时间：2021-01-15",
        "今天是2021年1月15日 星期五",
        "根据2021年1月15日起施行的《办法》，编制本报告。",
        "页面生成时间：2021-01-15 10:20",
        "发布时间：2021-02-30",
    ],
)
def test_no_day_of_publishing(line):
    assert published(page(TITLE, line, "引言。")) is None


def test_box_before_tag_before_line():
    line = "发布时间：2021-01-17"
    tags = {"pubdate": "2021-01-16 08:30"}
    assert published(page(TITLE, line, tags=tags, facts={"发布日期": "2021-01-15"})) == THE_DAY
    assert published(page(TITLE, line, tags=tags)) == date(2021, 1, 16)
    assert published(page(TITLE, line, tags={"pubdate": "null"})) == date(2021, 1, 17)
    assert published(page(TITLE, tags={"publishdate": "20210115"})) == THE_DAY


def test_labels_in_the_text_are_not_the_sites():
    made = page(TITLE, "引言。", body=(*BODY, "预算公开时间：2020-03-02。"))
    assert published(made) is None
    assert published(page(TITLE, "引言。", body=(*BODY, "发布日期：2021-01-15"))) == THE_DAY


def test_a_day_that_a_site_sets_under_the_title():
    made = page(TITLE, "2021年01月15日", "引言。")
    assert (published(made), written(made)) == (THE_DAY, None)


def test_the_frame_of_a_page_counts_only_if_it_names_one_day():
    one = ("发布时间：2021-01-15", "首页")
    assert published(page(TITLE, surroundings=one)) == THE_DAY
    assert published(page(TITLE, surroundings=(*one, "发布时间：2020-03-02"))) is None
