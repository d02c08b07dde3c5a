"""Reports as pages that hold no form: of the years before 2019, with tables as pictures, or only a link to a file."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from tests.golden.make.case import Case, of_html
from tests.golden.make.catalogue.html_layouts import boxed, published
from tests.golden.make.html_article import article, simple_line, untitled_line
from tests.golden.make.html_tables import plain, word
from tests.golden.make.pages import box_table, facts, page
from tests.golden.make.printed import Box, Line, Table, blocks
from tests.golden.make.report import Body, Report, Section
from tests.golden.make.story import date_written

OLD_PROSE = (
    ("一、概述", ("{year}年，{short}把乡邻关心的田亩、道路、学位和救助安排写成告示张贴，并录入网站。",)),
    (
        "二、主动公开政府信息情况",
        ("全年主动公开政府信息{a}条，其中机构类{b}条，政策类{c}条。", "公开栏更换{b}期，广播播送{c}次。"),
    ),
    ("三、依申请公开政府信息情况", ("全年受理申请{c}件，均在期限内答复，其中同意公开{b}件。",)),
    ("四、行政复议、诉讼和申诉情况", ("{year}年没有因政府信息公开被申请复议或者被起诉的情形。",)),
    ("五、收费及减免情况", ("未向申请人收取任何费用。",)),
    ("六、存在的主要问题及改进措施", ("有的信息上网慢，明年起约定三日内上网。",)),
)
STATISTICS = (
    ("一、主动公开情况", "——", ""),
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "417"),
    ("其中：主动公开规范性文件数", "条", "23"),
    ("制发规范性文件总数", "件", "25"),
    ("1.政府公报公开政府信息数", "条", "0"),
    ("2.政府网站公开政府信息数", "条", "388"),
    ("3.政务微博公开政府信息数", "条", "12"),
    ("4.政务微信公开政府信息数", "条", "96"),
    ("二、回应解读情况", "——", ""),
    ("（一）回应公众关注热点或重大舆情数", "次", "7"),
    ("三、依申请公开情况", "——", ""),
    ("（一）收到申请数", "件", "31"),
    ("1.当面申请数", "件", "4"),
    ("2.传真申请数", "件", "1"),
    ("3.网络申请数", "件", "21"),
    ("4.信函申请数", "件", "5"),
    ("（二）申请办结数", "件", "30"),
    ("（三）申请答复数", "件", "30"),
    ("5.不同意公开答复数", "件", "2"),
    ("四、行政复议数量", "件", "3"),
    ("（一）维持具体行政行为数", "件", "2"),
    ("（二）被依法纠错数", "件", "1"),
    ("五、行政诉讼数量", "件", "0"),
    ("六、举报投诉数量", "件", "0"),
    ("七、依申请公开信息收取的费用", "万元", "0"),
    ("八、机构建设和保障经费情况", "——", ""),
    ("（一）政府信息公开工作专门机构数", "个", "1"),
    ("九、政府信息公开会议和培训情况", "——", ""),
)


def old_report(who: str | Body, year: int, seed: int, **changes) -> Report:
    """A report of the years when there was no form: six short parts in prose."""
    made = published(who, year, seed, forms={}, figures={}, form="free_form")
    words = {"year": year, "short": made.body.short, "a": 120 + seed, "b": 17 + seed % 9, "c": 3 + seed % 5}
    parts = tuple(Section(heading, tuple(text.format(**words) for text in texts)) for heading, texts in OLD_PROSE)
    return replace(made, **{"sections": parts, **changes})


def statistics_table() -> Table:
    head = tuple(Box(text, role="head") for text in ("统计指标", "单位", "统计数"))
    rows = ((Box(name), Box(unit), Box(value, role="value")) for name, unit, value in STATISTICS)
    return Table("statistics", (head, *rows), 3, heads=1)


def cases() -> Iterator[Case]:
    yield from _before_2019()
    yield from _pictures()
    yield from _only_files()


def _before_2019() -> Iterator[Case]:
    made = old_report("liuquan", 2012, 401)
    yield of_html("html-old-prose", made, page("aspx", made, article(blocks(made), line=untitled_line)))
    made = old_report("jiugao", 2017, 402, title=("嵩县九皋镇人民政府2017年政府信息公开年度报告",))
    yield of_html("html-old-prose-2017", made, page("vsb", made, article(blocks(made), line=untitled_line)))
    first = old_report("youxi", 2008, 403, period=("2008-05-01", "2008-12-31"))
    intro = first.intro[0].replace("2008年1月1日", "2008年5月1日").replace("2008 年 1 月 1 日", "2008 年 5 月 1 日")
    first = replace(first, intro=(intro,))
    case = of_html("html-old-first-year", first, page("trs", first, article(blocks(first), line=untitled_line)))
    case.expected["period"] = {"start": "2008-05-01", "end": "2008-12-31"}
    yield case
    for year, who, seed, style, render in (
        (2015, "banshu", 404, "lonsun", plain),
        (2018, "songxian_office", 405, "trs", word),
    ):
        made = old_report(who, year, seed, form="stat_2014")
        body = article(
            [*blocks(made), Line("附件：政府信息公开情况统计表", "text"), statistics_table()], render, untitled_line
        )
        yield of_html(f"html-old-statistics-{year}", made, page(style, made, body))
    made = old_report("nanxi", 2014, 406, form="free_form", written=date_written(2015, 3, 9))
    short = replace(made, sections=tuple(Section("", section.paragraphs) for section in made.sections[:5]))
    body = article([block for block in blocks(short) if not isinstance(block, Line) or block.text], line=untitled_line)
    yield of_html("html-old-five-paragraphs", short, page("hanweb", short, body))


def _pictures() -> Iterator[Case]:
    made = published("foziling", 2021, 411, form="tables_absent", figures={})

    def picture(table: Table) -> str:
        return f'<p align="center"><img src="./W0202201{len(table.rows)}.png" alt="表格" width="600"></p>'

    body = article(blocks(replace(made, figures=published("foziling", 2021, 411).figures)), picture, untitled_line)
    yield of_html("html-tables-as-pictures", made, page("trs", made, body))
    title = ("旌德县版书镇2022年政府信息公开工作年度报告（图片版）",)
    made = published(
        "banshu",
        2022,
        412,
        title=title,
        figures={},
        intro=(),
        sections=(),
        signature=(),
        written=None,
        index_number=None,
    )
    made = replace(
        made,
        contact=type(made.contact)(),
        period=None,
        leave=frozenset({"title", "form"}),
        verdict=("report", "not_report"),
    )
    pictures = "".join(f'<p><img src="/images/2023/nb_{n}.jpg"></p>' for n in range(1, 8))
    case = of_html("html-all-pictures", made, page("ucap", made, pictures))
    yield _only(case, "verdict", "cells")


def _only_files() -> Iterator[Case]:
    """Pages that only lead to the report; whether the page itself counts as one is left open, figures it has none."""
    made = published("jiugao", 2022, 421, figures={}, contact=4, verdict=("report", "not_report"))
    title = escape("".join(made.title))
    wrappers = (
        ("attached-pdf", "trs", f'<p>附件：<a href="./P020230116398.pdf">{title}.pdf</a></p>', "P020230116398.pdf"),
        ("attached-docx", "vsb", f'<p>详见附件</p><ul><li>附件【<a href="/system/_content/download.jsp?wbfileid=2233">{title}.docx</a>】</li></ul>', "download.jsp?wbfileid=2233"),
        ("viewer", "ucap", '<iframe src="/pdf/web/viewer.html?file=%2Ffiles%2F2023%2Fnb2022.pdf#page=1" width="100%" height="900"></iframe>', "nb2022.pdf"),
        ("embedded", "hanweb", '<object data="/attach/-1/2301161.pdf" type="application/pdf"></object>', "2301161.pdf"),
    )  # fmt: skip
    for name, style, body, end in wrappers:
        case = of_html(
            f"html-wrapper-{name}", made, page(style, made, body, box=box_table(facts(made))), attachments=[end]
        )
        yield _only(case, "verdict", "cells", "attachments")
    made = boxed("xinglin", 2023, 422)
    body = (
        article([*blocks(made)], line=simple_line)
        + '<p>附件：<a href="../files/nb2023.docx">沐溪县杏林乡2023年报告.docx</a></p>'
    )
    made = replace(made, attachments=("files/nb2023.docx",))
    yield of_html("html-report-and-file", made, page("trs", made, body, box=box_table(facts(made))))


def _only(case: Case, *names: str) -> Case:
    kept = {name: value for name, value in case.expected.items() if name in names}
    return replace(case, expected=kept)
