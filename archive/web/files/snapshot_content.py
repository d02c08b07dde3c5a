"""The document of a snapshot to what a browser may be given: a page with nothing alive in it, or a file to keep."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_BYTES = 64 << 20  # what is larger is not held in memory for a reader; the WARC file has it

_SANDBOX = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _SANDBOX,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, max-age=3600",
}

_PAGES = ("text/html", "application/xhtml+xml")
# bytes at the start of a file, its type, and what its name ends with
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword", "doc"),
    (b"PK\x03\x04", "application/zip", "zip"),
    (b"Rar!\x1a\x07", "application/vnd.rar", "rar"),
    (b"{\\rtf", "application/rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
)
_OFFICE = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"OFD.xml", "ofd"))  # folders in the beginning of such a ZIP
_OPENING = 4096
# never utf-7, nor what only Python knows: these could make markup of harmless letters
_CHARSETS: Mapping[str, str] = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
}
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_STATED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,20})", re.IGNORECASE)  # charset="gb2312"
_MHTML = re.compile(rb"^MIME-Version: ?1\.0\r?$", re.IGNORECASE | re.MULTILINE)  # a page saved with its pictures
_META = re.compile(r"<meta(?=[\s/>])", re.IGNORECASE)  # <meta http-equiv="refresh" ...


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The original bytes, with a type and a name that no browser would run."""

    content: bytes
    media_type: str
    name: str


def is_page(content: bytes, media_type: str | None) -> bool:
    """Whether the document was served as a page and is no file by its own bytes."""
    return media_type in _PAGES and _magic(content) is None


def as_page(content: bytes, head: bytes = b"") -> str:
    """The page as text, its `<meta>` made into comments: a refresh would lead away, a charset has been used.

    `head` is that of the answer, in which a server may have named the charset.

    >>> as_page("<meta charset=gbk><p>年".encode("gbk"))
    '<!meta charset=gbk><p>年'
    """
    return _META.sub("<!meta", _decoded(content, head))


def as_file(content: bytes, snapshot_id: int) -> KeptFile:
    """The document for keeping; a page too is a file here, so that it never opens as ours.

    >>> as_file(b"%PDF-1.4 ...", 7).name, as_file(b"<html>", 7).media_type
    ('snapshot-7.pdf', 'application/octet-stream')
    """
    found = _magic(content)
    media_type, ending = found or ("application/octet-stream", _ending(content[:_OPENING]))
    return KeptFile(content, media_type, f"snapshot-{snapshot_id}.{ending}")


def _ending(opening: bytes) -> str:
    if _MHTML.search(opening):
        return "mhtml"
    return "html" if b"<" in opening else "bin"


def _magic(content: bytes) -> tuple[str, str] | None:
    for opening, media_type, ending in _MAGIC:
        if content.startswith(opening):
            office = next((one for inside, one in _OFFICE if ending == "zip" and inside in content[:_OPENING]), ending)
            return media_type, office
    return None


def _decoded(content: bytes, head: bytes) -> str:
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(charset, "replace")
    for place in (head, content[:_OPENING]):
        stated = _STATED.search(place)
        charset = _CHARSETS.get(stated.group(1).decode("ascii").lower(), "") if stated else ""
        if charset:
            return content.decode(charset, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")
