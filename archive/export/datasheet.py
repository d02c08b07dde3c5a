"""What a corpus holds, in numbers, to its datasheet and to the head of its dataset card."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from archive.export.clusters import SPLITS
from archive.export.dictionary import Column, parts
from archive.export.source import State

_MOST_LISTED = 60
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_TYPES = {"INTEGER": "int64"}
_TITLES = {
    "year": "By year reported on",
    "province": "By province",
    "issuer_kind": "By kind of body",
    "form": "By form of the tables",
    "scope": "By scope",
    "split": "By split",
}


@dataclass(frozen=True, slots=True)
class Composition:
    """What is in the corpus; `tallies` count the reports by each value of a column, `None` for what is not known."""

    state: State
    characters: int
    clusters: int
    pairs: int
    tallies: Mapping[str, Counter[str]]


def datasheet(composition: Composition) -> str:
    """The datasheet, its questions answered from what is there."""
    state = composition.state
    template = files("archive.export").joinpath("datasheet.txt").read_text("utf-8")
    return template.format(
        taken_at=state.taken_at,
        selected=f"{state.selected:,}",
        reports=f"{state.reports:,}",
        snapshots=f"{state.snapshots:,}",
        characters=f"{composition.characters:,}",
        clusters=f"{composition.clusters:,}",
        pairs=f"{composition.pairs:,}",
        counts="\n".join(_counted(name, composition.tallies[name]) for name in _TITLES),
    )


def card(composition: Composition, facts: Sequence[Column]) -> str:
    """The YAML head by which dataset hubs know files, splits and fields."""
    filled = [split for split in SPLITS if composition.tallies["split"][split]]
    size = next((word for most, word in _SIZES if composition.state.selected < most), "n>1M")
    lines = [
        *("---", "pretty_name: Nianbao, annual reports on government information disclosure"),
        *("language:", "- zh", "license: other", "license_name: public-government-information"),
        *("license_link: DATASHEET.md", "task_categories:", "- text-generation", "- text-classification"),
        *("size_categories:", f"- {size}", "configs:", "- config_name: default", "  data_files:"),
    ]
    for split in filled:
        lines += [f"  - split: {split}", f"    path: data/{split}/*.jsonl"]
    lines += ["dataset_info:", "  features:"]
    for column in parts()["corpus"].columns:
        lines += _feature(column, facts)
    return "\n".join([*lines, "---", ""])


def _feature(column: Column, facts: Sequence[Column]) -> list[str]:
    if column.kind == "LIST":
        return [
            *(f"  - name: {column.name}", "    list:", "    - name: name", "      dtype: string"),
            *("    - name: text", "      dtype: string"),
        ]
    if column.kind != "OBJECT":
        return _field("  ", column)
    inside = facts if column.name == "metadata" else parts()["provenance"].columns
    return [f"  - name: {column.name}", "    struct:", *(line for one in inside for line in _field("    ", one))]


def _field(indent: str, column: Column) -> list[str]:
    return [f"{indent}- name: {column.name}", f"{indent}  dtype: {_TYPES.get(column.kind, 'string')}"]


def _counted(name: str, tally: Counter[str]) -> str:
    listed = sorted(tally.items(), key=lambda pair: (pair[0] == "None", pair[0]))
    lines = [f"### {_TITLES[name]}", "", f"| {name} | reports |", "| --- | ---: |"]
    lines += [f"| {'not known' if value == 'None' else value} | {count:,} |" for value, count in listed[:_MOST_LISTED]]
    rest = sum(count for _, count in listed[_MOST_LISTED:])
    return "\n".join([*lines, *([f"| all others | {rest:,} |"] if rest else []), ""])
