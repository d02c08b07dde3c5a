"""The bytes of one file to its document, by the reader for what the file really is."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipelines.document import Document, UnreadableError
from pipelines.reading.files.detect import detect
from pipelines.reading.files.kinds import PICTURES, UNSUPPORTED, Kind, most_bytes, suffix
from pipelines.reading.files.unwrap import saved_page, ungzip

_LEAST_OF_A_PAGE = 30_000  # bytes: the picture of a whole page has more, an emblem fewer
_MOST_THREADS = 4
_FEW_CHARACTERS = 100  # a title above pictures of pages


@dataclass(frozen=True, slots=True)
class Given:
    """What is told of a file; `ocr` is whether pictures may be recognised, which takes seconds a page."""

    name: str | None = None
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    ocr: bool = True


def read(data: bytes, given: Given) -> Document:
    """The document; raises UnreadableError where there is none to be had."""
    data, given, kind = unwrapped(data, given)
    if kind == "empty":
        raise UnreadableError("empty", "no bytes, or nothing but blanks: fetch the file again")
    if kind == "ole_encrypted":
        raise UnreadableError("encrypted", "asks for a password: open it with its password and save it without")
    if len(data) > most_bytes(kind):
        raise UnreadableError(
            "too_large", f"{len(data):,} bytes, more than a report ever has: read the report's own part alone"
        )
    if kind not in _READERS:
        unknown = f"a format that is not known ({suffix(given.name) or 'no name'}): save it as PDF or DOCX"
        raise UnreadableError("unsupported", UNSUPPORTED.get(kind, unknown))
    return _READERS[kind](data, given)


def unwrapped(data: bytes, given: Given) -> tuple[bytes, Given, Kind]:
    """The file inside a gzip, or the file itself, with its name and its kind."""
    kind = detect(data, given.name, given.media_type)
    if kind != "gzip":
        return data, given, kind
    data = ungzip(data)
    given = replace(given, name=given.name.removesuffix(".gz") if given.name else None)
    return data, given, detect(data, given.name, given.media_type)


def read_pictures(pictures: list[bytes], *, ocr: bool) -> Document:
    """Pictures of pages, in their order, to one document."""
    if not ocr:
        raise UnreadableError("needs_ocr", "pictures of pages, whose characters must be recognised")
    from pipelines.reading.pages import scan

    return scan.read_images(pictures, threads=_threads())


def _html(data: bytes, given: Given) -> Document:
    from pipelines.reading.html import page as html

    return html.read(data, url=given.url, declared=given.charset)


def _saved_page(data: bytes, given: Given) -> Document:
    page = saved_page(data)
    if len(page.data) > most_bytes("html"):
        raise UnreadableError("too_large", f"a page of {len(page.data):,} bytes: read the report's own part alone")
    return _html(page.data, replace(given, url=given.url or page.url, charset=page.charset))


def _text(data: bytes, given: Given) -> Document:
    from pipelines.reading.plain import text

    return text.read(data, declared=given.charset, url=given.url)


def _docx(data: bytes, given: Given) -> Document:
    from pipelines.reading.office import docx

    document = docx.read(data)
    if document.pictures and len(document.text) < _FEW_CHARACTERS and (pages := list(_pages(data, document))):
        scanned = read_pictures(pages, ocr=given.ocr)
        return replace(scanned, blocks=(*document.blocks, *scanned.blocks), title=document.title)
    if not document.blocks:
        raise UnreadableError("empty", "nothing but small pictures: look whether this is the right file")
    return document


def _xml(data: bytes, given: Given) -> Document:
    """Word's flat forms are XML, and so are the answers in which some portals wrap a page."""
    try:
        return _docx(data, given)
    except UnreadableError as error:
        if error.kind not in ("damaged", "unsupported"):
            raise
    return _html(data, given)


def _pages(data: bytes, document: Document) -> Iterator[bytes]:
    """The pictures in a Word file that may be scanned pages."""
    from pipelines.reading.office.zipped_xml import ZippedParts

    parts = ZippedParts(data)
    for name in document.pictures:
        if name in parts.names:
            picture = b"".join(parts.pieces(name))
            if len(picture) >= _LEAST_OF_A_PAGE and detect(picture) in PICTURES:
                yield picture


def _doc(data: bytes, given: Given) -> Document:
    from pipelines.reading.office import doc

    return _or_its_pictures(doc.read(data), data, "doc", given)


def _rtf(data: bytes, given: Given) -> Document:
    from pipelines.reading.office import rtf

    return _or_its_pictures(rtf.read(data), data, "rtf", given)


def _odt(data: bytes, given: Given) -> Document:
    from pipelines.reading.office.office_helper import to_docx

    converted = to_docx(data, "odt")
    if converted is None:
        raise UnreadableError("unsupported", UNSUPPORTED["odt"])
    return _docx(converted, given)


def _or_its_pictures(document: Document, data: bytes, ending: str, given: Given) -> Document:
    """The document; where it is all pictures, the pages on them, which only a newer format lets us take out."""
    if document.blocks:
        return document
    from pipelines.reading.office.office_helper import to_docx

    converted = to_docx(data, ending)
    if converted is None:
        raise UnreadableError("needs_ocr", "a Word file of nothing but pictures: save it as PDF or DOCX and read that")
    return _docx(converted, given)


def _sheet(data: bytes, _: Given) -> Document:
    from pipelines.reading.office import sheet

    return sheet.read(data, "xlsx")


def _old_sheet(data: bytes, _: Given) -> Document:
    from pipelines.reading.office import sheet

    return sheet.read(data, "xls")


def _pdf(data: bytes, given: Given) -> Document:
    from pipelines.reading.pages import pdf

    try:
        return pdf.read(data)
    except UnreadableError as error:
        if error.kind != "needs_ocr" or not given.ocr:
            raise
    from pipelines.reading.pages import scan

    return scan.read_pdf(data, threads=_threads())


def _threads() -> int:
    """For recognition: with more it is hardly faster, and takes more memory."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, _MOST_THREADS)


def _picture(data: bytes, given: Given) -> Document:
    return read_pictures([data], ocr=given.ocr)


_READERS: Mapping[Kind, Callable[[bytes, Given], Document]] = {
    "html": _html,
    "mhtml": _saved_page,
    "txt": _text,
    "json": _text,  # what scripts fetch: a field of it may be the text of a page
    "docx": _docx,
    "xml": _xml,
    "doc": _doc,
    "rtf": _rtf,
    "odt": _odt,
    "xlsx": _sheet,
    "ods": _sheet,
    "xls": _old_sheet,
    "pdf": _pdf,
    **dict.fromkeys(PICTURES, _picture),
}
