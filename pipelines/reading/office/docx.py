"""Bytes of a DOCX, or of Word's flat XML, to a document: paragraphs with their numbers, exact tables, text boxes."""

from pipelines.document import Block, Document, Link
from pipelines.reading.office.docx_lists import NumberedParagraphs, Styles, list_place
from pipelines.reading.office.docx_tables import rows_of
from pipelines.reading.office.docx_text import ParagraphText, Surroundings
from pipelines.reading.office.numbering import numbered
from pipelines.reading.office.office_limits import MOST_PARAGRAPHS, blank, check_size, damaged, too_large, unsupported
from pipelines.reading.office.office_tables import table_blocks
from pipelines.reading.office.office_text import as_paragraphs, lines_of
from pipelines.reading.office.ole_streams import OleStreams
from pipelines.reading.office.word_xml import child, plain_name, properties, value
from pipelines.reading.office.zipped_xml import (
    Element,
    FlatParts,
    Parts,
    Relation,
    ZippedParts,
    attribute,
    local_name,
    parse_xml,
    relations,
)

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_USUAL_MAIN_PART = "word/document.xml"
_SKIPPED = {"w:del", "w:moveFrom", "w:sdtPr", "w:sectPr", "w:tblPr", "w:tcPr", "w:pPr"}
_FOREIGN = "w:altChunk"  # a part in another format that Word would convert on opening


def read(data: bytes) -> Document:
    """Also DOCM and DOTX, Flat OPC and Word 2003 XML."""
    check_size(data)
    if data.startswith(_OLE):
        OleStreams(data)  # says so where it is a DOCX behind a password
        raise unsupported("an old office file, not a DOCX")
    try:
        return _read_zip(data) if data.startswith(_ZIP) else _read_flat(parse_xml(data))
    except RecursionError as error:
        raise too_large("XML that is too deep") from error


def _read_zip(data: bytes) -> Document:
    parts = ZippedParts(data)
    return _read_parts(parts)


def _read_flat(root: Element) -> Document:
    if plain_name(root.tag) == "w:wordDocument":
        return _document(_Story({}, Styles(child(root, "w:styles")), None), root, (), None)
    if local_name(root.tag) != "package":
        raise unsupported("XML, but not Word's")
    return _read_parts(FlatParts(root))


def _read_parts(parts: Parts) -> Document:
    of_file = relations(parts, "")
    main = next((one.target for one in of_file.values() if one.kind == "officeDocument"), _USUAL_MAIN_PART)
    root = parts.xml(main)
    if root is None:
        raise damaged(f"{main} is missing in it")
    of_main = relations(parts, main)
    styles = Styles(_part(parts, of_main, "styles"))
    story = _Story(of_main, styles, _part(parts, of_main, "numbering"))
    above_and_below = tuple(
        line
        for target in dict.fromkeys(one.target for one in of_main.values() if one.kind in ("header", "footer"))
        for line in lines_of(_Story({}, styles, None).blocks(parts.xml(target)))
    )
    return _document(story, root, above_and_below, _title(_part(parts, of_file, "core-properties")))


def _part(parts: Parts, related: dict[str, Relation], kind: str) -> Element | None:
    return next((parts.xml(one.target) for one in related.values() if one.kind == kind and not one.outside), None)


def _title(core_properties: Element | None) -> str | None:
    for element in core_properties if core_properties is not None else ():
        if local_name(element.tag) == "title" and (element.text or "").strip():
            return (element.text or "").strip()
    return None


def _document(story: "_Story", root: Element, above_and_below: tuple[str, ...], title: str | None) -> Document:
    blocks = story.blocks(child(root, "w:body"))
    if not blocks and story.foreign:
        raise unsupported("a DOCX that only holds a page in another format")
    if not blocks and not story.pictures:
        raise blank()
    return Document(
        "docx",
        tuple(blocks),
        title=title,
        surroundings=tuple(dict.fromkeys(above_and_below)),
        links=tuple(dict.fromkeys(story.links)),
        pictures=tuple(dict.fromkeys(story.pictures)),
    )


class _Story:
    """A body, header or footer, read once from its beginning: lists count as they are met."""

    def __init__(self, related: dict[str, Relation], styles: Styles, numbering: Element | None) -> None:
        self.pictures: list[str] = []
        self.links: list[Link] = []
        self.foreign = False
        self._around = Surroundings(related, styles.hides, self.blocks)
        self._numbers = NumberedParagraphs(numbering, styles)
        self._depth = 0
        self._paragraphs = 0

    def blocks(self, parent: Element | None) -> list[Block]:
        """All that stands in an element, in any wrapping."""
        found: list[Block] = []
        begun = ""  # text of a paragraph whose end was deleted, so that the next one goes on with it
        for element in parent if parent is not None else ():
            name = plain_name(element.tag)
            if name == "w:p":
                of_paragraph = properties(element, "w:pPr")
                read = self._paragraph(element, of_paragraph)
                text = begun + read.text
                begun = text if _end_is_deleted(of_paragraph) else ""
                found += as_paragraphs("" if begun else text)
                found += read.boxes
            elif name == "w:tbl":
                self._depth += 1
                table = rows_of(element, self.blocks)
                self._depth -= 1
                found += table_blocks(table.rows, table.tolerance)
            elif name == "mc:AlternateContent":
                chosen = child(element, "mc:Choice")
                found += self.blocks(child(element, "mc:Fallback") if chosen is None else chosen)
            elif name not in _SKIPPED:
                self.foreign |= name == _FOREIGN
                found += self.blocks(element)
        return [*found, *as_paragraphs(begun)]

    def _paragraph(self, element: Element, of_paragraph: dict[str, Element]) -> ParagraphText:
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise too_large(f"more than {MOST_PARAGRAPHS} paragraphs")
        style = value(of_paragraph.get("w:pStyle"))
        number = self._number(of_paragraph, style)
        read = ParagraphText(element, style, self._around)
        read.text = numbered(number, read.text, in_table=self._depth > 0)
        self.pictures += read.pictures
        self.links += read.links
        return read

    def _number(self, of_paragraph: dict[str, Element], style: str | None) -> str:
        if "w:listPr" in of_paragraph:  # Word 2003 says the number itself
            written_out = child(of_paragraph["w:listPr"], "wx:t")
            return "" if written_out is None else attribute(written_out, "val") or ""
        return self._numbers.next_number(list_place(of_paragraph.get("w:numPr")), style)


def _end_is_deleted(of_paragraph: dict[str, Element]) -> bool:
    of_mark = of_paragraph.get("w:rPr")
    return child(of_mark, "w:del") is not None or child(of_mark, "w:moveFrom") is not None
