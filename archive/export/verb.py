"""The verb `export`: selected reports into files, told in a line each."""

import argparse
import sys
from pathlib import Path

from archive.selection import add_options as add_selection
from archive.selection import selected
from archive.verbs import DONE, ArchiveSettings

FORMATS = ("jsonl", "csv", "parquet", "sqlite", "wacz", "corpus")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The words of the verb."""
    parser.add_argument(
        "folder",
        type=_folder,
        metavar="DIR",
        help="folder to write into: new, empty, or an earlier export to be replaced",
    )
    parser.add_argument("--format", choices=FORMATS, default="jsonl", help="default: jsonl")
    add_selection(parser)


def run(options: argparse.Namespace, settings: ArchiveSettings) -> int:
    """Exports, and says what stands where."""
    from archive.export.exporting import export
    from archive.talk import Progress, counted, megabytes

    folder: Path = options.folder
    writing = ("", 0)

    def told(name: str, rows: int) -> None:
        nonlocal writing
        writing = name, rows

    with Progress(lambda: f"{folder}: {writing[0]}, {counted(writing[1], 'row')}") as progress:
        files = export(settings.data, folder, options.format, selected(options), told)
        for file in files:
            rows = "" if file.rows is None else f", {counted(file.rows, 'row')}"
            progress.print(f"{folder / file.name}: {megabytes(file.bytes)}{rows}", sys.stderr)
    return DONE


def _folder(name: str) -> Path:
    if not name or "\0" in name:
        raise argparse.ArgumentTypeError("must name a folder")
    return Path(name)
