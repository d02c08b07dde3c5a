"""A document to lines of tokens: what stands side by side, whether it came as a table row or as plain paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.document import Document, Grid, GridCell, Paragraph
from pipelines.understanding.tables.labels import is_column, proactive_row
from pipelines.understanding.tables.values import Kind, kind

_MOST_WORDS_BEFORE_FIGURES = 70
_FEWEST_FIGURES = 2
_SENTENCE = re.compile(r"[。；！？]")
_GAP = re.compile(r"\s*[|│┃]\s*|\s+")


@dataclass(frozen=True, slots=True)
class Token:
    """One cell of a line; `column` is its true column in an exact grid, else merely its place in the line."""

    text: str
    kind: Kind
    column: int
    span: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a grid, or one paragraph; `block` is the index of the grid or paragraph in the document."""

    tokens: tuple[Token, ...]
    block: int
    exact: bool
    in_grid: bool

    @property
    def figures(self) -> int:
        return sum(token.kind == "value" for token in self.tokens)

    @property
    def words(self) -> int:
        return sum(token.kind == "words" for token in self.tokens)

    @property
    def end(self) -> int:
        """The column after the last token."""
        return max((token.column + token.span for token in self.tokens), default=0)


def lines_of(document: Document) -> Iterator[Line]:
    """The lines of a document in reading order."""
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            yield Line(_paragraph_tokens(block.text, sure=not document.scanned), index, exact=False, in_grid=False)
        else:
            yield from _grid_lines(block, index)


def _grid_lines(grid: Grid, index: int) -> Iterator[Line]:
    for row in grid.rows():
        if not row:
            continue
        if len(row) == 1 and not grid.exact:  # a cell a line, or prose that an editor had put into a table
            yield Line(_paragraph_tokens(row[0].text, sure=row[0].sure), index, exact=False, in_grid=True)
        else:
            yield Line(tuple(_grid_token(cell) for cell in row), index, exact=grid.exact, in_grid=True)


def _grid_token(cell: GridCell) -> Token:
    return Token(cell.text, kind(cell.text), cell.column, cell.colspan, cell.sure)


def _paragraph_tokens(text: str, *, sure: bool) -> tuple[Token, ...]:
    """A paragraph is one token, unless it is a label and its figures in one line, parted by blanks."""
    return tuple(Token(part, kind(part), place, 1, sure) for place, part in enumerate(_parts(text)))


def _parts(text: str) -> list[str]:
    """A row that lost its columns, as its cells; any other text whole.

    >>> _parts("2.重复申请 0 12 0 0 0 0 12")
    ['2.重复申请', '0', '12', '0', '0', '0', '0', '12']
    >>> _parts("信息内容 本年制发件数 本年废止件数 现行有效件数")
    ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数']
    >>> _parts("成文日期 2021 年")
    ['成文日期 2021 年']
    """
    if len(text) > 2 * _MOST_WORDS_BEFORE_FIGURES or "\n" in text or not _GAP.search(text):
        return [text]
    parts = [part for part in _GAP.split(text) if part]
    first = len(parts)
    while first and kind(parts[first - 1]) == "value":
        first -= 1
    label = " ".join(parts[:first])
    figures = len(parts) - first
    if figures and first and not _SENTENCE.search(label) and len(label) <= _MOST_WORDS_BEFORE_FIGURES:
        if figures >= _FEWEST_FIGURES or proactive_row(label):
            return [label, *parts[first:]]
        return [text]
    columns = 0 if figures else sum(is_column(part) for part in parts)
    told_apart = figures >= _FEWEST_FIGURES and not first
    return parts if told_apart or columns >= max(_FEWEST_FIGURES, len(parts) - 1) else [text]
