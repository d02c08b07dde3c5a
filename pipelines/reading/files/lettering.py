"""The first bytes of a file, with its name and declared type, to the kind of text that it is, if it is any."""

import codecs
import json
import re

from pipelines.reading.files.kinds import Kind, suffix

_LOOKED_AT = 1 << 16
_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_CONTROLS = bytes({*range(32), 0x7F} - set(b"\t\n\x0b\x0c\r\x1a\x1b"))
_MOST_CONTROLS = 0.03  # of the bytes of a text, such as Word's marks in a crude dump; a packed file has a tenth
_LEAST_LIKELY = 0.9  # of the characters of a text in two-byte units
# the letters, marks and blanks of Chinese pages, without the rare ones that the wrong order of bytes yields
_LIKELY = re.compile("[\t\n\r\x20-\x7e\xa0\u2010-\u203b\u3000-\u3011\u4e00-\u9fa5\uff00-\uff5e]")

_NAMES = (
    "article|a|body|br|b|center|div|font|form|h[1-6]|head|html|iframe|img|input|link|li|main|meta|ol|pre|p|script|"
    "section|span|strong|style|table|tbody|td|textarea|th|title|tr|ul"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)  # <td rowspan="2">, </p>, <br/>
_OPENS_HTML = re.compile(rf"<!doctype\s+html|<(?:{_NAMES})[\s/>]", re.IGNORECASE)  # <!DOCTYPE html PUBLIC
_FRAME = re.compile(r"<!doctype\s+html|<(?:html|body)[\s>]|</(?:html|body)>", re.IGNORECASE)  # <html lang="zh">
_BEFORE_HTML = re.compile(r"\s+|<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)")  # <?xml version="1.0"?>, <!-- head -->
_OPENS_XML = re.compile(r"<[A-Za-z_][\w.:-]*[\s/>]")  # <w:wordDocument xmlns:w="..."
_JSON = re.compile(r'\{\s*["}]|\[\s*[\["{\]]')  # {"code": 200
_HEADER = re.compile(r"[A-Za-z][A-Za-z-]*:\s*\S")  # From: <Saved by Blink>
_MAIL_VERSION = re.compile(r"^mime-version:", re.IGNORECASE | re.MULTILINE)  # MIME-Version: 1.0
_HEADERS_WITHIN = 4096
_TAGS_OF_A_FRAGMENT = 3  # fewer may be quoted in a plain text

_NAMED_PLAIN = {".txt", ".text", ".md", ".csv"}
_NAMED_HTML = {".htm", ".html", ".shtml", ".xhtml", ".jhtml"}


def text_kind(data: bytes, name: str | None, media_type: str | None) -> Kind | None:
    """The kind of a text; None where the bytes are no text. The name decides only where the words do not."""
    text = _beginning(data)
    if text is None:
        return None
    body = text.lstrip("\ufeff\xef\xbb\xbf\0 \t\r\n\x0b\x0c")
    if body.startswith("{\\rtf"):
        return "rtf"
    if _HEADER.match(body) and _MAIL_VERSION.search(body, 0, _HEADERS_WITHIN):
        return "mhtml"
    if _JSON.match(body) and _is_json(data):
        return "json"
    return _markup_kind(body, named_html=suffix(name) in _NAMED_HTML or "html" in (media_type or "")) or (
        _fragment_kind(body, name, media_type)
    )


def two_byte_order(data: bytes) -> str | None:
    """utf-16-le or utf-16-be, where a text is in units of two bytes, marked as such or not."""
    head = data[: _LOOKED_AT // 2]
    if head[:2] in _UTF16_MARKS:
        return _UTF16_MARKS[head[:2]]
    if b"\0" not in head:
        return None
    shares = {order: _likely(head.decode(order, "replace")) for order in _UTF16_MARKS.values()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _LEAST_LIKELY else None


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _beginning(data: bytes) -> str | None:
    """The first characters; of a text in any other charset than UTF-16 only the ASCII ones are right."""
    head = data[:_LOOKED_AT]
    if order := two_byte_order(data):
        return head.decode(order, "replace")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return None if controls > _MOST_CONTROLS * len(head) else head.decode("latin-1")


def _likely(text: str) -> float:
    return len(_LIKELY.findall(text)) / (len(text) or 1)


def _markup_kind(body: str, *, named_html: bool) -> Kind | None:
    """What a text is that opens with markup, comments and declarations aside."""
    start = 0
    while before := _BEFORE_HTML.match(body, start):
        start = before.end()
    if _OPENS_HTML.match(body, start):
        return "html"
    if body.startswith("<?xml") and not named_html:
        return "xml"
    if _FRAME.search(body):
        return "html"
    if _OPENS_XML.match(body, start):
        return "html" if named_html or _count_tags(body) >= _TAGS_OF_A_FRAGMENT else "xml"
    return None


def _fragment_kind(body: str, name: str | None, media_type: str | None) -> Kind:
    """What a text is that opens with words: tables in Markdown do not make it a page."""
    if suffix(name) in _NAMED_PLAIN:
        return "txt"
    tags = _count_tags(body)
    if suffix(name) in _NAMED_HTML or "html" in (media_type or ""):
        return "html" if tags else "txt"
    lines_of_words = sum(1 for line in body.splitlines() if line.strip() and not _TAG.search(line))
    return "html" if tags >= max(_TAGS_OF_A_FRAGMENT, lines_of_words) else "txt"


def _count_tags(text: str) -> int:
    return sum(1 for _ in _TAG.finditer(text))
