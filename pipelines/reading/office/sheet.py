"""Bytes of an Excel or ODS workbook to a document: its visible sheets in order, as tables and the lines around them."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Literal, TypeVar

from python_calamine import CalamineWorkbook, PasswordError, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from pipelines.document import Block, Document, UnreadableError
from pipelines.reading.office.biff import xls_shapes
from pipelines.reading.office.office_limits import blank, check_size, damaged, encrypted, too_large
from pipelines.reading.office.sheet_rows import sheet_blocks
from pipelines.reading.office.sheet_shape import Area, Shape, check_unpacked_size, is_ods, ods_shapes, xlsx_shapes
from pipelines.reading.office.zipped_xml import ZippedParts

_OLE = b"\xd0\xcf\x11\xe0"
_MOST_CELLS_OF_XLS = 4_000_000  # of all sheets: calamine reads them at once, empty ones between others too
_MOST_SHEETS = 200
_NOT_THE_FILE = (KeyboardInterrupt, SystemExit, MemoryError)
_Result = TypeVar("_Result")


def read(data: bytes, reader: Literal["xlsx", "xls"]) -> Document:
    """Hidden sheets, rows and columns are left out: they hold last year's tables."""
    check_size(data)
    if data.startswith(_OLE):
        in_order = xls_shapes(data)
        if sum(shape.rows * shape.columns for shape in in_order) > _MOST_CELLS_OF_XLS:
            raise too_large(f"a workbook of more than {_MOST_CELLS_OF_XLS} cells")
        workbook = _guarded(lambda: CalamineWorkbook.from_filelike(BytesIO(data)))
        shapes: Mapping[str, Shape] = dict(zip(workbook.sheet_names, in_order, strict=False))
    else:
        parts = ZippedParts(data)
        check_unpacked_size(parts)
        shapes = ods_shapes(parts) if is_ods(parts) else xlsx_shapes(parts)
        workbook = _guarded(lambda: CalamineWorkbook.from_filelike(BytesIO(data)))
    return _document(workbook, shapes, reader)


def _document(workbook: CalamineWorkbook, shapes: Mapping[str, Shape], reader: Literal["xlsx", "xls"]) -> Document:
    blocks: list[Block] = []
    notes: list[str] = []
    for metadata in workbook.sheets_metadata[:_MOST_SHEETS]:
        shape = shapes.get(metadata.name)
        if shape is None or not _is_seen(metadata):
            continue
        try:
            blocks += _sheet(workbook, metadata.name, shape)
        except UnreadableError as error:
            if error.kind != "too_large":
                raise
            notes.append(f"sheet {metadata.name} was left out: {error.message}")
    if not blocks and notes:
        raise too_large("no sheet but those of too many cells")
    if not blocks:
        raise blank()
    return Document(reader, tuple(blocks), notes=tuple(notes))


def _is_seen(metadata: SheetMetadata) -> bool:
    return metadata.visible == SheetVisibleEnum.Visible and metadata.typ == SheetTypeEnum.WorkSheet


def _sheet(workbook: CalamineWorkbook, name: str, shape: Shape) -> list[Block]:
    if shape.is_too_large:
        raise too_large(f"{shape.rows} rows of {shape.columns} cells")
    sheet = _guarded(lambda: workbook.get_sheet_by_name(name))
    if shape.areas is None:
        merged = _guarded(lambda: sheet.merged_cell_ranges) or []
        areas = tuple(Area(top, left, bottom + 1, right + 1) for (top, left), (bottom, right) in merged)
    else:
        areas = shape.areas
    values = _guarded(lambda: sheet.to_python(skip_empty_area=False, nrows=shape.rows))
    return sheet_blocks(values, areas, shape)


def _guarded(action: Callable[[], _Result]) -> _Result:
    """What calamine gives; a broken file makes it raise what is not even an Exception."""
    try:
        return action()
    except PasswordError as error:
        raise encrypted() from error
    except _NOT_THE_FILE:
        raise
    except BaseException as error:
        raise damaged("a workbook that is cut short or broken") from error
