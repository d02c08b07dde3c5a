"""A finished export to what tells of it: README.md for people, manifest.json for programs, and the data dictionary."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from importlib.resources import files as resources
from typing import Any

from archive.clock import now
from archive.export import dictionary
from archive.export.folder import MANIFEST, File, Files
from archive.export.source import Source, State
from archive.selection import Selection
from archive.talk import counted

_TITLE = "政府信息公开工作年度报告 / Annual reports on government information disclosure"


def write_manifest(source: Source, files: Files, form: str, opening: str) -> list[File]:
    """Dictionary, README and manifest; `opening` stands before the README's first line. Returns what was exported."""
    files.path("DICTIONARY.md").write_text(dictionary.as_markdown(), "utf-8")
    files.path("dictionary.json").write_text(dictionary.as_json(), "utf-8")
    listed = files.finished()
    readme = opening + _readme(form, source.state, source.selection, listed)
    files.path("README.md").write_text(readme, "utf-8")
    told = {
        "program": {"name": "nianbao", "version": version("nianbao")},
        "format": form,
        "finished_at": now(),
        "archive": asdict(source.state),
        "selection": asdict(source.selection),
        "files": [asdict(file) for file in files.finished()],
    }
    files.path(MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return listed


def selection_told(selection: Selection) -> str:
    """A selection in words.

    >>> selection_told(Selection(years=((2020, 2020), (2022, 2024)), violated=True))
    'years 2020, 2022-2024; sums that do not add up'
    """
    years = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in selection.years)
    asked = (
        ("years", years),
        ("places", ", ".join(selection.places)),
        ("kinds", ", ".join(selection.kinds)),
        ("sums that do not add up", selection.violated),
        ("more than one version", selection.changed),
    )
    told = [f"{word} {value}" if isinstance(value, str) else word for word, value in asked if value]
    return "; ".join(told) or "all reports"


def _readme(form: str, state: State, selection: Selection, listed: Sequence[File]) -> str:
    words = _words()
    captures = f"{counted(state.snapshots, 'capture')}, the last of {state.last_capture or 'none'}"
    lines = [
        *(f"# {_TITLE}", ""),
        f"{counted(state.selected, 'report')} of {state.reports:,} in the archive as of {state.taken_at} ({captures}).",
        f"Selected: {selection_told(selection)}. Made by nianbao {version('nianbao')}.",
        *("", words[form]["zh"], "", words[form]["en"], "", words["common"]["zh"], "", words["common"]["en"], ""),
        *("| file | rows | bytes | sha256 |", "| --- | ---: | ---: | --- |"),
        *(f"| {file.name} | {_rows(file)} | {file.bytes:,} | {file.sha256} |" for file in listed),
        "",
        "manifest.json holds the same for programs; the export is whole where every digest fits. 完整与否以 manifest.json 为准。",
        "",
    ]
    return "\n".join(lines)


def _rows(file: File) -> str:
    return "" if file.rows is None else f"{file.rows:,}"


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Any] = json.loads(resources("archive.export").joinpath("readme.json").read_text("utf-8"))
    return words
