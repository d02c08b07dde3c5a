"""Two records of one report to what differs: fields, cells, sections line by line, else the text outside of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from archive.changes.texts import Line, Squeeze, compare, core, is_changed
from archive.identity import content
from archive.record import Cell, Record, Status, Value
from archive.talk import counted
from archive.words import normalise

BODY = "text"  # the key of what stands outside of all sections
_PLAIN_FIELDS = (
    *("title", "document_number", "index_number", "signer", "written_date", "print_date", "publish_date", "form"),
)
_CONTACT_FIELDS = ("office", "address", "postcode", "phones", "fax", "emails")
_COUNTED: frozenset[Status] = frozenset({"number", "zero"})

Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of the form; None where the form of that time has no such cell."""

    table: str
    row: str
    column: str
    old: Cell | None
    new: Cell | None


@dataclass(frozen=True, slots=True)
class TextChange:
    """One section, or the text outside of all: whole, and line by line."""

    key: str
    old: str
    new: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What was edited. `core` is the same for one edit that is read from a page and from its PDF."""

    fields: tuple[FieldChange, ...]
    cells: tuple[CellChange, ...]
    texts: tuple[TextChange, ...]
    core: frozenset[tuple[object, ...]]

    def __bool__(self) -> bool:
        return bool(self.fields or self.cells or self.texts)

    def words(self) -> str:
        """What differs, in short."""
        cells = [counted(len(self.cells), "cell")] if self.cells else []
        texts = [BODY if text.key == BODY else f"section {text.key}" for text in self.texts]
        return ", ".join([*cells, *texts, *(field.name for field in self.fields)])


def difference(old: Record, new: Record) -> Difference:
    """What differs between two records; what the text is compared without, such as blanks, makes no difference."""
    squeeze = _squeeze(new)
    fields = tuple(_fields(old, new))
    cells = tuple(_cells(old, new))
    texts = tuple(_sections(old, new, squeeze))
    if not (fields or cells or texts):
        texts = tuple(_text(BODY, old.text, new.text, squeeze))
    return Difference(fields, cells, texts, _core(fields, cells, texts, squeeze))


def _squeeze(record: Record) -> Squeeze:
    """The rule by which texts of reports are told apart, for a line of one."""
    return lambda text: content(replace(record, text=text))


def _bare(text: str | None) -> str:
    """A value as it is compared: what was read as a fact is never taken for a word of the site around it."""
    return "".join(normalise(text or "").split())


def _fields(old: Record, new: Record) -> Iterator[FieldChange]:
    for (name, before), (_, after) in zip(_named(old), _named(new), strict=True):
        if _bare(before) != _bare(after):
            yield FieldChange(name, before, after)


def _named(record: Record) -> Iterator[tuple[str, str | None]]:
    yield "issuer", record.issuer.name if record.issuer else None
    for name in _PLAIN_FIELDS:
        yield name, _written(getattr(record, name))
    yield "period", f"{record.period.start} to {record.period.end}" if record.period else None
    for name in _CONTACT_FIELDS:
        yield f"contact_{name}", _written(getattr(record.contact, name))


def _written(value: str | date | tuple[str, ...] | None) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return None if value is None else str(value)


def _cells(old: Record, new: Record) -> Iterator[CellChange]:
    before, after = _by_place(old), _by_place(new)
    for place in before | after:
        one, other = before.get(place), after.get(place)
        if _said(one) != _said(other):
            yield CellChange(*place, one, other)


def _by_place(record: Record) -> dict[Place, Cell]:
    return {(cell.table, cell.row, cell.column): cell for cell in record.cells}


def _said(cell: Cell | None) -> tuple[Status, Value, str] | None:
    """What a cell says: of a number its value, of anything else how it is printed."""
    if cell is None:
        return None
    return cell.status, cell.value, "" if cell.status in _COUNTED else _bare(cell.raw)


def _sections(old: Record, new: Record, squeeze: Squeeze) -> Iterator[TextChange]:
    for key in {**old.sections, **new.sections}:
        yield from _text(key, old.sections.get(key, ""), new.sections.get(key, ""), squeeze)


def _text(key: str, old: str, new: str, squeeze: Squeeze) -> Iterator[TextChange]:
    if old == new:
        return
    lines = compare(old, new, squeeze)
    if is_changed(lines):
        yield TextChange(key, old, new, lines)


def _core(
    fields: tuple[FieldChange, ...], cells: tuple[CellChange, ...], texts: tuple[TextChange, ...], squeeze: Squeeze
) -> frozenset[tuple[object, ...]]:
    """Cells and texts; fields only where nothing else differs, as a page has some that its PDF has not."""
    found = [(cell.table, cell.row, cell.column, _said(cell.old), _said(cell.new)) for cell in cells]
    found_texts = [(text.key, *core(text.lines, squeeze)) for text in texts]
    if found or found_texts:
        return frozenset([*found, *found_texts])
    return frozenset((field.name, _bare(field.old), _bare(field.new)) for field in fields)
