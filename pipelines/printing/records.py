"""Files named on the command line to their records on standard output, a JSON line each, or drawn for people."""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from archive.errors import UsageError
from archive.record import Record
from pipelines.workers.job import MOST_BYTES, Job
from pipelines.workers.pool import Workers, cores

_STANDARD_INPUT = "-"


def print_records(files: Sequence[str], url: str | None, *, for_people: bool) -> None:
    """Each as soon as it and those before it are read; raises UsageError where not one of the files is there."""
    shown = _pretty() if for_people else Record.dumps
    missing: list[str] = []
    with Workers(min(len(files), cores())) as workers:
        for file, records in zip(files, workers.extract_all(_job(file, url) for file in files), strict=True):
            for record in records:
                print(shown(record), flush=True)
            missing += [f"{file}: {record.error.message}" for record in records if _is_missing(record) and record.error]
    if len(missing) == len(files):
        raise UsageError(missing[0] if len(missing) == 1 else f"none of the files is there; the first: {missing[0]}")


def _job(file: str, url: str | None) -> Job:
    if file == _STANDARD_INPUT:
        return Job(sys.stdin.buffer.read(MOST_BYTES + 1), file, url)
    return Job(Path(file), file, url)


def _is_missing(record: Record) -> bool:
    return record.reason == "missing"


def _pretty() -> Callable[[Record], str]:
    from pipelines.printing.pretty import Terminal, pretty

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    terminal = Terminal(shutil.get_terminal_size((100, 24)).columns, colour)
    return lambda record: pretty(record, terminal) + "\n"
