"""The formatting pages of a DOC to the packed properties of any paragraph, and of runs of characters."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from struct import error, unpack_from

from pipelines.reading.office.word_binary import WordStreams

_PAGE = 512
_CHARACTER_PAGES, _PARAGRAPH_PAGES = 12, 13
_PAGE_NUMBER_MASK = 0x3FFFFF
_PARAGRAPH_ENTRY, _CHARACTER_ENTRY = 13, 1


@dataclass(frozen=True, slots=True)
class Run:
    """Bytes of the stream with the properties of what they hold; `style` is a paragraph style's number."""

    first: int
    last: int
    packed: bytes
    style: int = 0


class ParagraphRuns:
    """The paragraphs of a stream, to be asked for by any byte in one."""

    def __init__(self, streams: WordStreams) -> None:
        self._runs = sorted(_paragraph_runs(streams), key=lambda run: run.first)
        self._firsts = [run.first for run in self._runs]

    def at(self, offset: int) -> Run | None:
        number = bisect_right(self._firsts, offset) - 1
        if number < 0 or offset >= self._runs[number].last:
            return None
        return self._runs[number]


def character_runs(streams: WordStreams) -> Iterator[Run]:
    """The runs of characters that have any properties of their own."""
    for page in _pages(streams, _CHARACTER_PAGES):
        for first, last, entry in _entries(page, _CHARACTER_ENTRY):
            at = entry[0] * 2
            if at:
                yield Run(first, last, page[at + 1 : at + 1 + page[at]])


def _paragraph_runs(streams: WordStreams) -> Iterator[Run]:
    for page in _pages(streams, _PARAGRAPH_PAGES):
        for first, last, entry in _entries(page, _PARAGRAPH_ENTRY):
            at = entry[0] * 2
            packed = _paragraph_properties(page, at) if at else b""
            yield Run(first, last, packed[2:], int.from_bytes(packed[:2], "little"))


def _paragraph_properties(page: bytes, at: int) -> bytes:
    """Style and properties; their size stands before them in one of two ways."""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < _PAGE else b""


def _pages(streams: WordStreams, structure: int) -> Iterator[bytes]:
    table = streams.structure(structure)
    many = (len(table) - 4) // 8
    numbers = unpack_from(f"<{many}I", table, 4 * (many + 1)) if many > 0 else ()
    for number in numbers[: len(streams.document) // _PAGE]:
        at = (number & _PAGE_NUMBER_MASK) * _PAGE
        page = streams.document[at : at + _PAGE]
        if len(page) == _PAGE:
            yield page


def _entries(page: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    """First and last byte of each run of a page, and its entry: where on the page its properties stand."""
    many = page[_PAGE - 1]
    try:
        offsets = unpack_from(f"<{many + 1}I", page)
    except error:
        return
    for number in range(many):
        at = 4 * (many + 1) + size * number
        if at < _PAGE - 1:
            yield offsets[number], offsets[number + 1], page[at : at + size]
