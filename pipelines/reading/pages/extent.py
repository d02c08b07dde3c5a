"""Bytes of a scan, or of a bundle with scans, to the number of pages that would have to be recognised."""

from io import BytesIO
from zipfile import ZipFile

from pipelines.document import UnreadableError
from pipelines.reading.files.bundle import members
from pipelines.reading.files.kinds import PICTURES
from pipelines.reading.read import Given, unwrapped

_MEDIA = "word/media/"
_PAGES_OF_A_REPORT = 8  # where they cannot be counted, as in TIFF


def pages_to_recognise(data: bytes, name: str | None = None) -> int:
    """How many pages are pictures, at most; 0 for what holds none."""
    try:
        return _pages(data, name)
    except UnreadableError:
        return 0


def _pages(data: bytes, name: str | None) -> int:
    data, _, kind = unwrapped(data, Given(name))
    if kind == "pdf":
        from pipelines.reading.pages.pdf_file import opened

        with opened(data) as file:
            return len(file)
    if kind == "docx":
        with ZipFile(BytesIO(data)) as parts:
            return sum(part.startswith(_MEDIA) for part in parts.namelist())
    if kind == "zip":
        return sum(pages_to_recognise(member.data, member.name) for member in members(data))
    if kind == "tiff":
        return _PAGES_OF_A_REPORT
    return int(kind in PICTURES)
