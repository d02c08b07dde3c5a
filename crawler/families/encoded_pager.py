"""Pagers hidden as base64 of escaped markup: a page to its list, as it is once a browser has put the pager in."""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Sequence
from urllib.parse import unquote_plus

from crawler.families.family import Family, Listing
from crawler.lists.plain_list import plain_listing
from crawler.pages.page import Page

_MOST_OF_A_PAGE = 1 << 20
_ENCODED = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{24,20000}={0,2}(?![A-Za-z0-9+/=])")  # JTNDYSUyMGhyZWY9…
_MOST_PIECES = 200


def recognises(page: Page) -> bool:
    return "atob(" in page.text or "ase64.decode" in page.text


def read(page: Page) -> Sequence[Listing]:
    text = page.text[:_MOST_OF_A_PAGE]
    pieces: list[str] = []
    written, place = "", 0
    for count, match in enumerate(_ENCODED.finditer(text)):
        markup = _decoded(match[0])
        if markup and text[match.start() - 1 : match.start()] in ("'", '"'):
            written += f"<div>{markup}</div>"  # a string of the script that writes it somewhere
        elif markup:
            pieces += [text[place : match.start()], markup]
            place = match.end()
        if count == _MOST_PIECES:
            break
    if not pieces and not written:
        return ()
    # the mark of byte order says more than what the page states of its charset
    whole = ("\ufeff" + "".join(pieces) + _before_end(text[place:], written)).encode("utf-8", "replace")
    listing = plain_listing(Page(page.url, whole, "text/html; charset=utf-8", page.ask))
    return () if listing is None else (listing,)


def _before_end(text: str, markup: str) -> str:
    content, end, rest = text.rpartition("</body>")
    return f"{content}{markup}{end}{rest}" if end else text + markup


def _decoded(piece: str) -> str:
    """The markup that a piece stands for; empty for what is none, such as a picture.

    >>> _decoded("JTNDYSUyMGhyZWYlM0QlMjIyLmh0bWwlMjIlM0VuZXh0JTNDJTJGYSUzRQ==")
    '<a href="2.html">next</a>'
    """
    try:
        text = b64decode(piece + "=" * (-len(piece) % 4), validate=True).decode("utf-8")
    except (Error, ValueError):
        return ""
    markup = unquote_plus(text) if "%" in text else text
    return markup if "<" in markup and ("href" in markup or "页" in markup or "条" in markup) else ""


FAMILY = Family("encoded_pager", recognises, read)
