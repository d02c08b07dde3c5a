"""What platform files share: markup, calls and loose JSON of a page in; links, arguments and values out."""

import json
import re
from functools import cache
from html import unescape
from importlib.resources import files
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from crawler.lists.script import call_arguments, lenient_json, unescaped
from crawler.pages.asking import Lead, lead
from crawler.pages.page import Element, Page, parse, words_of

__all__ = [
    "call_arguments",
    "column_of",
    "is_pager_word",
    "lenient_json",
    "link_words",
    "parameter",
    "plain",
    "query",
    "rows",
    "unescaped",
    "whole_number",
]

_MOST_ROWS = 2000
_LONGEST_TITLE = 300
_LARGEST_NUMBER = 10_000_000
_FIRST_YEAR = 1990  # a link of bare digits below it is the number of a page

_CUT = re.compile(r"(?:\.{2,6}|…+)$")  # 白鹭镇2023年政府信息公开工…
_BARE_NUMBER = re.compile(r"\[?(\d{1,4})\]?")  # [3]
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")  # titles of search answers: <font color="red">年报</font>
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")  # %u5E74 : JavaScript's escape() in stored titles
_DIGITS = re.compile(r"\d{1,9}")  # 共 212 条
_SEPARATOR = re.compile(r"\s*[-_|—–>]+\s*")  # 政府信息公开年报-青桐县人民政府


def rows(page: Page, fragment: Element | str, around: str = "") -> tuple[Lead, ...]:
    """The links of a list fragment, each address once, without those of a pager.

    Of the text of a link and its title the longer one counts, since either may be cut with "…".
    """
    element = parse(fragment) if isinstance(fragment, str) else fragment
    found: dict[str, str] = {}
    for link in element.iter("a") if element is not None else ():
        url = page.absolute(link.get("href"))
        text = link_words(link)
        if url and not is_pager_word(text) and len(text) > len(found.get(url, "")):
            found[url] = text
        if len(found) == _MOST_ROWS:
            break
    return tuple(lead(url, text, around) for url, text in found.items())


def link_words(link: Element) -> str:
    """The words of a link: its text or its title, whichever says more."""
    text, title = words_of(link), " ".join((link.get("title") or "").split())
    if not title or title == text:
        return text[:_LONGEST_TITLE]
    return max(text, title, key=lambda words: (len(whole := _CUT.sub("", words)), words == whole))[:_LONGEST_TITLE]


def is_pager_word(text: str) -> bool:
    """Whether a link with these words only turns pages.

    >>> [is_pager_word(text) for text in ("下一页", "[3]", "2023", "2023年")]
    [True, True, False, False]
    """
    number = _BARE_NUMBER.fullmatch(text)
    return not text or text.casefold() in _words("pager_words") or (number is not None and int(number[1]) < _FIRST_YEAR)


def column_of(page: Page) -> str:
    """The name of the column that a list page shows: its tag, or else the first words of its title."""
    titled = _SEPARATOR.split(page.title)[0] if page.title else ""
    for name in (page.metas.get("columnname", ""), titled):
        if name and not any(
            word == name.casefold() or (word == "<" and word in name) for word in _words("no_column_words")
        ):
            return name[:_LONGEST_TITLE]
    return page.title[:_LONGEST_TITLE]


def plain(value: object) -> str:
    """A title out of JSON as a reader sees it.

    >>> plain("%u767D鹭镇<font color='red'>2023</font>年&amp;")
    '白鹭镇2023年&'
    """
    if not isinstance(value, str):
        return ""
    text = _PERCENT_U.sub(lambda match: chr(int(match[1], 16)), value[: 10 * _LONGEST_TITLE])
    text = unescape(_TAG.sub("", unescape(text) if "&lt;" in text else text))
    return " ".join(text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore").split())[:_LONGEST_TITLE]


def whole_number(value: object) -> int | None:
    """A count, whether a number or a text with one.

    >>> whole_number("212"), whole_number("共 14 页"), whole_number(15.0), whole_number(True), whole_number("")
    (212, 14, 15, None, None)
    """
    if isinstance(value, str):
        match = _DIGITS.search(value[:100])
        number: float = int(match[0]) if match else -1
    else:
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else -1
    return int(number) if 0 <= number <= _LARGEST_NUMBER else None


def query(url: str, **changes: object) -> str:
    """The address with parameters of its query set, or taken away where None; the others stay as they stand.

    >>> query("/a?x=%E5%B9%B4&page=1&r=0.5", page=2, r=None, size=10)
    '/a?x=%E5%B9%B4&page=2&size=10'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    left = dict(changes)
    kept = []
    for piece in parts.query.split("&") if parts.query else ():
        name = piece.partition("=")[0]
        if name not in changes:
            kept.append(piece)
        elif (value := left.pop(name, None)) is not None:
            kept.append(f"{name}={quote(str(value), safe='')}")
    kept += [f"{name}={quote(str(value), safe='')}" for name, value in left.items() if value is not None]
    return urlunsplit(parts._replace(query="&".join(kept)))


def parameter(url: str, name: str) -> str | None:
    """What the query of an address gives for a name.

    >>> parameter("/a?page=3", "page")
    '3'
    """
    try:
        return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True)).get(name)
    except ValueError:
        return None


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(json.loads(files(__package__).joinpath("shared.json").read_text("utf-8"))[kind])
