"""An archive, a selection and a format to a folder with the whole export."""

from collections.abc import Callable, Mapping
from pathlib import Path

from archive.export.folder import File, Files, export_folder
from archive.export.source import Source, opened
from archive.selection import Selection

Writer = Callable[[Source, Files], str]  # returns what is to open the README


def export(
    data: Path,
    folder: Path,
    form: str,
    selection: Selection,
    told: Callable[[str, int], None] = lambda _name, _rows: None,
) -> list[File]:
    """Writes the export and returns its files; `told` hears of each file as its rows are written."""
    from archive.export.manifest import write_manifest

    write = WRITERS[form]
    with opened(data, selection, told) as source, export_folder(folder) as files:
        return write_manifest(source, files, form, write(source, files))


def _jsonl(source: Source, files: Files) -> str:
    from archive.export.jsonl import write_jsonl

    write_jsonl(source, files)
    return ""


def _csv(source: Source, files: Files) -> str:
    from archive.export.csv_files import write_csv_files

    write_csv_files(source, files)
    return ""


def _parquet(source: Source, files: Files) -> str:
    from archive.export.parquet import write_parquet_files

    write_parquet_files(source, files)
    return ""


def _sqlite(source: Source, files: Files) -> str:
    from archive.export.static_database import write_database

    write_database(source, files)
    return ""


def _wacz(source: Source, files: Files) -> str:
    from archive.export.csv_files import write_reports
    from archive.export.wacz import write_wacz

    def name(number: int) -> str:
        return f"reports-{number:03}.wacz"

    packed = write_wacz(
        source.connection,
        source.warc_folder,
        source.selection,
        lambda number: files.path(name(number)),
        source.noted("reports.wacz"),
    )
    for number, one in enumerate(packed, start=1):
        files.count(name(number), one.captures)
    write_reports(source, files)
    return ""


def _corpus(source: Source, files: Files) -> str:
    from archive.export.corpus import write_corpus

    return write_corpus(source, files)


WRITERS: Mapping[str, Writer] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "wacz": _wacz,
    "corpus": _corpus,
}
