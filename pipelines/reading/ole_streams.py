"""Bytes in Microsoft's compound format to the streams inside, read whole, and the title that the file gives itself."""

from io import BytesIO

from olefile import OleFileIO

from pipelines.reading.office_limits import damaged, encrypted

_LOCKED_PACKAGE = "EncryptedPackage"  # a DOCX or XLSX behind a password
_SUMMARY = "\x05SummaryInformation"
_CODE_PAGE, _TITLE = 1, 2  # properties of the summary
_CHARSETS = {936: "gb18030", 950: "big5", 1200: "utf-16-le", 65001: "utf-8", -535: "utf-8"}


class OleStreams:
    """The streams of one file; names are told apart without regard to case, as the format has it."""

    def __init__(self, data: bytes) -> None:
        try:
            self._file = OleFileIO(BytesIO(data))
        except Exception as error:  # a damaged directory fails in ways without number
            raise damaged("a compound file that is cut short or broken") from error
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
        except Exception as error:  # as above
            raise damaged(f"its stream {name} is broken") from error
        if len(content) < promised:
            raise damaged(f"its stream {name} is cut short")
        return content

    @property
    def title(self) -> str | None:
        """The title among the file's properties; a broken one is none."""
        try:
            found = self._file.getproperties(_SUMMARY) if self._file.exists(_SUMMARY) else {}
            raw = found.get(_TITLE) or b""
            page: int = found.get(_CODE_PAGE) or 0
            text: str = raw if isinstance(raw, str) else raw.decode(_CHARSETS.get(page, f"cp{page}"))
        except Exception:  # noqa: BLE001  # a document does without
            return None
        return text.strip("\0 \t\r\n") or None
