"""The XML of a zipped workbook to the shape of each sheet, before anything is read whole: how far it goes, what it hides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from lxml import etree

from pipelines.reading.office.office_limits import MOST_SHEET_CELLS, damaged, too_large, unsupported
from pipelines.reading.office.word_xml import whole_number
from pipelines.reading.office.zipped_xml import ZippedParts, attribute, local_name, relations

_WORKBOOK = "xl/workbook.xml"
_BINARY_WORKBOOK = "xl/workbook.bin"
_ODS_CONTENT = "content.xml"
_LETTERS = {chr(ord("A") + number): number + 1 for number in range(26)}
_MOST_ROW, _MOST_COLUMN = 1_048_576, 16_384
_MOST_HIDDEN = 100_000


@dataclass(frozen=True, slots=True)
class Area:
    """Cells from the first row and column up to, not with, the last."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Shape:
    """One sheet: its rows and columns with anything in them, those of them that are hidden, and its merged areas.

    The areas are None where they are not told here.
    """

    rows: int
    columns: int
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    areas: tuple[Area, ...] | None = None

    @property
    def is_too_large(self) -> bool:
        return self.rows * self.columns > MOST_SHEET_CELLS


class _Target(Protocol):
    """Takes the elements of a file as they come, so that no tree is built."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, text: str) -> None: ...
    def close(self) -> None: ...


def xlsx_shapes(parts: ZippedParts) -> dict[str, Shape]:
    """The sheets of an XLSX by name."""
    root = parts.xml(_WORKBOOK)
    if root is None:
        raise unsupported("a binary workbook" if _BINARY_WORKBOOK in parts.names else "a zip, but no workbook")
    related = relations(parts, _WORKBOOK)
    shapes: dict[str, Shape] = {}
    for element in root.iter():
        relation = related.get(attribute(element, "id") or "")
        if local_name(element.tag) == "sheet" and relation and relation.target in parts.names:
            scan = _XlsxScan()
            _feed(scan, parts, relation.target)
            shapes[attribute(element, "name") or ""] = scan.shape
    return shapes


def ods_shapes(parts: ZippedParts) -> dict[str, Shape]:
    """The sheets of an ODS by name."""
    scan = _OdsScan()
    _feed(scan, parts, _ODS_CONTENT)
    return scan.shapes


def is_ods(parts: ZippedParts) -> bool:
    return _ODS_CONTENT in parts.names


def check_unpacked_size(parts: ZippedParts) -> None:
    """Unpacks all of it once, in pieces: what unpacks it later knows no bounds."""
    for name in parts.names:
        for _ in parts.pieces(name):
            pass


def _feed(target: _Target, parts: ZippedParts, name: str) -> None:
    parser: Any = etree.XMLParser(target=target, huge_tree=False, resolve_entities=False, no_network=True)
    try:
        for piece in parts.pieces(name):
            parser.feed(piece)
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(f"{name} inside it is not well formed") from error


class _XlsxScan:
    """One sheet of an XLSX."""

    def __init__(self) -> None:
        self._row = self._column = 0  # of the last cell met; counted from one, as the file does
        self._rows = self._columns = self._cells = 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()

    @property
    def shape(self) -> Shape:
        return Shape(self._rows, self._columns, frozenset(self._hidden_rows), frozenset(self._hidden_columns))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local_name(tag)
        if name == "row":
            self._row = _number(attributes.get("r"), self._row + 1, _MOST_ROW)
            self._column = 0
            if attributes.get("hidden") in ("1", "true") and len(self._hidden_rows) < _MOST_HIDDEN:
                self._hidden_rows.add(self._row - 1)
        elif name == "c":
            self._place(attributes.get("r"))
        elif name in ("v", "is", "f"):  # an empty cell only has a look
            self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (_number(attributes.get(end), 1, _MOST_COLUMN) for end in ("min", "max"))
            self._hidden_columns.update(range(first - 1, last))

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass

    def close(self) -> None:
        pass

    def _place(self, reference: str | None) -> None:
        self._cells += 1
        if self._cells > MOST_SHEET_CELLS:
            raise too_large(f"a sheet of more than {MOST_SHEET_CELLS} cells")
        self._column += 1
        if reference and len(reference) <= len("XFD1048576"):
            letters = reference.rstrip("0123456789")
            column = 0
            for letter in letters.upper():
                column = column * 26 + _LETTERS.get(letter, 0)
            self._column = min(max(column, 1), _MOST_COLUMN)
            self._row = _number(reference[len(letters) :], self._row, _MOST_ROW)


class _OdsScan:
    """All sheets of an ODS; a row or cell may stand for many."""

    def __init__(self) -> None:
        self.shapes: dict[str, Shape] = {}
        self._name = ""
        self._row = self._column = self._rows = self._columns = 0
        self._repeated_rows = 1
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._areas: list[Area] = []
        self._columns_told = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        of = {local_name(key): value for key, value in attributes.items()}
        match local_name(tag):
            case "table":
                self._name = of.get("name", "")
                self._row = self._column = self._rows = self._columns = self._columns_told = 0
                self._hidden_rows, self._hidden_columns, self._areas = set(), set(), []
            case "table-column":
                many = _number(of.get("number-columns-repeated"), 1, _MOST_COLUMN)
                if of.get("visibility", "visible") != "visible":
                    self._hidden_columns.update(range(self._columns_told, self._columns_told + many))
                self._columns_told = min(self._columns_told + many, _MOST_COLUMN)
            case "table-row":
                self._column = 0
                self._repeated_rows = _number(of.get("number-rows-repeated"), 1, _MOST_ROW)
                if of.get("visibility", "visible") != "visible":
                    self._hidden_rows.update(range(self._row, self._row + min(self._repeated_rows, _MOST_HIDDEN)))
            case "table-cell" | "covered-table-cell":
                self._cell(of)

    def end(self, tag: str) -> None:
        if local_name(tag) == "table-row":
            self._row += self._repeated_rows
        elif local_name(tag) == "table":
            hidden = frozenset(self._hidden_rows), frozenset(self._hidden_columns)
            self.shapes[self._name] = Shape(self._rows, self._columns, *hidden, tuple(self._areas))

    def data(self, text: str) -> None:
        pass

    def close(self) -> None:
        pass

    def _cell(self, of: Mapping[str, str]) -> None:
        many = _number(of.get("number-columns-repeated"), 1, _MOST_COLUMN)
        if "value-type" in of:
            self._rows = max(self._rows, self._row + self._repeated_rows)
            self._columns = max(self._columns, self._column + many)
        right = self._column + _number(of.get("number-columns-spanned"), 1, _MOST_COLUMN)
        bottom = self._row + _number(of.get("number-rows-spanned"), 1, _MOST_ROW)
        if right - self._column > 1 or bottom - self._row > 1:
            self._areas.append(Area(self._row, self._column, bottom, right))
        self._column += many


def _number(text: str | None, default: int, most: int) -> int:
    return min(max(whole_number(text, default), 1), most)
