"""Bytes in Microsoft's compound format to the streams inside, read whole, and the title that the file gives itself."""

from io import BytesIO
from struct import error, unpack_from

from olefile import OleFileIO

from pipelines.document import UnreadableError
from pipelines.reading.office.office_limits import damaged, encrypted
from pipelines.reading.office.office_text import clean

_LOCKED_PACKAGE = "EncryptedPackage"  # a DOCX or XLSX behind a password
_SUMMARY = "\x05SummaryInformation"
_SECTION_AT, _MOST_PROPERTIES = 44, 100
_CODE_PAGE, _TITLE = 1, 2  # properties of the summary
_BYTES, _WIDE = 30, 31  # types of texts
_CHARSETS = {936: "gb18030", 950: "big5", 1200: "utf-16-le", 65001: "utf-8"}


class OleStreams:
    """The streams of one file; names are told apart without regard to case, as the format has it."""

    def __init__(self, data: bytes) -> None:
        try:
            self._file = OleFileIO(BytesIO(data))
        except Exception as broken:  # a damaged directory fails in ways without number
            raise damaged("a compound file that is cut short or broken") from broken
        if self._file.exists(_LOCKED_PACKAGE):
            raise encrypted()

    def read(self, name: str) -> bytes | None:
        """The bytes of a stream; None where there is no such stream."""
        if not self._file.exists(name):
            return None
        try:
            with self._file.openstream(name) as stream:
                content: bytes = stream.read()
            promised: int = self._file.get_size(name)
        except Exception as broken:  # as above
            raise damaged(f"its stream {name} is broken") from broken
        if len(content) < promised:
            raise damaged(f"its stream {name} is cut short")
        return content

    @property
    def title(self) -> str | None:
        """The title among the file's properties; a broken one is none."""
        try:
            return _title(self.read(_SUMMARY) or b"")
        except (UnreadableError, error, UnicodeDecodeError, LookupError):
            return None


def _title(summary: bytes) -> str | None:
    """The title; the library reads properties too, but takes minutes where a broken file promises millions of values."""
    (section,) = unpack_from("<I", summary, _SECTION_AT)
    (many,) = unpack_from("<I", summary, section + 4)
    places = dict(
        unpack_from("<II", summary, section + 8 + 8 * number) for number in range(min(many, _MOST_PROPERTIES))
    )
    if _TITLE not in places:
        return None
    page = unpack_from("<4xH", summary, section + places[_CODE_PAGE])[0] if _CODE_PAGE in places else 0
    kind, size = unpack_from("<II", summary, section + places[_TITLE])
    start = section + places[_TITLE] + 8
    if kind == _WIDE:
        text = summary[start : start + 2 * size].decode("utf-16-le")
    elif kind == _BYTES:
        text = summary[start : start + size].decode(_CHARSETS.get(page, f"cp{page}"))
    else:
        return None
    return clean(text).strip() or None
