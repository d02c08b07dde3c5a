"""Headlines in all the ways that offices set them, and the year and the body that they name."""

import pytest

from pipelines.understanding.facts.excerpts import excerpts_of
from pipelines.understanding.facts.title import headline_of, read_title, years_in
from tests.pipelines.understanding.letters import BODY, TITLE, document, page, report


def title_of(made, link_text=None):
    headline = read_title(made, excerpts_of(made), link_text)
    return headline and headline.title


@pytest.mark.parametrize(
    ("text", "title", "year", "body"),
    [
        ("柳泉镇 2020 年政府信息公开工作年度 报 告", "柳泉镇2020年政府信息公开工作年度报告", 2020, "柳泉镇人民政府"),
        ("# 2021年柳泉街道政府信息公开工作年度报告", "2021年柳泉街道政府信息公开工作年度报告", 2021, "柳泉街道办事处"),
        (
            "柳泉街道２０２２年度政府信息公开年报（图片版）",
            "柳泉街道２０２２年度政府信息公开年报（图片版）",
            2022,
            "柳泉街道办事处",
        ),
        ("二〇二〇年度柳泉乡政府信息公开年度报告", "二〇二〇年度柳泉乡政府信息公开年度报告", 2020, "柳泉乡人民政府"),
        ("二○一九年柳泉乡信息公开工作总结", "二○一九年柳泉乡信息公开工作总结", 2019, "柳泉乡人民政府"),
        ("二零二零年柳泉乡政务公开工作年度报告", "二零二零年柳泉乡政务公开工作年度报告", 2020, "柳泉乡人民政府"),
        ("青禾县林业局信息公开工作年度报告", "青禾县林业局信息公开工作年度报告", None, "青禾县林业局"),
        ("政府政务公开年报", "政府政务公开年报", None, None),
        (
            "关于青禾县水利局2022年度政府信息公开工作情况的报告",
            "关于青禾县水利局2022年度政府信息公开工作情况的报告",
            2022,
            "青禾县水利局",
        ),
        (
            "青禾县教体局关于2021年度政府信息公开工作的年度报告",
            "青禾县教体局关于2021年度政府信息公开工作的年度报告",
            2021,
            "青禾县教体局",
        ),
        (
            "2020年政府信息公开工作年度报告（柳泉镇）",
            "2020年政府信息公开工作年度报告（柳泉镇）",
            2020,
            "柳泉镇人民政府",
        ),
        (
            "柳泉镇政府信息公开工作年度报告（2020年度）",
            "柳泉镇政府信息公开工作年度报告（2020年度）",
            2020,
            "柳泉镇人民政府",
        ),
        ("【柳泉镇】2020年政府信息公开年度报告.docx", "【柳泉镇】2020年政府信息公开年度报告", 2020, "柳泉镇人民政府"),
        ("柳泉镇人民政府信息公开2020年度报告", "柳泉镇人民政府信息公开2020年度报告", 2020, "柳泉镇人民政府"),
        ("县府办2020年政府信息公开工作年度报告", "县府办2020年政府信息公开工作年度报告", 2020, "县人民政府办公室"),
        (
            "临江高新区（经开区）管委会2022年政府信息公开工作报告",
            "临江高新区（经开区）管委会2022年政府信息公开工作报告",
            2022,
            "临江高新区（经开区）管委会",
        ),
        (
            "柳泉镇2020年政府信息公开和政务公开工作总结",
            "柳泉镇2020年政府信息公开和政务公开工作总结",
            2020,
            "柳泉镇人民政府",
        ),
        (
            "柳泉镇党政办公室2020年政府信息公开年度报告",
            "柳泉镇党政办公室2020年政府信息公开年度报告",
            2020,
            "柳泉镇人民政府",
        ),
        ("全县2020年政府信息公开工作年度报告", "全县2020年政府信息公开工作年度报告", 2020, None),
        ("柳泉镇2020年政务公开情况", "柳泉镇2020年政务公开情况", 2020, "柳泉镇人民政府"),
        ("《柳泉镇2020年政府信息公开年报》", "柳泉镇2020年政府信息公开年报", 2020, "柳泉镇人民政府"),
        ("标题：柳泉镇2020年政府信息公开年报", "柳泉镇2020年政府信息公开年报", 2020, "柳泉镇人民政府"),
    ],
)
def test_what_a_headline_says(text, title, year, body):
    headline = headline_of(text)
    assert (headline.title, headline.year, headline.body) == (title, year, body)


@pytest.mark.parametrize(
    "text",
    [
        "政府信息公开工作年度报告制度",
        "关于做好2020年政府信息公开工作年度报告编制发布工作的通知",
        "二、主动公开政府信息情况",
        "主动公开政府信息情况",
        "本报告根据《条例》编制，政府信息公开工作年度报告",
        "首页 > 政府信息公开 > 政府信息公开年报",
        "柳泉镇2020年政府工作报告",
        "柳泉镇2020年度法治政府建设情况报告",
        "依申请公开指南",
    ],
)
def test_what_is_no_headline(text):
    assert headline_of(text) is None


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("# 泉镇镇人民政府", "## 2020 年政府信息公开工作年度报告"), "泉镇镇人民政府2020年政府信息公开工作年度报告"),
        (("青禾市河口乡", "2021年政府信息公开工作年度报告"), "青禾市河口乡2021年政府信息公开工作年度报告"),
        (("青禾县柳泉镇2008年政府信息公开工作", "年度报告"), "青禾县柳泉镇2008年政府信息公开工作年度报告"),
        (("柳泉镇人民政府", "2020年度", "政府信息公开工作年度报告"), "柳泉镇人民政府2020年度政府信息公开工作年度报告"),
        (("柳泉镇政府信息公开工作年度报告", "（2020年度）"), "柳泉镇政府信息公开工作年度报告（2020年度）"),
        (("柳泉镇人民政府2020年政府", "信息公开工作年度报告"), TITLE),
        (("柳泉镇关于2020年度政府信息公开", "工作情况的报告"), "柳泉镇关于2020年度政府信息公开工作情况的报告"),
        (("青禾县柳泉镇人民政府文件", "青柳政发〔2021〕2号", TITLE), TITLE),
        (("柳泉镇人民政府文件", "2020年政府信息公开工作年度报告"), "2020年政府信息公开工作年度报告"),
        (("政府信息公开年报", TITLE, "发布时间：2021-01-22"), TITLE),
    ],
)
def test_headlines_over_several_lines(lines, title):
    assert title_of(report(*lines)) == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        (f"{TITLE}_青禾县人民政府", TITLE),
        (f"{TITLE}-政府信息公开年报-青禾县人民政府", TITLE),
        (f"青禾县人民政府 - 政府信息公开年报 - {TITLE}", TITLE),
        (f"{TITLE} | 青禾县", TITLE),
        (f"政府信息公开工作年度报告|{TITLE}|青禾县政府网", TITLE),
    ],
)
def test_the_site_is_cut_from_the_name_of_a_page(name, title):
    assert title_of(page("根据条例，编制本报告。", title=name)) == title


def test_the_printed_headline_goes_before_tags_that_say_no_more():
    made = page("柳泉镇 2020 年政府信息公开年报", tags={"articletitle": TITLE})
    assert title_of(made) == "柳泉镇2020年政府信息公开年报"


def test_a_tag_that_says_more_replaces_a_bare_headline():
    made = page("政府信息公开工作年度报告", tags={"articletitle": TITLE})
    assert title_of(made) == TITLE


def test_a_tag_of_another_year_does_not():
    made = page("2021年政府信息公开工作年度报告", tags={"articletitle": TITLE})
    assert title_of(made) == "2021年政府信息公开工作年度报告"


def test_the_property_of_a_word_file_may_be_last_years():
    made = document("2020年政府信息公开工作年度报告", *BODY, title="柳泉镇2019年政府信息公开工作年度报告")
    assert title_of(made) == "2020年政府信息公开工作年度报告"


def test_a_link_is_the_last_to_be_asked():
    made = report("根据条例，编制本报告。")
    assert title_of(made, TITLE) == TITLE
    assert title_of(made, "下载") is None
    assert title_of(report("柳泉镇2021年政府信息公开年报"), TITLE) == "柳泉镇2021年政府信息公开年报"


def test_other_documents_keep_their_names():
    made = page("各镇：", body=("请于1月20日前报送。",), tags={"articletitle": "关于做好年报编制工作的通知"})
    assert title_of(made) == "关于做好年报编制工作的通知"
    assert title_of(document("依申请公开指南", "请填写申请表。")) == "依申请公开指南"
    assert title_of(document("天气晴。")) is None
    assert title_of(page("天气晴。", title="青禾县人民政府门户网站")) is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2020年", [2020]),
        ("二〇二一年（2021年）", [2021, 2021]),
        ("1998年", []),
        ("2050年", []),
        ("20201月1日", []),
        ("编号20200131", []),
        ("2007年", []),
    ],
)
def test_years_are_those_of_reports(text, years):
    assert years_in(text) == years
