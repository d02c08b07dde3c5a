"""What a reader hands on: one document as blocks in reading order, with its tags, facts, links and pictures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archive.errors import NianbaoError

ReaderName = Literal["html", "docx", "doc", "rtf", "xlsx", "xls", "txt", "pdf", "scan"]
FailureKind = Literal[
    "empty",  # no bytes, or nothing but blanks
    "damaged",  # cut short, or not what its first bytes promise
    "encrypted",  # asks for a password
    "too_large",  # more bytes, pages, cells or elements than a report ever has
    "unsupported",  # a format that is recognised and not read, such as RAR
    "needs_ocr",  # a scan, and the extra [ocr] is not installed
    "time",  # took longer than a reading may
    "memory",  # wanted more memory than a reading may
    "crashed",  # the worker died, or failed in a way that nobody foresaw
    "missing",  # there is no such file, or it may not be read
]


class UnreadableError(NianbaoError):
    """Raised by a reader that cannot give a document; `message` is one line for a person, with the remedy."""

    def __init__(self, kind: FailureKind, message: str) -> None:
        super().__init__(message)
        self.kind: FailureKind = kind
        self.message = message

    def __reduce__(self) -> tuple[type["UnreadableError"], tuple[FailureKind, str]]:
        return UnreadableError, (self.kind, self.message)  # crosses from a worker process


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of prose as it is written, without the blanks at its ends; never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell, at its first row and column; its paragraphs are joined by a line break.

    `sure` is false where recognition of a picture was in doubt.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or a run of lines that look like one; its cells in reading order, none lying over another.

    `exact` where the source itself says in which column a cell stands (HTML, Word, sheets, ruled PDF); false where
    columns were only guessed from tabs, bars or gaps, so that only the order of the cells in a row can be trusted.
    """

    cells: tuple[GridCell, ...]
    exact: bool = True

    def rows(self) -> Iterator[tuple[GridCell, ...]]:
        """The cells that begin in each row, left to right; a row in which none begins is empty."""
        by_row: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for row in range(max(by_row, default=-1) + 1):
            yield tuple(sorted(by_row.get(row, ()), key=lambda cell: cell.column))


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a file or a viewer of one; `url` is absolute where the document's own address is known."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read.

    `blocks` is its body: on a web page without navigation, header and footer, which stand in `surroundings`.
    `title` is what the format calls so (an HTML title, a document property), `tags` are the meta tags of a page by
    lower-case name, `facts` the pairs of the box that portals print above a text (索引号, 发布日期 ...), labels
    without blanks and colons. `links` lead to attachments and viewers only.
    """

    reader: ReaderName
    blocks: tuple[Block, ...]
    charset: str | None = None
    title: str | None = None
    tags: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    surroundings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def scanned(self) -> bool:
        """Whether the words were recognised from pictures, so that single characters may be wrong."""
        return self.reader == "scan"

    @property
    def paragraphs(self) -> list[str]:
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def text(self) -> str:
        """All that a reader sees, a paragraph or a table row a line, the cells of a row parted by tabs."""
        return "\n".join(line for block in self.blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
        return
    for row in block.rows():
        yield "\t".join(" ".join(cell.text.split()) for cell in row)
