"""Reports as files of other office programs: old Word, RTF and workbooks of two generations."""

from collections.abc import Iterator
from dataclasses import replace

from tests.golden.make.case import Case, of_report
from tests.golden.make.figures import changed, dense
from tests.golden.make.office import SOFFICE, converted
from tests.golden.make.printed import Block, Table, blocks
from tests.golden.make.report import Contact, Report, Stated, blank, not_applicable, number
from tests.golden.make.rtf import in_code_page, in_unicode, rtf
from tests.golden.make.shapes import by_block, cut, with_sequence
from tests.golden.make.sheet import Sheet, workbook
from tests.golden.make.story import FORM_2019, FORM_2021, report
from tests.golden.make.word import body, document, framed, paragraph, small_lines, table

OLD_WORD, OLD_SHEET = "doc:MS Word 97", "xls:MS Excel 97"


def cases() -> Iterator[Case]:
    yield from _old_word()
    yield from _rich_text()
    yield from _workbooks()


def _doc(name: str, made: Report, content: str) -> Case:
    return of_report(f"doc-{name}.doc", made, lambda: converted(document(content), ".docx", OLD_WORD), SOFFICE)


def _old_word() -> Iterator[Case]:
    made = report("banshu", 2021, 801)
    yield _doc("plain", made, body(blocks(made)))
    made = report("jiugao", 2019, 802)
    yield _doc("2019-form", made, body(blocks(made)))
    made = report("nanxi", 2022, 803)
    halves = [part for block in blocks(made) for part in _halves(block)]
    yield _doc("cut-in-two", made, body(halves))
    made = report("foziling", 2020, 804)
    gaps = [key for index, key in enumerate(made.figures) if index % 5 == 3]
    yield _doc(
        "blanks",
        _changed(made, dict.fromkeys(gaps, blank())),
        body(blocks(_changed(made, dict.fromkeys(gaps, blank())))),
    )
    made = report("hongguo", 2023, 805)
    yield _doc("layout-table", made, framed([f"<w:tc>{body(blocks(made))}<w:p/></w:tc>"], 1))
    made = report(
        "xinglin",
        2022,
        806,
        letterhead=("沐溪县杏林乡人民政府文件", "杏政〔2023〕1号", "签发人：周若溪"),
        document_number=Stated("杏政〔2023〕1号", "杏政〔2023〕1号"),
        signer="周若溪",
        imprint=("杏林乡党政综合办公室　　2023年1月11日印发",),
        print_date="2023-01-11",
    )
    yield _doc("letterhead", made, body(blocks(made)))
    made = report("liuquan", 2020, 807)
    yield _doc("tabs-for-tables", made, body(blocks(made), _tabbed))
    made = report("songxian_office", 2021, 808)
    yield _doc("cell-in-lines", made, body(blocks(made), lambda block: table(block, small_lines)))
    made = report(
        "daliuzhen",
        2022,
        809,
        forms={"proactive": FORM_2021, "requests": FORM_2019, "review_litigation": FORM_2021},
        leave=frozenset({"form"}),
    )
    yield _doc("mixed-forms", made, body(blocks(made)))


def _changed(made: Report, changes) -> Report:
    return replace(made, figures=changed(made.figures, changes))


def _halves(block: Block) -> list[Block]:
    return list(cut(block, 12)) if isinstance(block, Table) and block.name == "requests" else [block]


def _tabbed(block: Table) -> str:
    return "".join(
        paragraph("\t".join(box.text for box in row)).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        for row in block.rows
    )


def _rich_text() -> Iterator[Case]:
    for name, who, year, seed in (("plain", "banshu", 2022, 811),):
        made = report(who, year, seed)
        yield of_report(
            f"rtf-{name}.rtf", made, lambda made=made: converted(document(body(blocks(made))), ".docx", "rtf"), SOFFICE
        )
    made = report("jiugao", 2021, 813)
    yield of_report("rtf-code-page.rtf", made, lambda: rtf(blocks(made), in_code_page))
    other = report("liuquan", 2019, 814)
    yield of_report("rtf-unicode.rtf", other, lambda: rtf(blocks(other), in_unicode))


def _workbooks() -> Iterator[Case]:
    made = report("banshu", 2022, 821)
    yield of_report("xlsx-one-sheet.xlsx", made, lambda: workbook([Sheet("年报", tuple(blocks(made)))]))
    old = report("jiugao", 2020, 822)
    yield of_report("xlsx-sheet-a-part.xlsx", old, lambda: workbook(_parts(old)))
    words = report("nanxi", 2021, 823)
    yield of_report(
        "xlsx-figures-as-text.xlsx", words, lambda: workbook([Sheet("Sheet1", tuple(blocks(words)))], "words")
    )
    last = report("foziling", 2023, 824)
    before = tuple(
        block for block in blocks(replace(last, figures=dense(dict(last.forms), 825))) if isinstance(block, Table)
    )
    hidden = Sheet("2022年", before, hidden=True)
    yield of_report(
        "xlsx-hidden-last-year.xlsx",
        last,
        lambda: workbook([Sheet("2023年", tuple(blocks(last))), hidden, Sheet("Sheet3", ())]),
    )
    yield _tables_only()
    summed = report("gaoliban", 2020, 828)
    yield of_report("xlsx-formulas.xlsx", summed, lambda: workbook([Sheet("年报", tuple(blocks(summed)))], "formulas"))
    numbered = report("jinshui", 2023, 829)
    found = [
        with_sequence(block) if isinstance(block, Table) and block.name == "requests" else block
        for block in blocks(numbered)
    ]
    yield of_report("xlsx-sequence-column.xlsx", numbered, lambda: workbook([Sheet("年报", tuple(found))]))
    marked = report("hongguo", 2019, 827)
    some = [key for index, key in enumerate(marked.figures) if index % 7 == 3]
    marked = _changed(marked, {**dict.fromkeys(some, not_applicable("—")), **dict.fromkeys(some[::2], blank())})
    yield of_report("xlsx-marks-and-blanks.xlsx", marked, lambda: workbook([Sheet("表", tuple(blocks(marked)))]))
    for name, who, year, seed in (("plain", "xinglin", 2021, 831), ("2019-form", "daliuzhen", 2019, 832)):
        sheet = report(who, year, seed)
        yield of_report(
            f"xls-{name}.xls",
            sheet,
            lambda sheet=sheet: converted(workbook([Sheet("年报", tuple(blocks(sheet)))]), ".xlsx", OLD_SHEET),
            SOFFICE,
        )
    three = report("hushan", 2022, 833)
    yield of_report(
        "xls-sheet-a-part.xls",
        three,
        lambda: converted(workbook(_parts(three), "words"), ".xlsx", OLD_SHEET),
        SOFFICE,
    )


def _parts(made: Report) -> list[Sheet]:
    """The prose on one sheet, every table on one of its own."""
    found = blocks(made)
    prose = tuple(block for block in found if not isinstance(block, Table))
    tables = [block for block in found if isinstance(block, Table)]
    return [Sheet("文字", prose), *(Sheet(f"表{n}", (one,)) for n, one in enumerate(tables, 2))]


def _tables_only() -> Case:
    """The annex of a report: a title above three tables, and no prose at all."""
    made = report("liuquan", 2022, 826, intro=(), signature=(), written=None, contact=Contact(), period=None)
    made = _changed(made, {("proactive", "admin_fees", "amount_wan"): number(0.35)})
    found = [
        by_block(block) if isinstance(block, Table) and block.name == "review_litigation" else block
        for block in blocks(made)
    ]
    kept = tuple(block for block in found if isinstance(block, Table) or block.role in ("title", "heading"))
    return of_report("xlsx-tables-only.xlsx", made, lambda: workbook([Sheet("Sheet1", kept)]))
