"""The property modifiers of a DOC, as packed bytes, to what they say of paragraphs, characters and table rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from struct import error, unpack_from

from pipelines.reading.office.office_tables import VerticalMerge
from pipelines.reading.office.table_stack import CellLayout, RowLayout

_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # of what follows a modifier, by its three highest bits
_TABS, _TABS_TOO_MANY = 0xC615, 255
# modifiers by their codes, as the format's specification lists them
_IN_TABLE, _ROW_END, _DEPTH, _DEPTH_CHANGE = 0x2416, 0x2417, 0x6649, 0x664A
_INNER_CELL_END, _INNER_ROW_END = 0x244B, 0x244C
_LIST_LEVEL, _LIST = 0x260A, 0x460B
_ELSEWHERE = {0x6645, 0x6646, 0x646B}  # more modifiers lie in the data stream
_ROW, _INSERT, _DELETE, _WIDTH, _JOIN, _PART, _DOWN = 0xD608, 0x7621, 0x5622, 0x7623, 0x5624, 0x5625, 0xD62B
_DELETED, _HIDDEN, _SYMBOL, _STYLE = 0x0800, 0x083C, 0x6A09, 0x4A30
_AS_STYLE = 0x80  # of a switch; 0x81 is what the style is not, and styles seldom hide
_PICTURE, _IS_DATA = 0x6A03, 0x0806
_CELL_DESCRIPTOR = 20
_JOINED_MASK, _JOINED = 0b11, 0b01
_DOWN_MASK, _DOWN_BIT, _DOWN_START = 0b11, 0b01, 0b11
_MOST_CELLS = 1_000
_LAST_LIST = 0x07FE
_PRIVATE = range(0xE000, 0xF900)  # signs that only their font tells

Modifier = tuple[int, bytes]


@dataclass(slots=True)
class _Cell:
    width: int
    joined: bool = False
    down: int = 0


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """What a paragraph, or the mark at its end, is; None where its style decides."""

    depth: int = 0
    ends_cell: bool = False
    ends_row: bool = False
    list_number: int | None = None
    list_level: int | None = None
    layout: RowLayout = ()


@dataclass(frozen=True, slots=True)
class CharacterProperties:
    """`hidden` is None where the style decides; `symbol` stands in place of the character."""

    deleted: bool = False
    hidden: bool | None = None
    style: int | None = None
    symbol: str | None = None
    picture: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while its modifiers are read."""

    in_table: bool = False
    depth: int = 0
    ends_cell: bool = False
    ends_row: bool = False
    list_number: int | None = None
    list_level: int | None = None
    left: int = 0
    cells: list[_Cell] = field(default_factory=list)


def modifiers(packed: bytes) -> Iterator[Modifier]:
    """Each modifier with its operand; ends quietly where the bytes make no sense any more."""
    at = 0
    while at + 2 < len(packed):
        code = packed[at] | packed[at + 1] << 8
        at += 2
        size = _SIZES.get(code >> 13)
        if size is None:
            size = _variable_size(code, packed, at)
        yield code, packed[at : at + size]
        at += size


def _variable_size(code: int, packed: bytes, at: int) -> int:
    if code == _ROW:
        return 1 + int.from_bytes(packed[at : at + 2], "little")
    size = packed[at]
    if code == _TABS and size == _TABS_TOO_MANY and at + 1 < len(packed):
        removed = packed[at + 1]
        added_at = at + 2 + 4 * removed
        return 3 + 4 * removed + (3 * packed[added_at] if added_at < len(packed) else 0)
    return 1 + size


def paragraph_properties(packed: bytes, data_stream: bytes) -> ParagraphProperties:
    found = _Paragraph()
    _apply(found, packed, data_stream)
    depth = max(found.depth, 1) if found.in_table or found.ends_row or found.ends_cell else 0
    return ParagraphProperties(
        depth, found.ends_cell, found.ends_row, found.list_number, found.list_level, _layout(found)
    )


def _apply(found: _Paragraph, packed: bytes, data_stream: bytes, *, may_jump: bool = True) -> None:
    for code, operand in modifiers(packed):
        try:
            if code in _ELSEWHERE:
                if may_jump:
                    _apply(found, _elsewhere(data_stream, operand), data_stream, may_jump=False)
            elif code in _SWITCHES:
                setattr(found, _SWITCHES[code], operand[0] != 0)
            else:
                _apply_value(found, code, operand)
        except (error, IndexError):  # an operand that is cut short
            continue


_SWITCHES = {_IN_TABLE: "in_table", _ROW_END: "ends_row", _INNER_ROW_END: "ends_row", _INNER_CELL_END: "ends_cell"}


def _elsewhere(data_stream: bytes, operand: bytes) -> bytes:
    (at,) = unpack_from("<I", operand)
    (size,) = unpack_from("<H", data_stream, at) if at + 2 <= len(data_stream) else (0,)
    return data_stream[at + 2 : at + 2 + size]


def _apply_value(found: _Paragraph, code: int, operand: bytes) -> None:
    if code == _DEPTH:
        (found.depth,) = unpack_from("<i", operand)
    elif code == _DEPTH_CHANGE:
        found.depth += unpack_from("<i", operand)[0]
    elif code == _LIST_LEVEL:
        found.list_level = operand[0]
    elif code == _LIST:
        (number,) = unpack_from("<H", operand)
        found.list_number = number if number <= _LAST_LIST else 0
    elif code == _ROW:
        _define_row(found, operand)
    else:
        _change_row(found.cells, code, operand)


def _define_row(found: _Paragraph, operand: bytes) -> None:
    many = operand[2]
    edges = unpack_from(f"<{many + 1}h", operand, 3)
    found.left = edges[0]
    found.cells = [_Cell(right - left) for left, right in pairwise(edges)]
    for number, cell in enumerate(found.cells):
        at = 3 + 2 * (many + 1) + _CELL_DESCRIPTOR * number
        flags = int.from_bytes(operand[at : at + 2], "little")
        cell.joined = flags & _JOINED_MASK == _JOINED
        cell.down = flags >> 5 & _DOWN_MASK


def _change_row(cells: list[_Cell], code: int, operand: bytes) -> None:
    if code == _DOWN:
        cells[operand[1]].down = operand[2] & _DOWN_MASK
    elif code in (_INSERT, _DELETE, _WIDTH, _JOIN, _PART):
        first, limit = operand[0], operand[1]
        if code == _INSERT:
            width = unpack_from("<h", operand, 2)[0]
            cells += [_Cell(0) for _ in range(first - len(cells))]
            cells[first:first] = [_Cell(width) for _ in range(min(limit, _MOST_CELLS - len(cells)))]
        elif code == _DELETE:
            del cells[first:limit]
        elif code == _WIDTH:
            for cell in cells[first:limit]:
                (cell.width,) = unpack_from("<h", operand, 2)
        else:
            for number, cell in enumerate(cells[first:limit]):
                cell.joined = code == _JOIN and number > 0


def _layout(found: _Paragraph) -> RowLayout:
    layout: list[CellLayout] = []
    left = found.left
    for cell in found.cells:
        right = left + cell.width
        merge: VerticalMerge = (
            "start" if cell.down & _DOWN_START == _DOWN_START else "continued" if cell.down & _DOWN_BIT else "none"
        )
        layout.append(CellLayout(left, right, merge, cell.joined))
        left = right
    return tuple(layout)


def character_properties(packed: bytes) -> CharacterProperties:
    found = {code: operand for code, operand in modifiers(packed) if operand}
    hidden = found.get(_HIDDEN, bytes([_AS_STYLE]))[0]
    style = found.get(_STYLE)
    return CharacterProperties(
        deleted=found.get(_DELETED, b"\0")[0] != 0,
        hidden=None if hidden == _AS_STYLE else bool(hidden & 1),
        style=int.from_bytes(style, "little") if style else None,
        symbol=_symbol(found[_SYMBOL]) if _SYMBOL in found else None,
        picture=_PICTURE in found and found.get(_IS_DATA, b"\0")[0] == 0,
    )


def _symbol(operand: bytes) -> str:
    """The sign that stands in place of the bracket which the text has; none where only its font would tell."""
    code = int.from_bytes(operand[2:4], "little")
    return chr(code) if code > ord(" ") and code not in _PRIVATE and not 0xD800 <= code < 0xE000 else ""  # noqa: PLR2004
