"""The cells of a scan to proposals: the one figure whose change would mend both its row and its column."""

from collections.abc import Iterator, Mapping, Sequence

from archive.record import Cell, Check, Proposal, Value

_MOST_VIOLATED_ROWS = 3  # a table with more wrong rows was misread at large: nothing is proposed
_ARRIVALS = ("new_requests", "carried_in")


def propose(cells: Sequence[Cell], checks: Sequence[Check]) -> Iterator[Proposal]:
    """One proposal for each violated row in which exactly one column is off by the same amount."""
    values = {(cell.row, cell.column): cell.value for cell in cells if cell.table == "requests"}
    rows = {check.at: check for check in checks if check.rule == "requests.row_sum" and check.verdict == "violated"}
    if len(rows) > _MOST_VIOLATED_ROWS:
        return
    for row, check in rows.items():
        if check.left is None or check.right is None:
            continue
        surplus = check.left - check.right
        fitting = list(_suspects(row, surplus, checks, values))
        if len(fitting) == 1:
            column, value = fitting[0]
            yield Proposal("requests", row, column, values[row, column], value)


def _suspects(
    row: str, surplus: float, checks: Sequence[Check], values: Mapping[tuple[str, str], Value]
) -> Iterator[tuple[str, int | float]]:
    rule, sign = ("requests.balance", 1) if row in _ARRIVALS else ("requests.column_sum", 1)
    if row == "results_total":
        sign = -1
    if row == "carried_out":
        rule, sign = "requests.balance", -1
    for check in checks:
        if check.rule != rule or check.verdict != "violated" or check.left is None or check.right is None:
            continue
        value = values.get((row, check.at))
        if value is None:
            continue
        wrong_by = surplus if check.at != "total" else -surplus
        if (check.left - check.right) * sign == wrong_by and value - wrong_by >= 0:
            yield check.at, value - wrong_by
