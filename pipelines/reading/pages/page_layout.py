"""Sheets to blocks in reading order; what was printed only to turn the pages by is given apart."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.document import Block
from pipelines.reading.pages.lines import Line
from pipelines.reading.pages.page import Page
from pipelines.reading.pages.page_parts import Part, parts
from pipelines.reading.pages.paragraphs import Placed, blocks, margins

_EDGE = 0.12  # of a page at its head and foot, where page numbers and running heads stand
# - 3 -, — 3 —, 3, 3/12, 第3页, 第3页共12页
_PAGE_NUMBER = re.compile(r"[-—–－·.]*\d{1,3}[-—–－·.]*|\d{1,3}/\d{1,3}|第\d{1,3}页[,，/]?(?:共\d{1,3}页)?")
_DIGITS = re.compile(r"\d+")
_BLANK = re.compile(r"\s+")
_SAME_PLACE = 4  # points by which a running head may move from page to page


@dataclass(frozen=True, slots=True)
class Layout:
    blocks: tuple[Block, ...]
    surroundings: tuple[str, ...]


def layout(pages: Sequence[Page]) -> Layout:
    """The text of all pages."""
    split = [(page, parts(page)) for page in pages]
    heads = _running_heads(split)
    placed: list[Placed] = []
    aside: list[str] = []
    for page, found in split:
        body = []
        for part in found:
            if isinstance(part.content, Line) and _is_at_edge(part, page) and _is_furniture(part, part.content, heads):
                aside.append(part.content.text)
            else:
                body.append(part.content)
        text = margins([content for content in body if isinstance(content, Line)], page.width)
        placed += [Placed(content, page.number, text) for content in body]
    return Layout(blocks(placed), tuple(dict.fromkeys(aside)))


def _is_at_edge(part: Part, page: Page) -> bool:
    return part.bottom < _EDGE * page.height or part.top > (1 - _EDGE) * page.height


def _is_furniture(part: Part, line: Line, heads: frozenset[tuple[str, int]]) -> bool:
    return _PAGE_NUMBER.fullmatch(_BLANK.sub("", line.text)) is not None or _key(part, line) in heads


def _key(part: Part, line: Line) -> tuple[str, int]:
    """What a running head keeps from page to page: its words and its height."""
    return _DIGITS.sub("0", _BLANK.sub("", line.text)), round(part.top / _SAME_PLACE)


def _running_heads(pages: Sequence[tuple[Page, list[Part]]]) -> frozenset[tuple[str, int]]:
    """Lines at the edge of at least three pages, or of both pages of two."""
    seen = Counter(
        key
        for page, found in pages
        for key in {
            _key(part, part.content) for part in found if isinstance(part.content, Line) and _is_at_edge(part, page)
        }
    )
    return frozenset(key for key, count in seen.items() if count >= min(3, max(2, len(pages))))
