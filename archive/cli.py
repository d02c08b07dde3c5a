"""The archive's verbs: search, coverage, changes, export, verify, merge, backup, serve."""

import argparse
import sys
import time
from pathlib import Path

from archive.changes import verb as changes
from archive.verbs import DONE, FAILED, ArchiveSettings, Verb, no_options


def _search_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORDS", help="words, quoted phrases, -word to leave out")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N hits (default: all)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def _coverage_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, metavar="YEAR", help="only this report year")
    parser.add_argument("--division", metavar="CODE", help="only this area: a GB/T 2260 code such as 990101")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="default: table")


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to write into")
    parser.add_argument("--format", choices=("jsonl", "csv", "parquet", "wacz"), default="jsonl", help="default: jsonl")


def _merge_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR", help="data folder of another machine or worker")


def _backup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where the copy goes; must not exist")


def _verify(_: argparse.Namespace, settings: ArchiveSettings) -> int:
    from archive.proof.finding import Tally
    from archive.talk import Progress, counted
    from archive.verify import verify

    tally, started = Tally(), time.monotonic()
    found = 0
    with Progress(lambda: _looked_at(tally)) as progress:
        for finding in verify(settings.data, tally, lambda text: progress.print(f"note: {text}", sys.stderr)):
            progress.print(str(finding))
            found += 1
    summary = f"{_looked_at(tally)} in {time.monotonic() - started:.1f} s"
    if found:
        print(f"{settings.data}: {counted(found, 'finding')} above; looked at {summary}", file=sys.stderr)
        return FAILED
    print(f"{settings.data}: whole. {summary}")
    return DONE


def _looked_at(tally: dict[str, int]) -> str:
    from archive.talk import counted

    kinds = ("WARC file", "WARC record", "snapshot", "record", "report")
    return ", ".join(counted(tally[kind], kind) for kind in kinds)


VERBS: tuple[Verb[ArchiveSettings], ...] = (
    Verb(
        "search",
        "full-text search in the terminal",
        "Finds reports whose title or own words hold all WORDS, exactly as they stand; prints one line a report with "
        "the place where they stand. Words of one character, two or many are found alike.",
        _search_options,
    ),
    Verb(
        "coverage",
        "which bodies have a report for which year, and which have not",
        "One line a body and year: published, on time or late, not found, or not to be told because the portal was "
        "blocked or not fully seen.",
        _coverage_options,
    ),
    Verb(
        "changes",
        "reports that changed or vanished since they were first seen",
        "One line a change, newest first: an edited text, a report gone from the last address where it stood, one that "
        "came back. Noise such as visit counters is no edit, and one edit that shows at many addresses is told once.",
        changes.add_options,
        changes.run,
    ),
    Verb(
        "export",
        "writes the archive out as JSONL, CSV, Parquet or WACZ",
        "Writes all reports into DIR, each with its source address, capture time and digest.",
        _export_options,
    ),
    Verb(
        "verify",
        "proves that the archive is whole",
        "Reads everything once: every byte of every WARC file, every digest and offset, every row against what it "
        "follows from, every index. Prints one line for each thing that is wrong and where, and exits with status 1 "
        "when there is any. Needs no more memory for a large archive than for a small one, and may run while a crawl "
        "is writing.",
        no_options,
        _verify,
    ),
    Verb(
        "merge",
        "brings the shards of other machines or workers into the archive",
        "Takes the data folders of other machines or workers into this archive. May be repeated, in any order: what "
        "is there already stays as it is.",
        _merge_options,
    ),
    Verb(
        "backup",
        "a consistent copy while the archive is in use",
        "Copies the archive's database into FILE as of one moment, also while a crawl is writing.",
        _backup_options,
    ),
    Verb(
        "serve",
        "the archive in a browser: Datasette with the project's pages",
        "Serves the archive to browsers on this machine.",
        no_options,
    ),
)
