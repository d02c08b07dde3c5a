"""The verb `changes`: what happened to the reports of an archive, for people and programs."""

import argparse
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from archive.clock import CHINA, moment
from archive.errors import UsageError
from archive.verbs import DONE, ArchiveSettings

if TYPE_CHECKING:
    from archive.changes.event import Event

_EARLIEST_YEAR = 1970  # what is older is a slip


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", metavar="DATE", help="only from this date in China on, as 2025-01-31, or a moment")
    parser.add_argument(
        "--kind",
        action="append",
        choices=("edited", "vanished", "returned", "moved"),
        help="only this kind of change; repeatable (default: all but moved)",
    )
    parser.add_argument(
        "--all", action="store_true", help="also addresses that went while their report stands elsewhere (moved)"
    )
    parser.add_argument("--texts", action="store_true", help="with what was edited: both texts, fields and cells")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="default: table")


def run(options: argparse.Namespace, settings: ArchiveSettings) -> int:
    """Prints the changes, and says so where there are none."""
    from archive.changes.events import MOVED, USUAL, Wanted, events
    from archive.database import DATABASE_NAME, database_errors, open_for_reading

    asked = USUAL if options.kind is None else frozenset(options.kind)
    kinds = asked | MOVED if options.all else asked
    since = None if options.since is None else moment_of(options.since)
    connection = open_for_reading(settings.data).conn
    try:
        with database_errors(settings.data / DATABASE_NAME):
            connection.execute("BEGIN")  # one moment of the archive, whatever is written meanwhile
            found = events(connection, Wanted(since, kinds))
            first = next(found, None)
            if first is None:
                print(f"nothing has changed{f' since {options.since}' if options.since else ''}", file=sys.stderr)
            _print(iter(()) if first is None else chain([first], found), options)
    finally:
        connection.close()
    return DONE


def moment_of(text: str) -> str:
    """A date, at its first moment in China, or a time, as the archive writes moments; China's where it names no zone.

    >>> moment_of("2025-01-31"), moment_of("2025-01-31T02:00:00Z")
    ('2025-01-30T16:00:00.000000Z', '2025-01-31T02:00:00.000000Z')
    """
    try:
        time = datetime.fromisoformat(text)
        at = moment(time if time.tzinfo else time.replace(tzinfo=CHINA)) if time.year >= _EARLIEST_YEAR else None
    except (ValueError, OverflowError):
        at = None
    if at is None:
        raise UsageError(f"--since {text}: no date such as 2025-01-31, nor a moment such as 2025-01-31T02:00:00Z")
    return at


def _print(found: "Iterator[Event]", options: argparse.Namespace) -> None:
    from archive.changes.telling import COLUMNS, SHORT_COLUMNS, marked, page, plain, row, short_row
    from archive.listing import write_rows

    if options.format == "table" and options.texts:
        columns = shutil.get_terminal_size((100, 24)).columns
        sys.stdout.writelines(f"{line}\n" for event in found for line in page(event, columns))
    elif options.format == "table":
        if rows := [short_row(event) for event in found]:
            write_rows(SHORT_COLUMNS, rows, "table", sys.stdout)
    elif options.texts:
        told = plain if options.format == "json" else marked
        rows_with = ((*row(event), told(event.difference)) for event in found)
        write_rows((*COLUMNS, "difference"), rows_with, options.format, sys.stdout)
    else:
        write_rows(COLUMNS, map(row, found), options.format, sys.stdout)
