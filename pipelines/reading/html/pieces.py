"""What is seen of a page, in order: lines of text and tables, and where its boxes, links and pictures stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.document import Block, Grid
from pipelines.reading.html.tree import Element
from pipelines.reading.plain.text_rows import blocks


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the browser breaks it, and how many of its characters are links; blank ones only in typed text."""

    text: str
    linked: int
    box: Element

    @property
    def is_link(self) -> bool:
        return self.linked * 3 > len(self.text) * 2


@dataclass(frozen=True, slots=True)
class Table:
    grid: Grid
    linked: int
    box: Element

    @property
    def text(self) -> str:
        return "\n".join(cell.text for cell in self.grid.cells)

    @property
    def is_link(self) -> bool:
        return self.linked * 3 > sum(len(cell.text) for cell in self.grid.cells) * 2


Piece = Line | Table


@dataclass(frozen=True, slots=True)
class Flow:
    """All that is seen. `extents` says which pieces lie in an element: the first, and the one behind the last.

    Links, embedded things and pictures stand with the number of the piece that they come before or lie in; `content`
    is the extent that the source's own comments name as the body.
    """

    pieces: Sequence[Piece]
    extents: Mapping[Element, tuple[int, int]]
    links: Sequence[tuple[int, Element]]
    pictures: Sequence[tuple[int, Element]]
    content: tuple[int, int] | None

    @property
    def text(self) -> str:
        return "\n".join(piece.text for piece in self.pieces)


def as_blocks(pieces: Iterable[Piece]) -> Iterator[Block]:
    """The blocks of a document; neighbouring lines whose fields are parted by tabs or gaps make a grid."""
    lines: list[str] = []
    for piece in pieces:
        if isinstance(piece, Line):
            lines.append(piece.text)
            continue
        yield from blocks(lines)
        lines = []
        yield piece.grid
    yield from blocks(lines)
