"""The records of an XLS to the shape of each sheet, before anything is read whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import calcsize, unpack_from

from pipelines.reading.office.office_limits import damaged, encrypted, too_large, unsupported
from pipelines.reading.office.ole_streams import OleStreams
from pipelines.reading.office.sheet_shape import Shape

_STREAMS = ("Workbook", "Book")
_BEGIN, _LOCKED, _SHEET = (0x0809, 0x0409, 0x0209, 0x0009), 0x002F, 0x0085
_ROW, _COLUMNS = 0x0208, 0x007D
# cells with a value begin with their row and column: numbers, texts, results of formulas
_CELLS = {0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}
_SEVERAL_NUMBERS = 0x00BD
# what calamine makes room for before it has seen any of it: the cells of a sheet, the texts of the workbook
_EXTENT, _TEXTS = 0x0200, 0x00FC
_LONG_EXTENT = 12  # bytes at least; in older files the rows take two bytes each
_MOST_ROOM, _MOST_TEXTS = 20_000_000, 1_000_000
_ROW_HIDDEN, _COLUMNS_HIDDEN = 0x20, 0x01
_MOST_RECORDS = 2_000_000
_MOST_COLUMN = 256


@dataclass(slots=True)
class _Sheet:
    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def add(self, kind: int, content: bytes) -> None:
        if kind in _CELLS and len(content) >= 4:  # noqa: PLR2004  # row and column
            row, column = unpack_from("<HH", content)
            last = unpack_from("<H", content, len(content) - 2)[0] if kind == _SEVERAL_NUMBERS else column
            self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1, last + 1)
        elif kind == _ROW and len(content) > 12 and content[12] & _ROW_HIDDEN:  # noqa: PLR2004  # where its switches are
            self.hidden_rows.add(unpack_from("<H", content)[0])
        elif kind == _COLUMNS and len(content) > 8 and content[8] & _COLUMNS_HIDDEN:  # noqa: PLR2004  # as above
            first, last = unpack_from("<HH", content)
            self.hidden_columns.update(range(first, min(last, _MOST_COLUMN) + 1))


def xls_shapes(data: bytes) -> list[Shape]:
    """The sheets in the order of the workbook's list; of one that is listed and missing, an empty shape."""
    streams = OleStreams(data)
    book = next((content for name in _STREAMS if (content := streams.read(name)) is not None), None)
    if book is None:
        raise unsupported("an old office file, but not Excel's")
    sheets: dict[int, _Sheet] = {}
    listed: list[int] = []
    inside = _Sheet()
    room = 0
    for at, kind, content in _records(book):
        room += _room(kind, content)
        if room > _MOST_ROOM:
            raise too_large(f"a workbook with room for {room} cells")
        if kind in _BEGIN:
            inside = sheets.setdefault(at, _Sheet())
        elif kind == _LOCKED:
            raise encrypted()
        elif kind == _SHEET and len(content) >= 4:  # noqa: PLR2004  # the place where it begins
            listed.append(unpack_from("<I", content)[0])
        else:
            inside.add(kind, content)
    found = [sheets.get(at, _Sheet()) for at in listed]
    return [
        Shape(sheet.rows, sheet.columns, frozenset(sheet.hidden_rows), frozenset(sheet.hidden_columns))
        for sheet in found
    ]


def _room(kind: int, content: bytes) -> int:
    """How many cells a sheet's own word of its extent has, used or not."""
    if kind == _TEXTS and int.from_bytes(content[4:8], "little") > _MOST_TEXTS:
        raise too_large(f"a workbook of more than {_MOST_TEXTS} texts")
    if kind != _EXTENT:
        return 0
    form = "<IIHH" if len(content) >= _LONG_EXTENT else "<HHHH"
    if len(content) < calcsize(form):
        raise damaged("an Excel file with a broken extent")
    top, bottom, left, right = unpack_from(form, content)
    if bottom < top or right < left:
        raise damaged("an Excel file with a broken extent")
    return int((bottom - top) * (right - left))


def _records(book: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(book):
            return
        kind, size = unpack_from("<HH", book, at)
        if at + 4 + size > len(book):
            raise damaged("an Excel file that is cut short")
        yield at, kind, book[at + 4 : at + 4 + size]
        at += 4 + size
    raise too_large(f"a workbook of more than {_MOST_RECORDS} records")
