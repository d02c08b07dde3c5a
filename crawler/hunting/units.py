"""Departments and townships with pages of their own: which of them are still worth a visit."""

from dataclasses import dataclass, field

_ENOUGH_REPORTS = 10  # found elsewhere: then the pages of units mostly repeat them
_PATIENCE_WITH_REPORTS, _PATIENCE_WITHOUT = 4, 10


@dataclass(slots=True)
class Units:
    """What the visits to units brought. A unit is known by the address at which its pages begin."""

    visited: set[str] = field(default_factory=set)
    fruitful: set[str] = field(default_factory=set)
    with_column: set[str] = field(default_factory=set)
    reports_elsewhere: int = 0

    def visit(self, unit: str) -> None:
        self.visited.add(unit)

    def column_found(self, unit: str) -> None:
        """Notes that a unit's own column of reports is known: its other pages need no visit."""
        self.with_column.add(unit)

    def report_found(self, unit: str) -> None:
        if unit:
            self.fruitful.add(unit)
        else:
            self.reports_elsewhere += 1

    @property
    def are_barren(self) -> bool:
        """Whether so many units brought nothing that the others will not either."""
        patience = _PATIENCE_WITH_REPORTS if self.reports_elsewhere >= _ENOUGH_REPORTS else _PATIENCE_WITHOUT
        return len(self.visited) >= patience and not self.fruitful
