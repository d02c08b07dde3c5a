"""Elements of WordprocessingML, in any of its namespaces, to plain names and values."""

from collections.abc import Iterator
from functools import lru_cache

from pipelines.reading.office.zipped_xml import Element, attribute

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",  # the strict form of the standard
    "http://schemas.microsoft.com/office/word/2003/wordml": "w",  # Word 2003 XML
    "http://schemas.microsoft.com/office/word/2003/auxHint": "wx",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "urn:schemas-microsoft-com:vml": "v",
}
_OFF = {"0", "false", "off", "none"}


@lru_cache(maxsize=2048)
def plain_name(tag: object) -> str:
    """A tag as it is written in the standard; empty for what is no part of a text.

    >>> plain_name("{http://purl.oclc.org/ooxml/wordprocessingml/main}tbl"), plain_name("{urn:x}tbl")
    ('w:tbl', '')
    """
    if not isinstance(tag, str):
        return ""
    namespace, _, name = tag.rpartition("}")
    prefix = _PREFIXES.get(namespace[1:])
    return f"{prefix}:{name}" if prefix else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant on this path of plain names."""
    for name in path:
        for inner in () if element is None else element:
            if plain_name(inner.tag) == name:
                element = inner
                break
        else:
            return None
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    return (inner for inner in (() if element is None else element) if plain_name(inner.tag) == name)


def properties(element: Element, name: str) -> dict[str, Element]:
    """What the child of this name says, each saying by its plain name."""
    found = child(element, name)
    return {} if found is None else {plain_name(inner.tag): inner for inner in found}


def value(element: Element | None) -> str | None:
    """What the element says in its attribute `val`."""
    return None if element is None else attribute(element, "val")


def number(element: Element | None, default: int) -> int:
    return whole_number(value(element), default)


def whole_number(text: str | None, default: int) -> int:
    """The text as a whole number, as far as numbers of a document ever go.

    >>> whole_number("3", 0), whole_number("1e6", 1), whole_number(None, 2), whole_number("9" * 5000, 3)
    (3, 1, 2, 3)
    """
    try:
        return int(text) if text and len(text) < len("-2147483648") else default
    except ValueError:
        return default


def is_on(element: Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not off."""
    return element is not None and (value(element) or "").lower() not in _OFF
