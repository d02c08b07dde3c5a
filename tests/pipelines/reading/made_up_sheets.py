"""Workbooks made by hand: one with the traits of those that counties collect from their townships, and odd small ones.

`office/report.xls` is `report_xlsx()` as LibreOffice writes it: `soffice --convert-to xls`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tests.pipelines.reading.made_up_docx import RELATIONS, relations_xml, zipped
from tests.pipelines.reading.made_up_tables import Rows, form_table, grid_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/></Types>'
)


@dataclass(frozen=True)
class Sheet:
    """A sheet by its markup; the hidden ones keep last year's figures."""

    name: str
    content: str
    hidden: bool = False


def column_name(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell(row: int, column: int, value: str | float) -> str:
    place = f'r="{column_name(column)}{row + 1}"'
    if isinstance(value, str):
        return f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c {place}><v>{value}</v></c>"


def sheet_data(
    values: dict[tuple[int, int], str | float],
    merged: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
) -> str:
    rows = []
    for number in sorted({row for row, _ in values}):
        cells = "".join(cell(row, column, values[row, column]) for row, column in sorted(values) if row == number)
        hidden = ' hidden="1"' if number in hidden_rows else ""
        rows.append(f'<row r="{number + 1}"{hidden}>{cells}</row>')
    columns = "".join(f'<col min="{number + 1}" max="{number + 1}" width="9" hidden="1"/>' for number in hidden_columns)
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    return (
        (f"<cols>{columns}</cols>" if columns else "")
        + f"<sheetData>{''.join(rows)}</sheetData>"
        + (f'<mergeCells count="{len(merged)}">{areas}</mergeCells>' if areas else "")
    )


def xlsx_of(*sheets: Sheet) -> bytes:
    listed = "".join(
        f'<sheet name="{sheet.name}" sheetId="{number}" {"state=" + chr(34) + "hidden" + chr(34) if sheet.hidden else ""} '
        f'r:id="s{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    parts = {
        f"xl/worksheets/sheet{number}.xml": f'<worksheet xmlns="{MAIN}">{sheet.content}</worksheet>'.encode()
        for number, sheet in enumerate(sheets, 1)
    }
    related = ((f"s{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1))
    return zipped({
        "[Content_Types].xml": _CONTENT_TYPES.encode(),
        "_rels/.rels": relations_xml(("book", "officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relations_xml(*related),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'.encode(),
        **parts,
    })  # fmt: skip


def place_form(rows: Rows, top: int, values: dict[tuple[int, int], str | float], merged: list[str]) -> int:
    """Writes a form's table from this row on, its figures as numbers; returns the row below it."""
    grid = grid_of(rows)
    for one in grid.cells:
        values[top + one.row, one.column] = float(one.text) if one.text.isdigit() else one.text
        if one.rowspan > 1 or one.colspan > 1:
            last = f"{column_name(one.column + one.colspan - 1)}{top + one.row + one.rowspan}"
            merged.append(f"{column_name(one.column)}{top + one.row + 1}:{last}")
    return top + len(rows)


def report_xlsx() -> bytes:
    """A title in merged cells, headings in single ones, a hidden row and column of workings, a note at the end."""
    values: dict[tuple[int, int], str | float] = {
        (0, 0): "青禾县柳泉镇2023年政府信息公开工作年度报告",
        (1, 0): "一、总体情况",
        (2, 0): "2023年，柳泉镇主动公开政府信息13条，其中政务动态8条，通知公告5条，全部在县政府门户网站发布。",
        (3, 0): "三、收到和处理政府信息公开申请情况",
    }
    merged = ["A1:J1", "A3:J3"]
    below = place_form(form_table("2021_revised", "requests", 201), 4, values, merged)
    values[below, 0], values[below, 3] = "核对", 999
    values[below + 3, 0] = "四、政府信息公开行政复议、行政诉讼情况"
    end = place_form(form_table("2021_revised", "review_litigation", 501), below + 4, values, merged)
    values[end, 0] = "填报单位：柳泉镇人民政府"
    values[10, 16] = 888
    this_year = sheet_data(values, merged, hidden_rows=[below], hidden_columns=[16])
    last_year = sheet_data({(0, 0): "2022年", (1, 0): "件数", (1, 1): 7})
    return xlsx_of(Sheet("年报", this_year), Sheet("去年", last_year, hidden=True))
