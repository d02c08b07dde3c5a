"""Bytes of a page or a text file, with the charset they claim, to their text and the charset they really are in."""

import codecs
import re
from collections.abc import Iterator

from pipelines.reading.files.lettering import two_byte_order

_LOOKED_AT = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# <meta charset='gbk'>, <meta http-equiv=Content-Type content="text/html; charset=gb2312">, <?xml encoding="utf-8"?>
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_CHARSET_OF_TYPE = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)  # text/html; charset=GBK

# what browsers read with the larger charset of the family
_GB18030 = {
    "gb2312",
    "gb-2312-80",
    "gb2312-80",
    "gbk",
    "x-gbk",
    "gb18030",
    "cp936",
    "ms936",
    "936",
    "euc-cn",
}
_BIG5 = {"big5", "big5-hkscs", "big5hkscs", "x-x-big5", "cp950", "ms950", "big-5"}
_UTF8 = {"utf-8", "utf8", "unicode-1-1-utf-8"}
_CODECS = {"utf-8": "utf-8", "gb18030": "gb18030", "big5": "big5hkscs"}

_CHINESE = re.compile("[\u4e00-\u9fff\u3001-\u3011\uff01-\uff5e]")
_LOST = "\ufffd"
_CHINESE_FOR_ONE_LOST = 2


def decode(data: bytes, declared: str | None = None, *, markup: bool = False) -> tuple[str, str]:
    """The text, and the charset by its common name; a few broken bytes become replacement characters.

    `declared` is what the server says: a charset, or a whole content type. Declarations are hints only, as a page
    that was moved to another system keeps the one it had; what decodes without an error is believed.

    >>> decode("年报".encode("gbk"), "text/html; charset=utf-8")
    ('年报', 'gb18030')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name if name != "utf-32" else _order_32(mark), "replace"), name
    if order := two_byte_order(data):
        return data[: len(data) & ~1].decode(order, "replace").removeprefix("\ufeff"), "utf-16"
    hints = list(_hints(data if markup else b"", declared))
    utf8 = _utf8(data)
    if utf8 is not None and utf8.isascii():
        return utf8, hints[0] if hints else "utf-8"
    if utf8 is not None and (_CHINESE.search(utf8) or hints[:1] != ["gb18030"]):
        return utf8, "utf-8"
    for name in dict.fromkeys([*hints, "gb18030"]):
        try:
            return data.decode(_CODECS[name]), name
        except UnicodeDecodeError:
            continue
    return _least_broken(data, hints)


def _hints(markup: bytes, declared: str | None) -> Iterator[str]:
    """The known charsets that the page and its server name, best first; iso-8859-1 only means that nobody chose."""
    names = [match[1].decode("ascii", "replace") for match in _DECLARED.finditer(markup, 0, _LOOKED_AT)]
    if declared:
        of_type = _CHARSET_OF_TYPE.search(declared)
        names.append(of_type[1] if of_type else declared)
    for name in names:
        plain = name.strip().casefold().replace("_", "-")
        if plain in _GB18030:
            yield "gb18030"
        elif plain in _BIG5:
            yield "big5"
        elif plain in _UTF8:
            yield "utf-8"


def _order_32(mark: bytes) -> str:
    return "utf-32-le" if mark == codecs.BOM_UTF32_LE else "utf-32-be"


def _utf8(data: bytes) -> str | None:
    """The text, if it is UTF-8 without an error but a last character cut short, as where a download broke off."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_short = error.reason == "unexpected end of data"
        return data[: error.start].decode("utf-8") if cut_short and error.start else None


def _least_broken(data: bytes, hints: list[str]) -> tuple[str, str]:
    """Bytes that are wrong in every charset: UTF-8 if most of it is, as other charsets never look like UTF-8."""
    utf8 = data.decode("utf-8", "replace")
    if len(_CHINESE.findall(utf8)) >= _CHINESE_FOR_ONE_LOST * utf8.count(_LOST):
        return utf8, "utf-8"
    readings = {name: data.decode(_CODECS[name], "replace") for name in dict.fromkeys([*hints, "utf-8", "gb18030"])}
    best = min(readings, key=lambda name: readings[name].count(_LOST))
    return readings[best], best
