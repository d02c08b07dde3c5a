"""Texts and figures to digests: one for what reads the same on another page, another for what changes the sense."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.identity import content_sha256
from archive.record import Cell
from crawler.sample.county import BODIES, report
from crawler.sample.pdf_file import pdf
from pipelines.extract import extract
from tests.archive.made_up import record


def digest(text, **changes):
    return content_sha256(record(text=text, **changes))


@pytest.mark.parametrize(
    "same",
    [
        "全年公开信息12条。新收申请3件。",
        "全年公开\n信息12条。\r\n\r\n新收申请3件。\n",
        "全年公开信息 12 条。\t新收申请 3 件。",
        "全年公开信息１２条。新收申请３件。",
        "全年公開信息12條。新收申請3件。",
        "全年公开\u200b信息12条。新收申请3件。\ufeff",
        "全年公开信息12条。\n- 3 -\n新收申请3件。",
        "全年公开信息12条。\r\n-3-\r\n新收申请3件。",
        "全年公开信息12条。\n  — 13 —  \n新收申请3件。",
        "全年公开信息12条。\n– 3 –\n\n新收申请3件。\n– 4 –",
        "全年公开信息12条。\n第 3 页\n新收申请3件。",
        "第3页 共12页\n全年公开信息12条。\n第３页，共１２页\n新收申请3件。",
        "全年公开信息\n- 3 -\n12条。新收申请3件。",
    ],
)
def test_the_page_around_a_text_does_not_change_its_digest(same):
    assert digest(same) == digest("全年公开信息12条。新收申请3件。")


@pytest.mark.parametrize("mark", ["－ ３ －", "－3－", "―3―"])
def test_a_page_mark_in_full_width_does_not_change_the_digest(mark):
    assert digest(f"公开12条。\n{mark}\n新收3件。") == digest("公开12条。新收3件。")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公开12条", "公开13条"),
        ("公开12条", "公开12条。"),
        ("总计 1 11", "总计 11 1"),
        ("总计\t1\t11", "总计\t11\t1"),
        ("总计 1 11", "总计 111"),
        ("总计\n1\n11", "总计\n111"),
        ("增减 -1 2", "增减 -12"),
        ("金额 1.5 2", "金额 1.52"),
        ("金额 1 .5", "金额 1.5"),
        ("见第3页。", "见。"),
        ("目录见第3页\n结束", "目录见\n结束"),
        ("第1. 5件", "第1.5件"),
        ("同比-3-件", "同比件"),
        ("公开\n- 2024 -\n结束", "公开\n结束"),
        ("word doc", "worddoc"),
        ("开门", "关门"),
    ],
)
def test_what_changes_the_sense_changes_the_digest(one, other):
    assert digest(one) != digest(other)


@settings(deadline=None)
@given(st.lists(st.integers(0, 200), min_size=1, max_size=6), st.lists(st.integers(0, 200), min_size=1, max_size=6))
def test_rows_of_numbers_have_one_digest_exactly_when_they_are_equal(one, other):
    assume(one != other)
    row, same_row = "\t".join(map(str, one)), "\n ".join(map(str, one))
    assert digest(f"总计\t{row}\t件") == digest(f"总计 {same_row}\n件")
    assert digest(f"总计\t{row}\t件") != digest("总计\t{}\t件".format("\t".join(map(str, other))))


def test_a_record_without_text_is_told_by_its_figures_and_sections():
    cell = Cell("requests", "granted", "total", 1, "1", "number")
    bare = digest("", cells=(cell,), sections={"overview": "公开"})
    assert bare == digest(" \n- 1 -\n", cells=(cell,), sections={"overview": "公开"})
    assert bare != digest("", cells=(replace(cell, value=2),), sections={"overview": "公开"})
    assert bare != digest("", cells=(cell,), sections={"overview": "不公开"})


def test_where_there_is_text_only_the_text_is_digested():
    assert digest("公开12条", title="甲", year=2019) == digest("公开12条", title="乙", year=2024)


PAGE_HEAD = (
    '<html><head><meta charset="{charset}"><title>青桐县白鹭镇2024年政府信息公开工作年度报告</title></head><body>'
)
TOLD = (
    "<p>一、总体情况</p><p>白鹭镇全年主动公开信息482条，受理申请3件，按期答复。联系电话：0999-6213145。</p>"
    "<p>二、主动公开政府信息情况</p><p>制发规范性文件2件，废止1件。</p><p>三、收到和处理政府信息公开申请情况</p><p>新收申请3件，予以公开3件。</p>"
    "<p>四、政府信息公开行政复议、行政诉讼情况</p><p>没有发生行政复议和行政诉讼。</p><p>五、存在的主要问题及改进情况</p><p>人员不足，已加强培训。</p>"
    "<p>六、其他需要报告的事项</p><p>无。</p><p>白鹭镇人民政府</p><p>2025年1月12日</p>"
)


def of_page(body=TOLD, *, above="", below="", charset="utf-8", heading=""):
    """What is compared of a report that was read from a page, with what the site puts around and into its box."""
    page = (
        f"{PAGE_HEAD.format(charset=charset)}<h1>青桐县白鹭镇2024年政府信息公开工作年度报告{heading}</h1>{above}"
        f'<div id="zoom">{above}{body}{below}</div>{below}</body></html>'
    )
    (found,) = extract(page.encode(charset), file="a.html", url="http://example.cn/a.html")
    assert found.verdict == "report"
    return content_sha256(found)


@pytest.fixture(scope="module")
def plain():
    return of_page()


@pytest.mark.parametrize(
    ("above", "below"),
    [
        # a counter between the title and the text, filled by the server
        ("<p>浏览次数：<span id='hits'>123</span></p>", ""),
        # the same before its script has run
        ("<p>浏览次数：<span id='hits'></span></p>", ""),
        ("<div>【字体：<a href='#'>大</a> <a href='#'>中</a> <a href='#'>小</a>】【打印】</div>", ""),
        ("<p>今天是2025年1月3日 星期五</p>", ""),
        # a print view
        ("<p>打印时间：2025-01-03 10:22:01</p>", "<p>[打印本页] [关闭窗口]</p>"),
        ("", "<p>上一篇：<a href='b.html'>石桥镇年报</a></p><p>下一篇：没有了</p>"),
        ("", "<p>编辑：张三</p><div style='display:none'>t=1735870000</div>"),
        ("", "<p>相关信息</p><ul><li><a href='c.html'>白鹭镇2023年政府信息公开工作年度报告</a></li></ul>"),
    ],
)
def test_what_a_site_puts_into_the_box_of_a_report_is_no_change(above, below, plain):
    assert of_page(above=above, below=below) == plain


def test_a_clock_inside_the_box_of_the_heading_is_no_change():
    nights = ("2025年1月3日 星期五", "2025年1月4日 星期六")
    assert len({of_page(heading=f"<span>今天是{night}</span>") for night in nights}) == 1


@pytest.mark.parametrize(
    "same",
    [
        TOLD.replace("<p>", "<P class=MsoNormal style='line-height:28pt'>"),
        TOLD.replace("</p>", "\r\n\r\n"),
        TOLD.replace("482", "<span lang=EN-US>4</span><span lang=EN-US>82</span>"),
        TOLD.replace("482", "４８２").replace("，", ",").replace("：", ":"),
        TOLD.replace("<p>白鹭镇全年", "<p>&nbsp;&nbsp;　　白鹭镇 全年"),
        TOLD.replace("公开", "<b>公开</b>"),
    ],
)
def test_other_markup_of_the_same_words_is_no_change(same, plain):
    assert of_page(same) == plain


@pytest.mark.parametrize("charset", ["gb18030", "gbk", "utf-8-sig"])
def test_another_charset_is_no_change(charset, plain):
    assert of_page(charset=charset) == plain


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("482条", "483条"),
        ("新收申请3件", "新收申请4件"),
        ("2025年1月12日", "2025年1月13日"),
        ("0999-6213145", "0999-6213146"),
        ("没有发生", "发生"),
        ("人员不足，", ""),
        ("<p>无。</p>", ""),
        ("<p>白鹭镇人民政府</p>", "<p>白鹭镇党政办公室</p>"),
    ],
)
def test_an_edit_of_the_text_is_a_change_whatever_stands_around_it(said, instead, plain):
    assert said in TOLD
    edited = TOLD.replace(said, instead)
    assert of_page(edited) != plain
    assert of_page(edited, above="<p>浏览次数：7</p>") != of_page(above="<p>浏览次数：8</p>")


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 99999), st.integers(0, 99999), st.integers(0, 10**7), st.integers(0, 10**7))
def test_figures_count_and_counters_do_not(one, other, tonight, tomorrow):
    def on_page(figure, visits):
        return digest(f"全年公开信息{figure}条。\n浏览次数：{visits}\n新收申请3件。")

    assert on_page(one, tonight) == on_page(one, tomorrow)
    assert (on_page(one, tonight) == on_page(other, tomorrow)) == (one == other)


def test_in_a_file_there_is_no_noise():
    # a page counts its visits, a PDF or a Word file does not: there the words are the report's
    source = replace(record().source, reader="pdf")
    assert digest("公开12条。\n浏览次数：1", source=source) != digest("公开12条。\n浏览次数：2", source=source)


def test_a_pdf_made_anew_is_no_change():
    # the program that prints it writes the day of printing, and an id of its own
    printed = pdf(report(BODIES[2], 2024))
    again = printed.replace(b"trailer\n<<", b"trailer\n<< /ID [<0123> <4567>]", 1) + b"% printed on 2025-01-04\n"
    assert again != printed
    one, other = (extract(data, file="a.pdf")[0] for data in (printed, again))
    assert one.verdict == "report"
    assert content_sha256(one) == content_sha256(other)
