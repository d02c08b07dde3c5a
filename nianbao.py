"""The command `nianbao`: mounts the verbs of the three packages, reads the settings, turns failures into one line."""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

from archive.cli import VERBS as ARCHIVE_VERBS
from archive.errors import NianbaoError, UsageError
from archive.verbs import DONE, FAILED, INTERRUPTED, Verb
from crawler.cli import VERBS as CRAWLER_VERBS
from crawler.settings import DEFAULT_FILE, Settings, load
from pipelines.cli import VERBS as PIPELINE_VERBS

_ORDER = (
    *("crawl", "demo", "extract", "ingest", "rebuild", "search", "coverage", "changes"),
    *("export", "verify", "merge", "backup", "schedule", "serve"),
)
_LEFT_OUT = re.compile(r'-(?:[^\x00-\x7f]|"|\d)')  # -培训, -"a phrase", -2020年
_EXIT = """\
exit status: 0 all done; 1 bad usage, settings or input; 3 finished, but some portals failed or stayed incomplete;
130 interrupted. Data goes to standard output, talk to standard error.
Settings come from settings.toml; a variable such as NIANBAO_CRAWL__DELAY=0 overrides one.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; `{self.prog} --help` tells more")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """A word to leave out, as -培训, is no option, for options are Latin: behind a blank it counts as a word."""
        given = sys.argv[1:] if args is None else args
        words = [f" {word}" if _LEFT_OUT.match(word) else word for word in given]
        return super().parse_known_args(words, namespace)


class _Version(argparse.Action):
    def __call__(self, *_: object) -> NoReturn:
        from importlib.metadata import version  # a tenth of the start-up, for the one who asks

        print(f"nianbao {version('nianbao')}")
        sys.exit(DONE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no Chinese gets \\u5e74
    try:
        try:
            return _run(arguments)
        finally:
            if sys.stdout:  # there is none where a supervisor closed it
                sys.stdout.flush()  # here, where a failure can still be told
    except NianbaoError as error:
        _complain(str(error))
        return FAILED
    except KeyboardInterrupt:
        _complain("interrupted; what was acknowledged is kept")
        return INTERRUPTED
    except OSError as error:
        _give_up_output()
        if not isinstance(error, BrokenPipeError):  # a reader that has left needs no word
            _complain(f"cannot go on: {error}")
        return FAILED


def _complain(text: str) -> None:
    print("nianbao: " + " ".join(text.splitlines()), file=sys.stderr)


def _give_up_output() -> None:
    """What is still waiting to be printed goes nowhere, or the interpreter would fail on it again at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
        settings = replace(settings, archive=replace(settings.archive, data=options.data.absolute()))
    return run(options, settings)


def _folder(name: str) -> Path:
    if not name or "\0" in name:
        raise argparse.ArgumentTypeError("must name a folder")
    return Path(name)


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
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    subparsers = parser.add_subparsers(dest="verb", metavar="VERB")
    for name in _ORDER:
        verb = verbs[name]
        about = verb.about if verb.run else f"{verb.about} (not built yet)"
        details = verb.details if verb.run else f"Not built yet. {verb.details}"
        own = subparsers.add_parser(name, help=about, description=details)
        own.add_argument("--settings", type=Path, metavar="FILE", help=f"settings file (default: {DEFAULT_FILE})")
        own.add_argument(
            "--data",
            type=_folder,
            metavar="DIR",
            help="folder of the archive (default: the setting `data`; demo: demo-data)",
        )
        verb.add_options(own)
    return parser


if __name__ == "__main__":
    sys.exit(main())
