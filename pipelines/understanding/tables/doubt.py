"""Doubtful figures of a scan to figures, where the sums of their row and their column both hold with them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from archive.record import Value
from pipelines.understanding.tables.found import FoundCell

Cells = Mapping[tuple[str, str], FoundCell]

_PARTS = ("natural_person", "org_business", "org_research", "org_public_interest", "org_legal_service", "org_other")
_ARRIVALS, _DEPARTURES = ("new_requests", "carried_in"), ("results_total", "carried_out")


def confirmed(cells: Cells) -> dict[tuple[str, str], FoundCell]:
    """The cells of the table of requests; a doubtful one that a sum does not bear out stays unreadable."""
    told = {place: cell.doubtful if cell.doubtful is not None else cell.value for place, cell in cells.items()}
    rows = {row for row, _ in cells}
    sound_rows = {row for row in rows if _holds(told, [(row, part) for part in _PARTS], [(row, "total")])}
    sound_columns = {column for column in (*_PARTS, "total") if all(_sums(told, rows, column))}
    return {
        place: replace(cell, value=cell.doubtful, status="number" if cell.doubtful else "zero")
        if cell.doubtful is not None and place[0] in sound_rows and place[1] in sound_columns
        else cell
        for place, cell in cells.items()
    }


def _sums(told: Mapping[tuple[str, str], Value], rows: set[str], column: str) -> Iterator[bool]:
    results = [(row, column) for row in rows if row not in (*_ARRIVALS, *_DEPARTURES)]
    yield _holds(told, results, [("results_total", column)])
    yield _holds(told, [(row, column) for row in _ARRIVALS], [(row, column) for row in _DEPARTURES])


def _holds(told: Mapping[tuple[str, str], Value], left: list[tuple[str, str]], right: list[tuple[str, str]]) -> bool:
    values = [told.get(place) for place in (*left, *right)]
    known = [value for value in values if value is not None]
    return len(known) == len(values) and sum(known[: len(left)]) == sum(known[len(left) :])
