"""Checks and cells to what is marked on the drawn forms: which cells a violated rule is about, numbered in order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.identities import CARRIED_OVER, Finding, finding_of
from archive.record import Check

Place = tuple[str, str, str]

_ARRIVALS, _DEPARTURES = ("new_requests", "carried_in"), ("results_total", "carried_out")
_NO_OUTCOME = frozenset({*_ARRIVALS, "carried_out"})
_REQUESTS, _REVIEWS, _PROACTIVE = "requests", "review_litigation", "proactive"
CROSS_YEAR = frozenset({CARRIED_OVER, "proactive.in_force_carried_over", "proactive.items_carried_over"})
_AT_COLUMNS = frozenset(
    {"requests.column_sum", "requests.balance", "requests.carried_over", "proactive.regulations_by_authority"}
)


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that does not hold, with its number on the page and the cells that it is about, the last one leading: the sum."""

    number: int
    check: Check
    table: str
    cells: tuple[Place, ...]

    @property
    def finding(self) -> Finding:
        return finding_of(self.check.rule, self.check.fault)

    @property
    def is_cross_year(self) -> bool:
        return self.check.rule in CROSS_YEAR

    @property
    def anchor(self) -> str | None:
        """The anchor of its leading cell; None where it is about none."""
        return cell_id(self.cells[-1]) if self.cells else None

    @property
    def at_key(self) -> str:
        """The key of the words for its place."""
        if self.check.rule == "narrative.new_requests":
            return "row.new_requests"
        return f"{'column' if self.check.rule in _AT_COLUMNS else 'row'}.{self.check.at}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the checks of one table come to."""

    violations: tuple[Violation, ...]
    held: int
    untold: int


def standings(checks: Sequence[Check], places: Iterable[Place], tables: Iterable[str]) -> Mapping[str, Standing]:
    """The checks table by table, in the order of `tables`; `places` are the cells that the report's forms have."""
    known = tuple(places)
    found: dict[str, Standing] = {}
    number = 0
    for table in tables:
        own = [check for check in checks if table_of(check.rule) == table]
        violated = [check for check in own if check.verdict == "violated"]
        numbered = tuple(
            Violation(number + n, check, table, cells_of(check.rule, check.at, known))
            for n, check in enumerate(violated, start=1)
        )
        number += len(violated)
        verdicts = [check.verdict for check in own]
        found[table] = Standing(numbered, verdicts.count("ok"), verdicts.count("not_assessable"))
    return found


def cell_id(place: Place) -> str:
    """The anchor of a cell.

    >>> cell_id(("requests", "carried_in", "total"))
    'cell-requests-carried_in-total'
    """
    return "cell-" + "-".join(place)


def table_of(rule: str) -> str:
    """The table under which a rule is told; what the prose tells of requests stands with theirs.

    >>> table_of("requests.balance"), table_of("narrative.new_requests")
    ('requests', 'requests')
    """
    name = rule.partition(".")[0]
    return _REQUESTS if name == "narrative" else name


def cells_of(rule: str, at: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The cells that a rule is about at its place, of those that there are; none for a rule that is not known."""
    concerns = _CONCERNS.get(rule)
    return tuple(place for place in places if concerns and concerns(place, at))


def _row(table: str, columns: tuple[str, ...] = ()) -> Callable[[Place, str], bool]:
    """The cells of the row that the place names, or some of its columns."""
    return lambda place, at: place[:2] == (table, at) and (not columns or place[2] in columns)


def _column(table: str, rows: tuple[str, ...]) -> Callable[[Place, str], bool]:
    """The cells of some rows in the column that the place names."""
    return lambda place, at: place[0] == table and place[1] in rows and place[2] == at


def _is_outcome(place: Place, at: str) -> bool:
    return place[0] == _REQUESTS and place[1] not in _NO_OUTCOME and place[2] == at


_CONCERNS: Mapping[str, Callable[[Place, str], bool]] = {
    "requests.row_sum": _row(_REQUESTS),
    "requests.column_sum": _is_outcome,
    "requests.balance": _column(_REQUESTS, (*_ARRIVALS, *_DEPARTURES)),
    "requests.carried_over": _column(_REQUESTS, ("carried_in",)),
    "review_litigation.total": _row(_REVIEWS),
    "proactive.disclosed_within_total": _row(_PROACTIVE, ("new_disclosed", "total_disclosed")),
    "proactive.items_not_negative": _row(_PROACTIVE, ("items_prev_year", "items_change")),
    "proactive.amount_with_projects": _row(_PROACTIVE),
    "proactive.regulations_by_authority": _column(_PROACTIVE, ("regulations",)),
    "proactive.in_force_carried_over": _row(_PROACTIVE, ("in_force", "issued", "repealed")),
    "proactive.items_carried_over": _row(_PROACTIVE, ("items_prev_year",)),
    "narrative.new_requests": lambda place, _: place == (_REQUESTS, "new_requests", "total"),
}
