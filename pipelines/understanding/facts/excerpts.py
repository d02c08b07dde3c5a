"""A document to the few lines that say what it is: its head, its opening, and all that is no form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from pipelines.document import Document, Grid, Paragraph
from pipelines.understanding.facts.plain import legible, plain, squeezed

T = TypeVar("T")

_LONGEST_LINE = 3000
_MOST_LINES = 4000
_HEAD_LINES, _OPENING_LINES = 40, 80
_HEAD_WITHOUT_SECTIONS = 15
_FRAME_ROWS, _FRAME_CELLS = 4, 8  # a letterhead or an imprint set as a table; a form has more rows
_WORDS_OF_EVIDENCE = 200
# 一、总体情况 or 第一部分 or 概述: where the intro ends
_FIRST_SECTION = re.compile(r"(?:第一部分|[(]一[)]|一\s*[、.,:：]|一\s*,?\s*(?:总体|概)|总体情况$|概\s*述$)")
_SECOND_SECTION = re.compile(r"(?:第二部分|二\s*[、.,:：]|二\s*(?:主动)|主动公开政府信息(?:的)?情况$)")


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A fact, and the words of the document that state it."""

    value: T
    words: str


@dataclass(frozen=True)
class Line:
    """One line as printed; `plain` has the same length, `bare` lacks the blanks."""

    text: str

    @cached_property
    def plain(self) -> str:
        return plain(self.text)

    @cached_property
    def bare(self) -> str:
        return plain(squeezed(self.text))


@dataclass(frozen=True, slots=True)
class Excerpts:
    """The lines of a document without its forms; sections one and two begin at `first` and `second`."""

    lines: tuple[Line, ...]
    first: int
    second: int

    @property
    def head(self) -> tuple[Line, ...]:
        """What stands before section one: letterhead, title, intro."""
        return self.lines[: self.first]

    @property
    def opening(self) -> tuple[Line, ...]:
        """The head and section one, which offices write their intro into."""
        return self.lines[: self.second]


def excerpts_of(document: Document) -> Excerpts:
    lines = tuple(_lines(document))
    first = next((n for n, line in enumerate(lines[:_HEAD_LINES]) if _FIRST_SECTION.match(line.plain)), None)
    if first is None:
        first = min(_HEAD_WITHOUT_SECTIONS, len(lines))
    second = next(
        (n for n, line in enumerate(lines[:_OPENING_LINES]) if n >= first and _SECOND_SECTION.match(line.plain)),
        min(max(first, _OPENING_LINES // 2), len(lines)),
    )
    return Excerpts(lines, first, second)


def _lines(document: Document) -> Iterator[Line]:
    count = 0
    for block in document.blocks:
        for text in (block.text,) if isinstance(block, Paragraph) else _frame(block):
            for part in legible(text[:_LONGEST_LINE]).splitlines():
                if part.strip():
                    yield Line(part.strip())
                    count += 1
        if count > _MOST_LINES:
            return


def _frame(grid: Grid) -> Iterator[str]:
    if len(grid.cells) <= _FRAME_CELLS and max((cell.row for cell in grid.cells), default=0) < _FRAME_ROWS:
        for row in grid.rows():
            yield from (cell.text for cell in row)


def evidence_words(text: str, start: int = 0, end: int | None = None) -> str:
    """The sentence or line around a place, short enough to be shown.

    >>> evidence_words("甲。统计期限为2020年。乙。", 2, 8)
    '统计期限为2020年。'
    """
    end = len(text) if end is None else end
    if len(text) <= _WORDS_OF_EVIDENCE and "。" not in text:
        return text.strip()
    sentence_start = text.rfind("。", 0, start) + 1
    sentence_end = text.find("。", max(end - 1, 0))
    sentence_end = len(text) if sentence_end < 0 else sentence_end + 1
    if sentence_end - sentence_start > _WORDS_OF_EVIDENCE:
        sentence_start = max(sentence_start, min(start, end - _WORDS_OF_EVIDENCE // 2) - _WORDS_OF_EVIDENCE // 4)
        sentence_end = min(sentence_end, sentence_start + _WORDS_OF_EVIDENCE)
    return text[sentence_start:sentence_end].strip()
