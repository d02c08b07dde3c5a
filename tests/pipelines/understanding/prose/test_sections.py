"""Documents to sections: headings of every kind, and what only looks like one. All texts are made up."""

from pathlib import Path

import pytest

from pipelines.document import Document, Grid, GridCell, Paragraph
from pipelines.understanding.prose.sections import split

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
SIX = ("overview", "proactive", "requests", "review_litigation", "problems", "other")
OFFICIAL = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
NUMBERED = tuple(f"{number}、{name}" for number, name in zip("一二三四五六", OFFICIAL, strict=True))
INTRODUCTION = (
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况等组成。"
)


def text(*lines: str) -> Document:
    return Document("txt", tuple(map(Paragraph, lines)))


def grid(*rows: str) -> Grid:
    return Grid(tuple(GridCell(cell, r, c) for r, row in enumerate(rows) for c, cell in enumerate(row.split("|"))))


def with_prose(headings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for number, head in enumerate(headings) for line in (head, f"第{number}段，我镇工作有序开展。"))


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("一、总体情况。2020年，我镇公开信息。", "2020年，我镇公开信息。"),
        ("一、总体情况　我镇公开信息。", "我镇公开信息。"),
        ("一、总体情况2020年，我镇公开信息。", "2020年，我镇公开信息。"),
        ("一、总体情况（一）主动公开。我镇公开信息。", "（一）主动公开。我镇公开信息。"),
        ("总体情况：我镇公开信息。", "我镇公开信息。"),
        ("第一部分：总体情况，我镇公开信息。", "我镇公开信息。"),
    ],
)
def test_prose_that_runs_on(line, rest):
    assert split(text(line)).texts == {"overview": rest}


@pytest.mark.parametrize(
    "headings",
    [
        NUMBERED,
        OFFICIAL,
        tuple(f"## {name}" for name in NUMBERED),
        tuple(f"{number}、{name}" for number, name in zip("一二二四五五", OFFICIAL, strict=True)),
        tuple(f"{number}.{name}" for number, name in enumerate(OFFICIAL, 1)),
        tuple(f"({number}){name}" for number, name in zip("一二三四五六", OFFICIAL, strict=True)),
        tuple(f"第{number}部分 {name}" for number, name in zip("一二三四五六", OFFICIAL, strict=True)),
        (NUMBERED[0], *OFFICIAL[1:3], *NUMBERED[3:]),
    ],
)
def test_six_sections(headings):
    sections = split(text("柳泉镇2020年政府信息公开工作年度报告", INTRODUCTION, *with_prose(headings)))
    assert sections.found == SIX
    assert sections.preamble == f"柳泉镇2020年政府信息公开工作年度报告\n{INTRODUCTION}"
    assert list(sections.texts.values()) == [f"第{number}段，我镇工作有序开展。" for number in range(6)]


def test_traditional_characters():
    sections = split(text("一、總體情況", "我鎮公開信息。", "五、存在的主要問題及改進情況", "人員不足。"))
    assert sections.texts == {"overview": "我鎮公開信息。", "problems": "人員不足。"}


def test_sub_headings_stay_in_their_section():
    parts = ("（一）主动公开", "公开信息12条。", "（二）依申请公开", "收到申请2件。", "（三）监督保障", "加强考核。")
    sections = split(text(NUMBERED[0], *parts, *NUMBERED[1:3], NUMBERED[4], "人员不足。"))
    assert sections.texts == {"overview": "\n".join(parts), "problems": "人员不足。"}
    assert sections.found == ("overview", "proactive", "requests", "problems")


def test_sub_headings_that_lost_their_numbers_stay_too():
    sections = split(text("总体情况", "主动公开", "公开12条。", "依申请公开", "收到2件。", *with_prose(OFFICIAL[1:])))
    assert sections.texts["overview"] == "主动公开\n公开12条。\n依申请公开\n收到2件。"


@pytest.mark.parametrize("dots", ["", "……1", "\t1"])
def test_a_list_of_contents_is_no_section(dots):
    contents = [head + dots for head in NUMBERED]
    sections = split(text("柳泉镇年报", "目录", *contents, *with_prose(NUMBERED)))
    assert sections.preamble.startswith("柳泉镇年报\n目录\n一、总体情况")
    assert sections.texts["other"] == "第5段，我镇工作有序开展。"


def test_headings_without_any_text_between_count_where_tables_are_pictures():
    assert split(text(NUMBERED[0], "我镇公开信息。", *NUMBERED[1:5], "人员不足。")).found == SIX[:5]


def test_old_reports():
    sections = split(
        text(
            "一、概述",
            "成立领导小组。",
            "二、主动公开情况",
            "公开12条。",
            "三、依申请公开情况",
            "没有收到。",
            "四、咨询情况",
            "接待3人。",
            "五、收费及减免情况",
            "没有收费。",
            "六、重点领域公开情况",
            "公开了预算。",
            "七、存在的问题",
            "公开不够。",
            "八、改进措施",
            "加强培训。",
        )
    )
    assert sections.found == ("overview", "proactive", "requests", "consultation", "fees", "problems")
    assert sections.texts["fees"] == "没有收费。"
    assert sections.texts["other"] == "六、重点领域公开情况\n公开了预算。"
    assert sections.texts["problems"] == "公开不够。\n加强培训。"


def test_an_unknown_first_chapter_is_the_overview():
    sections = split(
        text("一、组织机构与制度", "成立领导小组。", "二、主动公开情况", "公开12条。", "三、依申请公开情况")
    )
    assert sections.texts["overview"] == "一、组织机构与制度\n成立领导小组。"
    assert sections.found == ("proactive", "requests")


def test_rows_of_a_flattened_table_are_no_prose():
    rows = ["第二十条第（一）项", "信息内容", "本年新制作数量", "规章", "0", "0", "其他对外管理", "服务事项", "/", "无"]
    requests = [
        "一、本年新收政府信息公开申请数量",
        "0",
        "三、本年度办理结果",
        "（三）",
        "不予公开",
        "1.属于国家秘密 0 0 0",
    ]
    sections = split(
        text(
            NUMBERED[1],
            "公开情况见下表。",
            *rows,
            NUMBERED[2],
            *requests,
            "四、结转下年度继续办理",
            "0",
            NUMBERED[5],
            "无",
        )
    )
    assert sections.texts == {"proactive": "公开情况见下表。", "other": "无"}
    assert sections.found == ("proactive", "requests", "other")


def test_a_word_of_the_form_may_head_prose():
    lines = ("行政许可", "全年办理许可31件，均按时公开。")
    assert split(text(NUMBERED[0], *lines)).texts["overview"] == "\n".join(lines)


def test_tables_are_told_to_lie_under_their_heading():
    document = Document(
        "html",
        (Paragraph(NUMBERED[1]), grid("规章|0|0|0", "行政许可|3"), Paragraph(NUMBERED[4]), Paragraph("人员不足。")),
    )
    sections = split(document)
    assert (sections.at(1), sections.at(3), split(text("无标题")).at(0)) == ("proactive", "problems", None)
    assert sections.texts == {"problems": "人员不足。"}


def test_one_table_around_everything():
    document = Document(
        "html",
        (
            grid(
                "柳泉镇2020年政府信息公开工作年度报告",
                NUMBERED[0],
                "2020年，我镇主动公开政府信息12条，没有收到申请。",
                NUMBERED[1],
                "信息内容|本年制发件数",
                "规章|0",
                NUMBERED[2],
                "本年新收政府信息公开申请数量|0",
                f"{NUMBERED[4]}\n一是人员不足，二是更新较慢。\n{NUMBERED[5]}\n无。",
            ),
        ),
    )
    sections = split(document)
    assert sections.found == ("overview", "proactive", "requests", "problems", "other")
    assert sections.texts == {
        "overview": "2020年，我镇主动公开政府信息12条，没有收到申请。",
        "problems": "一是人员不足，二是更新较慢。",
        "other": "无。",
    }
    assert (sections.at(0, row=5), sections.at(0, row=7)) == ("proactive", "requests")


def test_headings_on_the_left_of_their_text():
    document = Document("docx", (grid("总体\n情况|2020年，我镇主动公开政府信息12条，没有收到申请。"),))
    assert split(document).texts == {"overview": "2020年，我镇主动公开政府信息12条，没有收到申请。"}


def test_several_sections_in_one_line():
    line = "".join(f"{head} {'我镇主动公开政府信息，工作有序开展。' * 5}" for head in NUMBERED)
    sections = split(text(line))
    assert sections.found == SIX
    assert set(sections.texts.values()) == {"我镇主动公开政府信息，工作有序开展。" * 5}


@pytest.mark.parametrize(
    "closing",
    [
        ("青禾县柳泉镇人民政府", "2021年1月15日"),
        ("2021. 1. 15",),
        ("柳泉镇党政综合办公室", "2021年1月15日印发"),
        ("附件：统计表", "柳泉镇人民政府", "二〇二一年一月十五日"),
        ("柳泉镇", "2021-01-15", "【打印】", "上一篇：没有了", "责任编辑：办公室"),
        ("（此件公开发布）",),
    ],
)
def test_what_closes_a_report(closing):
    sections = split(text(NUMBERED[0], "我镇公开信息。", NUMBERED[5], "无。", *closing))
    assert (sections.texts["other"], sections.closing) == ("无。", "\n".join(closing))


def test_page_numbers_are_no_prose():
    assert split(text(NUMBERED[0], "我镇公开", "— 3 —", "信息。", "4")).texts["overview"] == "我镇公开\n信息。"


def test_no_headings_leave_all_before_them():
    sections = split(text("我镇公开信息12条。", "没有收到申请。", "柳泉镇人民政府", "2013年1月5日"))
    assert (sections.preamble, sections.closing) == (
        "我镇公开信息12条。\n没有收到申请。",
        "柳泉镇人民政府\n2013年1月5日",
    )
    assert (sections.texts, sections.found, sections.headings) == ({}, (), ())


def test_nothing():
    assert split(Document("html", ())).preamble == ""


@pytest.mark.skipif(not SEEDS.exists(), reason="the five real reports are not here")
def test_real_reports():
    reader = pytest.importorskip("pipelines.reading.plain.text")
    found = {path.name[:3]: split(reader.read(path.read_bytes())).found for path in SEEDS.glob("0*.txt")}
    assert found == {
        **dict.fromkeys(("000", "001", "002", "003"), SIX),
        "004": tuple(key for key in SIX if key != "review_litigation"),
    }
