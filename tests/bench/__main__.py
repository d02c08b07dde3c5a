"""`make bench`: measures everything side by side in one run, prints the figures and writes them to bench.json."""

import json
import os
import platform
import sqlite3
from itertools import chain
from pathlib import Path

from tests.bench import archive_cases, crawl_cases, reading_cases


def main() -> None:
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores, load {load}")
    figures: dict[str, float] = {}
    for result in chain(archive_cases.cases(), crawl_cases.cases(), reading_cases.cases()):
        print(f"- {result.text}", flush=True)
        figures |= result.figures
    Path("bench.json").write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
