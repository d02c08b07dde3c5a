"""Reports as plain pages whose forms are hard: two forms mixed, two sets of tables, labels with slips, moved columns."""

from collections.abc import Iterator
from dataclasses import replace

from tests.golden.make.case import Case, of_html
from tests.golden.make.catalogue.html_figures import on_page
from tests.golden.make.catalogue.html_layouts import boxed, published, with_tables
from tests.golden.make.figures import changed, columns, dense, keys
from tests.golden.make.html_article import article, simple_line, untitled_line
from tests.golden.make.html_tables import plain
from tests.golden.make.pages import page
from tests.golden.make.printed import Box, Line, Table, blocks
from tests.golden.make.report import Figure
from tests.golden.make.shapes import map_text
from tests.golden.make.story import FORM_2019, FORM_2021, one_form


def cases() -> Iterator[Case]:
    yield from _mixed()
    yield from _labels()


def _mixed() -> Iterator[Case]:
    for seed, forms in (
        (141, {"proactive": FORM_2021, "requests": FORM_2019, "review_litigation": FORM_2021}),
        (142, {"proactive": FORM_2019, "requests": FORM_2021, "review_litigation": FORM_2019}),
    ):
        made = boxed("jiugao", 2021 + seed % 2, seed, forms=forms, leave=frozenset({"form"}))
        yield on_page(f"html-mixed-{forms['proactive'][:4]}-and-{forms['requests'][:4]}", made, seed)
    made = boxed("banshu", 2020, 143, forms=one_form(FORM_2021))
    yield on_page("html-new-form-in-old-year", made, 143)
    made = boxed("banshu", 2023, 144, forms=one_form(FORM_2019))
    yield on_page("html-old-form-in-new-year", made, 144)
    made = published("sanming", 2022, 145)
    own = replace(made, figures=dense(dict(made.forms), 146))

    def both(table: Table) -> list[Line | Table]:
        second = next(block for block in blocks(own) if isinstance(block, Table) and block.name == table.name)
        return [Line("（一）全市汇总情况", "text"), table, Line("（二）市本级（市政府办公室）情况", "text"), second]

    body = article(with_tables(made, both), line=untitled_line)
    yield of_html("html-two-sets", made, page("ucap", made, body))
    made = boxed("youxi", 2021, 147)
    prose = (
        "2021年全县新收申请4321件，上年结转17件；2020年全县新收申请2987件，予以公开1205件，不予公开88件。",
        "上一年度行政许可处理决定数量为5555件，行政处罚3333件，本年分别为详见下表所列。",
    )
    first = replace(made.sections[0], paragraphs=(*prose, *made.sections[0].paragraphs))
    yield on_page("html-last-year-in-prose", replace(made, sections=(first, *made.sections[1:])), 147)


def _labels() -> Iterator[Case]:
    typos = {
        "第二十条第（一）项": "第二十一条第(一)项",
        "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开数量",
        "三、本年度办理结果": "三、本 年度 办理 结案",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "(二) 部分公开(区分处理的只计这一情形, 不计其他情形)",
        "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
        "3.危及“三安全一稳定”": "3．危及三安全和一稳定",
        "7.属于行政执法案卷": "⑦属于行政执法案件",
        "8.属于行政查询事项": "8、 属于行政查询案件",
        "社会公益组织": "社会组织",
        "四、结转下年度继续办理": "四、结转下一年度继续办理",
        "其他对外管理服务事项": "其它对外管理服务事项",
        "对外公开总数量": "对外公开总数",
        "（六）其他处理": "（六）其它处理",
    }
    made = boxed("xinglin", 2020, 151)
    yield on_page("html-labels-with-slips", replace(made, relabel=typos), 151)
    short = {
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期不缴费",
        "行政规范性文件": "规范性文件",
        "本年收费金额（单位：万元）": "本年收费金额（单位：万元，保留4位小数）",
        "二、上年结转政府信息公开申请数量": "二、上年度转结政府信息公开申请数量",
        "（七）总计": "（七）合计",
    }
    made = boxed("liuquan", 2022, 152)
    yield on_page("html-labels-shortened", replace(made, relabel=short), 152)
    made = published("banshu", 2020, 153)
    wide = with_tables(made, lambda table: [map_text(table, " ".join)])
    yield of_html("html-labels-with-blanks", made, page("trs", made, article(wide, line=untitled_line)))
    made = boxed("jiugao", 2019, 154)
    alike = {"本年新制作数量": "本年新", "本年新公开数量": "本年新"}
    yield on_page("html-heads-cut-alike", replace(made, relabel=alike), 154)
    yield _total_first()
    yield _column_gone()


def _total_first() -> Case:
    """总计 stands before 自然人, and all labels say so."""
    made = published("nanxi", 2022, 155)

    def turned(table: Table) -> list[Table]:
        if table.name != "requests":
            return [table]
        note, above = table.rows[0]
        people, organisations, total = table.rows[1]
        kept = [(note, above), (total, people, organisations), table.rows[2]]
        return [replace(table, rows=(*kept, *((*row[:-7], row[-1], *row[-7:-1]) for row in table.rows[3:])))]

    body = article(with_tables(made, turned), line=untitled_line)
    return of_html("html-total-first", made, page("ucap", made, body))


def _column_gone() -> Case:
    """The column 科研机构 is not printed, so that six values stand in a row, and the totals count what was left out."""
    made = published("hongguo", 2021, 156)
    at = columns(FORM_2021, "requests").index("org_research")
    none = Figure("", None, "row_absent")
    gone = {key: none for key in keys(FORM_2021, "requests") if key[2] == "org_research"}
    made = replace(made, figures=changed(made.figures, gone))

    def narrower(table: Table) -> list[Table]:
        if table.name != "requests":
            return [table]
        first = (table.rows[0][0], Box("申请人情况", 1, 6, "head"))
        second = (table.rows[1][0], Box("法人或其他组织", 1, 4, "head"), table.rows[1][2])
        third = tuple(box for box in table.rows[2] if box.text != "科研机构")
        rest = ((*row[: at - 7], *row[at - 6 :]) for row in table.rows[3:])
        return [replace(table, rows=(first, second, third, *rest), width=9)]

    body = article(with_tables(made, narrower), plain, simple_line)
    case = of_html("html-column-gone", made, page("gkmlpt", made, body))
    for cell in case.expected["cells"]:
        if cell[2] == "org_research":
            cell[4] = None  # whether the status is blank or absent is a matter of taste
    return case
