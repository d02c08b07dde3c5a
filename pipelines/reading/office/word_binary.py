"""Bytes of a DOC or WPS to its file information block, its streams, and its text with the place of each character."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from struct import error, unpack_from

from pipelines.reading.office.office_limits import MOST_CHARACTERS, damaged, encrypted, too_large, unsupported
from pipelines.reading.office.ole_streams import OleStreams

_WORD_97, _WORD_6 = 0xA5EC, (0xA5DC, 0xA5DB)  # the first two bytes of Word 97 and later; of Word 6 and 95, of Word 2
_LOCKED, _TABLE_1 = 0x0100, 0x0200
_COUNTS, _PAIRS, _CLX = 0x4C, 0x9A, 33
_COMPRESSED = 0x40000000  # set in the place of a piece whose characters take one byte each
_PIECE_DESCRIPTOR = 8
_LEAST_HEADER = 0x382  # bytes, in the first version


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that lie together in the stream; `modifier` changes the properties of all of them."""

    start: int
    end: int
    offset: int
    width: int
    modifier: bytes


@dataclass(frozen=True, slots=True)
class Stories:
    """Where the parts of the text begin and end, in characters."""

    main: range
    headers: range
    boxes: range


@dataclass(frozen=True, slots=True)
class WordStreams:
    """The streams of a file of Word 97 or later."""

    document: bytes
    table: bytes
    data: bytes
    title: str | None

    def structure(self, number: int) -> bytes:
        """What the file information block's pair of this number points to, in the table stream."""
        start, size = unpack_from("<II", self.document, _PAIRS + 8 * number)
        return self.table[start : start + size]

    def from_structure(self, number: int) -> bytes:
        """The table stream from where that pair points to, for what goes on behind its end."""
        start, size = unpack_from("<II", self.document, _PAIRS + 8 * number)
        return self.table[start:] if size else b""

    @property
    def stories(self) -> Stories:
        """The main text, then notes, headers, macros, comments, endnotes, text boxes."""
        sizes = [max(0, size) for size in unpack_from("<7i", self.document, _COUNTS)]
        main, _, headers, _, _, _, boxes = zip([0, *accumulate(sizes)], accumulate(sizes), strict=False)
        return Stories(range(*main), range(*headers), range(*boxes))


def open_word(data: bytes) -> WordStreams:
    streams = OleStreams(data)
    document = streams.read("WordDocument")
    if document is None:
        raise unsupported("an old office file, but not Word's")
    if len(document) < _LEAST_HEADER:
        raise damaged("a Word file that is cut short")
    (mark,) = unpack_from("<H", document)
    if mark in _WORD_6:
        raise unsupported("a file of Word 95 or older")
    if mark != _WORD_97:
        raise damaged("a Word file with a broken beginning")
    (flags,) = unpack_from("<H", document, 0x0A)
    if flags & _LOCKED:
        raise encrypted()
    table = streams.read("1Table" if flags & _TABLE_1 else "0Table")
    if table is None:
        raise damaged("a Word file without its table stream")
    return WordStreams(document, table, streams.read("Data") or b"", streams.title)


class WordText:
    """The characters of all stories, one for each of the format's: halves of a pair stay apart."""

    def __init__(self, streams: WordStreams) -> None:
        self.pieces = tuple(_pieces(streams.structure(_CLX)))
        self.text = "".join(_decoded(piece, streams.document) for piece in self.pieces)
        self._starts = [piece.start for piece in self.pieces]
        self._by_offset = sorted(self.pieces, key=lambda piece: piece.offset)
        self._offsets = [piece.offset for piece in self._by_offset]

    def piece(self, position: int) -> Piece:
        return self.pieces[bisect_right(self._starts, position) - 1]

    def positions(self, first: int, last: int) -> Iterator[range]:
        """The characters whose bytes lie from `first` up to `last` in the stream."""
        number = max(bisect_right(self._offsets, first) - 1, 0)
        for piece in self._by_offset[number:]:
            if piece.offset >= last:
                return
            start = piece.start + max(0, first - piece.offset) // piece.width
            end = min(piece.end, piece.start + -(-(last - piece.offset) // piece.width))
            if start < end:
                yield range(start, end)


def _pieces(clx: bytes) -> Iterator[Piece]:
    try:
        modifiers, table = _parts_of(clx)
        many = (len(table) - 4) // (4 + _PIECE_DESCRIPTOR)
        if many < 1:
            raise damaged("a Word file without its text")
        positions = unpack_from(f"<{many + 1}I", table)
        if positions[0] or any(start > end for start, end in pairwise(positions)):
            raise damaged("a Word file whose text is out of order")
        if positions[-1] > MOST_CHARACTERS:
            raise too_large(f"{positions[-1]} characters")
        for number in range(many):
            place, modifier = unpack_from("<IH", table, 4 * (many + 1) + _PIECE_DESCRIPTOR * number + 2)
            compressed = bool(place & _COMPRESSED)
            offset = (place & ~_COMPRESSED) // 2 if compressed else place
            yield Piece(
                positions[number],
                positions[number + 1],
                offset,
                1 if compressed else 2,
                _modifier(modifier, modifiers),
            )
    except (error, IndexError) as broken:
        raise damaged("a Word file whose table of pieces is broken") from broken


def _parts_of(clx: bytes) -> tuple[list[bytes], bytes]:
    """The modifiers that stand before the table of pieces, and that table."""
    modifiers: list[bytes] = []
    at = 0
    while clx[at] == 1:
        (size,) = unpack_from("<H", clx, at + 1)
        modifiers.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if clx[at] != 2:  # noqa: PLR2004  # the mark of the table itself
        raise damaged("a Word file without a table of pieces")
    (size,) = unpack_from("<I", clx, at + 1)
    return modifiers, clx[at + 5 : at + 5 + size]


# the properties that a short modifier can set and that matter here, by its number: see `word_properties`
_SHORT = {0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5C: 0x083C}


def _modifier(code: int, modifiers: list[bytes]) -> bytes:
    if code & 1:
        return modifiers[code >> 1] if code >> 1 < len(modifiers) else b""
    changed = _SHORT.get(code >> 1 & 0x7F)
    return b"" if changed is None else changed.to_bytes(2, "little") + bytes([code >> 8])


def _decoded(piece: Piece, document: bytes) -> str:
    size = (piece.end - piece.start) * piece.width
    content = document[piece.offset : piece.offset + size]
    if len(content) < size:
        raise damaged("a Word file that lacks a part of its text")
    if piece.width == 1:
        return content.decode("cp1252", "replace")
    text = content.decode("utf-16-le", "surrogatepass")
    if len(text) * 2 == size:
        return text
    return "".join(map(chr, unpack_from(f"<{size // 2}H", content)))
