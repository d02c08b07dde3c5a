"""A report to the documents that offices make of it: the markup that Word leaves in a page, a .docx, a .doc of markup."""

import io
import zipfile
from collections.abc import Sequence
from html import escape

from archive.record import Record
from crawler.sample.printed import Block, Box, Line, Table, blocks

_MOMENT = (2024, 1, 5, 9, 0, 0)  # the same bytes on every machine
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_DOCUMENT}" Target="word/document.xml"/></Relationships>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PAGE_WIDTH = 9000  # twentieths of a point
_DOC = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
    '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="ProgId" content="Word.Document">'
    "<title>{title}</title></head><body>{body}</body></html>"
)


def markup(record: Record, *, untitled: bool = False) -> str:
    """The body of a page as an editor stores what was pasted from Word; `untitled` where the page shows the title."""
    return "\n".join(_element(one) for one in _shown(blocks(record), untitled=untitled))


def _shown(all_blocks: Sequence[Block], *, untitled: bool) -> Sequence[Block]:
    return [one for one in all_blocks if not (untitled and isinstance(one, Line) and one.role == "title")]


def _element(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    text = escape(block.text)
    if block.role == "heading":
        return f'<p class="MsoNormal"><b><span style="font-size:16pt;font-family:黑体">{text}</span></b></p>'
    align = {"title": "center", "signature": "right"}.get(block.role, "justify")
    return (
        f'<p class="MsoNormal" align="{align}" style="text-indent:32pt;mso-char-indent-count:2">'
        f'<span style="font-size:16pt;font-family:仿宋_GB2312">{text}<o:p></o:p></span></p>'
    )


def _table(table: Table) -> str:
    rows = "\n".join(
        f'<tr style="mso-yfti-irow:{index}">{"".join(map(_cell, row))}</tr>' for index, row in enumerate(table.rows)
    )
    return f'<table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0"><tbody>{rows}</tbody></table>'


def _cell(box: Box) -> str:
    spans = "".join(
        f' {name}="{span}"' for name, span in (("rowspan", box.rowspan), ("colspan", box.colspan)) if span > 1
    )
    language = ' lang="EN-US"' if box.text.isascii() else ""
    return f'<td{spans}><p class="MsoNormal" align="center"><span{language}>{escape(box.text)}</span></p></td>'


def doc(record: Record) -> bytes:
    """What many offices save as .doc: markup that Word opens without a word."""
    return _DOC.format(title=escape(record.title or ""), body=markup(record)).encode()


def docx(record: Record) -> bytes:
    """A Word file: columns joined by gridSpan, rows by vMerge."""
    body = "".join(_frame(one) if isinstance(one, Table) else _paragraph(one.text) for one in blocks(record))
    document = f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {"[Content_Types].xml": _TYPES, "_rels/.rels": _LINKS, "word/document.xml": document}.items():
            package.writestr(zipfile.ZipInfo(name, _MOMENT), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'


def _frame(table: Table) -> str:
    rows: list[list[tuple[int, str]]] = [[] for _ in table.rows]
    for place in table.placed():
        box = place.box
        for down in range(box.rowspan):
            span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
            merge = "" if box.rowspan == 1 else "<w:vMerge/>" if down else '<w:vMerge w:val="restart"/>'
            content = "<w:p/>" if down else _paragraph(box.text)
            rows[place.top + down].append((place.left, f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"))
    grid = f'<w:gridCol w:w="{_PAGE_WIDTH // table.width}"/>' * table.width
    written = "".join(f"<w:tr>{''.join(xml for _, xml in sorted(row))}</w:tr>" for row in rows)
    borders = f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{borders}<w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"
