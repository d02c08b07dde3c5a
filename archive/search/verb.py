"""The verb `search`: words to the reports that hold them, for people and programs."""

import argparse
import os
import shutil
import sys
from collections.abc import Mapping

from archive import selection
from archive.errors import UsageError
from archive.verbs import DONE, ArchiveSettings

_WIDE = 2  # columns that a Chinese character takes
_BESIDE = 14  # columns that the indent and a pair of brackets take


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        nargs="+",
        metavar="WORDS",
        help='all must stand in the report; A OR B, "a phrase"; words to leave out in one argument: "信访 -培训"',
    )
    selection.add_options(parser)
    parser.add_argument("--limit", type=int, metavar="N", help="at most N hits (default: all)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(options: argparse.Namespace, settings: ArchiveSettings) -> int:
    """Prints the hits, newest first, and how many there are."""
    from archive.database import DATABASE_NAME, database_errors, open_for_reading
    from archive.search.find import count, find
    from archive.search.query import parse
    from archive.search.telling import line, page, room

    if options.limit is not None and options.limit < 1:
        raise UsageError(f"--limit {options.limit}: at least 1")
    query = parse(" ".join(options.words))
    selected = selection.selected(options)
    columns = room(shutil.get_terminal_size((100, 24)).columns)
    around = _around(os.environ)
    connection = open_for_reading(settings.data).conn
    try:
        with database_errors(settings.data / DATABASE_NAME):
            connection.execute("BEGIN")  # one moment of the archive, whatever is written meanwhile
            printed = 0
            for hit in find(connection, query, selected, limit=options.limit, width=(columns - _BESIDE) // _WIDE):
                if options.json:
                    print(line(hit))
                else:
                    print(*page(hit, query, columns, around), sep="\n")
                printed += 1
            sys.stdout.flush()  # the count comes below the last hit
            found = printed if options.limit is None else count(connection, query, selected)
    finally:
        connection.close()
    print(_told(printed, found), file=sys.stderr)
    return DONE


def _told(printed: int, found: int) -> str:
    from archive.talk import counted

    if not found:
        return "no report found"
    return f"{counted(found, 'report')} found" + (f", {printed:,} shown" if printed < found else "")


def _around(variables: Mapping[str, str]) -> tuple[str, str]:
    """Colours where they are seen and wanted, else brackets."""
    from archive.search.telling import BRACKETS, COLOUR

    is_coloured = sys.stdout.isatty() and not variables.get("NO_COLOR") and variables.get("TERM") != "dumb"
    return COLOUR if is_coloured else BRACKETS
