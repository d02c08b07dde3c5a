"""Workbooks: the same one in three formats, small ones of one trait each, and broken ones."""

import random
from contextlib import suppress
from struct import pack

import pytest

from pipelines.document import Document, Grid, GridCell, Paragraph, UnreadableError
from pipelines.reading.office import sheet
from tests.pipelines.reading.made_up_docx import zipped
from tests.pipelines.reading.made_up_office import FILES
from tests.pipelines.reading.made_up_sheets import Sheet, report_xlsx, sheet_data, xlsx_of
from tests.pipelines.reading.made_up_tables import Rows, form_table, grid_of

XLS = (FILES / "report.xls").read_bytes()
MANIFEST = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
ODS = "urn:oasis:names:tc:opendocument:xmlns"


def read(values: dict, *merged: str, **more) -> Document:
    return sheet.read(xlsx_of(Sheet("年报", sheet_data(values, merged, **more))), "xlsx")


def kind_of_failure(data: bytes, reader="xlsx") -> str:
    with pytest.raises(UnreadableError) as caught:
        sheet.read(data, reader)
    return caught.value.kind


def ods_of(*tables: str) -> bytes:
    """Sheets of an ODS, each by the markup of its rows."""
    body = "".join(f'<table:table table:name="{number}">{rows}</table:table>' for number, rows in enumerate(tables))
    xml = (
        f'<office:document-content xmlns:office="{ODS}:office:1.0" xmlns:table="{ODS}:table:1.0" xmlns:text="{ODS}:text:1.0">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": xml.encode(),
            "META-INF/manifest.xml": MANIFEST,
        }
    )


def ods_row(*texts: str, row: str = "", cell: str = "") -> str:
    cells = (
        f'<table:table-cell office:value-type="string" {cell}><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row {row}>{''.join(cells)}</table:table-row>"


def ods_of_rows(rows: Rows) -> str:
    """A form's table with the cells that merged ones cover, as LibreOffice writes them."""
    grid = grid_of(rows)
    starts = {(one.row, one.column): one for one in grid.cells}
    width = max(one.column + one.colspan for one in grid.cells)
    lines = []
    for row in range(len(rows)):
        cells = ""
        for column in range(width):
            one = starts.get((row, column))
            spans = one and f'table:number-columns-spanned="{one.colspan}" table:number-rows-spanned="{one.rowspan}"'
            cells += (
                f'<table:table-cell office:value-type="string" {spans}><text:p>{one.text}</text:p></table:table-cell>'
                if one
                else "<table:covered-table-cell/>"
            )
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    return "".join(lines)


@pytest.mark.parametrize(("data", "reader"), [(report_xlsx(), "xlsx"), (XLS, "xls")])
def test_the_report_in_xlsx_and_xls(data, reader):
    """Titles, headings, prose and notes are lines; hidden sheets, rows and columns are left out."""
    found = sheet.read(data, reader)
    assert found.blocks == (
        Paragraph("青禾县柳泉镇2023年政府信息公开工作年度报告"),
        Paragraph("一、总体情况"),
        Paragraph("2023年，柳泉镇主动公开政府信息13条，其中政务动态8条，通知公告5条，全部在县政府门户网站发布。"),
        Paragraph("三、收到和处理政府信息公开申请情况"),
        grid_of(form_table("2021_revised", "requests", 201)),
        Paragraph("四、政府信息公开行政复议、行政诉讼情况"),
        grid_of(form_table("2021_revised", "review_litigation", 501)),
        Paragraph("填报单位：柳泉镇人民政府"),
    )
    assert found.reader == reader


def test_an_ods_reads_as_a_workbook():
    rows = form_table("2021_revised", "proactive")
    hidden = ods_row("藏", row='table:visibility="collapse"')
    repeated = ods_row("同", "同", row='table:number-rows-repeated="2"')
    found = sheet.read(ods_of(ods_of_rows(rows), hidden + repeated), "xlsx")
    assert found.blocks == (
        grid_of(rows),
        Grid((GridCell("同", 0, 0), GridCell("同", 0, 1), GridCell("同", 1, 0), GridCell("同", 1, 1))),
    )


def test_numbers_are_printed_as_a_person_sees_them():
    found = read(
        {(0, column): value for column, value in enumerate((0.0, 6.02, 0.1 + 0.2, 12, 1e15, -3.5, 1e-7, 1e40))}
    )
    (grid,) = found.blocks
    assert [cell.text for cell in grid.cells] == [
        "0",
        "6.02",
        "0.3",
        "12",
        "1000000000000000",
        "-3.5",
        "0.0000001",
        "1e+40",
    ]


def test_blanks_stay_blank_and_are_not_nought():
    (grid,) = read({(0, 0): "规章", (0, 1): 1, (0, 3): 3, (1, 0): "行政规范性文件", (1, 1): 0}).blocks
    assert [cell.text for cell in grid.cells] == ["规章", "1", "", "3", "行政规范性文件", "0", "", ""]


def test_labels_without_values_stay_in_the_table():
    """The last row of the form has no figures, and looks like a heading."""
    (grid,) = read({(0, 0): "项目", (0, 1): "件数", (1, 0): "四、结转下年度继续办理"}).blocks
    assert [cell.text for cell in grid.cells] == ["项目", "件数", "四、结转下年度继续办理", ""]


def test_the_item_above_the_first_header_stays_in_the_table():
    values = {
        (0, 0): "二、主动公开政府信息情况",
        (1, 0): "第二十条第（一）项",
        (2, 0): "信息内容",
        (2, 1): "本年制发件数",
    }
    heading, grid = read(values).blocks
    assert heading == Paragraph("二、主动公开政府信息情况")
    assert [cell.text for cell in grid.cells] == ["第二十条第（一）项", "", "信息内容", "本年制发件数"]


def test_a_blank_row_of_figures_is_kept_and_tables_are_parted():
    values = {
        (0, 0): "结果维持",
        (0, 1): "结果纠正",
        (4, 0): "甲",
        (4, 1): 1,
        (5, 0): "乙",
        (5, 1): 2,
        (9, 0): "丙",
        (9, 1): 3,
    }
    assert [[cell.text for cell in grid.cells] for grid in read(values).blocks] == [
        ["结果维持", "结果纠正", "", ""], ["甲", "1", "乙", "2"], ["丙", "3"],
    ]  # fmt: skip


def test_merged_cells_show_their_first_value_alone():
    values = {(0, 0): "组", (1, 0): "旧", (0, 1): "甲", (1, 1): "乙", (0, 2): 1, (1, 2): 2}
    (grid,) = read(values, "A1:A2").blocks
    assert grid == Grid((
        GridCell("组", 0, 0, rowspan=2), GridCell("甲", 0, 1), GridCell("1", 0, 2), GridCell("乙", 1, 1), GridCell("2", 1, 2),
    ))  # fmt: skip


def test_merged_cells_reach_over_hidden_rows_and_columns():
    values = {(0, 0): "宽", (0, 3): "丙", (1, 0): "藏", (2, 0): 1, (2, 1): 9, (2, 2): 2, (2, 3): 3}
    (grid,) = read(values, "A1:C1", "D1:D2", hidden_rows=[1], hidden_columns=[1]).blocks
    assert [(cell.text, cell.row, cell.column, cell.colspan) for cell in grid.cells] == [
        ("宽", 0, 0, 2), ("丙", 0, 2, 1), ("1", 1, 0, 1), ("2", 1, 1, 1), ("3", 1, 2, 1),
    ]  # fmt: skip


def test_a_sheet_without_measure_is_left_out_and_named():
    far = {(0, 0): "甲", (1_048_575, 16_383): 1}
    found = sheet.read(
        xlsx_of(Sheet("大", sheet_data(far)), Sheet("小", sheet_data({(0, 0): "甲", (0, 1): 1}))), "xlsx"
    )
    assert len(found.blocks) == 1
    assert "大" in found.notes[0]


def test_empty_cells_far_away_do_no_harm():
    """Cells that only have a look, and a dimension that lies."""
    data = '<dimension ref="A1:XFD1048576"/><sheetData><row><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    data += '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert len(sheet.read(xlsx_of(Sheet("年报", data)), "xlsx").blocks[0].cells) == 2


def test_failures_are_named():
    assert kind_of_failure(b"") == "empty"
    assert kind_of_failure(xlsx_of(Sheet("年报", "<sheetData/>"))) == "empty"
    assert kind_of_failure(xlsx_of(Sheet("年报", sheet_data({(0, 0): "甲", (1_048_575, 16_383): 1})))) == "too_large"
    assert kind_of_failure(zipped({"xl/workbook.bin": b""})) == "unsupported"
    assert kind_of_failure(zipped({"a.txt": b""})) == "unsupported"
    assert kind_of_failure(report_xlsx()[:-50]) == "damaged"
    assert kind_of_failure(ods_of(ods_row("甲", row='table:number-rows-repeated="1048576"'))) == "too_large"
    assert kind_of_failure(XLS[:2000], "xls") == "damaged"
    assert kind_of_failure((FILES / "report.doc").read_bytes(), "xls") == "unsupported"


def test_locked_workbooks_are_named():
    """The record that asks for a password stands among the first, here in place of another."""
    at = XLS.index(pack("<HHHH", 0x00E1, 2, 1200, 0x00C1))
    assert kind_of_failure(XLS[:at] + pack("<H", 0x002F) + XLS[at + 2 :], "xls") == "encrypted"


@pytest.mark.parametrize("extent", [(0, 1 << 24, 0, 256), (5, 1, 0, 9)])
def test_a_workbook_that_lies_of_its_extent_is_refused(extent):
    """The library would make room for all of it, and take the process down."""
    at = XLS.index(pack("<HH", 0x0200, 14))
    data = XLS[: at + 4] + pack("<IIHH", *extent) + XLS[at + 16 :]
    assert kind_of_failure(data, "xls") in ("too_large", "damaged")


@pytest.mark.parametrize("name", ["xlsx", "xls"])
def test_broken_files_give_a_document_or_a_named_failure(name):
    chance = random.Random(7)
    whole = XLS if name == "xls" else report_xlsx()
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with suppress(UnreadableError):
            sheet.read(bytes(broken[: chance.choice((len(broken), chance.randrange(len(broken))))]), name)
