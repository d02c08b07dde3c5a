"""Bytes of a zip or of Microsoft's compound format to what they are, by the names of the parts inside."""

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from zipfile import ZipFile

from pipelines.reading.files.kinds import Kind, suffix

_ENTRY = b"PK\x01\x02"  # opens each entry of a zip's directory
_MOST_ENTRIES = 20_000  # of a zip and of those that lie in it unpacked; more is no office file
_LOCAL_ENTRY = re.compile(rb"PK\x03\x04[\s\S]{22}([\s\S]{2})[\s\S]{2}")  # opens each file in a zip; its name follows
_FIRST_BYTES = 300  # hold a type that is stored as the first file of a zip
_OPEN_DOCUMENT = re.compile(
    rb"mimetype[\s\S]{0,40}?application/vnd\.oasis\.opendocument\.(text|spreadsheet)"
)  # mimetype...

_OPEN_XML = "[Content_Types].xml"
_BY_PART: tuple[tuple[str, Kind], ...] = (
    ("word/document", "docx"),
    ("xl/workbook", "xlsx"),
    ("ppt/presentation", "pptx"),
)
_BY_STREAM: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "ole_encrypted"),
    ("\tDRMContent", "ole_encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_BY_SUFFIX: dict[str, Kind] = {".xls": "xls", ".et": "xls", ".ppt": "ppt", ".dps": "ppt"}


def zip_kind(data: bytes) -> Kind:
    """What a zip is; one that is cut short still tells by the files that are there."""
    if stored := _OPEN_DOCUMENT.search(data, 0, _FIRST_BYTES):
        return "odt" if stored[1] == b"text" else "ods"
    names = _names(data)
    if "OFD.xml" in names:
        return "ofd"
    if _OPEN_XML in names:
        for part, kind in _BY_PART:
            if any(name.startswith(part) for name in names):
                return kind
    return "zip"


def _names(data: bytes) -> Collection[str]:
    if data.count(_ENTRY) > _MOST_ENTRIES:
        return ()
    try:
        with ZipFile(BytesIO(data)) as file:
            names = file.namelist()
    except Exception:  # noqa: BLE001  # a damaged zip fails in ways without number
        names = [_OPEN_XML, *_local_names(data)]  # which some write last, so that it is cut off
    return {name.replace("\\", "/") for name in names}


def _local_names(data: bytes) -> Iterator[str]:
    for entry in _LOCAL_ENTRY.finditer(data):
        end = entry.end() + int.from_bytes(entry[1], "little")
        yield data[entry.end() : end].decode("ascii", "replace")


def ole_kind(data: bytes, name: str | None) -> Kind:
    """What a file of the compound format is, by its streams of the first level: others belong to things inside.

    One whose list of streams is cut off is taken for what its name says, so that its reader can tell of the damage.
    """
    names = _streams(data)
    if names is None:
        return _BY_SUFFIX.get(suffix(name), "doc")
    return next((kind for stream, kind in _BY_STREAM if stream in names), "ole_other")


def _streams(data: bytes) -> Collection[str] | None:
    from olefile import OleFileIO

    try:
        with OleFileIO(BytesIO(data)) as file:
            return {str(entry.name) for entry in file.root.kids}
    except Exception:  # noqa: BLE001  # a damaged directory fails in ways without number
        return {name for name, _ in _BY_STREAM if name.encode("utf-16-le") + b"\0\0" in data} or None
