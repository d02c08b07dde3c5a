"""Reports as plain text files: what programs that turn documents into text have left of them."""

from collections.abc import Iterator
from dataclasses import replace

from tests.golden.make import text as shapes
from tests.golden.make.case import Case, of_report
from tests.golden.make.catalogue.html_old import old_report
from tests.golden.make.figures import absent_rows, absent_table, changed, dense, request_row, rows
from tests.golden.make.html_article import article
from tests.golden.make.printed import Block, Line, Table, blocks
from tests.golden.make.report import Contact, Report, Stated, blank, number
from tests.golden.make.shapes import cut, with_sequence, without_last
from tests.golden.make.story import FORM_2019, FORM_2021, report


def _case(name: str, made: Report, write: shapes.Write, encoding: str = "utf-8", between: str = "\n\n") -> Case:
    return of_report(f"txt-{name}.txt", made, lambda: shapes.text(blocks(made), write, between).encode(encoding))


def cases() -> Iterator[Case]:
    yield _case("tabs", report("banshu", 2022, 501), shapes.tabs)
    yield _case("tabs-2019-form", report("jiugao", 2020, 502), shapes.tabs, between="\n")
    yield _case("ragged-tabs", report("nanxi", 2019, 503), shapes.ragged_tabs)
    yield _case("cell-a-line", report("foziling", 2021, 504), shapes.cell_a_line)
    yield _case("cell-a-line-2019-form", report("liuquan", 2020, 505), shapes.cell_a_line, between="\n　　")
    yield _case("markdown", report("hongguo", 2023, 506), shapes.pipes)
    yield _case("bars", report("xinglin", 2022, 507), shapes.bars)
    yield _case("spaced-columns", report("daliuzhen", 2021, 508), shapes.spaced)
    yield _case("value-a-line", report("gaoliban", 2022, 509), shapes.value_a_line, between="\n")
    yield _case("values-below-labels", report("banshu", 2020, 510), shapes.values_below)
    yield _case("drawn-lines", report("songxian_office", 2019, 511), shapes.drawn)
    yield _case("commas", report("muxi_education", 2022, 512), shapes.commas)
    yield _case("gbk", report("hushan", 2021, 513), shapes.tabs, "gb18030")
    yield _case("utf-16", report("jinshui", 2022, 514), shapes.tabs, "utf-16")
    yield _case("row-a-line", report("foziling", 2022, 515), shapes.row_a_line)
    yield _case("row-a-line-2019-form", report("xinglin", 2020, 516), shapes.row_a_line, between="\n")
    yield from _torn()
    yield from _more_traps()
    yield from _marked()
    yield from _facts()


def _torn() -> Iterator[Case]:
    def two_pages(table: Table) -> str:
        if table.name != "requests":
            return shapes.tabs(table)
        first, second = cut(table, 13)
        return f"{shapes.tabs(first)}\n\n— 3 —\n\n\f{shapes.ragged_tabs(second)}"

    yield _case("torn-by-page", report("banshu", 2021, 521), two_pages)
    made = report("liuquan", 2020, 522)
    figures = absent_table(absent_rows(made.figures, "requests", rows(FORM_2019, "requests")[11:]), "review_litigation")
    kept = (*made.sections[:3], *made.sections[4:])
    yield _case("end-of-tables-lost", replace(made, figures=figures, sections=kept), shapes.tabs)
    made = report("jiugao", 2022, 523)
    gaps = [key for index, key in enumerate(made.figures) if index % 6 == 4]
    yield _case(
        "blanks-in-tabs", replace(made, figures=changed(made.figures, dict.fromkeys(gaps, blank()))), shapes.tabs
    )


def _more_traps() -> Iterator[Case]:
    made = report("hongguo", 2022, 551)
    numbered = [with_sequence(block) if _is_requests(block) else block for block in blocks(made)]
    yield of_report("txt-sequence-column.txt", made, lambda: shapes.text(numbered, shapes.tabs).encode())
    second = report("banshu", 2021, 552)
    figures = changed(second.figures, dict.fromkeys(request_row(FORM_2021, "carried_in"), blank()))
    second = replace(
        second,
        figures=figures,
        open_rows=frozenset({("requests", "carried_in")}),
        leave=frozenset({"violated"}),
    )
    label = "二、上年结转政府信息公开申请数量"
    shorter = [
        without_last(block, label) if _is_requests(block) else block for block in blocks(_counted(second, label))
    ]
    yield of_report("txt-row-one-short.txt", second, lambda: shapes.text(shorter, shapes.ragged_tabs).encode())
    city = report("sanming", 2023, 553)
    own = [block for block in blocks(replace(city, figures=dense(dict(city.forms), 554))) if isinstance(block, Table)]
    more = [*blocks(city), Line("附：三明市人民政府办公室（本级）情况", "text"), *own]
    yield of_report("txt-two-sets.txt", city, lambda: shapes.text(more, shapes.tabs).encode())
    page = report("nanxi", 2022, 555)
    source = f"<html><body>{article(blocks(page))}</body></html>"
    yield of_report("txt-source-of-a-page.txt", page, source.encode)
    wide = report("liuquan", 2020, 556, leave=frozenset({"title", "contact"}))
    table = str.maketrans("0123456789()", "０１２３４５６７８９（）")
    written = shapes.text(blocks(wide), shapes.tabs).translate(table)
    yield of_report("txt-wide-digits.txt", wide, written.encode)


def _is_requests(block: Block) -> bool:
    return isinstance(block, Table) and block.name == "requests"


def _counted(made: Report, label: str) -> Report:
    """The report with figures again in the row of that label, which the expectation leaves open."""
    row = {"二、上年结转政府信息公开申请数量": "carried_in"}[label]
    figures = {key: number(index + 3) for index, key in enumerate(request_row(FORM_2021, row))}
    return replace(made, figures=changed(made.figures, figures))


def _marked() -> Iterator[Case]:
    made = report("nanxi", 2022, 531)

    def marked(block: Block) -> Block:
        if isinstance(block, Table):
            return block
        mark = {"title": "# {}", "heading": "## **{}**", "text": "- {}", "intro": "[bookmark: _GoBack]{}"}
        return replace(block, text=mark.get(block.role, "{}").format(block.text))

    written = shapes.text(map(marked, blocks(made)), shapes.tabs)
    yield of_report("txt-heading-marks.txt", made, written.encode)
    made = report("foziling", 2020, 532)
    ruled = shapes.text(blocks(made), shapes.tabs).replace("\n", "\r\n").replace("年", " 年 ").replace("月", " 月 ")
    yield of_report("txt-blanks-around-digits.txt", replace(made, leave=frozenset({"title"})), ruled.encode)
    made = report("hongguo", 2021, 533)
    slips = (
        ("危及", "危反"),
        ("行政执法案卷", "行政执法案巻"),
        ("申请", "申清"),
        ("结转", "结輊"),
        ("商业企业", "商业企亚"),
    )
    misread = shapes.text(blocks(made), shapes.tabs)
    for right, wrong in slips:
        misread = misread.replace(right, wrong)
    case = of_report("txt-misread-labels.txt", made, misread.encode)
    yield case


def _facts() -> Iterator[Case]:
    made = report("liuquan", 2022, 541, title=(), leave=frozenset({"title"}))
    yield _case("no-title", made, shapes.tabs)
    made = report(
        "xinglin",
        2020,
        542,
        letterhead=("沐溪县杏林乡人民政府文件", "杏政〔2021〕3号", "签发人：周若溪"),
        document_number=Stated("杏政〔2021〕3号", "杏政〔2021〕3号"),
        signer="周若溪",
        imprint=("杏林乡党政综合办公室", "2021年1月25日印发"),
        print_date="2021-01-25",
    )
    yield _case("letterhead", made, shapes.cell_a_line)
    made = old_report("banshu", 2016, 543, published=None)
    yield _case("old-prose", made, shapes.tabs)
    made = report("taiping", 2022, 544, contact=Contact())
    yield _case("place-of-many-names", made, shapes.pipes)
    made = report("youxi", 2023, 545)
    yield _case("county-for-all", made, shapes.spaced)
    made = report("nanxi", 2021, 546)
    broken = changed(
        made.figures,
        {
            ("requests", "results_total", "org_legal_service"): number(7),
            ("review_litigation", "litigation_after_reconsideration", "total"): number(1),
        },
    )
    yield _case("broken-sums", replace(made, figures=broken), shapes.tabs)
    forms = {"proactive": FORM_2021, "requests": FORM_2019, "review_litigation": FORM_2021}
    yield _case("mixed-forms", report("jiugao", 2023, 547, forms=forms, leave=frozenset({"form"})), shapes.tabs)
    made = report("daliuzhen", 2022, 548)
    made = replace(
        made, sections=tuple(replace(one, heading=one.heading.replace("、", ".", 1)) for one in made.sections)
    )
    first = replace(made, signature=(), written=None)
    more = [*blocks(first), Line("文安县大留镇镇人民政府办公室　2023年1月6日", "signature")]
    case = of_report("txt-date-beside-office.txt", first, lambda: shapes.text(more, shapes.tabs).encode())
    case.expected["written_date"] = "2023-01-06"
    yield case
