"""A report to a workbook: lines and tables down one sheet or over several, numbers as numbers or as text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from tests.golden.make.printed import Block, Table
from tests.golden.make.shapes import placed
from tests.golden.make.word import zipped

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


Figures = Literal["numbers", "words", "formulas"]


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    blocks: tuple[Block, ...]
    hidden: bool = False


def workbook(sheets: Sequence[Sheet], figures: Figures = "numbers") -> bytes:
    """An .xlsx file with its figures as numbers, as words typed with an apostrophe, or as results of formulas."""
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    entries = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{n}" state="{"hidden" if sheet.hidden else "visible"}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": f'{_HEAD}<workbook {_MAIN} xmlns:r="{_LINKS}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": _sheet(sheet.blocks, figures) for n, sheet in enumerate(sheets, 1)},
    }
    return zipped({name: text.encode() for name, text in parts.items()})


def _sheet(blocks: Iterable[Block], figures: Figures) -> str:
    cells: dict[tuple[int, int], str] = {}
    merges: list[str] = []
    row = 1
    for block in blocks:
        if isinstance(block, Table):
            for top, left, box in placed(block):
                cells[row + top, left] = box.text
                if box.rowspan > 1 or box.colspan > 1:
                    last = f"{_letter(left + box.colspan - 1)}{row + top + box.rowspan - 1}"
                    merges.append(f'<mergeCell ref="{_letter(left)}{row + top}:{last}"/>')
            row += len(block.rows)
        else:
            cells[row, 0] = block.text
            merges.append(f'<mergeCell ref="A{row}:J{row}"/>')
        row += 1
    written = []
    for number in sorted({place[0] for place in cells}):
        columns = sorted(column for line, column in cells if line == number)
        inside = "".join(_cell(f"{_letter(column)}{number}", cells[number, column], figures) for column in columns)
        written.append(f'<row r="{number}">{inside}</row>')
    merged = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
    return f"{_HEAD}<worksheet {_MAIN}><sheetData>{''.join(written)}</sheetData>{merged}</worksheet>"


def _cell(place: str, text: str, figures: Figures) -> str:
    if not text:
        return f'<c r="{place}"/>'
    if figures != "words" and _is_number(text):
        formula = "<f>SUM(1,0)</f>" if figures == "formulas" else ""  # what counts is the result that is kept
        return f'<c r="{place}">{formula}<v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit() and text.isascii()


def _letter(column: int) -> str:
    return chr(ord("A") + column)
