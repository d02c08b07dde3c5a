"""Reports of one body to its figures through the years: a gap where there is no report or no number, never a nought."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.forms import figure_units, form_tables

_PROACTIVE = "proactive"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure; `row` and `column` are those of the form, `column` is empty where `row` names a sum of ours."""

    row: str
    column: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class OfForm:
    """What one form asks for, in the years whose reports have its table."""

    form: str
    years: tuple[int, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Yearly:
    """`has_report` tells, year by year, a gap for want of a report from one for want of a number."""

    years: tuple[int, ...]
    has_report: tuple[bool, ...]
    requests: tuple[Line, ...]
    outcomes: tuple[Line, ...]
    reviews: tuple[Line, ...]
    decisions: tuple[Line, ...]
    proactive: tuple[OfForm, ...]


def yearly(connection: sqlite3.Connection, years: Sequence[int], reports: Mapping[int, int]) -> Yearly:
    """The figures of the reports whose numbers `reports` gives by year."""
    figures = tuple(figure_units())
    rows: dict[int, Mapping[str, float | None]] = {}
    for year, number in reports.items():
        row = connection.execute(f"SELECT {', '.join(figures)} FROM figures WHERE report_id = ?", (number,)).fetchone()
        if row:
            rows[year] = dict(zip(figures, row, strict=True))

    def line(name: str, *ways: Sequence[str]) -> Line:
        """The sum of the first way, that is the first form, that has all its figures."""
        sums = (next(filter(None, (_sum(rows.get(year), way) for way in ways)), None) for year in years)
        return Line(name, "", tuple(one[0] if one else None for one in sums))

    return Yearly(
        tuple(years),
        tuple(year in reports for year in years),
        tuple(line(row, [_total(row)]) for row in ("new_requests", "carried_in", "results_total", "carried_out")),
        (
            *(line(row, [_total(row)]) for row in ("granted", "partially_granted")),
            *(line(group, _group(group)) for group in ("denied", "unable", "unprocessed")),
            line("other", [_total("other_handling")], [f for f in _group("other") if f != _total("other_handling")]),
        ),
        (
            *(
                line(f"reconsideration_{column}", _reviews(column, "reconsideration"))
                for column in ("total", "corrected")
            ),
            *(line(f"litigation_{column}", _reviews(column, *_LITIGATION)) for column in ("total", "corrected")),
        ),
        tuple(line(row, [f"proactive__{row}__decisions"]) for row in _DECISIONS),
        tuple(_proactive(rows, _years_by_form(connection, reports))),
    )


def _years_by_form(connection: sqlite3.Connection, reports: Mapping[int, int]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for year, number in sorted(reports.items()):
        for (form,) in connection.execute(_FORM, (number,)):
            found.setdefault(form, []).append(year)
    return found


def _proactive(
    rows: Mapping[int, Mapping[str, float | None]], years_by_form: Mapping[str, Sequence[int]]
) -> Iterator[OfForm]:
    """A table a form, the newest first: the forms ask for different things."""
    for form, years in sorted(years_by_form.items(), key=lambda item: max(item[1]), reverse=True):
        cells = form_tables()[form, _PROACTIVE]
        lines = (
            Line(cell.row, cell.column, tuple(_value(rows, year, cell.figure) for year in years)) for cell in cells
        )
        yield OfForm(form, tuple(years), tuple(lines))


def _value(rows: Mapping[int, Mapping[str, float | None]], year: int, figure: str) -> float | None:
    return rows[year][figure] if year in rows else None


def _sum(row: Mapping[str, float | None] | None, figures: Sequence[str]) -> tuple[float] | None:
    """None where any part is missing: a sum without it would be wrong."""
    parts = [row[figure] for figure in figures] if row else [None]
    known = [part for part in parts if part is not None]
    return (sum(known),) if len(known) == len(parts) else None


def _total(row: str) -> str:
    return f"requests__{row}__total"


def _group(name: str) -> list[str]:
    return [
        figure for figure in figure_units() if figure.startswith(f"requests__{name}_") and figure.endswith("__total")
    ]


def _reviews(column: str, *rows: str) -> list[str]:
    return [f"review_litigation__{row}__{column}" for row in rows]


_LITIGATION = ("litigation_direct", "litigation_after_reconsideration")
_DECISIONS = ("admin_licensing", "admin_penalty", "admin_compulsion")
_FORM = f"SELECT form FROM cell_states WHERE report_id = ? AND table_name = '{_PROACTIVE}'"
