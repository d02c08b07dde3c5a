"""A page to its links: whole address, words, and what stands over them where the words alone say nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from crawler.pages.page import Page, words_of

Element = Any  # lxml has no types

_CUT = ("…", "...", "..", "．．．")
_LONGEST_CAPTION = 60
_MOST_ANCHORS = 5_000  # no list is so long, and each is weighed
_STEPS_UP = 6
_STEPS_TO_A_CELL, _FIRST_CELLS = 4, 3
_MOST_BEFORE = 30  # a page of 100,000 rows would be gone through for each of them
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "dt", "caption", "legend", "th", "strong")
_TITLE_CLASSES = ("tit", "head", "hd", "name", "caption", "bt", "lm")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link; `element` lets one look at what stands around it."""

    url: str
    text: str
    element: Element


def anchors(page: Page) -> Iterator[Anchor]:
    """The links of a page, each address with the first words that it has."""
    tree = page.tree
    if tree is None:
        return
    seen: set[str] = set()
    for element in islice(tree.iter("a", "area"), _MOST_ANCHORS):  # an XPath would sort them, at length
        href = element.get("href")
        if href is None or href in seen:
            continue
        url = page.absolute(href)
        if url is None:
            continue
        text = link_words(element)
        if text:
            seen.add(href)
        yield Anchor(url, text, element)


def link_words(element: Element) -> str:
    """The words of a link: its title where the text is cut short or missing, else the text, else that of its picture."""
    text = words_of(element)
    title = element.get("title")
    if title and (not text or text.endswith(_CUT) or (len(title) > len(text) and text[:4] in title)):
        return " ".join(title.split())
    if text:
        return text
    if element.tag == "area" and element.get("alt"):
        return " ".join(element.get("alt").split())
    for inner in element.iter("img"):
        if words := inner.get("alt") or inner.get("title"):
            return " ".join(words.split())
    return ""


def caption(element: Element) -> str:
    """The heading of the block that a link stands in, as for 更多 beside the name of a column."""
    if words := _of_row(element):
        return words
    own = element
    for _ in range(_STEPS_UP):
        parent = element.getparent()
        if parent is None:
            return ""
        for sibling in islice(_before(element), _MOST_BEFORE):
            words = _heading(sibling)
            if words:
                return words
        if _is_title(parent):
            words = words_of(parent).removesuffix(words_of(own)).strip()
            if 0 < len(words) <= _LONGEST_CAPTION:
                return words
        element = parent
    return ""


def _before(element: Element) -> Iterator[Element]:
    sibling = element.getprevious()
    while sibling is not None:
        if isinstance(sibling.tag, str):
            yield sibling
        sibling = sibling.getprevious()


def _heading(element: Element) -> str:
    if element.tag in _HEADINGS or _is_title(element):
        words = words_of(element)
        return words if len(words) <= _LONGEST_CAPTION else ""
    return ""


def _is_title(element: Element) -> bool:
    classes = (element.get("class") or "").lower()
    return bool(classes) and any(mark in classes for mark in _TITLE_CLASSES)


def _of_row(element: Element) -> str:
    """The first cell of a table's row: the name of whom a bare 查看 or 进入 is of."""
    cell = next((one for one in islice(element.iterancestors(), _STEPS_TO_A_CELL) if one.tag in ("td", "th")), None)
    row = cell.getparent() if cell is not None else None
    if row is None or row.tag != "tr":
        return ""
    for other in islice(row.iterchildren("td", "th"), _FIRST_CELLS):
        words = words_of(other) if other is not cell else ""
        if words and not words.isdecimal() and len(words) <= _LONGEST_CAPTION:
            return words
    return ""
