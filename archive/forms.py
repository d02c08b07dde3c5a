"""The official forms as data: which cells each has, in print order, and the archive's column for each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell of one form; `figure` is its column in the table `figures`, shared between forms."""

    form: str
    table: str
    row: str
    column: str
    unit: str
    row_label: str
    column_label: str

    @property
    def figure(self) -> str:
        return f"{self.table}__{self.row}__{self.column}"


@cache
def form_tables() -> Mapping[tuple[str, str], tuple[FormCell, ...]]:
    """The cells of every (form, table), in print order.

    >>> len(form_tables()["2019_trial", "requests"])
    161
    """
    text = files("archive").joinpath("forms.json").read_text("utf-8")
    return {
        (form, table["key"]): tuple(_cells(form, table))
        for form, content in json.loads(text).items()
        for table in content["tables"]
    }


def _cells(form: str, table: dict[str, Any]) -> list[FormCell]:
    return [
        FormCell(
            form,
            table["key"],
            row["key"],
            column,
            table["columns"][column]["unit"],
            row["label"],
            table["columns"][column]["label"],
        )
        for row in table["rows"]
        for column in row.get("columns", table["columns"])
    ]


@cache
def figure_units() -> Mapping[str, str]:
    """The columns of `figures`, in order, with their units.

    >>> list(figure_units())[0], figure_units()["proactive__admin_fees__amount_wan"]
    ('proactive__regulations__new_made', '万元')
    """
    units: dict[str, str] = {}
    for cells in sorted(form_tables().values(), key=lambda cells: _TABLE_ORDER.index(cells[0].table)):
        for cell in cells:
            units.setdefault(cell.figure, cell.unit)
    return units


_TABLE_ORDER = ("proactive", "requests", "review_litigation")
