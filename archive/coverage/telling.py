"""Coverage to what is printed: the columns of every row, and for people a table a county, bodies by year in marks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from operator import attrgetter

from archive.coverage.coverage import AreaCoverage
from archive.coverage.matrix import Row, State
from archive.coverage.summary import Tally
from archive.listing import Value, aligned

COLUMNS = tuple(field.name for field in fields(Row))
SUMMARY_COLUMNS = tuple(field.name for field in fields(Tally))
_of_row, _of_tally = attrgetter(*COLUMNS), attrgetter(*SUMMARY_COLUMNS)

_MARKS: Mapping[State, str] = {
    "vanished": "gone",
    "unread": "unread",
    "not_due": "due",
    "not_found": "-",
    "portal_incomplete": "part",
    "portal_blocked": "wall",
    "portal_failed": "down",
    "portal_unseen": "?",
}
_LEGEND: Mapping[str, str] = {
    "ok": "published on time",
    "+9": "published so many days late",
    "~": "published between 31 January and 31 March; the law sets townships no day",
    "yes": "published, when is not sure",
    "gone": "published, and no longer there",
    "unread": "there is a link or file that we could not read",
    "due": "not due yet",
    "-": "not found, though the portal was completely seen",
    "part": "the portal was not completely seen",
    "wall": "the portal does not let us in",
    "down": "the portal did not answer",
    "?": "no portal is known, or none was seen since",
}
_SUMMARY_HEAD = (
    *("year", "bodies", "published", "share", "on time", "late", "unsure", "gone"),
    *("not found", "not due", "unread", "not told"),
)
_LATE_MARK = "+9"


def values(row: Row | Tally) -> tuple[Value, ...]:
    """The values of the columns, dates as text."""
    found = (_of_row if isinstance(row, Row) else _of_tally)(row)
    return tuple(value.isoformat() if isinstance(value, date) else value for value in found)


class Page:
    """The tables of areas, one after the other, and at last what the marks in them mean."""

    def __init__(self, years: Sequence[int]) -> None:
        self._years = years
        self._used: set[str] = set()

    def area(self, found: AreaCoverage, bodies: Sequence[Sequence[Row]]) -> Iterator[str]:
        """The lines of an area, of those of its bodies that are to be shown."""
        states = ", ".join(f"{portal.url} {portal.outcome or 'never run'}" for portal in found.portals)
        yield f"{found.area.name}  {found.area.code}  {states or 'no portal'}"
        yield ""
        if bodies:
            yield from aligned(self._details(bodies) if len(self._years) == 1 else self._by_year(bodies))
        else:
            yield "no body is known here yet"
        yield ""

    def legend(self) -> Iterator[str]:
        """Only the marks that were used."""
        yield from aligned([(mark, meaning) for mark, meaning in _LEGEND.items() if mark in self._used] or [("",)])

    def _by_year(self, bodies: Sequence[Sequence[Row]]) -> list[Sequence[str]]:
        lines: list[Sequence[str]] = [["body", *map(str, self._years)]]
        for rows in bodies:
            scopes = sorted({row.scope for row in rows})
            for scope in scopes:
                marks = {row.year: self._mark(row) for row in rows if row.scope == scope}
                name = rows[-1].body if len(scopes) == 1 else f"{rows[-1].body} ({scope})"
                lines.append([name, *(marks.get(year, "") for year in self._years)])
        return lines

    def _details(self, bodies: Sequence[Sequence[Row]]) -> list[Sequence[str]]:
        head = ["", "body", "state", "reason", "published", "by", "vs 31 Jan", "vs 31 Mar"]
        return [head, *(self._detail(row) for rows in bodies for row in rows)]

    def _detail(self, row: Row) -> Sequence[str]:
        day = row.published_on.isoformat() if row.published_on else ""
        days = map(_signed, (row.days_vs_0131, row.days_vs_0331))
        return [self._mark(row), row.body, row.state, row.reason or "", day, row.date_basis or "", *days]

    def _mark(self, row: Row) -> str:
        mark, shown = mark_of(row)
        self._used.add(mark)
        return shown


def mark_of(row: Row) -> tuple[str, str]:
    """The mark as the legend has it, and as it is shown."""
    if row.state != "published":
        mark = _MARKS[row.state]
        return mark, mark
    if row.late:
        days = row.days_vs_0131 if row.deadline_basis == "art49_1" else row.days_vs_0331
        return _LATE_MARK, _signed(days)
    mark = "ok" if row.late is False else "~" if row.reason == "between_yardsticks" else "yes"
    return mark, mark


def summary_lines(tallies: Iterable[Tally], *, with_area: bool = False) -> Iterator[str]:
    """A line a year, or an area and year."""
    lines: list[Sequence[str]] = [[*(["area"] if with_area else []), *_SUMMARY_HEAD]]
    for one in tallies:
        share = "" if one.share_published is None else f"{one.share_published:.0%}"
        out = (one.published, share, one.on_time, one.late, one.timeliness_unknown, one.vanished)
        rest = (one.not_found, one.not_due, one.unread, one.not_told)
        lines.append([*([one.area] if with_area else []), *map(str, (one.year, one.bodies, *out, *rest))])
    return aligned(lines)


def _signed(days: int | None) -> str:
    return "" if days is None else f"{days:+d}"
