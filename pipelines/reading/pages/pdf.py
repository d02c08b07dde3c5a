"""A PDF with text to a document: paragraphs, and tables by the lines that rule them; a scan is refused."""

from pipelines.document import Document, UnreadableError
from pipelines.reading.pages import pdf_file
from pipelines.reading.pages.garbled import is_garbled
from pipelines.reading.pages.page_layout import layout
from pipelines.reading.pages.pdf_page import PdfPage, read_page

FEW_GLYPHS = 40  # of a page: its number, a stamp, a running head
_PICTURE = 0.5  # of a page that pictures cover: its text may be in them
_OUTLINED = 300  # shapes on a page without text: its letters were turned into outlines


def read(data: bytes) -> Document:
    """The document; raises UnreadableError "needs_ocr" where pages show text that the file does not hold."""
    with pdf_file.opened(data) as file:
        pages = [read_page(page.raw, number) for number, page in pdf_file.pages(file)]
        title = pdf_file.title(file)
    unread = [str(page.page.number) for page in pages if needs_recognition(page)]
    if unread:
        raise UnreadableError(
            "needs_ocr",
            f"{len(unread)} of {len(pages)} pages are pictures: install the part that recognises them: "
            "pip install 'nianbao[ocr]'",
        )
    arranged = layout([page.page for page in pages])
    if not arranged.blocks:
        raise UnreadableError("empty", "a PDF of blank pages: look whether this is the right file")
    crowded = [page.page.number for page in pages if page.crowded]
    return Document(
        "pdf",
        arranged.blocks,
        title=title,
        surroundings=arranged.surroundings,
        notes=tuple(f"page {number}: too much is drawn on it to look for tables" for number in crowded),
    )


def needs_recognition(page: PdfPage) -> bool:
    """Whether a page shows text that the file does not hold as text, or not as text that can be believed."""
    text = "".join(glyph.text for glyph in page.page.glyphs)
    if len(text) < FEW_GLYPHS:
        return page.pictured > _PICTURE or page.shapes > _OUTLINED or page.crowded
    return is_garbled(text)
