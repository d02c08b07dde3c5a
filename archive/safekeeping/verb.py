"""The verb `backup`: FILE to a checked copy of archive.db, told in two lines."""

import argparse
from pathlib import Path

from archive.verbs import DONE, ArchiveSettings


def add_options(parser: argparse.ArgumentParser) -> None:
    """The words of the verb."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where the copy goes; must not exist")


def run(options: argparse.Namespace, settings: ArchiveSettings) -> int:
    """Copies, and says which WARC files belong with the copy."""
    from archive.safekeeping.backup import back_up
    from archive.store import WARC_FOLDER
    from archive.talk import Progress, megabytes

    done = [0, 1]
    file: Path = options.file

    def told(pages: int, of: int) -> None:
        done[:] = pages, max(of, 1)

    with Progress(lambda: f"{file}: {done[0] / done[1]:.0%} copied") as progress:
        copy = back_up(settings.data, file, told)
        progress.print(copy.line())
    warc = settings.data / WARC_FOLDER
    print(f"Copy {warc} ({megabytes(copy.warc_bytes)}) with any tool: a file in it never changes once it is closed.")
    return DONE
