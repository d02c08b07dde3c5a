"""Files that only wrap another to what is inside: gzip, and pages saved as MHTML, bounded in size."""

import zlib
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser

from pipelines.document import UnreadableError

_GZIP_WINDOW = 31
_MOST_BYTES = 50_000_000
_MOST_PARTS = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML of a saved page, with the charset and the address that its part names."""

    data: bytes
    charset: str | None
    url: str | None


def ungzip(data: bytes) -> bytes:
    """The first file of a gzip, which portals send under the name of what is inside."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    try:
        unpacked = unpacker.decompress(data, _MOST_BYTES + 1)
    except zlib.error:
        raise UnreadableError("damaged", "gzip that does not unpack: download it again") from None
    if len(unpacked) > _MOST_BYTES:
        raise UnreadableError("too_large", f"unpacks to more than {_MOST_BYTES} bytes, more than a report ever has")
    if not unpacker.eof:
        raise UnreadableError("damaged", "gzip that is cut short: download it again")
    return unpacked


def saved_page(data: bytes) -> Page:
    """The page of an MHTML file, as browsers and Word save one: its first part that is HTML."""
    for number, part in enumerate(BytesParser().parsebytes(data).walk()):
        if number == _MOST_PARTS:
            break
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return Page(content, part.get_content_charset(), _address(part))
    raise UnreadableError("damaged", "MHTML without a page in it: save the page anew, as HTML")


def _address(part: Message) -> str | None:
    address = str(part.get("Content-Location", "")).strip()
    return address if address.startswith(("http://", "https://")) else None
