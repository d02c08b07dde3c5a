"""The pipelines' verbs: extract, ingest, rebuild."""

import argparse

from archive.verbs import DONE, ArchiveSettings, Verb, no_options
from pipelines.ingest import verb as ingest


def _extract_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="HTML, PDF, DOCX, DOC, TXT, XLSX, ZIP ...; - is standard input"
    )
    parser.add_argument("--url", metavar="URL", help="the address that the files came from")
    parser.add_argument("--pretty", action="store_true", help="for people: facts and tables drawn, not JSON")


def _extract(options: argparse.Namespace, _: ArchiveSettings) -> int:
    from pipelines.printing.records import print_records

    print_records(options.files, options.url, for_people=options.pretty)
    return DONE


VERBS: tuple[Verb[ArchiveSettings], ...] = (
    Verb(
        "extract",
        "reads local files and prints one JSON record a line",
        "Reads each FILE as the nightly job would and prints what it understood: title, year, issuer, contact, the "
        "statistical tables and the check of their sums. A file that cannot be read gives a record that says so, and "
        "the next one goes on. Needs no archive.",
        _extract_options,
        _extract,
    ),
    Verb(
        "ingest",
        "takes WARC or WACZ files and folders of saved pages into the archive",
        "Takes what other crawlers or people have saved into the archive, through the same pipelines, and remembers "
        "where it came from: address, time, head and exact bytes stay as they were captured. WARC files of wget, "
        "Heritrix, browsertrix, Common Crawl and others, WACZ files, and folders of saved pages. Only hosts below "
        "gov.cn and in the register become reports. The same again changes nothing.",
        ingest.add_options,
        ingest.run,
    ),
    Verb(
        "rebuild",
        "runs the pipelines again over every stored snapshot",
        "Reads every snapshot again with the readers of this version, with no crawl. Goes on where it was when it is "
        "started again after an interruption.",
        no_options,
    ),
)
