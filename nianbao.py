"""The command `nianbao`: mounts the verbs of the three packages, reads the settings, turns failures into one line."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from archive.cli import VERBS as ARCHIVE_VERBS
from archive.errors import NianbaoError, UsageError
from archive.verbs import FAILED, INTERRUPTED, Verb
from crawler.cli import VERBS as CRAWLER_VERBS
from crawler.settings import DEFAULT_FILE, Settings, load
from pipelines.cli import VERBS as PIPELINE_VERBS

_ORDER = (
    *("crawl", "demo", "extract", "ingest", "rebuild", "search", "coverage", "changes"),
    *("export", "verify", "merge", "backup", "schedule", "serve"),
)
_EXIT = """\
exit status: 0 all done; 1 bad usage, settings or input; 3 finished, but some portals failed or stayed incomplete;
130 interrupted. Data goes to standard output, talk to standard error.
Settings come from settings.toml; a variable such as NIANBAO_CRAWL__DELAY=0 overrides one.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; `{self.prog} --help` tells more")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns the exit status."""
    try:
        return _run(arguments)
    except NianbaoError as error:
        print(f"nianbao: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("nianbao: interrupted; what was acknowledged is kept", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has left; say nothing more
        return FAILED


def _run(arguments: Sequence[str] | None) -> int:
    verbs = {verb.name: verb for verb in _verbs()}
    parser = _parser(verbs)
    options = parser.parse_args(arguments)
    if options.verb is None:
        parser.print_help(sys.stderr)
        return FAILED
    run = verbs[options.verb].run
    if run is None:
        raise UsageError(f"`{options.verb}` is not built yet; `nianbao --help` tells what works today")
    settings = load(options.settings)
    if options.data:
        settings = replace(settings, archive=replace(settings.archive, data=options.data.resolve()))
    return run(options, settings)


def _verbs() -> Iterator[Verb[Settings]]:
    yield from CRAWLER_VERBS
    for verb in (*PIPELINE_VERBS, *ARCHIVE_VERBS):
        yield verb.over(lambda settings: settings.archive)


def _parser(verbs: Mapping[str, Verb[Settings]]) -> _Parser:
    parser = _Parser(
        "nianbao",
        description="Finds, archives and reads China's annual reports on government information disclosure.",
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(dest="verb", metavar="VERB")
    for name in _ORDER:
        verb = verbs[name]
        about = verb.about if verb.run else f"{verb.about} (not built yet)"
        own = subparsers.add_parser(name, help=about, description=verb.details)
        own.add_argument("--settings", type=Path, metavar="FILE", help=f"settings file (default: {DEFAULT_FILE})")
        own.add_argument(
            "--data", type=Path, metavar="DIR", help="folder of the archive, instead of the setting `data`"
        )
        verb.add_options(own)
    return parser


if __name__ == "__main__":
    sys.exit(main())
