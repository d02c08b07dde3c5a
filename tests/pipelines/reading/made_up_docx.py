"""Word files made by hand from WordprocessingML, so that each test shows the markup that it is about."""

import zipfile
from collections.abc import Mapping
from html import escape
from io import BytesIO

from tests.pipelines.reading.made_up_tables import Rows

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = " ".join([
    f'xmlns:r="{RELATIONS}"',
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    'xmlns:v="urn:schemas-microsoft-com:vml"',
])  # fmt: skip
_CONTENT_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "", inside: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def form(rows: Rows, widths: tuple[int, ...] = ()) -> str:
    """A table as Word writes it: a cell over several rows goes on as an empty cell in each of them."""
    going_on: dict[int, tuple[int, int]] = {}  # by first column: its columns, and the rows that are still to come
    written = []
    for slots in rows:
        cells, column, waiting = [], 0, list(slots)
        while waiting or column in going_on:
            if column in going_on:
                colspan, left = going_on.pop(column)
                cells.append(cell(paragraph(), f'<w:gridSpan w:val="{colspan}"/><w:vMerge/>'))
                if left > 1:
                    going_on[column] = colspan, left - 1
                column += colspan
                continue
            slot = waiting.pop(0)
            merge = '<w:vMerge w:val="restart"/>' if slot.rowspan > 1 else ""
            cells.append(cell(paragraph(slot.text), f'<w:gridSpan w:val="{slot.colspan}"/>{merge}'))
            if slot.rowspan > 1:
                going_on[column] = slot.colspan, slot.rowspan - 1
            column += slot.colspan
        written.append(row(*cells))
    return table(*written, widths=widths)


def document_xml(body: str, namespace: str = WORD) -> bytes:
    return f'<w:document xmlns:w="{namespace}" {_NAMESPACES}><w:body>{body}</w:body></w:document>'.encode()


def relations_xml(*entries: tuple[str, str, str]) -> bytes:
    """Entries of id, kind and target; a target with a scheme lies outside."""
    lines = (
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for name, kind, target in entries
    )
    return f'<Relationships xmlns="{_PACKAGE_RELATIONS}">{"".join(lines)}</Relationships>'.encode()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx_of(body: str, *related: tuple[str, str, str], namespace: str = WORD, **parts: str) -> bytes:
    """A DOCX; `styles`, `numbering` and others are the contents of the parts of these names."""
    wrapped = {
        f"word/{name}.xml": f'<w:{name} xmlns:w="{namespace}" {_NAMESPACES}>{content}</w:{name}>'.encode()
        for name, content in parts.items()
    }
    own = [(f"own{number}", {"hdr": "header"}.get(name, name), f"{name}.xml") for number, name in enumerate(parts)]
    return zipped({
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": relations_xml(("main", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations_xml(*own, *related),
        "word/document.xml": document_xml(body, namespace),
        **wrapped,
    })  # fmt: skip
