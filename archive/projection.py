"""A record to the rows that tell of it: report, text, figures, states of cells, checks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from archive.errors import RecordError
from archive.forms import FormCell, form_tables
from archive.record import Cell, Contact, Division, Issuer, Record, Value

SqlValue = str | int | float | None

STATUS_LETTERS = {
    "number": "n",
    "zero": "z",
    "blank": "b",
    "not_applicable": "a",
    "row_absent": "r",
    "table_absent": "t",
    "unit_unknown": "u",
    "unreadable": "x",
}
_SECTION_ORDER = ("overview", "proactive", "requests", "review_litigation", "problems", "other")
_BEYOND_MEASURE = 10**15  # nothing is counted so far; also keeps infinity and not-a-number out
_NOBODY = Issuer(None, None, None, None)
_NOWHERE = Division("", None, None, None, None)


@dataclass(frozen=True, slots=True)
class CellState:
    """How the cells of one table were printed: a letter for each, and the print where the value does not tell it."""

    table: str
    form: str
    statuses: str
    raw: str


@dataclass(frozen=True, slots=True)
class Projection:
    report: Mapping[str, SqlValue]
    narrative: str
    full_text: str
    figures: Mapping[str, Value]
    cell_states: tuple[CellState, ...]


def project(record: Record) -> Projection:
    """The rows of one record; what no table could hold is a RecordError."""
    layouts = _layouts(record)
    _refuse_beyond_measure("record.year", record.year)
    _refuse_odd_checks(record)
    return Projection(
        report_columns(record),
        narrative(record),
        record.text,
        {form_cell.figure: cell.value for layout in layouts for form_cell, cell in layout if cell.value is not None},
        tuple(_cell_state(layout) for layout in layouts),
    )


def report_columns(record: Record) -> dict[str, SqlValue]:
    """The columns of `reports` that a record alone decides."""
    issuer = record.issuer or _NOBODY
    division = issuer.division or _NOWHERE
    contact: Contact = record.contact
    return {
        "issuer": issuer.name,
        "issuer_kind": issuer.kind,
        "scope": record.scope,
        "division_code": division.code or None,
        "province": division.province,
        "city": division.city,
        "county": division.county,
        "township": division.township,
        "year": record.year,
        "title": record.title,
        "document_number": record.document_number,
        "index_number": record.index_number,
        "signer": record.signer,
        "written_date": record.written_date.isoformat() if record.written_date else None,
        "print_date": record.print_date.isoformat() if record.print_date else None,
        "publish_date": record.publish_date.isoformat() if record.publish_date else None,
        "contact_office": contact.office,
        "contact_address": contact.address,
        "contact_postcode": contact.postcode,
        "contact_phones": ", ".join(contact.phones) or None,
        "contact_emails": ", ".join(contact.emails) or None,
        "form": record.form,
    }


def narrative(record: Record) -> str:
    """What the body wrote in its own words; the standard tables stay out, or every search would find every report."""
    known = [record.sections[key] for key in _SECTION_ORDER if key in record.sections]
    others = [text for key, text in record.sections.items() if key not in _SECTION_ORDER]
    return "\n".join(known + others) or record.text


def printed(value: Value) -> str | None:
    """What a cell's print is taken to be when nothing else is stored, as the view `cells` derives it.

    >>> printed(12), printed(6.02), printed(20.0), printed(None), printed(1e300)
    ('12', '6.02', '20', '', None)
    """
    if value is None:
        return ""
    text = format(value, ".15g") if isinstance(value, float) else str(value)
    return None if "e" in text else text


def _layouts(record: Record) -> list[list[tuple[FormCell, Cell]]]:
    by_table: dict[str, dict[tuple[str, str], Cell]] = {}
    for cell in record.cells:
        place = f"record.cells: {cell.table}.{cell.row}.{cell.column}"
        _refuse_beyond_measure(place, cell.value)
        cells = by_table.setdefault(cell.table, {})
        if (cell.row, cell.column) in cells:
            raise RecordError(f"{place} stands there twice")
        cells[cell.row, cell.column] = cell
    return [_layout(table, cells, record.form) for table, cells in by_table.items()]


def _refuse_odd_checks(record: Record) -> None:
    seen = set()
    for check in record.checks:
        place = f"record.checks: {check.rule} at {check.at}"
        _refuse_beyond_measure(place, check.left)
        _refuse_beyond_measure(place, check.right)
        if (check.rule, check.at) in seen:
            raise RecordError(f"{place} stands there twice")
        seen.add((check.rule, check.at))


def _refuse_beyond_measure(place: str, value: Value) -> None:
    if value is not None and not abs(value) < _BEYOND_MEASURE:
        raise RecordError(f"{place} cannot be {value}")


def _layout(table: str, cells: Mapping[tuple[str, str], Cell], form: str | None) -> list[tuple[FormCell, Cell]]:
    """Bodies mix forms, so each table is matched by itself, the record's own form first."""
    candidates = [known for (_, name), known in form_tables().items() if name == table]
    for known in sorted(candidates, key=lambda known: known[0].form != form):
        if {(cell.row, cell.column) for cell in known} == cells.keys():
            return [(cell, cells[cell.row, cell.column]) for cell in known]
    raise RecordError(f"record.cells: the cells of {table!r} are those of no known form")


def _cell_state(layout: list[tuple[FormCell, Cell]]) -> CellState:
    raw = {str(n): cell.raw for n, (_, cell) in enumerate(layout, start=1) if cell.raw != printed(cell.value)}
    return CellState(
        layout[0][0].table,
        layout[0][0].form,
        "".join(STATUS_LETTERS[cell.status] for _, cell in layout),
        json.dumps(raw, ensure_ascii=False, separators=(",", ":")),
    )
