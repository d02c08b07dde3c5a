"""Selected reports to a corpus for training: a line a report, split so that no near copy stands on both sides."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, BinaryIO

from archive.export import sheets
from archive.export.clusters import Cluster, Clusters
from archive.export.csv_files import BOM, csv_line
from archive.export.datasheet import Composition, card, datasheet
from archive.export.dictionary import Column, parts
from archive.export.folder import Files
from archive.export.source import Source

METADATA = "metadata.csv"

_TALLIED = ("year", "province", "issuer_kind", "form", "scope")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One report, as it is read for a corpus."""

    facts: Sequence[Any]
    provenance: Sequence[Any]
    narrative: str
    full_text: str
    record: bytes


def write_corpus(source: Source, files: Files) -> str:
    """Writes data, metadata and datasheet; returns what opens the README, so that it is a dataset card too."""
    clusters = Clusters(source)
    tallies: dict[str, Counter[str]] = {name: Counter() for name in (*_TALLIED, "split")}
    characters = 0
    fact_columns = sheets.public("reports")
    places = {column.name: n for n, column in enumerate(fact_columns)}
    with ExitStack() as open_files:
        metadata = open_files.enter_context(files.path(METADATA).open("w", encoding=BOM, newline=""))
        metadata.write(csv_line(_metadata_columns(fact_columns)))
        shards = _Shards(files, open_files)
        for entry in _entries(source, fact_columns):
            cluster = clusters.of(entry.facts[places["id"]])
            year = entry.facts[places["year"]]
            name = f"data/{cluster.split}/{'unknown' if year is None else year}.jsonl"
            shards.write(name, _line(entry, cluster, fact_columns))
            metadata.write(csv_line([name, cluster.name, cluster.split, *entry.facts, *entry.provenance]))
            characters += len(entry.full_text)
            for tallied in _TALLIED:
                tallies[tallied][str(entry.facts[places[tallied]])] += 1
            tallies["split"][cluster.split] += 1
    for name, number in shards.rows.items():
        files.count(name, number)
    files.count(METADATA, source.state.selected)
    composition = Composition(source.state, characters, clusters.count, clusters.pairs, tallies)
    files.path("DATASHEET.md").write_text(datasheet(composition), "utf-8")
    return card(composition, fact_columns)


class _Shards:
    """One file a split and year; there are never more than a hundred of them."""

    def __init__(self, files: Files, open_files: ExitStack) -> None:
        self.rows: Counter[str] = Counter()
        self._files, self._open_files = files, open_files
        self._shards: dict[str, BinaryIO] = {}

    def write(self, name: str, line: bytes) -> None:
        if name not in self._shards:
            self._shards[name] = self._open_files.enter_context(self._files.path(name).open("wb"))
        self._shards[name].write(line)
        self.rows[name] += 1


def _entries(source: Source, columns: Sequence[Column]) -> Iterator[_Entry]:
    chosen = [place for place, _ in sheets.provenance()]
    expressions = [*(f"reports.{column.name}" for column in columns), *chosen]
    query = (
        f"SELECT {', '.join(expressions)}, narrative, full_text, body {sheets.CURRENT}"
        " CROSS JOIN report_text ON report_text.report_id = reports.id"
        f" CROSS JOIN records ON records.id = reports.record_id WHERE {source.condition} ORDER BY reports.id"
    )
    facts = len(columns)
    for row in source.query("data", query, source.values):
        yield _Entry(row[:facts], row[facts : facts + len(chosen)], *row[facts + len(chosen) :])


def _line(entry: _Entry, cluster: Cluster, columns: Sequence[Column]) -> bytes:
    sections: dict[str, str] = json.loads(zlib.decompress(entry.record))["sections"]
    line = {
        "id": entry.facts[0],
        "group": cluster.name,
        "split": cluster.split,
        "text": entry.full_text,
        "narrative": entry.narrative,
        "sections": [{"name": name, "text": text} for name, text in sections.items()],
        "metadata": _named(columns, entry.facts),
        "provenance": _named(parts()["provenance"].columns, entry.provenance),
    }
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _named(columns: Iterable[Column], values: Iterable[Any]) -> dict[str, Any]:
    return {column.name: value for column, value in zip(columns, values, strict=True)}


def _metadata_columns(columns: Iterable[Column]) -> list[str]:
    own = [column.name for column in columns]
    return ["file", "group", "split", *own, *(column.name for column in parts()["provenance"].columns)]
