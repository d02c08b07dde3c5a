"""Files as programs that mirror sites name them, to the addresses that they stand for; which are rewritten copies."""

import os
import re
from collections.abc import Collection, Sequence
from urllib.parse import quote

ORIGINAL = ".orig"  # what wget -K keeps of a page before its links are rewritten
_START_PAGES = ("index.html", "index.htm")
# wget -E: a.shtml.html, list.aspx?id=63.html; an ending of an address itself is never followed by another
_ADDED = re.compile(
    r"(.+(?:\.(?:[sxj]html|aspx?|jspx?|php\d?|do|action|cgi)|[?&][^?&=]{1,60}=[0-9A-Fa-f-]{0,60}))\.html\Z", re.DOTALL
)
# what wget leaves as %2F in a name, as the system or the terminal could not bear it
_LEFT = re.compile(r"%25(2F|5C|7C|3A|3F|22|2A|3C|3E|7F|[0189][0-9A-F])", re.IGNORECASE)  # %252F


def readable(name: str) -> str:
    """A name of a file as people can read it: in archives packed on Windows it is often in GB 18030.

    >>> readable(os.fsdecode("青桐县年报.html".encode("gb18030")))
    '青桐县年报.html'
    """
    data = os.fsencode(name)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def quoted(name: str, safe: str = "/") -> str:
    """A name as it stands in an address, byte by byte."""
    return quote(os.fsencode(name), safe=safe)


def is_rewritten(name: str, beside: Collection[str]) -> bool:
    """Whether a page was made from the one that lies beside it as it came.

    >>> is_rewritten("a.shtml.html", ["a.shtml.orig"]), is_rewritten("a.shtml.orig", ["a.shtml.html"])
    (True, False)
    """
    return f"{name}{ORIGINAL}" in beside or (name.endswith(".html") and name[: -len(".html")] + ORIGINAL in beside)


def mirrored_address(parts: Sequence[str], start: int) -> str:
    """The address of a file whose path has the host at `start`, by the manner of wget.

    >>> mirrored_address(("https", "www.qingtong.gov.cn", "nb", "show.aspx?id=6.html"), 1)
    'https://www.qingtong.gov.cn/nb/show.aspx?id=6'
    >>> mirrored_address(("www.qingtong.gov.cn+8080", "nb", "index.html.orig"), 0)
    'http://www.qingtong.gov.cn:8080/nb/'
    """
    scheme = "https" if start and parts[start - 1] == "https" else "http"
    host = parts[start].replace("+", ":", 1)
    last = parts[-1].removesuffix(ORIGINAL)
    if added := _ADDED.match(last):
        last = added[1]
    folders = [_as_asked(part, "") for part in parts[start + 1 : -1]]
    return f"{scheme}://{'/'.join((host, *folders, '' if last in _START_PAGES else _as_asked(last, '?=&')))}"


def _as_asked(name: str, safe: str) -> str:
    return _LEFT.sub(r"%\1", quoted(name, safe))
