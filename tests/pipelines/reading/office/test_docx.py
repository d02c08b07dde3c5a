"""DOCX files made by hand, each of one trait of those that offices send, and what a reader must give."""

import pytest

from pipelines.document import Grid, GridCell, Link, Paragraph
from pipelines.reading.office import docx
from tests.pipelines.reading.made_up_docx import (
    WORD,
    cell,
    document_xml,
    docx_of,
    form,
    paragraph,
    relations_xml,
    row,
    run,
    table,
    zipped,
)
from tests.pipelines.reading.made_up_office import (
    CHANGE,
    DELETED,
    HEADING,
    HIDDEN,
    INSERTED,
    NUMBERING,
    STYLES,
    field,
    in_list,
    report_docx,
    text_box,
)
from tests.pipelines.reading.made_up_tables import FORMS, TABLES, form_table, grid_of
from tests.pipelines.reading.office.docx_reading import blocks, lines, only_grid, spanning


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("key", TABLES)
@pytest.mark.parametrize("width", [0, 600])
def test_official_tables_are_exact(name, key, width):
    rows = form_table(name, key)
    columns = sum(slot.colspan for slot in rows[0])
    assert only_grid(form(rows, (width,) * columns if width else ())) == grid_of(rows)


def test_the_report_as_a_person_reads_it():
    found = docx.read(report_docx())
    assert found.paragraphs[:9] == [
        "青禾县柳泉镇2023年政府信息公开工作年度报告",
        "柳泉镇人民政府文件",
        "一、总体情况",
        "（一）主动公开",
        "主动公开13条。",
        "（二）依申请公开",
        "详见附件。",
        "制\t表",
        "下一行-接",
    ]
    assert found.links == (Link("http://example.cn/fujian.doc", "附件"),)
    assert found.reader == "docx"


def test_text_that_nobody_sees_is_gone():
    """Deleted and moved text, hidden runs, hidden styles of runs; what the style hides may be shown again."""
    styles = STYLES + '<w:style w:type="character" w:styleId="c"><w:rPr><w:vanish w:val="true"/></w:rPr></w:style>'
    moved = f"<w:moveFrom {CHANGE}>{run('移走')}</w:moveFrom><w:moveTo {CHANGE}>{run('移来')}</w:moveTo>"
    body = paragraph("甲", inside=DELETED + INSERTED + HIDDEN + moved + run("丙", '<w:rStyle w:val="c"/>'))
    body += paragraph("乙", '<w:pStyle w:val="z"/>', run("显", '<w:vanish w:val="0"/>'))
    assert lines(body, styles=styles) == ["甲13移来", "显"]


def test_a_deleted_paragraph_mark_joins():
    joined = paragraph("总体", f"<w:rPr><w:del {CHANGE}/></w:rPr>") + paragraph("情况")
    assert lines(joined) == ["总体情况"]


def test_signs_and_line_breaks():
    inside = (
        '<w:r><w:sym w:font="宋体" w:char="3007"/><w:sym w:font="Wingdings" w:char="F0FE"/>'
        '<w:sym w:font="Symbol" w:char="F02B"/><w:softHyphen/><w:br w:type="page"/><w:t>下</w:t></w:r>'
        "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
        "<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert lines(paragraph("二", inside=inside)) == ["二〇+", "下x拼"]


def test_fields_give_what_they_come_to():
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("无终")
    body = paragraph(
        "共", inside=field("PAGE", "7") + run("页") + "<w:fldSimple w:instr='DATE'>" + run("今") + "</w:fldSimple>"
    )
    assert lines(body + paragraph("残", inside=broken) + paragraph("后")) == ["共7页今", "残", "后"]


def test_links_lead_to_files_only():
    hyperlinks = "".join(f'<w:hyperlink r:id="l{number}">{run(f"链{number}")}</w:hyperlink>' for number in (1, 2, 3))
    found = docx.read(
        docx_of(
            paragraph("", inside=hyperlinks),
            ("l1", "hyperlink", "http://example.cn/a/附件.XLSX?download=1"),
            ("l2", "hyperlink", "http://example.cn/index"),
            ("l3", "hyperlink", "mailto://a@example.cn/a.doc"),
        )
    )
    assert found.links == (Link("http://example.cn/a/附件.XLSX?download=1", "链1"),)
    assert found.paragraphs == ["链1链2链3"]


def test_text_boxes_are_read_once_with_the_tables_in_them():
    inside = text_box(table(row(spanning("甲"), spanning("1"))) + paragraph("盒"))
    assert blocks(paragraph("外", inside=inside)) == (
        Paragraph("外"),
        Grid((GridCell("甲", 0, 0), GridCell("1", 0, 1))),
        Paragraph("盒"),
    )


def test_content_controls_are_looked_through_and_placeholders_are_not_text():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('填写')}</w:sdtContent></w:sdt>"
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt>"
    in_row = f"<w:sdt><w:sdtContent>{spanning('丙')}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{paragraph('甲', inside=control + empty)}</w:sdtContent></w:sdt>"
    body += table(f"<w:sdt><w:sdtContent>{row(spanning('乙'), in_row)}</w:sdtContent></w:sdt>")
    assert blocks(body) == (Paragraph("甲填写"), Grid((GridCell("乙", 0, 0), GridCell("丙", 0, 1))))


def test_lists_count_as_word_does():
    """Levels, two lists of one definition, a list that starts anew, a number that only its level's parent has."""
    numbering = (
        NUMBERING.replace("（%2）", "%1.%2 ").replace("<w:numFmt", "<w:numFmt", 1)
        + '<w:num w:numId="7"><w:abstractNumId w:val="2"/></w:num>'
        + '<w:num w:numId="8"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        + "</w:lvlOverride></w:num>"
    )
    body = "".join(
        paragraph(text, in_list(list_id, level))
        for text, list_id, level in (
            ("甲", 5, 0), ("乙", 5, 1), ("丙", 5, 1), ("丁", 5, 0), ("戊", 5, 1),
            ("子", 6, 0), ("丑", 7, 0), ("寅", 8, 0), ("卯", 6, 0), ("无", 0, 0), ("无此", 99, 0),
        )
    )  # fmt: skip
    assert lines(body, numbering=numbering, styles=STYLES) == [
        "一、甲", "一.一 乙", "一.二 丙", "二、丁", "二.一 戊", "3.子", "4.丑", "1.寅", "2.卯", "无", "无此",
    ]  # fmt: skip


def test_numbers_before_figures_in_tables_are_left_out():
    """1.25 would be another figure than 25."""
    body = table(
        row(spanning("项目"), cell(paragraph("25", in_list(6, 0)))),
        row(cell(paragraph("乙", in_list(6, 0))), spanning("7")),
    )
    assert [one.text for one in only_grid_with_lists(body).cells] == ["项目", "25", "4.乙", "7"]


def only_grid_with_lists(body: str) -> Grid:
    (grid,) = blocks(body, numbering=NUMBERING, styles=STYLES)
    return grid


def test_headings_take_their_number_from_their_style_unless_they_say_none():
    body = paragraph("总体情况", HEADING) + paragraph("不编号", HEADING + in_list(0, 0)) + paragraph("问题", HEADING)
    assert lines(body, numbering=NUMBERING, styles=STYLES) == ["一、总体情况", "不编号", "二、问题"]


def test_slivers_of_columns_are_no_columns():
    """Rows drawn by hand miss each other's edges by a millimetre."""
    body = table(
        row(spanning("甲"), spanning("乙", 3), spanning("丙")),
        row(spanning("1", 2), spanning("2"), spanning("3", 2)),
        widths=(2000, 20, 1900, 60, 2000),
    )
    assert [(one.text, one.column, one.colspan) for one in only_grid(body).cells] == [
        ("甲", 0, 1), ("乙", 1, 1), ("丙", 2, 1), ("1", 0, 1), ("2", 1, 1), ("3", 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("widths", [(), (500,), (0, 0, 0, 0)])
def test_a_wrong_table_grid_is_ignored(widths):
    body = table(
        row(spanning("宽", 2), spanning("丙")), row(spanning("1"), spanning("2"), spanning("3")), widths=widths
    )
    assert [(one.text, one.column, one.colspan) for one in only_grid(body).cells] == [
        ("宽", 0, 2), ("丙", 2, 1), ("1", 0, 1), ("2", 1, 1), ("3", 2, 1),
    ]  # fmt: skip


def test_cells_that_only_say_their_widths_span_by_them():
    def wide(text: str, width: int) -> str:
        return cell(paragraph(text), f'<w:tcW w:w="{width}" w:type="dxa"/>')

    body = table(row(wide("宽", 3000), wide("丙", 1000)), row(wide("1", 1000), wide("2", 2000), wide("3", 1000)))
    assert [(one.text, one.column, one.colspan) for one in only_grid(body).cells] == [
        ("宽", 0, 2), ("丙", 2, 1), ("1", 0, 1), ("2", 1, 1), ("3", 2, 1),
    ]  # fmt: skip


def test_rows_may_begin_late_or_be_deleted_and_cells_be_joined():
    body = table(
        row(spanning("甲"), spanning("乙"), spanning("丙")),
        row(spanning("2"), spanning("3"), properties='<w:gridBefore w:val="1"/>'),
        row(spanning("旧"), spanning("旧"), spanning("旧"), properties=f"<w:del {CHANGE}/>"),
        row(spanning("藏"), spanning("藏"), spanning("藏"), properties="<w:hidden/>"),
        row(spanning("并", 1, '<w:hMerge w:val="restart"/>'), spanning("", 1, "<w:hMerge/>"), spanning("4")),
    )
    assert only_grid(body) == Grid((
        GridCell("甲", 0, 0), GridCell("乙", 0, 1), GridCell("丙", 0, 2),
        GridCell("2", 1, 1), GridCell("3", 1, 2),
        GridCell("并", 2, 0, colspan=2), GridCell("4", 2, 2),
    ))  # fmt: skip


def test_a_table_in_each_cell_only_frames_its_value():
    framed = [cell(table(row(spanning(text))) + paragraph()) for text in ("甲", "12")]
    assert only_grid(table(row(*framed))) == Grid((GridCell("甲", 0, 0), GridCell("12", 0, 1)))


def test_a_table_around_everything_is_unfolded():
    rows = form_table("2021_revised", "proactive")
    body = table(row(cell(paragraph("二、主动公开政府信息情况") + form(rows) + paragraph("后"))))
    assert blocks(body) == (Paragraph("二、主动公开政府信息情况"), grid_of(rows), Paragraph("后"))


def test_one_table_for_the_whole_report_gives_its_headings_and_prose():
    prose = "2023年，柳泉镇主动公开信息。" * 10
    rows = form_table("2021_revised", "proactive")
    content = form(rows)
    body = table(
        row(spanning("青禾县柳泉镇2023年政府信息公开工作年度报告", 4)),
        row(spanning("一、总体情况", 4)),
        row(cell(paragraph(prose) + paragraph("第二段"), '<w:gridSpan w:val="4"/>')),
        content[content.index("<w:tr>") : content.rindex("</w:tbl>")],
        row(spanning("三、收到和处理政府信息公开申请情况", 4)),
    )
    assert blocks(body) == (
        Paragraph("青禾县柳泉镇2023年政府信息公开工作年度报告"),
        Paragraph("一、总体情况"),
        Paragraph(prose),
        Paragraph("第二段"),
        grid_of(rows),
        Paragraph("三、收到和处理政府信息公开申请情况"),
    )


def test_blank_cells_stay_blank_and_labels_without_values_stay_in_the_table():
    rows = [
        row(spanning("四、结转下年度继续办理"), spanning(""), spanning("")),
        row(spanning("乙"), spanning("0"), spanning("/")),
    ]
    assert [one.text for one in only_grid(table(*rows)).cells] == ["四、结转下年度继续办理", "", "", "乙", "0", "/"]


def test_headers_footers_pictures_and_title():
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    parts = {
        "_rels/.rels": relations_xml(
            ("m", "officeDocument", "/word/document.xml"), ("c", "core-properties", "docProps/core.xml")
        ),
        "docProps/core.xml": f'<p xmlns="{core}" xmlns:d="urn:d"><d:title> 年报 </d:title></p>'.encode(),
        "word/document.xml": document_xml(
            paragraph("甲", inside='<w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r>')
        ),
        "word/_rels/document.xml.rels": relations_xml(
            ("i", "image", "media/Image1.PNG"),
            ("h", "header", "h.xml"),
            ("f", "footer", "f.xml"),
            ("g", "footer", "f.xml"),
        ),
        "word/h.xml": f'<w:hdr xmlns:w="{WORD}">{paragraph("页眉")}</w:hdr>'.encode(),
        "word/f.xml": f'<w:ftr xmlns:w="{WORD}">{paragraph("页脚")}{paragraph("页眉")}</w:ftr>'.encode(),
    }
    found = docx.read(zipped(parts))
    assert (found.title, found.surroundings, found.pictures) == ("年报", ("页眉", "页脚"), ("word/media/image1.png",))
