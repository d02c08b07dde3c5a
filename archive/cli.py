"""The archive's verbs: search, coverage, changes, export, verify, merge, backup, serve."""

import argparse
from pathlib import Path

from archive.changes import verb as changes
from archive.coverage import verb as coverage
from archive.export import verb as export
from archive.proof import verb as verify
from archive.safekeeping import verb as backup
from archive.search import verb as search
from archive.verbs import ArchiveSettings, Verb
from archive.web import verb as serve


def _merge_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR", help="data folder of another machine or worker")


VERBS: tuple[Verb[ArchiveSettings], ...] = (
    Verb(
        "search",
        "full-text search in the terminal",
        "Finds reports whose title or own words hold all WORDS, exactly as they stand, newest first, with the place "
        "where they stand. Words of one character, two or many are found alike, in simplified or traditional "
        "characters; numbers and Latin words are found whole.",
        search.add_options,
        search.run,
    ),
    Verb(
        "coverage",
        "which bodies have a report for which year, and which have not",
        "One line a body and year: published, on time or late, not found, or not to be told because the portal was "
        "blocked or not fully seen.",
        coverage.add_options,
        coverage.run,
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
        "writes the archive out as JSONL, CSV, Parquet, SQLite, WACZ or a corpus",
        "Writes all reports, or those that the options name, into DIR, each with its source address, capture time and "
        "digest, and with a README, a manifest of digests and the data dictionary. The export is of one moment, also "
        "while a crawl is writing, and appears whole or not at all. A DIR that holds an earlier export is written anew, "
        "unless anybody has changed its files.",
        export.add_options,
        export.run,
    ),
    Verb(
        "verify",
        "proves that the archive is whole",
        "Reads everything once: every byte of every WARC file, every digest and offset, every row against what it "
        "follows from, every index. Prints one line for each thing that is wrong and where, and exits with status 1 "
        "when there is any. Needs no more memory for a large archive than for a small one, and may run while a crawl "
        "is writing. With --sample it proves some captures and reports, chosen at random, in a time that does not grow "
        "with the archive.",
        verify.add_options,
        verify.run,
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
        "Copies the archive's database into FILE as of one moment, also while a crawl is writing, proves the copy, and "
        "tells which WARC files belong with it.",
        backup.add_options,
        backup.run,
    ),
    Verb(
        "serve",
        "the archive in a browser: Datasette with the project's pages",
        "Serves the archive to browsers, on this machine alone unless --host says otherwise: search, reports, places, "
        "coverage, changes, checks and questions as pages in Chinese and English, and all tables in Datasette. May run "
        "while a crawl is writing.",
        serve.add_options,
        serve.run,
    ),
)
