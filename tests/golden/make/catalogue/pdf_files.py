"""Reports as PDF files with text, as browsers and word processors print them."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2

from tests.golden.make.case import Case, of_report
from tests.golden.make.figures import absent_rows, changed
from tests.golden.make.html_article import article, simple_line
from tests.golden.make.html_tables import Render, plain, split_digits, vertical, with_th
from tests.golden.make.office import CHROMIUM, SOFFICE, converted, printed_pdf
from tests.golden.make.printed import Table, blocks
from tests.golden.make.report import Report, Stated, blank, number
from tests.golden.make.shapes import cut, with_sequence
from tests.golden.make.story import FORM_2019, FORM_2021, report, shortened
from tests.golden.make.word import body, document, framed, small_lines, table

RULED = "td,th{border:1px solid #000;padding:2px}"
_PAGE = (
    "<!DOCTYPE html><html lang=zh><meta charset=utf-8><style>@page{{size:{paper};margin:{margin}}}"
    "*{{font-weight:normal!important}}body{{font-family:'WenQuanYi Zen Hei';font-size:{size}}}table{{border-collapse:collapse;width:100%;font-size:{cells}}}{css}</style>{body}"
)
LANDSCAPE = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'


def web_page(
    content: str, *, paper: str = "A4", margin: str = "20mm", size: str = "11pt", cells: str = "8pt", css: str = RULED
) -> str:
    return _PAGE.format(paper=paper, margin=margin, size=size, cells=cells, css=css, body=content)


def cases() -> Iterator[Case]:
    yield from _from_browser()
    yield from _from_word()
    yield from _odd_pages()
    yield from _hard_to_place()


def _web(name: str, made: Report, render: Render = plain, **style: str) -> Case:
    html = web_page(article(blocks(made), render, simple_line), **style)
    return of_report(f"pdf-web-{name}.pdf", made, lambda: printed_pdf(html), CHROMIUM)


def _from_browser() -> Iterator[Case]:
    yield _web("plain", report("banshu", 2022, 901))
    yield _web("2019-form", shortened(report("jiugao", 2020, 902)))
    yield _web("landscape", shortened(report("nanxi", 2021, 903)), paper="A4 landscape")
    yield _web("no-rulings", shortened(report("foziling", 2023, 904)), css="td{padding:3px 8px}")
    yield _web(
        "lines-below-rows", report("hongguo", 2022, 905), css="tr{border-bottom:1px solid #333}td{padding:2px 6px}"
    )
    yield _web("large-print", shortened(report("liuquan", 2019, 906)), size="14pt", cells="11pt", margin="15mm")
    yield _web("heads-on-each-page", shortened(report("xinglin", 2021, 907)), with_th, cells="12pt")
    yield _web("vertical-heads", shortened(report("daliuzhen", 2020, 908)), vertical)
    made = shortened(report("gaoliban", 2022, 909))
    gaps = [key for index, key in enumerate(made.figures) if index % 4 == 2]
    yield _web("blanks", replace(made, figures=changed(made.figures, dict.fromkeys(gaps, blank()))), split_digits)


def _odd_pages() -> Iterator[Case]:
    """Page numbers and running titles, a page turned on its side, a file that only forbids changes."""
    made = shortened(report("hushan", 2022, 921))
    marks = '@page{@top-center{content:"政府信息公开工作年度报告 2021"}@bottom-center{content:"— " counter(page) " —"}}'
    yield _web("page-marks", made, css=RULED + marks, cells="12pt", size="14pt")
    second = shortened(report("xinglin", 2022, 922))
    html = web_page(article(blocks(second)))
    yield of_report("pdf-web-turned.pdf", second, lambda: _turned(printed_pdf(html)), CHROMIUM)
    third = shortened(report("daliuzhen", 2021, 923))
    options = 'pdf:writer_pdf_Export:{"RestrictPermissions":{"type":"boolean","value":"true"},"PermissionPassword":{"type":"string","value":"made up"}}'
    content = body(blocks(third))
    yield of_report(
        "pdf-word-not-to-be-changed.pdf", third, lambda: converted(document(content), ".docx", options), SOFFICE
    )
    fourth = shortened(report("nanxi", 2023, 924))
    numbered = [
        with_sequence(block) if isinstance(block, Table) and block.name == "requests" else block
        for block in blocks(fourth)
    ]
    sequence = web_page(article(numbered))
    yield of_report("pdf-web-sequence-column.pdf", fourth, lambda: printed_pdf(sequence), CHROMIUM)


def _hard_to_place() -> Iterator[Case]:
    """Values that a line or page break cuts, and columns that only blanks and margins tell apart."""
    made = shortened(report("banshu", 2020, 931))
    narrow = {10: [900, 1050, 1850, 700, 480, 700, 480, 700, 480, 480]}
    yield _printed("narrow-columns", made, body(blocks(made), lambda block: table(block, widths=narrow)))
    wide = report("foziling", 2022, 932)
    yield _web("no-rulings-large-print", wide, css="td{padding:3px 6px}", margin="28mm", size="14pt", cells="12pt")
    gaps = shortened(report("jiugao", 2023, 933))
    gone = [key for index, key in enumerate(gaps.figures) if index % 3 == 1]
    gaps = replace(gaps, figures=changed(gaps.figures, dict.fromkeys(gone, blank())))
    yield _web("no-rulings-blanks", gaps, with_th, css="td{padding:3px 6px}", paper="A4 landscape", margin="10mm")


def _turned(data: bytes) -> bytes:
    """Every page with the note that viewers should turn it by a quarter."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            page.set_rotation(90)
        pdf.save(out)
    return out.getvalue()


def _printed(name: str, made: Report, content: str) -> Case:
    return of_report(f"pdf-word-{name}.pdf", made, lambda: converted(document(content), ".docx", "pdf"), SOFFICE)


def _from_word() -> Iterator[Case]:
    made = shortened(report("banshu", 2020, 911))
    yield _printed("2019-form", made, body(blocks(made)))
    made = report(
        "nanxi",
        2022,
        912,
        letterhead=("泰和县南溪乡人民政府文件", "南府发〔2023〕6号　　　　　签发人：江雪晴"),
        document_number=Stated("南府发〔2023〕6号", "南府发〔2023〕6号"),
        signer="江雪晴",
        imprint=("南溪乡人民政府办公室　　　　2023年1月19日印发",),
        print_date="2023-01-19",
    )
    yield _printed("letterhead", made, body(blocks(made)))
    made = shortened(report("jiugao", 2021, 913))
    halves = [
        part
        for block in blocks(made)
        for part in (cut(block, 15) if isinstance(block, Table) and block.name == "requests" else (block,))
    ]
    yield _printed("cut-in-two", made, body(halves))
    made = shortened(report("liuquan", 2023, 914))
    yield _printed("landscape", made, body(blocks(made)) + f"<w:p><w:pPr>{LANDSCAPE}</w:pPr></w:p>")
    made = shortened(report("wuyi", 2022, 915))
    broken = changed(
        made.figures,
        {("requests", "granted", "total"): number(3), ("requests", "carried_in", "natural_person"): number(1)},
    )
    yield _printed("broken-sums", replace(made, figures=broken), body(blocks(replace(made, figures=broken))))
    made = shortened(report("foziling", 2021, 916))
    made = replace(
        made,
        figures=absent_rows(made.figures, "requests", ("other_misc", "unprocessed_excessive", "denied_state_secret")),
    )
    yield _printed("rows-gone", made, body(blocks(made)))
    made = shortened(
        report(
            "hushan",
            2023,
            917,
            forms={"proactive": FORM_2021, "requests": FORM_2019, "review_litigation": FORM_2021},
            leave=frozenset({"form"}),
        )
    )
    yield _printed("mixed-forms", made, body(blocks(made), lambda block: table(block, small_lines)))
    made = shortened(report("muxi_education", 2020, 918))
    yield _printed("table-in-frame", made, framed([f"<w:tc>{body(blocks(made))}<w:p/></w:tc>"], 1))
