"""The verb `coverage`: which bodies have a report for which year, for people and programs."""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from archive.errors import UsageError
from archive.verbs import DONE, ArchiveSettings

if TYPE_CHECKING:
    from archive.coverage.coverage import AreaCoverage
    from archive.coverage.summary import Tally

_STATES = (
    *("published", "vanished", "unread", "not_due", "not_found"),
    *("portal_incomplete", "portal_blocked", "portal_failed", "portal_unseen"),
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, metavar="YEAR", help="only this report year")
    parser.add_argument("--division", metavar="CODE", help="only this area: a GB/T 2260 code such as 990101")
    parser.add_argument("--state", action="append", choices=_STATES, help="only bodies in this state; repeatable")
    parser.add_argument("--summary", action="store_true", help="counts a year and area, not the bodies one by one")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="default: table")


def run(options: argparse.Namespace, settings: ArchiveSettings) -> int:
    """Prints the coverage, one area after the other."""
    from archive.coverage.areas import asked_for
    from archive.coverage.coverage import coverage, today_in_china, years_asked
    from archive.database import DATABASE_NAME, database_errors, open_for_reading

    if options.summary and options.state:
        raise UsageError("--summary counts bodies of all states: leave out --state")
    asked = asked_for(options.division)
    connection = open_for_reading(settings.data).conn

    def query(sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return connection.execute(sql, values).fetchall()

    try:
        with database_errors(settings.data / DATABASE_NAME):
            connection.execute("BEGIN")  # one moment of the archive, whatever is written meanwhile
            today = today_in_china()
            years = years_asked(query, asked, options.year, today)
            _print(coverage(query, asked, years, today), years, options)
    finally:
        connection.close()
    return DONE


def _print(found: "Iterable[AreaCoverage]", years: range, options: argparse.Namespace) -> None:
    from archive.coverage.summary import tallied
    from archive.coverage.telling import COLUMNS, SUMMARY_COLUMNS, values
    from archive.listing import write_rows

    if options.summary and options.format != "table":
        tallies = (tally for area in found for tally in tallied(area))
        write_rows(SUMMARY_COLUMNS, map(values, tallies), options.format, sys.stdout)
    elif options.format != "table":
        rows = (row for area in found for row in area.rows if not options.state or row.state in options.state)
        write_rows(COLUMNS, map(values, rows), options.format, sys.stdout)
    elif options.summary:
        _print_summary(found)
    else:
        _print_pages(found, years, options.state)


def _print_summary(found: "Iterable[AreaCoverage]") -> None:
    from archive.coverage.summary import Tallies, tallied
    from archive.coverage.telling import summary_lines

    total = Tallies("", "all")
    lines: list[Tally] = []
    for area in found:
        total.add(area.rows)
        lines += tallied(area)
    _write(summary_lines([*lines, *total.by_year()], with_area=True))


def _print_pages(found: "Iterable[AreaCoverage]", years: range, states: list[str] | None) -> None:
    from archive.coverage.summary import Tallies
    from archive.coverage.telling import Page, summary_lines

    page, total = Page(years), Tallies("", "all")
    for area in found:
        total.add(area.rows)
        shown = [[row for row in rows if not states or row.state in states] for rows in area.bodies]
        bodies = [rows for rows in shown if rows]
        if bodies or not states:
            _write(page.area(area, bodies))
    _write(summary_lines(total.by_year()))
    _write(["", *page.legend()])


def _write(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
