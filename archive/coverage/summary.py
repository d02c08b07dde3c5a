"""Rows of bodies and years to counts a year: how many published, on time, late, not found, or not to be told."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.coverage.areas import Asked
from archive.coverage.coverage import AreaCoverage, coverage, today_in_china
from archive.coverage.holdings import Query
from archive.coverage.matrix import Row


@dataclass(frozen=True, slots=True)
class Tally:
    """`bodies` are all rows; those published are on time, late, or neither for sure; of those `not_told` we cannot know.

    `share_published` is of those of which it can be told: published, vanished, not found.
    """

    division: str
    area: str
    year: int
    bodies: int
    published: int
    on_time: int
    late: int
    timeliness_unknown: int
    vanished: int
    not_found: int
    not_due: int
    unread: int
    not_told: int
    share_published: float | None


_COUNTED = frozenset({"published", "vanished", "not_found", "not_due", "unread"})
_TO_BE_TOLD = ("published", "vanished", "not_found")


class Tallies:
    """Counts as rows come: a few numbers a year."""

    def __init__(self, division: str, area: str) -> None:
        self._division, self._area = division, area
        self._years: dict[int, Counter[str]] = {}

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            counts = self._years.setdefault(row.year, Counter())
            counts["bodies"] += 1
            counts[row.state if row.state in _COUNTED else "not_told"] += 1
            if row.state == "published":
                counts[{True: "late", False: "on_time", None: "unknown"}[row.late]] += 1

    def by_year(self) -> Iterator[Tally]:
        for year, counts in sorted(self._years.items()):
            told = sum(counts[state] for state in _TO_BE_TOLD)
            yield Tally(
                division=self._division,
                area=self._area,
                year=year,
                bodies=counts["bodies"],
                published=counts["published"],
                on_time=counts["on_time"],
                late=counts["late"],
                timeliness_unknown=counts["unknown"],
                vanished=counts["vanished"],
                not_found=counts["not_found"],
                not_due=counts["not_due"],
                unread=counts["unread"],
                not_told=counts["not_told"],
                share_published=round((told - counts["not_found"]) / told, 3) if told else None,
            )


def tallied(found: AreaCoverage) -> Iterator[Tally]:
    """One area, a year each."""
    tallies = Tallies(found.area.code, found.area.name)
    tallies.add(found.rows)
    return tallies.by_year()


@dataclass(frozen=True, slots=True)
class Missing:
    """Reports of the last season that were found nowhere though their day has passed, by that day."""

    by_31_january: int
    by_31_march: int


def missing_of_last_season(query: Query) -> Missing:
    """All areas, for the last year whose season has begun."""
    today = today_in_china()
    missing: Counter[str] = Counter()
    for found in coverage(query, Asked(), range(today.year - 1, today.year), today):
        missing.update(row.deadline_basis for row in found.rows if row.state == "not_found")
    return Missing(missing["art49_1"], missing["art49_2"])
