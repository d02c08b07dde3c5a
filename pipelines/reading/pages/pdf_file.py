"""The bytes of a PDF to its pages one by one, each closed before the next is opened; or the reason why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from pipelines.document import UnreadableError

MOST_BYTES = 50_000_000
MOST_PAGES = 200


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The file as the library opens it; one that needs no password to be read needs none here."""
    if len(data) > MOST_BYTES:
        raise UnreadableError("too_large", f"a PDF of {len(data):,} bytes: read the report's own part alone")
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError(
                "encrypted", "asks for a password: open it with its password and save it without"
            ) from None
        raise UnreadableError("damaged", "a PDF that is cut short or broken: fetch it again") from None
    try:
        if len(file) > MOST_PAGES:
            raise UnreadableError("too_large", f"a PDF of {len(file)} pages: read the report's own part alone")
        if len(file) == 0:
            raise UnreadableError("damaged", "a PDF without pages: fetch it again")
        yield file
    finally:
        file.close()


def pages(file: Any) -> Iterator[tuple[int, Any]]:
    """Each page with its number; what the library cannot load is passed over as the library's viewers do."""
    for index in range(len(file)):
        try:
            page = file[index]
        except pdfium.PdfiumError:
            raise UnreadableError("damaged", f"page {index + 1} cannot be loaded: fetch it again") from None
        try:
            yield index + 1, page
        finally:
            page.close()


def title(file: Any) -> str | None:
    """What the file's properties give as its title."""
    found: str = file.get_metadata_value("Title")
    return found.strip() or None
