"""Bytes of a text file, with its declared charset, to a document: plain words, Markdown, a dump of tables, or JSON."""

import html
import json
import re
from collections.abc import Iterator

from pipelines.document import Document, UnreadableError
from pipelines.reading.files.charset import decode
from pipelines.reading.html.inline_data import best, in_json
from pipelines.reading.html.page import read_markup
from pipelines.reading.plain.comma_rows import tabbed
from pipelines.reading.plain.text_rows import BLANKS, blocks

_MOST_BYTES = 5_000_000
_MOST_LINES = 100_000
_MOST_JUNK = 0.05  # of the characters
_JUNK = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_LINE_END = re.compile("\r\n?|\n|\f|\x0b|\x85|\u2028|\u2029")
_OPENS_MARKUP = re.compile(
    r"\s*(?:<\?xml|<!doctype|<!--|<(?:html|head|body|div|table|p|meta|span|section|article)\b)", re.IGNORECASE
)

_BOOKMARK = re.compile(r"\[bookmark:[^\[\]]{0,80}\]")  # [bookmark: _GoBack], of Apache Tika
_HEADING_MARK = re.compile(r"^ {0,3}#{1,6}\s+")  # ### 一、总体情况
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?)\s*"
)  # - 3 -
_BULLET = re.compile(r"^[ \u3000]*[-*+•·>] +(?=\S)")  # - 1、信息公开, > 注
_PICTURE = re.compile(r"!\[[^\[\]]{0,200}\]\([^()]{0,500}\)")  # ![](images/1.png)
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\((?:https?:|mailto:|/|\.)[^()\s]{0,500}\)")  # [网站](http://...)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!~>-])")  # 1\. 2021\-01
_BREAK = re.compile(r"<br\s*/?>|</?p(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|span|font|sup|sub|div|center|a|td|tr|th|table|tbody|thead|img|h[1-6]|o:p)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def read(data: bytes, declared: str | None = None, url: str | None = None) -> Document:
    """The document of a text. A page, or an interface's answer that carries one, is read as a page."""
    if len(data) > _MOST_BYTES:
        raise UnreadableError("too_large", f"a text of {len(data):,} bytes: save the report alone and read that")
    text, charset = decode(data, declared)
    text = text.replace("\0", "").removeprefix("\ufeff")
    if not text.strip(BLANKS + "\f\x1a"):
        raise UnreadableError("empty", "no words in the file: fetch it again")
    if len(_JUNK.findall(text)) > _MOST_JUNK * len(text):
        raise UnreadableError("damaged", "no text but bytes of another kind: give the file the ending it had")
    if _OPENS_MARKUP.match(text):
        return read_markup(text, url, charset)
    return _of_json(text, charset, url) or Document("txt", tuple(blocks(tabbed(_lines(text)))), charset=charset)


def _of_json(text: str, charset: str, url: str | None) -> Document | None:
    """The report that an interface's answer carries in one of its strings."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        found = best(in_json(json.loads(text)))
    except (ValueError, RecursionError):
        return None
    return read_markup(found.markup, url, charset, found.title) if found else None


def _lines(text: str) -> Iterator[str]:
    lines = _LINE_END.split(text)
    if len(lines) > _MOST_LINES:
        raise UnreadableError("too_large", f"a text of {len(lines):,} lines: save the report alone and read that")
    for line in lines:
        if _PAGE_NUMBER.fullmatch(line) or line.lstrip().startswith("```"):
            yield ""
        elif "\t" in line or "|" in line:
            yield _plain(_BREAK.sub(" ", line))
        else:
            yield from _plain(_BULLET.sub("", line)).split("\n")


def _plain(line: str) -> str:
    r"""A line without marks of Markdown and remnants of HTML; its breaks are line ends.

    >>> _plain("## **（二）依申请公开情况**"), _plain("[bookmark: _GoBack]　　一是&nbsp;<b>做好</b>公开<br>二是")
    ('（二）依申请公开情况', '　　一是\xa0做好公开\n二是')
    """
    line = _HEADING_MARK.sub("", _BOOKMARK.sub("", line))
    if "<" in line:
        line = _TAG.sub("", _BREAK.sub("\n", line))
    if "&" in line:
        line = html.unescape(line)
    if "](" in line:
        line = _LINK.sub(r"\1", _PICTURE.sub("", line))
    return _ESCAPED.sub(r"\1", line.replace("**", ""))
