"""Reports as Word files with all that editors put around and inside a table."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import escape

from tests.golden.make.case import Case, of_report
from tests.golden.make.figures import dense, keys
from tests.golden.make.printed import Box, Line, Table, blocks
from tests.golden.make.report import Report, Stated, blank
from tests.golden.make.shapes import cut, grid, placed, with_sequence
from tests.golden.make.story import FORM_2019, FORM_2021, report
from tests.golden.make.word import body, document, framed, line, paragraph, run, table, zipped


def _case(name: str, made: Report, content: str, **parts) -> Case:
    return of_report(f"docx-{name}.docx", made, lambda: document(content, **parts))


def cases() -> Iterator[Case]:
    made = report("banshu", 2022, 601)
    yield _case("plain", made, body(blocks(made)), title="".join(made.title))
    made = report("jiugao", 2020, 602)
    yield _case("2019-form", made, body(blocks(made)))
    yield from _odd_tables()
    yield from _odd_text()
    yield from _odd_packages()
    yield from _odd_figures()


def _odd_tables() -> Iterator[Case]:
    made = report("nanxi", 2021, 611)
    parts = [part for block in blocks(made) for part in _halves(block)]
    yield _case("cut-in-two", made, body(parts))
    made = report("foziling", 2022, 612)
    inner = body(blocks(made))
    yield _case("layout-table", made, framed([f"<w:tc>{inner}<w:p/></w:tc>"], 1))
    made = report("liuquan", 2023, 613)
    nested = body(
        blocks(made), lambda block: table(block, lambda text: framed([f"<w:tc>{paragraph(text)}</w:tc>"], 1) + "<w:p/>")
    )
    yield _case("table-in-cell", made, nested)
    made = report("xinglin", 2019, 614)
    yield _case("tabs-for-tables", made, body(blocks(made), _tabbed))
    made = report("hongguo", 2021, 615)
    yield _case("rows-in-controls", made, body(blocks(made), _in_controls))
    made = report("daliuzhen", 2020, 616)
    yield _case("old-merges", made, body(blocks(made), _old_merges))
    made = report("gaoliban", 2022, 617)
    yield _case("grid-before", made, body(blocks(made), _grid_before))
    made = report("banshu", 2023, 618)
    yield _case("cell-in-lines", made, body(blocks(made), lambda block: table(block, _in_lines)))


def _halves(block) -> list:
    return list(cut(block, 13)) if isinstance(block, Table) and block.name == "requests" else [block]


def _tabbed(block: Table) -> str:
    """No table at all: paragraphs with tabs between."""
    tab = '</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space="preserve">'
    return "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{tab.join(map(escape, row))}</w:t></w:r></w:p>' for row in grid(block)
    )


def _in_controls(block: Table) -> str:
    """Rows and cells inside content controls and revision marks, where many readers lose them."""
    rows = table(block)
    head, _, rest = rows.partition("<w:tr>")
    wrapped = (
        ("<w:tr>" + rest)
        .replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
        .replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>")
    )
    return head + wrapped.replace("<w:r>", '<w:ins w:author="a"><w:r>').replace("</w:r>", "</w:r></w:ins>")


def _old_merges(block: Table) -> str:
    """Joined columns by hMerge, as files saved from old versions have them."""
    rows: list[list[tuple[int, str]]] = [[] for _ in block.rows]
    for top, left, box in placed(block):
        for down in range(box.rowspan):
            for right in range(box.colspan):
                across = "" if box.colspan == 1 else "<w:hMerge/>" if right else '<w:hMerge w:val="restart"/>'
                merge = "" if box.rowspan == 1 else '<w:vMerge w:val="restart"/>' if down == 0 else "<w:vMerge/>"
                content = paragraph(box.text) if down == right == 0 else "<w:p/>"
                rows[top + down].append((left + right, f"<w:tc><w:tcPr>{across}{merge}</w:tcPr>{content}</w:tc>"))
    return framed(("".join(xml for _, xml in sorted(row)) for row in rows), block.width)


def _grid_before(block: Table) -> str:
    """Columns under a group left out by gridBefore in place of merged cells."""
    rows: list[str] = []
    taken = {
        (top + down, left + right)
        for top, left, box in placed(block)
        for down in range(1, box.rowspan)
        for right in range(box.colspan)
    }
    for top, row in enumerate(block.rows):
        before = 0
        while (top, before) in taken:
            before += 1
        skip = f'<w:trPr><w:gridBefore w:val="{before}"/></w:trPr>' if before else ""
        inside = "".join(f"<w:tc><w:tcPr>{_span(box)}</w:tcPr>{paragraph(box.text)}</w:tc>" for box in row)
        rows.append(skip + inside)
    return framed(rows, block.width) if block.name == "requests" and _only_left(block) else table(block)


def _only_left(block: Table) -> bool:
    return block.heads == 3


def _span(box: Box) -> str:
    return f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""


def _in_lines(text: str) -> str:
    """Long labels in two paragraphs with a line break, digits in runs of their own."""
    if text.isascii():
        return "<w:p>" + "".join(run(digit, '<w:rFonts w:hint="eastAsia"/>') for digit in text) + "</w:p>"
    middle = len(text) // 2
    if middle < 3:
        return paragraph(text)
    return f"{paragraph(text[: middle - 1])}<w:p>{run(text[middle - 1 : middle])}<w:r><w:br/></w:r>{run(text[middle:])}</w:p>"


def _odd_text() -> Iterator[Case]:
    made = report("liuquan", 2021, 621)
    bare = replace(made, sections=tuple(replace(one, heading=one.heading[2:].strip()) for one in made.sections))
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    written = body(
        blocks(bare),
        write_line=lambda block: paragraph(block.text, numbered) if block.role == "heading" else line(block),
    )
    yield _case("headings-numbered-by-word", made, written)
    made = report("xinglin", 2022, 622)
    title, number = "".join(made.title), Stated("杏政发〔2023〕9号", "杏政发〔2023〕9号")
    made = replace(made, document_number=number, letterhead=(number.written,))
    yield _case(
        "title-in-text-box",
        made,
        _boxed(title) + body(block for block in blocks(made) if block != Line(title, "title")),
    )
    made = report("nanxi", 2023, 623)
    struck = '<w:del w:author="b"><w:r><w:delText>2022年旧稿</w:delText></w:r></w:del>'
    hidden = f"<w:p>{run('内部批注：报送前请核对 0796-6000000', '<w:vanish/>')}</w:p>"
    yield _case("deleted-and-hidden", made, f"<w:p>{struck}</w:p>{hidden}{body(blocks(made))}")
    made = report("hushan", 2022, 624)
    yield _case(
        "decoys-in-footer", made, body(blocks(made)), footer="举报电话：0579-6999999　武义县人民政府办公室2020年印"
    )
    made = report("wenan_zone", 2020, 625)
    yield _case("fields-and-links", made, body(blocks(made), write_line=_with_fields))
    made = report(
        "songxian_office",
        2021,
        626,
        letterhead=("嵩县人民政府办公室文件", "嵩政办〔2022〕4号　　　　签发人：江雪晴"),
        document_number=Stated("嵩政办〔2022〕4号", "嵩政办〔2022〕4号"),
        signer="江雪晴",
        imprint=("嵩县人民政府办公室　　　　2022年1月28日印发",),
        print_date="2022-01-28",
    )
    yield _case("letterhead", made, body(blocks(made)))


def _boxed(title: str) -> str:
    """A text box as Word stores it: once for new readers, once more for old ones."""
    content = f"<w:txbxContent>{paragraph(title)}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def _with_fields(block: Line) -> str:
    """Words inside smart tags, links and fields whose instructions are not text."""
    half = len(block.text) // 2
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://example.cn" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f'<w:p>{field}{run(block.text[:half])}{end}<w:hyperlink><w:smartTag w:element="date">{run(block.text[half:])}</w:smartTag></w:hyperlink></w:p>'


def _odd_packages() -> Iterator[Case]:
    made = report("nanxi", 2022, 641)
    strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    yield of_report("docx-strict.docx", made, lambda: _rewritten(document(body(blocks(made))), strict))
    other = report("foziling", 2020, 642)
    prefix = ((b"<w:", b"<ns0:"), (b"</w:", b"</ns0:"), (b" w:", b" ns0:"), (b"xmlns:w=", b"xmlns:ns0="))
    yield of_report("docx-other-prefix.docx", other, lambda: _rewritten(document(body(blocks(other))), *prefix))
    third = report("jiugao", 2023, 643)
    yield of_report("docx-main-part-elsewhere.docx", third, lambda: _moved(document(body(blocks(third)))))
    fourth = report("hushan", 2020, 644)
    numbered = [
        with_sequence(block) if isinstance(block, Table) and block.name == "requests" else block
        for block in blocks(fourth)
    ]
    yield _case("sequence-column", fourth, body(numbered))


def _rewritten(data: bytes, *changes: tuple[bytes, bytes]) -> bytes:
    """The same file with some bytes of its main part written otherwise."""
    parts = _parts(data)
    main = parts["word/document.xml"]
    for old, new in changes:
        main = main.replace(old, new)
    return zipped({**parts, "word/document.xml": main})


def _moved(data: bytes) -> bytes:
    """The main part under another name, which only the links tell."""
    names = {"word/document.xml": "word/document2.xml", "word/_rels/document.xml.rels": "word/_rels/document2.xml.rels"}
    return zipped(
        {
            names.get(name, name): part.replace(b"word/document.xml", b"word/document2.xml")
            for name, part in _parts(data).items()
        }
    )


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _odd_figures() -> Iterator[Case]:
    made = report("banshu", 2020, 631)
    gaps = [key for index, key in enumerate(made.figures) if index % 3 == 1]
    made = replace(made, figures={**made.figures, **dict.fromkeys(gaps, blank())})
    yield _case("many-blanks", made, body(blocks(made)))
    forms = {"proactive": FORM_2021, "requests": FORM_2019, "review_litigation": FORM_2021}
    made = report("foziling", 2022, 632, forms=forms, leave=frozenset({"form"}))
    yield _case("mixed-forms", made, body(blocks(made)))
    made = report("youxi", 2022, 633)
    second = dense(dict(made.forms), 634)
    own = replace(made, figures=second)
    tables = [block for block in blocks(own) if isinstance(block, Table)]
    more = [Line("附：尤溪县人民政府办公室（本级）数据", "text"), *tables]
    yield _case("two-sets", made, body([*blocks(made), *more]))
    made = report("jiugao", 2021, 635, figures={}, form="tables_absent")
    drawn = "<w:p><w:r><w:drawing><wp:inline><a:graphic/></wp:inline></w:drawing></w:r></w:p>"
    shown = replace(
        made,
        figures=dict.fromkeys(
            (key for form in [FORM_2021] for name in made.forms for key in keys(form, name)), blank()
        ),
    )
    yield _case("tables-as-pictures", made, body(blocks(shown), lambda _: drawn))
