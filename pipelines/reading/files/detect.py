"""Bytes, with their name and declared type, to the kind of file that they are: by structure, never by name alone."""

import re

from pipelines.reading.files.containers import ole_kind, zip_kind
from pipelines.reading.files.kinds import Kind
from pipelines.reading.files.lettering import text_kind

_PDF = re.compile(rb"%PDF-\d\.\d")  # %PDF-1.7
_PDF_WITHIN = 1024  # mail programs and broken servers put lines before the file proper
_PDF_PARTS = (b" obj", b"startxref")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BMP = (
    rb"BM[\s\S]{4}\0{4}[\s\S]{4}[\x0c\x28\x38\x40\x6c\x7c]\0{3}"  # its size, nought, where it begins, size of its head
)
_MAGIC: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"II\*\0|MM\0\*"), "tiff"),
    (re.compile(rb"RIFF[\s\S]{4}WEBP"), "webp"),
    (re.compile(_BMP), "bmp"),
    (re.compile(rb"Rar!\x1a\x07"), "rar"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7z"),
    (re.compile(rb"\x1f\x8b\x08"), "gzip"),
    (re.compile(rb"[\s\S]{257}ustar"), "tar"),
)
_BLANKS = b"\0\t\n\x0b\x0c\r \xef\xbb\xbf\xfe\xff"


def detect(data: bytes, name: str | None = None, media_type: str | None = None) -> Kind:
    r"""The kind of a file. Names lie: many a .doc is RTF, HTML or a zip, and many a .pdf is an error page.

    >>> detect(b"{\\rtf1 ...}", "report.doc"), detect(b"<html><h1>404", "report.pdf", "application/pdf")
    ('rtf', 'html')
    """
    if not data.lstrip(_BLANKS):
        return "empty"
    if data.startswith(_ZIP):
        return zip_kind(data)
    if data.startswith(_OLE):
        return ole_kind(data, name)
    for magic, kind in _MAGIC:
        if magic.match(data):
            return kind
    pdf = _PDF.search(data, 0, _PDF_WITHIN)
    if pdf and (pdf.start() == 0 or any(part in data for part in _PDF_PARTS)):
        return "pdf"
    return text_kind(data, name, media_type) or "unknown"
