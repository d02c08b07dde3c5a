"""The cells of a record to the identities of its forms: which hold, which do not, and whose fault it may be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.record import Cell, Check, CheckVerdict, Fault, Value

_PARTS = ("natural_person", "org_business", "org_research", "org_public_interest", "org_legal_service", "org_other")
_COLUMNS = (*_PARTS, "total")
_ARRIVALS, _DEPARTURES = ("new_requests", "carried_in"), ("results_total", "carried_out")
_NO_RESULT = {*_ARRIVALS, *_DEPARTURES}
_OUTCOMES = ("upheld", "corrected", "other_outcome", "pending")
_BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")

Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """The cells by place; `anchored` are those read at printed labels of a document that is no picture."""

    by_place: Mapping[Place, Cell]
    anchored: frozenset[Place]

    @classmethod
    def of(cls, cells: Iterable[Cell], anchored: frozenset[Place]) -> "Figures":
        return cls({(cell.table, cell.row, cell.column): cell for cell in cells}, anchored)

    def value(self, place: Place) -> Value:
        cell = self.by_place.get(place)
        return cell.value if cell else None

    def compare(self, rule: str, at: str, left: Sequence[Place], right: Sequence[Place]) -> Check:
        """Whether two sums are equal; not assessable as soon as one operand is not there, which is not nought."""
        one, other = (_sum([self.value(place) for place in places]) for places in (left, right))
        verdict: CheckVerdict = "not_assessable"
        if one is not None and other is not None:
            verdict = "ok" if one == other else "violated"
        return Check(rule, at, verdict, one, other, self.fault(verdict, [*left, *right]))

    def fault(self, verdict: CheckVerdict, places: Iterable[Place]) -> Fault | None:
        """The source is blamed only when each operand was read at a labelled place; else it may be our reading."""
        if verdict != "violated":
            return None
        return "source" if all(place in self.anchored for place in places) else "reading"


def identities(figures: Figures) -> Iterator[Check]:
    """The sums that the forms themselves demand, in print order; none for forms without these tables."""
    rows = list(dict.fromkeys(row for table, row, _ in figures.by_place if table == "requests"))
    for row in rows:
        parts = [("requests", row, column) for column in _PARTS]
        yield figures.compare("requests.row_sum", row, parts, [("requests", row, "total")])
    if rows:
        results = [row for row in rows if row not in _NO_RESULT]
        for column in _COLUMNS:
            outcomes = [("requests", row, column) for row in results]
            yield figures.compare("requests.column_sum", column, outcomes, [("requests", "results_total", column)])
        for column in _COLUMNS:
            arrivals = [("requests", row, column) for row in _ARRIVALS]
            departures = [("requests", row, column) for row in _DEPARTURES]
            yield figures.compare("requests.balance", column, arrivals, departures)
    for block in _BLOCKS:
        if ("review_litigation", block, "total") in figures.by_place:
            outcomes = [("review_litigation", block, outcome) for outcome in _OUTCOMES]
            yield figures.compare("review_litigation.total", block, outcomes, [("review_litigation", block, "total")])


def _sum(values: Sequence[Value]) -> Value:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    total = round(sum(known), 6)
    return int(total) if total == int(total) else total
