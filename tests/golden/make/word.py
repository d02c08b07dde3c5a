"""A report to a Word file, written part by part, so that every odd thing that Word allows can be put in."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from tests.golden.make.printed import Block, Line, Table
from tests.golden.make.shapes import placed

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"""
_ROOT_LINKS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"""
_LINKS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"""
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>微软用户</dc:creator></cp:coreProperties>"""
NUMBERING = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
FOOTER = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr {_SPACES}><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:ftr>"""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_SMALL = '<w:sz w:val="17"/>'
_WIDTHS = {10: [900, 1050, 1850, *[740] * 7]}  # in twentieths of a point; a page has room for 9000
_MOMENT = (2024, 1, 5, 9, 0, 0)

WriteLine = Callable[[Line], str]
WriteTable = Callable[[Table], str]


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{run(text) if text else ''}</w:p>"


def small(text: str) -> str:
    """A paragraph of a cell."""
    return f"<w:p>{run(text, _SMALL) if text else ''}</w:p>"


def small_lines(text: str) -> str:
    """A long label in two paragraphs; figures stay whole."""
    middle = len(text) // 2
    return small(text[:middle]) + small(text[middle:]) if middle > 3 and not text.isascii() else small(text)


def line(block: Line) -> str:
    align = {"title": '<w:jc w:val="center"/>', "signature": '<w:jc w:val="right"/>'}.get(block.role, "")
    return paragraph(block.text, align)


def table(block: Table, cell: Callable[[str], str] = small, widths: Mapping[int, Sequence[int]] | None = None) -> str:
    """Columns joined by gridSpan, rows by vMerge, as Word itself does it."""
    rows: list[list[tuple[int, str]]] = [[] for _ in block.rows]
    for top, left, box in placed(block):
        for down in range(box.rowspan):
            span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
            merge = "" if box.rowspan == 1 else '<w:vMerge w:val="restart"/>' if down == 0 else "<w:vMerge/>"
            content = cell(box.text) if down == 0 else "<w:p/>"
            rows[top + down].append((left, f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"))
    return framed(("".join(xml for _, xml in sorted(row)) for row in rows), block.width, widths)


def framed(rows: Iterable[str], width: int, widths: Mapping[int, Sequence[int]] | None = None) -> str:
    edges = (widths or _WIDTHS).get(width, [9000 // width] * width)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in edges)
    written = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"


def body(blocks: Iterable[Block], write_table: WriteTable = table, write_line: WriteLine = line) -> str:
    return "".join(write_table(block) if isinstance(block, Table) else write_line(block) for block in blocks)


def document(content: str, *, title: str = "", footer: str = "第 1 页", extra: dict[str, bytes] | None = None) -> bytes:
    """The file around a body; `extra` are further parts by their names."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT_LINKS,
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {_SPACES}><w:body>{content}'
            '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/></w:sectPr></w:body></w:document>'
        ),
        "word/_rels/document.xml.rels": _LINKS,
        "word/numbering.xml": NUMBERING,
        "word/footer1.xml": FOOTER.format(escape(footer)),
        "docProps/core.xml": _CORE.format(title=escape(title)),
    }
    return zipped({**{name: text.encode() for name, text in parts.items()}, **(extra or {})})


def zipped(parts: dict[str, bytes], names: Callable[[str], zipfile.ZipInfo] | None = None) -> bytes:
    """The parts as a zip file, the same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            entry = names(name) if names else zipfile.ZipInfo(name)
            entry.date_time = _MOMENT
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
