"""A PDF of scanned pages, or pictures of pages, to a document: its characters are recognised, doubtful ones marked."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipelines.document import Document, ReaderName, UnreadableError
from pipelines.reading.pages import pdf_file
from pipelines.reading.pages.page import Page
from pipelines.reading.pages.page_layout import layout
from pipelines.reading.pages.pdf import FEW_GLYPHS, needs_recognition
from pipelines.reading.pages.pdf_page import read_page

if TYPE_CHECKING:
    from pipelines.reading.pages.ocr import Engine

MOST_PICTURES = 200
_THREADS = 2
_MOST_PIXELS = 25_000_000  # of a page
_LEAST_SCALE, _MOST_SCALE = 200 / 72, 300 / 72  # pixels a point
_LAYER = "its characters are those that the software of whoever scanned it recognised; none was checked"


def read_image(data: bytes, *, threads: int = _THREADS) -> Document:
    """One picture; a file of several, such as a TIFF of a whole report, gives several pages."""
    return read_images([data], threads=threads)


def read_images(pictures: Sequence[bytes], *, threads: int = _THREADS) -> Document:
    """Pictures as the pages of one document, in their order."""
    if len(pictures) > MOST_PICTURES:
        raise UnreadableError("too_large", f"{len(pictures)} pictures: read the report's own pages alone")
    engine = _engine(threads)
    from pipelines.reading.pages.picture import decoded
    from pipelines.reading.pages.scan_page import read_scan

    pages: list[Page] = []
    for picture in pictures:
        pages += [read_scan(colours, number, engine) for number, colours in enumerate(decoded(picture), len(pages) + 1)]
    return _document(pages, "scan")


def read_pdf(data: bytes, *, threads: int = _THREADS) -> Document:
    """The file; pages that hold their text as text are taken as they are."""
    with pdf_file.opened(data) as file:
        title = pdf_file.title(file)
        try:
            engine = _engine(threads)
        except UnreadableError:
            layered = _layers(file)
            if not layered:
                raise
            return replace(_document(layered, "scan"), title=title, notes=(_LAYER,))
        pages = list(_pages(file, engine))
    recognised = [str(page.number) for page, was_picture in pages if was_picture]
    document = _document([page for page, _ in pages], "scan" if recognised else "pdf")
    some = recognised and len(recognised) < len(pages)
    return replace(document, title=title, notes=(f"recognised pages: {', '.join(recognised)}",) if some else ())


def _engine(threads: int) -> "Engine":
    from pipelines.reading.pages import ocr

    return ocr.engine(threads)


def _document(pages: Sequence[Page], reader: ReaderName) -> Document:
    arranged = layout(pages)
    if not arranged.blocks:
        raise UnreadableError("empty", "pictures without text: look whether this is the right file")
    return Document(reader, arranged.blocks, surroundings=arranged.surroundings)


def _pages(file: Any, engine: "Engine") -> Iterator[tuple[Page, bool]]:
    """The pages, each with whether it was recognised from its picture."""
    from pipelines.reading.pages.scan_page import read_scan

    for number, handle in pdf_file.pages(file):
        page = read_page(handle.raw, number)
        if needs_recognition(page):
            scale = _scale(handle)
            colours = handle.render(scale=scale, draw_annots=False).to_numpy()[:, :, :3]
            yield read_scan(colours, number, engine, scale), True
        else:
            yield page.page, False


def _scale(handle: Any) -> float:
    """The pixels a point at which to draw a page: those of its largest picture, within bounds."""
    width, height = handle.get_size()
    native, largest = _LEAST_SCALE, 0.0
    for picture in handle.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, _, right, _ = picture.get_bounds()
        if right - left > largest:
            native, largest = picture.get_px_size()[0] / (right - left), right - left
    return float(min(max(native, _LEAST_SCALE), _MOST_SCALE, math.sqrt(_MOST_PIXELS / max(1.0, width * height))))


def _layers(file: Any) -> list[Page]:
    """The pages by the text that lies hidden over or under their pictures; none where one lacks it."""
    pages: list[Page] = []
    for number, handle in pdf_file.pages(file):
        page = read_page(handle.raw, number)
        if not needs_recognition(page):
            pages.append(page.page)
        elif len(page.hidden) >= FEW_GLYPHS:
            doubtful = [glyph._replace(sure=False) for glyph in page.hidden]
            pages.append(replace(page.page, glyphs=doubtful))
        else:
            return []
    return pages
