"""The text of a web page, or of an XML document that carries one, to its tree of elements, whole or not at all."""

import html
import re
from typing import TypeAlias

from lxml import etree

from pipelines.document import UnreadableError

Element: TypeAlias = etree._Element  # noqa: SLF001  # lxml gives its class no public name

_MOST_ELEMENTS = 120_000  # a report pasted from Word has 10,000
_FRAME_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)  # what stands behind them would be lost
_XML = re.compile(r"\s*<\?xml\b[^>]*\?>|\s*<(?:xml|root|rss|datastore|record|article|data)\b[^>]*>", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;(?:p|div|table|span|br)\b", re.IGNORECASE)  # &lt;p style="..."&gt;
_LEFT_OUT_OF_CDATA = ("<![CDATA[", "]]>")
# the marks of mere lettering, which editors forget to close, and the boxes of a page
_LETTERING = re.compile(
    r"</?(?:span|font|b|strong|i|em|u|big|small|s|strike|ins|del|sub|sup|tt|o:p|st1:\w+)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_BOXES = re.compile(
    r"</?(?:div|section|article|center|form|blockquote|dl|ul|ol|li|a|main|header|footer|aside|nav|p|fieldset)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def parse(text: str) -> Element:
    """The root element. A page nested too deep is read without lettering, then without boxes, rather than in part."""
    text = text.replace("\0", "")
    if is_xml(text):
        text = _XML.sub("", text, count=1)
        if _ESCAPED.search(text):
            text = html.unescape(text)
    for mark in _LEFT_OUT_OF_CDATA:
        text = text.replace(mark, "")
    text = _FRAME_END.sub("", text)
    for markup, instead in ((None, ""), (_LETTERING, ""), (_BOXES, "<br>")):
        if markup is not None:
            text = markup.sub(instead, text)
        root = _whole_tree(text)
        if root is not None:
            return root
    raise UnreadableError("damaged", "a page nested deeper than any browser's own pages: save its text and read that")


def is_xml(text: str) -> bool:
    """Whether a text is an XML document, not a page that only begins as one."""
    return bool(_XML.match(text)) and not _PAGE.search(text[:2000])


def serialised(element: Element) -> str:
    """The markup of an element, and nothing that follows it."""
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def _whole_tree(text: str) -> Element | None:
    """The tree, or None if the parser gave up half-way because of its depth."""
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=False)
    root = etree.fromstring(f"<html><body>{text}".encode("utf-8", "replace"), parser)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        return None
    if root.xpath("count(//*)") > _MOST_ELEMENTS:
        raise UnreadableError("too_large", f"a page of more than {_MOST_ELEMENTS:,} elements: no report has that")
    return root
