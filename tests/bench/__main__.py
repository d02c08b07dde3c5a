"""`make bench`: measures everything side by side in one run, prints the figures and writes them to bench.json."""

import argparse
import json
import os
import platform
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import archive_cases, crawl_cases, reading_cases, web_cases
from tests.bench.measure import Result

_PARTS = ("archive", "crawl", "reading", "web")
_REPORTS = (50_000, 200_000)
_FOLDER = Path(os.environ.get("NIANBAO_BENCH") or Path(tempfile.gettempdir(), "nianbao-bench"))


def main() -> None:
    options = _options()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores, load {load}")
    figures: dict[str, float] = {}
    for result in _results(options):
        print(f"- {result.text}", flush=True)
        figures |= result.figures
    Path("bench.json").write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


def _results(options: argparse.Namespace) -> Iterator[Result]:
    for part in options.parts or _PARTS:
        if part == "archive":
            yield from archive_cases.cases()
        elif part == "crawl":
            yield from crawl_cases.cases()
        elif part == "reading":
            yield from reading_cases.cases()
        else:
            for number in options.reports or _REPORTS:
                yield from web_cases.cases(number, options.folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {', '.join(_PARTS)}")
    parser.add_argument(
        "--reports",
        type=int,
        action="append",
        metavar="N",
        help=f"how many the site is measured over; repeatable; default {' and '.join(map(str, _REPORTS))}",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=_FOLDER,
        help="where archives made for this are kept for the next time; default $NIANBAO_BENCH, else %(default)s",
    )
    options = parser.parse_args()
    if unknown := set(options.parts) - set(_PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(_PARTS)}")
    return options


if __name__ == "__main__":
    main()
