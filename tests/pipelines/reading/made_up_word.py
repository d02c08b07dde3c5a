"""The streams of a DOC made by hand from the format's specification, for what LibreOffice never writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from struct import pack, pack_into

from pipelines.reading.office.word_binary import WordStreams

_HEADER, _PAGE = 0x400, 512
_PAIRS = 0x9A
_RUNS_A_PAGE = 4
_CHARACTER_PAGES, _PARAGRAPH_PAGES, _PIECES = 12, 13, 33


@dataclass(frozen=True)
class Stored:
    """Text up to the mark that ends its paragraph, with the packed properties of paragraph and characters."""

    text: str
    properties: bytes = b""
    characters: bytes = b""
    one_byte: bool = False
    modifier: int = 0


def switch(code: int, value: int = 1) -> bytes:
    return pack("<HB", code, value)


IN_TABLE, ROW_END = switch(0x2416), switch(0x2417)
DELETED, HIDDEN = switch(0x0800), switch(0x083C)


def row_layout(edges: Sequence[int], merges: Sequence[int] = (), joined: Sequence[int] = ()) -> bytes:
    """The definition of a row: edges in twips, and by cell how it is merged downwards (3 begins, 1 goes on)."""
    many = len(edges) - 1
    content = bytes([many]) + pack(f"<{many + 1}h", *edges)
    for number in range(many):
        down = merges[number] if merges else 0
        content += pack("<H18x", down << 5 | (1 if number in joined else 0))
    return pack("<HH", 0xD608, len(content) + 1) + content


def table_row(*texts: str, layout: bytes) -> list[Stored]:
    return [*(Stored(text + "\x07", IN_TABLE) for text in texts), Stored("\x07", IN_TABLE + ROW_END + layout)]


def word_streams(stored: Sequence[Stored], *, modifiers: Sequence[bytes] = (), data: bytes = b"") -> WordStreams:
    """Each paragraph is a piece of its own; the pieces lie in the stream in the opposite order."""
    header, text = bytearray(_HEADER), b""
    offsets: dict[int, int] = {}
    for number in reversed(range(len(stored))):
        offsets[number] = _HEADER + len(text)
        text += stored[number].text.encode("cp1252" if stored[number].one_byte else "utf-16-le")
    text += b"\0" * (-(_HEADER + len(text)) % _PAGE)
    first_page = (_HEADER + len(text)) // _PAGE
    order = sorted(offsets, key=offsets.__getitem__)
    ends = {
        number: offsets[number] + len(stored[number].text) * (1 if stored[number].one_byte else 2) for number in order
    }
    runs = [(offsets[number], ends[number], stored[number]) for number in order]
    paragraphs = _pages([(first, last, b"\0\0" + one.properties) for first, last, one in runs], 13)
    characters = _pages([(first, last, one.characters) for first, last, one in runs], 1)
    table = b""

    def put(pair: int, structure: bytes) -> None:
        nonlocal table
        pack_into("<II", header, _PAIRS + 8 * pair, len(table), len(structure))
        table += structure

    put(_PARAGRAPH_PAGES, _page_list(len(paragraphs), first_page))
    put(_CHARACTER_PAGES, _page_list(len(characters), first_page + len(paragraphs)))
    put(_PIECES, _pieces(stored, offsets, modifiers))
    pack_into("<HH", header, 0, 0xA5EC, 0x00C1)
    pack_into("<i", header, 0x4C, sum(len(one.text) for one in stored))
    return WordStreams(bytes(header) + text + b"".join(paragraphs + characters), table, data, None)


def _pieces(stored: Sequence[Stored], offsets: dict[int, int], modifiers: Sequence[bytes]) -> bytes:
    places, descriptors, at = [0], b"", 0
    for number, one in enumerate(stored):
        at += len(one.text)
        places.append(at)
        offset = offsets[number] * 2 | 0x40000000 if one.one_byte else offsets[number]
        descriptors += pack("<HIH", 0, offset, one.modifier)
    table = pack(f"<{len(places)}I", *places) + descriptors
    before = b"".join(b"\x01" + pack("<H", len(modifier)) + modifier for modifier in modifiers)
    return before + b"\x02" + pack("<I", len(table)) + table


def _page_list(many: int, first: int) -> bytes:
    """The pages by number, behind the places where each begins, which readers may do without."""
    return bytes(4 * (many + 1)) + pack(f"<{many}I", *range(first, first + many))


def _pages(runs: Sequence[tuple[int, int, bytes]], entry: int) -> list[bytes]:
    return [_page(runs[start : start + _RUNS_A_PAGE], entry) for start in range(0, len(runs), _RUNS_A_PAGE)]


def _page(runs: Sequence[tuple[int, int, bytes]], entry: int) -> bytes:
    """A formatting page: the runs' places from its beginning, their properties from its end."""
    page = bytearray(_PAGE)
    page[-1] = len(runs)
    for number, (first, last, _) in enumerate(runs):
        pack_into("<II", page, 4 * number, first, last)
    bottom = _PAGE - 2
    for number, (_, _, packed) in enumerate(runs):
        if not packed:
            continue
        sized = bytes([0, (len(packed) + 1) // 2]) + packed if entry > 1 else bytes([len(packed)]) + packed
        bottom = (bottom - len(sized)) & ~1
        page[bottom : bottom + len(sized)] = sized
        page[4 * (len(runs) + 1) + entry * number] = bottom // 2
    return bytes(page)
