"""Addresses in an office file to the links that a document hands on: those that lead to a file."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pipelines.document import Link

_FILES = {
    ".csv", ".doc", ".docx", ".et", ".ofd", ".pdf", ".rar", ".rtf", ".txt", ".wps", ".xls", ".xlsx", ".zip", ".7z",
}  # fmt: skip
_SCHEMES = {"http", "https", "ftp"}
_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"')  # HYPERLINK "http://example.cn/a.doc" \t "_blank"


def file_link(address: str, text: str) -> Link | None:
    """A link to a file; None for one to a page, a mail address or a place in the same document.

    >>> file_link("http://example.cn/2023/nb.DOC", "附件")
    Link(url='http://example.cn/2023/nb.DOC', text='附件')
    >>> file_link("http://example.cn/", "首页")
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or PurePosixPath(parts.path).suffix.lower() not in _FILES:
        return None
    return Link(address.strip(), text.strip())


def address_of_field(instruction: str) -> str | None:
    r"""The address in the instruction of a field.

    >>> address_of_field(' HYPERLINK "http://example.cn/a.doc" \\t "_blank" ')
    'http://example.cn/a.doc'
    """
    found = _FIELD.match(instruction)
    return found[1] if found else None
