"""What was found of a table: a reading for each of its cells, and how surely it stands where it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.record import FormName, Status, Value
from pipelines.understanding.tables.lines import Token
from pipelines.understanding.tables.slots import Slots
from pipelines.understanding.tables.values import Reading, read_amount, read_count


@dataclass(frozen=True, slots=True)
class FoundCell:
    """`anchored` where row and column were both told by a printed label, in a document that is not a picture.

    `doubtful` is what an unreadable cell of a scan may say, to be borne out by the sums or not at all.
    """

    value: Value
    status: Status
    raw: str
    anchored: bool
    doubtful: Value = None


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One printed copy of a table: cells by (row, column); `form` is null where its labels fit either form.

    `caption` is what stood above it, which tells a table of the whole county from one of the office alone.
    """

    form: FormName | None
    cells: Mapping[tuple[str, str], FoundCell]
    caption: str = ""


def counts(slots: Slots | None, zone: Sequence[Token], width: int, *, anchored: bool, scanned: bool) -> list[FoundCell]:
    """The cells of one row of counts; a row whose figures cannot be placed is unreadable as a whole."""
    if slots is None:
        raw = " ".join(token.text.strip() for token in zone).strip()
        return [FoundCell(None, "unreadable", raw, anchored=False)] * width
    return [one_count(token, anchored=anchored, scanned=scanned) for token in slots]


def one_count(token: Token | None, *, anchored: bool, scanned: bool, signed: bool = False) -> FoundCell:
    if token is None:
        return FoundCell(None, "unreadable", "", anchored=False)
    return _cell(token, read_count(token.text, signed=signed, recognised=scanned), anchored=anchored)


def one_amount(token: Token | None, stated_unit: str | None, *, anchored: bool) -> FoundCell:
    if token is None:
        return FoundCell(None, "unreadable", "", anchored=False)
    return _cell(token, read_amount(token.text, stated_unit), anchored=anchored)


def _cell(token: Token, reading: Reading, *, anchored: bool) -> FoundCell:
    if not token.sure:
        return FoundCell(None, "unreadable", token.text.strip(), anchored=False, doubtful=reading.value)
    return FoundCell(reading.value, reading.status, token.text.strip(), anchored)
