"""Printed rows to printed rows: what page ends cut apart is put together, what does not belong to a row is taken off."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.understanding.tables.labels import is_numbered, request_rows
from pipelines.understanding.tables.lines import Token
from pipelines.understanding.tables.values import read_count

_SURELY = 0.9
_FEWEST_NUMBERED = 4


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """`scores` say which rows of the form the label fits; they are empty where there is no label, or a strange one."""

    label: str
    scores: Mapping[str, float]
    zone: tuple[Token, ...]
    block: int
    end: int
    exact: bool
    caption: str
    grown: bool = False  # its figures stood in lines of their own

    @property
    def figures(self) -> int:
        return sum(token.kind != "blank" for token in self.zone)


def mended(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The rows as they would stand on one endless page, without numbers of rows."""
    return _unnumbered(_joined(rows))


def with_doubt(row: PrintedRow, below: Sequence[Token]) -> PrintedRow:
    """A row whose figures go on after a page end, as 110 and 8 of 1108 do: none of these can be told any more."""
    broken = {token.column for token in below if token.kind != "blank"}
    zone = tuple(replace(token, sure=token.sure and token.column not in broken) for token in row.zone)
    return replace(row, zone=zone)


def _unnumbered(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """Where each cell has a line of its own, the number of the next row comes after the last figure of a row."""
    last = {at: read_count(row.zone[-1].text).value for at, row in enumerate(rows) if row.grown and row.zone}
    offsets = Counter(int(value) - at for at, value in last.items() if value is not None)
    offset, votes = max(offsets.items(), key=lambda item: item[1], default=(0, 0))
    if votes < _FEWEST_NUMBERED or 2 * votes <= len(last):
        return list(rows)
    return [
        replace(row, zone=row.zone[:-1]) if last.get(at) is not None and last[at] == at + offset else row
        for at, row in enumerate(rows)
    ]


def _joined(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """Rows whose label a page end cut in two, with the figures beside one half and blanks beside the other."""
    mended: list[PrintedRow] = []
    for row in rows:
        above = mended[-1] if mended else None
        if above and bool(above.figures) != bool(row.figures) and (scores := _of_halves(above, row)):
            fuller = row if row.figures else above
            mended[-1] = replace(fuller, label=above.label + row.label, scores=scores)
        else:
            mended.append(row)
    return mended


def _of_halves(upper: PrintedRow, lower: PrintedRow) -> Mapping[str, float] | None:
    """What both halves fit together, where the lower one is no label of another row."""
    if not upper.label or not lower.label or is_numbered(lower.label):
        return None
    joined = request_rows(upper.label + lower.label)
    best = max(joined, key=lambda key: joined[key], default="")
    others = [score for key, score in lower.scores.items() if key != best]
    return joined if joined.get(best, 0.0) >= _SURELY and max(others, default=0.0) < _SURELY else None
