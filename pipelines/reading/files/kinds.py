"""The kinds of files that are told apart: the media type of each, how large one may be, and why some are not read."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Literal

Kind = Literal[
    "html", "mhtml", "xml", "json", "txt", "rtf",
    "pdf", "docx", "doc", "odt", "xlsx", "xls", "ods", "ofd", "pptx", "ppt", "ole_encrypted", "ole_other",
    "png", "jpeg", "gif", "bmp", "tiff", "webp",
    "zip", "gzip", "rar", "7z", "tar",
    "empty", "unknown",
]  # fmt: skip

PICTURES: frozenset[Kind] = frozenset({"png", "jpeg", "gif", "bmp", "tiff", "webp"})

MEDIA_TYPES: Mapping[Kind, str] = {
    "html": "text/html",
    "mhtml": "multipart/related",
    "xml": "application/xml",
    "json": "application/json",
    "txt": "text/plain",
    "rtf": "application/rtf",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "ofd": "application/ofd",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ppt": "application/vnd.ms-powerpoint",
    "ole_encrypted": "application/x-ole-storage",
    "ole_other": "application/x-ole-storage",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "zip": "application/zip",
    "gzip": "application/gzip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
    "tar": "application/x-tar",
}
# files of WPS Office are built as Word's and Excel's are; only their names tell
_WPS_TYPES: Mapping[tuple[Kind, str], str] = {
    ("doc", ".wps"): "application/wps-office.wps",
    ("doc", ".wpt"): "application/wps-office.wpt",
    ("xls", ".et"): "application/wps-office.et",
    ("ppt", ".dps"): "application/wps-office.dps",
}

_MB = 1_000_000
_MOST_BYTES: Mapping[Kind, int] = {
    "html": 5 * _MB,
    "txt": 5 * _MB,
    "json": 5 * _MB,
    "pdf": 50 * _MB,
    "zip": 100 * _MB,
}
_MOST_OF_OTHERS = 30 * _MB

UNSUPPORTED: Mapping[Kind, str] = {
    "odt": "ODT file: needs LibreOffice (soffice) installed, or save it as DOCX",
    "ofd": "OFD file: save it as PDF or DOCX and read that",
    "pptx": "PowerPoint file: save it as PDF and read that",
    "ppt": "PowerPoint file: save it as PDF and read that",
    "ole_other": "a file of Microsoft's old format, but neither Word nor Excel: save it as DOCX or PDF",
    "rar": "RAR archive: unpack it and read the files",
    "7z": "7z archive: unpack it and read the files",
    "tar": "TAR archive: unpack it and read the files",
    "zip": "ZIP archive within a packed file: unpack it and read the files",
    "gzip": "packed several times over: unpack it and read the file",
}


def media_type_of(kind: Kind, name: str | None) -> str | None:
    """The media type of a kind; the name tells WPS Office from Microsoft Office.

    >>> media_type_of("doc", "年报.WPS"), media_type_of("unknown", "年报.wps")
    ('application/wps-office.wps', None)
    """
    return _WPS_TYPES.get((kind, suffix(name)), MEDIA_TYPES.get(kind))


def most_bytes(kind: Kind) -> int:
    """The size above which a file of this kind is no report."""
    return _MOST_BYTES.get(kind, _MOST_OF_OTHERS)


def suffix(name: str | None) -> str:
    """The last suffix of a name, in small letters, its dot included.

    >>> suffix("a/年报.DOC"), suffix("年报"), suffix(None)
    ('.doc', '', '')
    """
    return PurePosixPath(name or "").suffix.casefold()
